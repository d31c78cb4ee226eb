import { html, nothing, type TemplateResult } from 'lit';
import type { AppointmentLine, AppointmentsView } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { momentText, nameOf, placeText, type Telling } from './telling.ts';

interface DoubtContext {
  readonly told: Telling;
  readonly view: AppointmentsView;
}

/** What sources tell differently, what may be the same, and what is at the same time: nothing of it is decided here. */
export function drawDoubts(line: AppointmentLine, { told, view }: DoubtContext): TemplateResult | typeof nothing {
  const { words } = told;
  const elsewhere = view.elsewhere.get(line.key);
  const others = view.overlaps.get(line.key) ?? [];
  const facts = (one: AppointmentLine): string => factsOf(one, told);
  const notes = [
    ...(elsewhere?.differs ?? []).map((facet, index) => ({
      title: words.differs[facet],
      // Once is enough for all that differs.
      texts:
        index === 0
          ? [line, ...(elsewhere?.also ?? [])]
              .map((one) => `${one.origin.sourceName}: ${facts(one)}`)
              .concat(words.differsNext)
          : [],
    })),
    ...(elsewhere?.doubtful ?? []).map((one) => ({
      title: words.maybeSame(one.origin.sourceName, facts(one)),
      texts: [],
    })),
    ...others.map((one) => ({
      title: words.overlaps(`${nameOf(one, told)} (${momentText(one, told)}, ${one.origin.sourceName})`),
      texts: [],
    })),
  ];
  if (notes.length === 0) return nothing;
  return html`<div class="doubts">
    ${notes.map(
      ({ title, texts }) =>
        html`<div class="note caution" part="notice">
          ${icon('split')}
          <div>
            <p class="t"><bdi>${title}</bdi></p>
            ${texts.map((text) => html`<p class="num"><bdi>${text}</bdi></p>`)}
          </div>
        </div>`,
    )}
  </div>`;
}

function factsOf(line: AppointmentLine, told: Telling): string {
  const { reader, words } = told;
  return reader.list([
    words.status[line.status],
    momentText(line, told),
    ...line.places.map((place) => placeText(place, told)),
  ]);
}
