/**
 * One search at one source, run once for everybody who wants it.
 * @module
 */
import { asEhrError, EhrError } from '../errors.ts';
import { followIncludes } from '../fhir/follow.ts';
import { saysWithheld } from '../fhir/outcome.ts';
import type { ResourcePool } from '../fhir/references.ts';
import type { Page } from '../fhir/page.ts';
import { plannedPages } from '../fhir/plan.ts';
import type { Endpoint } from '../fhir/request.ts';
import type { Pieces } from '../format/pieces.ts';
import type { ServerSource, Source } from '../session/source.ts';
import type { Search } from '../topics/topic.ts';
import type { Run } from './contained-run.ts';
import { Harvest } from './harvest.ts';
import type { Followed } from './later/named.ts';
import { inPieces } from './pieces.ts';
import { keepProvenance, withProvenance } from './provenance.ts';

/** How the newest attempt stands. Data of an earlier attempt, in `SearchRun.good`, outlives a failed one. */
export type RunStatus =
  | { readonly kind: 'reading' }
  | { readonly kind: 'done' }
  | { readonly kind: 'denied'; readonly scopes: readonly string[]; readonly error?: EhrError }
  | { readonly kind: 'unsupported'; readonly error?: EhrError }
  | { readonly kind: 'failed'; readonly error: EhrError };

/** Resources taken in in one piece. */
const PIECE = 100;

export class SearchRun {
  readonly search: Search;
  readonly source: Source;
  status: RunStatus = { kind: 'reading' };
  /** The last whole answer. */
  good: Harvest | undefined;
  /** What has come of the answer now being read. */
  partial: Harvest | undefined;
  readonly #pool: ResourcePool;
  readonly #changed: () => void;
  readonly #originsToo: () => boolean;
  readonly #others: () => readonly Run[];
  /** What was read because a reference led to it. */
  #followed: Followed = new Map();
  #reading: AbortController | undefined;
  #ended: Promise<void> | undefined;
  #dropped = false;

  /**
   * @param changed Called after every page and when the run ends.
   * @param originsToo Whether what is said of the resources is to come with them. Asked when the run starts.
   * @param others What else is wanted of this source.
   */
  constructor(
    search: Search,
    source: Source,
    pool: ResourcePool,
    changed: () => void,
    originsToo: () => boolean = () => false,
    others: () => readonly Run[] = () => [],
  ) {
    this.search = search;
    this.source = source;
    this.#pool = pool;
    this.#changed = changed;
    this.#originsToo = originsToo;
    this.#others = others;
  }

