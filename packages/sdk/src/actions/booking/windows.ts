/**
 * Free times as they are read: a stretch of time at a source, once for all who look at it, and again after a while.
 * @module
 */
import type { Appointment, Slot } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Remark } from '../../fhir/outcome.ts';
import { ResourcePool } from '../../fhir/references.ts';
import { readShared, type Shared, type SharedParams } from '../../fhir/shared.ts';
import { each } from '../../format/pieces.ts';
import { inPieces } from '../../record/pieces.ts';
import type { PracticeSource, ServerSource } from '../../session/source.ts';
import type { BookingChoices, TimesWanted } from '../../topics/booking-choices.ts';
import { calendarsFor } from '../../topics/booking-choices.ts';
import { timeOfProposal, timeOfSlot, type FreeTime } from '../../topics/free-time.ts';
import { choicesIn } from './choices.ts';

/** What was read of a stretch of time. */
export interface Window {
  readonly times: readonly FreeTime[];
  readonly cutOff: boolean;
  readonly remarks: readonly Remark[];
  readonly asOf: Date;
}

/** From one moment to before another, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

interface Reading {
  readonly ended: Promise<Window>;
  readonly stop: AbortController;
  window?: Window;
  /** Who waits for it; one that is read ahead is waited for by nobody, and stays. */
  waiting: number;
  readonly ahead: boolean;
}

const shelves = new WeakMap<PracticeSource, Map<string, Reading>>();

/** Forgets what was read at a source: something was booked there. */
export function forgetWindows(source: PracticeSource): void {
  shelves.delete(source);
}

/** What is known already of a stretch, however old. */
export function knownWindow(source: ServerSource, asked: WindowAsked): Window | undefined {
  return shelves.get(source)?.get(asked.key)?.window;
}

/** A stretch of time with what is asked of the server for it. */
export interface WindowAsked {
  readonly key: string;
  readonly by: 'operation' | 'slots';
  readonly params: readonly SharedParams[];
}

/** Calendars named in one request: a URL has its limits. */
const CALENDARS_AT_ONCE = 40;

/** What to ask a server for. A kind of visit and a length are looked at afterwards: no server has parameters for these. */
export function windowAsked(
  by: 'operation' | 'slots',
  { from, until }: Stretch,
  wanted: TimesWanted,
  choices: BookingChoices,
  patient: string,
): WindowAsked {
  const [start, end] = [from, until].map((moment) => new Date(moment).toISOString()) as [string, string];
  const params =
    by === 'operation'
      ? [proposalParams(start, end, wanted, patient)]
      : calendarParams(wanted, choices).map((which) => [...slotParams(start, end, wanted), ...which]);
  return { key: JSON.stringify([by, params]), by, params };
}

function slotParams(start: string, end: string, { types = [] }: TimesWanted): SharedParams {
  return [
    ['status', 'free'],
    ['start', `ge${start}`],
    ['start', `lt${end}`],
    ...(types.length > 0 ? [['service-type', types.join(',')] as const] : []),
  ];
}

/** None where all calendars are wanted, or where none is known. */
function calendarParams({ services, people, places, types }: TimesWanted, choices: BookingChoices): SharedParams[] {
  const wanted = calendarsFor(choices, {
    ...(services && { services }),
    ...(people && { people }),
    ...(places && { places }),
    ...(types && { types }),
  });
  const isNarrowed = wanted.length < choices.calendars.length;
  if (!isNarrowed) return [[]];
  const parts: SharedParams[] = [];
  for (let first = 0; first < wanted.length; first += CALENDARS_AT_ONCE) {
    const some = wanted.slice(first, first + CALENDARS_AT_ONCE).map(({ reference }) => reference);
    parts.push([['schedule', some.join(',')]]);
  }
  return parts;
}

/** IHE ITI Scheduling 1.0.0, ITI-115. */
function proposalParams(start: string, end: string, wanted: TimesWanted, patient: string): SharedParams {
  const { services = [], people = [], places = [], types = [] } = wanted;
  const each = (name: string, values: readonly string[]): SharedParams => values.map((value) => [name, value]);
  return [
    ['start', start],
    ['end', end],
    ['patient-reference', `Patient/${patient}`],
    ...each('practitioner', people),
    ...each('location-reference', places),
    ...each('healthcare-service-reference', services),
    ...each('service-type', types),
  ];
}

/**
 * Reads a stretch, or waits for who reads it. Once nobody waits any more, it is not read on.
 * @throws EhrError as a request fails. An abort rejects with its reason.
 */
