/**
 * The record: the one place that decides what to request. It collects the topics wanted on a page, runs equal searches
 * once, and tells each watcher as its own data arrives. Everything is held in memory and dropped with the session.
 * @module
 */
import { ResourcePool } from '../fhir/references.ts';
import type { Session } from '../session/session.ts';
import type { Source } from '../session/source.ts';
import type { Search, Topic } from '../topics/topic.ts';
import { compose } from './compose.ts';
import { limited } from './limit.ts';
import { SearchRun } from './run.ts';
import type { TopicState } from './state.ts';

/** A patient's record as seen through one session. */
export interface PatientRecord {
  /**
   * Tells `listener` the topic's state now and whenever it changes. What several watchers want within one turn is
   * planned together. Returns the function that ends the watching.
   */
  watch<View>(topic: Topic<View>, listener: (state: TopicState<View>) => void): () => void;
  /** Reads all watched topics (or only those named) again, keeping what is shown. Resolves when all have ended. */
  refresh(topics?: readonly string[]): Promise<void>;
}

const records = new WeakMap<Session, PatientRecord>();

/** The record of a session: one, however often it is asked for. */
export function recordOf(session: Session): PatientRecord {
  const known = records.get(session);
  if (known) return known;
  const record = new SessionRecord(session);
  records.set(session, record);
  return record;
}

const REQUESTS_AT_A_TIME = 6;
/** Partial views of a long answer are drawn at most this often, in milliseconds, … */
const REDRAW_INTERVAL = 100;
/** … and so that drawing a growing record takes no more than this part of the time. */
const REDRAW_SHARE = 1 / 5;

interface Watched {
  readonly topic: Topic<unknown>;
  readonly listeners: Set<(state: TopicState<unknown>) => void>;
  runs: SearchRun[];
  state: TopicState<unknown>;
}

/** What is kept of one source: resources for resolving references, its runs, its share of requests. */
interface Shelf {
  readonly pool: ResourcePool;
  readonly runs: Map<string, SearchRun>;
  readonly limit: ReturnType<typeof limited>;
}

class SessionRecord implements PatientRecord {
  readonly #session: Session;
  readonly #watched = new Map<string, Watched>();
  readonly #shelves = new Map<Source, Shelf>();
  /** The places missing from what was last told. */
  #absent = '[]';
  readonly #stirred = new Set<SearchRun>();
  #planned = false;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #nextRedraw = 0;

  constructor(session: Session) {
    this.#session = session;
    // Never unsubscribed: the record lives as long as its session, and must forget when the session ends.
    session.subscribe(() => this.#sessionChanged());
  }

  watch<View>(topic: Topic<View>, listener: (state: TopicState<View>) => void): () => void {
    const watched = this.#watchedOf(topic);
    const told = listener as (state: TopicState<unknown>) => void;
    watched.listeners.add(told);
    told(watched.state);
    this.#planSoon();
    return () => {
      watched.listeners.delete(told);
      if (watched.listeners.size === 0) this.#forget(watched);
    };
  }

  async refresh(topics?: readonly string[]): Promise<void> {
    const wanted = [...this.#watched.values()].filter(({ topic }) => !topics || topics.includes(topic.name));
    const runs = new Set(wanted.flatMap((watched) => watched.runs));
    await Promise.all([...runs].map((run) => this.#start(run)));
    this.#tell(wanted);
  }

  #watchedOf(topic: Topic<unknown>): Watched {
    let watched = this.#watched.get(topic.name);
    if (!watched) {
      watched = { topic, listeners: new Set(), runs: [], state: this.#waiting() ?? INITIAL };
      this.#watched.set(topic.name, watched);
    }
    return watched;
  }

  #waiting(): TopicState<never> | undefined {
    const { kind } = this.#session.state;
    if (kind === 'ready') return undefined;
    return { kind: 'waiting', for: kind === 'no-patient' ? 'patient' : 'sign-in' };
  }

  #planSoon(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      this.#plan();
    });
  }

  /** Gives every watched topic its runs, starting those that nobody had wanted before. */
  #plan(): void {
    if (this.#waiting()) return;
    for (const watched of this.#watched.values()) {
      if (watched.runs.length > 0) continue;
      watched.runs = this.#runsOf(watched.topic);
      this.#tell([watched]);
    }
  }

