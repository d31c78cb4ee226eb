import { html, nothing, type TemplateResult } from 'lit';
import type { PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView } from '@ehr-widgets/sdk/medications';
import { icon } from '../shared/icons.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { copyIcon } from '../shared/list/tool-icons.ts';
import type { Telling } from './telling.ts';

type Outcome =
  { readonly kind: 'copied' } | { readonly kind: 'refused'; readonly text: string } | { readonly kind: 'failed' };

/** Puts the list on the clipboard, because the reader asked for it; where the browser refuses, shows the text to take. */
export class Copying {
  outcome: Outcome | undefined;

  async copy(
    list: MedicationListView,
    state: TopicState<unknown>,
    told: Telling,
    patient: PatientDetails | undefined,
  ): Promise<void> {
    let text: string;
    try {
      const { listAsText } = await import('./as-text.ts');
      text = listAsText(list, state, told, patient);
    } catch {
      this.outcome = { kind: 'failed' };
      return;
    }
    try {
      await navigator.clipboard.writeText(text);
      this.outcome = { kind: 'copied' };
    } catch {
      this.outcome = { kind: 'refused', text };
    }
  }
}

/** How copying went. */
export function drawCopied({ outcome }: Copying, { reader, words }: Telling): TemplateResult | typeof nothing {
  switch (outcome?.kind) {
    case undefined:
      return nothing;
    case 'copied':
      return html`<p class="copied muted">${icon('check')} ${words.copied}</p>`;
    case 'failed':
      return html`<div class="above"><p>${stateStrings.for(reader).couldNotDraw}</p></div>`;
    case 'refused':
      return html`<div class="above">
        <div class="note caution" part="notice">
          ${copyIcon}
          <div>
            <p class="t">${words.notCopied}</p>
            <p>${words.notCopiedNext}</p>
            <textarea readonly rows="8" aria-label=${words.textOf} .value=${outcome.text}></textarea>
          </div>
        </div>
      </div>`;
  }
}
