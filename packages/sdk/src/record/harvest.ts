/**
 * What one search has brought in so far from one source.
 * @module
 */
import type { Composition, FhirResource } from 'fhir/r4.js';
import type { Remark } from '../fhir/outcome.ts';
import type { Page } from '../fhir/search.ts';
import { isOlderCopy } from '../topics/copies.ts';
import type { Progress } from './state.ts';

export class Harvest {
  #matches: FhirResource[] = [];
  /** Of the matches, for as long as there may be other copies of them. */
  #places = new Map<string, number>();
  readonly #type: string | undefined;
  readonly remarks: Remark[] = [];
  readonly asOf: Date;
  readonly document: Composition | undefined;
  total: number | undefined;
  estimated = false;
  cutOff = false;
  knownNone = false;

  constructor(first: Page, now: Date) {
    this.asOf = first.asOf ?? now;
    this.#type = first.matches[0]?.resource.resourceType;
    this.document = first.document;
    this.add(first);
  }

  /** Pages may overlap when the server's data changes under way: a resource counts once, the newest copy. */
  add(page: Page): void {
    for (const { resource, fullUrl } of page.matches) {
      const { resourceType: type, id } = resource;
      // Nearly always of one type: the id alone is in memory already.
      const key = id && type === this.#type ? id : id ? `${type}/${id}` : (fullUrl ?? `#${this.#matches.length}`);
      const place = this.#places.get(key) ?? this.#matches.length;
      if (isOlderCopy(resource, this.#matches[place])) continue;
      this.#places.set(key, place);
      this.#matches[place] = resource;
    }
    for (const remark of page.remarks) if (!this.#says(remark)) this.remarks.push(remark);
    if (page.total !== undefined) {
      this.total = page.total;
      this.estimated = page.estimated ?? false;
    }
    this.cutOff ||= page.cutOff ?? false;
    this.knownNone ||= page.knownNone ?? false;
  }

  /** Call when all pages are there. */
  end(): void {
    this.#places = new Map();
    // Copied: a list that grew has room to grow further.
    this.#matches = this.#matches.slice();
  }

  /** In the order received. Grows until the end. */
  get matches(): readonly FhirResource[] {
    return this.#matches;
  }

  get progress(): Progress {
    const read = this.#matches.length;
    if (this.total === undefined) return { read };
    return { read, total: Math.max(this.total, read), ...(this.estimated && { estimated: true }) };
  }

  /** Servers repeat on every page what is to be known of all. */
  #says({ kind, text }: Remark): boolean {
    return this.remarks.some((remark) => remark.kind === kind && remark.text === text);
  }
}
