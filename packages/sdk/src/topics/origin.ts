/**
 * Where a line comes from, as far as that came with it: by what was said of it (Provenance, FHIR R4 §6.3), else by the
 * resource itself, else by the document that it is part of.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { date, list, text } from '../format/read.ts';
import { authorshipOf } from './authorship.ts';
import { partyOf, typeReferredTo, type Party, type Reading } from './line.ts';
import type { Origin, ResourceType } from './topic.ts';

/** The origin of what is being read; that of its source itself where nothing more is told. */
export function originOf(reading: Reading<fhir.FhirResource>): Origin {
  const { origin, resource, sourced, input } = reading;
  const provenance = list(sourced.provenance).map((one) => ({ resource: one, origin }));
  const written = provenance.length > 0 ? authorshipOf(provenance, input) : {};
  const organization =
    as('written', written.organization) ??
    as('responsible', only(responsibleOf(resource), reading)) ??
    as('document', only(list(sourced.document?.author), reading)) ??
    as('document', only(list(sourced.document?.custodian), reading));
  const recorded = written.recorded
    ? { recorded: written.recorded, recordedAs: 'provenance' as const }
    : recordedOf(resource);
  return organization || recorded ? Object.freeze({ ...origin, ...organization, ...recorded }) : origin;
}

type Told<Name extends keyof Origin> = Pick<Origin, Name> | undefined;

function as(
  organizationAs: NonNullable<Origin['organizationAs']>,
  organization: Party | undefined,
): Told<'organization' | 'organizationAs'> {
  return organization && { organization, organizationAs };
}

/** Who did, ordered or reported it, by type (FHIR R4, the W5 pattern's actor, author and source). */
const RESPONSIBLE: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  CarePlan: ['author'],
  CareTeam: ['managingOrganization'],
  DiagnosticReport: ['performer'],
  DocumentReference: ['custodian', 'author'],
  Encounter: ['serviceProvider'],
  Immunization: ['performer'],
  MedicationRequest: ['requester'],
  MedicationStatement: ['informationSource'],
  Observation: ['performer'],
  Patient: ['managingOrganization'],
  Procedure: ['performer'],
  ServiceRequest: ['requester'],
};

interface Performer {
  readonly actor?: fhir.Reference;
  readonly onBehalfOf?: fhir.Reference;
}

/** The parties of the first of its elements that names any. */
function responsibleOf(resource: fhir.FhirResource): readonly fhir.Reference[] {
  const elements = resource as unknown as Readonly<Record<string, fhir.Reference | (fhir.Reference & Performer)[]>>;
  for (const name of RESPONSIBLE[resource.resourceType] ?? []) {
    const sent = list<fhir.Reference & Performer>(elements[name]);
    if (sent.length > 0) return sent.map((one) => one.onBehalfOf ?? one.actor ?? one);
  }
  return [];
}

/** The organisation among them; none where there are several, of which none is known to be the one. */
function only(parties: readonly fhir.Reference[], reading: Reading<fhir.FhirResource>): Party | undefined {
  const organizations = new Map<string, Party>();
  for (const sent of parties.filter(mayBeOrganization)) {
    const party = partyOf(sent, reading);
    if (party?.kind === 'organization') organizations.set(party.reference ?? party.name ?? '', party);
  }
  return organizations.size === 1 ? [...organizations.values()][0] : undefined;
}

/** Not where the reference itself says that it is somebody else: most are people, who need not be looked up for this. */
function mayBeOrganization(sent: fhir.Reference): boolean {
  const type = typeReferredTo(text(sent.reference)) ?? text(sent.type);
  return type === undefined || type === 'Organization';
}

/** The element that says when it was written down, by its name (FHIR R4, the W5 pattern's "recorded"). */
const RECORDED: readonly (readonly [element: string, as: NonNullable<Origin['recordedAs']>])[] = [
  ['recordedDate', 'recorded'],
  ['recorded', 'recorded'],
  ['issued', 'issued'],
  ['authoredOn', 'authored'],
  ['dateAsserted', 'asserted'],
];

function recordedOf(resource: fhir.FhirResource): Told<'recorded' | 'recordedAs'> {
  const elements = resource as unknown as Readonly<Record<string, unknown>>;
  for (const [name, recordedAs] of RECORDED) {
    const recorded = date(elements[name]);
    if (recorded) return { recorded, recordedAs };
  }
  const updated = date(resource.meta?.lastUpdated);
  return updated ? { recorded: updated, recordedAs: 'lastUpdated' } : undefined;
}
