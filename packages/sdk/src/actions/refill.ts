/**
 * Asking for more of a medicine: a Task to fill an order, or a proposal of an order to follow it, whichever this server
 * takes (FHIR R4 §12.2 Task, §11.1 MedicationRequest).
 * @module
 */
import type { FhirResource, MedicationRequest, Reference, Task } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { recordOf } from '../record/record.ts';
import type { Session } from '../session/session.ts';
import type { ServerSource } from '../session/source.ts';
import { REFILL_WORDS, refillKindOf, type RefillKind } from '../topics/medication-refill.ts';
import type { Medicine } from '../topics/medication-view.ts';
import type { Action, RunOptions } from './action.ts';
import { create, type CreateOptions } from './create.ts';
import { permitted, placeOf, type Place } from './place.ts';
import type { Written } from './stored.ts';

/**
 * Whether more can be asked for, or why not. `status`: there is nothing to ask for. `no-source`: the source that told of
 * it is not there now. `bundle`: it came from a document. `scope`: the sign-in does not permit it; `missing` has what
 * would. `capability`: the server says that it takes neither way.
 */
export type RefillPermission =
  | { readonly allowed: true; readonly kind: RefillKind; readonly as: 'Task' | 'MedicationRequest' }
  | { readonly allowed: false; readonly why: 'status' | 'no-source' | 'bundle' | 'capability' }
  | { readonly allowed: false; readonly why: 'scope'; readonly missing: readonly string[] };

export interface RefillOptions {
  /** In the person's words, for whoever reads the request. */
  readonly note?: string;
  /** Who asks, as a reference at this server. The sign-in says it as well, so it may be left out. */
  readonly requester?: Reference;
  readonly identifier?: CreateOptions['identifier'];
}

/** Looks at the status, the session, the scopes and the server's own statement, and sends no change. Rejects only with the signal's reason. */
export async function canRequestRefill(
  session: Session,
  medicine: Medicine,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<RefillPermission> {
  const kind = refillKindOf(medicine);
  if (!kind) return { allowed: false, why: 'status' };
  const source = session.sources.find(({ id }) => id === medicine.origin.source);
  if (!source) return { allowed: false, why: 'no-source' };
  if (source.kind !== 'server') return { allowed: false, why: 'bundle' };
  const refused = new Set<string>();
  for (const as of WAYS[kind]) {
    try {
      await permitted({ session, source }, 'create', as, undefined, signal);
      return { allowed: true, kind, as };
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof EhrError)) throw thrown;
      const verdict = source.can('create', as);
      if (!verdict.allowed) for (const scope of verdict.missing) refused.add(scope);
    }
  }
  return refused.size > 0
    ? { allowed: false, why: 'scope', missing: [...refused] }
    : { allowed: false, why: 'capability' };
}

/** The way that fits first; the other where the server or the sign-in does not have it. */
const WAYS: Readonly<Record<RefillKind, readonly ('Task' | 'MedicationRequest')[]>> = {
  refill: ['Task', 'MedicationRequest'],
  renewal: ['MedicationRequest', 'Task'],
};

/**
 * Asks for more of a medicine, at the source that told of it. One change, however often it is run.
 * @throws EhrError `session-expired` and `not-supported` when it cannot be written there, `rejected` where there is nothing to
 *   ask for. `run` rejects as that of `create` does; nothing was sent where neither way is permitted.
 */
export function requestRefill(session: Session, medicine: Medicine, options: RefillOptions = {}): Action {
  const place = placeOf(session, medicine.origin.source);
  const kind = refillKindOf(medicine);
  if (!kind)
    throw new EhrError('rejected', 'There is nothing to ask for: no order is in force, or more is on its way.');
  let chosen: Promise<Action> | undefined;
  const choose = async (run: RunOptions): Promise<Action> => {
    const permission = await canRequestRefill(session, medicine, run);
    const as = permission.allowed ? permission.as : (WAYS[kind][0] as 'Task');
    const order = await orderOf(session, place, medicine, as);
    const resource =
      as === 'Task' ? taskFor(place, medicine, kind, options) : proposalFor(order, place, medicine, options);
    const { identifier } = options;
    // Where neither way is permitted this says why, before anything is sent.
    return create(session, resource, { source: place.source.id, ...(identifier && { identifier }) });
  };
  return {
    run: async (run = {}) => {
      chosen ??= choose(run).catch((thrown: unknown) => {
        chosen = undefined;
        throw thrown;
      });
      return (await chosen).run(run);
    },
  };
}

