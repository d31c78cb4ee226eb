/** FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, refused, type Json, type Reply } from './fixtures.ts';

const person = {
  resourceType: 'Patient',
  id: 'a',
  active: true,
  name: [{ use: 'official', family: 'Gray', given: ['Ann', 'Bea', 'Cleo'] }, { family: 'Grey' }],
  telecom: [{ value: '1' }, { value: '2' }, { value: '3' }],
  contact: [{ name: { family: 'Kin' } }],
  birthDate: '1990-05-06',
  deceasedBoolean: false,
};

async function clinicWith(resource: Json = person): Promise<Clinic> {
  const clinic = new Clinic();
  const put = await clinic.ask(`PUT /${resource.resourceType}/${resource.id}`, { body: resource });
  assert.equal(put.status, 201, put.text);
  return clinic;
}

function operation(type: string, path: string, more: Json = {}): Json {
  const part = Object.entries(more).map(([name, value]) =>
    typeof value === 'number'
      ? { name, valueInteger: value }
      : typeof value === 'string'
        ? { name, valueString: value }
        : { name, ...(value as object) },
  );
  return { name: 'operation', part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...part] };
}

function patch(clinic: Clinic, ...operations: Json[]): Promise<Reply> {
  return clinic.ask('PATCH /Patient/a', { body: { resourceType: 'Parameters', parameter: operations } });
}

/** The patient after the operations. */
async function patched(...operations: Json[]): Promise<Json> {
  const reply = await patch(await clinicWith(), ...operations);
  assert.equal(reply.status, 200, reply.text);
  return reply.json;
}

test('add appends to a list, sets what was not there, and takes choices by the type of the value', async () => {
  const added = await patched(
    operation('add', 'Patient', { name: 'identifier', value: { valueIdentifier: { value: '17' } } }),
    operation('add', 'Patient', { name: 'identifier', value: { valueIdentifier: { value: '18' } } }),
    operation('add', 'Patient', { name: 'gender', value: { valueCode: 'female' } }),
    operation('add', 'Patient.name[1]', { name: 'given', value: { valueString: 'Dora' } }),
    operation('add', 'Patient', { name: 'multipleBirth', value: { valueInteger: 2 } }),
    operation('add', "Patient.telecom.where(value = '2')", { name: 'rank', value: { valuePositiveInt: 1 } }),
  );
  assert.deepEqual(added.identifier, [{ value: '17' }, { value: '18' }]);
  assert.equal(added.gender, 'female');
  assert.deepEqual(added.name[1], { family: 'Grey', given: ['Dora'] });
  assert.equal(added.multipleBirthInteger, 2);
  assert.deepEqual(added.telecom[1], { value: '2', rank: 1 });
});

test('an element without a type of its own is given by its parts', async () => {
  const part = [
    { name: 'relationship', valueCodeableConcept: { text: 'mother' } },
    { name: 'relationship', valueCodeableConcept: { text: 'guardian' } },
    { name: 'name', valueHumanName: { family: 'New' } },
  ];
  const { contact } = await patched(operation('add', 'Patient', { name: 'contact', value: { part } }));
  assert.deepEqual(contact[1], { relationship: [{ text: 'mother' }, { text: 'guardian' }], name: { family: 'New' } });
});

test('insert puts a value at its place in a list, an empty one included', async () => {
  const given = (index: number, text: string) =>
    operation('insert', 'Patient.name[0].given', { index, value: { valueString: text } });
  const inserted = await patched(
    given(1, 'Abe'),
    given(0, 'Zoe'),
    given(5, 'End'),
    operation('insert', 'Patient.address', { index: 0, value: { valueAddress: { city: 'Graz' } } }),
  );
  assert.deepEqual(inserted.name[0].given, ['Zoe', 'Ann', 'Abe', 'Bea', 'Cleo', 'End']);
  assert.deepEqual(inserted.address, [{ city: 'Graz' }]);
});

