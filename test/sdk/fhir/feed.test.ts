/** Being told of changes by the sandbox, over a real WebSocket, and by servers that do it differently or not at all. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import type { Bundle, Subscription } from 'fhir/r4.js';
import { WebSocketServer, type WebSocket as Socket } from 'ws';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { followFeed, type FeedNews } from '../../../packages/sdk/src/fhir/feed.ts';
import { Follower } from '../../../packages/sdk/src/record/later/live.ts';
import type { Shelf } from '../../../packages/sdk/src/record/shelf.ts';
import { serverSource } from '../../support/fixed-session.ts';
import { send, serve, type TestServer } from '../../support/fhir-server.ts';

const PATIENT = 'p-1001';
const OTHER = 'p-1002';

let sandbox: Sandbox;
let base: string;
let news: FeedNews[];
let stop: AbortController;
let heard: () => void = () => undefined;

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  base = sandbox.organisations[0]!.fhirBase;
});
after(() => sandbox.close());
beforeEach(() => {
  news = [];
  stop = new AbortController();
});
afterEach(() => stop.abort());

function follow(types: readonly string[], at = base): Promise<void> {
  const tell = (one: FeedNews): void => {
    news.push(one);
    heard();
  };
  return followFeed({ base: at, fetch }, { patient: PATIENT, types, tell, signal: stop.signal });
}

/** Resolves once so much has been told. */
function told(count: number): Promise<void> {
  return new Promise((resolve) => {
    heard = () => (news.length >= count ? resolve() : undefined);
    heard();
  });
}

async function write(resource: object, method = 'POST', path = (resource as Subscription).resourceType as string) {
  const headers = { 'content-type': 'application/fhir+json' };
  const answer = await fetch(`${base}/${path}`, { method, headers, body: JSON.stringify(resource) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return (await answer.json()) as { id: string };
}

function observation(patient = PATIENT): object {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Pulse' },
    subject: { reference: `Patient/${patient}` },
    valueString: 'regular',
  };
}

async function subscriptions(): Promise<Subscription[]> {
  const { entry = [] } = (await (await fetch(`${base}/Subscription`)).json()) as Bundle<Subscription>;
  return entry.flatMap(({ resource }) => resource ?? []);
}

describe('a feed', () => {
  it('tells what was written of the types and of the patient asked for, and of nothing else', async () => {
    void follow(['Observation', 'Condition']);
    await told(1);
    assert.deepEqual(news, [{ kind: 'linked' }]);
    await write(observation(OTHER));
    await write({
      resourceType: 'Flag',
      status: 'active',
      code: { text: 'Falls' },
      subject: { reference: `Patient/${PATIENT}` },
    });
    await write(observation());
    await told(2);
    assert.deepEqual(news.slice(1), [{ kind: 'changed', types: ['Observation'] }]);
  });

  it('tells of changes and deletions', async () => {
    const { id } = await write(observation());
    void follow(['Observation']);
    await told(1);
    await write({ ...observation(), id, status: 'amended' }, 'PUT', `Observation/${id}`);
    await told(2);
    await fetch(`${base}/Observation/${id}`, { method: 'DELETE' });
    await told(3);
    assert.deepEqual(news[2], { kind: 'changed', types: ['Observation'] });
  });

  it('takes its subscription away when it ends', async () => {
    const over = follow(['Observation']);
    await told(1);
    const [own] = await subscriptions();
    assert.ok(own);
    stop.abort();
    await over;
    assert.equal(
      (await subscriptions()).some(({ id }) => id === own.id),
      false,
    );
  });
});

/** A server that feeds in a way of its own; `bound` is called with each message of a client. */
async function feeding(options: {
  readonly refused?: RegExp;
  readonly bound: (socket: Socket, message: string) => void;
}): Promise<TestServer & { readonly made: string[] }> {
  const made: string[] = [];
  const server = await serve((path, response, request) => {
    if (path === 'metadata') return send(response, STATEMENT);
    if (path.endsWith('$get-ws-binding-token')) {
      const { host } = request.headers;
      const parameter = [
        { name: 'token', valueString: 'a-token' },
        { name: 'websocket-url', valueUrl: `ws://${host}/socket` },
      ];
      return send(response, { resourceType: 'Parameters', parameter });
    }
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      if (request.method === 'POST') made.push(body);
      if (options.refused?.test(body)) return send(response, { resourceType: 'OperationOutcome', issue: [] }, 422);
      return send(response, { ...(JSON.parse(body || '{}') as object), id: 's1' }, 201);
    });
  });
  const sockets = new WebSocketServer({ port: 0 });
  server.upgrades((request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (opened) =>
      opened.on('message', (data: Buffer) => options.bound(opened, data.toString())),
    ),
  );
  const close = async (): Promise<void> => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    await server.close();
  };
  return { ...server, made, close };
}

const STATEMENT = {
  resourceType: 'CapabilityStatement',
  rest: [
    {
      mode: 'server',
      resource: [
        {
          type: 'Subscription',
          extension: [
            {
              url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical',
              valueCanonical: 'http://hl7.org/fhir/us/core/SubscriptionTopic/patient-data-feed',
            },
          ],
        },
      ],
    },
  ],
};

