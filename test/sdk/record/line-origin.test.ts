/** What lines tell of where they come from by themselves, without being asked. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Bundle, FhirResource, Provenance } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { sharedPeople } from '../../../packages/sandbox/src/patients/overlaps.ts';
import { recordOf, type PatientRecord } from '../../../packages/sdk/src/record/record.ts';
import type { ReadyState } from '../../../packages/sdk/src/record/state.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { openSession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import type { Line, Origin, Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { once } from '../../support/record.ts';

const REVERSE = '_revinclude=Provenance%3Atarget';

const agent = (code: string, who: object, onBehalfOf?: object) => ({
  type: { coding: [{ code }] },
  who,
  ...(onBehalfOf && { onBehalfOf }),
});
const saying = (target: string, recorded: string, ...agents: object[]): Provenance =>
  ({
    resourceType: 'Provenance',
    id: `about-${target.replace('/', '-')}-${recorded.slice(0, 4)}`,
    target: [{ reference: target }],
    recorded,
    agent: agents,
  }) as Provenance;
const riverside = { reference: 'Organization/riverside', display: 'Riverside Clinic' };
const penicillin: FhirResource = {
  resourceType: 'AllergyIntolerance',
  id: 'pen',
  patient: { reference: 'Patient/1' },
  code: { text: 'Penicillin' },
  recordedDate: '2020-02-03',
};
const written = saying('AllergyIntolerance/pen', '2019-07-02T09:00:00Z', agent('author', {}, riverside));

async function ready<View>(record: PatientRecord, topic: Topic<View>): Promise<ReadyState<View>> {
  const state = await once(record, topic);
  assert.ok(state.kind === 'ready', state.kind);
  return state;
}

/** The origin of a line without what every origin has. */
function told({
  source: _source,
  sourceName: _sourceName,
  received: _received,
  ...rest
}: Origin): Omit<Origin, 'source' | 'sourceName' | 'received'> {
  return rest;
}
const toldOf = (line: Line | undefined): ReturnType<typeof told> | undefined => line && told(line.origin);

describe('the lines of two organisations', () => {
  let sandbox: Sandbox;
  const asked: string[] = [];
  const both = (): FixedSession =>
    new FixedSession(
      sandbox.organisations.map(({ slug, name, fhirBase }) => {
        const source = serverSource(name, fhirBase, sharedPeople['margaret']![slug as 'city-clinic']);
        const counted: typeof source.fetch = (url, init) => {
          asked.push(url);
          return source.fetch(url, init);
        };
        return { ...source, fetch: counted };
      }),
    );
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  });
  afterEach(() => asked.splice(0));
  after(() => sandbox.close());

  it('say which organisation each was written at where that is told, when, and when it was received', async () => {
    const { view, asOf } = await ready(recordOf(both()), allergies);
    const line = view.current.find(
      ({ name, origin }) => name?.text.includes('enicillin') && origin.sourceName === 'University Hospital',
    );
    const all = [line!, ...(view.elsewhere.get(line!.key)?.also ?? [])];
    const [hospital, clinic] = ['University Hospital', 'City Clinic'].map((name) =>
      all.find(({ origin }) => origin.sourceName === name),
    );
    assert.equal(hospital?.origin.organization?.name, 'City Clinic');
    assert.equal(hospital.origin.organizationAs, 'written');
    assert.equal(hospital.origin.recordedAs, 'provenance');
    assert.match(hospital.origin.recorded ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.ok(hospital.origin.received && hospital.origin.received >= asOf);
    assert.deepEqual([clinic?.origin.organization, clinic?.origin.recordedAs], [undefined, 'recorded']);
  });

  it('take no more requests for that, and count nothing else as a line', async () => {
    const record = recordOf(both());
    record.configure({ provenance: 'on-demand' });
    const plain = await ready(record, allergies);
    const requests = asked.splice(0).length;
    const { view, read } = await ready(recordOf(both()), allergies);
    assert.equal(asked.filter((url) => url.includes(REVERSE)).length, requests);
    assert.equal(asked.length, requests);
    assert.equal(read, plain.read);
    assert.deepEqual(
      view.current.map(({ key }) => key),
      plain.view.current.map(({ key }) => key),
    );
  });

  it('say when an answer was received by one object for all of it', async () => {
    const { view } = await ready(recordOf(both()), results);
    const received = new Set(view.lines.map(({ origin }) => origin.received));
    assert.equal(received.size, 2);
    const origins = new Set(view.lines.map(({ origin }) => origin));
    assert.ok(origins.size < view.lines.length / 2, `${origins.size} origins of ${view.lines.length} lines`);
  });
});

