/**
 * Pages as a vendor cuts and links them. The place in a search travels in a token of the vendor's name.
 * @module
 */
import { isResourceType } from '../fhir/definitions/registry.ts';
import type { FhirResponse } from '../fhir/types.ts';
import type { Asked } from './asked.ts';
import type { Dress, Paging } from './dress.ts';
import { issueFor, refusal } from './outcome.ts';

export interface Link {
  readonly relation: string;
  readonly url: string;
}

/** The sandbox's own path for a page that was asked for by a link; undefined when this is no such link. */
export function pagePath(dress: Dress, asked: Asked, now: Date): string | FhirResponse | undefined {
  if (asked.method === 'GET' && asked.query.has('_page')) return asked.request.path;
  const { token, minutes } = dress.paging ?? {};
  const value = token === undefined ? null : asked.query.get(token);
  if (asked.method !== 'GET' || value === null) return undefined;
  const [type = '', key = '', offset = '', count = '', made = ''] = Buffer.from(value.split('.')[0]!, 'base64url')
    .toString('utf8')
    .split(' ');
  const age = now.getTime() - Number(made);
  const isKnown = isResourceType(type) && key !== '' && Number.isFinite(age);
  if (!isKnown || (minutes !== undefined && age > minutes * 60_000)) return expired(dress);
  return `/${type}?${new URLSearchParams({ _page: key, _offset: offset, _count: count })}`;
}

/** The answer to a link that does not work any more. */
export function expired(dress: Dress): FhirResponse {
  const diagnostics = 'This link to a page has expired. Run the search again from its first page.';
  return refusal(410, issueFor(dress, 'expired-page', { severity: 'error', type: 'expired' }, diagnostics));
}

/** The size of page that is asked for, as the sandbox reads it, and whether it was more than the vendor gives. */
export function pageSize(paging: Paging, query: URLSearchParams): { readonly count: string; readonly isOver: boolean } {
  const asked = query.get(paging.parameter ?? '_count');
  if (asked === null) return { count: String(paging.usual), isOver: false };
  const isOver = /^\d{1,9}$/.test(asked) && Number(asked) > paging.most;
  return { count: isOver ? String(paging.most) : asked, isOver };
}

/** A Bundle's links as the vendor writes them. */
export function linksOf({ paging }: Dress, links: readonly Link[], base: string, now: Date): Link[] {
  if (paging === undefined) return [...links];
  return links
    .filter(({ relation }) => paging.relations === undefined || paging.relations.includes(relation))
    .map(({ relation, url }) => ({ relation, url: formed(paging, withToken(paging, url, base, now), base) }));
}

function withToken(paging: Paging, url: string, base: string, now: Date): string {
  const { token, also, atBase, tokenLength = 0 } = paging;
  const [address = '', queryText = ''] = url.split(/\?(.*)/s);
  const query = new URLSearchParams(queryText);
  const key = query.get('_page');
  if (key === null || token === undefined) return url;
  const type = address.slice(base.length + 1);
  const count = query.get('_count') ?? '';
  const place = [type, key, query.get('_offset'), count, now.getTime()].join(' ');
  const value = Buffer.from(place).toString('base64url');
  const padded = value.length < tokenLength ? `${value}.${'A'.repeat(tokenLength - value.length - 1)}` : value;
  const parameters = new URLSearchParams({ [token]: padded, ...also, [paging.parameter ?? '_count']: count });
  return `${atBase === true ? base : address}?${parameters}`;
}

function formed({ form }: Paging, url: string, base: string): string {
  if (form === 'relative') return url.startsWith(base) ? url.slice(base.length) || '/' : url;
  return form === 'scheme-less' ? url.replace(/^https?:\/\//, '') : url;
}
