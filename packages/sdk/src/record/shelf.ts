/**
 * What was asked with one right to read, and what was answered. Equal searches run once, whoever wants them; an answer
 * stays for a while when nobody does; one that is part of another is not asked for.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { searchKey } from '../fhir/plan.ts';
import { ResourcePool } from '../fhir/references.ts';
import type { Entry } from '../fhir/search.ts';
import type { Source } from '../session/source.ts';
import type { ResourceType, Search } from '../topics/topic.ts';
import { Compactor } from './compact.ts';
import { ContainedRun, contains, type Run } from './contained-run.ts';
import type { Live } from './later/live.ts';
import { sharedShelf } from './registry.ts';
import { SearchRun } from './run.ts';
import { takingTurns } from './turns.ts';

/** Somebody who wants the answer to searches, and is told of all that happens to them. */
export interface Wanter {
  stir(asked: Asked): void;
}

/** How resources are read and kept. */
export interface Manner {
  /** Keeps them as they were sent. */
  readonly whole: boolean;
  /** Reads, with resources, what is said of where they come from. */
  readonly originsToo: boolean;
}

/** Who reads here: a session, with a source of its own. */
export interface Reader {
  readonly source: Source;
  readonly shelf: Shelf;
  /** What it wants now. */
  readonly manner: () => Manner;
}

/** A search that somebody wants, or wanted a short while ago. */
export interface Asked {
  readonly shelf: Shelf;
  readonly run: Run;
}

interface Kept extends Asked {
  readonly key: string;
  run: SearchRun | ContainedRun;
  readonly wanters: Set<Wanter>;
  /** Where the answer is picked out of another's. */
  wide?: { readonly kept: Kept; readonly wanter: Wanter } | undefined;
  leaving?: ReturnType<typeof setTimeout>;
}

/** One for all sources that have the same right, and want no less, whichever sessions lead to them. */
export function shelfOf(source: Source, manner: Manner): Shelf {
  return sharedShelf(source, manner, () => new Shelf(source, manner));
}

export class Shelf {
  /** As sources are, but waiting its turn at its origin, and with the credentials of a session that is there. */
  readonly source: Source;
  readonly pool: ResourcePool;
  /** Where somebody wants to be told of changes. */
  live: Live | undefined;
  readonly #manner: Manner;
  readonly #readers = new Set<Reader>();
  /** Whose credentials go along, … */
  #sender: Source;
  /** … and whether that session is there still, whether or not it wants anything now. */
  #hasSender = true;
  readonly #compactor = new Compactor();
  readonly #kept = new Map<string, Kept>();
  readonly #fresh = new Set<Kept>();

