/**
 * What has been asked for of a medicine and is not answered yet (FHIR R4 §12.2 Task). A topic of its own: a server that
 * has no Tasks, or does not show them, leaves nothing out of the list of medicines.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { isEarlier } from '../format/earlier.ts';
import { date } from '../format/read.ts';
import { newestFirst } from '../format/when.ts';
import type { Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { followed } from './medication-document.ts';
import { REFILL_WORDS, type RefillKind } from './medication-refill.ts';
import type { Medicine } from './medication-view.ts';
import { topic, type Line } from './topic.ts';

/** One Task by which more was asked for. */
export interface RefillRequested extends Line {
  /** Absent for a Task that asks for something else. */
  readonly kind?: RefillKind | undefined;
  /** `waiting`: nobody has refused it, withdrawn it or carried it out. */
  readonly answer: 'waiting' | 'refused' | 'other';
  /** Why it stands where it does, as sent. */
  readonly reasons: readonly Concept[];
  /** Keys of the prescriptions that it names. */
  readonly orders: readonly string[];
  /** When it was asked for, as sent. */
  readonly date?: string | undefined;
}

export interface RefillRequestsView {
  /** Those that wait for an answer or were refused, newest first. */
  readonly asked: readonly RefillRequested[];
}

export const refillRequests = topic<RefillRequestsView>({
  name: 'refill-requests',
  searches: [{ type: 'Task', by: 'patient', params: { code: 'http://hl7.org/fhir/CodeSystem/task-code|fulfill' } }],
  view: (input) => ({
    asked: newestFirst(
      linesOf(input, 'Task', requestedBy).filter(({ kind, answer }) => kind !== undefined && answer !== 'other'),
      (one) => one.date,
    ),
  }),
  content: ({ asked }) => (asked.length > 0 ? 'some' : 'none-recorded'),
});

/**
 * The newest request for more of this medicine, where nothing has been handed out or ordered since: one that waits before one
 * that was refused.
 */
export function refillAskedOf({ asked }: RefillRequestsView, { history }: Medicine): RefillRequested | undefined {
  const orders = new Set(history.flatMap(({ kind, key }) => (kind === 'request' ? key : [])));
  const own = asked.filter((one) => one.orders.some((key) => orders.has(key)));
  const newest = own.find(({ answer }) => answer === 'waiting') ?? own[0];
  const isAnswered = history.some(
    ({ kind, status, handedOver, date }) =>
      (kind === 'dispense' && status === 'completed' && isEarlier(newest?.date, handedOver)) ||
      (kind === 'request' && newest?.answer === 'refused' && isEarlier(newest.date, date)),
  );
  return isAnswered ? undefined : newest;
}

const WAITING: readonly string[] = ['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'];
const REFUSED: readonly string[] = ['rejected', 'failed'];

function requestedBy(reading: Reading<fhir.Task>): RefillRequested {
  const { resource, key, reference, origin } = reading;
  const code = conceptOf(resource.code);
  const kinds = (['refill', 'renewal'] as const).filter((kind) => code?.text === REFILL_WORDS[kind]);
  return {
    key,
    reference,
    origin,
    kind: code && hasCode(code, ['fulfill']) ? kinds[0] : undefined,
    answer: WAITING.includes(resource.status) ? 'waiting' : REFUSED.includes(resource.status) ? 'refused' : 'other',
    reasons: conceptsOf(resource.statusReason && [resource.statusReason]),
    orders: followed(reading, [resource.focus]),
    date: date(resource.authoredOn),
  };
}
