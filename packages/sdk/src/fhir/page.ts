/**
 * One page of a search's answer, its entries told apart (FHIR R4 §3.1.1.6).
 * @module
 */
import type { Bundle, BundleEntry, Composition, FhirResource } from 'fhir/r4.js';
import { list } from '../format/read.ts';
import type { Search } from '../topics/topic.ts';
import { outcomeOf, remarksOf, type Remark } from './outcome.ts';
import { otherPatientOf } from './subject.ts';

/** A resource together with the URL under which its Bundle lists it. */
export interface Entry {
  readonly resource: FhirResource;
  readonly fullUrl?: string;
}

/** One page of an answer. */
export interface Page {
  readonly matches: readonly Entry[];
  readonly included: readonly Entry[];
  readonly remarks: readonly Remark[];
  /** The number of matches of the whole search, when the server says it. */
  readonly total?: number;
  /** Set where `total` is the server's guess. */
  readonly estimated?: true;
  /** Set on the last page when more exists that cannot be read. */
  readonly cutOff?: true;
  /** Set when the answer itself states that there is none, rather than holding none. */
  readonly knownNone?: true;
  /** When the data was true, where that is not now: a document's own date. */
  readonly asOf?: Date;
  /** The document that the answer was found in. */
  readonly document?: Composition;
}

/** The page, and how many entries were left out of it because they name another patient. */
export function pageOf(bundle: Bundle, search: Search, patient: string): Page & { readonly strangers: number } {
  const matches: Entry[] = [];
  const included: Entry[] = [];
  const remarks: Remark[] = [];
  let strangers = 0;
  for (const entry of list(bundle.entry)) {
    const outcome = outcomeOf(entry.resource);
    if (outcome) remarks.push(...remarksOf(outcome));
    else if (!entry.resource || entry.search?.mode === 'outcome') continue;
    else if (!isMatch(entry, search)) included.push(entry as Entry);
    // A server that ignores the patient parameter, as lenient ones may (FHIR R4 §3.1.1.3), hands out everybody's record.
    else if (otherPatientOf(entry.resource as FhirResource, patient) !== undefined) strangers++;
    else matches.push(entry as Entry);
  }
  if (strangers > 0) remarks.push({ kind: 'others-left-out' });
  return { matches, included, remarks, strangers };
}

/** Of the type asked for; where `search.mode` is left out, that alone says it. What is of another type was included. */
function isMatch({ resource, search: { mode = 'match' } = {} }: BundleEntry, search: Search): boolean {
  return mode === 'match' && resource?.resourceType === search.type;
}
