/**
 * What one search has brought in so far from one source.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import type { Remark } from '../fhir/outcome.ts';
import type { Page } from '../fhir/search.ts';
import type { Progress } from './state.ts';

export class Harvest {
  readonly #matches = new Map<string, FhirResource>();
  readonly remarks: Remark[] = [];
  readonly asOf: Date;
  total: number | undefined;
  cutOff = false;
  knownNone = false;

  constructor(first: Page, now: Date) {
    this.asOf = first.asOf ?? now;
    this.add(first);
  }

  /** Pages may overlap when the server's data changes under way: a resource counts once, the later copy. */
  add(page: Page): void {
    for (const { resource, fullUrl } of page.matches) {
      const key = resource.id ? `${resource.resourceType}/${resource.id}` : (fullUrl ?? `#${this.#matches.size}`);
      this.#matches.set(key, resource);
    }
    this.remarks.push(...page.remarks);
    this.total = page.total ?? this.total;
    this.cutOff ||= page.cutOff ?? false;
    this.knownNone ||= page.knownNone ?? false;
  }

  get matches(): FhirResource[] {
    return [...this.#matches.values()];
  }

  get progress(): Progress {
    const read = this.#matches.size;
    return this.total === undefined ? { read } : { read, total: Math.max(this.total, read) };
  }
}
