/**
 * Each thing that a record says of a medicine, in one shape whatever it is: asked for, handed out, reported, given (FHIR R4
 * §11.1 MedicationRequest, §11.3 MedicationDispense, §11.4 MedicationStatement, §11.2 MedicationAdministration).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { codesOf, conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { dosagesOf, type Dosage } from '../format/dosage.ts';
import { quantityOf, type Quantity } from '../format/quantity.ts';
import { date, extensions, list, oneOf, text, truth } from '../format/read.ts';
import { beginning, periodOf, whenOf, type Period, type When } from '../format/when.ts';
import { lookUp, partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { INTENTS, REQUEST_STATUSES, STATEMENT_STATUSES, type MedicationLine } from './medications.ts';
import { medicineOf, type MedicineLine } from './medicine.ts';
import type { TopicInput } from './topic.ts';

export type MedicationDocumentKind = 'request' | 'dispense' | 'statement' | 'administration';

/** The codes of the four resources' status together; `unknown` when absent or none of them. */
export type MedicationDocumentStatus =
  | 'active'
  | 'on-hold'
  | 'cancelled'
  | 'completed'
  | 'entered-in-error'
  | 'stopped'
  | 'draft'
  | 'intended'
  | 'not-taken'
  | 'preparation'
  | 'in-progress'
  | 'declined'
  | 'not-done'
  | 'unknown';

/** One resource of a medicine's history. What the sender left out is absent. */
export interface MedicationDocument extends MedicineLine {
  readonly kind: MedicationDocumentKind;
  readonly status: MedicationDocumentStatus;
  /** As sent. */
  readonly statusCode?: string | undefined;
  readonly statusReasons: readonly Concept[];
  /** For requests: only some are orders. */
  readonly intent?: MedicationLine['intent'];
  /** An order not to give it. */
  readonly doNotPerform: boolean;
  readonly categories: readonly Concept[];
  /** In the order in which they apply. */
  readonly dosages: readonly Dosage[];
  /** When it was written, handed over, reported or given: the date it is sorted by. */
  readonly date?: string | undefined;
  /** When it was or is taken, for statements and administrations. */
  readonly effective?: When | undefined;
  /** Who prescribed, handed over, reported or gave it. */
  readonly by?: Party | undefined;
  /** True when it is a report by someone else than the prescriber; a Party when the source says who. */
  readonly reported: boolean | Party;
  /** Where it is or was to be handed out. */
  readonly pharmacy?: Party | undefined;
  readonly quantity?: Quantity | undefined;
  readonly daysSupply?: Quantity | undefined;
  /** Refills allowed after the first supply, for requests. */
  readonly repeats?: string | undefined;
  /** Refills that the sender says were used, where it says so. */
  readonly repeatsUsed?: string | undefined;
  readonly validity?: Period | undefined;
  /** Keys of the documents that it carries out, continues or tells of: a supply its prescription, a renewal the one before. */
  readonly follows: readonly string[];
  /** For dispenses: part of a supply, a trial or an emergency supply, by which no refill can be counted. */
  readonly isPart: boolean;
  /** For dispenses: made ready, and handed over. */
  readonly preparedOn?: string | undefined;
  readonly handedOver?: string | undefined;
  readonly substitution?: MedicationSubstitution | undefined;
}

/** Whether another product may be, or was, given in its place. */
export interface MedicationSubstitution {
  /** As the request allows it. */
  readonly allowed?: boolean | Concept | undefined;
  /** As the dispense says that it was done. */
  readonly done?: boolean | undefined;
  readonly type?: Concept | undefined;
  readonly reasons: readonly Concept[];
}

/** All that the matches say of medicines, in the order of the four resource types. */
export function documentsOf(input: TopicInput): MedicationDocument[] {
  return [
    ...linesOf(input, 'MedicationRequest', requestDocument),
    ...linesOf(input, 'MedicationStatement', statementDocument),
    ...linesOf(input, 'MedicationDispense', dispenseDocument),
    ...linesOf(input, 'MedicationAdministration', administrationDocument),
  ];
}

function requestDocument(reading: Reading<fhir.MedicationRequest>): MedicationDocument {
  const { resource } = reading;
  const supply = resource.dispenseRequest;
  return {
    ...documentOf(reading, 'request', statusOf(REQUEST_STATUSES, resource.status)),
    intent: oneOf(INTENTS, resource.intent) ?? 'unknown',
    doNotPerform: resource.doNotPerform === true,
    dosages: dosagesOf(resource.dosageInstruction),
    date: date(resource.authoredOn),
    by: partyOf(resource.requester, reading),
    reported: partyOf(resource.reportedReference, reading) ?? truth(resource.reportedBoolean) ?? false,
    pharmacy: partyOf(supply?.performer, reading),
    quantity: quantityOf(supply?.quantity),
    daysSupply: quantityOf(supply?.expectedSupplyDuration),
    repeats: decimalText(supply, 'numberOfRepeatsAllowed'),
    repeatsUsed: repeatsIssued(resource),
    validity: periodOf(supply?.validityPeriod),
    follows: followed(reading, [resource.priorPrescription, ...list(resource.basedOn)]),
    substitution: allowedSubstitution(resource),
  };
}

function statementDocument(reading: Reading<fhir.MedicationStatement>): MedicationDocument {
  const { resource } = reading;
  const effective = whenOf(resource, 'effective');
  return {
    ...documentOf(reading, 'statement', statusOf(STATEMENT_STATUSES, resource.status)),
    dosages: dosagesOf(resource.dosage),
    date: date(resource.dateAsserted) ?? beginning(effective),
    effective,
    by: partyOf(resource.informationSource, reading),
    reported: partyOf(resource.informationSource, reading) ?? true,
    follows: followed(reading, [...list(resource.basedOn), ...list(resource.derivedFrom)]),
  };
}

