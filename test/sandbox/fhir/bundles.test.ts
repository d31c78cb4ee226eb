/** Batch, transaction and $everything (FHIR R4 §3.1.0.11). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, publishedFiles, refused, type Json } from './fixtures.ts';

const entry = (method: string, url: string, resource?: Json, more: Json = {}): Json => ({
  ...more,
  resource,
  request: { method, url, ...more.request },
});
const bundle = (type: string, ...entries: Json[]): Json => ({ resourceType: 'Bundle', type, entry: entries });
const family = (name: string, more: Json = {}): Json => ({
  resourceType: 'Patient',
  name: [{ family: name }],
  ...more,
});

test('every Synthea record loads as a transaction, whole, its references leading to what was stored', async () => {
  const clinic = new Clinic();
  let entries = 0;
  const followed = new Set<string>();
  for (const { name, text } of publishedFiles('synthea')) {
    const given = JSON.parse(text);
    const reply = await clinic.ask('POST ', { body: text });
    assert.equal(reply.status, 200, `${name}: ${reply.text.slice(0, 500)}`);
    assert.equal(reply.json.entry.length, given.entry.length);
    entries += given.entry.length;
    const stored = await Promise.all(
      reply.json.entry.map(
        async (each: Json) =>
          (await clinic.ask(`GET ${each.response.location.slice('https://clinic.example/fhir'.length)}`)).json,
      ),
    );
    for (const [position, resource] of stored.entries()) {
      const { fullUrl, resource: original } = given.entry[position];
      assert.match(fullUrl, /^urn:uuid:/);
      const references = [...JSON.stringify(resource).matchAll(/"reference":"([^"#]+)"/g)].map((match) => match[1]!);
      assert.equal(references.length, [...JSON.stringify(original).matchAll(/"reference":"([^"#]+)"/g)].length);
      for (const reference of references) {
        assert.match(reference, /^[A-Z]\w+\/[\w-]+$/, name);
        if (followed.has(reference)) continue;
        assert.equal((await clinic.ask(`GET /${reference}`)).status, 200, `${name}: ${reference}`);
        followed.add(reference);
      }
    }
  }
  assert.equal(clinic.service.count(), entries);
  for (const id of await clinic.matches('/Patient')) {
    const conditions = await clinic.matches(`/Condition?patient=${id}`);
    const everything = await clinic.ask(`GET /${id}/$everything`);
    const found = new Set(
      everything.json.entry.map((each: Json) => `${each.resource.resourceType}/${each.resource.id}`),
    );
    for (const condition of conditions) assert.ok(found.has(condition));
  }
});

test('a transaction with one bad entry stores nothing and says which entry', async () => {
  const clinic = new Clinic();
  const bad = await clinic.ask('POST ', {
    body: bundle(
      'transaction',
      entry('POST', 'Patient', family('A')),
      entry('POST', 'Patient', { resourceType: 'Patient', gender: 'x' }),
    ),
  });
  refused(bad, 400, /Bundle\.entry\[1\]: Patient\.gender/);
  assert.equal(clinic.service.count(), 0);
  assert.deepEqual(await clinic.matches('/Patient?family=a'), []);
  // The server goes on as if nothing had been.
  assert.equal((await clinic.ask('POST /Patient', { body: family('B') })).status, 201);
  assert.deepEqual((await clinic.matches('/Patient?family=b')).length, 1);
});

test('a transaction carries out deletes, creates, updates and reads in that order, and answers in the order asked', async () => {
  const clinic = new Clinic();
  await clinic.ask('PUT /Patient/old', { body: family('Old', { id: 'old' }) });
  const reply = await clinic.ask('POST ', {
    body: bundle(
      'transaction',
      entry('GET', 'Patient?family=new'),
      entry(
        'PUT',
        'Patient/p',
        family('New', { id: 'p', link: [{ type: 'seealso', other: { reference: 'urn:uuid:x' } }] }),
      ),
      entry('POST', 'Patient', family('Newer'), { fullUrl: 'urn:uuid:x' }),
      entry('DELETE', 'Patient/old'),
    ),
  });
  assert.deepEqual(
    reply.json.entry.map((each: Json) => each.response.status),
    ['200 OK', '201 Created', '201 Created', '204 No Content'],
  );
  assert.equal(reply.json.entry[0].resource.total, 2);
  const created = reply.json.entry[2].response.location;
  const link = (await clinic.ask('GET /Patient/p')).json.link[0].other.reference;
  assert.ok(created.includes(`/${link}/_history/1`));
});

test('conditional references and conditional creates in a transaction find what is there, once', async () => {
  const clinic = new Clinic();
  const doctor = { resourceType: 'Practitioner', id: 'd', identifier: [{ system: 'urn:npi', value: '9' }] };
  await clinic.ask('PUT /Practitioner/d', { body: doctor });
  const organization = { resourceType: 'Organization', identifier: [{ system: 'urn:org', value: '1' }], name: 'O' };
  const unless = { request: { ifNoneExist: 'identifier=urn:org|1' } };
  const body = bundle(
    'transaction',
    entry('POST', 'Organization', organization, { fullUrl: 'urn:uuid:o1', ...unless }),
    entry('POST', 'Organization', organization, { fullUrl: 'urn:uuid:o2', ...unless }),
    entry(
      'POST',
      'Patient',
      family('A', {
        generalPractitioner: [{ reference: 'Practitioner?identifier=urn:npi|9' }],
        managingOrganization: { reference: 'urn:uuid:o2' },
      }),
    ),
  );
  const reply = await clinic.ask('POST ', { body });
  assert.equal(reply.status, 200, reply.text);
  assert.equal(clinic.service.count('Organization'), 1);
  const [id] = await clinic.matches('/Patient?general-practitioner=d&organization.name=O');
  assert.ok(id !== undefined);
  const missing = bundle(
    'transaction',
    entry(
      'POST',
      'Patient',
      family('B', { generalPractitioner: [{ reference: 'Practitioner?identifier=urn:npi|8' }] }),
    ),
  );
  refused(await clinic.ask('POST ', { body: missing }), 412, /Nothing matches/);
});

test('two entries of a transaction cannot write the same resource', async () => {
  const clinic = new Clinic();
  const body = bundle('transaction', entry('PUT', 'Patient/a', family('A', { id: 'a' })), entry('DELETE', 'Patient/a'));
  refused(await clinic.ask('POST ', { body }), 400, /Two entries/);
});

test('a batch answers each entry by itself', async () => {
  const clinic = new Clinic();
  await clinic.ask('PUT /Patient/a', { body: family('A', { id: 'a' }) });
  const reply = await clinic.ask('POST ', {
    body: bundle(
      'batch',
      entry('GET', 'Patient/a'),
      entry('GET', 'Patient/none'),
      entry('POST', 'Patient', { resourceType: 'Patient', x: 1 }),
      { fullUrl: 'urn:x' },
      entry('GET', 'https://clinic.example/fhir/Patient?family=a'),
      entry('GET', 'metadata'),
    ),
  });
  const statuses = reply.json.entry.map((each: Json) => each.response.status.slice(0, 3));
  assert.deepEqual(statuses, ['200', '404', '400', '400', '200', '404']);
  assert.equal(reply.json.type, 'batch-response');
  assert.equal(reply.json.entry[0].resource.id, 'a');
  assert.equal(reply.json.entry[1].response.outcome.resourceType, 'OperationOutcome');
});

test('what is no batch and no transaction is not taken', async () => {
  const clinic = new Clinic();
  refused(await clinic.ask('POST ', { body: bundle('document') }), 400, /batch or transaction/);
  refused(await clinic.ask('POST ', { body: family('A') }), 400, /has to be a Bundle/);
  refused(await clinic.ask('POST ', { body: { ...bundle('batch'), entry: 7 } }), 400, /not a list/);
});

test('$everything holds the record and what it refers to, but no other patient', async () => {
  const clinic = new Clinic();
  clinic.service.load([
    family('A', { id: 'a', generalPractitioner: [{ reference: 'Practitioner/d' }] }),
    family('B', { id: 'b' }),
    { resourceType: 'Practitioner', id: 'd' },
    { resourceType: 'Practitioner', id: 'stranger' },
    { resourceType: 'Condition', id: 'mine', subject: { reference: 'Patient/a' } },
    {
      resourceType: 'Condition',
      id: 'theirs',
      subject: { reference: 'Patient/b' },
      recorder: { reference: 'Practitioner/stranger' },
    },
  ] as Json[]);
  const ids = (reply: Json): string[] => reply.json.entry.map((each: Json) => each.resource.id).sort();
  assert.deepEqual(ids(await clinic.ask('GET /Patient/a/$everything')), ['a', 'd', 'mine']);
  assert.deepEqual(ids(await clinic.ask('GET /Patient/a/$everything?_type=Condition')), ['mine']);
  const page = await clinic.ask('GET /Patient/a/$everything?_count=2');
  const next = page.json.link[1].url.slice('https://clinic.example/fhir'.length);
  assert.deepEqual([...ids(page), ...ids(await clinic.ask(`GET ${next}`))].sort(), ['a', 'd', 'mine']);
  refused(await clinic.ask('GET /Patient/nobody/$everything'), 404, /no Patient/);
});

test('a search inside a patient compartment finds that patient’s resources only', async () => {
  const clinic = new Clinic();
  clinic.service.load([
    { resourceType: 'Condition', id: 'mine', subject: { reference: 'Patient/a' } },
    { resourceType: 'Condition', id: 'theirs', subject: { reference: 'Patient/b' } },
  ] as Json[]);
  assert.deepEqual(await clinic.matches('/Patient/a/Condition'), ['Condition/mine']);
  refused(await clinic.ask('GET /Patient/a/Organization'), 400, /not in the patient compartment/);
});
