/**
 * In which ways a visit can be booked at a source, and why not in the others: by what its CapabilityStatement says, by what
 * the sign-in granted, and by what the host allows.
 * @module
 */
import { capabilitiesOf, type Capabilities } from '../../fhir/capability.ts';
import type { Session } from '../../session/session.ts';
import type { PracticeSource } from '../../session/source.ts';
import type { FreeTime } from '../../topics/free-time.ts';

/**
 * `operation`: `$find`, `$hold` and `$book` (IHE ITI Scheduling 1.0.0, Argonaut Scheduling 1.0). `create`: an Appointment
 * that takes a Slot (FHIR R4 §12.11). `request`: an Appointment that is only proposed, for the practice to answer. `link`:
 * a page of the practice's own (SMART Scheduling Links). `phone`: calling.
 */
export type BookingWay = 'operation' | 'create' | 'request' | 'link' | 'phone';

/**
 * Whether a way is there. `scope`: the sign-in does not permit it; `missing` has what would. `capability`: the server says
 * that it does not offer it. `host`: the page does not want it. `nothing-told`: no link, or no number, is known.
 * `bundle`: the record is a document. `no-source`: the source is not there now.
 */
export type WayVerdict = { readonly way: BookingWay } & (
  | { readonly offered: true }
  | { readonly offered: false; readonly why: 'scope'; readonly missing: readonly string[] }
  | { readonly offered: false; readonly why: 'capability' | 'host' | 'nothing-told' | 'bundle' | 'no-source' }
);

/** How a stored appointment can be changed: `operation` is `$book` with another time, or with `cancelled`. */
export type ChangeWay = 'operation' | 'update' | 'patch';

export interface BookingWays {
  /** The best first. */
  readonly verdicts: readonly WayVerdict[];
  /** Whether a time can be kept while somebody decides. */
  readonly holds: boolean;
  /** By what free times are found; undefined where they cannot be. */
  readonly finds: 'operation' | 'slots' | undefined;
  /** The scopes that finding would need, where it is only for want of them. */
  readonly findMissing: readonly string[];
  /** By what appointments are moved and cancelled, the best first. */
  readonly changes: readonly ChangeWay[];
  /** The scopes that changing would need, where it is only for want of them. */
  readonly changeMissing: readonly string[];
}

export interface WaysOptions {
  /** The id of the source; the only one when left out. */
  readonly source?: string;
  /** The ways that the host wants; all when left out. */
  readonly allow?: readonly BookingWay[];
  readonly signal?: AbortSignal;
}

/** In the order of how sure a reader can be afterwards of having the time. */
const WAYS: readonly BookingWay[] = ['operation', 'create', 'request', 'link', 'phone'];

/** A statement can be slow to come; without one the server decides. In milliseconds. */
const LONGEST_STATEMENT = 10_000;

/** Looks at the source, its statement and the granted scopes, and changes nothing. Rejects only with the signal's reason. */
export async function bookingWays(session: Session, options: WaysOptions = {}): Promise<BookingWays> {
  const { sources } = session;
  const source = options.source === undefined ? sources[0] : sources.find(({ id }) => id === options.source);
  if (source?.kind !== 'server') return without(source ? 'bundle' : 'no-source');
  const ways = await waysAt(source, options.allow);
  options.signal?.throwIfAborted();
  return ways;
}

/** The same of one server, also of one without a patient in context. */
export async function waysAt(source: PracticeSource, allow = WAYS): Promise<BookingWays> {
  return waysOf(source, await capabilitiesOf(source, { timeout: LONGEST_STATEMENT }), allow);
}

/** The first way that is there for one time, or for none; undefined where there is none. */
export function bestWay({ verdicts }: BookingWays, time?: FreeTime): BookingWay | undefined {
  const there = verdicts.filter(({ offered }) => offered).map(({ way }) => way);
  // A page of the practice's own for just this time is surer than a wish.
  if (time?.link && there.includes('link') && !there.includes('operation') && !there.includes('create')) return 'link';
  return there.find((way) => way !== 'link' || time?.link !== undefined);
}

function waysOf(
  source: PracticeSource,
  capabilities: Capabilities | undefined,
  allow: readonly BookingWay[],
): BookingWays {
  const may = (interaction: 'create' | 'update' | 'search', type: string): readonly string[] => {
    const verdict = source.can(interaction, type);
    return verdict.allowed ? [] : verdict.missing;
  };
  const has = (operation: string): boolean => capabilities?.operations.get('Appointment')?.includes(operation) === true;
  const takes = (interaction: string): boolean => {
    if (!capabilities || capabilities.writing.size === 0) return interaction !== 'patch';
    const writing = capabilities.writing.get('Appointment');
    return writing !== undefined && (writing.interactions?.includes(interaction) ?? interaction !== 'patch');
  };
  const knows = (type: string): boolean =>
    !capabilities || capabilities.combinations.size === 0 || capabilities.combinations.has(type);
  const verdict = (way: BookingWay, capable: boolean, missing: readonly string[]): WayVerdict => {
    if (!allow.includes(way)) return { way, offered: false, why: 'host' };
    if (!capable) return { way, offered: false, why: 'capability' };
    return missing.length > 0 ? { way, offered: false, why: 'scope', missing } : { way, offered: true };
  };
  const [creating, updating] = [may('create', 'Appointment'), may('update', 'Appointment')];
  const [finding, slots] = [may('search', 'Appointment'), may('search', 'Slot')];
  const finds =
    has('find') && finding.length === 0 ? 'operation' : knows('Slot') && slots.length === 0 ? 'slots' : undefined;
  const changes = (['update', 'operation', 'patch'] as const).filter((way) =>
    way === 'operation' ? has('book') : takes(way),
  );
  return {
    verdicts: [
      verdict('operation', has('book'), creating),
      verdict('create', takes('create') && knows('Slot'), [...creating, ...slots]),
      verdict('request', takes('create'), creating),
      verdict('link', true, []),
      verdict('phone', true, []),
    ],
    holds: has('hold') && has('book') && creating.length === 0 && allow.includes('operation'),
    finds,
    findMissing: finds ? [] : [...(has('find') ? finding : []), ...(knows('Slot') ? slots : [])],
    changes: updating.length > 0 ? [] : changes,
    changeMissing: changes.length > 0 ? updating : [],
  };
}

function without(why: 'bundle' | 'no-source'): BookingWays {
  return {
    verdicts: WAYS.map((way) => ({ way, offered: false, why })),
    holds: false,
    finds: undefined,
    findMissing: [],
    changes: [],
    changeMissing: [],
  };
}
