/** Whatever is thrown at the server: an answer in FHIR, never a failure of the server, and nothing changed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { searchParametersOf } from '../../../packages/sandbox/src/fhir/definitions/registry.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { Random } from '../../../packages/sandbox/src/patients/random.ts';
import { Clinic, type Json, type Reply } from './fixtures.ts';

const patient = {
  resourceType: 'Patient',
  id: 'a',
  name: [{ family: 'Gray', given: ['Ann'] }],
  birthDate: '1990-01-02',
  contact: [{ name: { family: 'Kin' }, telecom: [{ system: 'phone', value: '1' }] }],
  generalPractitioner: [{ reference: 'Practitioner/p' }],
};
const observation = {
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
  subject: { reference: 'Patient/a' },
  effectiveDateTime: '2024-01-01',
  valueQuantity: { value: 6.5, unit: '%' },
};

const nasty = [
  "' OR 1=1 --",
  '"; DROP TABLE resource; --',
  "') UNION SELECT text FROM resource --",
  "Patient.name.where(true) | %resource.trace('x')",
  "').where(true) or ('",
  '%',
  '%25%00',
  '_',
  '\u0000',
  '\ud800',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '\\',
  '\\,',
  '$',
  '|',
  '||',
  '|||',
  ',,,',
  ':',
  '..',
  '../../etc/passwd',
  'ge',
  'gt2020-99-99',
  '9'.repeat(400),
  '1e999',
  '-',
  'NaN',
  '🙂',
  'x'.repeat(20_000),
  '('.repeat(3000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
];

/** An empty JSON Patch is a sound one; no version is this far. */
const guarded = { 'if-match': 'W/"999"' };

let clinic: Clinic;

async function everything(): Promise<string> {
  const read = await Promise.all(['/Patient/a', '/Observation/o'].map((path) => clinic.ask(`GET ${path}`)));
  const { json } = await clinic.ask('GET /_history');
  return JSON.stringify([read.map(({ text }) => text), json.total, clinic.service.count()]);
}