/** As servers of R4B and R5, and some of R4, say it. */
function status(count: number, ...focus: string[]): string {
  const notificationEvent = focus.map((reference) => ({ focus: { reference } }));
  const resource = {
    resourceType: 'SubscriptionStatus',
    eventsSinceSubscriptionStart: String(count),
    notificationEvent,
  };
  return JSON.stringify({ resourceType: 'Bundle', type: 'subscription-notification', entry: [{ resource }] });
}

describe('a feed of another server', () => {
  let server: TestServer & { readonly made: string[] };
  afterEach(async () => {
    stop.abort();
    await server.close();
  });

  it('says that something was missed when the count has gone on without it', async () => {
    server = await feeding({
      bound: (socket) => {
        socket.send(status(3));
        socket.send(status(4, 'Observation/1'));
        socket.send(status(6, 'Observation/2'));
      },
    });
    void follow(['Observation'], server.base);
    await told(3);
    assert.deepEqual(news, [{ kind: 'linked' }, { kind: 'changed', types: ['Observation'] }, { kind: 'missed' }]);
  });

  it('takes up again what broke off, and says that something may have been missed', async () => {
    let times = 0;
    server = await feeding({
      bound: (socket) => {
        socket.send(status(0));
        if (times++ === 0) socket.close();
      },
    });
    void follow(['Observation'], server.base);
    await told(2);
    assert.deepEqual(news, [{ kind: 'linked' }, { kind: 'missed' }]);
    assert.equal(server.made.length, 1, 'the subscription is the same');
  });

  it('comes back ever later to a server that breaks off as soon as it stands', async () => {
    server = await feeding({
      bound: (socket) => {
        socket.send(status(0));
        socket.close();
      },
    });
    const pauses: number[] = [];
    const { setTimeout: after } = globalThis;
    mock.method(Math, 'random', () => 0);
    mock.method(globalThis, 'setTimeout', (run: () => void, wait: number) => {
      const isPause = Math.log2(wait / 1000) % 1 === 0;
      if (isPause) pauses.push(wait);
      return after(run, isPause ? 0 : wait);
    });
    void follow(['Observation'], server.base);
    await told(4);
    mock.restoreAll();
    assert.deepEqual(pauses.slice(0, 3), [2000, 4000, 8000]);
  });

  it('has nothing read again before it has been read', async () => {
    let send = 10;
    let said = 0;
    server = await feeding({
      bound: (socket) => {
        socket.send(status(0));
        const more = setInterval(() => {
          socket.send(status(++said, `Observation/${said}`));
          if (--send === 0) clearInterval(more);
        }, 10);
      },
    });
    const { setTimeout: after } = globalThis;
    mock.method(globalThis, 'setTimeout', (run: () => void, wait: number) => after(run, wait === 1000 ? 1 : wait));
    let [reading, atOnce, times] = [0, 0, 0];
    const over = Promise.withResolvers<void>();
    const source = { ...serverSource('Clinic', server.base, PATIENT) };
    const reread = async (): Promise<void> => {
      const knew = said;
      times++;
      atOnce = Math.max(atOnce, ++reading);
      await new Promise((resolve) => after(resolve, 40));
      reading--;
      if (knew === 10) over.resolve();
    };
    const shelf = { source, reread } as unknown as Shelf;
    const follower = new Follower();
    follower.update(new Map([[shelf, new Set(['Observation'] as const)]]));
    await over.promise;
    follower.update(new Map());
    mock.restoreAll();
    assert.equal(atOnce, 1);
    assert.ok(times < 10, String(times));
  });

  it('does with the types that every feed has where a server refuses the others', async () => {
    server = await feeding({ refused: /Flag/, bound: (socket) => socket.send(status(0)) });
    void follow(['Observation', 'Flag'], server.base);
    await told(1);
    assert.match(server.made[1] ?? '', /Observation\?patient=Patient\/p-1001/);
    assert.doesNotMatch(server.made[1] ?? '', /Flag/);
  });

  it('speaks JSON to a server that does not understand plain text', async () => {
    server = await feeding({
      bound: (socket, message) => {
        if (message === '{"type":"bind-with-token","payload":{"token":"a-token"}}') socket.send(status(0));
      },
    });
    void follow(['Observation'], server.base);
    await told(1);
    assert.deepEqual(news, [{ kind: 'linked' }]);
  });

  it('is not disturbed by what is no notification', async () => {
    server = await feeding({
      bound: (socket) => {
        for (const message of [
          '',
          '[]',
          'null',
          '{"resourceType":"Bundle"}',
          '{"resourceType":"Bundle","entry":[{}]}',
        ]) {
          socket.send(message);
        }
        socket.send(status(0));
      },
    });
    void follow(['Observation'], server.base);
    await told(1);
    assert.deepEqual(news, [{ kind: 'linked' }]);
  });

  it('is over at once where there is none', async () => {
    server = await feeding({ refused: /./, bound: () => undefined });
    await follow(['Flag'], server.base);
    assert.deepEqual(news, []);
    await server.close();
    server = Object.assign(await serve((_path, response) => send(response, { resourceType: 'CapabilityStatement' })), {
      made: [],
    });
    await follow(['Observation'], server.base);
    assert.deepEqual(server.requests, ['metadata']);
  });
});
