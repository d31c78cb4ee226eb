/**
 * Counting what a search brings in, so that its end is told from its being cut off.
 * @module
 */
import type { Entry, Page } from './page.ts';
import type { NextPage } from './paging.ts';

export class Tally {
  #found = new Set<string>();
  #before: ReadonlySet<string> | undefined;
  #strangers = 0;
  #total: number | undefined;
  #guessed: boolean;
  /** Pages in a row that brought nothing new. */
  barren = 0;

  /** @param estimates Whether this server is known to guess totals until the last page. */
  constructor(estimates = false) {
    this.#guessed = estimates;
  }

  /** The search is read from its beginning again. */
  startOver(): void {
    this.#before = new Set([...(this.#before ?? []), ...this.#found]);
    this.#found = new Set();
    this.#strangers = 0;
    this.#total = undefined;
  }

  /** The page, with what is to be believed of its total, and whether it leaves something unread. */
  add({ strangers, ...page }: Page & { readonly strangers: number }, said: unknown, next: NextPage): Page {
    const known = this.#found.size;
    const matches = page.matches.filter((entry) => this.#isNew(entry));
    this.#strangers += strangers;
    this.barren = this.#found.size > known ? 0 : this.barren + 1;
    const refused = next && 'refused' in next && next.refused;
    const total = this.#believed(said, next !== undefined && refused !== 'loop');
    const found = this.#found.size + this.#strangers;
    const estimated = total !== undefined && this.#guessed && next !== undefined;
    // A server that counts more than it hands out, a link that leads elsewhere, and one that leads round in a circle
    // before all that was counted is there.
    const short = total !== undefined && !this.#guessed && found < total;
    const cutOff = next === undefined ? short : refused === 'elsewhere' || (refused === 'loop' && found !== total);
    return {
      ...page,
      matches,
      ...(total !== undefined && { total }),
      ...(estimated && { estimated }),
      ...(cutOff && { cutOff }),
    };
  }

  /** Counts a match. False for one without an id that was there before the search started over. */
  #isNew({ resource, fullUrl }: Entry): boolean {
    const { id } = resource;
    // All are of the type that was asked for.
    const key = id ?? fullUrl ?? `${this.#found.size} ${JSON.stringify(resource)}`;
    this.#found.add(key);
    return id !== undefined || !this.#before?.has(key);
  }

  /**
   * Totals that change are guesses. One that has been reached although more follows counts the page and not the search.
   */
  #believed(said: unknown, more: boolean): number | undefined {
    if (typeof said !== 'number' || !Number.isInteger(said) || said < 0) return undefined;
    if (more && said <= this.#found.size + this.#strangers) return undefined;
    if (this.#total !== undefined && this.#total !== said) this.#guessed = true;
    this.#total = said;
    return said;
  }
}
