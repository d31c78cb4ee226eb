import { html, type nothing, type TemplateResult } from 'lit';

/** The widget when it has one thing to say. `status` is said by screen readers. */
export function drawCard(title: string, content: TemplateResult | typeof nothing, status: string): TemplateResult {
  return html`<article class="w pad" aria-label=${title}>
    <p class="vh" role="status">${status}</p>
    ${content}
  </article>`;
}
