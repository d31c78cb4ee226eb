/**
 * Goals: what the patient and those who care for them want to reach (FHIR R4 §9.8 Goal).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { quantityOf, rangeOf, ratioOf, type Quantity } from '../format/quantity.ts';
import { date, list, text, truth } from '../format/read.ts';
import { namedLine, partyOf, statusOf, subjectMatterOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import type { ResultValue } from './result-value.ts';
import { topic } from './topic.ts';

/** What is to be measured, the value to reach, and until when. */
export interface GoalTarget {
  readonly measure?: Concept | undefined;
  readonly value: ResultValue;
  readonly dueDate?: string | undefined;
  /** How long from the start, where that was sent in place of a day. */
  readonly dueIn?: Quantity | undefined;
}

export interface GoalLine extends ListedLine {
  readonly status:
    | 'proposed'
    | 'planned'
    | 'accepted'
    | 'active'
    | 'on-hold'
    | 'completed'
    | 'cancelled'
    | 'entered-in-error'
    | 'rejected'
    | 'unknown';
  readonly statusDate?: string | undefined;
  readonly statusReason?: string | undefined;
  readonly achievement?: Concept | undefined;
  readonly priority?: Concept | undefined;
  readonly categories: readonly Concept[];
  readonly start?: string | undefined;
  /** What begins it, where that is no day, such as an admission. */
  readonly startEvent?: Concept | undefined;
  readonly targets: readonly GoalTarget[];
  readonly expressedBy?: Party | undefined;
  readonly addresses: readonly Concept[];
  readonly outcomes: readonly Concept[];
}

export type GoalsView = ListView<GoalLine>;

export const goals = topic<GoalsView>({
  name: 'goals',
  searches: [{ type: 'Goal', by: 'patient' }],
  view: (input) =>
    listView(
      linesOf(input, 'Goal', goalLine),
      ({ status }) => ['completed', 'cancelled', 'rejected'].includes(status),
      maybeSame(),
    ),
  content: contentOfList,
});

const STATUSES = [
  'proposed',
  'planned',
  'accepted',
  'active',
  'on-hold',
  'completed',
  'cancelled',
  'entered-in-error',
  'rejected',
] as const;

function goalLine(reading: Reading<fhir.Goal>): GoalLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.lifecycleStatus);
  const [start, statusDate] = [date(resource.startDate), date(resource.statusDate)];
  const about = (references: readonly fhir.Reference[]): Concept[] =>
    references.flatMap((reference) => subjectMatterOf(reference, reading) ?? []);
  return {
    ...namedLine(reading, resource.description, resource.note),
    status,
    statusCode: code,
    date: start ?? statusDate,
    statusDate,
    statusReason: conceptOf(resource.statusReason)?.text,
    achievement: conceptOf(resource.achievementStatus),
    priority: conceptOf(resource.priority),
    categories: conceptsOf(resource.category),
    start,
    startEvent: conceptOf(resource.startCodeableConcept),
    targets: list(resource.target).map(targetOf),
    expressedBy: partyOf(resource.expressedBy, reading),
    addresses: about(list(resource.addresses)),
    outcomes: [...conceptsOf(resource.outcomeCode), ...about(list(resource.outcomeReference))],
  };
}

function targetOf(sent: fhir.GoalTarget): GoalTarget {
  return {
    measure: conceptOf(sent.measure),
    value: detailOf(sent),
    dueDate: date(sent.dueDate),
    dueIn: quantityOf(sent.dueDuration),
  };
}

function detailOf(sent: fhir.GoalTarget): ResultValue {
  const quantity = quantityOf(sent.detailQuantity);
  if (quantity) return { kind: 'quantity', quantity };
  const range = rangeOf(sent.detailRange);
  if (range) return { kind: 'range', range };
  const concept = conceptOf(sent.detailCodeableConcept);
  if (concept) return { kind: 'coded', concept };
  const words = text(sent.detailString);
  if (words !== undefined) return { kind: 'text', text: words };
  const value = truth(sent.detailBoolean);
  if (value !== undefined) return { kind: 'boolean', value };
  const integer = decimalText(sent, 'detailInteger');
  if (integer !== undefined) return { kind: 'integer', text: integer };
  const ratio = ratioOf(sent.detailRatio);
  return ratio ? { kind: 'ratio', ratio } : { kind: 'none' };
}
