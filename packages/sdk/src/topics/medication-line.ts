/**
 * One line of the list, made of all that is told of a medicine.
 * @module
 */
import type { Code, Concept } from '../format/concept.ts';
import { isEarlier, isToCome } from '../format/earlier.ts';
import type { Dosage } from '../format/dosage.ts';
import { isOver } from '../format/person.ts';
import type { AllergiesView } from './allergies.ts';
import { clashesOf } from './medication-clashes.ts';
import { conflictsOf } from './medication-conflicts.ts';
import type { MedicationDocument } from './medication-document.ts';
import type { MedicineGroup } from './medication-groups.ts';
import { inOrder, isOpen, startsLater } from './medication-lead.ts';
import {
  administrationState,
  asksFor,
  currentStatement,
  dispenseState,
  requestState,
  statementState,
} from './medication-states.ts';
import { statusIn } from './medication-status.ts';
import { refillsOf, supplyOf } from './medication-supply.ts';
import type { Medicine } from './medication-view.ts';
import { plannedEnd } from './medications.ts';

export interface Around {
  readonly allergies: AllergiesView;
  /** Since when each source tells of supplies; of the others, and of the time before, it is not known that there were none. */
  readonly suppliers: ReadonlyMap<string, string>;
  /** Orders in force not to give a medicine, by the key of their line. */
  readonly forbidden: ReadonlyMap<string, MedicationDocument>;
  readonly now: Date;
}

/** `possibleDuplicates` and `sameSubstance` are left to who has all the lines. */
export function medicineOfGroup({ groups, doubtful }: MedicineGroup, around: Around): Medicine {
  const { allergies, suppliers, forbidden, now } = around;
  const [{ lead, key, reference, origin }] = groups;
  const documents = inOrder(groups.flatMap((group) => group.documents));
  const suppliedSince = suppliers.get(origin.source);
  const told = suppliedSince !== undefined && lead.date !== undefined && !isEarlier(lead.date, suppliedSince);
  const refills = refillsOf(documents, lead, told);
  const forbidding = lead.doNotPerform ? [] : doubtful.flatMap((other) => forbidden.get(other) ?? []);
  const conflicts = conflictsOf(lead, groups, documents, forbidding, now);
  const disputed = conflicts.some(
    ({ kind, documents: [, ...others] }) =>
      kind === 'status' && others.some((one) => one.kind === 'request' || lead.kind === 'statement'),
  );
  const { status, place } = statusIn({
    request: disputed ? 'disputed' : requestState(lead, documents, refills, now),
    dispense: dispenseState(documents, lead, told, now),
    statement: statementState(documents, lead),
    administration: administrationState(documents),
  });
  const deciding = decidingOf(status, lead, documents);
  // A report of how it is taken comes before the directions of an order that is over.
  const telling = status === 'reported-taking' ? deciding : lead;
  const saying = [telling, lead, ...documents].find(({ dosages }) => dosages.length > 0);
  const dosages = saying?.dosages ?? [];
  const classes = classesOf(documents);
  const dated = documents.flatMap(({ date }) => date ?? []);
  return {
    key,
    reference,
    origin,
    name: lead.name ?? documents.find(({ name }) => name)?.name,
    nameAbsent: lead.nameAbsent,
    notes: lead.notes,
    place,
    status,
    statusReasons: deciding.statusReasons,
    statusDate: UNDATED.has(status) ? undefined : deciding.date,
    statusBy: typeof deciding.reported === 'object' ? deciding.reported : undefined,
    lead,
    history: documents,
    origins: [...new Map(documents.map((one) => [one.origin.source, one.origin])).values()],
    form: firstOf(lead, documents, ({ form }) => form),
    ingredients: [lead, ...documents].find(({ ingredients }) => ingredients.length > 0)?.ingredients ?? [],
    dosages,
    dosagesFrom: saying === telling ? undefined : saying?.key,
    dosageNow: dosageNow(dosages, now),
    reasons: [lead, ...documents].find(({ reasons }) => reasons.length > 0)?.reasons ?? [],
    categories: lead.categories,
    classes,
    asNeeded: [dosages, ...groups.map((group) => group.lead.dosages)]
      .flat()
      .some(({ asNeeded }) => asNeeded !== undefined),
    prescriber: (lead.kind === 'request' ? lead : documents.find(({ kind }) => kind === 'request'))?.by,
    pharmacy: firstOf(
      documents.find(({ kind }) => kind === 'dispense') ?? lead,
      [lead, ...documents],
      ({ pharmacy }) => pharmacy,
    ),
    since: dated.at(-1),
    changed: dated[0],
    supply: supplyOf(documents, lead),
    refills,
    validFrom: isToCome(lead.validity?.start, now) ? lead.validity?.start : undefined,
    validUntil: lead.validity?.end,
    overdueEnd: place === 'current' ? endedOn(lead, now) : undefined,
    startsOn: status === 'starts-later' ? startsLater(lead, now) : undefined,
    reported: lead.reported,
    overTheCounter: documents.some(({ categories }) => categories.some(isOverTheCounter)),
    substitution: firstOf(lead, documents, ({ substitution }) => substitution),
    allergyClashes: clashesOf(documents, classes, allergies),
    conflicts,
    possibleDuplicates: doubtful,
    sameSubstance: [],
  };
}

