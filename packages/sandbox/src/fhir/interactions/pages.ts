/**
 * Searches in progress: the matches of a first page are kept for a while, so that the pages that follow neither repeat
 * nor miss a resource when others write in between. A page is asked for by an unguessable key that expires.
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { Permission } from '../access.ts';
import type { Presentation } from '../search/query.ts';

export interface KeptSearch {
  readonly type: string;
  readonly matches: readonly number[];
  readonly presentation: Presentation;
  readonly count: number;
  readonly total: number | undefined;
  /** What the caller needs, any of these, to see a match. */
  readonly permissions: readonly Permission[];
}

const lifetime = 10 * 60_000;
const mostKept = 500;

export class PageShelf {
  readonly #now: () => Date;
  readonly #kept = new Map<string, { readonly search: KeptSearch; readonly until: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  keep(search: KeptSearch): string {
    const now = this.#now().getTime();
    for (const [key, { until }] of this.#kept) {
      if (until > now && this.#kept.size < mostKept) break;
      this.#kept.delete(key);
    }
    const key = randomBytes(16).toString('base64url');
    this.#kept.set(key, { search, until: now + lifetime });
    return key;
  }

  /** Undefined once expired. */
  find(key: string): KeptSearch | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && kept.until > this.#now().getTime() ? kept.search : undefined;
  }
}
