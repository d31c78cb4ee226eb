/** Searches of a record so large that every condition is met by thousands: the same answers, by another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, type Json } from './fixtures.ts';

const size = 7000;

/** Every index decides what a resource has, so that what a search must find can be said without a server. */
function observation(index: number): Json {
  return {
    resourceType: 'Observation',
    id: `o${index}`,
    status: index % 2 === 0 ? 'final' : 'amended',
    code: { coding: [{ system: 'http://loinc.org', code: `code-${index % 3}` }] },
    category: [{ coding: [{ code: index % 7 === 0 ? 'exam' : 'laboratory' }] }],
    subject: { reference: index % 10 === 0 ? 'Patient/b' : 'Patient/a' },
    ...(index % 11 === 0 ? {} : { effectiveDateTime: dateOf(index) }),
    ...(index % 13 === 0 ? {} : { performer: [{ reference: `Practitioner/${index % 5}` }] }),
  };
}

function dateOf(index: number): string {
  return new Date(Date.UTC(2000, 0, 1 + ((index * 37) % 1000))).toISOString().slice(0, 10);
}

const everyIndex = Array.from({ length: size }, (_, index) => index);
const isLab = (index: number): boolean => index % 7 !== 0;
const isMine = (index: number): boolean => index % 10 !== 0;
const isDated = (index: number): boolean => index % 11 !== 0;

function byDate(direction: 1 | -1): (a: number, b: number) => number {
  return (a, b) => {
    if (isDated(a) !== isDated(b)) return isDated(a) ? -1 : 1;
    if (!isDated(a) || dateOf(a) === dateOf(b)) return a - b;
    return dateOf(a) < dateOf(b) ? -direction : direction;
  };
}

function largeClinic(): Clinic {
  const clinic = new Clinic();
  clinic.service.load([
    { resourceType: 'Patient', id: 'a' },
    { resourceType: 'Patient', id: 'b' },
    ...everyIndex.map(observation),
  ]);
  return clinic;
}

/** For the tests that only read. */
const clinic = largeClinic();

async function found(query: string, grant?: Json, asked = clinic): Promise<number[]> {
  const matches = await asked.matches(`/Observation?${query}&_count=1000`, grant);
  return matches.map((each) => Number(each.slice('Observation/o'.length)));
}

const wanted = everyIndex.filter((index) => isLab(index) && isMine(index));

test('a common search is sorted by date up and down, what has no date last, equals as they were stored', async () => {
  const search = 'patient=a&category=laboratory';
  assert.deepEqual(await found(search), wanted);
  assert.deepEqual(await found(`${search}&_sort=date`), [...wanted].sort(byDate(1)));
  assert.deepEqual(await found(`${search}&_sort=-date`), [...wanted].sort(byDate(-1)));
  const [first] = (await clinic.ask(`GET /Observation?${search}&_sort=-date&_count=1`)).json.entry;
  assert.equal(first.resource.id, `o${[...wanted].sort(byDate(-1))[0]}`);
});

test('several sort keys count one after the other', async () => {
  const byStatus = (a: number, b: number) => (b % 2) - (a % 2);
  const expected = [...wanted].sort((a, b) => byStatus(a, b) || byDate(-1)(a, b));
  assert.deepEqual(await found('patient=a&category=laboratory&_sort=status,-date'), expected);
  const byId = (a: number, b: number) => (`o${a}` < `o${b}` ? 1 : -1);
  assert.deepEqual(await found('patient=a&category=laboratory&_sort=-_id'), [...wanted].sort(byId));
});

test('alternatives, negations and missing values are part of common searches', async () => {
  const expect = async (query: string, holds: (index: number) => boolean): Promise<void> =>
    assert.deepEqual(await found(query), everyIndex.filter(holds), query);
  await expect('patient=a,b', () => true);
  await expect('patient=a&status:not=final', (index) => isMine(index) && index % 2 === 1);
  await expect('patient=a&date:missing=true', (index) => isMine(index) && !isDated(index));
  await expect(
    'patient=a&code=code-0,code-2&status=final',
    (index) => isMine(index) && index % 3 !== 1 && index % 2 === 0,
  );
  await expect('status:not=final', (index) => index % 2 === 1);
  await expect(
    'patient=a&category=laboratory&performer=Practitioner/1',
    (index) => wanted.includes(index) && index % 13 !== 0 && index % 5 === 1,
  );
  await expect('patient=b&patient=a', () => false);
});

test('a common search sees what was written, changed, deleted and rolled back since the last one', async () => {
  const written = largeClinic();
  const search = 'patient=a&category=laboratory&_sort=-date';
  const expected = [...wanted].sort(byDate(-1));
  assert.deepEqual(await found(search, undefined, written), expected);
  const [newest, second] = expected as [number, number];

  await written.ask('PUT /Observation/o900000', {
    body: { ...observation(1), id: 'o900000', effectiveDateTime: '2030-01-01' },
  });
  assert.deepEqual((await found(search, undefined, written)).slice(0, 2), [900_000, newest]);

  await written.ask('PUT /Observation/o900000', {
    body: { ...observation(1), id: 'o900000', category: [{ text: 'none' }] },
  });
  assert.deepEqual((await found(search, undefined, written)).slice(0, 2), [newest, second]);

  await written.ask(`DELETE /Observation/o${newest}`);
  assert.equal((await found(search, undefined, written))[0], second);

  const entry = (resource: Json, method = 'PUT') => ({
    resource,
    request: { method, url: `Observation/${resource.id}` },
  });
  const failing = [
    entry({ ...observation(1), id: 'o900001', effectiveDateTime: '2031-01-01' }),
    entry({ resourceType: 'Observation', id: 'bad' }),
  ];
  const reply = await written.ask('POST ', { body: { resourceType: 'Bundle', type: 'transaction', entry: failing } });
  assert.equal(reply.status, 400);
  assert.equal((await found(search, undefined, written))[0], second);
});

test('scopes hold in common searches as in others', async () => {
  const grant = (...scopes: string[]) => ({ scopes, patient: 'a' });
  assert.deepEqual(await found('category=laboratory', grant('patient/Observation.rs')), wanted);
  assert.deepEqual(
    await found('patient=a&category=laboratory', grant('patient/*.rs', 'patient/Observation.rs')),
    wanted,
  );
  assert.deepEqual(await found('patient=b', grant('patient/Observation.rs')), []);
  const granular = grant('patient/Observation.rs?category=laboratory');
  assert.deepEqual(await found('patient=a', granular), wanted);
  assert.deepEqual(
    await found('subject=Patient/a&status=final', granular),
    wanted.filter((index) => index % 2 === 0),
  );
});
