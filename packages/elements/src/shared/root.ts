import { html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';
import { stateStrings } from './state.strings.ts';
import type { Surroundings } from './surroundings.ts';
import { warnOnce } from './warn-once.ts';

/**
 * Draws an element's inner root, the armour against the host page's styles. If drawing fails, the root says so in
 * words: an element is never blank, and never throws into the page.
 */
export function drawRoot(surroundings: Surroundings, draw: () => TemplateResult | symbol): TemplateResult {
  let content: TemplateResult | symbol;
  try {
    content = draw();
  } catch (error) {
    content = couldNotDraw(surroundings, error);
  }
  return html`<div class="root ${surroundings.theme} ${surroundings.persona}" part="root" lang=${surroundings.locale}>
    ${content}
  </div>`;
}

function couldNotDraw(surroundings: Surroundings, error: unknown): TemplateResult {
  const words = stateStrings.for(surroundings);
  // The stack tells a developer where; the message is left out, because it may quote a value from the record.
  const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
  warnOnce(`an element could not be drawn. ${stack}`);
  return html`<div class="w pad">
    <div class="note critsoft" role="alert">
      ${icon('warning')}
      <div>
        <p class="t">${words.couldNotDraw}</p>
        <p>${words.couldNotDrawNext}</p>
      </div>
    </div>
  </div>`;
}
