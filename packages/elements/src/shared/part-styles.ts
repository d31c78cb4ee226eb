import type { CSSResult } from 'lit';

/** Gives a shadow root the styles of a part that not every element of its class has, or that loads later; each of them once. */
export function addStyles(root: Node | null, ...styles: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  for (const { styleSheet } of styles)
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
