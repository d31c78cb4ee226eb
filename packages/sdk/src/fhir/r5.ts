/**
 * Resources in the shapes of FHIR R5 (5.0.0), turned into those of R4 where the difference is one of form. What R4 has no
 * place for is not bent to fit: it is left out, and counted. Loads when such a shape is met.
 * @module
 */
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { list } from '../format/read.ts';

/** A Bundle in R4's shapes, and how many resources could not be put into them, by the type that R4 has for them. */
export interface InR4 {
  readonly bundle: Bundle;
  readonly refused: ReadonlyMap<string, number>;
}

type Json = Record<string, unknown>;

/** What R4 shapes there are pass unchanged. */
export function inR4(bundle: Bundle): InR4 {
  const refused = new Map<string, number>();
  const entry = list(bundle.entry).flatMap((one) => {
    const resource = one.resource && r4Of(one.resource as unknown as Json);
    if (typeof resource !== 'string')
      return { ...one, ...(resource && { resource: resource as unknown as FhirResource }) };
    refused.set(resource, (refused.get(resource) ?? 0) + 1);
    return [];
  });
  return { bundle: { ...bundle, entry }, refused };
}

/** The resource as R4 has it; where that cannot be, the type under which R4 would have it. */
function r4Of(sent: Json): Json | string {
  const type = String(sent['resourceType']);
  // Of R5's drafts, where it had several shapes.
  if (type === 'MedicationUsage') return 'MedicationStatement';
  if (type === 'DeviceUsage') return 'DeviceUseStatement';
  const contained = list(sent['contained'] as Json[]).map(r4Of);
  if (contained.some((one) => typeof one === 'string')) return type;
  const change = CHANGES[type];
  const resource = change ? change(sent) : sent;
  if (!resource) return type;
  const read: Json = { ...resource, ...(contained.length > 0 && { contained }) };
  // What is told in R4's way now would be no R4 with the other beside it.
  for (const name in read) if (TOLD_ANEW[type]?.test(name)) delete read[name];
  return read;
}

/** What R4 has under other names, or in another place, by type. */
const TOLD_ANEW: Readonly<Record<string, RegExp>> = {
  AllergyIntolerance: /^participant$/,
  Appointment: /^reason$/,
  Condition: /^participant$/,
  DocumentReference: /^(facilityType|practiceSetting|period)$/,
  Encounter: /^(actualPeriod|plannedStartDate|plannedEndDate|admission|reason)$/,
  Immunization: /^(reason|informationSource)$/,
  Medication: /^doseForm$/,
  MedicationRequest: /^(reason|reported|informationSource)$/,
  MedicationStatement: /^(reason|adherence)$/,
  Procedure: /^(reason|occurrence.*)$/,
};

