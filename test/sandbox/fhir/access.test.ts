/** Scopes are enforced on every interaction (SMART App Launch 2.2). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScope } from '../../../packages/sandbox/src/fhir/access.ts';
import { Clinic, base, refused, type Json } from './fixtures.ts';
import type { Grant } from '../../../packages/sandbox/src/fhir/service.ts';

const observation = (id: string, patient: string, category: string): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ system: 'urn:category', code: category }] }],
  code: { text: 'x' },
  subject: { reference: `Patient/${patient}` },
  performer: [{ reference: 'Practitioner/d' }],
});

function clinicOfTwo(): Clinic {
  const clinic = new Clinic();
  clinic.service.load([
    { resourceType: 'Patient', id: 'a', name: [{ family: 'A' }] },
    { resourceType: 'Patient', id: 'b', name: [{ family: 'B' }] },
    { resourceType: 'Practitioner', id: 'd', name: [{ family: 'D' }] },
    observation('a-vital', 'a', 'vital'),
    observation('a-lab', 'a', 'lab'),
    observation('b-vital', 'b', 'vital'),
    { resourceType: 'Binary', id: 'a-scan', contentType: 'text/plain' },
    { resourceType: 'Binary', id: 'b-scan', contentType: 'text/plain' },
    {
      resourceType: 'DocumentReference',
      id: 'a-doc',
      status: 'current',
      subject: { reference: 'Patient/a' },
      content: [{ attachment: { url: 'Binary/a-scan' } }],
    },
    {
      resourceType: 'DocumentReference',
      id: 'b-doc',
      status: 'current',
      subject: { reference: 'Patient/b' },
      content: [{ attachment: { url: `${base}/Binary/b-scan` } }],
    },
    { resourceType: 'Task', id: 'b-task', status: 'draft', intent: 'order', for: { reference: 'Patient/b' } },
  ] as Json[]);
  return clinic;
}

const grant = (...scopes: string[]): Grant => ({ scopes, patient: 'a' });

test('scopes of both versions are read, and what is none is none', () => {
  const letters = (scope: string): string | undefined => {
    const parsed = parseScope(scope);
    return parsed === undefined ? undefined : `${parsed.context} ${parsed.type} ${[...parsed.permissions].join('')}`;
  };
  assert.equal(letters('patient/*.read'), 'patient * rs');
  assert.equal(letters('user/Observation.write'), 'user Observation cud');
  assert.equal(letters('system/Patient.*'), 'system Patient cruds');
  assert.equal(letters('patient/Observation.rs?category=vital'), 'patient Observation rs');
  assert.equal(letters('http://smarthealthit.org/fhir/scopes/patient/Patient.rs'), 'patient Patient rs');
  for (const none of [
    'openid',
    'launch/patient',
    'patient/Observation.sr',
    'patient/Obs.rs',
    'patient/Patient.',
    'patient/Patient.rx',
    'xpatient/Patient.r',
  ]) {
    assert.equal(letters(none), undefined, none);
  }
  assert.deepEqual(parseScope('patient/Observation.rs?category=a&status=final')?.query, [
    ['category', 'a'],
    ['status', 'final'],
  ]);
});

test('a patient scope reaches that patient and no other, by read, search, include, history, chain and $everything', async () => {
  const clinic = clinicOfTwo();
  const mine = grant('patient/*.rs');
  assert.deepEqual(await clinic.matches('/Patient', mine), ['Patient/a']);
  assert.deepEqual(await clinic.matches('/Observation', mine), ['Observation/a-vital', 'Observation/a-lab']);
  assert.deepEqual(await clinic.matches('/Observation?patient=b', mine), []);
  assert.deepEqual(await clinic.matches('/Observation?patient.family=B', mine), []);
  assert.deepEqual(await clinic.matches('/Practitioner?_has:Observation:performer:_id=b-vital', mine), []);
  assert.deepEqual(await clinic.matches('/Task', mine), []);
  assert.deepEqual(await clinic.matches('/Practitioner', mine), ['Practitioner/d']);
  for (const path of [
    '/Patient/b',
    '/Observation/b-vital',
    '/Observation/b-vital/_history',
    '/Observation/b-vital/_history/1',
    '/Patient/b/$everything',
    '/Task/b-task',
    '/Binary/b-scan',
  ]) {
    refused(await clinic.ask(`GET ${path}`, { grant: mine }), 404, /no (version|Patient|Observation|Task|Binary)/);
  }
  assert.equal((await clinic.ask('GET /Binary/a-scan', { grant: mine })).status, 200);
  const included = await clinic.ask('GET /Practitioner?_revinclude=Observation:performer', { grant: mine });
  assert.deepEqual(
    included.json.entry.map((each: Json) => each.resource.id),
    ['d', 'a-vital', 'a-lab'],
  );
  const history = await clinic.ask('GET /_history', { grant: mine });
  assert.ok(!history.text.includes('"b-vital"') && history.text.includes('"a-vital"'));
  assert.deepEqual(await clinic.matches('/Patient/b/Observation', mine), []);
});

test('a type that no scope names is refused as RFC 6750 says, in searches, reads, chains and writes', async () => {
  const clinic = clinicOfTwo();
  const few = grant('patient/Patient.rs', 'openid', 'launch/patient');
  const asked = [
    'GET /Observation',
    'GET /Observation/a-vital',
    'GET /Observation/_history',
    'GET /Patient/a/Observation',
    'GET /Patient?_has:Observation:patient:status=final',
    'DELETE /Observation/a-vital',
    'DELETE /Patient/a',
  ];
  for (const request of asked) {
    const reply = await clinic.ask(request, { grant: few });
    refused(reply, 403, /No granted scope/);
    assert.match(reply.headers['WWW-Authenticate']!, /^Bearer error="insufficient_scope"/);
  }
  refused(
    await clinic.ask('POST /Observation', { grant: few, body: observation('x', 'a', 'vital') }),
    403,
    /No granted scope/,
  );
  refused(
    await clinic.ask('PUT /Patient/a', { grant: few, body: { resourceType: 'Patient', id: 'a' } }),
    403,
    /No granted scope/,
  );
  refused(await clinic.ask('PATCH /Patient/a', { grant: few, body: [] }), 403, /No granted scope/);
  const batch = { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: 'Observation' } }] };
  assert.equal((await clinic.ask('POST ', { grant: few, body: batch })).json.entry[0].response.status, '403 Forbidden');
  assert.equal((await clinic.ask('GET /metadata', { grant: few })).status, 200);
});

test('read and search are separate permissions', async () => {
  const clinic = clinicOfTwo();
  assert.equal((await clinic.ask('GET /Observation/a-lab', { grant: grant('patient/Observation.r') })).status, 200);
  refused(await clinic.ask('GET /Observation', { grant: grant('patient/Observation.r') }), 403, /Observation\.s/);
  refused(await clinic.ask('GET /Observation/a-lab', { grant: grant('patient/Observation.s') }), 403, /Observation\.r/);
});

test('a granular scope limits read, search, include and write', async () => {
  const clinic = clinicOfTwo();
  const vitals = grant('patient/Observation.cruds?category=urn:category|vital', 'patient/Patient.rs');
  assert.deepEqual(await clinic.matches('/Observation', vitals), ['Observation/a-vital']);
  assert.deepEqual(await clinic.matches('/Observation?category=lab', vitals), []);
  refused(await clinic.ask('GET /Observation/a-lab', { grant: vitals }), 404, /no Observation/);
  const included = await clinic.ask('GET /Patient?_revinclude=Observation:patient', { grant: vitals });
  assert.deepEqual(
    included.json.entry.map((each: Json) => each.resource.id),
    ['a', 'a-vital'],
  );
  assert.equal(
    (await clinic.ask('POST /Observation', { grant: vitals, body: observation('n', 'a', 'vital') })).status,
    201,
  );
  refused(
    await clinic.ask('POST /Observation', { grant: vitals, body: observation('n', 'a', 'lab') }),
    403,
    /do not reach/,
  );
  refused(
    await clinic.ask('PUT /Observation/a-vital', { grant: vitals, body: observation('a-vital', 'a', 'lab') }),
    403,
    /do not reach/,
  );
  assert.equal((await clinic.ask('GET /Observation/a-vital')).headers.ETag, 'W/"1"');
  const either = grant('patient/Observation.rs?category=vital', 'patient/Observation.rs?category=lab');
  assert.equal((await clinic.matches('/Observation', either)).length, 3);
});

test('a granular scope that cannot be understood grants nothing', async () => {
  const clinic = clinicOfTwo();
  assert.deepEqual(await clinic.matches('/Observation', grant('patient/Observation.rs?colour=red')), []);
  assert.deepEqual(await clinic.matches('/Observation', grant('patient/Observation.rs?date=never')), []);
  assert.deepEqual(await clinic.matches('/Patient', grant('patient/*.rs?category=vital')), []);
});

test('nobody writes into another patient’s record or takes a resource out of it', async () => {
  const clinic = clinicOfTwo();
  const all = grant('patient/*.cruds');
  refused(
    await clinic.ask('POST /Observation', { grant: all, body: observation('n', 'b', 'vital') }),
    403,
    /do not reach/,
  );
  refused(
    await clinic.ask('PUT /Observation/b-vital', { grant: all, body: observation('b-vital', 'a', 'vital') }),
    403,
    /do not reach/,
  );
  refused(
    await clinic.ask('PUT /Observation/a-vital', { grant: all, body: observation('a-vital', 'b', 'vital') }),
    403,
    /do not reach/,
  );
  refused(await clinic.ask('DELETE /Observation/b-vital', { grant: all }), 403, /do not reach/);
  refused(
    await clinic.ask('PUT /Practitioner/d', { grant: all, body: { resourceType: 'Practitioner', id: 'd' } }),
    403,
    /do not reach/,
  );
  refused(
    await clinic.ask('POST /Practitioner', { grant: all, body: { resourceType: 'Practitioner' } }),
    403,
    /do not reach/,
  );
  const moved = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { resource: observation('x', 'a', 'vital'), request: { method: 'POST', url: 'Observation' } },
      { resource: observation('y', 'b', 'vital'), request: { method: 'POST', url: 'Observation' } },
    ],
  };
  refused(await clinic.ask('POST ', { grant: all, body: moved }), 403, /entry\[1\]/);
  assert.equal(clinic.service.count('Observation'), 3);
});

test('an earlier version that was about another patient stays hidden', async () => {
  const clinic = clinicOfTwo();
  await clinic.ask('PUT /Observation/b-vital', {
    body: { ...observation('b-vital', 'a', 'vital'), note: [{ text: 'moved' }] },
  });
  const mine = grant('patient/*.rs');
  assert.equal((await clinic.ask('GET /Observation/b-vital', { grant: mine })).json.note[0].text, 'moved');
  refused(await clinic.ask('GET /Observation/b-vital/_history/1', { grant: mine }), 404, /no version/);
  assert.equal((await clinic.ask('GET /Observation/b-vital/_history', { grant: mine })).json.entry.length, 1);
  assert.equal((await clinic.ask('GET /Observation/b-vital/_history')).json.entry.length, 2);
});

test('a clinician’s user scope reaches everyone, a patient’s own only themselves', async () => {
  const clinic = clinicOfTwo();
  const user = (fhirUser: string): Grant => ({ scopes: ['user/*.rs'], fhirUser });
  assert.equal((await clinic.matches('/Patient', user('Practitioner/d'))).length, 2);
  assert.deepEqual(await clinic.matches('/Patient', user('Patient/b')), ['Patient/b']);
  assert.deepEqual(await clinic.matches('/Patient', user(`${base}/Patient/b`)), ['Patient/b']);
  assert.deepEqual(await clinic.matches('/Patient', user('RelatedPerson/r')), []);
  assert.equal((await clinic.matches('/Observation', { scopes: ['system/Observation.read'] })).length, 3);
});

test('a patient scope without a patient in context reaches no patient', async () => {
  const clinic = clinicOfTwo();
  const lost: Grant = { scopes: ['patient/*.rs'] };
  assert.deepEqual(await clinic.matches('/Patient', lost), []);
  assert.deepEqual(await clinic.matches('/Observation', lost), []);
});

test('a page link gives another caller only what their own scopes reach', async () => {
  const clinic = clinicOfTwo();
  const first = await clinic.ask('GET /Observation?_count=1');
  const next = first.json.link
    .find((link: Json) => link.relation === 'next')
    .url.slice(base.length)
    .replace('_count=1', '_count=10');
  const theirs = await clinic.ask(`GET ${next}`, { grant: { scopes: ['patient/Observation.rs'], patient: 'b' } });
  assert.deepEqual(
    theirs.json.entry.map((each: Json) => each.resource.id),
    ['b-vital'],
  );
  refused(await clinic.ask(`GET ${next}`, { grant: grant('patient/Patient.rs') }), 403, /No granted scope/);
});