describe('what a line tells of its origin', () => {
  let server: TestServer;
  const asking = async (answer: Answer, provenance: 'with-lines' | 'where-several' = 'with-lines') => {
    server = await serve(answer);
    const record = recordOf(openSession({ fhirBase: server.base, patient: '1' }));
    record.configure({ provenance });
    return record;
  };
  const answering = (resources: readonly FhirResource[], provenance: readonly Provenance[] = []) =>
    asking((path, response) =>
      send(response, searchset([...resources, ...(path.includes(REVERSE) ? provenance : [])])),
    );
  afterEach(() => server.close());

  it('is asked for with the lines of one source only where the host wants that', async () => {
    const answer: Answer = (path, response) => {
      send(response, searchset([penicillin, ...(path.includes(REVERSE) ? [written] : [])]));
    };
    const { view } = await ready(await asking(answer, 'where-several'), allergies);
    assert.deepEqual(toldOf(view.current[0]), { recorded: '2020-02-03', recordedAs: 'recorded' });
    assert.ok(server.requests.every((path) => !path.includes('Provenance')));
    await server.close();
    const more = await ready(await asking(answer), allergies);
    assert.deepEqual(toldOf(more.view.current[0]), {
      organization: { name: 'Riverside Clinic', reference: 'Organization/riverside', kind: 'organization' },
      organizationAs: 'written',
      recorded: '2019-07-02T09:00:00Z',
      recordedAs: 'provenance',
    });
  });

  it('is the newest of several accounts, also where they come on later pages', async () => {
    const newer = saying(
      'AllergyIntolerance/pen',
      '2024-01-01T00:00:00Z',
      agent(
        'author',
        { display: 'Dr New' },
        {
          display: 'New Clinic',
        },
      ),
    );
    const other: FhirResource = { ...penicillin, id: 'other' };
    const record = await asking((path, response) => {
      if (path === 'more') return send(response, { ...searchset([other, newer]), link: [] });
      const link = [{ relation: 'next', url: `${server.base}/more` }];
      send(response, { ...searchset([penicillin, written]), link });
    });
    const { view } = await ready(record, allergies);
    const names = view.current.map((line) => [line.reference, line.origin.organization?.name]);
    assert.deepEqual(Object.fromEntries(names), {
      'AllergyIntolerance/pen': 'New Clinic',
      'AllergyIntolerance/other': undefined,
    });
  });

  it('is who answers for it by the resource itself, where nothing else is said', async () => {
    const glucose = (id: string, ...performer: object[]): FhirResource => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { text: id },
      issued: '2026-01-02T10:00:00Z',
      ...(performer.length > 0 && { performer }),
      meta: { lastUpdated: '2026-02-01T00:00:00Z' },
    });
    const doctor = { reference: 'Practitioner/1', display: 'Dr Berg' };
    const record = await answering([
      glucose('by one', doctor, riverside),
      glucose('by two', riverside, { reference: 'Organization/lab', display: 'Lab' }),
      glucose('by a person', doctor),
    ]);
    const { view } = await ready(record, results);
    const issued = { recorded: '2026-01-02T10:00:00Z', recordedAs: 'issued' };
    const byName = Object.fromEntries(view.lines.map((line) => [line.name?.text, toldOf(line)]));
    assert.deepEqual(byName, {
      'by one': {
        organization: { name: 'Riverside Clinic', reference: 'Organization/riverside', kind: 'organization' },
        organizationAs: 'responsible',
        ...issued,
      },
      'by two': issued,
      'by a person': issued,
    });
  });

  it('calls the last change at the server that, and nothing else', async () => {
    const { recordedDate: _, ...undated } = penicillin as typeof penicillin & { recordedDate: string };
    const record = await answering([{ ...undated, meta: { lastUpdated: '2026-02-01T00:00:00Z', source: '#x' } }]);
    const { view } = await ready(record, allergies);
    assert.deepEqual(toldOf(view.current[0]), { recorded: '2026-02-01T00:00:00Z', recordedAs: 'lastUpdated' });
  });

  it('is left out where nothing is told', async () => {
    const { recordedDate: _, ...undated } = penicillin as typeof penicillin & { recordedDate: string };
    const { view } = await ready(await answering([undated]), allergies);
    assert.deepEqual(toldOf(view.current[0]), {});
  });

  it('comes without being asked for again where the server refuses that, and the refusal is remembered', async () => {
    const refusing =
      (status: number, diagnostics?: string): Answer =>
      (path, response) => {
        if (!path.includes(REVERSE)) return send(response, searchset(path.startsWith('Allergy') ? [penicillin] : []));
        const issue = [{ severity: 'error', code: 'processing', ...(diagnostics && { diagnostics }) }];
        send(response, { resourceType: 'OperationOutcome', issue }, status);
      };
    const refusals: [number, string?][] = [[400, 'Unknown parameter _revinclude'], [400], [403]];
    for (const [status, diagnostics] of refusals) {
      const record = await asking(refusing(status, diagnostics));
      const { view, complete } = await ready(record, allergies);
      assert.deepEqual([view.current.length, complete], [1, true]);
      assert.equal(server.requests.length, 2);
      await ready(record, problems);
      assert.deepEqual(
        server.requests.slice(2).filter((path) => path.includes(REVERSE)),
        [],
      );
      await server.close();
    }
  });

  it('is not asked for without the scope', async () => {
    server = await serve((_, response) => send(response, searchset([penicillin])));
    const scope = 'patient/AllergyIntolerance.rs';
    const record = recordOf(tokenSession({ fhirBase: server.base, patient: '1', getToken: () => 'token', scope }));
    record.configure({ provenance: 'with-lines' });
    await ready(record, allergies);
    assert.ok(server.requests.length > 0 && server.requests.every((path) => !path.includes('Provenance')));
  });
});

