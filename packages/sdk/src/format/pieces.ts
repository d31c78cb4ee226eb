/**
 * Long work, cut into pieces: whoever runs it may leave it off at every `yield`, and the page scrolls and types
 * meanwhile.
 * @module
 */

/** Work that comes to a `Result`. Its pieces are some milliseconds long, on a slow machine too. */
export type Pieces<Result> = Generator<void, Result>;

/** Runs `work` to its end without a pause. */
export function atOnce<Result>(work: Iterator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Items looked at in one piece. */
const SOME = 50;

/** Does something with each item. */
export function* each<T>(items: readonly T[], act: (item: T) => void): Pieces<void> {
  let done = 0;
  for (const item of items) {
    act(item);
    if (++done % SOME === 0) yield;
  }
}

/** Items sorted, or merged, in one piece. */
const PIECE = 1000;

/** A sorted copy; what is equal stays in the order given. Quick where much is in order, as servers send it. */
export function* sorted<T>(items: readonly T[], compare: (one: T, other: T) => number): Pieces<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += PIECE) {
    runs.push(items.slice(start, start + PIECE).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [one, other] = [runs[at] ?? [], runs[at + 1] ?? []];
      longer.push(yield* merged(one, other, compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merged<T>(one: T[], other: T[], compare: (one: T, other: T) => number): Pieces<T[]> {
  if (other.length === 0 || compare(one.at(-1) as T, other[0] as T) <= 0) return one.concat(other);
  const both: T[] = [];
  let [here, there] = [0, 0];
  while (here < one.length && there < other.length) {
    both.push(compare(one[here] as T, other[there] as T) <= 0 ? (one[here++] as T) : (other[there++] as T));
    if (both.length % PIECE === 0) yield;
  }
  return both.concat(one.slice(here), other.slice(there));
}