/** The document that the status is about. */
function decidingOf(
  status: Medicine['status'],
  lead: MedicationDocument,
  documents: readonly MedicationDocument[],
): MedicationDocument {
  const newest = (kind: MedicationDocument['kind']): MedicationDocument =>
    documents.find((one) => one.kind === kind) ?? lead;
  switch (status) {
    case 'renewal-asked':
      return documents.find((one) => asksFor(one, lead)) ?? lead;
    case 'being-prepared':
    case 'ready-to-collect':
    case 'supply-on-hold':
    case 'supply-declined':
    case 'supply-cancelled':
    case 'supplied':
      return newest('dispense');
    case 'not-taken-as-ordered':
    case 'reported-taking':
    case 'reported-on-hold':
    case 'reported-intended':
    case 'reported-stopped':
    case 'reported-completed':
    case 'reported-not-taking':
      return currentStatement(documents, lead) ?? lead;
    default:
      return lead;
  }
}

/** Statuses of an order that came to it after the day on which it was written. */
const UNDATED: ReadonlySet<Medicine['status']> = new Set(['on-hold', 'stopped', 'cancelled', 'completed'] as const);

function firstOf<Part>(
  lead: MedicationDocument,
  documents: readonly MedicationDocument[],
  part: (document: MedicationDocument) => Part | undefined,
): Part | undefined {
  return [lead, ...documents].map(part).find((one) => one !== undefined);
}

/** The step whose dates hold the moment; undefined where more than one does, or none. */
function dosageNow(dosages: readonly Dosage[], now: Date): number | undefined {
  const today = now.toISOString();
  const holding = [...dosages.entries()].filter(([, { timing }]) => {
    const bounds = timing?.bounds;
    if (bounds?.kind !== 'period' || bounds.start === undefined) return false;
    return bounds.start.slice(0, 10) <= today.slice(0, Math.min(10, bounds.start.length)) && !isOver(bounds, now);
  });
  return holding.length === 1 ? holding[0]?.[0] : undefined;
}

function endedOn(lead: MedicationDocument, now: Date): string | undefined {
  const taken = lead.effective?.kind === 'period' ? lead.effective.end : undefined;
  const end = taken ?? plannedEnd(lead.dosages);
  return (isOpen(lead) || lead.kind === 'statement') && isOver({ end }, now) ? end : undefined;
}

/** Codings of the medicine that name a class and not a medicine. */
function classesOf(documents: readonly MedicationDocument[]): Concept[] {
  const codings = documents.flatMap(({ name }) => name?.codings ?? []).filter(isClass);
  return [
    ...new Map(
      codings.map((coding) => [coding.code, { text: coding.display ?? coding.code ?? '', codings: [coding] }]),
    ).values(),
  ];
}

/** ATC codes of five characters and fewer are groups, those of seven substances (WHO ATC); MED-RT has classes alone. */
function isClass({ system, code }: Code): boolean {
  if (!code) return false;
  return system === 'http://www.whocc.no/atc' ? code.length <= 5 : CLASSIFICATIONS.includes(system ?? '');
}

const CLASSIFICATIONS: readonly string[] = ['http://va.gov/terminology/medrt', 'http://hl7.org/fhir/ndfrt'];

/** By code or by the words of the category: nothing is taken from the name. */
function isOverTheCounter({ text, codings }: Concept): boolean {
  const words = [text, ...codings.flatMap(({ code, display }) => [code ?? '', display ?? ''])];
  return words.some((one) => /^otc$|over[- ]the[- ]counter/i.test(one));
}