function assertSafe(reply: Reply, about: string): void {
  const about80 = about.slice(0, 200);
  assert.ok(reply.status === 200 || (reply.status >= 400 && reply.status < 500), `${about80}: ${reply.status}`);
  assert.match(reply.headers['Content-Type'] ?? '', /^application\/fhir\+json/, about80);
  assert.ok(['Bundle', 'OperationOutcome', 'Patient', 'Observation'].includes(reply.json.resourceType), about80);
  assert.doesNotMatch(reply.text, /SQLITE|node:|\.ts:\d|at \w+ \(/, about80);
  assert.equal(Object.keys(Object.prototype).length, 0, about80);
}

/** Runs what should change nothing, and looks whether it did. */
async function unchanged(work: () => Promise<void>): Promise<void> {
  clinic = new Clinic();
  clinic.service.load([patient, observation] as Json[]);
  const known = await everything();
  await work();
  assert.equal(await everything(), known);
}

test('nothing in a search parameter is more than a value', async () => {
  await unchanged(async () => {
    const parameters = [...searchParametersOf('Observation').values()].map(({ code, type }) => ({ code, type }));
    const oneOfEach = [...new Map(parameters.map((each) => [each.type, each.code])).values()];
    const controls = [
      '_id',
      '_lastUpdated',
      '_sort',
      '_count',
      '_total',
      '_summary',
      '_elements',
      '_include',
      '_revinclude',
    ];
    const shaped = [
      'code:text',
      'code:of-type',
      'subject:identifier',
      'subject:Patient.name',
      '_has:Observation:subject:code',
      'code:missing',
      '_profile:below',
      '_page',
      '_offset',
      '_format',
      '_type',
    ];
    for (const text of nasty) {
      const value = encodeURIComponent(text.toWellFormed());
      for (const name of [...oneOfEach, ...controls, ...shaped]) {
        assertSafe(await clinic.ask(`GET /Observation?${name}=${value}`), `${name}=${text}`);
        assertSafe(await clinic.ask(`GET ?_type=Observation&${name}=${value}`), `base ${name}=${text}`);
      }
      assertSafe(await clinic.ask(`GET /Observation?${value}=x`), `name ${text}`);
      assertSafe(await clinic.ask(`GET /Observation?code:${value}=x`), `modifier ${text}`);
      assertSafe(await clinic.ask(`GET /Observation?subject.${value}=x`), `chain ${text}`);
      assertSafe(await clinic.ask(`GET /Observation?_has:${value}:subject:code=x`), `_has ${text}`);
      for (const path of [
        value,
        `Patient/${value}`,
        `Patient/a/${value}`,
        `Patient/a/_history/${value}`,
        `Patient/$${value}`,
      ]) {
        if (text.includes('..')) continue;
        const reply = await clinic.ask(`GET /${path}`);
        assert.ok(reply.status >= 400 || reply.json.id === 'a', path.slice(0, 80));
        assertSafe(reply, path);
      }
      assertSafe(await clinic.ask(`GET /Patient/$summary?identifier=${value}`), `$summary ${text}`);
      assertSafe(await clinic.ask(`GET /Patient/a/$everything?_since=${value}`), `$everything ${text}`);
    }
  });
});

test('a body may be anything', async () => {
  await unchanged(async () => {
    const random = new Random(1, 'fuzz');
    for (let turn = 0; turn < 1500; turn += 1) {
      const original = turn % 2 === 0 ? patient : observation;
      const { resourceType, id } = original;
      const text = mutated(original, random);
      for (const reply of [
        await clinic.ask(`POST /${resourceType}/$validate`, { body: text }),
        await clinic.ask(`PUT /${resourceType}/${id}`, { body: text, headers: guarded }),
        await clinic.ask(`PATCH /${resourceType}/${id}`, { body: text, headers: guarded }),
        await clinic.ask('POST ', { body: `{"resourceType":"Bundle","type":"transaction","entry":[${text}]}` }),
      ]) {
        assertSafe(reply, text);
      }
    }
  });
});

test('a body may be no object at all', async () => {
  await unchanged(async () => {
    const bodies = ['null', '5', '"x"', '[]', '[null]', 'true', '', ' ', '{', '\ufeff{}', '{}', '{"resourceType":5}'];
    bodies.push('{"resourceType":"Parameters","parameter":[null]}', '{"resourceType":"Parameters","parameter":{}}');
    bodies.push('{"resourceType":"Bundle","type":"batch","entry":[null,5,{"request":5}]}', '{"resourceType":"Bundle"}');
    const requests = ['POST ', 'POST /Patient', 'POST /Patient/$validate', 'PUT /Patient/a', 'PUT /Patient?_id=a'];
    requests.push('PATCH /Patient/a', 'POST /Patient/$summary', 'POST /Appointment/$find', 'POST /Appointment/$book');
    for (const request of requests) {
      for (const body of bodies)
        assertSafe(await clinic.ask(request, { body, headers: guarded }), `${request} ${body}`);
    }
  });
});

test('keys that mean something to JavaScript are elements that are not known', async () => {
  await unchanged(async () => {
    for (const key of [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      '___proto__',
      '_constructor',
    ]) {
      const evil = `"${key}":{"polluted":true}`;
      for (const body of [
        `{"resourceType":"Patient","id":"a",${evil}}`,
        `{"resourceType":"Patient","id":"a","name":[{${evil}}]}`,
        `{"resourceType":"Patient","id":"a","contact":[{"name":{${evil}}}]}`,
        `{"resourceType":"Patient","id":"a","meta":{${evil}}}`,
      ]) {
        const reply = await clinic.ask('PUT /Patient/a', { body });
        assert.equal(reply.status, 400, `${body}: ${reply.text}`);
        assertSafe(reply, body);
      }
      const patch = [{ op: 'add', path: `/${key}/polluted`, value: true }];
      assertSafe(await clinic.ask('PATCH /Patient/a', { body: patch }), key);
      assertSafe(await clinic.ask(`PUT /${key}/a`, { body: { resourceType: key, id: 'a' } }), key);
    }
    assert.equal(({} as Json).polluted, undefined);
  });
});

test('JSON nested deeper than any resource is refused', async () => {
  await unchanged(async () => {
    for (const depth of [300, 5000, 20_000, 200_000]) {
      const nested = (open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
      for (const body of [
        nested('[', ']'),
        `{"resourceType":"Patient","id":"a","extension":${nested('[{"url":"u","extension":', '}]').replace('extension":}', 'extension":[]}')}}`,
        `{"resourceType":"Patient","id":"a","contact":${nested('{"a":', '}').replace('{"a":}', '{"a":1}')}}`,
        '[{"a":'.repeat(depth),
      ]) {
        const reply = await clinic.ask('PUT /Patient/a', { body });
        assert.equal(reply.status, 400);
        assert.match(reply.text, /nested deeper/);
        assertSafe(reply, `depth ${depth}`);
      }
    }
  });
});

/** The resource's JSON with a few things put wrong. */
function mutated(resource: Json, random: Random): string {
  const copy = structuredClone(resource);
  const spots: [Json, string][] = [];
  const walk = (value: Json): void => {
    for (const key of Object.keys(value)) {
      spots.push([value, key]);
      if (typeof value[key] === 'object') walk(value[key]);
    }
  };
  walk(copy);
  const values = [null, true, -1, 1e300, [], {}, [[]], [null], '', ' ', { a: [] }, ...nasty];
  for (let count = random.whole(1, 3); count > 0; count -= 1) {
    const [parent, key] = pick(random, spots);
    const wrong = pick(random, values);
    if (random.next() < 0.3 && !Array.isArray(parent)) parent[pick(random, nasty)] = wrong;
    else if (random.next() < 0.2) delete parent[key];
    else parent[key] = wrong;
  }
  const text = JSON.stringify(copy);
  return random.next() < 0.1 ? text.slice(0, random.whole(0, text.length)) : text;
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.whole(0, from.length - 1)]!;
}

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off' });
});
after(() => sandbox.close());

test('a body over the limit is answered 413 in FHIR, and the server goes on', async () => {
  const url = `${sandbox.organisations[0]!.fhirBase}/Patient`;
  const body = `{"resourceType":"Patient","name":[{"family":"${'x'.repeat(65 * 2 ** 20)}"}]}`;
  const reply = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body });
  assert.equal(reply.status, 413);
  assert.match(reply.headers.get('content-type') ?? '', /^application\/fhir\+json/);
  const outcome = await reply.json();
  assert.deepEqual([outcome.resourceType, outcome.issue[0].code], ['OperationOutcome', 'too-long']);
  assert.equal((await fetch(`${url}?_count=1`)).status, 200);
});
