/**
 * Every fault in every topic: each ends, soon, in a state that says what happened; nothing is missing unsaid; and once the
 * fault is over the whole record is there. The matrix is printed.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Bundle } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import { tableOf } from '../../support/table.ts';
import { standBefore, type Fault, type FaultyServer } from '../../support/faulty-server.ts';
import { send } from '../../support/fhir-server.ts';
import { asText } from '../topics/support/arrangements.ts';
import { topics as everyTopic } from '../topics/support/topics.ts';
import { finalStates, sessionAt, topicNames, type Reading } from './reading.ts';

/** Her record has something in every topic. */
const PATIENT = 'p-1001';
const topics = everyTopic.filter(({ name }) => topicNames.includes(name));
const TYPES = [...new Set(topics.flatMap(({ searches }) => searches.map(({ type }) => type)))];

interface Row {
  readonly fault: Fault;
  /** What happens before anything is sent. */
  readonly send?: () => never;
  /** What is told of a search that meets it, and where it is another, of the patient. */
  readonly told: string;
  readonly patient?: string;
}

const status =
  (code: number, issue: string, headers: Record<string, string> = {}): Fault =>
  ({ response }) =>
    send(response, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: issue }] }, code, headers);
/** Pages of three entries, the link to the next of which is spoilt. */
const links =
  (link: (url: string, path: string, base: string) => string): Fault =>
  ({ forward, path, base }) =>
    forward((bundle) => {
      const next = bundle.link?.find(({ relation }) => relation === 'next');
      if (next) next.url = link(next.url, path, base);
    }, 3);
const bundles =
  (change: (bundle: Bundle) => void): Fault =>
  ({ forward }) =>
    forward(change);
const refuse = (): never => {
  throw new TypeError('Failed to fetch');
};

const ROWS: Readonly<Record<string, Row>> = {
  '401': { fault: status(401, 'login'), told: 'failed: unauthorized' },
  '403': { fault: status(403, 'forbidden'), told: 'denied' },
  '404': { fault: status(404, 'not-found'), told: 'failed: not-found' },
  '410': { fault: status(410, 'deleted'), told: 'failed: gone' },
  '429': { fault: status(429, 'throttled', { 'retry-after': '1' }), told: 'failed: throttled' },
  '500': { fault: status(500, 'exception'), told: 'failed: server-error' },
  '503': { fault: status(503, 'transient'), told: 'failed: server-error' },
  '200 with an error': { fault: status(200, 'exception'), told: 'failed: server-error' },
  'web page': { fault: ({ response }) => send(response, '<html></html>'), told: 'failed: bad-response' },
  'JSON that breaks off': { fault: ({ response }) => send(response, '{"entry":['), told: 'failed: bad-response' },
  'other JSON': { fault: ({ response }) => send(response, {}), told: 'failed: bad-response' },
  'no answer': { fault: ({ response }) => response.destroy(), told: 'failed: unreachable' },
  'half an answer': {
    fault: ({ response }) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"resourceType":', () => response.destroy());
    },
    told: 'failed: unreachable',
  },
  'never an answer': { fault: () => undefined, told: 'failed: timeout' },
  'kept out by CORS': { fault: () => undefined, send: refuse, told: 'failed: unreachable' },
  offline: { fault: () => undefined, send: refuse, told: 'failed: offline' },
  'links in a circle': { fault: links((_, path, base) => `${base}/${path}`), told: 'ready: cut-off', patient: 'ready' },
  'links elsewhere': {
    fault: links(() => 'https://elsewhere.example/fhir/next'),
    told: 'ready: cut-off',
    patient: 'ready',
  },
  'links that have expired': {
    fault: ({ path, forward, response, base }) =>
      path.includes('_page=') ? status(410, 'expired')({ path, forward, response, base }) : forward(undefined, 3),
    told: 'ready: cut-off',
    patient: 'ready',
  },
  'a total that is not handed out': {
    fault: bundles((bundle) => (bundle.total = 1000)),
    told: 'ready: cut-off',
    patient: 'ready',
  },
  'everything twice': {
    fault: bundles((bundle) => bundle.entry?.push(...bundle.entry)),
    told: 'ready',
  },
  "another patient's entries": {
    fault: bundles((bundle) => {
      const others = (bundle.entry ?? []).map((entry) => {
        const about = { reference: 'Patient/other' };
        return {
          ...entry,
          resource: { ...entry.resource, id: `x-${entry.resource?.id}`, subject: about, patient: about },
        };
      });
      bundle.entry?.unshift(...(others as Bundle['entry'] & object));
    }),
    told: 'ready: others-left-out',
    patient: 'ready',
  },
};

