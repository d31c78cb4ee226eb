/**
 * Reading what a resource names and no search brought: a report may name results that are filed under another category, or
 * under none.
 * @module
 */
import { IDS_IN_ONE_SEARCH, reached, readTogether, unresolved } from '../../fhir/follow.ts';
import type { ResourcePool } from '../../fhir/references.ts';
import type { ServerSource } from '../../session/source.ts';
import type { Search } from '../../topics/topic.ts';
import type { Harvest } from '../harvest.ts';
import type { Run } from '../contained-run.ts';

/** More than this many are not asked for: a record tells of most of its results itself. */
const MOST = 1_000;

/** By type, ids that references led to. */
export type Followed = ReadonlyMap<string, ReadonlySet<string>>;

/** What is followed from. */
export interface Following {
  readonly search: Search;
  readonly source: ServerSource;
  readonly pool: ResourcePool;
  readonly matches: Harvest['matches'];
  /** What else is being read at the source. */
  readonly others: readonly (Run & { start?(): Promise<void> })[];
  /** What was read so before, and is read again. */
  readonly before: Followed;
  readonly signal: AbortSignal;
}

/**
 * Reads into `pool` what `search.follow` names, of this patient, in searches for many ids at once, when all that is being
 * read of these types has ended. What they do not bring is not there; the view says so.
 */
export async function followNamed(following: Following): Promise<Followed> {
  const { search, source, pool, matches, others, before, signal } = following;
  const { type, follow = [] } = search;
  // What follows references itself is not waited for: it waits too.
  const reading = others.filter(
    (run) => run.status.kind === 'reading' && !run.search.follow && follow.some((one) => isOf(run.search.type, one)),
  );
  await Promise.all(reading.map(async (run) => run.start?.()));
  const asked = new Map<string, ReadonlySet<string>>();
  let from = matches;
  let again = before;
  for (const own of [true, false]) {
    signal.throwIfAborted();
    const round = follow.filter((one) => isOf(type, one) === own);
    for (const wanted of [unresolved(round, from, pool, source.base), again]) {
      for (const [named, ids] of wanted) {
        const known = asked.get(named) ?? new Set();
        const some = [...ids].filter((id) => !known.has(id)).slice(0, MOST);
        asked.set(named, new Set([...known, ...some]));
        if (source.can('read', named).allowed) await readAll(named, some, following);
      }
    }
    // All of them have been by now.
    again = new Map();
    from = reached(round, from, pool);
  }
  return asked;
}

function isOf(type: string, reference: string): boolean {
  return reference.startsWith(`${type}:`);
}

async function readAll(type: string, ids: readonly string[], { source, pool, signal }: Following): Promise<void> {
  const options = { signal, patient: source.patient };
  for (let start = 0; start < ids.length; start += IDS_IN_ONE_SEARCH)
    await readTogether(source, type, ids.slice(start, start + IDS_IN_ONE_SEARCH), pool, options);
}
