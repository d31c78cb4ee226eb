import { html, nothing, type TemplateResult } from 'lit';
import type { ContactPoint } from '@ehr-widgets/sdk';
import type { AppointmentLine, BookableService, BookingWay, FreeTime, WayVerdict } from '@ehr-widgets/sdk/appointments';
import { drawSelect } from '../shared/list/fields.ts';
import { drawAdding, type AddingContext } from './adding-fields.ts';
import type { Attempt } from './attempt.ts';
import { drawFact, drawWhen } from './facts.ts';
import { drawGoing, note } from './going.ts';
import { drawNumbers } from './numbers.ts';
import { drawSend } from './send.ts';
import { clockText, momentText, ownText, reachText, whereText, withText, type Telling } from './telling.ts';
import { drawWho, type Who } from './who.ts';

/** What of a verdict is told to a reader who may not book. */
type WhyNot = Extract<WayVerdict, { offered: false }>['why'] | 'off';

/** Who asked for an appointment to be moved (HL7 appointment-cancellation-reason). */
export type Mover = 'prov' | 'pat';

export interface CheckContext {
  readonly told: Telling;
  readonly level: number;
  readonly who: Who;
  readonly time: FreeTime;
  readonly service: BookableService | undefined;
  /** Numbers to book this time by. */
  readonly phones: readonly string[];
  /** By which it is booked; undefined where it cannot be. */
  readonly way: BookingWay | undefined;
  readonly whyNot: WhyNot | undefined;
  /** Where it is written. */
  readonly attempt: Attempt | undefined;
  readonly replaces: AppointmentLine | undefined;
  /** Undefined where that is not asked. */
  readonly movedFor: Mover | undefined;
  readonly chooseMover: (mover: Mover) => void;
  /** Undefined where they could not be read. */
  readonly overlaps: readonly AppointmentLine[] | undefined;
  readonly reach: readonly ContactPoint[] | undefined;
  readonly adding: () => AddingContext;
  readonly now: number;
  readonly book: () => void;
  readonly bookWithoutAnswers: () => void;
  readonly keep: () => void;
  readonly back: () => void;
  readonly choose: (time: FreeTime) => void;
}

/** What is about to be booked, all of it, and what the reader adds. */
export function drawCheck(context: CheckContext): TemplateResult {
  const { told, level, who, time, service, replaces, reach, attempt } = context;
  const { words, reader } = told;
  const { facts } = words;
  const isTaken = attempt?.going.kind === 'taken';
  return html`<div class="pad check" part="check">
    <div class="h step" id="step" role="heading" aria-level=${level + 1} tabindex="-1">${words.checkTitle}</div>
    ${attempt ? drawGoing({ ...context, going: attempt.going, what: 'booked' }) : nothing} ${drawWho(who, told)}
    ${drawWhen(time, told, isTaken)}
    <dl class="facts">
      ${drawFact(facts.service, service?.name ?? reader.concepts(time.types))}
      ${drawFact(facts.with, withText(time, told))} ${drawFact(facts.where, whereText(time, told))}
      ${drawFact(facts.how, words.modes[time.mode])} ${drawFact(facts.note, time.comment ?? '')}
      ${replaces ? drawFact(facts.moves, momentText(replaces, told)) : nothing}
      ${reach ? drawFact(facts.reach, reachText(reach) || words.noReach) : nothing}
    </dl>
    ${isTaken ? nothing : html`${drawOverlap(context)} ${drawWay(context)}`}
  </div>`;
}

function drawOverlap({ overlaps, told }: CheckContext): TemplateResult | typeof nothing {
  const { words, reader } = told;
  if (!overlaps) return html`<p class="muted">${words.overlapUnknown}</p>`;
  if (overlaps.length === 0) return nothing;
  const others = overlaps.map((one) => [momentText(one, told), reader.concept(one.name)].filter(Boolean).join(' '));
  return note('warning', 'caution', words.overlap(reader.list(others)), words.overlapNext);
}

/** The way this time is booked in: here, elsewhere, by telephone, or not at all. */
function drawWay(context: CheckContext): TemplateResult {
  const { told, time, way, whyNot, attempt, back } = context;
  const { words } = told;
  const goBack = html`<button class="btn" type="button" @click=${back}>${words.back}</button>`;
  const why = whyNot ? html`<p class="muted">${words.readOnly[readable(whyNot)]}</p>` : nothing;
  if (attempt)
    return html`${drawHold(context, attempt)} ${drawMover(context)} ${drawAdding(context.adding())}
    ${drawBook(context, attempt)}`;
  if (way === 'link' && time.link)
    return html`${why}
      <p class="muted">${words.linkNext}</p>
      <div class="acts">
        <a class="btn primary" href=${time.link} target="_blank" rel="noopener noreferrer">${words.link}</a> ${goBack}
      </div>`;
  if (way === 'phone')
    return html`${why}
      <p class="t">${words.phone}</p>
      ${drawNumbers(context.phones, told)}
      <div class="acts">${goBack}</div>`;
  return html`${why}
    <div class="acts">${goBack}</div>`;
}

function drawMover({ told, movedFor, chooseMover }: CheckContext): TemplateResult | typeof nothing {
  const { words } = told;
  if (!movedFor) return nothing;
  const movers = (['prov', 'pat'] as const).map((mover) => [mover, words.movers[mover]] as const);
  return html`<div class="reason">
    ${drawSelect(words.movedFor, movers, movedFor, chooseMover)}
    <p class="muted">${words.movedForNext}</p>
  </div>`;
}

/** How long the time is kept, counting down. Read out when it begins, nears its end and is over: a clock that speaks is a nuisance. */
function drawHold({ told, time, now, keep }: CheckContext, { hold }: Attempt): TemplateResult | typeof nothing {
  const { words } = told;
  switch (hold.kind) {
    case 'none':
      return nothing;
    case 'holding':
      return html`<p class="muted">${words.holding}</p>`;
    case 'refused':
      return html`<p class="muted">${words.holdRefused}</p>`;
    case 'held': {
      if (hold.until === undefined) return note('clock', 'info', words.heldLong, '');
      return note('clock', 'info', heldText(hold.until, now, time, told), '');
    }
    case 'over': {
      const again = html`<button class="btn small" type="button" @click=${keep}>${words.holdAgain}</button>`;
      return note('clock', 'caution', words.holdOver, words.holdOverNext, again);
    }
  }
}

function drawBook({ told, replaces, book, back }: CheckContext, { going, way, hold }: Attempt): TemplateResult {
  const { words } = told;
  const isBusy = going.kind === 'sending' || going.kind === 'given-over' || hold.kind === 'holding';
  const word = way === 'request' ? words.request : replaces ? words.move : words.book;
  return html`${way === 'request' ? html`<p class="muted">${words.requestNext}</p>` : nothing}
  ${drawSend({ told, word, going, isBusy, send: book, back })}`;
}

function readable(why: WhyNot): keyof Telling['words']['readOnly'] {
  return why === 'nothing-told' ? 'capability' : why;
}

/** Until when a time is kept: by the clock of the place, as all else here, and by the reader's where that is another. */
export function heldText(until: number, now: number, { zone }: FreeTime, told: Telling): string {
  const end = { zone, start: new Date(until).toISOString(), end: undefined };
  const clocks = [clockText(end.start, end, told), ownText(end, told)].filter(Boolean).join(', ');
  return told.words.held(clocks, leftText(until - now, told.reader.locale));
}

function leftText(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [value, unit] = seconds > 60 ? [Math.floor(seconds / 60), 'minute'] : [seconds, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
