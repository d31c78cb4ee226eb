/** Searches of several types at once, and searches that are beyond this server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, base, refused, type Json } from './fixtures.ts';

const subject = { reference: 'Patient/a' };

function clinic(): Clinic {
  const made = new Clinic();
  const at = (second: number): Json => ({
    meta: { lastUpdated: `2024-01-01T00:00:0${second}Z`, tag: [{ code: second % 2 === 0 ? 'even' : 'odd' }] },
  });
  made.service.load([
    { resourceType: 'Patient', id: 'a', ...at(4), name: [{ family: 'Gray' }] },
    { resourceType: 'Patient', id: 'b', ...at(1) },
    { resourceType: 'Observation', id: 'a', ...at(3), status: 'final', code: { text: 'x' }, subject },
    { resourceType: 'Condition', id: 'c', ...at(2), subject },
    { resourceType: 'Condition', id: 'd', ...at(5), subject: { reference: 'Patient/b' } },
  ] as Json[]);
  return made;
}

test('a search of several types finds what each of them matches', async () => {
  const asked = clinic();
  assert.deepEqual(await asked.matches('?_type=Observation,Condition&patient=a'), ['Observation/a', 'Condition/c']);
  assert.deepEqual(await asked.matches('?_type=Patient,Observation&_id=a'), ['Patient/a', 'Observation/a']);
  assert.deepEqual((await asked.matches('?_tag=odd')).sort(), ['Condition/d', 'Observation/a', 'Patient/b']);
  const form = { body: '_type=Patient&_tag=even', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const posted = await asked.ask('POST /_search', form);
  assert.deepEqual([posted.json.total, posted.json.entry[0].fullUrl], [1, `${base}/Patient/a`]);
});

test('its pages follow on, in the order asked for', async () => {
  const asked = clinic();
  const order = ['Condition/d', 'Patient/a', 'Observation/a', 'Condition/c', 'Patient/b'];
  assert.deepEqual(await asked.matches('?_sort=-_lastUpdated&_count=2&_type=Patient,Observation,Condition'), order);
  assert.deepEqual(await asked.matches('?_sort=_lastUpdated&_count=3'), order.toReversed());
  const included = await asked.ask('GET ?_type=Observation,Condition&_id=a&_include=Observation:subject');
  assert.deepEqual(
    included.json.entry.map((each: Json) => each.search.mode),
    ['match', 'include'],
  );
});

test('scopes hold in a search of the whole system', async () => {
  const asked = clinic();
  const grant = { scopes: ['patient/Condition.rs', 'patient/Patient.rs'], patient: 'a' };
  assert.deepEqual((await asked.matches('?_count=1', grant)).sort(), ['Condition/c', 'Patient/a']);
  assert.equal((await asked.ask('GET ?_summary=count', { grant })).json.total, 2);
  refused(await asked.ask('GET ?_type=Condition,Observation', { grant }), 403, /Observation/);
  refused(await asked.ask('GET ?_id=a', { grant: { scopes: [] } }), 403, /no search/);
});

test('a parameter that not every type has is refused, not left out', async () => {
  const asked = clinic();
  refused(await asked.ask('GET ?_type=Patient,Observation&family=gray'), 400, /Observation has no search parameter/);
  refused(await asked.ask('GET ?_type=Patient,Thing'), 400, /no resource type/);
  refused(await asked.ask('GET ?_type=Observation,Condition&_sort=code'), 400, /not by code/);
  refused(await asked.ask('GET '), 405, /search parameters/);
  refused(await asked.ask('GET /_search'), 405, /POST/);
});

test('a URI is found by what lies above and below it', async () => {
  const asked = new Clinic();
  asked.service.load(
    ['http://x.example/fhir', 'http://x.example/fhir/v/1', 'http://x.example/fhirs'].map((url, index) => ({
      resourceType: 'ValueSet',
      id: `v${index}`,
      status: 'active',
      url,
    })) as Json[],
  );
  assert.deepEqual(await asked.matches('/ValueSet?url:below=http://x.example/fhir'), ['ValueSet/v0', 'ValueSet/v1']);
  assert.deepEqual(await asked.matches('/ValueSet?url:above=http://x.example/fhir/v/1'), [
    'ValueSet/v0',
    'ValueSet/v1',
  ]);
});

test('what would need a terminology service or a full-text index is refused, even when lenient', async () => {
  const asked = clinic();
  for (const [query, words] of [
    ['code:in=http://x.example/vs', /terminology service/],
    ['code:not-in=http://x.example/vs', /terminology service/],
    ['subject:Patient.gender:in=http://x.example/vs', /terminology service/],
    ['code:above=x', /no search modifier/],
    ['_text=cough', /full-text/],
    ['_content=cough', /full-text/],
    ['_filter=code%20eq%20x', /_filter/],
    ['_list=42', /_list/],
    ['_query=current', /named queries/],
  ] as const) {
    refused(await asked.ask(`GET /Observation?${query}`), 400, words);
  }
});