/** What became of one of several. */
export type RefillOutcome = { readonly medicine: Medicine } & (
  { readonly kind: 'asked'; readonly written: Written } | { readonly kind: 'failed'; readonly error: unknown }
);

/**
 * Asks for several, one after the other, and tells of each as soon as it is known: what one of them comes to stops no other.
 * Those that a signal comes before are not sent, and fail with its reason. One that is among them twice is asked for once;
 * of one that may have been asked for before (`outcome-unknown`) it is found out first.
 */
export async function requestRefills(
  session: Session,
  medicines: readonly Medicine[],
  {
    onOutcome,
    ...options
  }: Omit<RefillOptions, 'identifier'> & RunOptions & { readonly onOutcome?: (outcome: RefillOutcome) => void } = {},
): Promise<RefillOutcome[]> {
  const outcomes: RefillOutcome[] = [];
  const once = new Map(medicines.map((medicine) => [`${medicine.origin.source} ${medicine.lead.reference}`, medicine]));
  for (const medicine of once.values()) {
    const outcome = await outcomeOf(session, medicine, options);
    outcomes.push(outcome);
    onOutcome?.(outcome);
  }
  return outcomes;
}

async function outcomeOf(
  session: Session,
  medicine: Medicine,
  options: RefillOptions & RunOptions,
): Promise<RefillOutcome> {
  const { reference } = medicine.lead;
  let doubtful = new Map<string, Action>();
  try {
    options.signal?.throwIfAborted();
    const { source } = placeOf(session, medicine.origin.source);
    doubtful = inDoubt.get(source) ?? doubtful;
    inDoubt.set(source, doubtful);
    const asking = doubtful.get(reference) ?? requestRefill(session, medicine, options);
    doubtful.set(reference, asking);
    const written = await asking.run(options);
    doubtful.delete(reference);
    return { medicine, kind: 'asked', written };
  } catch (error) {
    // Any other error says that it was not made: asked for again, it may be in other words.
    if (error instanceof EhrError && error.code !== 'outcome-unknown') doubtful.delete(reference);
    return { medicine, kind: 'failed', error };
  }
}

/** By the order: what was begun, and may have been sent, is known by its own action. */
const inDoubt = new WeakMap<ServerSource, Map<string, Action>>();

/** "Fulfill the focal request" (FHIR R4 §12.2 Task.code). */
function taskFor({ source }: Place, { lead }: Medicine, kind: RefillKind, options: RefillOptions): Task {
  const { note, requester } = options;
  return {
    resourceType: 'Task',
    status: 'requested',
    intent: kind === 'refill' ? 'order' : 'proposal',
    code: {
      coding: [
        { system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill', display: 'Fulfill the focal request' },
      ],
      text: REFILL_WORDS[kind],
    },
    focus: { reference: lead.reference },
    for: { reference: `Patient/${source.patient}` },
    authoredOn: new Date().toISOString(),
    ...(requester && { requester }),
    ...(note !== undefined && { note: [{ text: note }] }),
  };
}

/**
 * The order as it is now: one of a patient who was open before, or that is gone, is not to be asked for. A task can be made
 * without it where the sign-in does not permit to read it by itself.
 */
async function orderOf(
  session: Session,
  { source }: Place,
  { lead }: Medicine,
  as: 'Task' | 'MedicationRequest',
): Promise<FhirResource | undefined> {
  if (as === 'Task' && !source.can('read', 'MedicationRequest').allowed) return undefined;
  return recordOf(session).resource(lead.reference, source.id);
}

/** The same medicine to be taken in the same way: whether it still should be is for the prescriber to say. */
function proposalFor(
  order: FhirResource | undefined,
  { source }: Place,
  { lead }: Medicine,
  { note, requester }: RefillOptions,
): MedicationRequest {
  const {
    contained = [],
    medicationCodeableConcept,
    medicationReference,
    dosageInstruction,
  } = order as MedicationRequest;
  const medicine = contained.filter(({ id }) => `#${id}` === medicationReference?.reference);
  return {
    resourceType: 'MedicationRequest',
    ...(medicine.length > 0 && { contained: medicine }),
    status: 'active',
    intent: 'proposal',
    ...(medicationCodeableConcept && { medicationCodeableConcept }),
    ...(medicationReference && { medicationReference }),
    subject: { reference: `Patient/${source.patient}` },
    authoredOn: new Date().toISOString(),
    ...(requester && { requester }),
    ...(note !== undefined && { note: [{ text: note }] }),
    ...(dosageInstruction && { dosageInstruction }),
    priorPrescription: { reference: lead.reference },
  };
}
