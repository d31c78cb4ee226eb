/**
 * The organisations' logos, drawn: a square SVG with a transparent background that is legible when small, as
 * user-access brands ask.
 * @module
 */
import { styles } from './style.ts';

/** The strokes of a sign, on a grid of 32. */
const signs: Readonly<Record<string, string>> = {
  'university-hospital': 'M13 7h6v6h6v6h-6v6h-6v-6H7v-6h6z',
  'city-clinic':
    'M16 25.5C10.5 21.3 7 17.8 7 13.6 7 10.9 9 9 11.5 9c1.8 0 3.5 1 4.5 2.7C17 10 18.7 9 20.5 9 23 9 25 10.9 25 13.6c0 4.2-3.5 7.7-9 11.9z',
};

const other = 'M16 8a8 8 0 1 1 0 16 8 8 0 0 1 0-16z';

/** An organisation's logo as a `data:` address. */
export function logo(slug: string): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 32 32">' +
    `<rect width="32" height="32" rx="7" fill="${styles(slug).color_highlight}"/>` +
    `<path d="${signs[slug] ?? other}" fill="#fff"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
