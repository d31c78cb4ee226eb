/**
 * Searches whose answer is part of another search's answer: they are not asked.
 * @module
 */
import { hasCategory } from '../fhir/category.ts';
import type { Source } from '../session/source.ts';
import type { ResourceType, Search } from '../topics/topic.ts';
import type { Harvest } from './harvest.ts';
import type { RunStatus, SearchRun } from './run.ts';

/** What a run has brought in, for those who only read it. */
export type Answer = Pick<Harvest, 'matches' | 'remarks' | 'asOf' | 'progress' | 'cutOff' | 'knownNone' | 'document'>;

/** A run, for those who only read it. */
export interface Run {
  readonly search: Search;
  readonly source: Source;
  readonly status: RunStatus;
  readonly good: Answer | undefined;
  readonly partial: Answer | undefined;
}

/** Types whose `category` is a coded concept, so that it can be told here what a server would find by it. */
const CATEGORISED: readonly ResourceType[] = [
  'CarePlan',
  'Condition',
  'DiagnosticReport',
  'DocumentReference',
  'Goal',
  'MedicationRequest',
  'Observation',
  'ServiceRequest',
];

/** Parameters that shape an answer and leave nothing out of it. */
const SHAPING: readonly string[] = ['_count', '_sort'];

/**
 * Whether all that `narrow` asks for is in the answer to `wide` and can be picked out of it exactly. What is not certain
 * is asked.
 */
export function contains(wide: Search, narrow: Search): boolean {
  if (wide.type !== narrow.type || wide.by !== narrow.by || narrow.by === 'id') return false;
  if (narrow.include?.some((include) => !wide.include?.includes(include))) return false;
  if (narrow.revinclude?.some((include) => !wide.revinclude?.includes(include))) return false;
  const names = Object.keys({ ...wide.params, ...narrow.params }).filter((name) => !SHAPING.includes(name));
  return names.every((name) => {
    const [of, among] = [valuesOf(narrow, name), valuesOf(wide, name)];
    if (of.join() === among.join()) return true;
    const decidable = name === 'category' && CATEGORISED.includes(narrow.type) && of.length > 0;
    return (
      decidable && [...of, ...among].every(isCode) && (among.length === 0 || of.every((code) => among.includes(code)))
    );
  });
}

function valuesOf(search: Search, name: string): readonly string[] {
  return [search.params?.[name] ?? []].flat();
}

/** A code in whatever system; no system, list or escape (FHIR R4 §3.1.1.4.10 token). */
function isCode(value: string): boolean {
  return /^[\w.-]+$/.test(value);
}

/** A search answered out of a wider one's answer. */
export class ContainedRun implements Run {
  readonly search: Search;
  readonly #wide: SearchRun;
  #picked: { readonly from: Harvest; readonly state: string; readonly answer: Answer } | undefined;

  constructor(search: Search, wide: SearchRun) {
    this.search = search;
    this.#wide = wide;
  }

  get source(): Source {
    return this.#wide.source;
  }

  get status(): RunStatus {
    return this.#wide.status;
  }

  get good(): Answer | undefined {
    return this.#wide.good && this.#pick(this.#wide.good, true);
  }

  get partial(): Answer | undefined {
    return this.#wide.partial && this.#pick(this.#wide.partial, false);
  }

  #pick(from: Harvest, whole: boolean): Answer {
    const state = `${from.progress.read} ${whole}`;
    if (this.#picked?.from !== from || this.#picked.state !== state) {
      const matches = from.matches.filter((resource) => hasCategory(resource, this.search));
      const { remarks, asOf, cutOff, knownNone, document } = from;
      const progress = { read: matches.length, ...(whole && { total: matches.length }) };
      this.#picked = { from, state, answer: { matches, remarks, asOf, cutOff, knownNone, document, progress } };
    }
    return this.#picked.answer;
  }
}
