import { waitUntil } from '@open-wc/testing';

/** Milliseconds: far more than a busy machine needs, since only a test that fails waits so long. */
const TOO_LONG = 25_000;

/** Waits until it is so; `what` says in words what is waited for. */
export function until(isSo: () => unknown, what?: string): Promise<void> {
  return waitUntil(() => Boolean(isSo()), what, { timeout: TOO_LONG });
}
