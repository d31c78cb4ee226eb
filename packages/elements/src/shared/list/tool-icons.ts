import { html, type TemplateResult } from 'lit';

/*
 * Shapes of the tools alone. Those of a status are with the others, which every page loads.
 */
export const printIcon = tool(
  'M4.5 6V2h7v4M4.5 11.5h-2v-4A1.5 1.5 0 0 1 4 6h8a1.5 1.5 0 0 1 1.5 1.5v4h-2M4.5 9.5h7V14h-7z',
);
export const copyIcon = tool('M5.5 5.5V2H14v8.5h-3.5M2 5.5h8.5V14H2z');
export const searchIcon = tool('M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M10.5 10.5 14 14');
export const videoIcon = tool(
  'M1.5 5.5A1.5 1.5 0 0 1 3 4h6a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 9 12H3a1.5 1.5 0 0 1-1.5-1.5zM10.5 7l4-2.2v6.4l-4-2.2',
);
export const phoneIcon = tool(
  'M3 2h2.6l1.2 3-1.6 1.2a8 8 0 0 0 4.6 4.6L11 9.2l3 1.2V13c0 .6-.5 1-1 1A11 11 0 0 1 2 3c0-.5.4-1 1-1z',
);

function tool(path: string): TemplateResult {
  return html`<svg class="i s" viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>`;
}