  #runsOf(topic: Topic<unknown>): SearchRun[] {
    return this.#session.sources.flatMap((source) => topic.searches.map((search) => this.#runOf(source, search)));
  }

  #runOf(source: Source, search: Search): SearchRun {
    const shelf = this.#shelfOf(source);
    const key = JSON.stringify([search.type, search.by, search.params, search.include]);
    let run = shelf.runs.get(key);
    if (!run) {
      run = new SearchRun(search, source, shelf.pool, () => this.#stir(run as SearchRun));
      shelf.runs.set(key, run);
      void this.#start(run);
    }
    return run;
  }

  #shelfOf(source: Source): Shelf {
    let shelf = this.#shelves.get(source);
    if (!shelf) {
      shelf = { pool: new ResourcePool(source.base), runs: new Map(), limit: limited(REQUESTS_AT_A_TIME) };
      this.#shelves.set(source, shelf);
    }
    return shelf;
  }

  #start(run: SearchRun): Promise<void> {
    return this.#shelfOf(run.source).limit(() => run.start());
  }

  /** Nobody watches the topic any more: what it alone wanted is stopped and forgotten. */
  #forget(watched: Watched): void {
    if (this.#watched.get(watched.topic.name) !== watched) return;
    this.#watched.delete(watched.topic.name);
    const stillWanted = new Set([...this.#watched.values()].flatMap((other) => other.runs));
    for (const shelf of this.#shelves.values()) {
      for (const [key, run] of shelf.runs) {
        if (!watched.runs.includes(run) || stillWanted.has(run)) continue;
        run.drop();
        shelf.runs.delete(key);
      }
    }
  }

  /**
   * Another patient, a sign-out or an expiry: nothing of a source that is gone survives, and watchers hear of it before
   * anything else. What other sources have sent stays.
   */
  #sessionChanged(): void {
    const sources = new Set(this.#session.sources);
    const gone = [...this.#shelves.keys()].filter((source) => !sources.has(source));
    const come = [...sources].filter((source) => !this.#shelves.has(source));
    const absent = JSON.stringify(this.#session.absent.map(({ id, state }) => [id, state]));
    if (gone.length === 0 && come.length === 0 && sources.size > 0 && absent === this.#absent) return;
    this.#absent = absent;
    for (const source of gone) this.#clear(source);
    // Planned anew: with the sources that have come, and without those that went.
    for (const watched of this.#watched.values()) watched.runs = sources.size > 0 ? this.#runsOf(watched.topic) : [];
    this.#tell([...this.#watched.values()]);
  }

  #clear(source: Source): void {
    const shelf = this.#shelves.get(source);
    this.#shelves.delete(source);
    for (const run of shelf?.runs.values() ?? []) {
      run.drop();
      this.#stirred.delete(run);
    }
  }

  /** A run has news. Ends are told in the same turn, pages of a long answer now and then. */
  #stir(run: SearchRun): void {
    this.#stirred.add(run);
    const ended = run.status.kind !== 'reading';
    const due = ended ? 0 : Math.max(0, this.#nextRedraw - Date.now());
    if (this.#redraw !== undefined && !ended) return;
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => this.#flush(), due);
  }

  #flush(): void {
    this.#redraw = undefined;
    const started = Date.now();
    // Every topic may look at the patient: what a result means can depend on age and sex.
    const all = [...this.#stirred].some((run) => run.search.by === 'id');
    const watched = [...this.#watched.values()];
    const touched = all ? watched : watched.filter(({ runs }) => runs.some((run) => this.#stirred.has(run)));
    this.#stirred.clear();
    this.#tell(touched);
    const now = Date.now();
    this.#nextRedraw = now + Math.max(REDRAW_INTERVAL, (now - started) / REDRAW_SHARE);
  }

  #tell(watched: readonly Watched[]): void {
    for (const each of watched) {
      each.state = this.#stateOf(each);
      for (const listener of [...each.listeners]) listener(each.state);
    }
  }

  #stateOf(watched: Watched): TopicState<unknown> {
    const waiting = this.#waiting();
    if (waiting) return waiting;
    if (watched.runs.length === 0) return INITIAL;
    return compose(watched.topic, watched.runs, {
      poolOf: (id) => this.#poolOf(id),
      absent: this.#session.absent,
      now: new Date(),
    });
  }

  #poolOf(sourceId: string): ResourcePool {
    for (const [source, shelf] of this.#shelves) if (source.id === sourceId) return shelf.pool;
    return new ResourcePool('');
  }
}

const INITIAL: TopicState<never> = { kind: 'loading', progress: { read: 0 } };
