import { html, type TemplateResult } from 'lit';
import { telephoneLink } from '@ehr-widgets/sdk/appointments';
import { phoneIcon } from '../shared/visit-icons.ts';
import type { Telling } from './telling.ts';

/** Numbers to call, each once. One that cannot be dialled as it is written is there to be read. */
export function drawNumbers(numbers: readonly string[], { words }: Telling): TemplateResult {
  if (numbers.length === 0) return html`<p class="muted">${words.noNumber}</p>`;
  return html`<div class="acts">
    ${[...new Set(numbers)].map((number) => {
      const link = telephoneLink(number);
      const call = html`${phoneIcon}<bdi>${words.call(number)}</bdi>`;
      return link ? html`<a class="btn" href=${link}>${call}</a>` : html`<span>${call}</span>`;
    })}
  </div>`;
}
