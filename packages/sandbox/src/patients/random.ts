/**
 * Seeded variation: the same seed and name give the same sequence on every machine.
 * @module
 */

/** A stream of pseudo-random choices (mulberry32), independent for each name so that one story never shifts another. */
export class Random {
  #state: number;

  constructor(seed: number, name: string) {
    this.#state = hash(`${seed}/${name}`);
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** `count` decimal digits; the first is never 0. */
  digits(count: number): string {
    return Array.from({ length: count }, (_, at) => this.whole(at === 0 ? 1 : 0, 9)).join('');
  }

  /** A measured value as text: `middle` give or take `spread`, with the number of decimal places of `middle`. */
  near(middle: string, spread: number): string {
    const places = middle.split('.')[1]?.length ?? 0;
    return (Number(middle) + (this.next() * 2 - 1) * spread).toFixed(places);
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
