import { html, nothing, type TemplateResult } from 'lit';
import type { AppointmentLine, VisitPerson } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import type { Telling } from './telling.ts';

/** What the drawing of people needs to know of the widget. */
export interface PeopleContext {
  readonly told: Telling;
  /** The photo of somebody in a line, which may be on its way. */
  readonly photoOf: (person: VisitPerson, line: AppointmentLine) => HTMLElement | undefined;
}

/** With whom a visit is. A face is decoration: the name stands beside it. */
export function drawPeople(line: AppointmentLine, { told, photoOf }: PeopleContext): TemplateResult | '' {
  if (line.people.length === 0) return '';
  return html`${line.people.map(
    (person) =>
      html`<span class="person"
        ><span class="face" part="photo" aria-hidden="true"
          >${initialsOf(person.name) || icon('person')}${photoOf(person, line) ?? nothing}</span
        ><bdi>${person.name ?? told.words.unnamedPerson}</bdi></span
      >`,
  )}`;
}

/** First letters of the first word and the last, as they are written; none of a title, or of what follows a comma. */
function initialsOf(name = ''): string {
  const words = name.split(',')[0]?.split(/\s+/) ?? [];
  const letters = words.flatMap((word) => (TITLE.test(word) ? [] : (/^\p{L}\p{M}*/u.exec(word)?.[0] ?? [])));
  // Letters of Arabic would join.
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].filter(Boolean).join('\u200c');
}

const TITLE = /^(dr|dra|drs|prof|mr|mrs|ms|miss|sr|sra|nurse)\.?$/i;
