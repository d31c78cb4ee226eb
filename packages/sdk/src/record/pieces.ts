/**
 * Long work, run with pauses, so that a page that reads a long record still scrolls and types.
 * @module
 */

/** Milliseconds. A frame lasts 16, and others need some of it; anything over 50 is felt. */
const LONGEST_PIECE = 10;

/** Runs `work` to its end: at once where that is quick, otherwise with pauses at its `yield`s. */
export async function inPieces<Result>(work: Iterator<void, Result>): Promise<Result> {
  let pause = performance.now() + LONGEST_PIECE;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < pause) continue;
    await nextTurn();
    pause = performance.now() + LONGEST_PIECE;
  }
}

/**
 * After input, painting and answers that are waiting: `scheduler.yield` goes before answers, and the next page would be
 * asked for only when all is done. Timers would wait 4 ms and more, and a second in a hidden tab.
 */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