describe('the lines of a document', () => {
  const ips = {
    resourceType: 'Bundle',
    type: 'document',
    timestamp: '2026-01-05T12:00:00Z',
    entry: [
      {
        fullUrl: 'urn:uuid:0',
        resource: {
          resourceType: 'Composition',
          status: 'final',
          type: { text: 'Summary' },
          date: '2026-01-05T12:00:00Z',
          title: 'Summary',
          subject: { reference: 'urn:uuid:1' },
          author: [{ reference: 'urn:uuid:9', display: 'Dr Berg' }],
          custodian: { reference: 'urn:uuid:2' },
          section: [],
        },
      },
      { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id: 'p' } },
      { fullUrl: 'urn:uuid:2', resource: { resourceType: 'Organization', id: 'o', name: 'National Exchange' } },
      {
        fullUrl: 'urn:uuid:3',
        resource: { ...penicillin, id: 'a', patient: { reference: 'urn:uuid:1' } },
      },
      {
        fullUrl: 'urn:uuid:4',
        resource: { ...penicillin, id: 'b', patient: { reference: 'urn:uuid:1' } },
      },
      { fullUrl: 'urn:uuid:9', resource: { resourceType: 'Practitioner', id: 'd' } },
      { resource: saying('urn:uuid:4', '2019-07-02T09:00:00Z', agent('author', {}, riverside)) },
    ],
  } as unknown as Bundle;

  it('come from whom the document is from, unless something else is said of one', async () => {
    const record = recordOf(bundleSession({ bundle: ips }));
    const { view } = await ready(record, allergies);
    const by = Object.fromEntries(
      view.current.map(({ reference, origin }) => [reference, [origin.organizationAs, origin.organization?.name]]),
    );
    assert.deepEqual(by, {
      'AllergyIntolerance/a': ['document', 'National Exchange'],
      'AllergyIntolerance/b': ['written', 'Riverside Clinic'],
    });
    assert.equal(view.current[0]?.origin.received?.toISOString(), '2026-01-05T12:00:00.000Z');
    const story = await record.origin('AllergyIntolerance/a');
    assert.deepEqual([story.organizationAs, story.organization?.name], ['document', 'National Exchange']);
  });
});
