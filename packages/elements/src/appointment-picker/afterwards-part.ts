import { html, nothing, type TemplateResult } from 'lit';
import { reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { AfterwardsContext } from './afterwards.ts';
import { note } from './going.ts';
import type { Telling } from './telling.ts';

/** Whether it is given up again: then nothing else of it holds. */
export function isCancelled({ changed }: AfterwardsContext): boolean {
  return changed?.kind === 'cancelled';
}

/** Moving and cancelling, beside what else can be done with an appointment. */
export function drawAfterwards(
  { move, cancel, asks, ask, changed }: AfterwardsContext,
  { words }: Telling,
): TemplateResult {
  const mayCancel = cancel && !asks && changed?.kind !== 'cancelled' && changed?.kind !== 'cancelling';
  return html`${move ? html`<button class="btn" type="button" @click=${move}>${words.moveIt}</button>` : nothing}
  ${
    mayCancel
      ? html`<button class="btn" type="button" id="cancel" @click=${() => ask(true)}>${words.cancelIt}</button>`
      : nothing
  }`;
}

/** Whether the reader means it, and what came of it. */
export function drawCancelling(
  { cancel, asks, ask, changed }: AfterwardsContext,
  { words, reader }: Telling,
): TemplateResult | typeof nothing {
  if (changed?.kind === 'cancelling') return html`<p class="muted" role="status">${words.sending}</p>`;
  if (changed?.kind === 'cancelled') return note('ban', 'info', words.cancelledSaid, words.cancelledNext);
  if (!asks && (changed?.kind === 'failed' || changed?.kind === 'unsure')) {
    const { code, status } = changed.error;
    const title = changed.kind === 'unsure' ? words.cancelUnsure : words.notCancelled;
    return note('warning', 'caution', title, stateStrings.for(reader).failedNext(reasonOf(code), status));
  }
  if (!asks || !cancel) return nothing;
  const buttons = html`<button class="btn" type="button" id="cancel-it" @click=${cancel}>${words.cancelYes}</button>
    <button class="btn" type="button" @click=${() => ask(false)}>${words.cancelNo}</button>`;
  return note('warning', 'caution', words.cancelAsk, words.cancelAskNext, buttons);
}
