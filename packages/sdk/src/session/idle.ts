/**
 * What a host says about a page that nobody uses.
 * @module
 */
import { EhrError } from '../errors.ts';

/**
 * Ends a session that nobody uses (automatic logoff: 45 CFR 164.312(a)(2)(iii); put off as WCAG 2.2, success criterion
 * 2.2.1, asks). Pressing a pointer or a key, turning the wheel and touching count as use, anywhere on the page and also
 * while the warning shows; so does `stay()`.
 */
export interface IdleOptions {
  /** Milliseconds without use after which the session ends. */
  readonly after: number;
  /**
   * How many milliseconds before any end `state.ending` tells of it: a minute when left out, or half of `after` when that
   * is shorter.
   */
  readonly warn?: number;
}

/** How long before its end a session says so, in milliseconds, when the host does not say. */
const WARN = 60_000;

/** The options, whole, or undefined when a session does not end for want of use. */
export function readIdle(given: IdleOptions | undefined): Required<IdleOptions> | undefined {
  if (given === undefined) return undefined;
  const { after, warn = Math.min(WARN, after / 2) } = given;
  if (after > 0 && warn >= 0 && warn < after && after < Infinity) return { after, warn };
  throw new EhrError(
    'bad-configuration',
    '`idle` has to be { after, warn }: milliseconds, with `warn` less than `after`.',
  );
}

/** How long before `lifetime` is over to say so. */
export function warningOf(idle: Required<IdleOptions> | undefined, lifetime: number): number {
  return Math.min(idle?.warn ?? WARN, lifetime / 2);
}
