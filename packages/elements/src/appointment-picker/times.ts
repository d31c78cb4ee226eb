import { html, nothing, type TemplateResult } from 'lit';
import { zoneName, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { clocksApart, zoneText } from '../shared/zone-dates.ts';
import { fullDay } from './dates.ts';
import { startHour, startText, zoneOf, type Telling, freeText } from './telling.ts';
import { among, drawTime, type Among, type TimeChoice } from './time.ts';

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
  /** False where times of the day may be missing. */
  readonly isWhole: boolean;
  /** The parts of the day of which all times are shown. */
  readonly opened: readonly PartOfDay[];
  /** @param focused A selector of what the focus is on then. */
  readonly open: (part: PartOfDay, focused: string) => void;
}

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** More than these of a part of a day stand behind a button: large practices have hundreds of times a day. */
const OF_A_PART = 20;

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
  const { told, day, times = [] } = context;
  if (!day) return drawModes(context);
  if (times.length === 0)
    return html`${drawModes(context)}
      <p>${freeText(context.times, context.isWhole, told)}</p>`;
  const parts = partsOf(times, told).map((part) => ({ ...part, shown: shownOf(part, context) }));
  const all = among(
    parts.flatMap(({ shown }) => shown),
    context,
  );
  return html`${drawZone(times, told)} ${drawModes(context)}
    <div role="radiogroup" aria-labelledby="times" class="parts">
      ${parts.map((part) => drawPart(part, all, context))}
    </div>
    ${drawGo(times, context)}`;
}

/** Which times of a part of the day are there, and which of them are shown. */
interface Part {
  readonly name: PartOfDay;
  readonly inPart: readonly FreeTime[];
  readonly shown: readonly FreeTime[];
}

/** All of them where they are few, where the reader wants all, and where one of the rest is picked. */
function shownOf({ name, inPart }: Omit<Part, 'shown'>, { opened, picked }: TimesContext): readonly FreeTime[] {
  if (opened.includes(name) || inPart.length <= OF_A_PART + 1) return inPart;
  return inPart.slice(OF_A_PART).some(({ key }) => key === picked?.key) ? inPart : inPart.slice(0, OF_A_PART);
}

function drawPart({ name, inPart, shown }: Part, all: Among, context: TimesContext): TemplateResult {
  const { told, level, open } = context;
  const { reader, words } = told;
  const more = inPart.length - shown.length;
  const firstOfRest = `[data-part="${name}"] > :nth-child(${OF_A_PART + 1})`;
  return html`<div class="h part" role="heading" aria-level=${level + 2}>${words.parts[name]}</div>
    <div class="list" role="presentation" data-part=${name}>
      ${shown.map((time) => drawTime(time, all, context))}
      ${
        more > 0
          ? html`<button class="btn small" type="button" @click=${() => open(name, firstOfRest)}>
              ${words.more(reader.count(more))}<span class="vh">, ${words.parts[name]}</span>
            </button>`
          : nothing
      }
    </div>`;
}

/** The way on with the time that is picked, where it is in view. */
export function drawGo(times: readonly FreeTime[], { told, picked, go }: TimeChoice): TemplateResult | typeof nothing {
  if (!picked || !times.some(({ key }) => key === picked.key)) return nothing;
  return html`<div class="acts">
    <button class="btn primary" type="button" @click=${go}>${told.words.continueWith(startText(picked, told))}</button>
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

function partsOf(times: readonly FreeTime[], told: Telling): readonly Omit<Part, 'shown'>[] {
  const parts = { morning: [] as FreeTime[], afternoon: [] as FreeTime[], evening: [] as FreeTime[] };
  for (const time of times) {
    const hour = startHour(time, told);
    parts[hour < NOON ? 'morning' : hour < EVENING ? 'afternoon' : 'evening'].push(time);
  }
  return (['morning', 'afternoon', 'evening'] as const)
    .map((name) => ({ name, inPart: parts[name] }))
    .filter(({ inPart }) => inPart.length > 0);
}

const [NOON, EVENING] = [12, 17];
