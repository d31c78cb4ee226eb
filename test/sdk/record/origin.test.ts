/** Where a line comes from, as servers tell it: asked for when somebody wants to know. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, Provenance } from 'fhir/r4.js';
import { type PatientRecord, recordOf } from '../../../packages/sdk/src/record/record.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { openSession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { once } from '../../support/record.ts';
import { ChangingServer } from '../vendors/changing-server.ts';

const PATIENT = 'p-1001';
/** As athenahealth names its patients: the practice is part of the id. */
const AT_PRACTICE = 'a-195900.E-1001';
const provenance: Provenance = {
  resourceType: 'Provenance',
  id: 'one',
  target: [{ reference: 'Goal/1' }],
  recorded: '2019-07-02T09:00:00Z',
  agent: [
    {
      type: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }],
      },
      who: { display: 'Dr. Rosa Mensah' },
      onBehalfOf: { reference: 'Organization/riverside' },
    },
  ],
};

/** What is said of resources is no part of `$everything`. */
async function copyProvenance(base: string): Promise<void> {
  const answer = await fetch(`${base}/AllergyIntolerance?patient=${PATIENT}&_revinclude=Provenance:target`);
  const { entry = [] } = (await answer.json()) as Bundle;
  for (const { resource } of entry.filter(({ resource }) => resource?.resourceType === 'Provenance')) {
    const written = await fetch(`${base}/Provenance`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(resource).replaceAll(PATIENT, AT_PRACTICE),
    });
    assert.equal(written.status, 201);
  }
}

describe('the origin of a line', () => {
  let server: ChangingServer;
  before(async () => {
    server = await ChangingServer.start();
    await server.copy(PATIENT, AT_PRACTICE);
    await copyProvenance(server.base);
  });
  after(() => server.close());

  for (const dress of [null, 'epic', 'oracle-health', 'athenahealth', 'meditech', 'nextgen']) {
    it(`is found at a server ${dress ? `like ${dress}` : 'without peculiarities'}`, async () => {
      await server.behave(dress);
      const patient = dress === 'athenahealth' ? AT_PRACTICE : PATIENT;
      const record = recordOf(openSession({ fhirBase: server.base, patient }));
      const state = await once(record, allergies);
      assert.ok(state.kind === 'ready');
      const penicillin = state.view.current.find(({ name }) => name?.text.includes('enicillin'));
      assert.ok(penicillin);
      const { author, organization, transmitter, recorded, received } = await record.origin(penicillin.reference);
      assert.match(author?.name ?? '', /Mensah/);
      assert.equal(organization?.name, 'City Clinic');
      assert.equal(transmitter?.name, 'City Clinic');
      assert.match(recorded ?? '', /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual(received, state.asOf);
    });
  }
});

describe('what a server tells of an origin', () => {
  let server: TestServer | undefined;
  const answering = async (answers: Readonly<Record<string, object>>): Promise<PatientRecord> => {
    server = await serve((path, response) => {
      const body = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
      send(response, body ?? { resourceType: 'OperationOutcome', issue: [] }, body ? 200 : 404);
    });
    return recordOf(openSession({ fhirBase: server.base, patient: '1' }));
  };
  after(() => server?.close());

  it('names organisations that are referred to only', async () => {
    const record = await answering({
      'Goal?_id=1&_revinclude=Provenance%3Atarget': searchset([provenance]),
      'Organization/riverside': { resourceType: 'Organization', id: 'riverside', name: 'Riverside Clinic' },
    });
    const { author, organization, transmitter } = await record.origin('Goal/1');
    assert.equal(author?.name, 'Dr. Rosa Mensah');
    assert.equal(organization?.name, 'Riverside Clinic');
    assert.equal(transmitter, undefined);
    await server?.close();
  });

  it('is the newest of several accounts, and none that are of something else', async () => {
    const others = [
      { ...provenance, id: 'two', recorded: '2024-01-01T00:00:00Z', agent: [{ who: { display: 'Dr. New' } }] },
      { ...provenance, id: 'three', recorded: '2025-01-01T00:00:00Z', target: [{ reference: 'Goal/11' }] },
    ];
    const record = await answering({
      'Goal?': searchset([]),
      'Provenance?target=': searchset([provenance, ...others]),
    });
    assert.equal((await record.origin('Goal/1')).author?.name, 'Dr. New');
    await server?.close();
  });

  it('may be nothing, which is no error', async () => {
    const record = await answering({ 'Goal?': searchset([]) });
    const { author, organization, sourceName } = await record.origin('Goal/1');
    assert.deepEqual([author, organization], [undefined, undefined]);
    assert.ok(sourceName);
    await server?.close();
  });

  it('is not asked for without the scope, nor for what is no reference', async () => {
    server = await serve((_, response) => send(response, searchset([provenance])));
    const { base, requests } = server;
    const options = { fhirBase: base, patient: '1', getToken: () => 'token', scope: 'patient/Goal.rs' };
    const record = recordOf(tokenSession(options));
    assert.equal((await record.origin('Goal/1')).author, undefined);
    await assert.rejects(record.origin('Goal/1/../2'), { code: 'rejected' });
    assert.deepEqual(requests, []);
    await server.close();
  });

  it('is not told of another patient’s resource', async () => {
    const own = await serve((_, response) =>
      send(
        response,
        searchset([{ resourceType: 'Goal', id: '1', subject: { reference: 'Patient/other' } }, provenance]),
      ),
    );
    const record = recordOf(openSession({ fhirBase: own.base, patient: PATIENT }));
    await assert.rejects(record.origin('Goal/1'), { code: 'rejected' }).finally(() => own.close());
  });

  it('is in a document where the document has it', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { resourceType: 'Patient', id: '1' } },
        { resource: { resourceType: 'Organization', id: 'riverside', name: 'Riverside Clinic' } },
        { resource: provenance },
      ],
    } as Bundle;
    const { organization } = await recordOf(bundleSession({ bundle })).origin('Goal/1');
    assert.equal(organization?.reference, 'Organization/riverside');
  });
});
