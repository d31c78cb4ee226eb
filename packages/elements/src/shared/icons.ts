import { svg, html, type TemplateResult } from 'lit';

/*
 * Shapes on a 16 by 16 grid in the text's own colour, so that they follow themes and forced colours. Always decoration:
 * the word beside a shape carries the meaning.
 */
const lines = {
  octagon: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.8v4M8 11.2v.1',
  ring: 'M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  ban: 'M1.7 8a6.3 6.3 0 1 0 12.6 0a6.3 6.3 0 1 0-12.6 0M3.6 3.6l8.8 8.8',
  cross: 'm4 4 8 8M12 4l-8 8',
  split: 'M2.5 5.1h10m-3-3 3 3-3 3M13.5 10.6h-10m3-3-3 3 3 3',
  clock: 'M1.7 8a6.3 6.3 0 1 0 12.6 0a6.3 6.3 0 1 0-12.6 0M8 4.4V8l2.4 1.6',
  history: 'M2.5 8A5.5 5.5 0 1 0 4.3 4M2.5 1.8v2.7h2.7M8 5v3.2l2 1.3',
  'ring-check': 'M1.5 8a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M5.2 8.2l2 2 3.8-4',
  lock: 'M4.5 7h7A1.5 1.5 0 0 1 13 8.5v4a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12.5v-4A1.5 1.5 0 0 1 4.5 7M5 7V5a3 3 0 0 1 6 0v2',
  unplugged: 'M2 2l12 12M5 11.5h-.5a3 3 0 0 1-.6-5.9A4 4 0 0 1 5 4.3M7.2 3.6a4 4 0 0 1 4.5 2.9 2.6 2.6 0 0 1 1.6 4.2',
  warning: 'M8 2 14.8 13.8H1.2zM8 6.4v3.4M8 11.8v.1',
  building: 'M3 14V3.5L8 1.8l5 1.7V14M1.5 14h13M6.2 14v-3h3.6v3M6 5.8h.1M9.9 5.8h.1M6 8.4h.1M9.9 8.4h.1',
  chevron: 'm3.5 6 4.5 4.5L12.5 6',
  info: 'M1.7 8a6.3 6.3 0 1 0 12.6 0a6.3 6.3 0 1 0-12.6 0M8 7.4v3.8M8 4.8v.1',
  person: 'M5.2 5a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0M2.5 14c.4-3 2.6-4.8 5.5-4.8s5.1 1.8 5.5 4.8',
  loop: 'M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.8v2.7h-2.7',
} as const;

const solids = {
  'triangles-up': 'M8 .8 14 8.2H2zM8 7.6 14 15H2z',
  'triangles-down': 'M8 15.2 2 7.8h12zM8 8.4 2 1h12z',
  'triangle-up': 'M8 2.5 14.2 13H1.8z',
  'triangle-down': 'M8 13.5 1.8 3h12.4z',
  diamond: 'M8 1 15 8l-7 7-7-7z',
  disc: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0',
  pause: 'M3 2.5h3.6v11H3zM9.4 2.5H13v11H9.4z',
  square: 'M3 3h10v10H3z',
  half: 'M8 1.5a6.5 6.5 0 1 0 0 13zM9.2 1.6v1.5a5 5 0 0 1 0 9.8v1.5a6.5 6.5 0 0 0 0-12.8z',
  star: 'M8 1l1.9 4.8L15 8l-5.1 2.2L8 15l-1.9-4.8L1 8l5.1-2.2z',
} as const;

/** The name of one of our shapes. */
export type IconName = keyof typeof lines | keyof typeof solids | 'unknown';

/** Draws a shape. Hidden from assistive technology: the word beside it speaks. */
export function icon(name: IconName): TemplateResult {
  const line = name === 'unknown' || name in lines;
  return html`<svg class="i ${line ? 's' : ''}" viewBox="0 0 16 16" aria-hidden="true">${shape(name)}</svg>`;
}

function shape(name: IconName): TemplateResult {
  if (name === 'unknown') {
    return svg`<circle cx="8" cy="8" r="6.3" stroke-dasharray="2.4 1.9"></circle><path d="M6.2 6.4A1.9 1.9 0 1 1 8 8.6v.5M8 11.3v.1"></path>`;
  }
  return svg`<path d=${name in lines ? lines[name as keyof typeof lines] : solids[name as keyof typeof solids]}></path>`;
}
