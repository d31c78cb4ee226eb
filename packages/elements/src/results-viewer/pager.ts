import { html, nothing, type TemplateResult } from 'lit';
import type { Telling } from './telling.ts';

/** A part of a list of which the whole is not drawn at once. */
export interface Pages {
  readonly from: number;
  readonly page: number;
  readonly all: number;
  readonly told: Telling;
  readonly turn: (from: number) => void;
}

/** Which part it is, and the way to those before and after. */
export function drawPager({ from, page, all, told, turn }: Pages): TemplateResult | typeof nothing {
  if (all <= page) return nothing;
  const { reader, words } = told;
  const end = Math.min(from + page, all);
  return html`<div class="pager">
    <button
      class="btn small"
      type="button"
      aria-disabled=${from === 0 ? 'true' : 'false'}
      @click=${() => from > 0 && turn(Math.max(0, from - page))}
    >
      ${words.newerPage}
    </button>
    <span class="muted num">${words.pageOf(reader.count(from + 1), reader.count(end), reader.count(all))}</span>
    <button
      class="btn small"
      type="button"
      aria-disabled=${end === all ? 'true' : 'false'}
      @click=${() => end < all && turn(end)}
    >
      ${words.olderPage}
    </button>
  </div>`;
}
