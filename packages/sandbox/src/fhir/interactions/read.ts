/**
 * Read, version read and history (FHIR R4 §3.1.0.2, §3.1.0.3, §3.1.0.12).
 * @module
 */
import { bundleText, type BundleEntry } from '../bundle.ts';
import { dateRange } from '../index/dates.ts';
import { Refusal } from '../outcome.ts';
import { present } from '../presentation.ts';
import { defaultCount, parseQuery, readCount, readWhole } from '../search/query.ts';
import type { StoredVersion } from '../store/store.ts';
import { etag, notFound, searchContext, versionHeaders, type Answer, type Exchange } from './exchange.ts';

export function read(exchange: Exchange, type: string, id: string): Answer {
  const { service, access, headers } = exchange;
  access.reach(type, 'r');
  const resource = service.store.current(type, id);
  if (resource === undefined) throw notFound(type, id);
  if (resource.text === undefined) {
    if (!readable(exchange, resource)) throw notFound(type, id);
    throw new Refusal(410, 'deleted', `${type}/${id} was deleted.`, versionHeaders(resource));
  }
  if (!access.reaches(resource.pk, type, 'r')) throw notFound(type, id);
  if (isUnchanged(headers, resource)) return { status: 304, headers: versionHeaders(resource) };
  const asked = new URLSearchParams(
    [...exchange.query].filter(([name]) => name === '_summary' || name === '_elements'),
  );
  const presentation = parseQuery(searchContext(exchange), type, asked, 'strict');
  return { status: 200, headers: versionHeaders(resource), body: present(type, resource.text, presentation) };
}

export function readVersion(exchange: Exchange, type: string, id: string, versionId: string): Answer {
  exchange.access.reach(type, 'r');
  const number = /^[1-9]\d{0,8}$/.test(versionId) ? Number(versionId) : 0;
  const version = exchange.service.store.version(type, id, number);
  if (version === undefined || !readable(exchange, version)) {
    throw new Refusal(404, 'not-found', `There is no version ${versionId} of ${type}/${id}.`);
  }
  if (version.text === undefined) {
    throw new Refusal(
      410,
      'deleted',
      `Version ${versionId} of ${type}/${id} is its deletion.`,
      versionHeaders(version),
    );
  }
  return { status: 200, headers: versionHeaders(version), body: version.text };
}

/** History of one resource, of a type, or of everything: newest first. */
export function history(exchange: Exchange, type?: string, id?: string): Answer {
  const { service, access, query } = exchange;
  if (type !== undefined) access.reach(type, 'r');
  if (id !== undefined && service.store.current(type!, id) === undefined) throw notFound(type!, id);
  const since = query.get('_since');
  const moment = since === null ? undefined : dateRange(since)?.low;
  if (since !== null && moment === undefined) throw new Refusal(400, 'value', `"${since}" is not an instant.`);
  const count = Math.max(1, readCount(query.get('_count') ?? String(defaultCount)));
  const offset = readWhole('_offset', query.get('_offset') ?? '0');
  const versions = service.store.history({ type, id, since: moment }).filter((each) => readable(exchange, each));
  if (id !== undefined && versions.length === 0 && moment === undefined) throw notFound(type!, id);
  const path = [type, id, '_history'].filter((each) => each !== undefined).join('/');
  const url = (from: number) => {
    const parameters = new URLSearchParams({ _count: String(count), _offset: String(from) });
    if (since !== null) parameters.set('_since', since);
    return `${service.base}/${path}?${parameters.toString()}`;
  };
  const links = [{ relation: 'self', url: url(offset) }];
  if (offset + count < versions.length) links.push({ relation: 'next', url: url(offset + count) });
  const entries = versions.slice(offset, offset + count).map((each) => historyEntry(service.base, each));
  const body = bundleText({ type: 'history', total: versions.length, links, entries, timestamp: service.now() });
  return { status: 200, headers: {}, body };
}

function historyEntry(base: string, version: StoredVersion): BundleEntry {
  const { type, id, method, text } = version;
  return {
    fullUrl: `${base}/${type}/${id}`,
    ...(text === undefined ? {} : { resource: text }),
    request: { method, url: method === 'POST' ? type : `${type}/${id}` },
    response: {
      status: method === 'POST' || version.version === 1 ? '201' : method === 'DELETE' ? '204' : '200',
      etag: etag(version),
      lastModified: new Date(version.updated).toISOString(),
    },
  };
}

/**
 * Whether a version may be seen. What an earlier version said counts, not what the newest says: a resource may have
 * moved from one patient to another. A deletion may be seen by those who could see what was deleted.
 */
function readable({ service, access }: Exchange, version: StoredVersion): boolean {
  if (access.open) return true;
  const text = version.text ?? service.store.version(version.type, version.id, version.version - 1)?.text;
  return text !== undefined && access.reachesText(version.type, version.id, text, 'r');
}

function isUnchanged(headers: Exchange['headers'], version: StoredVersion): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === etag(version) || tag.trim() === '*');
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Number.isFinite(since) && Math.floor(version.updated / 1000) * 1000 <= since;
}