  /** Reads all pages; resolves when the run has ended, however it ended. A run already reading is left alone. */
  async start(): Promise<void> {
    if (!this.#reading && !this.#dropped) this.#ended = this.#toTheEnd();
    await this.#ended;
  }

  async #toTheEnd(): Promise<void> {
    const missing = missingScopes(this.search, this.source);
    if (missing) return this.#end(denied(missing, this.search, this.source));
    this.status = { kind: 'reading' };
    let status: RunStatus | undefined;
    do status = await this.#attempt((this.#reading = new AbortController()).signal);
    while (!status && !this.#dropped);
    if (!status) return;
    if (status.kind === 'done') this.good = this.partial;
    this.#end(status);
  }

  /** Begins what is being read from its first page again. */
  restart(): void {
    this.#reading?.abort(new DOMException('To be read afresh', 'AbortError'));
  }

  /** Stops reading, for good, and forgets what was read. Nobody is told. */
  drop(): void {
    this.#dropped = true;
    this.#reading?.abort(new DOMException('No longer wanted', 'AbortError'));
    this.good = undefined;
    this.partial = undefined;
  }

  /** How it ended; undefined when it was broken off. */
  async #attempt(signal: AbortSignal): Promise<RunStatus | undefined> {
    try {
      await this.#read(signal);
      return signal.aborted ? undefined : { kind: 'done' };
    } catch (thrown) {
      const status = signal.aborted ? undefined : await statusAfter(thrown, this.search, this.source);
      return signal.aborted ? undefined : status;
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    let harvest: Harvest | undefined;
    const search = this.#originsToo() ? withProvenance(this.search, this.source) : this.search;
    for await (const page of pagesOf(search, this.source, signal)) {
      if (signal.aborted) return;
      await inPieces(this.#keep(page, signal));
      await keepProvenance(page, this.#pool);
      if (signal.aborted) return;
      if (harvest) harvest.add(page);
      else harvest = new Harvest(page, new Date());
      this.partial = harvest;
      this.#changed();
    }
    harvest?.end();
    const { source } = this;
    if (harvest && source.kind === 'server') {
      const mayRead = (type: string): boolean => source.can('read', type).allowed;
      await followIncludes(source, this.search, harvest.matches, this.#pool, { signal }, mayRead);
      if (this.search.follow) await this.#follow(harvest, source, signal);
    }
  }

  async #follow({ matches }: Harvest, source: ServerSource, signal: AbortSignal): Promise<void> {
    const { search } = this;
    // What cannot be read so is not there, and is said to be missing.
    const named = await import('./later/named.ts').catch(() => undefined);
    if (!named) return;
    const [pool, others, before] = [this.#pool, this.#others(), this.#followed];
    this.#followed = await named.followNamed({ search, source, pool, matches, others, before, signal });
  }

  *#keep({ matches, included }: Page, signal: AbortSignal): Pieces<void> {
    for (const [place, entry] of [...matches, ...included].entries()) {
      if (place % PIECE === PIECE - 1) yield;
      // Meanwhile nobody may want it any more.
      if (signal.aborted) return;
      // A server's is kept as much as lines need; a document's is the host's own, and whole.
      const isAside = this.source.kind === 'server' && entry.resource.resourceType === 'Provenance';
      if (!isAside || this.search.type === 'Provenance') this.#pool.add(entry);
    }
  }

  #end(status: RunStatus): void {
    this.#reading = undefined;
    this.partial = undefined;
    this.status = status;
    this.#changed();
  }
}

function denied(scopes: readonly string[], { type }: Search, { base }: Source): RunStatus {
  const message = `The sign-in does not permit reading ${type}. Ask for ${scopes.join(' ')}.`;
  return { kind: 'denied', scopes, error: new EhrError('forbidden', message, { server: base, resourceType: type }) };
}

function missingScopes(search: Search, source: Source): readonly string[] | undefined {
  const verdict = source.can(search.by === 'id' ? 'read' : 'search', search.type, filters(search));
  return verdict.allowed ? undefined : verdict.missing;
}

/** The parameters that narrow a search, and so may narrow the scope it needs; not those that shape the answer. */
function filters(search: Search): NonNullable<Search['params']> {
  return Object.fromEntries(Object.entries(search.params ?? {}).filter(([name]) => !name.startsWith('_')));
}

async function* pagesOf(search: Search, source: Source, signal: AbortSignal): AsyncGenerator<Page> {
  if (source.kind === 'bundle') {
    yield await source.search(search);
    return;
  }
  yield* plannedPages(source, search, source.patient, { signal });
}

async function statusAfter(thrown: unknown, search: Search, source: Source): Promise<RunStatus> {
  const error = asEhrError(thrown, 'bad-response', `The answer of ${source.base || source.name} could not be used.`);
  // What the server's own rules keep back, no scope would give.
  if (saysWithheld(error.outcome)) return { kind: 'failed', error };
  if (error.code === 'forbidden') return { kind: 'denied', scopes: [`patient/${search.type}.rs`], error };
  if (error.code === 'not-supported') return { kind: 'unsupported', error };
  const mayLackType = search.by !== 'id' && (error.code === 'not-found' || error.code === 'rejected');
  if (mayLackType && source.kind === 'server' && (await lacks(source, search.type))) {
    return { kind: 'unsupported', error };
  }
  return { kind: 'failed', error };
}

async function lacks(endpoint: Endpoint, type: string): Promise<boolean> {
  try {
    const { offers } = await import('../fhir/capability.ts');
    return (await offers(endpoint, type)) === false;
  } catch {
    // What could not be loaded leaves it open.
    return false;
  }
}
