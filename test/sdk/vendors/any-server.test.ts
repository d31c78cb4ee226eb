/** A record read from any FHIR server is what that server holds. docs/guides/another-server.md tells how to name one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import { startFhirTarget, TODAY } from '../../support/fhir-target.ts';
import { heldOf, readPlainly, type PlainResource } from '../../support/plain-reading.ts';
import { idsTopic, once, settled, shown, until } from '../../support/record.ts';
import { contentIn, linesIn, saidBy, saidIn, type AnyLine } from '../../support/said.ts';
import { asText } from '../topics/support/arrangements.ts';
import { topics } from '../topics/support/topics.ts';
import { readAll, sessionAt } from './reading.ts';

const target = await startFhirTarget();
after(() => target.close());
const { base, token, patients } = target;
const [someone] = patients as [string];

describe(`the record of a patient at ${target.name}`, () => {
  for (const [index, patient] of patients.entries()) {
    it(`is all that the server holds, each once, as sent: patient ${index + 1}`, async (test) => {
      const held = await heldOf(base, patient, { token });
      const { states, requests, milliseconds } = await readAll(base, patient, token, {}, topics);
      let count = 0;
      for (const [topic, state] of Object.entries(states)) {
        const sent = held[topic];
        // Not every server has every type, and some topics choose among what they are sent.
        if (!sent) continue;
        assert.ok(state.kind === 'ready' && state.complete, `${topic} is whole`);
        assert.deepEqual(state.notices, [], topic);
        await assertHolds(topic, linesIn(state.view), sent);
        count += sent.length;
      }
      test.diagnostic(`${count} resources, ${requests.length} requests, ${milliseconds} ms`);
    });
  }

  it('is whole after the reading was broken off', async () => {
    const { results: held } = await heldOf(base, someone, { token });
    const underWay: Promise<unknown>[] = [];
    let stop = (): void => {};
    const breaking = (url: string, init?: RequestInit): Promise<Response> => {
      const answer = fetch(url, init);
      underWay.push(answer.catch(() => undefined));
      queueMicrotask(stop);
      return answer;
    };
    const record = recordOf(sessionAt(base, someone, token, breaking));
    const told: string[] = [];
    stop = record.watch(results, ({ kind }) => told.push(kind));
    await until(record, idsTopic('patient', { type: 'Patient', by: 'id' }), settled);
    await Promise.all(underWay);
    assert.ok(!told.includes('ready'), 'nobody was told after the watching ended');
    stop = () => {};
    const state = await once(record, results);
    assert.ok(state.kind === 'ready' && state.complete);
    assert.equal(linesIn(state.view).size, held?.length);
  });

  it('is the same when it is read again', async () => {
    const record = recordOf(sessionAt(base, someone, token));
    const before = await until(record, results, settled);
    await record.refresh();
    const again = await until(record, results, settled);
    assert.ok(before.kind === 'ready' && again.kind === 'ready' && again.complete);
    assert.ok(again.asOf > before.asOf, 'it was read again');
    assert.equal(asText(again.view), asText(before.view));
  });

  it('has no part less for an order that the server does not know', async () => {
    const ordered = idsTopic('ordered', { type: 'Encounter', by: 'patient', params: { _sort: 'no-such-order' } });
    const state = await once(recordOf(sessionAt(base, someone, token)), ordered);
    const { encounters } = await heldOf(base, someone, { token });
    assert.ok(state.kind === 'ready' && state.complete);
    assert.deepEqual([...state.view].sort(), encounters?.map(({ id }) => id).sort());
  });

  it('is never told as empty where the server refuses the question', async () => {
    const params = { 'no-such-parameter': 'x' };
    const odd = idsTopic('odd', { type: 'Encounter', by: 'patient', params });
    const state = await once(recordOf(sessionAt(base, someone, token)), odd);
    const { refused } = await readPlainly(base, `Encounter?patient=${someone}&no-such-parameter=x`, { token });
    if (refused) assert.ok(state.kind === 'failed' && state.error.code === 'rejected', shown(state).toString());
    else assert.equal(state.kind, 'ready');
  });
});

const { loaded } = target;
if (loaded) {
  describe(`the record of a patient at ${target.name}, and at a sandbox that the same Bundles were loaded into`, () => {
    let sandbox: Sandbox;
    before(async () => {
      sandbox = await startSandbox({ port: 0, auth: 'off', today: TODAY, load: [loaded] });
    });
    after(() => sandbox?.close());

    for (const [index, patient] of patients.entries()) {
      it(`is the same: patient ${index + 1}`, async () => {
        const there = sandbox.organisations[0]!.fhirBase;
        const [person] = (await readPlainly(base, `Patient/${patient}`, { token })).resources;
        const { system, value } = person?.['identifier'][0];
        const named = await readPlainly(there, `Patient?identifier=${system}|${value}`, { token: undefined });
        assert.equal(named.resources.length, 1);
        const reading = await readAll(base, patient, token, {}, topics);
        const other = await readAll(there, named.resources[0]!.id, undefined, {}, topics);
        for (const [topic, state] of Object.entries(reading.states)) {
          const same = other.states[topic];
          // What only a document tells is asked of no server.
          if (state.kind === 'unsupported') {
            assert.equal(same?.kind, 'unsupported', topic);
            continue;
          }
          assert.ok(state.kind === 'ready' && state.complete && same?.kind === 'ready', topic);
          assert.equal(state.content, same.content, topic);
          assert.deepEqual(contentIn(state.view), contentIn(same.view), topic);
        }
      });
    }
  });
}

/** Fails where a resource is missing, is there twice, is not of this patient's record, or is not shown as sent. */
async function assertHolds(topic: string, lines: ReadonlySet<AnyLine>, sent: readonly PlainResource[]): Promise<void> {
  const references = [...lines].map(({ reference }) => reference);
  assert.deepEqual(
    references.toSorted(),
    sent.map(({ resourceType, id }) => `${resourceType}/${id}`).toSorted(),
    `${topic} has each resource once`,
  );
  const byReference = new Map([...lines].map((line) => [line.reference, line]));
  for (const resource of sent) {
    const line = byReference.get(`${resource.resourceType}/${resource.id}`)!;
    const said = saidBy(line, resource);
    const told = saidIn(resource, await medicationOf(resource));
    // "No known allergies" is no entry of a list, and has no status of its own.
    if (line['kind'] === 'known-none') assert.deepEqual(said.codes, told.codes, topic);
    else assert.deepEqual(said, told, topic);
  }
}

async function medicationOf({ medicationReference, contained }: PlainResource): Promise<PlainResource | undefined> {
  const reference: string | undefined = medicationReference?.reference;
  if (!reference) return undefined;
  if (reference.startsWith('#')) return contained.find(({ id }: PlainResource) => `#${id}` === reference);
  return (await readPlainly(base, reference, { token })).resources[0];
}
