import { html, nothing, type TemplateResult } from 'lit';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import type { ListContext } from './layout.ts';
import { nameOf } from './telling.ts';

/** Asking for several at once: offered where there are several to ask for. */
export function drawSeveral(medicines: readonly Medicine[], context: ListContext): TemplateResult | typeof nothing {
  const { told, asking, chosen, startChoosing } = context;
  const { reader, words } = told;
  const askable = medicines.filter((one) => asking.kindOf(one) && !asking.askedOf(one));
  if (!asking.choosing) {
    if (askable.length < 2) return nothing;
    return html`<div class="several" part="several">
      <button class="btn small" type="button" @click=${() => startChoosing(true)}>${words.askSeveral}</button>
    </div>`;
  }
  const none = chosen.length === 0;
  return html`<div class="several" part="several">
    <span>${none ? words.chooseFirst : reader.list(chosen.map((one) => nameOf(one, told)))}</span>
    <button
      class="btn small primary"
      type="button"
      aria-disabled=${none ? 'true' : 'false'}
      @click=${() => (none ? undefined : asking.ask(chosen))}
    >
      ${words.askChosen(reader.count(chosen.length))}
    </button>
    <button class="btn small" type="button" @click=${() => startChoosing(false)}>${words.cancelSeveral}</button>
  </div>`;
}
