/**
 * What the whole page shares, whichever copy of this library asks: the record of each session, and how much is asked of
 * each origin at a time. It hangs on the page under a hidden name. A record is found there only by who holds its
 * session; no token is reachable from it (docs/decisions/0008-one-record-a-session.md).
 * @module
 */
import type { Session } from '../session/session.ts';
import { limited } from './limit.ts';
import type { PatientRecord } from './record.ts';

interface Registry {
  readonly version: number;
  readonly records: WeakMap<Session, PatientRecord>;
  /** By origin. */
  readonly limits: Map<string, Limit>;
}
type Limit = ReturnType<typeof limited>;

const NAME = Symbol.for('ehr-widgets/records');
/** Raised when sessions, records, topics or the states told change so that an older copy could not use them. */
const VERSION = 1;
/** Browsers queue beyond six requests an origin anyway (HTTP/1.1), and servers cap load. */
const REQUESTS_AT_A_TIME = 6;

let found: Registry | undefined;

/** The record of a session: the one that any copy made, otherwise the one that `make` makes. */
export function sharedRecord(session: Session, make: () => PatientRecord): PatientRecord {
  const { records } = registry();
  let record = records.get(session);
  if (!record) records.set(session, (record = make()));
  return record;
}

/** What all sources of one origin share. */
export function limitOf(base: string): Limit {
  const { limits } = registry();
  const { origin } = new URL(base);
  let limit = limits.get(origin);
  if (!limit) limits.set(origin, (limit = limited(REQUESTS_AT_A_TIME)));
  return limit;
}

function registry(): Registry {
  return (found ??= onPage());
}

function onPage(): Registry {
  const page = globalThis as { [NAME]?: Registry };
  const there = page[NAME];
  if (there?.version === VERSION) return there;
  const own: Registry = Object.freeze({ version: VERSION, records: new WeakMap(), limits: new Map() });
  if (there === undefined) Object.defineProperty(page, NAME, { value: own });
  else
    console.warn(
      `EHR Widgets: another version of the library is on this page, and each version reads the record for itself. Load one version (registry ${there.version}, here ${VERSION}).`,
    );
  return own;
}
