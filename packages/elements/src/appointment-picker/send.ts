import { html, nothing, type TemplateResult } from 'lit';
import type { Going } from './attempt.ts';
import type { Telling } from './telling.ts';

interface SendContext {
  readonly told: Telling;
  /** What the button says that sends it. */
  readonly word: string;
  readonly going: Going;
  /** It cannot be sent at the moment. */
  readonly isBusy: boolean;
  readonly send: () => void;
  readonly back: () => void;
}

/** The buttons that send a visit, unless it may have been sent already, and lead back. */
export function drawSend({ told, word, going, isBusy, send, back }: SendContext): TemplateResult {
  const { words } = told;
  const sending = going.kind === 'sending';
  return html`<div class="acts">
    ${
      going.kind === 'unsure'
        ? nothing
        : html`<button
            class="btn primary"
            type="button"
            aria-disabled=${isBusy ? 'true' : 'false'}
            @click=${() => (isBusy ? undefined : send())}
          >
            ${sending ? words.sending : word}
          </button>`
    }
    <button
      class="btn"
      type="button"
      aria-disabled=${sending ? 'true' : 'false'}
      @click=${() => (sending ? undefined : back())}
    >
      ${words.back}
    </button>
  </div>`;
}
