/**
 * Several sessions as one: a patient's record at several places. Each member signs in on its own, fails on its own and
 * ends on its own; what can be read is what the members that are ready can read.
 * @module
 */
import { ObservableSession } from './observable.ts';
import type { AbsentSource, Session, SessionState, SignInOptions, SignOutOptions } from './session.ts';
import type { Source } from './source.ts';

/** A session to which others are added, and from which they are taken away. */
export interface JoinedSession extends Session {
  readonly kind: 'joined';
  /** In the order in which they were added. */
  readonly members: readonly Session[];
  /**
   * Adds a place. One that is already a member is left where it is.
   * @param place What readers call it, and what identifies it, while it is not signed in.
   */
  add(member: Session, place: Place): void;
  /** Takes a place away, and with it everything that was read there. The member itself is not signed out. */
  remove(member: Session): void;
  /**
   * Makes these the places, in this order, and tells once: adds, takes away, and gives other names. What stays is left
   * as it is.
   */
  arrange(places: ReadonlyMap<Session, Place>): void;
}

/** How a member is known while it has no source to go by. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** A session without members yet. */
export function joinedSession(): JoinedSession {
  return new SessionOfMany();
}

interface Membership {
  readonly member: Session;
  readonly place: Place;
  readonly unsubscribe: () => void;
}

class SessionOfMany extends ObservableSession implements JoinedSession {
  readonly kind = 'joined';
  readonly #memberships = new Map<Session, Membership>();
  #absent: readonly AbsentSource[] = [];
  /** Sources as the session hands them out: the same object as long as the member's is the same. */
  readonly #handedOut = new WeakMap<Source, Source>();
  /** Whose record each id has been: what was meant for one person never reaches another, who came up in their place. */
  readonly #patients = new Map<string, string>();

  constructor() {
    super({ kind: 'signed-out' });
  }

  get members(): readonly Session[] {
    return [...this.#memberships.keys()];
  }

  override get absent(): readonly AbsentSource[] {
    return this.#absent;
  }

  add(member: Session, place: Place): void {
    if (!this.#memberships.has(member)) this.arrange(new Map(this.#places()).set(member, place));
  }

  remove(member: Session): void {
    const places = new Map(this.#places());
    if (places.delete(member)) this.arrange(places);
  }

  arrange(places: ReadonlyMap<Session, Place>): void {
    const before = new Map(this.#memberships);
    this.#memberships.clear();
    for (const [member, place] of places) {
      const unsubscribe = before.get(member)?.unsubscribe ?? member.subscribe(() => this.#gather());
      before.delete(member);
      this.#memberships.set(member, { member, place, unsubscribe });
    }
    for (const { unsubscribe } of before.values()) unsubscribe();
    this.#gather();
  }

  async resume(): Promise<void> {
    // One after another: they share the page's URL, and whose answer it holds is for the first to say that knows it.
    for (const member of this.members) await member.resume();
  }

  /** Signs in at the first member that is not ready; each of the others by itself. */
  async signIn(options?: SignInOptions): Promise<void> {
    await this.members.find(({ state }) => state.kind !== 'ready')?.signIn(options);
  }

  async signOut(options?: SignOutOptions): Promise<void> {
    await Promise.all(this.members.map((member) => member.signOut(options)));
  }

  override stay(): void {
    for (const member of this.members) member.stay();
  }

  *#places(): Iterable<[Session, Place]> {
    for (const { member, place } of this.#memberships.values()) yield [member, place];
  }

  #gather(): void {
    const memberships = [...this.#memberships.values()];
    this.#absent = memberships.flatMap(({ member, place }) => absence(member.state, place));
    this.become(stateOf(this.members), this.#distinct(memberships));
  }

  /**
   * Two sign-ins at one server are two sources, for instance a parent's and a child's record: each has an id of its own.
   * And each is called what its place is called.
   */
  #distinct(memberships: readonly Membership[]): readonly Source[] {
    const taken = new Set<string>();
    return memberships.flatMap(({ member, place }) =>
      member.sources.map((source) => {
        const isOthers = (id: string): boolean => (this.#patients.get(id) ?? source.patient) !== source.patient;
        const id = freeId(source.id, (one) => taken.has(one) || isOthers(one));
        taken.add(id);
        this.#patients.set(id, source.patient);
        // A member of several sources knows their names better than the one name that it has itself.
        const name = member.sources.length === 1 ? place.name || source.name : source.name;
        const known = this.#handedOut.get(source);
        if (known?.id === id && known.name === name) return known;
        const isSame = id === source.id && name === source.name;
        const handedOut = isSame ? source : Object.freeze({ ...source, id, name });
        this.#handedOut.set(source, handedOut);
        return handedOut;
      }),
    );
  }
}

function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  for (let count = 1; ; count++) {
    const id = count === 1 ? wanted : `${wanted}#${count}`;
    if (!isTaken(id)) return id;
  }
}

function absence(state: SessionState, place: Place): AbsentSource[] {
  if (state.kind === 'ready') return [];
  return [{ ...place, state: state.kind, ...('error' in state && { error: state.error }) }];
}

/** Ready as soon as one is; otherwise what most needs telling. */
function stateOf(members: readonly Session[]): SessionState {
  const states = members.map((member) => member.state);
  const ready = states.filter((state) => state.kind === 'ready');
  const [first] = ready;
  if (first) {
    const refusedScopes = [...new Set(ready.flatMap((state) => state.refusedScopes))];
    const ending = ready.flatMap((state) => state.ending ?? []).sort((one, other) => one.at - other.at)[0];
    return { kind: 'ready', context: first.context, refusedScopes, ...(ending && { ending }) };
  }
  return (
    states.find((state) => state.kind === 'signing-in') ??
    states.find((state) => 'error' in state) ?? { kind: 'signed-out' }
  );
}