describe('each fault in each topic', () => {
  let sandbox: Sandbox;
  let plain: Reading['states'];
  const servers: FaultyServer[] = [];
  const matrix: (readonly string[])[] = [];
  const unhandled: unknown[] = [];
  const note = (reason: unknown): unknown => unhandled.push(reason);
  const { timeout } = AbortSignal;
  const { onLine } = navigator as { onLine?: boolean };
  const online = (value: boolean | undefined): unknown =>
    Object.defineProperty(navigator, 'onLine', { value, configurable: true });

  before(async () => {
    process.on('unhandledRejection', note);
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
    // One in trouble all over, and one with a single type: neither waits for what the other does.
    const good = sandbox.organisations[0]!.fhirBase;
    servers.push(await standBefore(good), await standBefore(good));
    plain = await finalStates(recordAt(servers[0] as FaultyServer));
  });
  afterEach(() => assert.deepEqual(unhandled, []));
  after(async () => {
    process.off('unhandledRejection', note);
    await Promise.all(servers.map((server) => server.close()));
    console.log(tableOf(['fault', ...topicNames], matrix));
    await sandbox.close();
  });

  const recordAt = (server: FaultyServer, { send: refused }: Partial<Row> = {}): ReturnType<typeof recordOf> =>
    recordOf(
      sessionAt(server.base, PATIENT, undefined, async (url, init) => {
        const { type } = server.fault ?? {};
        const path = url.slice(server.base.length + 1);
        if (server.fault && refused && (!type || path.split(/[/?]/)[0] === type)) refused();
        return fetch(url, init);
      }),
    );

  /** Whether a state leaves no line out without a word, or, where all is well again, nothing at all. */
  function assertHonest(name: string, state: TopicState<unknown> | undefined, shown = linesShown): void {
    const whole = plain[name];
    assert.ok(state && whole?.kind === 'ready', name);
    if (state.kind === 'ready' && state.complete && state.notices.length === 0) {
      assert.ok(
        shown(state, servers) === shown(whole, servers),
        `${name} shows something else, and says nothing of it`,
      );
    } else {
      assert.notEqual(told(state), 'ready', name);
    }
  }

  async function meet(server: FaultyServer, row: Row, type?: string): Promise<Reading['states']> {
    server.fault = { spoil: row.fault, ...(type && { type }) };
    const record = recordAt(server, row);
    const began = performance.now();
    const states = await finalStates(record);
    assert.ok(performance.now() - began < 30_000, 'ends within half a minute');
    const ended = { ...states };
    for (const name of topicNames) assertHonest(name, states[name]);
    server.fault = undefined;
    await record.refresh();
    for (const name of topicNames) {
      assert.equal(told(states[name]), 'ready', `${name}, after the fault`);
      assertHonest(name, states[name], allShown);
    }
    // And what was whole before it is not lost to it.
    server.fault = { spoil: row.fault, ...(type && { type }) };
    await record.refresh();
    for (const name of topicNames) {
      const state = states[name];
      assert.ok(state?.kind === 'ready' || state?.kind === 'stale', `${name}, refreshed into the fault`);
      assertHonest(name, state);
    }
    return ended;
  }

  for (const [index, [name, row]] of Object.entries(ROWS).entries()) {
    it(name, { timeout: 120_000 }, async () => {
      const patience = name === 'never an answer' ? 3_000 : 30_000;
      AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, Math.min(milliseconds, patience));
      online(name === 'offline' ? false : onLine);
      const type = TYPES[index % TYPES.length] as string;
      try {
        const [everywhere, partly] = await Promise.all([
          meet(servers[0] as FaultyServer, row),
          meet(servers[1] as FaultyServer, row, type),
        ]);
        for (const topic of topics) {
          const expected = topic.name === 'patient' ? (row.patient ?? row.told) : row.told;
          assert.equal(told(everywhere[topic.name]), expected, topic.name);
          const isMet = topic.searches.some((search) => search.type === type);
          const partlyTold = told(partly[topic.name]);
          if (!isMet) assert.equal(partlyTold, 'ready', `${topic.name}, with ${type} in trouble`);
          else if (topic.searches.length === 1) assert.equal(partlyTold, expected, topic.name);
          else assert.match(partlyTold, row.told === 'ready' ? /^ready$/ : /^ready: /, topic.name);
        }
        matrix.push([name, ...topicNames.map((topic) => told(everywhere[topic]))]);
      } finally {
        AbortSignal.timeout = timeout;
        online(onLine);
      }
    });
  }
});

/** The state, and what it says besides: `failed: gone`, `ready: cut-off`. */
function told(state: TopicState<unknown> | undefined): string {
  const says = [
    ...(state && 'error' in state ? [state.error.code] : []),
    ...(state && 'notices' in state ? new Set(state.notices.map(({ kind }) => kind)) : []),
  ];
  return [state?.kind, ...(says.length > 0 ? [says.join(', ')] : [])].join(': ');
}

/** The view, whichever of the servers it was read from. */
function allShown(state: TopicState<unknown>, servers: readonly FaultyServer[]): string {
  const text = state.kind === 'ready' ? asText(state.view) : state.kind;
  return servers.reduce((all, { base }) => all.replaceAll(new URL(base).host, 'server.example'), text);
}

/** Its lines, in order: what they refer to may be among what is in trouble. */
function linesShown(state: TopicState<unknown>, servers: readonly FaultyServer[]): string {
  return [...allShown(state, servers).matchAll(/"key": "[^"]+"/g)].join();
}
