/**
 * A chart collects the resources of one patient at one organisation and gives them their ids.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import type { Organisation } from '../organisations/organisation.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';

/** A resource that is in a chart, so has an id. */
export type Filed<R extends FhirResource> = R & { id: string };

export interface ChartOptions {
  readonly patientId: string;
  readonly patientName: string;
  /** Full or partial FHIR date. */
  readonly birthDate: string;
  readonly organisation: Organisation;
  readonly time: Timeline;
  readonly random: Random;
}

/** One patient's record in the making. Ids count up by type, so a later story line never changes an earlier id. */
export class Chart {
  readonly patientId: string;
  readonly birthDate: string;
  readonly organisation: Organisation;
  readonly time: Timeline;
  readonly random: Random;
  /** Reference to the patient, as `subject` and `patient` elements carry it. */
  readonly patient: Reference;
  readonly #resources: FhirResource[] = [];
  readonly #earlier: FhirResource[] = [];
  readonly #counts = new Map<string, number>();

  constructor(options: ChartOptions) {
    this.patientId = options.patientId;
    this.birthDate = options.birthDate;
    this.organisation = options.organisation;
    this.time = options.time;
    this.random = options.random;
    this.patient = { reference: `Patient/${options.patientId}`, display: options.patientName };
  }

  get resources(): readonly FhirResource[] {
    return this.#resources;
  }

  /** What filed resources said before they were changed in place: under their ids, each dated by `meta.lastUpdated`. */
  get earlier(): readonly FhirResource[] {
    return this.#earlier;
  }

  /**
   * Notes what a filed resource said before it was changed in place.
   * @param stored When each was stored: FHIR dateTimes.
   */
  changed<R extends FhirResource>(
    filed: Filed<R>,
    before: Filed<R>,
    stored: { readonly before: string; readonly now: string },
  ): void {
    const dated = (at: string): R['meta'] => ({ ...filed.meta, lastUpdated: at });
    this.#earlier.push({ ...before, meta: dated(stored.before) });
    filed.meta = dated(stored.now);
  }

  /** Files a resource under the next id of its type. */
  add<R extends FhirResource>(resource: R): Filed<R> {
    const count = (this.#counts.get(resource.resourceType) ?? 0) + 1;
    this.#counts.set(resource.resourceType, count);
    return this.addAs(`${this.patientId}-${resource.resourceType.toLowerCase()}-${count}`, resource);
  }

  /** Files a resource under an id of its own. */
  addAs<R extends FhirResource>(id: string, resource: R): Filed<R> {
    const { resourceType, ...content } = resource;
    const filed = { resourceType, id, ...content } as unknown as Filed<R>;
    this.#resources.push(filed);
    return filed;
  }

  /** The first filed resource of a type that `matches`. Throws a RangeError when there is none. */
  find<R extends FhirResource>(type: R['resourceType'], matches: (resource: R) => boolean): Filed<R> {
    const found = this.all<R>(type).find(matches);
    if (found === undefined) throw new RangeError(`No ${type} in the chart of ${this.patientId} is the one looked for`);
    return found;
  }

  /** Every filed resource of a type, in the order of filing. */
  all<R extends FhirResource>(type: R['resourceType']): Filed<R>[] {
    return this.#resources.filter((one): one is Filed<R> => one.resourceType === type);
  }

  /** Whole years lived at a FHIR date or dateTime, at most one too many where the birth date is partial. */
  ageAt(date: string): number {
    const years = Number(date.slice(0, 4)) - Number(this.birthDate.slice(0, 4));
    return date.slice(5, 10) < this.birthDate.slice(5, 10) ? years - 1 : years;
  }
}

/** A literal reference to a filed resource. */
export function referenceTo(resource: { resourceType: string; id: string }, display?: string): Reference {
  const reference = `${resource.resourceType}/${resource.id}`;
  return display === undefined ? { reference } : { reference, display };
}