  constructor(source: Source, manner: Manner) {
    this.#manner = manner;
    this.#sender = source;
    this.source = source.kind === 'bundle' ? source : takingTurns(source, () => this.#sender);
    // A Bundle is the host's own and stays as it is.
    this.pool =
      source.kind === 'bundle' ? new ResourcePool('') : new CompactPool(source.base, (entry) => this.#shape(entry));
  }

  /** Somebody reads here from now on. */
  join(reader: Reader): void {
    if (!this.#hasSender) this.#sender = reader.source;
    this.#hasSender = true;
    this.#readers.add(reader);
  }

  /** Somebody wants nothing at the moment. */
  rest(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /**
   * Somebody's session is over. What is being read with its credentials is read afresh with another's; when nobody is
   * left, all that nobody wants is forgotten at once.
   */
  leave(reader: Reader): void {
    this.#readers.delete(reader);
    const [next] = this.#readers;
    const wasSender = isSender(reader.source, this.#sender);
    if (wasSender) this.#hasSender = next !== undefined;
    if (!next) return this.#clear();
    if (!wasSender || isSender(next.source, this.#sender)) return;
    this.#sender = next.source;
    this.live?.restart();
    for (const { run } of this.#kept.values()) if (run instanceof SearchRun) run.restart();
  }

  /** Nothing is asked before `begin`, so that what is wanted at the same time can be seen together. */
  want(search: Search, wanter: Wanter): Asked {
    const key = searchKey(search);
    let kept = this.#kept.get(key);
    if (!kept) {
      kept = { shelf: this, key, wanters: new Set(), run: this.#runFor(search, () => kept as Kept) };
      this.#kept.set(key, kept);
      this.#fresh.add(kept);
    }
    clearTimeout(kept.leaving);
    kept.wanters.add(wanter);
    return kept;
  }

  /** Asks for what was not asked yet. */
  begin(staleAfter: number): void {
    // What asks for most goes first: it may hold the others.
    for (const kept of [...this.#fresh].sort((one, other) => narrowness(one.run.search, other.run.search))) {
      this.#fresh.delete(kept);
      const wide = this.#wideFor(kept, staleAfter);
      if (wide) this.#pickFrom(kept, wide);
      else void this.start(kept);
    }
  }

  /** Reads again what is `staleAfter` milliseconds old. */
  freshen(asked: Asked, staleAfter: number): void {
    if (asked.run.status.kind !== 'reading' && this.#isOld(asked, staleAfter)) void this.start(asked);
  }

  /** Reads again. Resolves when it has ended, however it ended. */
  start(asked: Asked): Promise<void> {
    const { run, wide } = asked as Kept;
    if (!(run instanceof SearchRun)) return wide ? this.start(wide.kept) : Promise.resolve();
    return run.start();
  }

  /** When the newest copy of a resource was received; undefined where it was not read by a search of its type. */
  received(reference: string): Date | undefined {
    const having = [...this.#kept.values()].flatMap(({ run: { search, good } }) =>
      good && reference.startsWith(`${search.type}/`) ? good : [],
    );
    const dates = having
      .filter(({ matches }) => matches.some(({ resourceType, id }) => `${resourceType}/${id}` === reference))
      .map(({ asOf }) => asOf.getTime());
    return dates.length > 0 ? new Date(Math.max(...dates)) : undefined;
  }

  /** Reads again all of a type that somebody wants; what nobody wants is forgotten. Resolves when all have ended. */
  async reread(type: ResourceType): Promise<void> {
    const ofType = [...this.#kept.values()].filter(({ run }) => run.search.type === type);
    for (const kept of ofType) if (kept.wanters.size === 0) this.#drop(kept);
    await Promise.all(ofType.filter(({ wanters }) => wanters.size > 0).map((kept) => this.#afresh(kept)));
  }

  /** Ends a want. What nobody wants any more stays `keepFor` milliseconds; what has not been read whole, not at all. */
  release(asked: Asked, wanter: Wanter, keepFor: number): void {
    const kept = asked as Kept;
    if (!kept.wanters.delete(wanter) || kept.wanters.size > 0) return;
    if (keepFor <= 0 || !kept.run.good) return this.#drop(kept);
    kept.leaving = setTimeout(() => this.#drop(kept), keepFor);
    // Where there are processes that could end (Node), waiting for this is no reason not to.
    (kept.leaving as { unref?: () => void }).unref?.();
  }

  /** What is being read may have been answered before: then it is read once more after that. */
  #afresh(kept: Kept): Promise<void> {
    if (kept.run.status.kind !== 'reading') return this.start(kept);
    return new Promise((resolve) => {
      const wanter: Wanter = {
        stir: () => {
          if (kept.run.status.kind === 'reading') return;
          this.release(kept, wanter, 0);
          resolve(this.start(kept));
        },
      };
      kept.wanters.add(wanter);
    });
  }

  #runFor(search: Search, kept: () => Kept): SearchRun {
    return new SearchRun(
      search,
      this.source,
      this.pool,
      () => this.#changed(kept()),
      () => this.#wants('originsToo'),
      () => [...this.#kept.values()].map(({ run }) => run),
    );
  }

  #changed(kept: Kept): void {
    const reading = [...this.#kept.values()].some(({ run }) => run.status.kind === 'reading');
    if (!reading) this.#compactor.forget();
    for (const wanter of [...kept.wanters]) wanter.stir(kept);
  }

  #isOld({ run }: Asked, staleAfter: number): boolean {
    if (this.source.kind === 'bundle' || !run.good) return false;
    return Date.now() - run.good.asOf.getTime() >= staleAfter;
  }

  /** A search that is being read, or was just read whole, and brings what `kept` wants too. */
  #wideFor(kept: Kept, staleAfter: number): (Kept & { readonly run: SearchRun }) | undefined {
    if (this.source.kind === 'bundle') return undefined;
    for (const other of this.#kept.values()) {
      const { run } = other;
      if (other === kept || this.#fresh.has(other) || !(run instanceof SearchRun)) continue;
      if (contains(run.search, kept.run.search) && isOfUse(run) && !this.#isOld(other, staleAfter)) {
        return other as Kept & { readonly run: SearchRun };
      }
    }
    return undefined;
  }

  #pickFrom(kept: Kept, wide: Kept & { readonly run: SearchRun }): void {
    const { search } = kept.run;
    const wanter: Wanter = {
      stir: () => {
        if (!isOfUse(wide.run)) {
          // Refused, failed or cut off: the smaller question may still be answered, and whole.
          this.#letGo(kept);
          kept.run = this.#runFor(search, () => kept);
          void this.start(kept);
        }
        this.#changed(kept);
      },
    };
    wide.wanters.add(wanter);
    clearTimeout(wide.leaving);
    kept.wide = { kept: wide, wanter };
    kept.run = new ContainedRun(search, wide.run);
  }

  #clear(): void {
    for (const kept of [...this.#kept.values()]) if (kept.wanters.size === 0) this.#drop(kept);
  }

  #letGo(kept: Kept): void {
    const { wide } = kept;
    kept.wide = undefined;
    if (wide) this.release(wide.kept, wide.wanter, 0);
  }

  #drop(kept: Kept): void {
    clearTimeout(kept.leaving);
    this.#kept.delete(kept.key);
    this.#fresh.delete(kept);
    const { run } = kept;
    this.#letGo(kept);
    if (!(run instanceof SearchRun)) return;
    this.#forget(new Set(run.good?.matches));
    run.drop();
  }

  #forget(resources: ReadonlySet<FhirResource>): void {
    if (this.#kept.size === 0) return this.pool.clear();
    this.pool.remove(resources);
    // One that another search brought too is still there.
    for (const { run } of this.#kept.values()) {
      for (const resource of (run instanceof SearchRun && run.good?.matches) || []) {
        if (!this.pool.has(`${resource.resourceType}/${resource.id}`)) this.pool.add({ resource });
      }
    }
  }

  #wants(what: keyof Manner): boolean {
    if (this.#manner[what]) return true;
    for (const { manner } of this.#readers) if (manner()[what]) return true;
    return false;
  }

  #shape(entry: Entry): Entry {
    const { resource, fullUrl } = entry;
    if (!this.#wants('whole')) this.#compactor.compact(resource);
    const { base } = this.source;
    // What the base and the reference say already need not be kept for each resource.
    return fullUrl === `${base}/${resource.resourceType}/${resource.id}` ? { resource } : entry;
  }
}

/** Fewer conditions first; of as many, the one that lets more values pass. */
function narrowness(one: Search, other: Search): number {
  const [here, there] = [Object.values(one.params ?? {}), Object.values(other.params ?? {})];
  return here.length - there.length || there.flat().length - here.flat().length;
}

/** Read, and not in vain. */
function isOfUse({ status, good }: Run): boolean {
  return status.kind === 'reading' || (good !== undefined && !good.cutOff);
}

/** Whether both send the same credentials: a session may be joined to others, and hand its source out by another name. */
function isSender(one: Source, other: Source): boolean {
  return one.kind === 'server' && other.kind === 'server' && one.fetch === other.fetch;
}

class CompactPool extends ResourcePool {
  readonly #shape: (entry: Entry) => Entry;

  constructor(base: string, shape: (entry: Entry) => Entry) {
    super(base);
    this.#shape = shape;
  }

  override add(entry: Entry): void {
    super.add(this.#shape(entry));
  }
}
