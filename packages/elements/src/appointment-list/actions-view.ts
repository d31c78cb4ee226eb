import { html, nothing, type TemplateResult } from 'lit';
import type { AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { CancelReason, WhyFixed } from './appointment-list.strings.ts';
import type { Changed } from './changing.ts';
import { hasAnswers, type GroupName } from './status.ts';
import { momentText, nameOf, type Telling } from './telling.ts';

/** What the drawing of actions needs to know of the widget. */
export interface ActionContext {
  readonly told: Telling;
  readonly canCancel: (line: AppointmentLine) => boolean;
  readonly canMove: (line: AppointmentLine) => boolean;
  readonly checkIn: boolean;
  readonly whyFixedOf: (line: AppointmentLine) => WhyFixed | undefined;
  readonly changedOf: (line: AppointmentLine) => Changed | undefined;
  /** Nobody offered another time for it. */
  readonly isUnmoved: (line: AppointmentLine) => boolean;
  readonly toCalendar: (lines: readonly AppointmentLine[]) => void;
  readonly move: (line: AppointmentLine) => void;
  readonly checkInFor: (line: AppointmentLine) => void;
  readonly askToCancel: (line: AppointmentLine) => void;
  readonly undo: (line: AppointmentLine) => void;
}

/** What can be done about an appointment that is ahead. */
export function drawActions(
  line: AppointmentLine,
  group: GroupName,
  context: ActionContext,
): TemplateResult | typeof nothing {
  if (group !== 'upcoming' && group !== 'requested') return nothing;
  const { told, canCancel, canMove, checkIn, toCalendar, move, checkInFor, askToCancel, changedOf } = context;
  const { words } = told;
  const isCancelling = changedOf(line)?.kind === 'cancelling';
  const which = html`<span class="vh">: ${nameOf(line, told)}, ${momentText(line, told)}</span>`;
  return html`<div class="acts">
    ${
      checkIn && line.status === 'booked'
        ? html`<button
            class="btn small ${hasAnswers(line) ? '' : 'primary'}"
            type="button"
            @click=${() => checkInFor(line)}
          >
            ${words.checkIn}${which}
          </button>`
        : nothing
    }
    ${
      line.start?.includes('T') && line.status !== 'unknown'
        ? html`<button class="btn small" type="button" @click=${() => toCalendar([line])}>
            ${words.toCalendar}${which}
          </button>`
        : nothing
    }
    ${
      canMove(line)
        ? html`<button class="btn small" type="button" @click=${() => move(line)}>${words.move}${which}</button>`
        : nothing
    }
    ${
      canCancel(line) || isCancelling
        ? html`<button
            class="btn small"
            type="button"
            aria-disabled=${isCancelling ? 'true' : 'false'}
            @click=${() => (isCancelling ? undefined : askToCancel(line))}
          >
            ${isCancelling ? words.cancelling : words.cancel}${which}
          </button>`
        : nothing
    }
  </div>`;
}

/** How a change went, on the line itself, and the way back. */
export function drawChanged(line: AppointmentLine, context: ActionContext): TemplateResult | typeof nothing {
  const { told, changedOf, isUnmoved, undo } = context;
  const { reader, words } = told;
  const changed = changedOf(line);
  if (isUnmoved(line)) return drawNote('info', words.moveElsewhere, words.moveElsewhereNext(line.origin.sourceName));
  switch (changed?.kind) {
    case undefined:
    case 'cancelling':
      return nothing;
    case 'undone':
      // What was booked again may have been cancelled again, elsewhere.
      return line.status === 'cancelled' ? nothing : html`<p>${words.undone}</p>`;
    case 'cancelled':
    case 'undoing': {
      const isUndoing = changed.kind === 'undoing';
      const text =
        changed.kind === 'cancelled' ? words.cancelDone(line.origin.sourceName, reader.moment(changed.at)) : '';
      return html`${text ? html`<p class="num">${text}</p>` : nothing}
        <div class="acts">
          <button
            class="btn small"
            type="button"
            aria-disabled=${isUndoing ? 'true' : 'false'}
            @click=${() => (isUndoing ? undefined : undo(line))}
          >
            ${isUndoing ? words.undoing : words.undo}<span class="vh">: ${nameOf(line, told)}</span>
          </button>
        </div>`;
    }
    case 'unsure':
      return drawNote('warning', words.unsure, words.unsureNext);
    case 'failed': {
      const { code, status } = changed.error;
      const isGone = changed.what === 'undo' && code === 'conflict';
      return drawNote(
        'warning',
        changed.what === 'undo' ? words.notUndone : words.notCancelled,
        isGone ? words.timeGone : stateStrings.for(reader).failedNext(reasonOf(code), status),
      );
    }
  }
}

/** Something to know about one appointment. */
export function drawNote(shape: 'info' | 'warning', title: string, text: string): TemplateResult {
  return html`<div class="note ${shape === 'info' ? '' : 'caution'}" part="notice">
    ${icon(shape)}
    <div>
      <p class="t">${title}</p>
      <p class="num">${text}</p>
    </div>
  </div>`;
}

/** What somebody is asked before an appointment is cancelled. */
export interface Question {
  readonly line: AppointmentLine;
  readonly policy: string;
  readonly answer: (reason: CancelReason | undefined) => void;
}

/** Asks once; the safe answer comes first, and Escape is that too. */
export function drawQuestion({ line, policy, answer }: Question, told: Telling): TemplateResult {
  const { words } = told;
  const reasons = Object.entries(words.reasons) as [CancelReason, string][];
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget as HTMLFormElement).get('reason') as CancelReason;
    answer((event.submitter as HTMLButtonElement | null)?.value === 'cancel' ? chosen : undefined);
  };
  return html`<dialog part="dialog" aria-labelledby="question" @close=${() => answer(undefined)}>
    <form @submit=${onSubmit}>
      <div class="h" id="question" role="heading" aria-level="2">${words.cancelTitle}</div>
      <p><bdi>${nameOf(line, told)}</bdi></p>
      <p class="num">${momentText(line, told)}</p>
      ${policy ? html`<p class="policy">${policy}</p>` : nothing}
      <label class="field choice">
        <span class="muted nw">${words.cancelWhy}</span>
        <select name="reason">
          ${reasons.map(([code, word]) => html`<option value=${code}>${word}</option>`)}</select
        >${icon('chevron')}
      </label>
      <div class="acts">
        <button class="btn primary" type="submit" value="keep">${words.keep}</button>
        <button class="btn" type="submit" value="cancel">${words.cancelNow}</button>
      </div>
    </form>
  </dialog>`;
}
