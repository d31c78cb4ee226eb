import { html, nothing, type TemplateResult } from 'lit';
import { zoneName, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { clocksApart, hourIn, zoneText } from '../shared/zone-dates.ts';
import { fullDay } from './dates.ts';
import { clockText, zoneOf, type Telling } from './telling.ts';
import { among, drawTime, type TimeChoice } from './time.ts';

/** Of what kinds of visit times are shown. */
export interface ModesContext {
  readonly told: Telling;
  readonly modes: readonly VisitMode[];
  /** Empty for any. */
  readonly mode: VisitMode | '';
  readonly chooseMode: (mode: VisitMode | '') => void;
}

export interface TimesContext extends TimeChoice, ModesContext {
  readonly level: number;
  readonly day: string;
  /** Undefined until they are read. */
  readonly times: readonly FreeTime[] | undefined;
}

/** The free times of a day, by the part of the day they begin in. */
export function drawTimes(context: TimesContext): TemplateResult {
  const { told, level, day } = context;
  const { reader, words } = told;
  // Of one template whatever follows: the focus may be on the heading while the times are read.
  return html`<div class="h step" id="times" role="heading" aria-level=${level + 1} tabindex="-1">
      ${day ? fullDay(day, reader.locale) : words.chooseDay}
    </div>
    ${drawOfDay(context)}`;
}

function drawOfDay(context: TimesContext): TemplateResult | typeof nothing {
  const { told, level, day, times = [] } = context;
  const { words } = told;
  if (!day) return drawModes(context);
  if (times.length === 0)
    return html`${drawModes(context)}
      <p>${context.times ? words.noneThatDay : words.reading}</p>`;
  const all = among(times, context);
  return html`${drawZone(times, told)} ${drawModes(context)}
    <div role="radiogroup" aria-labelledby="times" class="parts">
      ${partsOf(times, told).map(
        ({ name, inPart }) =>
          html`<div class="h part" role="heading" aria-level=${level + 2}>${words.parts[name]}</div>
            <div class="list" role="presentation">${inPart.map((time) => drawTime(time, all, context))}</div>`,
      )}
    </div>
    ${drawGo(times, context)}`;
}

/** The way on with the time that is picked, where it is in view. */
export function drawGo(times: readonly FreeTime[], { told, picked, go }: TimeChoice): TemplateResult | typeof nothing {
  if (!picked || !times.some(({ key }) => key === picked.key)) return nothing;
  return html`<div class="acts">
    <button class="btn primary" type="button" @click=${go}>
      ${told.words.continueWith(clockText(picked.start, picked, told))}
    </button>
  </div>`;
}

/** In which zone the times are, and how it stands to the reader's own clock. Never left to be guessed. */
export function drawZone(times: readonly FreeTime[], told: Telling): TemplateResult | typeof nothing {
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

/** Leaves only one kind of visit, where there are several. */
export function drawModes({ told, modes, mode, chooseMode }: ModesContext): TemplateResult | typeof nothing {
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

function partsOf(
  times: readonly FreeTime[],
  told: Telling,
): readonly { readonly name: 'morning' | 'afternoon' | 'evening'; readonly inPart: readonly FreeTime[] }[] {
  const parts = { morning: [] as FreeTime[], afternoon: [] as FreeTime[], evening: [] as FreeTime[] };
  for (const time of times) {
    const hour = hourIn(Date.parse(time.start), zoneOf(time, told));
    parts[hour < NOON ? 'morning' : hour < EVENING ? 'afternoon' : 'evening'].push(time);
  }
  return (['morning', 'afternoon', 'evening'] as const)
    .map((name) => ({ name, inPart: parts[name] }))
    .filter(({ inPart }) => inPart.length > 0);
}

const [NOON, EVENING] = [12, 17];
