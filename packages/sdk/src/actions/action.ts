/**
 * What a person asked for, once: a second click on the same button is the same action.
 * @module
 */
import { EhrError } from '../errors.ts';
import { recordOf } from '../record/record.ts';
import type { Memory } from './attempt.ts';
import { requireThere, type PracticePlace } from './place.ts';
import type { ResourceType } from '../topics/topic.ts';
import type { Written } from './stored.ts';

export interface RunOptions {
  /** Heeded until the change is sent; after that nobody could say whether it was made. */
  readonly signal?: AbortSignal;
  /** How long the server may take to answer, in milliseconds. Default 30,000. */
  readonly timeout?: number;
}

/** One change. It belongs to the sign-in and the patient for which it was made. */
export interface Action {
  /**
   * Makes the change. While it is under way, and once it is made, every call has the same result. After an error it can
   * be run again; where the outcome was unknown, it is found out first.
   * @throws EhrError `forbidden` and `not-supported` before anything is sent; `conflict` with `versions`;
   *   `outcome-unknown`; `session-expired`; otherwise as a request fails, and then the change was not made.
   */
  run(options?: RunOptions): Promise<Written>;
}

/** Runs once at a time, and tells the record afterwards that what it has read of this type is no longer so. */
export function action(
  place: PracticePlace,
  type: ResourceType,
  attempt: (memory: Memory, run: RunOptions) => Promise<Written>,
): Action {
  const memory: Memory = { inDoubt: false };
  let running: Promise<Written> | undefined;
  const once = async (run: RunOptions): Promise<Written> => {
    run.signal?.throwIfAborted();
    requireThere(place);
    // What is for no patient in particular is in no record.
    const isOfRecord = 'patient' in place.source;
    const refresh = (): void => void (isOfRecord && recordOf(place.session).refreshType(type, place.source.id));
    try {
      const result = await attempt(memory, run);
      refresh();
      return result;
    } catch (thrown) {
      running = undefined;
      // What is on the screen is not what the server has, or may not be.
      if (thrown instanceof EhrError && (thrown.code === 'conflict' || memory.inDoubt)) refresh();
      throw thrown;
    }
  };
  return { run: (run = {}) => (running ??= once(run)) };
}