const DISPENSE_STATUSES = [
  'preparation',
  'in-progress',
  'cancelled',
  'on-hold',
  'completed',
  'entered-in-error',
  'stopped',
  'declined',
] as const;

function dispenseDocument(reading: Reading<fhir.MedicationDispense>): MedicationDocument {
  const { resource } = reading;
  const [preparedOn, handedOver] = [date(resource.whenPrepared), date(resource.whenHandedOver)];
  const performers = list(resource.performer).flatMap(({ actor }) => partyOf(actor, reading) ?? []);
  const { wasSubstituted, type, reason } = resource.substitution ?? {};
  const substitution = { done: truth(wasSubstituted), type: conceptOf(type), reasons: conceptsOf(reason) };
  const why =
    conceptOf(resource.statusReasonCodeableConcept) ?? conceptOf(text(resource.statusReasonReference?.display));
  return {
    ...documentOf(reading, 'dispense', statusOf(DISPENSE_STATUSES, resource.status)),
    statusReasons: why ? [why] : [],
    dosages: dosagesOf(resource.dosageInstruction),
    date: handedOver ?? preparedOn,
    by: performers.find(({ kind }) => kind === 'practitioner') ?? performers[0],
    pharmacy: partyOf(resource.location, reading) ?? performers.find(({ kind }) => kind === 'organization'),
    quantity: quantityOf(resource.quantity),
    daysSupply: quantityOf(resource.daysSupply),
    follows: followed(reading, list(resource.authorizingPrescription)),
    isPart: codesOf(conceptOf(resource.type)).some((code) => PARTS.includes(code)),
    preparedOn,
    handedOver,
    substitution: resource.substitution ? substitution : undefined,
  };
}

const ADMINISTRATION_STATUSES = [
  'in-progress',
  'not-done',
  'on-hold',
  'completed',
  'entered-in-error',
  'stopped',
] as const;

function administrationDocument(reading: Reading<fhir.MedicationAdministration>): MedicationDocument {
  const { resource } = reading;
  const effective = whenOf(resource, 'effective');
  const { dose, rateQuantity, rateRatio, text: words, site, route, method } = resource.dosage ?? {};
  const given = {
    ...(words !== undefined && { text: words }),
    ...(site && { site }),
    ...(route && { route }),
    ...(method && { method }),
    doseAndRate: [
      { ...(dose && { doseQuantity: dose }), ...(rateQuantity && { rateQuantity }), ...(rateRatio && { rateRatio }) },
    ],
  };
  return {
    ...documentOf(reading, 'administration', statusOf(ADMINISTRATION_STATUSES, resource.status)),
    statusReasons: conceptsOf(resource.statusReason),
    dosages: dosagesOf([given]),
    date: beginning(effective),
    effective,
    by: list(resource.performer).flatMap(({ actor }) => partyOf(actor, reading) ?? [])[0],
    follows: followed(reading, [resource.request]),
  };
}

/** What documents of all four types have. */
function documentOf(
  reading: Reading<
    fhir.MedicationRequest | fhir.MedicationStatement | fhir.MedicationDispense | fhir.MedicationAdministration
  >,
  kind: MedicationDocumentKind,
  { status, code }: { readonly status: MedicationDocumentStatus; readonly code?: string | undefined },
): Omit<MedicationDocument, 'by'> {
  const { statusReason } = reading.resource as fhir.MedicationStatement;
  return {
    ...medicineOf(reading),
    kind,
    status,
    statusCode: code,
    statusReasons: conceptsOf(statusReason),
    doNotPerform: false,
    categories: conceptsOf(reading.resource.category),
    dosages: [],
    reported: false,
    follows: [],
    isPart: false,
  };
}

/** Keys of what is referred to; a resource that was not sent is known by its type and id. */
export function followed(
  reading: Reading<fhir.FhirResource>,
  references: readonly (fhir.Reference | undefined)[],
): string[] {
  return references.flatMap((reference) => {
    const found = reference && lookUp(reference, reading);
    const place = found
      ? `${found.resourceType}/${found.id}`
      : /[A-Z]\w+\/[^/?#]+$/.exec(text(reference?.reference) ?? '')?.[0];
    return place === undefined ? [] : `${reading.origin.source}/${place}`;
  });
}

/** How many the sender says were used (UK Core Medication Repeat Information). */
function repeatsIssued(resource: fhir.MedicationRequest): string | undefined {
  const [information] = extensions(
    resource,
    'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation',
  );
  const issued = list(information?.extension).find(({ url }) => url === 'numberOfRepeatPrescriptionsIssued');
  return decimalText(issued, 'valueUnsignedInt') ?? decimalText(issued, 'valuePositiveInt');
}

function allowedSubstitution({ substitution }: fhir.MedicationRequest): MedicationSubstitution | undefined {
  if (!substitution) return undefined;
  const allowed = conceptOf(substitution.allowedCodeableConcept) ?? truth(substitution.allowedBoolean);
  const reason = conceptOf(substitution.reason);
  return { allowed, reasons: reason ? [reason] : [] };
}

/** HL7 v3 ActPharmacySupplyType: parts, trials, samples, daily, emergency and unit doses. */
const PARTS: readonly string[] = 'DF EM SO FFP FFPS TF TFS RFP RFPS UD UDE UDEA'.split(' ');
