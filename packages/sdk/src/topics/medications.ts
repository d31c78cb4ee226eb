/**
 * Medicines asked for and medicines reported (FHIR R4 §11.1 MedicationRequest, §11.4 MedicationStatement).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptsOf, type Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { decimalText } from '../format/decimal.ts';
import { dosagesOf, type Dosage } from '../format/dosage.ts';
import { isEarlier, isToCome } from '../format/earlier.ts';
import { isOver } from '../format/person.ts';
import { quantityOf, type Quantity } from '../format/quantity.ts';
import { date, oneOf, truth } from '../format/read.ts';
import { beginning, newestFirst, periodOf, whenOf, type Period, type When } from '../format/when.ts';
import { partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { codesDiffer, mergeSources, sameCode, sameWords, type Elsewhere } from './elsewhere.ts';
import { medicineOf, type MedicineLine } from './medicine.ts';
import { contentOf, contradicts, noneMeaning, noneStatementsOf, type NoneStatements } from './none.ts';
import { sameMedicine, type MedicationFacet } from './same-medicine.ts';
import { topic } from './topic.ts';

export type MedicationStatus =
  | 'active'
  | 'on-hold'
  | 'stopped'
  | 'completed'
  | 'cancelled'
  | 'draft'
  | 'intended'
  | 'not-taken'
  | 'entered-in-error'
  | 'unknown';

export interface MedicationLine extends MedicineLine {
  readonly source: 'request' | 'statement';
  readonly status: MedicationStatus;
  readonly statusCode?: string | undefined;
  readonly statusReasons: readonly Concept[];
  /** For requests. */
  readonly intent?:
    | 'proposal'
    | 'plan'
    | 'order'
    | 'original-order'
    | 'reflex-order'
    | 'filler-order'
    | 'instance-order'
    | 'option'
    | 'unknown'
    | undefined;
  /** An order not to give it. Never listed among medicines. */
  readonly doNotPerform: boolean;
  /** True when it is a report by someone else than the prescriber; a Party when the source says who. */
  readonly reported: boolean | Party;
  readonly categories: readonly Concept[];
  /** In the order in which they apply. */
  readonly dosages: readonly Dosage[];
  /** When it was prescribed, or the report made. */
  readonly date?: string | undefined;
  /** When it was or is taken, for statements. */
  readonly effective?: When | undefined;
  /**
   * The day on which it was to end, where that has passed and the status says that it goes on. The two contradict each
   * other, as records do that nobody closed: tell both.
   */
  readonly overdueEnd?: string | undefined;
  /** The first day of its directions, where that is still to come. */
  readonly startsOn?: string | undefined;
  /** Of an order in force: the newest that the same source reports of it, where that is that it is not taken. Tell both. */
  readonly notTaken?: MedicationLine | undefined;
  readonly requester?: Party | undefined;
  readonly dispense?:
    | {
        readonly quantity?: Quantity | undefined;
        /** Refills allowed after the first supply. */
        readonly repeats?: string | undefined;
        readonly supplyDuration?: Quantity | undefined;
        readonly validity?: Period | undefined;
        readonly performer?: Party | undefined;
      }
    | undefined;
}

