/**
 * An action that has to look at something before it knows what to send.
 * @module
 */
import { EhrError } from '../../errors.ts';
import type { Action, RunOptions } from '../action.ts';
import type { PracticePlace } from '../place.ts';
import { forgetWindows } from './windows.ts';

/** Made when it is first run, and made anew after an error, unless nobody knows what became of it. */
export function prepared({ source }: PracticePlace, make: (run: RunOptions) => Promise<Action>): Action {
  let made: Promise<Action> | undefined;
  return {
    run: async (run = {}) => {
      try {
        made ??= make(run);
        return await (await made).run(run);
      } catch (thrown) {
        if (!(thrown instanceof EhrError) || thrown.code !== 'outcome-unknown') made = undefined;
        throw thrown;
      } finally {
        forgetWindows(source);
      }
    },
  };
}
