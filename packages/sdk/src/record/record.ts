/**
 * The record: the one place that decides what to request. It collects the topics wanted on a page, runs equal searches
 * once, and tells each watcher as its own data arrives. Everything is held in memory and dropped with the session.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { asEhrError, EhrError } from '../errors.ts';
import { ResourcePool } from '../fhir/references.ts';
import type { Pieces } from '../format/pieces.ts';
import type { Session } from '../session/session.ts';
import type { Source } from '../session/source.ts';
import type { ResourceType, Topic } from '../topics/topic.ts';
import { compose, lookAhead, type Surroundings } from './compose.ts';
import type { Follower } from './later/live.ts';
import type { OriginStory } from './later/origin-story.ts';
import type { History } from './later/history.ts';
import { sharedRecord } from './registry.ts';
import { DEFAULTS, onWake, type RecordSettings } from './settings.ts';
import { shelfOf, type Asked, type Manner, type Shelf } from './shelf.ts';
import type { TopicState } from './state.ts';
import { Teller, type Watched } from './teller.ts';
import { type Place, Want } from './want.ts';

/** A patient's record as seen through one session. */
export interface PatientRecord {
  /**
   * Tells `listener` the topic's state now and whenever it changes. What several watchers want within one turn is
   * planned together. Returns the function that ends the watching.
   */
  watch<View>(topic: Topic<View>, listener: (state: TopicState<View>) => void): () => void;
  /** Reads all watched topics (or only those named) again, keeping what is shown. Resolves when all have ended. */
  refresh(topics?: readonly string[]): Promise<void>;
  /** What was read of this type at a source is no longer so: reads again what is watched of it, and forgets the rest. */
  refreshType(type: ResourceType, source: string): Promise<void>;
  /** Changes how long data holds and is kept, for everybody who reads this record. What is left out stays as it is. */
  configure(settings: Partial<RecordSettings>): void;
  /**
   * One resource as the source has it now, whole: views keep only what they show.
   * @param reference Relative, as lines have it: `Observation/123`.
   * @param source The id of the source, as the origin of lines has it; the first source when left out.
   * @throws EhrError `rejected` for other references and for another patient's resource, `session-expired` when there is
   *   no such source now, otherwise as a request fails.
   */
  resource(reference: string, source?: string): Promise<FhirResource>;
  /**
   * Where a resource comes from, as far as its source tells: who wrote it, for which organisation, when, and when this
   * copy was received. Parameters as of `resource`.
   * @throws EhrError `rejected` for other references and for another patient's resource, `session-expired` when there is
   *   no such source now, otherwise as a request fails. What is not told, or not permitted, is left out.
   */
  origin(reference: string, source?: string): Promise<OriginStory>;
  /**
   * What a resource said before, where its source keeps that and the sign-in permits it: each version as the topic views it
   * alone. Nothing is read until `read` is called. Other parameters as of `resource`.
   * @throws EhrError `rejected` for other references, `session-expired` when there is no such source now.
   */
  history<View>(topic: Topic<View>, reference: string, source?: string): Promise<History<View>>;
}

/** The record of a session: one on the whole page, however often and by whichever copy of this library it is asked for. */
export function recordOf(session: Session): PatientRecord {
  return sharedRecord(session, () => new SessionRecord(session));
}

class SessionRecord implements PatientRecord {
  readonly #session: Session;
  /** By the topic itself: another copy's topic of the same name may have another view. */
  readonly #watched = new Map<Topic<unknown>, Watched>();
  readonly #places = new Map<Source, Place>();
  #settings = DEFAULTS;
  #unwake: (() => void) | undefined;
  #follower: Promise<Follower> | undefined;
  /** The places missing from what was last told. */
  #absent = '[]';
  #planned = false;
  readonly #teller: Teller;

  constructor(session: Session) {
    this.#session = session;
    this.#teller = new Teller(
      this.#watched,
      (watched) => this.#stateOf(watched),
      (watched, asked) => this.#lookAhead(watched, asked),
    );
    // Never unsubscribed: the record lives as long as its session, and must forget when the session ends.
    session.subscribe(() => this.#sessionChanged());
  }

