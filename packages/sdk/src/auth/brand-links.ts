/**
 * Addresses and texts of brand bundles. They are the words of strangers: an address is let through only where it cannot
 * be a script, a text only as plain text.
 * @module
 */
import { extensions, text } from '../format/read.ts';

/** A picture by which people know a brand or a portal. */
export interface BrandLogo {
  /** `https:`, or `data:` of a known kind of image. SVG among them: show it in an `<img>`, where it can run nothing. */
  readonly url: string;
  /** Terms that the page's makers must agree to before they show it. */
  readonly license: string | undefined;
}

/** The logo in the extensions of a brand (`brandLogo`) or of a portal (`portalLogo`). */
export function logoOf(details: readonly unknown[], name: 'brandLogo' | 'portalLogo'): BrandLogo | undefined {
  const [url] = linksOf(details, name, imageAddress);
  if (url === undefined) return undefined;
  return { url, license: linksOf(details, `${name}License`, webAddress)[0] };
}

/** The addresses under a name that are let through, in the order in which they come. */
export function linksOf(
  details: readonly unknown[],
  name: string,
  allowed: (value: unknown) => string | undefined,
): string[] {
  return details.flatMap((one) => extensions(one, name)).flatMap((one) => allowed(one['valueUrl']) ?? []);
}

/** An https address, else undefined. */
export function webAddress(value: unknown): string | undefined {
  const url = URL.parse(text(value) ?? '');
  return url?.protocol === 'https:' && !url.username && !url.password ? url.href : undefined;
}

const IMAGE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;

function imageAddress(value: unknown): string | undefined {
  const address = text(value);
  return address !== undefined && IMAGE.test(address) ? address : webAddress(address);
}

/** What markdown says, without its marks, on one line. Enough for a sentence or two; nothing is ever rendered. */
export function plainText(markdown: unknown): string | undefined {
  return text(
    text(markdown)
      // What is said to a person is short; what is longer only costs time.
      ?.slice(0, 1000)
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<\/?[a-z][^>]*>/gi, ' ')
      .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, '')
      .replace(/(\*\*|__|[*_`])(?=\S)(.+?)\1/g, '$2')
      .replace(/\s+/g, ' '),
  );
}
