/**
 * Faults that a network, a proxy or a server in trouble shows, and how they are written on the command line.
 * @module
 */

/**
 * - `latency`: the answer takes `milliseconds`, or between `milliseconds` and `upTo`.
 * - `error`: `status`, with an OperationOutcome.
 * - `drop`: the connection is closed without an answer.
 * - `cut`: the connection is closed in the middle of the answer.
 * - `truncate`: the JSON ends in the middle, though all that was announced arrives.
 * - `html`: a page of a proxy, with status 200 or `status`.
 * - `content-type`: the answer says that it is plain text.
 * - `throttle`: 429, with Retry-After when `seconds` is given.
 * - `unauthorized`: 401 that no page of another origin can read, as servers that forget CORS headers on errors send it.
 * - `no-cors`: the answer has no CORS headers, and a preflight is refused.
 * - `expire-pages`: links to further pages have expired.
 */
export type FaultKind =
  | 'latency'
  | 'error'
  | 'drop'
  | 'cut'
  | 'truncate'
  | 'html'
  | 'content-type'
  | 'throttle'
  | 'unauthorized'
  | 'no-cors'
  | 'expire-pages';

export interface Fault {
  readonly kind: FaultKind;
  readonly milliseconds?: number;
  readonly upTo?: number;
  /** HTTP status. */
  readonly status?: number;
  /** What Retry-After says. */
  readonly seconds?: number;
  /**
   * A resource type (`Observation`), or a path below the organisation with `*` for anything (`/auth/token`,
   * `/fhir/Patient/*`). Left out: every FHIR request.
   */
  readonly where?: string;
  /** How many requests it meets, the first ones. Left out: all. */
  readonly count?: number;
  /** The share of requests that it meets, from 0 to 1. Left out: all. */
  readonly share?: number;
}

/** What the value after a fault's name is, and what it is when left out. */
const values: Readonly<Record<FaultKind, 'milliseconds' | 'status' | 'seconds' | 'none'>> = {
  latency: 'milliseconds',
  error: 'status',
  drop: 'none',
  cut: 'none',
  truncate: 'none',
  html: 'status',
  'content-type': 'none',
  throttle: 'seconds',
  unauthorized: 'none',
  'no-cors': 'none',
  'expire-pages': 'none',
};

/** Faults that need the server's own answer, which sign-in writes by itself. */
const changesAnswer: readonly FaultKind[] = ['cut', 'truncate', 'content-type', 'no-cors', 'expire-pages'];

export const faultKinds = Object.keys(values) as readonly FaultKind[];

/** A fault that cannot be understood; `message` says why. */
export class UnknownFault extends Error {}

/**
 * Reads `kind[:value][@where][#count][%percent]`: `latency:200`, `latency:100-900@Observation`, `error:503#2`,
 * `drop@/auth/token`, `truncate%10`. Throws UnknownFault.
 */
export function parseFault(text: string): Fault {
  const match = /^([a-z-]+)(?::(\d{1,6})(?:-(\d{1,6}))?)?(?:@([^#%\s]+))?(?:#(\d{1,6}))?(?:%(\d{1,3}))?$/.exec(text);
  const [, kind = '', value, upTo, where, count, percent] = match ?? [];
  if (match === null || !Object.hasOwn(values, kind)) {
    const known = faultKinds.join(', ');
    throw new UnknownFault(
      `"${text}" is no fault. Write kind[:value][@where][#count][%percent]; the kinds are ${known}.`,
    );
  }
  const unit = values[kind as FaultKind];
  return checkFault({
    kind,
    ...(value === undefined ? {} : { [unit === 'none' ? 'value' : unit]: Number(value) }),
    ...(upTo === undefined ? {} : { upTo: Number(upTo) }),
    ...(where === undefined ? {} : { where }),
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(percent === undefined ? {} : { share: Number(percent) / 100 }),
  });
}

/** A fault from text or from JSON. Throws UnknownFault. */
export function readFault(value: unknown): Fault {
  if (typeof value === 'string') return parseFault(value);
  if (typeof value !== 'object' || value === null) throw new UnknownFault('A fault is text or an object.');
  return checkFault(value as Readonly<Record<string, unknown>>);
}

function checkFault(fault: Readonly<Record<string, unknown>>): Fault {
  const kind = fault['kind'] as FaultKind;
  if (!faultKinds.includes(kind)) throw new UnknownFault(`A fault's kind is one of ${faultKinds.join(', ')}.`);
  const unit = values[kind];
  for (const [name, value] of Object.entries(fault)) {
    if (name === 'kind') continue;
    const isFitting =
      name === 'where' ? typeof value === 'string' && /^[A-Z]\w*$|^\//.test(value) : isNumberFor(name, value, unit);
    if (!isFitting) throw new UnknownFault(`${kind} does not take ${name} ${JSON.stringify(value)}.`);
  }
  if (typeof fault['where'] === 'string' && fault['where'].startsWith('/auth') && changesAnswer.includes(kind)) {
    throw new UnknownFault(
      `${kind} changes FHIR answers; sign-in can meet latency, error, drop, html, throttle or unauthorized.`,
    );
  }
  if (kind === 'latency' && fault['milliseconds'] === undefined) {
    throw new UnknownFault('latency needs milliseconds, as in latency:200 or latency:100-900.');
  }
  return fault as unknown as Fault;
}

function isNumberFor(name: string, value: unknown, unit: string): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false;
  if (name === 'share') return value <= 1;
  if (name === 'count') return Number.isInteger(value);
  if (name === 'upTo') return unit === 'milliseconds';
  if (name === 'status') return unit === 'status' && Number.isInteger(value) && value >= 200 && value <= 599;
  return name === unit;
}
