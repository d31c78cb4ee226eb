import { html, type TemplateResult } from 'lit';
import { zoneName, type FreeTime } from '@ehr-widgets/sdk/appointments';
import { drawChips } from '../shared/chip.ts';
import { zoneText } from '../shared/zone-dates.ts';
import { modeIcons, ownText, startText, withText, zoneOf, type Telling } from './telling.ts';

/** What drawing times to choose from needs, in whichever way they are laid out. */
export interface TimeChoice {
  readonly told: Telling;
  readonly picked: FreeTime | undefined;
  /** What a time is for, where more than one thing can be; empty otherwise. */
  readonly serviceText: (time: FreeTime) => string;
  readonly pick: (time: FreeTime, focus: boolean) => void;
  readonly go: () => void;
}

/** One free time, as one of several to choose from. */
export function drawTime(time: FreeTime, all: Among, choice: TimeChoice): TemplateResult {
  const { told, picked, pick } = choice;
  const { words } = told;
  return html`<div
    class="time"
    part="time"
    role="radio"
    aria-checked=${time.key === picked?.key ? 'true' : 'false'}
    tabindex=${time.key === all.reached ? '0' : '-1'}
    data-key=${time.key}
    @click=${() => pick(time, false)}
    @keydown=${(event: KeyboardEvent) => press(event, all.times, choice)}
  >
    <span class="clock num">${startText(time, told)}</span>
    <span class="own"
      >${detailsOf(time, all, choice).map((text) => html`<bdi>${text}</bdi> `)}${time.overbooked ? drawOverbooked(told) : ''}</span
    >
    <span class="how">${modeIcons[time.mode]} ${words.modes[time.mode]}</span>
  </div>`;
}

/** Times that are chosen among, with what tells them apart. */
export interface Among {
  readonly times: readonly FreeTime[];
  /** The key of the one that Tab comes to: of what is picked, otherwise of the first. */
  readonly reached: string | undefined;
  readonly differ: Readonly<Record<'zone' | 'service' | 'people' | 'place' | 'length', boolean>>;
}

/** Looked at once for all of them. */
export function among(times: readonly FreeTime[], { told, picked, serviceText }: TimeChoice): Among {
  const differ = (text: (time: FreeTime) => unknown): boolean => new Set(times.map(text)).size > 1;
  const places = times.filter((time) => time.places.length > 0);
  return {
    times,
    reached: (times.find(({ key }) => key === picked?.key) ?? times[0])?.key,
    differ: {
      zone: differ(({ zone }) => zoneName(zone)),
      service: differ(serviceText),
      people: differ((time) => withText(time, told)),
      // A time on the telephone has none, and says so by its kind.
      place: new Set(places.map((time) => placeText(time, told))).size > 1,
      length: differ(({ minutes }) => minutes),
    },
  };
}

/** What tells a time from the others, and the reader's own clock. */
export function detailsOf(time: FreeTime, { differ }: Among, { told, serviceText }: TimeChoice): string[] {
  const { reader, words } = told;
  return [
    // One that is not told is named too: it is the reader's own then.
    differ.zone ? zoneText(zoneOf(time, told), Date.parse(time.start), reader.locale) : '',
    ownText(time, told),
    differ.service ? serviceText(time) : '',
    differ.people ? withText(time, told) : '',
    differ.place ? placeText(time, told) : '',
    differ.length ? words.length(reader.count(time.minutes)) : '',
  ].filter(Boolean);
}

function placeText({ places }: FreeTime, { reader, words }: Telling): string {
  return reader.list(places.map(({ name }) => name ?? words.unnamed.place));
}

export function drawOverbooked({ words }: Telling): TemplateResult[] {
  return drawChips([{ word: words.overbooked, shape: 'warning', tone: 'caution' }]);
}

function press(event: KeyboardEvent, all: readonly FreeTime[], { picked, pick, go }: TimeChoice): void {
  const at = all.findIndex(({ key }) => key === (event.currentTarget as HTMLElement).dataset['key']);
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, ' ': 0 };
  const step = steps[event.key];
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter' && picked) {
    event.preventDefault();
    go();
  }
  if (step === undefined) return;
  event.preventDefault();
  const next = all[(at + step + all.length) % all.length];
  if (next) pick(next, true);
}
