/**
 * How a session comes to its end by itself: nobody uses the page, or the right to read runs out. It is said beforehand,
 * and it is true at once: a machine that slept past the end shows nothing more.
 *
 * Ends are counted by this machine's clock. One that is set back moves them along, so that nothing lasts longer for it.
 * One that is set forward cannot be told from sleep, so it counts as sleep.
 * @module
 */
import type { Environment } from '../auth/environment.ts';
import { type IdleOptions, warningOf } from './idle.ts';
import type { Ending } from './session.ts';

/** What counts as use of the page. */
const USE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** When timers may have stood still: the machine slept, or the browser kept the page aside. */
const RETURN = ['visibilitychange', 'pageshow', 'focus'] as const;
const LISTENING = { capture: true, passive: true } as const;
/** The longest time a timer can be set for. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** How far a timer may be off, in milliseconds, before the clock must have been set. */
const IMPRECISION = 1000;
/** Use is told to other tabs at most this often, in milliseconds. */
const TELL_EVERY = 5000;

export interface LifeOptions {
  readonly environment: Environment;
  readonly idle: Required<IdleOptions> | undefined;
  /** When the page was last used, if that was before now. */
  readonly usedAt?: number | undefined;
  /** Told of an end that comes near, and with undefined when it was put off. */
  readonly onEnding: (ending: Ending | undefined) => void;
  /** Told once, at the end. */
  readonly onEnd: (because: Ending['because']) => void;
  /** Told now and then that the page is used. */
  readonly onUse?: () => void;
}

export class Life {
  readonly #options: LifeOptions;
  #usedAt: number;
  #expiry: { at: number; warn: number } | undefined;
  #ending: Ending | undefined;
  #lookedAt: number;
  #toldAt = -Infinity;
  #isOver = false;
  #cancelTimer: () => void = () => {};

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#lookedAt = options.environment.now();
    this.#usedAt = Math.min(options.usedAt ?? this.#lookedAt, this.#lookedAt);
  }

  /** Begins to watch. */
  begin(): void {
    const { environment, idle } = this.#options;
    const { window } = environment;
    if (idle) for (const type of USE) window?.addEventListener(type, this.#use, LISTENING);
    for (const type of RETURN) window?.addEventListener(type, this.#return, LISTENING);
    this.check();
  }

  /** Sets when the right to read runs out; undefined when it is renewed by itself, or nobody knows. */
  expireAt(at: number | undefined): void {
    const now = this.#now();
    this.#expiry = at === undefined ? undefined : { at, warn: warningOf(this.#options.idle, Math.max(0, at - now)) };
    this.check();
  }

  /** Somebody is here. */
  stay(): void {
    this.#use();
  }

  /** Somebody is at another tab of this session. */
  usedElsewhere(): void {
    this.#put(this.#now());
  }

  /** Looks at the clock, and does what is due. */
  check(atLeast?: number): void {
    if (this.#isOver) return;
    const now = this.#now(atLeast);
    const next = this.#next();
    this.#cancelTimer();
    if (next && now >= next.at) {
      this.stop();
      this.#options.onEnd(next.because);
      return;
    }
    const isNear = next !== undefined && now >= next.at - next.warn;
    if (next) this.#wake(isNear ? next.at - now : next.at - next.warn - now, now);
    this.#tell(isNear ? { because: next.because, at: next.at } : undefined);
  }

  /** Leaves the session alone from now on. */
  stop(): void {
    this.#isOver = true;
    this.#cancelTimer();
    const { window } = this.#options.environment;
    for (const type of USE) window?.removeEventListener(type, this.#use, LISTENING);
    for (const type of RETURN) window?.removeEventListener(type, this.#return, LISTENING);
  }

  readonly #return = (): void => this.check();

  readonly #use = (event?: Event): void => {
    // Made by a script, for instance of a carousel: that is nobody.
    if (event?.isTrusted === false) return;
    const now = this.#now();
    if (!this.#put(now) || now - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = now;
    this.#options.onUse?.();
  };

  /** Puts the end off. The key that wakes a machine does not undo the end that came while it slept. */
  #put(now: number): boolean {
    const next = this.#next();
    if (this.#isOver || (next && now >= next.at)) {
      this.check();
      return false;
    }
    this.#usedAt = now;
    // Before the warning the timer is left as it is: it will find that it is not time yet.
    if (this.#ending?.because === 'idle') this.check();
    return true;
  }

  /** The end that comes first. */
  #next(): (Ending & { readonly warn: number }) | undefined {
    const { idle } = this.#options;
    const ends = [
      ...(idle ? [{ because: 'idle', at: this.#usedAt + idle.after, warn: idle.warn } as const] : []),
      ...(this.#expiry ? [{ because: 'expiry', ...this.#expiry } as const] : []),
    ];
    return ends.sort((one, other) => one.at - other.at)[0];
  }

  #tell(ending: Ending | undefined): void {
    const known = this.#ending;
    if (known?.because === ending?.because && known?.at === ending?.at) return;
    this.#ending = ending;
    this.#options.onEnding(ending);
  }

  #wake(delay: number, now: number): void {
    const wait = Math.min(delay, LONGEST_TIMER);
    this.#cancelTimer = this.#options.environment.after(wait, () => this.check(now + wait));
  }

  /** @param atLeast What the clock must show unless it was set back. */
  #now(atLeast = this.#lookedAt): number {
    const now = this.#options.environment.now();
    const back = atLeast - now;
    if (back > IMPRECISION) {
      this.#usedAt -= back;
      if (this.#expiry) this.#expiry = { ...this.#expiry, at: this.#expiry.at - back };
    }
    this.#lookedAt = now;
    return now;
  }
}
