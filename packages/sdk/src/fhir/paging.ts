/**
 * Following `next` links (FHIR R4 §3.1.1.5) without being led astray: servers send them relative, without a scheme,
 * to another host behind their gateway, or back to a page already read.
 * @module
 */
import type { Bundle } from 'fhir/r4.js';
import { isUnder } from './under.ts';

/** Where the next page is, or why it cannot be read. */
export type NextPage = { readonly url: string } | { readonly refused: 'elsewhere' | 'loop' } | undefined;

/** The page after `bundle`. `read` holds the URLs read so far. */
export function nextPage(bundle: Bundle, base: string, read: ReadonlySet<string>): NextPage {
  const link = bundle.link?.find((candidate) => candidate.relation === 'next')?.url;
  if (!link) return undefined;
  const url = resolveLink(link, base);
  if (!url || !isUnder(base, url)) return { refused: 'elsewhere' };
  return read.has(url) ? { refused: 'loop' } : { url };
}

/** The same by the beginning of an answer's text: most servers write the links before the entries. Undefined where it does not say. */
export function nextPageEarly(text: string, base: string, read: ReadonlySet<string>): NextPage {
  const end = text.slice(0, BEGINNING).indexOf('"entry"');
  if (end < 0) return undefined;
  try {
    return nextPage(JSON.parse(`${text.slice(0, end).replace(/,\s*$/, '')}}`) as Bundle, base, read);
  } catch {
    return undefined;
  }
}

/** Characters. Links are long: some servers put the place in the search into them. */
const BEGINNING = 10_000;

/** An absolute URL for a link that may be relative to the FHIR base, or lack its scheme; undefined when it is neither. */
function resolveLink(link: string, base: string): string | undefined {
  const root = new URL(`${base}/`);
  if (/^https?:/i.test(link)) return URL.canParse(link) ? secured(new URL(link), root).href : undefined;
  if (link.startsWith('//')) return URL.canParse(root.protocol + link) ? new URL(root.protocol + link).href : undefined;
  if (link.startsWith(`${root.host}/`)) return new URL(`${root.protocol}//${link}`).href;
  // "/Observation?page=2" means the base's own Observation, not the root of the host (seen with Canvas).
  const absolute = new URL(link, root).href;
  return isUnder(base, absolute) ? absolute : new URL(link.replace(/^\/+/, ''), root).href;
}

/** A server behind a gateway that ends TLS may not know that it is reached by https: its links are followed by https. */
function secured(link: URL, root: URL): URL {
  if (root.protocol === 'https:' && link.protocol === 'http:' && link.hostname === root.hostname && !link.port) {
    link.protocol = root.protocol;
    link.port = root.port;
  }
  return link;
}
