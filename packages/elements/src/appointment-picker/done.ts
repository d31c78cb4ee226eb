import { html, nothing, type TemplateResult } from 'lit';
import type { BookableService, FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { printIcon } from '../shared/list/tool-icons.ts';
import { calendarIcon } from '../shared/visit-icons.ts';
import type { Done } from './attempt.ts';
import { drawFact, drawWhen } from './facts.ts';
import { whereText, withText, type Telling } from './telling.ts';

export interface DoneContext {
  readonly told: Telling;
  readonly level: number;
  readonly time: FreeTime;
  readonly service: BookableService | undefined;
  readonly done: Done;
  readonly sourceName: string;
  readonly reason: string;
  readonly another: () => void;
  readonly print: () => void;
  /** Undefined where there is nothing certain to put there. */
  readonly save: (() => void) | undefined;
}

/** What was booked, or asked for, as it was told back. */
export function drawDone({
  told,
  level,
  time,
  service,
  done,
  sourceName,
  reason,
  another,
  print,
  save,
}: DoneContext): TemplateResult {
  const { words, reader } = told;
  const { facts } = words;
  const { appointment, kind, old } = done;
  const isBooked = kind === 'booked';
  // What the answer tells may be another time than was asked for: that one holds.
  const at = appointment?.start === undefined ? time : appointment;
  const party = appointment ?? time;
  return html`<div class="pad check" part="done">
    <div class="h step" id="step" role="heading" aria-level=${level + 1} tabindex="-1">
      ${isBooked ? words.bookedSaid : words.requested(sourceName)}
    </div>
    <div class="note ${isBooked ? 'ok' : 'info'}" part="notice">
      ${icon(isBooked ? 'ring-check' : 'info')}
      <div>
        <p class="t">${isBooked ? words.booked(sourceName) : words.requestedSaid}</p>
        ${old?.kind === 'moved' ? html`<p>${words.moved}</p>` : nothing}
        ${old?.kind === 'cancelled' ? html`<p>${words.oldCancelled}</p>` : nothing}
      </div>
    </div>
    ${
      old?.kind === 'kept' && isBooked
        ? html`<div class="note caution" part="notice">
            ${icon('warning')}
            <div>
              <p class="t">${words.oldKept}</p>
              <p>${words.oldKeptNext}</p>
            </div>
          </div>`
        : nothing
    }
    ${drawWhen(at, told)}
    <dl class="facts">
      ${drawFact(facts.service, service?.name ?? reader.concepts(time.types))}
      ${drawFact(facts.with, withText(party, told))} ${drawFact(facts.where, whereText(party, told))}
      ${drawFact(facts.how, words.modes[party.mode])}
      ${drawFact(facts.note, [time.comment, ...(appointment?.instructions ?? [])].filter(Boolean).join(' '))}
      ${drawFact(facts.reason, reason)}
      ${reader.persona === 'clinician' ? drawFact(facts.reference, appointment?.reference ?? '') : nothing}
    </dl>
    <div class="acts">
      ${save ? html`<button class="btn" type="button" @click=${save}>${calendarIcon}${words.calendar}</button>` : nothing}
      <button class="btn" type="button" @click=${print}>${printIcon}${words.print}</button>
      <button class="btn" type="button" @click=${another}>${words.another}</button>
    </div>
  </div>`;
}