export interface MedicationsView extends NoneStatements {
  /** Active, on hold, or of unknown status. */
  readonly current: readonly MedicationLine[];
  /** Drafts, proposals, options and intended ones: not in force. */
  readonly proposed: readonly MedicationLine[];
  /** Stopped, completed, cancelled and not taken. */
  readonly past: readonly MedicationLine[];
  /** Orders in force not to give it. */
  readonly doNotGive: readonly MedicationLine[];
  readonly enteredInError: readonly MedicationLine[];
  /** What other sources tell of a line's medicine, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<MedicationLine, MedicationFacet>>;
}

export const medications = topic<MedicationsView>({
  name: 'medications',
  searches: [
    {
      type: 'MedicationRequest',
      by: 'patient',
      params: { _sort: '-authoredon' },
      include: ['MedicationRequest:medication'],
    },
    {
      type: 'MedicationStatement',
      by: 'patient',
      params: { _sort: '-effective' },
      include: ['MedicationStatement:medication'],
    },
  ],
  view: (input) => {
    const requests = linesOf(input, 'MedicationRequest', requestLine);
    const statements = linesOf(input, 'MedicationStatement', statementLine);
    const told = newestFirst([...requests.map(reportedOf(statements)), ...statements], made);
    const { lines, elsewhere } = mergeSources(told, sameMedicine);
    const all: Record<Place, MedicationLine[]> = {
      current: [],
      proposed: [],
      past: [],
      doNotGive: [],
      enteredInError: [],
      none: [],
    };
    for (const line of lines) all[placeOf(line)].push(line);
    const { none, ...lists } = all;
    const noneStatements = noneStatementsOf(none, made);
    const contradicted = contradicts(noneStatements, lists.current);
    return { ...lists, elsewhere, noneStatements, contradicted };
  },
  content: (view) => contentOf(view, view.current, view.proposed, view.past, view.doNotGive),
});

const made = (line: MedicationLine): string | undefined => line.date ?? beginning(line.effective);

type Place = Exclude<keyof MedicationsView, keyof NoneStatements | 'elsewhere'> | 'none';

function placeOf({ status, intent, doNotPerform, name }: MedicationLine): Place {
  if (status === 'entered-in-error') return 'enteredInError';
  if (status === 'stopped' || status === 'completed' || status === 'cancelled' || status === 'not-taken') return 'past';
  if (status === 'draft' || status === 'intended' || intent === 'proposal' || intent === 'option') return 'proposed';
  if (noneMeaning(name)) return 'none';
  return doNotPerform ? 'doNotGive' : 'current';
}

export const REQUEST_STATUSES = [
  'active',
  'on-hold',
  'cancelled',
  'completed',
  'entered-in-error',
  'stopped',
  'draft',
] as const;
export const STATEMENT_STATUSES = [
  'active',
  'completed',
  'entered-in-error',
  'intended',
  'stopped',
  'on-hold',
  'not-taken',
] as const;
export const INTENTS = [
  'proposal',
  'plan',
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
  'option',
] as const;

function requestLine(reading: Reading<fhir.MedicationRequest>): MedicationLine {
  const { resource } = reading;
  const { status, code } = statusOf(REQUEST_STATUSES, resource.status);
  const dosages = dosagesOf(resource.dosageInstruction);
  return {
    ...medicineOf(reading),
    source: 'request',
    status,
    statusCode: code,
    statusReasons: conceptsOf(resource.statusReason),
    intent: oneOf(INTENTS, resource.intent) ?? 'unknown',
    doNotPerform: resource.doNotPerform === true,
    reported: partyOf(resource.reportedReference, reading) ?? truth(resource.reportedBoolean) ?? false,
    categories: conceptsOf(resource.category),
    dosages,
    date: date(resource.authoredOn),
    overdueEnd: overdueEnd(status, plannedEnd(dosages), reading),
    startsOn: status === 'active' && isToCome(firstDay(dosages), reading.input.now) ? firstDay(dosages) : undefined,
    requester: partyOf(resource.requester, reading),
    dispense: dispenseOf(reading),
  };
}

function statementLine(reading: Reading<fhir.MedicationStatement>): MedicationLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATEMENT_STATUSES, resource.status);
  const dosages = dosagesOf(resource.dosage);
  const effective = whenOf(resource, 'effective');
  const taken = effective?.kind === 'period' ? effective.end : undefined;
  return {
    ...medicineOf(reading),
    source: 'statement',
    status,
    statusCode: code,
    statusReasons: conceptsOf(resource.statusReason),
    doNotPerform: false,
    reported: partyOf(resource.informationSource, reading) ?? true,
    categories: conceptsOf(resource.category),
    dosages,
    date: date(resource.dateAsserted),
    effective,
    overdueEnd: overdueEnd(status, taken ?? plannedEnd(dosages), reading),
  };
}

function overdueEnd(
  status: MedicationStatus,
  end: string | undefined,
  { input }: Reading<fhir.FhirResource>,
): string | undefined {
  const goesOn = status === 'active' || status === 'on-hold' || status === 'unknown';
  return goesOn && isOver({ end }, input.now) ? end : undefined;
}

/** An order with what is reported of it: an order alone would hide that nobody takes it. */
function reportedOf(statements: readonly MedicationLine[]): (order: MedicationLine) => MedicationLine {
  const said = newestFirst(
    statements.filter(({ status }) => status !== 'entered-in-error'),
    made,
  );
  return (order) => {
    const isOrdered = order.status === 'active' && order.intent !== 'proposal' && order.intent !== 'option';
    if (!isOrdered || order.startsOn !== undefined) return order;
    const newest = said.find(
      (one) =>
        one.origin.source === order.origin.source &&
        (sameCode(one.name, order.name) || (!codesDiffer(one.name, order.name) && sameWords(one.name, order.name))) &&
        !isEarlier(made(one), order.date),
    );
    return newest && NOT_TAKEN.includes(newest.status) ? { ...order, notTaken: newest } : order;
  };
}

const NOT_TAKEN: readonly MedicationStatus[] = ['not-taken', 'stopped', 'on-hold'];

/** When the last of the dosage lines ends; undefined when any of them is open. */
export function plannedEnd(dosages: readonly Dosage[]): string | undefined {
  const ends = dosages.map(({ timing }) => (timing?.bounds?.kind === 'period' ? timing.bounds.end : undefined));
  if (ends.includes(undefined)) return undefined;
  return ends.reduce((latest, end) => (dateOrder(end) > dateOrder(latest) ? end : latest), undefined);
}

/** When the first of the dosage lines begins; undefined when any of them does not say. */
export function firstDay(dosages: readonly Dosage[]): string | undefined {
  const starts = dosages.map(startOf);
  if (starts.includes(undefined)) return undefined;
  return starts.reduce((first, start) => (dateOrder(start) < dateOrder(first) ? start : first), starts[0]);
}

function startOf({ timing }: Dosage): string | undefined {
  return timing?.bounds?.kind === 'period' ? timing.bounds.start : undefined;
}

function dispenseOf(reading: Reading<fhir.MedicationRequest>): MedicationLine['dispense'] {
  const sent = reading.resource.dispenseRequest;
  if (!sent) return undefined;
  return {
    quantity: quantityOf(sent.quantity),
    repeats: decimalText(sent, 'numberOfRepeatsAllowed'),
    supplyDuration: quantityOf(sent.expectedSupplyDuration),
    validity: periodOf(sent.validityPeriod),
    performer: partyOf(sent.performer, reading),
  };
}
