/**
 * At most so many at a time. Browsers queue beyond six requests an origin anyway (HTTP/1.1), and servers cap load.
 * @module
 */

/** Returns a function that runs tasks, `limit` at a time, in the order given. */
export function limited(limit: number): (task: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      await task();
    } finally {
      // The place is handed on, not given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