/** By type; undefined where R4 has no place for it. */
const CHANGES: Readonly<Record<string, (sent: Json) => Json | undefined>> = {
  AllergyIntolerance: (sent) => ({
    ...byParticipants(sent),
    ...(isObject(sent['type']) && { type: codeOf(sent['type']) }),
    ...all(sent, 'reaction', (reaction) => ({ ...reaction, ...concepts(reaction, 'manifestation') })),
  }),
  Appointment: (sent) => split(sent, 'reason', 'reasonCode', 'reasonReference'),
  CarePlan: (sent) => ({
    ...sent,
    ...all(sent, 'activity', ({ plannedActivityReference, ...rest }) => ({
      ...(plannedActivityReference !== undefined && { reference: plannedActivityReference }),
      ...rest,
    })),
  }),
  // What it provides for are exceptions from its decision; in R4 they are the rule itself.
  Consent: (sent) => ('decision' in sent || 'grantor' in sent ? undefined : sent),
  Composition: (sent) => ({ ...sent, subject: list(sent['subject'])[0] }),
  Condition: byParticipants,
  DocumentReference: (sent) => {
    const { period, facilityType, practiceSetting, context } = sent;
    if (!Array.isArray(context) && !period && !facilityType && !practiceSetting) return sent;
    const about = { encounter: list(context), period, facilityType, practiceSetting };
    return { ...sent, context: about };
  },
  Encounter: encounter,
  Immunization: (sent) => ({
    ...split(sent, 'reason', 'reasonCode', 'reasonReference'),
    ...(isObject(sent['informationSource']) && { reportOrigin: conceptIn(sent['informationSource']) }),
    ...one(sent, 'manufacturer', referenceIn),
    ...all(sent, 'protocolApplied', ({ doseNumber, seriesDoses, ...rest }) => ({
      doseNumberString: doseNumber,
      seriesDosesString: seriesDoses,
      ...rest,
    })),
  }),
  Medication: (sent) => ({
    ...sent,
    ...('doseForm' in sent && { form: sent['doseForm'] }),
    ...all(sent, 'ingredient', ({ strengthRatio, ...ingredient }) => ({
      ...choice(ingredient, 'item', 'itemCodeableConcept', 'itemReference'),
      ...(strengthRatio !== undefined && { strength: strengthRatio }),
    })),
  }),
  MedicationRequest: (sent) => ({
    ...medicine(sent),
    ...('reported' in sent && { reportedBoolean: sent['reported'] }),
    ...all(sent, 'dosageInstruction', dosage),
    ...(sent['reported'] === true && { reportedReference: list(sent['informationSource'])[0] }),
  }),
  MedicationStatement: (sent) => ({
    ...medicine(sent),
    ...taking(sent),
    informationSource: list(sent['informationSource'])[0],
    ...all(sent, 'dosage', dosage),
  }),
  // A value that is a file, or another resource, R4 does not have; shown without it the result would be empty.
  Observation: (sent) => {
    const parts = [sent, ...list(sent['component'] as Json[])];
    return parts.some((part) => 'valueAttachment' in part || 'valueReference' in part) ? undefined : sent;
  },
  Procedure: (sent) => {
    const performed = Object.entries(sent).filter(([name]) => name.startsWith('occurrence'));
    return {
      ...split(sent, 'reason', 'reasonCode', 'reasonReference'),
      ...Object.fromEntries(performed.map(([name, value]) => [name.replace('occurrence', 'performed'), value])),
    };
  },
};

function medicine(sent: Json): Json {
  return split(
    choice(sent, 'medication', 'medicationCodeableConcept', 'medicationReference'),
    'reason',
    'reasonCode',
    'reasonReference',
  );
}

/** R5 says that it was recorded, and apart from that whether it is taken. Where it does not say, it is not known. */
function taking({ adherence, status }: Json): Json {
  if (status !== 'recorded') return {};
  const code = isObject(adherence) ? codeOf(adherence['code']) : undefined;
  const [, taken] = /^(taking|not-taking|on-hold|stopped)/.exec(code ?? '') ?? [];
  return taken ? { status: TAKEN[taken], statusReason: list((adherence as Json)['reason']) } : {};
}

const TAKEN: Readonly<Record<string, string>> = {
  taking: 'active',
  'not-taking': 'not-taken',
  'on-hold': 'on-hold',
  stopped: 'stopped',
};

function dosage({ asNeeded, asNeededFor, ...rest }: Json): Json {
  const [reason] = list(asNeededFor);
  return {
    ...(asNeeded !== undefined && { asNeededBoolean: asNeeded }),
    ...(reason && { asNeededCodeableConcept: joined(list(asNeededFor)) }),
    ...rest,
  };
}

