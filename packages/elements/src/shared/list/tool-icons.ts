import { html, type TemplateResult } from 'lit';

/*
 * Shapes of the tools alone. Those of a status are with the others, which every page loads.
 */
export const printIcon = tool(
  'M4.5 6V2h7v4M4.5 11.5h-2v-4A1.5 1.5 0 0 1 4 6h8a1.5 1.5 0 0 1 1.5 1.5v4h-2M4.5 9.5h7V14h-7z',
);
export const copyIcon = tool('M5.5 5.5V2H14v8.5h-3.5M2 5.5h8.5V14H2z');
export const searchIcon = tool('M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M10.5 10.5 14 14');

function tool(path: string): TemplateResult {
  return html`<svg class="i s" viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>`;
}
