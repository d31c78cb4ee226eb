import { html, nothing, type TemplateResult } from 'lit';

/** All that is told of one thing, under labels; what is empty is left out. */
export function drawStory(facts: readonly (readonly [label: string, text: TemplateResult | string])[]): TemplateResult {
  return html`<dl class="story">
    ${facts.map(([label, text]) =>
      text
        ? html`<div>
            <dt>${label}</dt>
            <dd class="num"><bdi>${text}</bdi></dd>
          </div>`
        : nothing,
    )}
  </dl>`;
}
