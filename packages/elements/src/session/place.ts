import type { Session, SessionState, SignInOptions } from '@ehr-widgets/sdk';
import { warnOnce } from '../shared/warn-once.ts';
import { configure, type Configured } from './configure.ts';
import { CONFIGURATION, type SessionConfiguration } from './configuration.ts';

/** What is so at a place: its session's state, or what keeps it from having one. */
export type PlaceState =
  | SessionState
  /** The host set it up wrong. */
  | { readonly kind: 'mistake' }
  /** The code for it is being loaded. */
  | { readonly kind: 'loading' }
  /** That code could not be loaded. */
  | { readonly kind: 'not-loaded'; readonly error: unknown };

/** One place that a record comes from: the session that a configuration asks for, made again when that changes. */
export class Place {
  readonly #joins: boolean;
  readonly #listeners = new Set<() => void>();
  #given: SessionConfiguration | undefined;
  #configured: Configured;
  /** What the newest configuration loads before there is a session. */
  #arriving: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** The host's own session is not ours to sign out. */
  #isHosts = false;
  #knownName = '';

  /** @param joins It is one of several: it can change its name, and leaves to the others what is theirs. */
  constructor({ joins }: { readonly joins: boolean }) {
    this.#joins = joins;
  }

  get session(): Session | undefined {
    return this.#configured && 'session' in this.#configured ? this.#configured.session : undefined;
  }

  /** Undefined while the host has said nothing of a place. */
  get state(): PlaceState | undefined {
    if (this.#failure) return { kind: 'not-loaded', ...this.#failure };
    if (this.#configured) return 'mistake' in this.#configured ? { kind: 'mistake' } : this.#configured.session.state;
    return this.#arriving && { kind: 'loading' };
  }

  /** Ends when what is loaded for it has come to an end. */
  get arriving(): Promise<void> | undefined {
    return this.#arriving;
  }

  /** For readers: the name that the host gave, else that of its source, else its address. */
  get name(): string {
    const { name = '', issuer = '', fhirBase = '' } = this.#given ?? {};
    // Remembered: a session that has ended no longer has a source to go by.
    this.#knownName = this.#source?.name ?? this.#knownName;
    return name || this.#knownName || hostOf(issuer.split(/\s+/)[0] || fhirBase);
  }

  /** What its source is known by, also while it has none. */
  get id(): string {
    const { issuer = '', fhirBase = '' } = this.#given ?? {};
    return this.#source?.id ?? (issuer || fhirBase).replace(/\/+$/, '');
  }

  get #source(): Pick<Session['sources'][number], 'id' | 'name'> | undefined {
    return this.session?.sources[0] ?? this.session?.practice?.[0];
  }

  /** All that are allowed. */
  get issuers(): readonly string[] {
    return (this.#given?.issuer ?? '').split(/\s+/).filter(Boolean);
  }

  /** It is only ever opened from a chart. */
  get isFromChart(): boolean {
    return this.#given?.launch === 'ehr';
  }

  /** Signing in is ours to offer; other kinds of session are the host's. */
  get signsIn(): boolean {
    return this.session?.kind === 'smart';
  }

  isAt(issuer: string): boolean {
    return this.issuers.some((one) => one.replace(/\/+$/, '') === issuer.replace(/\/+$/, ''));
  }

  /** Calls `listener` when there is another session, another name, or another reason to have none. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a configuration. The same once more changes nothing. */
  configure(given: SessionConfiguration): void {
    const before = this.#given;
    this.#given = given;
    const changed = CONFIGURATION.filter((key) => before?.[key] !== given[key]);
    if (before && changed.every((key) => this.#joins && key === 'name')) {
      if (changed.length > 0) this.#tell();
      return;
    }
    this.#arriving = undefined;
    this.#failure = undefined;
    const configured = configure(given);
    if (configured instanceof Promise) {
      this.#expect(configured);
      // The session of before ends now, not when the new one arrives.
      this.#use(undefined);
    } else {
      this.#use(configured);
    }
  }

  /** Signs in: at once where it can, so that the browser sees the click; else as soon as the code for it is there. */
  signIn(options: SignInOptions): void {
    if (this.session) void this.session.signIn(options);
    else void this.#arriving?.then(() => this.session?.signIn(options));
  }

  signOut(): void {
    void this.session?.signOut();
  }

  /** It is wanted no longer. */
  end(): void {
    if (!this.#isHosts) this.signOut();
  }

  /** What is loaded first; a newer configuration makes it void. */
  #expect(configured: Promise<Configured>): void {
    const arriving: Promise<void> = configured.then(
      (arrived) => {
        if (arriving === this.#arriving) this.#use(arrived);
      },
      (error: unknown) => {
        if (arriving !== this.#arriving) return;
        this.#failure = { error };
        this.#tell();
      },
    );
    this.#arriving = arriving;
  }

  /** Elements inside hear of another session at once, and the one before it ends. */
  #use(configured: Configured): void {
    const before = this.session;
    const beforeWasHosts = this.#isHosts;
    this.#configured = configured;
    if (configured && 'mistake' in configured) warnOnce(configured.mistake);
    const now = this.session;
    this.#isHosts = now !== undefined && now === this.#given?.session;
    if (before !== now) this.#knownName = '';
    this.#tell();
    if (before === now) return;
    // A change of an attribute is no word of the person's.
    if (before && !beforeWasHosts) void before.signOut({ quietly: true });
    if (!this.#isLaunchOfOthers()) void now?.resume();
  }

  /** An EHR opened the page for one of several places: the others would refuse what is not theirs. */
  #isLaunchOfOthers(): boolean {
    const issuer = new URLSearchParams(location.search).get('iss');
    return this.#joins && issuer !== null && !this.isAt(issuer);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** As a source without a name calls itself. */
function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}