test('delete removes one element, the last of a list with the list, and nothing when there is nothing', async () => {
  const rest = await patched(
    operation('delete', "Patient.name.where(family = 'Grey')"),
    operation('delete', 'Patient.contact[0]'),
    operation('delete', 'Patient.birthDate'),
    operation('delete', 'Patient.deceased'),
    operation('delete', 'Patient.photo'),
  );
  assert.equal(rest.name.length, 1);
  for (const name of ['contact', 'birthDate', 'deceasedBoolean', 'photo']) assert.ok(!(name in rest), name);
});

test('replace changes one value and may change the type of a choice', async () => {
  const changed = await patched(
    operation('replace', 'Patient.birthDate', { value: { valueDate: '1991' } }),
    operation('replace', "Patient.name.where(use = 'official').given[1]", { value: { valueString: 'Bo' } }),
    operation('replace', 'Patient.deceased', { value: { valueDateTime: '2020-01-01' } }),
    operation('replace', 'Patient.contact[0].name.family', { value: { valueString: 'Kith' } }),
  );
  assert.equal(changed.birthDate, '1991');
  assert.deepEqual(changed.name[0].given, ['Ann', 'Bo', 'Cleo']);
  assert.equal(changed.deceasedDateTime, '2020-01-01');
  assert.ok(!('deceasedBoolean' in changed));
  assert.equal(changed.contact[0].name.family, 'Kith');
});

test('move takes an element from one place of its list to another', async () => {
  const values = async (source: number, destination: number) =>
    (await patched(operation('move', 'Patient.telecom', { source, destination }))).telecom.map(
      (each: Json) => each.value,
    );
  assert.deepEqual(await values(0, 2), ['2', '3', '1']);
  assert.deepEqual(await values(2, 0), ['3', '1', '2']);
  assert.deepEqual(await values(1, 1), ['1', '2', '3']);
});

test('extensions of primitives stay with their own value', async () => {
  const extension = (url: string) => ({ extension: [{ url: `urn:${url}`, valueString: url }] });
  const marked = {
    ...person,
    name: [{ given: ['Ann', 'Bea'], _given: [null, extension('b')] }],
    _birthDate: extension('time'),
  };
  const after = async (...operations: Json[]): Promise<Json> =>
    (await patch(await clinicWith(marked), ...operations)).json;
  const moved = await after(operation('move', 'Patient.name[0].given', { source: 1, destination: 0 }));
  assert.deepEqual(
    [moved.name[0].given, moved.name[0]._given],
    [
      ['Bea', 'Ann'],
      [extension('b'), null],
    ],
  );
  const inserted = await after(operation('insert', 'Patient.name[0].given', { index: 0, value: { valueString: 'A' } }));
  assert.deepEqual(inserted.name[0]._given, [null, null, extension('b')]);
  const deleted = await after(operation('delete', 'Patient.name[0].given[1]'));
  assert.deepEqual(deleted.name[0], { given: ['Ann'] });
  const replaced = await after(operation('replace', 'Patient.birthDate', { value: { valueDate: '1991' } }));
  assert.ok(!('_birthDate' in replaced));
  const inside = await after(operation('replace', 'Patient.birthDate.extension.value', { value: { valueCode: 'c' } }));
  assert.deepEqual(inside._birthDate, { extension: [{ url: 'urn:time', valueCode: 'c' }] });
});

test('decimals keep their digits through a patch', async () => {
  const clinic = new Clinic();
  const body =
    '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":5.0,"unit":"mg"}}';
  await clinic.ask('PUT /Observation/o', { body });
  const quantity = '{"name":"value","valueQuantity":{"value":7.00}}';
  const replace = `{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Observation.value"},${quantity}]}`;
  const unit = JSON.stringify(operation('replace', 'Observation.value.unit', { value: { valueString: 'g' } }));
  const send = (each: string) =>
    clinic.ask('PATCH /Observation/o', { body: `{"resourceType":"Parameters","parameter":[${each}]}` });
  assert.match((await send(unit)).text, /"value":5\.0,"unit":"g"/);
  assert.match((await send(replace)).text, /"valueQuantity":\{"value":7\.00\}/);
});

