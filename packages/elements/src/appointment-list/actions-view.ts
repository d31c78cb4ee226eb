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
  const { told, changedOf, isUnmoved } = context;
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
      return html`<p class="num">${words.cancelDone(line.origin.sourceName, reader.moment(changed.at))}</p>
        ${drawUndo(line, context)}`;
    case 'undoing':
      return drawUndo(line, context);
    case 'unsure':
      if (isSettled(changed, line)) return nothing;
      return html`${drawNote('warning', words.unsure, words.unsureNext)}${again(changed, line, context)}`;
    case 'failed': {
      const { code, status } = changed.error;
      if (code === 'conflict') {
        const next = isTimeGone(changed) ? words.timeGone : words.changedMeanwhileNext;
        return drawNote('warning', failedText(changed, told), next);
      }
      if (isSettled(changed, line)) return nothing;
      const next = stateStrings.for(reader).failedNext(reasonOf(code), status);
      return html`${drawNote('warning', failedText(changed, told), next)}${again(changed, line, context)}`;
    }
  }
}

type Unmade = Extract<Changed, { readonly what: 'cancel' | 'undo' }>;

/** That a change was not made. Where somebody else made one, nobody says here how it stands: the line does. */
export function failedText(changed: Unmade, { words }: Telling): string {
  if (changed.error.code === 'conflict' && !isTimeGone(changed)) return words.changedMeanwhile;
  return changed.what === 'undo' ? words.notUndone : words.notCancelled;
}

/** Whether it is as it was left here, so that it is its time that somebody else has. */
function isTimeGone({ what, error }: Unmade): boolean {
  const { current, sent } = error.versions ?? {};
  const isAsLeft = !current || current.meta?.versionId === sent?.meta?.versionId;
  return what === 'undo' && error.code === 'conflict' && error.status !== 412 && isAsLeft;
}

/** Whether it was read since to be as it was to become. */
function isSettled({ what }: Unmade, { status }: AppointmentLine): boolean {
  return (what === 'cancel') === (status === 'cancelled');
}

/** Cancelling is offered by the line; taking it back is not. */
function again({ what }: Unmade, line: AppointmentLine, context: ActionContext): TemplateResult | typeof nothing {
  return what === 'undo' ? drawUndo(line, context) : nothing;
}

function drawUndo(line: AppointmentLine, { told, changedOf, undo }: ActionContext): TemplateResult {
  const { words } = told;
  const isUndoing = changedOf(line)?.kind === 'undoing';
  return html`<div class="acts">
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
