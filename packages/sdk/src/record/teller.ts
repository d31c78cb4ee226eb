/**
 * When watchers are told what: ends of searches in the same turn, pages of a long answer now and then, and each state
 * worked out in pieces, so that the page can do other things meanwhile.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { atOnce, type Pieces } from '../format/pieces.ts';
import type { Topic } from '../topics/topic.ts';
import type { Answer } from './contained-run.ts';
import { inPieces } from './pieces.ts';
import { SearchRun } from './run.ts';
import type { Asked } from './shelf.ts';
import type { TopicState } from './state.ts';
import type { Want } from './want.ts';

/** Partial views of a long answer are drawn at most this often, in milliseconds, … */
const REDRAW_INTERVAL = 200;
/** … and so that drawing a growing record takes no more than this part of the time. */
const REDRAW_SHARE = 1 / 8;

/** A topic that somebody watches. */
export interface Watched {
  readonly topic: Topic<unknown>;
  readonly listeners: Set<(state: TopicState<unknown>) => void>;
  wants: readonly Want[];
  /** Resources that were viewed, so that viewing them again costs little. */
  viewed: WeakSet<FhirResource>;
  /** How many matches of a growing answer were looked at before the view was made. */
  ahead: WeakMap<Answer, number>;
  state: TopicState<unknown>;
}

export class Teller {
  readonly #watched: ReadonlyMap<Topic<unknown>, Watched>;
  readonly #stateOf: (watched: Watched) => Pieces<TopicState<unknown>>;
  readonly #lookAhead: (watched: Watched, asked: Asked) => Pieces<void>;
  /** Searches that have news. */
  readonly #stirred = new Set<Asked>();
  readonly #due = new Set<Watched>();
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #nextRedraw = 0;
  /** How many times news are being told just now: searches may end while pages are told of. */
  #flushing = 0;
  #telling: Promise<void> | undefined;

  /** @param watched What is watched at any time; what leaves it is told nothing more. */
  constructor(
    watched: ReadonlyMap<Topic<unknown>, Watched>,
    stateOf: (watched: Watched) => Pieces<TopicState<unknown>>,
    lookAhead: (watched: Watched, asked: Asked) => Pieces<void>,
  ) {
    this.#watched = watched;
    this.#stateOf = stateOf;
    this.#lookAhead = lookAhead;
  }

  /** A search has news. */
  stir(asked: Asked): void {
    this.#stirred.add(asked);
    const ended = asked.run.status.kind !== 'reading';
    // What is picked out of another's answer is looked at there.
    if (!ended && asked.run instanceof SearchRun) void inPieces(this.#aheadOf(asked));
    if (ended) this.#flushAt(0);
    // What comes while states are being worked out has its turn after them, and not at once.
    else if (this.#flushing === 0 && this.#redraw === undefined) this.#flushAt(this.#nextRedraw);
  }

  /** Its news is nobody's any more. */
  forget(asked: Asked): void {
    this.#stirred.delete(asked);
  }

  /** Works out these states and tells them, at once where that is quick. Resolves when all have been told. */
  tellSoon(watched: Iterable<Watched>): Promise<void> {
    for (const each of watched) this.#due.add(each);
    return (this.#telling ??= this.#tellAll());
  }

  tellAtOnce(watched: Watched): void {
    tell(watched, atOnce(this.#stateOf(watched)));
  }

  #flushAt(time: number): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => void this.#flush(), Math.max(0, time - Date.now()));
  }

  async #flush(): Promise<void> {
    this.#redraw = undefined;
    this.#flushing++;
    const started = Date.now();
    const watched = [...this.#watched.values()];
    // Every topic may look at the patient: what a result means can depend on age and sex.
    const patientCame = [...this.#stirred].some(({ run }) => run.search.by === 'id');
    if (patientCame) for (const each of watched) [each.viewed, each.ahead] = [new WeakSet(), new WeakMap()];
    // What a medicine is for may have come with another topic's search: once all is there, all is looked at once more.
    const allCame = watched.every(({ wants }) => wants.every(({ status }) => status.kind !== 'reading'));
    const isTouched = ({ wants }: Watched): boolean => wants.some(({ asked }) => this.#stirred.has(asked));
    const touched = patientCame || allCame ? watched : watched.filter(isTouched);
    this.#stirred.clear();
    await this.tellSoon(touched);
    const now = Date.now();
    this.#nextRedraw = now + Math.max(REDRAW_INTERVAL, (now - started) / REDRAW_SHARE);
    this.#flushing--;
    if (this.#stirred.size > 0 && this.#redraw === undefined) this.#flushAt(this.#nextRedraw);
  }

  async #tellAll(): Promise<void> {
    try {
      // More may have become due since the last piece.
      do await inPieces(this.#tellDue());
      while (this.#due.size > 0);
    } finally {
      this.#telling = undefined;
    }
  }

  *#aheadOf(asked: Asked): Pieces<void> {
    for (const watched of [...this.#watched.values()]) yield* this.#lookAhead(watched, asked);
  }

  *#tellDue(): Pieces<void> {
    for (const watched of this.#due) {
      this.#due.delete(watched);
      const { wants } = watched;
      const state = yield* this.#stateOf(watched);
      // Meanwhile another patient may have been opened, or nobody may watch any more.
      if (watched.wants === wants && this.#watched.get(watched.topic) === watched) tell(watched, state);
      yield;
    }
  }
}

function tell(watched: Watched, state: TopicState<unknown>): void {
  watched.state = state;
  for (const listener of [...watched.listeners]) {
    try {
      listener(state);
    } catch (thrown) {
      // One listener's fault is its own: the others are told all the same, and the page's error handler hears of it.
      queueMicrotask(() => {
        throw thrown;
      });
    }
  }
}
