import { html, type nothing, type TemplateResult } from 'lit';

/** The widget while it has no list to show: its title, and what there is to say. `status` is said by screen readers. */
export function drawTold(
  title: string,
  level: number,
  content: TemplateResult | typeof nothing,
  status: string,
): TemplateResult {
  return html`<article class="w" aria-labelledby="title">
    <p class="vh" role="status">${status}</p>
    <div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>${title}</div>
    </div>
    <div class="told">${content}</div>
  </article>`;
}
