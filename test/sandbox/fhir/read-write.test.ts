/** Create, read, update, patch, delete and history (FHIR R4 §3.1.0). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, base, refused, type Json } from './fixtures.ts';

const patient = (more: Json = {}): Json => ({ resourceType: 'Patient', name: [{ family: 'Gray' }], ...more });

test('a created resource is read back with its version, and the answer says where it is', async () => {
  const clinic = new Clinic({ now: () => new Date('2026-03-04T05:06:07.890Z'), newId: () => 'new-one' });
  const created = await clinic.ask('POST /Patient', { body: patient({ id: 'ignored' }) });
  assert.equal(created.status, 201);
  assert.equal(created.headers.Location, `${base}/Patient/new-one/_history/1`);
  assert.equal(created.headers.ETag, 'W/"1"');
  assert.equal(created.headers['Last-Modified'], 'Wed, 04 Mar 2026 05:06:07 GMT');
  assert.equal(created.headers['Content-Type'], 'application/fhir+json; charset=utf-8');
  const read = await clinic.ask('GET /Patient/new-one');
  assert.deepEqual(read.json, {
    ...patient(),
    id: 'new-one',
    meta: { versionId: '1', lastUpdated: '2026-03-04T05:06:07.890Z' },
  });
});

test('decimals come back digit for digit, through create, update, search, patch and transaction', async () => {
  const clinic = new Clinic();
  const body = (value: string): string =>
    `{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":${value}}}`;
  for (const value of ['5.0', '0.10', '100', '1.00E2', '-0.0', '12345678901234567890.123456789', '0.0000000001']) {
    const put = await clinic.ask('PUT /Observation/o', { body: body(value) });
    assert.ok(put.status < 300, put.text);
    assert.ok((await clinic.ask('GET /Observation/o')).text.includes(`"value":${value}}`), value);
    assert.ok((await clinic.ask('GET /Observation?status=final')).text.includes(`"value":${value}}`), value);
    assert.ok((await clinic.ask('GET /Observation?_elements=value')).text.includes(`"value":${value}}`), value);
    const change = [{ op: 'add', path: '/note', value: [{ text: 'n' }] }];
    assert.ok((await clinic.ask('PATCH /Observation/o', { body: change })).text.includes(`"value":${value}}`), value);
  }
  const entry = `{"fullUrl":"urn:uuid:1","resource":${body('7.50')},"request":{"method":"PUT","url":"Observation/o"}}`;
  await clinic.ask('POST ', { body: `{"resourceType":"Bundle","type":"transaction","entry":[${entry}]}` });
  assert.ok((await clinic.ask('GET /Observation/o')).text.includes('"value":7.50}'));
});

test('an update makes a new version and keeps the old one readable', async () => {
  const clinic = new Clinic();
  assert.equal((await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }) })).status, 201);
  const second = await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a', active: true }) });
  assert.equal(second.status, 200);
  assert.equal(second.headers.ETag, 'W/"2"');
  assert.equal((await clinic.ask('GET /Patient/a/_history/1')).json.active, undefined);
  assert.equal((await clinic.ask('GET /Patient/a/_history/2')).json.active, true);
  refused(await clinic.ask('GET /Patient/a/_history/3'), 404, /no version 3/);
});

test('an update under an old version is refused and changes nothing', async () => {
  const clinic = new Clinic();
  await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }) });
  await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }), headers: { 'if-match': 'W/"1"' } });
  const late = await clinic.ask('PUT /Patient/a', {
    body: patient({ id: 'a', active: false }),
    headers: { 'if-match': 'W/"1"' },
  });
  refused(late, 412, /newest version is 2/);
  assert.equal((await clinic.ask('GET /Patient/a')).json.active, undefined);
  refused(
    await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }), headers: { 'if-match': 'two' } }),
    400,
    /If-Match/,
  );
});

test('a deleted resource is gone from reads and searches, its history stays, and it can come back', async () => {
  const clinic = new Clinic();
  await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }) });
  assert.equal((await clinic.ask('DELETE /Patient/a')).status, 204);
  refused(await clinic.ask('GET /Patient/a'), 410, /was deleted/);
  refused(await clinic.ask('GET /Patient/a/_history/2'), 410, /deletion/);
  assert.deepEqual(await clinic.matches('/Patient?family=gray'), []);
  assert.equal((await clinic.ask('DELETE /Patient/a')).status, 204);
  refused(await clinic.ask('DELETE /Patient/nobody'), 404, /no Patient/);
  const history = await clinic.ask('GET /Patient/a/_history');
  assert.deepEqual(
    history.json.entry.map((entry: Json) => entry.request.method),
    ['DELETE', 'PUT'],
  );
  assert.equal((await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }) })).status, 201);
  assert.deepEqual(await clinic.matches('/Patient?family=gray'), ['Patient/a']);
  assert.equal((await clinic.ask('GET /Patient/a')).headers.ETag, 'W/"3"');
});

test('history of a type and of everything goes from newest to oldest, page by page', async () => {
  let minute = 0;
  const clinic = new Clinic({ now: () => new Date(Date.UTC(2026, 0, 1, 0, minute++)) });
  for (const id of ['a', 'b', 'c']) await clinic.ask(`PUT /Patient/${id}`, { body: patient({ id }) });
  await clinic.ask('PUT /Organization/o', { body: { resourceType: 'Organization', id: 'o', name: 'O' } });
  const ids = (reply: Json): string[] => reply.json.entry.map((entry: Json) => entry.resource.id);
  assert.deepEqual(ids(await clinic.ask('GET /Patient/_history')), ['c', 'b', 'a']);
  assert.deepEqual(ids(await clinic.ask('GET /_history')), ['o', 'c', 'b', 'a']);
  const page = await clinic.ask('GET /_history?_count=3');
  assert.deepEqual(ids(await clinic.ask(`GET ${page.json.link[1].url.slice(base.length)}`)), ['a']);
  refused(await clinic.ask('GET /_history?_since=monday'), 400, /instant/);
});

test('a read says not modified to who has the version already', async () => {
  const clinic = new Clinic({ now: () => new Date('2026-01-01T00:00:00.500Z') });
  await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a' }) });
  assert.equal((await clinic.ask('GET /Patient/a', { headers: { 'if-none-match': 'W/"1"' } })).status, 304);
  assert.equal((await clinic.ask('GET /Patient/a', { headers: { 'if-none-match': 'W/"2"' } })).status, 200);
  const since = { 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' };
  assert.equal((await clinic.ask('GET /Patient/a', { headers: since })).status, 304);
});

test('conditional create, update and delete act on one match and refuse several', async () => {
  const clinic = new Clinic();
  const body = patient({ identifier: [{ system: 'urn:mrn', value: '1' }] });
  const unless = { 'if-none-exist': 'identifier=urn:mrn|1' };
  assert.equal((await clinic.ask('POST /Patient', { body, headers: unless })).status, 201);
  assert.equal((await clinic.ask('POST /Patient', { body, headers: unless })).status, 200);
  assert.equal(clinic.service.count('Patient'), 1);
  const changed = await clinic.ask('PUT /Patient?identifier=urn:mrn|1', { body: { ...body, active: true } });
  assert.equal(changed.headers.ETag, 'W/"2"');
  assert.equal((await clinic.ask('PUT /Patient?identifier=urn:mrn|2', { body })).status, 201);
  refused(await clinic.ask('PUT /Patient?identifier=urn:mrn|1', { body }), 412, /more than one/);
  refused(await clinic.ask('POST /Patient', { body, headers: unless }), 412, /more than one/);
  refused(await clinic.ask('DELETE /Patient?identifier=urn:mrn|1'), 412, /more than one/);
  refused(await clinic.ask('DELETE /Patient'), 400, /search parameters/);
  refused(await clinic.ask('DELETE /Patient?colour=red'), 400, /colour/);
  assert.equal(clinic.service.count('Patient'), 2);
  assert.equal((await clinic.ask('DELETE /Patient?active=true')).status, 204);
  assert.equal(clinic.service.count('Patient'), 1);
});

test('a JSON Patch changes what it names, or nothing', async () => {
  const clinic = new Clinic();
  await clinic.ask('PUT /Patient/a', { body: patient({ id: 'a', gender: 'female' }) });
  const patch = (...operations: Json[]) => clinic.ask('PATCH /Patient/a', { body: operations });
  const done = await patch(
    { op: 'test', path: '/gender', value: 'female' },
    { op: 'replace', path: '/name/0/family', value: 'Grey' },
    { op: 'add', path: '/name/-', value: { text: 'G' } },
    { op: 'remove', path: '/gender' },
  );
  assert.equal(done.status, 200, done.text);
  assert.deepEqual([done.json.name, done.json.gender], [[{ family: 'Grey' }, { text: 'G' }], undefined]);
  refused(await patch({ op: 'test', path: '/gender', value: 'male' }), 422, /nothing at that path/);
  refused(await patch({ op: 'replace', path: '/name/7/family', value: 'x' }), 422, /nothing/);
  refused(await patch({ op: 'replace', path: '/id', value: 'b' }), 400, /cannot change/);
  refused(await patch({ op: 'add', path: '/colour', value: 'red' }), 400, /no element colour/);
  refused(await patch({ op: 'add', path: '/__proto__/x', value: 1 }), 422, /nothing/);
  refused(await clinic.ask('PATCH /Patient/a', { body: { resourceType: 'Patient' } }), 415, /JSON Patch/);
  assert.equal((await clinic.ask('GET /Patient/a')).headers.ETag, 'W/"2"');
});

test('Prefer chooses what a write answers with', async () => {
  const clinic = new Clinic();
  const ask = (preference: string) =>
    clinic.ask('POST /Patient', { body: patient(), headers: { prefer: `return=${preference}` } });
  assert.equal((await ask('minimal')).text, '');
  assert.equal((await ask('representation')).json.resourceType, 'Patient');
  assert.equal((await ask('OperationOutcome')).json.resourceType, 'OperationOutcome');
});

test('what is structurally wrong is refused with the place and the fault, and nothing is stored', async () => {
  const clinic = new Clinic();
  const cases: readonly (readonly [Json, RegExp])[] = [
    [patient({ nme: [] }), /Patient\.nme: Patient has no element nme/],
    [patient({ birthDate: 'foo' }), /Patient\.birthDate: is not a valid date/],
    [patient({ birthDate: '2020-02-30' }), /not a valid date/],
    [patient({ gender: 'purple' }), /"purple" is not one of its codes/],
    [patient({ active: 'yes' }), /not a valid boolean/],
    [patient({ name: { family: 'x' } }), /needs a JSON array/],
    [patient({ name: [] }), /empty list/],
    [patient({ deceasedBoolean: true, deceasedDateTime: '2020' }), /not both/],
    [patient({ communication: [{ preferred: true }] }), /needs language/],
    [patient({ contained: [{ resourceType: 'Patent' }] }), /not a resource of a type/],
    [patient({ name: [{ family: 7 }] }), /not a valid string/],
    [{ resourceType: 'Observation' }, /no resourceType|has a Observation/],
    ['{"resourceType":"Patient",', /not well-formed JSON/],
    ['[]', /not a JSON object/],
    ['', /no body/],
  ];
  for (const [body, words] of cases) refused(await clinic.ask('POST /Patient', { body }), 400, words);
  refused(await clinic.ask('POST /Observation', { body: { resourceType: 'Observation' } }), 400, /needs status/);
  refused(await clinic.ask('PUT /Patient/a', { body: patient({ id: 'b' }) }), 400, /the URL's, a/);
  refused(await clinic.ask('PUT /Patient/a_b', { body: patient({ id: 'a_b' }) }), 400, /letters, digits/);
  refused(await clinic.ask('POST /Patent', { body: patient() }), 404, /no resource type/);
  assert.equal(clinic.service.count(), 0);
});

test('$validate finds faults without storing', async () => {
  const clinic = new Clinic();
  const sound = await clinic.ask('POST /Patient/$validate', { body: patient() });
  assert.equal(sound.json.issue[0].severity, 'information');
  const parameters = {
    resourceType: 'Parameters',
    parameter: [{ name: 'resource', resource: patient({ gender: 'x' }) }],
  };
  assert.equal((await clinic.ask('POST /Patient/$validate', { body: parameters })).json.issue[0].severity, 'error');
  assert.equal(clinic.service.count(), 0);
});

test('only JSON is spoken', async () => {
  const clinic = new Clinic();
  refused(await clinic.ask('GET /Patient', { headers: { accept: 'application/fhir+xml' } }), 406, /json/);
  refused(await clinic.ask('GET /Patient?_format=xml'), 406, /json/);
  refused(
    await clinic.ask('POST /Patient', { body: '<Patient/>', headers: { 'content-type': 'application/fhir+xml' } }),
    415,
    /xml/,
  );
  assert.equal((await clinic.ask('GET /Patient?_format=json')).status, 200);
  refused(await clinic.ask('PUT /metadata'), 405, /GET/);
  refused(await clinic.ask('OPTIONS /Patient/a'), 405, /GET, PUT/);
  refused(await clinic.ask('GET '), 405, /POST/);
});
