import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons.ts';

/** A status: a word, a shape and a colour, always together. */
export interface Chip {
  readonly word: string;
  readonly shape: IconName;
  readonly tone:
    'crit' | 'critsoft' | 'high' | 'low' | 'abnormal' | 'caution' | 'ok' | 'info' | 'neutral' | 'plain' | 'outline';
  /** Added in regular weight, for instance "by range". */
  readonly qualifier?: string | undefined;
}

export function drawChips(chips: readonly Chip[]): TemplateResult[] {
  return chips.map(
    ({ word, shape, tone, qualifier }) =>
      html`<span class="chip ${tone}" part="chip"
        >${icon(shape)}<span
          >${word}${qualifier ? html` <span class="by-range">${qualifier}</span>` : nothing}</span
        ></span
      >`,
  );
}