  watch<View>(topic: Topic<View>, listener: (state: TopicState<View>) => void): () => void {
    const watched = this.#watchedOf(topic);
    const told = listener as (state: TopicState<unknown>) => void;
    watched.listeners.add(told);
    told(watched.state);
    for (const { asked } of watched.wants) asked.shelf.freshen(asked, this.#settings.staleAfter);
    this.#planSoon();
    return () => {
      watched.listeners.delete(told);
      if (watched.listeners.size === 0) this.#forget(watched);
    };
  }

  async refresh(topics?: readonly string[]): Promise<void> {
    const wanted = [...this.#watched.values()].filter(({ topic }) => !topics || topics.includes(topic.name));
    const all = new Set(wanted.flatMap(({ wants }) => wants.map(({ asked }) => asked)));
    await Promise.all([...all].map((asked) => asked.shelf.start(asked)));
    await this.#teller.tellSoon(wanted);
  }

  async refreshType(type: ResourceType, source: string): Promise<void> {
    const place = [...this.#places.values()].find((one) => one.source.id === source);
    await place?.shelf.reread(type);
    const touches = (want: Want): boolean => want.place === place && want.search.type === type;
    await this.#teller.tellSoon([...this.#watched.values()].filter(({ wants }) => wants.some(touches)));
  }

  configure(settings: Partial<RecordSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#unwake?.();
    this.#unwake = undefined;
    this.#listen();
    this.#follow();
  }

  async resource(reference: string, source?: string): Promise<FhirResource> {
    const from = this.#sourceOf(source);
    // Few pages ask for it.
    const { wholeResource } = await import('./later/whole-resource.ts');
    return wholeResource(from, reference);
  }

  async origin(reference: string, source?: string): Promise<OriginStory> {
    const own = this.#sourceOf(source);
    const place = this.#placeOf(own);
    const { shelf } = place;
    shelf.join(place);
    const { originStory } = await import('./later/origin-story.ts');
    const story = await originStory(shelf.source, reference, shelf.pool, shelf.received(reference));
    return { ...story, source: own.id, sourceName: own.name };
  }

  async history<View>(topic: Topic<View>, reference: string, source?: string): Promise<History<View>> {
    const place = this.#placeOf(this.#sourceOf(source));
    const { historyOf } = await import('./later/history.ts');
    return historyOf(place.source, reference, topic, place.shelf.pool);
  }

  #sourceOf(id: string | undefined): Source {
    const { sources } = this.#session;
    const found = id === undefined ? sources[0] : sources.find((source) => source.id === id);
    if (!found) throw new EhrError('session-expired', 'Where this resource is cannot be read now. Sign in again.');
    return found;
  }

  #watchedOf(topic: Topic<unknown>): Watched {
    let watched = this.#watched.get(topic);
    if (!watched) {
      const state = this.#waiting() ?? INITIAL;
      watched = { topic, listeners: new Set(), wants: [], viewed: new WeakSet(), ahead: new WeakMap(), state };
      this.#watched.set(topic, watched);
      this.#listen();
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

  /** Gives every watched topic its searches, asking those that nobody had asked before. */
  #plan(): void {
    if (this.#waiting()) return;
    const unplanned = [...this.#watched.values()].filter(({ wants }) => wants.length === 0);
    this.#ask(unplanned);
    void this.#teller.tellSoon(unplanned);
  }

  #ask(watched: Iterable<Watched>): void {
    const { staleAfter } = this.#settings;
    const places = this.#session.sources.map((source) => this.#placeOf(source));
    for (const each of watched) {
      const before = each.wants;
      each.wants = places.flatMap((place) => {
        const there = before.filter((want) => want.place === place);
        return there.length > 0 ? there : this.#wantAt(place, each.topic);
      });
    }
    for (const { shelf } of places) shelf.begin(staleAfter);
    this.#follow();
  }

  /** Places that cannot be read now belong to the record all the same. */
  #originsToo(): boolean {
    const { provenance } = this.#settings;
    const { sources, absent } = this.#session;
    return provenance === 'where-several' ? sources.length + absent.length > 1 : provenance === 'with-lines';
  }

  #wantAt(place: Place, { searches }: Topic<unknown>): readonly Want[] {
    place.shelf.join(place);
    const stir = (asked: Asked): void => this.#teller.stir(asked);
    const wants = searches
      .filter(({ documentsOnly }) => !documentsOnly || place.source.kind === 'bundle')
      .map((search) => new Want(place, search, stir));
    for (const { asked } of wants) asked.shelf.freshen(asked, this.#settings.staleAfter);
    return wants;
  }

  #placeOf(source: Source): Place {
    let place = this.#places.get(source);
    if (!place) {
      const manner = (): Manner => ({ whole: this.#settings.whole, originsToo: this.#originsToo() });
      this.#places.set(source, (place = { source, shelf: shelfOf(source, manner()), manner }));
    }
    return place;
  }

  /** Nobody watches the topic any more: what it alone wanted is stopped, and forgotten after a while. */
  #forget(watched: Watched): void {
    if (this.#watched.get(watched.topic) !== watched) return;
    this.#watched.delete(watched.topic);
    for (const want of watched.wants) want.asked.shelf.release(want.asked, want, this.#settings.keepFor);
    watched.wants = [];
    this.#follow();
    if (this.#watched.size > 0) return;
    for (const place of this.#places.values()) place.shelf.rest(place);
    this.#unwake?.();
    this.#unwake = undefined;
  }

  /**
   * Another patient, a sign-out or an expiry: nothing of a source that is gone survives, and watchers hear of it before
   * anything else. What other sources have sent stays.
   */
  #sessionChanged(): void {
    const sources = new Set(this.#session.sources);
    const gone = [...this.#places.values()].filter(({ source }) => !sources.has(source));
    const come = [...sources].filter((source) => !this.#places.has(source));
    const absent = JSON.stringify(this.#session.absent.map(({ id, state }) => [id, state]));
    if (gone.length === 0 && come.length === 0 && sources.size > 0 && absent === this.#absent) return;
    this.#absent = absent;
    const all = [...this.#watched.values()];
    const over = all.flatMap(({ wants }) => wants.filter(({ place }) => gone.includes(place)));
    for (const { source } of gone) this.#places.delete(source);
    // Planned anew: with the sources that have come, and without those that went. Before these are left: what is the same
    // by another name is not read twice.
    this.#ask(all);
    for (const want of over) {
      want.asked.shelf.release(want.asked, want, 0);
      this.#teller.forget(want.asked);
    }
    for (const place of gone) place.shelf.leave(place);
    for (const watched of all) this.#teller.tellAtOnce(watched);
  }

  *#stateOf(watched: Watched): Pieces<TopicState<unknown>> {
    const { topic, wants } = watched;
    const waiting = this.#waiting();
    if (waiting) return waiting;
    if (wants.length === 0) return this.#withoutWants(topic);
    try {
      return yield* compose(topic, wants, this.#around(watched));
    } catch (thrown) {
      // A topic may be the host's own: its fault must not keep the others from being told.
      const message = `The view of the topic "${topic.name}" failed. Whoever wrote the topic has to mend it.`;
      return { kind: 'failed', error: asEhrError(thrown, 'bad-response', message) };
    }
  }

  #around({ viewed, ahead }: Watched): Surroundings {
    const pools = new Map([...this.#places].map(([source, { shelf }]) => [source.id, shelf.pool]));
    const poolOf = (id: string): ResourcePool => pools.get(id) ?? new ResourcePool('');
    return { poolOf, absent: this.#session.absent, now: new Date(), viewed, ahead };
  }

  *#lookAhead(watched: Watched, asked: Asked): Pieces<void> {
    const want = watched.wants.find((one) => one.asked === asked);
    try {
      if (want) yield* lookAhead(watched.topic, want, this.#around(watched));
    } catch {
      // The view will fail for the same reason, and tell it.
    }
  }

  /** Nothing was asked yet, or there is nobody to ask: what only a document tells is no question to a server. */
  #withoutWants({ searches }: Topic<unknown>): TopicState<never> {
    if (searches.some(({ documentsOnly }) => !documentsOnly)) return INITIAL;
    const types = [...new Set(searches.map(({ type }) => type))];
    return { kind: 'unsupported', types, sources: this.#session.sources.map(({ name }) => name) };
  }

  /** Where the host wants it, servers are asked to tell of changes in what is watched. */
  #follow(): void {
    const { refreshOn } = this.#settings;
    if (!this.#follower && !refreshOn.includes('change')) return;
    this.#follower ??= import('./later/live.ts').then(({ Follower: Made }) => new Made());
    const wanted = new Map<Shelf, Set<ResourceType>>();
    const all = refreshOn.includes('change') ? [...this.#watched.values()].flatMap(({ wants }) => wants) : [];
    for (const { place, search } of all) {
      wanted.set(place.shelf, (wanted.get(place.shelf) ?? new Set()).add(search.type));
    }
    void this.#follower.then(
      (follower) => follower.update(wanted),
      // It could not be loaded; the next change in what is watched tries again.
      () => (this.#follower = undefined),
    );
  }

  /** Only while somebody watches does the record listen to the page. */
  #listen(): void {
    const { refreshOn } = this.#settings;
    if (refreshOn.length === 0 || this.#watched.size === 0) return;
    this.#unwake ??= onWake(refreshOn, () => {
      for (const asked of new Set(
        [...this.#watched.values()].flatMap(({ wants }) => wants.map((want) => want.asked)),
      )) {
        if (asked.run.status.kind === 'failed') void asked.shelf.start(asked);
        else asked.shelf.freshen(asked, this.#settings.staleAfter);
      }
    });
  }
}

const INITIAL: TopicState<never> = { kind: 'loading', progress: { read: 0 } };