function encounter(sent: Json): Json {
  const { actualPeriod, plannedStartDate, plannedEndDate, admission, status } = sent;
  const planned = plannedStartDate || plannedEndDate ? { start: plannedStartDate, end: plannedEndDate } : undefined;
  const period = actualPeriod ?? (status === 'planned' ? planned : undefined);
  const reasons = list(sent['reason'] as Json[]).flatMap(({ value }) => list(value));
  const services = list(sent['serviceType']).flatMap((service) => conceptIn(service) ?? service ?? []);
  const diagnoses = list(sent['diagnosis'] as Json[]).flatMap(({ condition, ...rest }) =>
    list(condition).map((about) => ({
      ...rest,
      condition: referenceIn(about) ?? { display: wordsOf(conceptIn(about)) },
    })),
  );
  return {
    ...split({ ...sent, reason: reasons }, 'reason', 'reasonCode', 'reasonReference'),
    ...(Array.isArray(sent['class']) && { class: joined(sent['class']) }),
    ...('serviceType' in sent && { serviceType: joined(services) }),
    ...(period !== undefined && { period }),
    ...('diagnosis' in sent && { diagnosis: diagnoses }),
    ...('admission' in sent && { hospitalization: admission }),
    ...all(sent, 'participant', ({ actor, ...participant }) => ({ individual: actor, ...participant })),
    status: ENCOUNTER_STATUS[String(status)] ?? status,
  };
}

/** What R5 renamed. Its new ones ("discharged", "discontinued") stay as they are, and are shown as what they are. */
const ENCOUNTER_STATUS: Readonly<Record<string, string>> = { completed: 'finished', 'on-hold': 'onleave' };

/** Who recorded and who asserted it are participants by function (provenance-participant-type). */
function byParticipants(sent: Json): Json {
  const actor = (...functions: string[]): unknown =>
    list(sent['participant'] as Json[]).find((one) => functions.includes(codeOf(one['function']) ?? ''))?.['actor'];
  return { recorder: actor('enterer', 'author'), asserter: actor('informant', 'attester'), ...sent };
}

/** A list of CodeableReferences as R4's two lists. */
function split(sent: Json, name: string, code: string, reference: string): Json {
  const values = list(sent[name]).filter(isObject);
  if (values.length === 0) return sent;
  return {
    ...sent,
    [code]: values.flatMap((value) => conceptIn(value) ?? []),
    [reference]: values.flatMap((value) => referenceIn(value) ?? []),
  };
}

/** One CodeableReference as R4's choice. */
function choice(sent: Json, name: string, code: string, reference: string): Json {
  const { [name]: value, ...rest } = sent;
  return isObject(value) ? { ...rest, [code]: conceptIn(value), [reference]: referenceIn(value) } : sent;
}

/** CodeableReferences where R4 has concepts alone; one that is a reference is known by its words. */
function concepts(sent: Json, name: string): Json {
  const of = (value: unknown): unknown => {
    const words = (referenceIn(value) as { display?: string } | undefined)?.display;
    return conceptIn(value) ?? (words ? { text: words } : value);
  };
  return name in sent ? { [name]: list(sent[name]).map(of) } : {};
}

function one(sent: Json, name: string, change: (value: unknown) => unknown): Json {
  return name in sent ? { [name]: change(sent[name]) ?? sent[name] } : {};
}

function all(sent: Json, name: string, change: (part: Json) => Json): Json {
  return name in sent ? { [name]: list(sent[name] as Json[]).map(change) } : {};
}

/** Several concepts where R4 has one: all their codes, and all their words. */
function joined(sent: readonly unknown[]): Json | undefined {
  if (sent.length < 2) return sent[0] as Json | undefined;
  const coding = sent.flatMap((concept) => list((concept as Json)['coding']));
  return { coding, text: sent.flatMap((concept) => wordsOf(concept) ?? []).join(' / ') };
}

function conceptIn(value: unknown): unknown {
  return isObject(value) ? value['concept'] : undefined;
}

/** The reference of a CodeableReference; R4's own, where it is text, is none. */
function referenceIn(value: unknown): unknown {
  return isObject(value) && isObject(value['reference']) ? value['reference'] : undefined;
}

function codeOf(concept: unknown): string | undefined {
  const [coding] = isObject(concept) ? list(concept['coding'] as Json[]) : [];
  return coding?.['code'] as string | undefined;
}

function wordsOf(concept: unknown): string | undefined {
  if (!isObject(concept)) return undefined;
  const [coding] = list(concept['coding'] as Json[]);
  return (concept['text'] ?? coding?.['display'] ?? coding?.['code']) as string | undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
