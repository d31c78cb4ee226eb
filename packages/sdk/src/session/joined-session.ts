/**
 * Several sessions as one: a patient's record at several places. Each member signs in on its own, fails on its own and
 * ends on its own; what can be read is what the members that are ready can read.
 * @module
 */
import { ObservableSession } from './observable.ts';
import type { AbsentSource, Practice, Session, SessionState, SignInOptions, SignOutOptions } from './session.ts';
import type { PracticeSource, Source } from './source.ts';

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
  readonly #handedOut = new WeakMap<object, object>();
  /** Whose record each id has been, or nobody's: what was meant for one person never reaches another, who came up in their place. */
  readonly #patients = new Map<string, string | undefined>();

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

  /** Signs in at the first member that is not signed in; each of the others by itself. */
  async signIn(options?: SignInOptions): Promise<void> {
    await this.members.find(({ state }) => state.kind !== 'ready' && !practiceOf(state))?.signIn(options);
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
    const taken = new Set<string>();
    const sources = this.#distinct(memberships, ({ sources: own }) => own, taken);
    this.become(
      stateOf(this.members),
      sources,
      this.#distinct(memberships, ({ practice = [] }) => practice, taken),
    );
  }

  /**
   * Two sign-ins at one server are two sources, for instance a parent's and a child's record: each has an id of its own.
   * And each is called what its place is called.
   */
  #distinct<One extends Source | PracticeSource>(
    memberships: readonly Membership[],
    sourcesOf: (member: Session) => readonly One[],
    taken: Set<string>,
  ): readonly One[] {
    return memberships.flatMap(({ member, place }) =>
      sourcesOf(member).map((source, _, { length }) => {
        const patient = 'patient' in source ? source.patient : undefined;
        const isOthers = (id: string): boolean => this.#patients.has(id) && this.#patients.get(id) !== patient;
        const id = freeId(source.id, (one) => taken.has(one) || isOthers(one));
        taken.add(id);
        this.#patients.set(id, patient);
        // A member of several sources knows their names better than the one name that it has itself.
        const name = length === 1 ? place.name || source.name : source.name;
        const known = this.#handedOut.get(source) as One | undefined;
        if (known?.id === id && known.name === name) return known;
        const isSame = id === source.id && name === source.name;
        const renamed: One = { ...source, id, name };
        const handedOut = isSame ? source : renamed;
        Object.freeze(renamed);
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
    return { kind: 'ready', context: first.context, ...together(ready) };
  }
  const practices = states.flatMap((state) => practiceOf(state) ?? []);
  const staff = states.find((state) => practiceOf(state));
  if (staff && practices[0]) return { ...staff, practice: { ...practices[0], ...together(practices) } } as SessionState;
  return (
    states.find((state) => state.kind === 'signing-in') ??
    states.find((state) => 'error' in state) ?? { kind: 'signed-out' }
  );
}

/** What was refused anywhere, and the end that comes first. */
function together(
  states: readonly Pick<Practice, 'refusedScopes' | 'ending'>[],
): Pick<Practice, 'refusedScopes' | 'ending'> {
  const refusedScopes = [...new Set(states.flatMap((state) => state.refusedScopes))];
  const ending = states.flatMap((state) => state.ending ?? []).sort((one, other) => one.at - other.at)[0];
  return { refusedScopes, ...(ending && { ending }) };
}

function practiceOf(state: SessionState): Practice | undefined {
  return state.kind === 'no-patient' ? state.practice : undefined;
}