export async function readWindow(
  source: ServerSource,
  asked: WindowAsked,
  choices: BookingChoices,
  { signal, staleAfter, ahead = false }: { signal?: AbortSignal | undefined; staleAfter: number; ahead?: boolean },
): Promise<Window> {
  signal?.throwIfAborted();
  const shelf = shelves.get(source) ?? new Map<string, Reading>();
  shelves.set(source, shelf);
  let reading = shelf.get(asked.key);
  if (!reading || isOld(reading, staleAfter)) {
    reading = begin(source, asked, choices, shelf, ahead);
    shelf.set(asked.key, reading);
  }
  if (!signal) return reading.ended;
  return waitFor(reading, signal, () => shelf.get(asked.key) === reading && shelf.delete(asked.key));
}

function isOld({ window }: Reading, staleAfter: number): boolean {
  return window !== undefined && Date.now() - window.asOf.getTime() >= staleAfter;
}

function begin(
  source: ServerSource,
  asked: WindowAsked,
  choices: BookingChoices,
  shelf: Map<string, Reading>,
  ahead: boolean,
): Reading {
  const stop = new AbortController();
  const reading: Reading = { ended: read(source, asked, choices, stop.signal), stop, waiting: 0, ahead };
  reading.ended.then(
    (window) => (reading.window = window),
    () => {
      if (shelf.get(asked.key) === reading) shelf.delete(asked.key);
    },
  );
  return reading;
}

function waitFor(reading: Reading, signal: AbortSignal, drop: () => unknown): Promise<Window> {
  reading.waiting++;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error);
      if (--reading.waiting > 0 || reading.ahead || reading.window) return;
      drop();
      reading.stop.abort(new DOMException('No longer wanted', 'AbortError'));
    };
    signal.addEventListener('abort', leave, { once: true });
    reading.ended.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

async function read(
  source: ServerSource,
  { by, params }: WindowAsked,
  choices: BookingChoices,
  signal: AbortSignal,
): Promise<Window> {
  const answers = await Promise.all(params.map((one) => answerTo(source, by, one, choices, signal)));
  const known = choices.calendars.length > 0 ? choices : choicesAmong(source, answers, choices);
  const times: FreeTime[] = [];
  const found = answers.flatMap(({ matches }) => matches);
  await inPieces(
    each(found, (one) => {
      const isSlot = one.resourceType === 'Slot';
      const time = (isSlot ? timeOfSlot : timeOfProposal)(one as Slot & Appointment, source.id, known);
      if (time) times.push(time);
    }),
  );
  signal.throwIfAborted();
  return {
    times,
    cutOff: answers.some(({ cutOff }) => cutOff),
    remarks: answers.flatMap(({ remarks }) => remarks),
    asOf: new Date(),
  };
}

/** Where calendars cannot be looked at by themselves, what a slot is of may come along with it. */
const WHOSE: SharedParams = [
  ['_include', 'Slot:schedule'],
  ['_include:iterate', 'Schedule:actor'],
];

async function answerTo(
  source: ServerSource,
  by: 'operation' | 'slots',
  params: SharedParams,
  { calendars }: BookingChoices,
  signal: AbortSignal,
): Promise<Shared> {
  if (by === 'operation') return readShared(source, 'Appointment/$find', params, { signal });
  if (calendars.length > 0) return readShared(source, 'Slot', params, { signal });
  try {
    return await readShared(source, 'Slot', [...params, ...WHOSE], { signal });
  } catch (thrown) {
    if (!(thrown instanceof EhrError) || !['rejected', 'forbidden', 'not-supported'].includes(thrown.code))
      throw thrown;
    return readShared(source, 'Slot', params, { signal });
  }
}

function choicesAmong(source: ServerSource, answers: readonly Shared[], choices: BookingChoices): BookingChoices {
  const included = answers.flatMap((answer) => answer.included);
  const schedules = included.filter(({ resourceType }) => resourceType === 'Schedule');
  if (schedules.length === 0) return choices;
  const pool = new ResourcePool(source.base);
  for (const resource of included) pool.add({ resource });
  const found = choicesIn(source, pool, schedules, [], false);
  return { ...found, services: [...choices.services, ...found.services] };
}

/** Whether another way of finding may do where this one was refused. */
export function mayFindOtherwise(thrown: unknown): boolean {
  return thrown instanceof EhrError && ['not-supported', 'not-found', 'forbidden', 'rejected'].includes(thrown.code);
}
