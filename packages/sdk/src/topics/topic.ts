/**
 * A topic is the unit of clinical meaning: the searches it needs, as data, and one pure function from the resources
 * found to a view model. Scopes, capability checks and request planning derive from the searches; elements draw the view.
 * @module
 */
import type { Composition, FhirResource, Provenance, Reference } from 'fhir/r4.js';
import { atOnce, type Pieces } from '../format/pieces.ts';
import type { Party } from './line.ts';

/** Any FHIR R4 resource type name. */
export type ResourceType = FhirResource['resourceType'];

/** One FHIR search (or, for the patient, a read) as data. The record fills in the patient and the paging. */
export interface Search {
  readonly type: ResourceType;
  /** How the patient narrows it: by a search parameter of this name, or by reading the patient's own id. */
  readonly by: 'patient' | 'subject' | 'id';
  /** Other parameters. Several values of one parameter mean "any of these" (joined by a comma, FHIR R4 §3.1.1.4). */
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * `_include` values, for instance `MedicationRequest:medication`, and of what they bring: `Slot:schedule`. Dropped for
   * servers that refuse them.
   */
  readonly include?: readonly string[];
  /**
   * References to follow once all that is being read of their types is there, by type and element: what they name and no search
   * brought is read by its ids. `Observation:hasMember` goes on from what `DiagnosticReport:result` leads to.
   */
  readonly follow?: readonly string[];
  /** Asked of Bundles only: what servers are not asked for, because they know it by another search or not at all. */
  readonly documentsOnly?: true;
  /** `_revinclude` values, for instance `Provenance:target`. Dropped for servers that refuse them. */
  readonly revinclude?: readonly string[];
}

/** Where a line of a view came from. What is left out was not told. */
export interface Origin {
  /** The id of the session's source that sent it. */
  readonly source: string;
  /** Its name as the host gave it, or as the server names itself. */
  readonly sourceName: string;
  /** The organisation behind it; `organizationAs` says in what way. */
  readonly organization?: Party;
  /**
   * `written`: it was written there, or passed on by it, by a Provenance (FHIR R4 §6.3). `responsible`: it did, ordered or
   * reported what the line tells, by the resource itself. `document`: it wrote or keeps the document that the line is in
   * (Composition, FHIR R4 §2.24).
   */
  readonly organizationAs?: 'written' | 'responsible' | 'document';
  /** A FHIR date or instant as sent; `recordedAs` says of what. */
  readonly recorded?: string;
  /**
   * What `recorded` was sent as: by a Provenance, as when the resource was recorded, made available (`issued`), authored
   * or asserted, or as when the server last changed its copy, which tells nothing of when it was written.
   */
  readonly recordedAs?: 'provenance' | 'recorded' | 'issued' | 'authored' | 'asserted' | 'lastUpdated';
  /** When this copy was received; of a document, its own date. One object for all lines of an answer. */
  readonly received?: Date;
}

/** A resource together with the source that sent it. */
export interface SourcedResource<R extends FhirResource = FhirResource> {
  readonly resource: R;
  readonly origin: Origin;
  /** What was said of it, where that came with it. */
  readonly provenance?: readonly Provenance[] | undefined;
  /** The document that it is part of. */
  readonly document?: Composition | undefined;
}

/** What a topic's view is made from. */
export interface TopicInput {
  /** Resources the topic's searches matched, all sources together, in the order received. */
  readonly matches: readonly SourcedResource[];
  /**
   * The resource a reference points to, looked up among contained resources of `from`, the resources of the same
   * answer (`fullUrl`, `urn:uuid`) and everything already read from that source. Undefined when it was not sent.
   */
  readonly resolve: (reference: Reference | undefined, from: SourcedResource) => FhirResource | undefined;
  /** The moment of viewing. */
  readonly now: Date;
}

/** Whether a view holds something, nothing, or a recorded statement that there is nothing. */
export type Content = 'some' | 'none-recorded' | 'known-none';

/** One area of clinical meaning. `View` is plain data: no functions, no formatted dates, no FHIR resources. */
export interface Topic<View> {
  /** Unique among topics; used as the key of its state. */
  readonly name: string;
  readonly searches: readonly Search[];
  /** Pure. Called again whenever more resources have arrived; never throws on a resource that is valid FHIR R4. */
  readonly view: (input: TopicInput) => View;
  /** The same, for topics of which a record may hold ten thousands: in pieces of a few milliseconds. */
  readonly viewInPieces?: (input: TopicInput) => Pieces<View>;
  /** Makes of some of the matches what can be made of each by itself: done while others are on their way. */
  readonly ahead?: (input: TopicInput) => Pieces<void>;
  content(view: View): Content;
}

/** What every line of every view carries. */
export interface Line {
  /** Unique within the record, stable between refreshes. */
  readonly key: string;
  /** The resource's reference within its source, for instance `AllergyIntolerance/123`; used by `ehr-open`. */
  readonly reference: string;
  readonly origin: Origin;
}

/** Declares a topic; exists so that `View` is inferred. */
export function topic<View>(definition: Topic<View>): Topic<View> {
  return definition;
}

/** Declares a topic whose view is made in pieces. */
export function longTopic<View>(
  definition: Omit<Topic<View>, 'view'> & Required<Pick<Topic<View>, 'viewInPieces'>>,
): Topic<View> {
  return { ...definition, view: (input) => atOnce(definition.viewInPieces(input)) };
}
