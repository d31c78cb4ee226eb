/** Reading a whole record through the SDK, with the requests it took. */
import assert from 'node:assert/strict';
import { recordOf, type PatientRecord } from '../../../packages/sdk/src/record/record.ts';
import type { RecordSettings } from '../../../packages/sdk/src/record/settings.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import { openSession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { encounters } from '../../../packages/sdk/src/topics/encounters.ts';
import { immunizations } from '../../../packages/sdk/src/topics/immunizations.ts';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import { patient as patientTopic } from '../../../packages/sdk/src/topics/patient.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import type { Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { vitals } from '../../../packages/sdk/src/topics/vitals.ts';

const topics = [
  problems,
  allergies,
  medications,
  immunizations,
  vitals,
  results,
  encounters,
] as readonly Topic<unknown>[];

export const topicNames = [...topics.map(({ name }) => name), patientTopic.name];

export interface Reading {
  readonly base: string;
  readonly patient: string;
  /** How each topic ended, by its name. */
  readonly states: Readonly<Record<string, TopicState<unknown>>>;
  /** Path and query of each request, below the base. */
  readonly requests: readonly string[];
  readonly milliseconds: number;
}

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** A session at a server that is open, or takes this token. */
export function sessionAt(base: string, patient: string, token: string | undefined, request: Fetch = fetch): Session {
  const options = { fhirBase: base, patient, environment: { fetch: request } };
  return token ? tokenSession({ ...options, getToken: () => token }) : openSession(options);
}

/** Reads the first topics, or those given, and the patient from a server that is open, or takes this token. */
export async function readAll(
  base: string,
  patient: string,
  token?: string,
  settings: Partial<RecordSettings> = {},
  of: readonly Topic<unknown>[] = topics,
): Promise<Reading> {
  const began = performance.now();
  const requests: string[] = [];
  const counted: Fetch = (url, init) => {
    requests.push(url.slice(base.length + 1));
    return fetch(url, init);
  };
  const record = recordOf(sessionAt(base, patient, token, counted));
  record.configure(settings);
  const states = await finalStates(record, of);
  return { base, patient, states, requests, milliseconds: Math.round(performance.now() - began) };
}

/** How each topic of a record ends, by its name, once each has seen what the others brought. */
export async function finalStates(
  record: PatientRecord,
  of: readonly Topic<unknown>[] = topics,
): Promise<Reading['states']> {
  const states: Record<string, TopicState<unknown>> = {};
  const ended = (topic: Topic<unknown>): Promise<void> =>
    new Promise((resolve) => {
      record.watch(topic, (state) => {
        states[topic.name] = state;
        if (state.kind !== 'loading' && state.kind !== 'waiting') resolve();
      });
    });
  await Promise.all(of.filter((topic) => topic !== patientTopic).map(ended));
  // Last, since every topic then looks once more at what the others have brought.
  await ended(patientTopic);
  return states;
}

/** Fails, naming the topic and no more than the place, where two readings do not show the same, whole and unremarked. */
export function assertSame(reading: Reading, expected: Reading): void {
  for (const [name, state] of Object.entries(reading.states)) {
    assert.equal(state.kind, 'ready', name);
    assert.ok(state.kind === 'ready' && state.complete, `${name} is complete`);
    assert.deepEqual(state.notices, [], name);
    const [shown, wanted] = [viewIn(state), viewIn(expected.states[name])];
    const place = [...shown].findIndex((character, index) => character !== wanted[index]);
    const around = (text: string): string => text.slice(Math.max(0, place - 80), place + 80);
    assert.ok(shown === wanted, `${name}: ${around(shown)} is not ${around(wanted)}`);
  }
}

function viewIn(state: TopicState<unknown> | undefined): string {
  const view = state?.kind === 'ready' ? state.view : state?.kind;
  return JSON.stringify(view, (name, part: unknown) => {
    // Two readings are of two moments.
    if (name === 'received') return undefined;
    return part instanceof Map ? [...part] : part;
  });
}
