import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createFhirService, type FhirService } from '../../../packages/sandbox/src/fhir/service.ts';
import { Random } from '../../../packages/sandbox/src/patients/random.ts';
import { createApp } from '../../../packages/sandbox/src/server/app.ts';
import { fhirEndpoint } from '../../../packages/sandbox/src/server/fhir-endpoint.ts';
import { listen, type Listening } from '../../../packages/sandbox/src/server/listen.ts';
import type { Json } from '../fhir/fixtures.ts';
import { slot, visit } from './surgery.ts';

const seeds = 50;
const clients = 100;
const slots = 10;

let listening: Listening;
let service: FhirService;
let fhirBase: string;

before(async () => {
  listening = await listen(0, '--port');
  fhirBase = `${listening.origin}/clinic/fhir`;
  service = createFhirService({ base: fhirBase, name: 'Clinic' });
  service.load(Array.from({ length: clients }, (_, client) => ({ resourceType: 'Patient', id: `client-${client}` })));
  listening.serve(
    createApp([fhirEndpoint({ fhirBase, authorization: undefined, handle: (request) => service.handle(request) })]),
  );
});
after(async () => {
  await listening.close();
  service.close();
});

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function post(path: string, body: Json): Promise<{ status: number; json: Json }> {
  const headers = { 'Content-Type': 'application/fhir+json' };
  const response = await fetch(`${fhirBase}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

/** Ways to book that clients of real servers use. */
const ways: readonly ((appointment: Json) => Promise<{ status: number; json: Json }>)[] = [
  (appointment) => post('/Appointment', appointment),
  (resource) =>
    post('/Appointment/$book', { resourceType: 'Parameters', parameter: [{ name: 'appt-resource', resource }] }),
  (resource) =>
    post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource, request: { method: 'POST', url: 'Appointment' } }],
    }),
];

describe('100 clients racing for 10 slots', () => {
  it(`leave exactly 10 bookings, each slot booked once, over ${seeds} seeds`, async () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const random = new Random(seed, 'race');
      const ids = Array.from({ length: slots }, (_, number) => `race-${seed}-${number}`);
      service.load(ids.map((id, number) => slot(number, { id })));
      const racers = shuffled(
        Array.from({ length: clients }, (_, client) => client),
        random,
      );
      const answers = await Promise.all(
        racers.map((client) => {
          const number = client % slots;
          const wanted = visit(number, `client-${client}`, { slot: [{ reference: `Slot/${ids[number]}` }] });
          return ways[random.whole(0, ways.length - 1)]!(wanted);
        }),
      );
      const won = answers.filter(({ status }) => status === 200 || status === 201);
      const lost = answers.filter(({ status }) => status === 409);
      assert.deepEqual([won.length, lost.length], [slots, clients - slots], `seed ${seed}`);
      for (const { json } of lost) assert.match(json.issue[0].diagnostics, /is not free/);
      for (const id of ids) {
        const held = await (await fetch(`${fhirBase}/Appointment?slot=Slot/${id}&status=booked`)).json();
        assert.equal(held.total, 1, `seed ${seed}, ${id}`);
        assert.equal((await (await fetch(`${fhirBase}/Slot/${id}`)).json()).status, 'busy');
      }
    }
    assert.equal(service.count('Appointment'), seeds * slots);
  });
});
