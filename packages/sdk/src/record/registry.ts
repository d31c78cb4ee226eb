/**
 * What the whole page shares of records, whichever copy of this library asks: the record of each session, the shelf of
 * each right to read, and how much is asked of each origin at a time. A record is found there only by who holds its
 * session, a shelf only by who holds a source; no token is reachable from either
 * (docs/decisions/0008-one-reading-for-one-right.md).
 * @module
 */
import { onPage, otherVersion, VERSION } from '../on-page.ts';
import type { Session } from '../session/session.ts';
import type { Source } from '../session/source.ts';
import { limited } from './limit.ts';
import type { PatientRecord } from './record.ts';
import type { Manner, Shelf } from './shelf.ts';

type Limit = ReturnType<typeof limited>;

/** Browsers queue beyond six requests an origin anyway (HTTP/1.1), and servers cap load. */
const REQUESTS_AT_A_TIME = 6;

let warned = false;

/** The record of a session: the one that any copy made, otherwise the one that `make` makes. */
export function sharedRecord(session: Session, make: () => PatientRecord): PatientRecord {
  warnOfOthers();
  const records = onPage('records', () => new WeakMap<Session, PatientRecord>());
  let record = records.get(session);
  if (!record) records.set(session, (record = make()));
  return record;
}

/**
 * The shelf of all sources with this one's right, otherwise the one that `make` makes.
 * @param manner Who wants more does not find what was read with less.
 */
export function sharedShelf(source: Source, { whole, originsToo }: Manner, make: () => Shelf): Shelf {
  const name = `shelves${whole ? ' whole' : ''}${originsToo ? ' with origins' : ''}`;
  const shelves = onPage(name, () => new WeakMap<object, Shelf>());
  const right = (source.kind === 'server' && source.right) || source;
  let shelf = shelves.get(right);
  if (!shelf) shelves.set(right, (shelf = make()));
  return shelf;
}

/** What all sources of one origin share. */
export function limitOf(base: string): Limit {
  const limits = onPage('limits', () => new Map<string, Limit>());
  const { origin } = new URL(base);
  let limit = limits.get(origin);
  if (!limit) limits.set(origin, (limit = limited(REQUESTS_AT_A_TIME)));
  return limit;
}

function warnOfOthers(): void {
  const other = otherVersion();
  if (other === undefined || warned) return;
  warned = true;
  console.warn(
    `EHR Widgets: another version of the library is on this page, and each version reads the record for itself. Load one version (registry ${other}, here ${VERSION}).`,
  );
}