test('what a patch cannot do is refused in words, and nothing of it is kept', async () => {
  const text = { valueString: 'x' };
  const cases: readonly (readonly [Json, number, RegExp])[] = [
    [operation('frob', 'Patient.name'), 400, /type "frob"/],
    [operation('add', 'Patient', { value: text }), 400, /part named name/],
    [operation('add', 'Patient', { name: 'gender' }), 400, /name value/],
    [operation('add', 'Patient', { name: 'colour', value: text }), 422, /names colour/],
    [operation('add', 'Patient', { name: '__proto__', value: text }), 422, /__proto__/],
    [operation('add', 'Patient', { name: 'birthDate', value: { valueDate: '2000' } }), 422, /there already/],
    [operation('add', 'Patient', { name: 'deceased', value: { valueDateTime: '2000' } }), 422, /there already/],
    [operation('add', 'Patient.name', { name: 'family', value: text }), 422, /more than one/],
    [operation('add', 'Patient.photo', { name: 'title', value: text }), 422, /names no element/],
    [operation('add', 'Patient.birthDate', { name: 'family', value: text }), 422, /no children/],
    [operation('insert', 'Patient.birthDate', { index: 0, value: text }), 422, /no list/],
    [operation('insert', 'Patient.name', { index: 3, value: { valueHumanName: text } }), 422, /from 0 to 2/],
    [operation('insert', 'Patient.name', { value: { valueHumanName: text } }), 422, /needs index/],
    [operation('delete', 'Patient.name'), 422, /more than one/],
    [operation('delete', 'Patient'), 422, /as a whole/],
    [operation('replace', 'Patient.gender', { value: { valueCode: 'male' } }), 422, /names no element/],
    [operation('replace', 'Patient.birthDate', { value: { valueDate: 'soon' } }), 400, /birthDate/],
    [operation('replace', 'Patient.id', { value: { valueId: 'b' } }), 400, /cannot change/],
    [operation('move', 'Patient.telecom', { source: 3, destination: 0 }), 422, /source/],
    [operation('move', 'Patient.telecom', { source: 0, destination: -1 }), 422, /destination/],
    [operation('delete', 'Patient.name.'), 400, /no FHIRPath/],
    [operation('delete', "'text'"), 400, /no FHIRPath/],
    [operation('delete', `${'('.repeat(5000)}Patient`), 400, /no FHIRPath/],
    [operation('delete', 'Patient.name.where(resolve() is Patient)'), 400, /no FHIRPath/],
    [{ name: 'other' }, 400, /not a parameter/],
  ];
  for (const [bad, status, words] of cases) {
    const clinic = await clinicWith();
    const good = operation('replace', 'Patient.active', { value: { valueBoolean: false } });
    refused(await patch(clinic, good, bad), status, words);
    const { json } = await clinic.ask('GET /Patient/a');
    assert.equal(json.meta.versionId, '1');
    assert.equal(json.active, true);
  }
  refused(await patch(await clinicWith()), 400, /at least one/);
  assert.equal(({} as Json).family, undefined);
});

test('a patch may be part of a transaction and is held to If-Match', async () => {
  const clinic = await clinicWith();
  const change = operation('replace', 'Patient.active', { value: { valueBoolean: false } });
  const resource = { resourceType: 'Parameters', parameter: [change] };
  const entry = [{ resource, request: { method: 'PATCH', url: 'Patient/a' } }];
  const answer = await clinic.ask('POST ', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await clinic.ask('GET /Patient/a')).json.active, false);
  refused(await clinic.ask('PATCH /Patient/a', { body: resource, headers: { 'if-match': 'W/"1"' } }), 412, /version/);
});
