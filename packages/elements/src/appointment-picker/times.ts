import { html, nothing, type TemplateResult } from 'lit';
import { zoneName, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { clocksApart, hourIn, zoneText } from '../shared/zone-dates.ts';
import { fullDay } from './dates.ts';
import { clockText, modeIcons, ownText, withText, zoneOf, type Telling } from './telling.ts';

export interface TimesContext {
  readonly told: Telling;
  readonly level: number;
  readonly day: string;
  /** Undefined until they are read. */
  readonly times: readonly FreeTime[] | undefined;
  readonly modes: readonly VisitMode[];
  /** Empty for any. */
  readonly mode: VisitMode | '';
  readonly picked: FreeTime | undefined;
  readonly chooseMode: (mode: VisitMode | '') => void;
  readonly pick: (time: FreeTime, focus: boolean) => void;
  readonly go: () => void;
}

/** The free times of a day, by the part of the day they begin in. */
export function drawTimes(context: TimesContext): TemplateResult {
  const { told, level, day, times = [], picked, go } = context;
  const { reader, words } = told;
  const heading = html`<div class="h step" id="times" role="heading" aria-level=${level + 1} tabindex="-1">
    ${day ? fullDay(day, reader.locale) : words.chooseDay}
  </div>`;
  if (!day) return html`${heading}${drawModes(context)}`;
  if (times.length === 0)
    return html`${heading}${drawModes(context)}
      <p>${context.times ? words.noneThatDay : words.reading}</p>`;
  return html`${heading} ${drawZone(times, told)} ${drawModes(context)}
    <div role="radiogroup" aria-labelledby="times" class="parts">
      ${partsOf(times, told).map(
        ({ name, inPart }) =>
          html`<div class="h part" role="heading" aria-level=${level + 2}>${words.parts[name]}</div>
            <div class="list" role="presentation">${inPart.map((time) => drawTime(time, times, context))}</div>`,
      )}
    </div>
    ${
      picked && times.includes(picked)
        ? html`<div class="acts">
            <button class="btn primary" type="button" @click=${go}>
              ${words.continueWith(clockText(picked.start, picked, told))}
            </button>
          </div>`
        : nothing
    }`;
}

/** In which zone the times are, and how it stands to the reader's own clock. Never left to be guessed. */
function drawZone(times: readonly FreeTime[], told: Telling): TemplateResult | typeof nothing {
  const [first] = times;
  if (!first) return nothing;
  const { reader, words } = told;
  const { locale, timeZone } = reader;
  const zones = new Set(times.map(({ zone }) => zoneName(zone)));
  const untold = zones.has(undefined);
  const zone = zoneOf(first, told);
  const at = Date.parse(first.start);
  const apart = clocksApart(at, zone, timeZone) !== 0;
  const here = zoneText(timeZone, at, locale);
  if (zones.size > 1) return note('caution', untold ? words.zonesPartUntold : words.zonesDiffer, '');
  if (untold) {
    const written = times.map((time) => (time.zone.kind === 'untold' ? time.zone.offset : undefined)).find(Boolean);
    return note('caution', words.zoneUntold, words.zoneUntoldNext(here, written ?? ''));
  }
  const text = words.zone(zoneText(zone, at, locale));
  return apart ? note('caution', text, words.zoneHere(here)) : html`<p class="muted">${text} ${words.zoneSame}</p>`;
}

function note(tone: string, title: string, text: string): TemplateResult {
  return html`<div class="note ${tone}" part="notice">
    ${icon('clock')}
    <div>
      <p class="t">${title}</p>
      ${text ? html`<p>${text}</p>` : nothing}
    </div>
  </div>`;
}

function drawModes({ told, modes, mode, chooseMode }: TimesContext): TemplateResult | typeof nothing {
  if (modes.length < 2) return nothing;
  const { words } = told;
  return html`<div class="views" role="group" aria-label=${words.mode}>
    ${(['', ...modes] as const).map(
      (one) =>
        html`<button type="button" aria-pressed=${one === mode ? 'true' : 'false'} @click=${() => chooseMode(one)}>
          ${one === '' ? words.anyMode : words.modes[one]}
        </button>`,
    )}
  </div>`;
}

function drawTime(time: FreeTime, all: readonly FreeTime[], context: TimesContext): TemplateResult {
  const { told, picked, pick } = context;
  const { reader, words } = told;
  const isPicked = picked?.key === time.key;
  const isReached = isPicked || (!all.some(({ key }) => key === picked?.key) && time === all[0]);
  const differs = (text: (one: FreeTime) => string): string =>
    all.some((one) => text(one) !== text(time)) ? text(time) : '';
  // One that is not told is named too: it is the reader's own then.
  const zones = new Set(all.map((one) => zoneName(one.zone)));
  const zone = zones.size > 1 ? zoneText(zoneOf(time, told), Date.parse(time.start), reader.locale) : '';
  const more = [
    zone,
    ownText(time, told),
    differs((one) => withText(one, told)),
    differs(({ places }) => reader.list(places.map(({ name }) => name ?? words.unnamed.place))),
    differs((one) => reader.count(one.minutes)) && words.length(reader.count(time.minutes)),
  ].filter(Boolean);
  return html`<div
    class="time"
    part="time"
    role="radio"
    aria-checked=${isPicked ? 'true' : 'false'}
    tabindex=${isReached ? '0' : '-1'}
    data-key=${time.key}
    @click=${() => pick(time, false)}
    @keydown=${(event: KeyboardEvent) => press(event, context)}
  >
    <span class="clock num">${clockText(time.start, time, told)}</span>
    <span class="own"
      >${more.map((text) => html`<bdi>${text}</bdi> `)}${time.overbooked ? drawChips([{ word: words.overbooked, shape: 'warning', tone: 'caution' }]) : nothing}</span
    >
    <span class="how">${modeIcons[time.mode]} ${words.modes[time.mode]}</span>
  </div>`;
}

function press(event: KeyboardEvent, { times = [], picked, pick, go }: TimesContext): void {
  const at = times.findIndex(({ key }) => key === (event.target as HTMLElement).dataset['key']);
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, ' ': 0 };
  const step = steps[event.key];
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter' && picked) {
    event.preventDefault();
    go();
  }
  if (step === undefined) return;
  event.preventDefault();
  const next = times[(at + step + times.length) % times.length];
  if (next) pick(next, true);
}

function partsOf(
  times: readonly FreeTime[],
  told: Telling,
): readonly { readonly name: 'morning' | 'afternoon' | 'evening'; readonly inPart: readonly FreeTime[] }[] {
  const part = (time: FreeTime): string => {
    const hour = hourIn(Date.parse(time.start), zoneOf(time, told));
    return hour < NOON ? 'morning' : hour < EVENING ? 'afternoon' : 'evening';
  };
  return (['morning', 'afternoon', 'evening'] as const)
    .map((name) => ({ name, inPart: times.filter((time) => part(time) === name) }))
    .filter(({ inPart }) => inPart.length > 0);
}

const [NOON, EVENING] = [12, 17];
