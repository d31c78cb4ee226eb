import { html, type TemplateResult } from 'lit';

/*
 * Shapes of visits alone. Those of a status are with the others, which every page loads.
 */
export const videoIcon = shape(
  'M1.5 5.5A1.5 1.5 0 0 1 3 4h6a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 9 12H3a1.5 1.5 0 0 1-1.5-1.5zM10.5 7l4-2.2v6.4l-4-2.2',
);
export const phoneIcon = shape(
  'M3 2h2.6l1.2 3-1.6 1.2a8 8 0 0 0 4.6 4.6L11 9.2l3 1.2V13c0 .6-.5 1-1 1A11 11 0 0 1 2 3c0-.5.4-1 1-1z',
);
export const calendarIcon = shape(
  'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-8A1.5 1.5 0 0 1 3.5 3M2 6.6h12M5.2 1.5v3M10.8 1.5v3',
);

function shape(path: string): TemplateResult {
  return html`<svg class="i s" viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>`;
}
