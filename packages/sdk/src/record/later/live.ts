/**
 * Reading again what a server says has changed. Loaded by pages that want it.
 * @module
 */
import { followFeed, type FeedNews } from '../../fhir/feed.ts';
import type { ResourceType } from '../../topics/topic.ts';
import type { Shelf } from '../shelf.ts';

/** One feed of a shelf, however many records are read from it. It hangs on the shelf, so that all copies find it. */
export interface Live {
  /** Wants to be told of changes in these types. Returns how to want it no more. */
  join(types: readonly ResourceType[]): () => void;
  /** Follows afresh: whose credentials it was followed with has gone. */
  restart(): void;
}

/** What changes together (an order and its result) is often told one by one: it is read again together. In milliseconds. */
const GATHER = 1_000;
/** A monitor may send something every second: reading it again takes no more than this part of the time. */
const READING_SHARE = 1 / 5;

/** Keeps the feeds of those shelves, and of those types, that somebody watches. */
export class Follower {
  readonly #joined = new Map<Shelf, { readonly types: string; readonly leave: () => void }>();

  /** What is wanted from now on. */
  update(wanted: ReadonlyMap<Shelf, ReadonlySet<ResourceType>>): void {
    for (const [shelf, { types, leave }] of this.#joined) {
      if (namesOf(wanted.get(shelf)) === types) continue;
      leave();
      this.#joined.delete(shelf);
    }
    for (const [shelf, types] of wanted) {
      if (this.#joined.has(shelf) || types.size === 0) continue;
      const live = (shelf.live ??= new ShelfFeed(shelf));
      this.#joined.set(shelf, { types: namesOf(types), leave: live.join([...types]) });
    }
  }
}

function namesOf(types: ReadonlySet<string> | undefined): string {
  return [...(types ?? [])].sort().join(' ');
}

class ShelfFeed implements Live {
  readonly #shelf: Shelf;
  readonly #wants = new Set<readonly ResourceType[]>();
  #followed: { readonly types: string; readonly stop: AbortController } | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #nextReading = 0;
  readonly #changed = new Set<ResourceType>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  join(types: readonly ResourceType[]): () => void {
    this.#wants.add(types);
    this.#settle();
    return () => {
      this.#wants.delete(types);
      this.#settle();
    };
  }

  restart(): void {
    this.#followed?.stop.abort();
    this.#followed = undefined;
    this.#settle();
  }

  /** Widgets come and go one after another: the feed follows once they have. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#follow(), this.#wants.size === 0 ? 0 : GATHER);
  }

  #follow(): void {
    const types = new Set([...this.#wants].flat());
    const names = namesOf(types);
    if (this.#followed?.types === names) return;
    this.#followed?.stop.abort();
    this.#followed = undefined;
    const { source } = this.#shelf;
    if (types.size === 0 || source.kind === 'bundle' || !source.can('create', 'Subscription').allowed) return;
    const stop = new AbortController();
    this.#followed = { types: names, stop };
    const tell = (news: FeedNews): void => this.#told(news);
    void followFeed(source, { patient: source.patient, types: [...types], tell, signal: stop.signal });
  }

  #told(news: FeedNews): void {
    // Between the reading of something and the beginning of the feed it may have changed, and nobody would ever say so.
    const types = news.kind === 'changed' ? news.types : undefined;
    for (const type of [...this.#wants].flat()) if (types?.includes(type) ?? true) this.#changed.add(type);
    this.#readSoon();
  }

  #readSoon(): void {
    const pause = Math.max(GATHER, this.#nextReading - Date.now());
    this.#reading ??= setTimeout(() => void this.#read(), pause);
  }

  /** What is told meanwhile is read together afterwards. */
  async #read(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    const began = Date.now();
    await Promise.all(changed.map((type) => this.#shelf.reread(type)));
    this.#nextReading = began + (Date.now() - began) / READING_SHARE;
    this.#reading = undefined;
    if (this.#changed.size > 0) this.#readSoon();
  }
}
