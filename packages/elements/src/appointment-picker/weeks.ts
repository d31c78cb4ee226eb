import { html, nothing, type TemplateResult } from 'lit';
import type { FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import type { ShownDay } from './calendar.ts';
import { dayInWeek, fullDay, lengthText, shortDay } from './dates.ts';
import { modeIcons, momentText, startText, freeText } from './telling.ts';
import { among, detailsOf, drawOverbooked, type Among, type TimeChoice } from './time.ts';
import { drawGo, drawModes, drawZone, type ModesContext } from './times.ts';
import { viewStrings } from './views.strings.ts';

export interface WeekDay extends ShownDay {
  /** False where it is gone by, or later than times are shown. */
  readonly isOffered: boolean;
  /** False where times of it may be missing. */
  readonly isWhole: boolean;
}

export interface WeeksContext extends TimeChoice, ModesContext {
  readonly level: number;
  readonly name: string;
  readonly today: string;
  readonly days: readonly WeekDay[];
  readonly opened: string;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly rightToLeft: () => boolean;
  readonly turn: (by: 1 | -1, focus: boolean) => void;
  readonly open: (day: string) => void;
}

/** More than these of a day stand behind a button: hundreds of times would hide the other days. */
const OF_A_DAY = 8;

/** A week, each day a column with its free times. */
export function drawWeeks(context: WeeksContext): TemplateResult {
  const { told, level, name, days, hasBefore, hasAfter } = context;
  const words = viewStrings.for(told.reader);
  const shown = days.map((day) => ({ ...day, shown: shownOf(day, context) }));
  const all = shown.flatMap(({ shown: times }) => times);
  const together = among(all, context);
  return html`<div class="month">
      <div class="h" id="times" role="heading" aria-level=${level + 1} tabindex="-1">${name}</div>
      ${drawTurn(-1, hasBefore, context)} ${drawTurn(1, hasAfter, context)}
    </div>
    <p class="vh" id="keys">${words.weekKeys}</p>
    ${drawModes(context)} ${drawZone(all, told)}
    <div class="week" role="radiogroup" aria-labelledby="times" aria-describedby="keys">
      ${shown.map((day) => drawDay(day, shown, together, context))}
    </div>
    ${drawPicked(context)} ${drawGo(all, context)}`;
}

type Drawn = WeekDay & { readonly shown: readonly FreeTime[] };

/** All of them where they are few, where the reader wants all, and where one of the rest is picked. */
function shownOf({ day, times = [] }: WeekDay, { opened, picked }: WeeksContext): readonly FreeTime[] {
  if (day === opened || times.length <= OF_A_DAY + 1) return times;
  return times.slice(OF_A_DAY).some(({ key }) => key === picked?.key) ? times : times.slice(0, OF_A_DAY);
}

function drawTurn(by: 1 | -1, isThere: boolean, { told, turn }: WeeksContext): TemplateResult {
  const words = viewStrings.for(told.reader);
  return html`<button
    class="btn turn ${by < 0 ? 'back' : ''}"
    type="button"
    aria-disabled=${isThere ? 'false' : 'true'}
    @click=${() => (isThere ? turn(by, false) : undefined)}
  >
    ${icon('chevron')}<span class="vh">${by < 0 ? words.weekBefore : words.weekAfter}</span>
  </button>`;
}

function drawDay(drawn: Drawn, week: readonly Drawn[], all: Among, context: WeeksContext): TemplateResult {
  const { day, times, clockChange, isOffered, isWhole, shown } = drawn;
  const { told, level, today, open } = context;
  const { reader, words } = told;
  const own = viewStrings.for(reader);
  const count = times?.length ?? 0;
  const said = freeText(times, isWhole, told);
  const more = count - shown.length;
  return html`<div
    class="column ${isOffered ? '' : 'off'} ${day === today ? 'today' : ''}"
    role="group"
    aria-labelledby="d-${day}"
    data-day=${day}
  >
    <div class="h" id="d-${day}" role="heading" aria-level=${level + 2}>
      <span aria-hidden="true"
        >${dayInWeek(day, reader.locale)}${day === today ? html`<span class="few">${words.today}</span>` : nothing}</span
      >
      <span class="vh">${fullDay(day, reader.locale)}${day === today ? `, ${words.today}` : ''}, ${said}</span>
    </div>
    ${
      clockChange === 0
        ? nothing
        : html`<p class="muted small">
            ${icon('clock')}
            ${words.clockChange(shortDay(day, reader.locale), clockChange, lengthText(clockChange, reader.locale))}
          </p>`
    }
    ${count === 0 && isOffered ? html`<p class="muted small none" aria-hidden="true">${times && isWhole ? own.none : said}</p>` : nothing}
    ${shown.map((time) => drawSlot(time, day, week, all, context))}
    ${
      more > 0
        ? html`<button class="btn small" type="button" @click=${() => open(day)}>
            ${words.more(reader.count(more))}<span class="vh">, ${fullDay(day, reader.locale)}</span>
          </button>`
        : nothing
    }
  </div>`;
}

function drawSlot(
  time: FreeTime,
  day: string,
  week: readonly Drawn[],
  all: Among,
  context: WeeksContext,
): TemplateResult {
  const { told, picked, pick } = context;
  const { reader, words } = told;
  return html`<div
    class="slot"
    part="time"
    role="radio"
    aria-checked=${time.key === picked?.key ? 'true' : 'false'}
    tabindex=${time.key === all.reached ? '0' : '-1'}
    data-key=${time.key}
    @click=${() => pick(time, false)}
    @keydown=${(event: KeyboardEvent) => press(event, week, context)}
  >
    <span class="vh">${fullDay(day, reader.locale)}, </span>
    <span class="clock num">${startText(time, told)}</span>
    <span class="how">${modeIcons[time.mode]}<span class="vh"> ${words.modes[time.mode]}</span></span>
    <span class="own"
      >${detailsOf(time, all, context).map((text) => html`<bdi>${text}</bdi> `)}${time.overbooked ? drawOverbooked(told) : nothing}</span
    >
  </div>`;
}

/** What was picked, in words, since a column has room for its time only. */
function drawPicked({ days, picked, told }: WeeksContext): TemplateResult | typeof nothing {
  const isHere = picked && days.some(({ times = [] }) => times.some(({ key }) => key === picked.key));
  if (!isHere) return nothing;
  return html`<p class="t num">${momentText(picked, told)}, ${told.words.modes[picked.mode]}</p>`;
}

/** By time within a day and on to the next, by day, to the ends of the week, and by week. */
function press(event: KeyboardEvent, drawn: readonly Drawn[], context: WeeksContext): void {
  const { key, altKey, ctrlKey, metaKey } = event;
  const at = (event.currentTarget as HTMLElement).dataset['key'];
  if (at === undefined || altKey || ctrlKey || metaKey) return;
  if (key === 'PageUp' || key === 'PageDown') {
    event.preventDefault();
    context.turn(key === 'PageUp' ? -1 : 1, true);
    return;
  }
  if (key === 'Enter' && context.picked) {
    event.preventDefault();
    context.go();
    return;
  }
  const to = leadsTo(key, at, drawn, context.rightToLeft());
  if (!to) return;
  event.preventDefault();
  context.pick(to, true);
}

function leadsTo(key: string, at: string, drawn: readonly Drawn[], rightToLeft: boolean): FreeTime | undefined {
  const days = drawn.map(({ shown }) => shown).filter(({ length }) => length > 0);
  const all = days.flat();
  const index = all.findIndex((time) => time.key === at);
  const column = days.findIndex((times) => times.some((time) => time.key === at));
  const row = days[column]?.findIndex((time) => time.key === at) ?? 0;
  const beside = (by: number): FreeTime | undefined => {
    const day = days[Math.min(days.length - 1, Math.max(0, column + by))] ?? [];
    return day[Math.min(row, day.length - 1)];
  };
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowUp':
      return all[Math.max(0, index - 1)];
    case 'ArrowDown':
      return all[Math.min(all.length - 1, index + 1)];
    case 'ArrowLeft':
      return beside(-forward);
    case 'ArrowRight':
      return beside(forward);
    case 'Home':
      return beside(-days.length);
    case 'End':
      return beside(days.length);
    case ' ':
      return all[index];
    default:
      return undefined;
  }
}
