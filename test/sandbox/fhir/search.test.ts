/** Search behaviour on a few resources made for the purpose (FHIR R4 §3.1.1). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clinic, base, refused, type Json } from './fixtures.ts';

function observation(id: string, more: Json): Json {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'Test' },
    subject: { reference: 'Patient/a' },
    ...more,
  };
}

function clinicWith(...resources: Json[]): Clinic {
  const clinic = new Clinic({ now: () => new Date('2026-06-01T00:00:00Z') });
  clinic.service.load(resources);
  return clinic;
}

test('a string search ignores accents and case, in the record and in the question', async () => {
  const clinic = clinicWith(
    { resourceType: 'Patient', id: 'a', name: [{ family: 'Müller-Łukasz', given: ['Zoë'] }] },
    { resourceType: 'Patient', id: 'b', name: [{ family: 'Mueller', given: ['STRASSE'] }] },
    { resourceType: 'Patient', id: 'c', name: [{ family: 'محمد', given: ['أَحْمَد'] }] },
  );
  assert.deepEqual(await clinic.matches('/Patient?family=muller-lu'), ['Patient/a']);
  assert.deepEqual(await clinic.matches('/Patient?given=ZO%C3%8B'), ['Patient/a']);
  assert.deepEqual(await clinic.matches('/Patient?given=stra%C3%9Fe'), ['Patient/b']);
  assert.deepEqual(await clinic.matches(`/Patient?given=${encodeURIComponent('أحمد')}`), ['Patient/c']);
  assert.deepEqual(await clinic.matches('/Patient?family:exact=muller'), []);
});

test('commas in a value are escaped by a backslash', async () => {
  const clinic = clinicWith(
    { resourceType: 'Patient', id: 'a', address: [{ line: ['1, Main Street'] }] },
    { resourceType: 'Patient', id: 'b', address: [{ line: ['Main Street'] }] },
  );
  assert.deepEqual(await clinic.matches('/Patient?address=1%5C,%20Main'), ['Patient/a']);
  assert.deepEqual(await clinic.matches('/Patient?address=1,Main'), ['Patient/a', 'Patient/b']);
});

test('date prefixes compare ranges of time, partial dates and open periods among them', async () => {
  const clinic = clinicWith(
    observation('year', { effectiveDateTime: '2020' }),
    observation('day', { effectiveDateTime: '2020-06-15' }),
    observation('instant', { effectiveDateTime: '2020-06-15T23:30:00-05:00' }),
    observation('ongoing', { effectivePeriod: { start: '2020-06-01' } }),
    observation('undated', {}),
  );
  const find = async (date: string) =>
    (await clinic.matches(`/Observation?date=${date}`)).map((each) => each.slice(12)).sort();
  assert.deepEqual(await find('2020'), ['day', 'instant', 'year']);
  assert.deepEqual(await find('2020-06-15'), ['day']);
  assert.deepEqual(await find('2020-06-16'), ['instant']);
  assert.deepEqual(await find('gt2020-06-15'), ['instant', 'ongoing', 'year']);
  assert.deepEqual(await find('lt2020-06-15'), ['ongoing', 'year']);
  assert.deepEqual(await find('sa2020-06-15'), ['instant']);
  assert.deepEqual(await find('eb2020-06-16'), ['day']);
  assert.deepEqual(await find('ne2020'), ['ongoing']);
  assert.deepEqual(await find('ge2020-06-15T23:30:00-05:00&date=le2020-06-16'), ['instant', 'ongoing', 'year']);
  assert.deepEqual(await find('2020-06-15T23:30:00%2D05:00'), ['instant']);
});

test('a number stands for its last digit give or take a half', async () => {
  const quantity = (value: number, more: Json = {}): Json => ({
    valueQuantity: { value, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg', ...more },
  });
  const clinic = clinicWith(
    observation('low', quantity(99.4)),
    observation('near', quantity(99.6)),
    observation('same', quantity(100)),
    observation('above', quantity(100.5)),
    observation('less', quantity(90, { comparator: '<' })),
  );
  const find = async (value: string) =>
    (await clinic.matches(`/Observation?value-quantity=${value}`)).map((each) => each.slice(12)).sort();
  assert.deepEqual(await find('100'), ['near', 'same']);
  assert.deepEqual(await find('100.0'), ['same']);
  assert.deepEqual(await find('1.00e2'), ['near', 'same']);
  assert.deepEqual(await find('lt50'), ['less']);
  assert.deepEqual(await find('gt100'), ['above']);
  assert.deepEqual(await find('100|http://unitsofmeasure.org|mg'), ['near', 'same']);
  assert.deepEqual(await find('100|http://unitsofmeasure.org|g'), []);
  assert.deepEqual(await find('ap105'), ['above', 'low', 'near', 'same']);
});

test('a quantity in a UCUM unit is found in every unit that measures the same', async () => {
  const ucum = 'http://unitsofmeasure.org';
  const quantity = (value: number, code: string, system = ucum): Json => ({
    valueQuantity: { value, unit: code, system, code },
    code: { coding: [{ code: 'x' }] },
  });
  const clinic = clinicWith(
    observation('mg', quantity(5400, 'mg')),
    observation('g', quantity(5.4, 'g')),
    observation('heavy', quantity(1, 'kg')),
    observation('molar', quantity(5.4, 'mmol/L')),
    observation('local', quantity(5.4, 'g', 'urn:local')),
    observation('fever', quantity(101.3, '[degF]')),
    observation('odd', quantity(5.4, 'no-unit')),
  );
  const find = async (value: string, name = 'value-quantity') =>
    (await clinic.matches(`/Observation?${name}=${value}`)).map((each) => each.slice(12)).sort();
  assert.deepEqual(await find(`5.4|${ucum}|g`), ['g', 'mg']);
  assert.deepEqual(await find(`5400|${ucum}|mg`), ['g', 'mg']);
  assert.deepEqual(await find(`ge0.0054|${ucum}|kg`), ['g', 'heavy', 'mg']);
  assert.deepEqual(await find(`gt5.4|${ucum}|g`), ['heavy']);
  assert.deepEqual(await find(`lt1|${ucum}|kg`), ['g', 'mg']);
  assert.deepEqual(await find(`38.5|${ucum}|Cel`), ['fever']);
  assert.deepEqual(await find(`gt38.5|${ucum}|Cel`), []);
  assert.deepEqual(await find(`5.4|${ucum}|no-unit`), ['odd']);
  assert.deepEqual(await find('5.4|urn:local|g'), ['local']);
  assert.deepEqual(await find(`x$5.4|${ucum}|g`, 'code-value-quantity'), ['g', 'mg']);
});

test('the components of a composite have to be of the same part', async () => {
  const part = (code: string, value: number): Json => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value },
  });
  const clinic = clinicWith(
    observation('high', { component: [part('8480-6', 150), part('8462-4', 80)] }),
    observation('normal', { component: [part('8480-6', 120), part('8462-4', 150)] }),
  );
  assert.deepEqual(await clinic.matches('/Observation?component-code-value-quantity=http://loinc.org|8480-6$gt140'), [
    'Observation/high',
  ]);
  assert.deepEqual(await clinic.matches('/Observation?component-code=8480-6&component-value-quantity=gt140'), [
    'Observation/high',
    'Observation/normal',
  ]);
});

test('references are found by id, by type and id, by full URL, by version and by identifier', async () => {
  const clinic = clinicWith(
    observation('relative', {}),
    observation('absolute', { subject: { reference: `${base}/Patient/a` } }),
    observation('versioned', { subject: { reference: 'Patient/a/_history/3' } }),
    observation('elsewhere', { subject: { reference: 'https://other.example/fhir/Patient/a' } }),
    observation('logical', { subject: { identifier: { system: 'urn:mrn', value: '7' } } }),
    observation('group', { subject: { reference: 'Group/a' } }),
  );
  const find = async (query: string) => (await clinic.matches(`/Observation?${query}`)).map((each) => each.slice(12));
  assert.deepEqual(await find('patient=a'), ['relative', 'absolute', 'versioned']);
  assert.deepEqual(await find('subject=Patient/a'), ['relative', 'absolute', 'versioned']);
  assert.deepEqual(await find(`subject=${base}/Patient/a`), ['relative', 'absolute', 'versioned']);
  assert.deepEqual(await find('subject=a'), ['relative', 'absolute', 'versioned', 'group']);
  assert.deepEqual(await find('subject:Group=a'), ['group']);
  assert.deepEqual(await find('subject=https://other.example/fhir/Patient/a'), ['elsewhere']);
  assert.deepEqual(await find('subject:identifier=urn:mrn|7'), ['logical']);
});

test('chains and _has may have several steps', async () => {
  const clinic = clinicWith(
    { resourceType: 'Organization', id: 'o', name: 'North' },
    { resourceType: 'Patient', id: 'a', managingOrganization: { reference: 'Organization/o' } },
    { resourceType: 'Patient', id: 'b' },
    observation('one', {}),
    observation('two', { subject: { reference: 'Patient/b' } }),
    {
      resourceType: 'Provenance',
      id: 'p',
      target: [{ reference: 'Observation/two' }],
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ who: { display: 'x' } }],
    },
  );
  assert.deepEqual(await clinic.matches('/Observation?subject:Patient.organization.name=nor'), ['Observation/one']);
  assert.deepEqual(await clinic.matches('/Patient?_has:Observation:patient:_has:Provenance:target:recorded=2026'), [
    'Patient/b',
  ]);
  assert.deepEqual(await clinic.matches('/Observation?patient._has:Observation:patient:status=final'), [
    'Observation/one',
    'Observation/two',
  ]);
});

test('uri parameters match whole, above and below', async () => {
  const clinic = clinicWith({
    resourceType: 'ValueSet',
    id: 'v',
    status: 'active',
    url: 'http://x.example/fhir/ValueSet/v',
  });
  assert.deepEqual(await clinic.matches('/ValueSet?url=http://x.example/fhir/ValueSet/v'), ['ValueSet/v']);
  assert.deepEqual(await clinic.matches('/ValueSet?url=http://x.example/fhir'), []);
  assert.deepEqual(await clinic.matches('/ValueSet?url:below=http://x.example/fhir'), ['ValueSet/v']);
  assert.deepEqual(await clinic.matches('/ValueSet?url:below=http://x.example/fh'), []);
  assert.deepEqual(await clinic.matches('/ValueSet?url:above=http://x.example/fhir/ValueSet/v/deeper'), ['ValueSet/v']);
});

test('_id and _lastUpdated narrow like any other parameter', async () => {
  const clinic = clinicWith(
    { resourceType: 'Patient', id: 'a', meta: { lastUpdated: '2020-01-01T00:00:00Z' } },
    { resourceType: 'Patient', id: 'A', meta: { lastUpdated: '2021-01-01T00:00:00Z' } },
  );
  assert.deepEqual(await clinic.matches('/Patient?_id=a'), ['Patient/a']);
  assert.deepEqual(await clinic.matches('/Patient?_id=a,A'), ['Patient/a', 'Patient/A']);
  assert.deepEqual(await clinic.matches('/Patient?_lastUpdated=gt2020-06'), ['Patient/A']);
});

test('pages neither repeat nor miss a resource while others are written, and their links expire', async () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const clinic = new Clinic({ now: () => now });
  clinic.service.load(Array.from({ length: 25 }, (_, index) => observation(`o${String(index).padStart(2, '0')}`, {})));
  const first = await clinic.ask('GET /Observation?_count=10&_sort=_id');
  assert.equal(first.json.total, 25);
  assert.equal(first.json.entry.length, 10);
  await clinic.ask('PUT /Observation/o005', { body: observation('o005', {}) });
  await clinic.ask('DELETE /Observation/o12');
  const next = first.json.link.find((link: Json) => link.relation === 'next').url.slice(base.length);
  const second = await clinic.ask(`GET ${next}`);
  assert.deepEqual(
    second.json.entry.map((entry: Json) => entry.resource.id),
    ['o10', 'o11', 'o13', 'o14', 'o15', 'o16', 'o17', 'o18', 'o19'],
  );
  assert.deepEqual(
    second.json.link.map((link: Json) => link.relation),
    ['self', 'first', 'previous', 'next', 'last'],
  );
  now = new Date('2026-01-01T01:00:00Z');
  refused(await clinic.ask(`GET ${next}`), 410, /expired/);
});

test('_include, _revinclude and :iterate bring what is referred to, each once', async () => {
  const clinic = clinicWith(
    { resourceType: 'Organization', id: 'o' },
    { resourceType: 'Patient', id: 'a', managingOrganization: { reference: 'Organization/o' } },
    observation('one', {}),
    observation('two', {}),
    { resourceType: 'Questionnaire', id: 'q', status: 'active', url: 'http://x.example/q' },
    { resourceType: 'QuestionnaireResponse', id: 'r', status: 'completed', questionnaire: 'http://x.example/q|1.0' },
  );
  const included = async (search: string): Promise<string[]> =>
    (await clinic.ask(`GET ${search}`)).json.entry
      .filter((entry: Json) => entry.search.mode === 'include')
      .map((entry: Json) => `${entry.resource.resourceType}/${entry.resource.id}`);
  assert.deepEqual(await included('/Observation?_include=Observation:subject'), ['Patient/a']);
  assert.deepEqual(await included('/Observation?_include=Observation:subject:Group'), []);
  assert.deepEqual(await included('/Observation?_include=Observation:subject&_include:iterate=Patient:organization'), [
    'Patient/a',
    'Organization/o',
  ]);
  assert.deepEqual(await included('/Observation?_include=Observation:subject&_include=Patient:organization'), [
    'Patient/a',
  ]);
  assert.deepEqual(await included('/Observation?_include=*'), ['Patient/a']);
  assert.deepEqual(await included('/Patient?_revinclude=Observation:patient'), ['Observation/one', 'Observation/two']);
  assert.deepEqual(await included('/QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire'), [
    'Questionnaire/q',
  ]);
});

test('_summary and _elements send parts, marked as such, mandatory elements always', async () => {
  const clinic = clinicWith(
    observation('one', {
      valueQuantity: { value: 1 },
      note: [{ text: 'n' }],
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
    }),
  );
  const only = async (query: string): Promise<Json> =>
    (await clinic.ask(`GET /Observation?${query}`)).json.entry[0].resource;
  assert.deepEqual(Object.keys(await only('_elements=value')), [
    'resourceType',
    'id',
    'meta',
    'status',
    'code',
    'valueQuantity',
  ]);
  assert.equal((await only('_elements=value')).meta.tag[0].code, 'SUBSETTED');
  assert.deepEqual(Object.keys(await only('_summary=true')), [
    'resourceType',
    'id',
    'meta',
    'status',
    'code',
    'subject',
    'valueQuantity',
  ]);
  assert.equal((await only('_summary=data')).text, undefined);
  assert.deepEqual(Object.keys(await only('_summary=text')).sort(), [
    'code',
    'id',
    'meta',
    'resourceType',
    'status',
    'text',
  ]);
  const count = await clinic.ask('GET /Observation?_summary=count');
  assert.equal(count.json.total, 1);
  assert.equal(count.json.entry, undefined);
  assert.equal((await clinic.ask('GET /Observation?_total=none')).json.total, undefined);
});

test('POST _search takes its parameters from a form', async () => {
  const clinic = clinicWith(observation('one', {}), observation('two', { status: 'amended' }));
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await clinic.ask('POST /Observation/_search?_count=5', { body: 'status=amended&patient=a', headers });
  assert.deepEqual(
    reply.json.entry.map((entry: Json) => entry.resource.id),
    ['two'],
  );
});

test('an unknown parameter is named in an outcome, or refused when handling is strict', async () => {
  const clinic = clinicWith(observation('one', {}));
  const lenient = await clinic.ask('GET /Observation?colour=red');
  assert.equal(lenient.json.total, 1);
  const outcome = lenient.json.entry.find((entry: Json) => entry.search.mode === 'outcome').resource;
  assert.match(outcome.issue[0].diagnostics, /no search parameter colour/);
  assert.ok(!lenient.json.link[0].url.includes('colour'));
  refused(await clinic.ask('GET /Observation?colour=red', { headers: { prefer: 'handling=strict' } }), 400, /colour/);
});

test('what a search cannot mean is refused in words', async () => {
  const clinic = clinicWith(observation('one', {}));
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['/Observation?date=2020-02-30', 400, /not a date/],
    ['/Observation?date=yesterday', 400, /not a date/],
    ['/Observation?value-quantity=lots', 400, /not a number/],
    ['/Observation?code:below=1', 400, /no search modifier/],
    ['/Observation?_count=-1', 400, /whole number/],
    ['/Observation?_total=some', 400, /accurate/],
    ['/Observation?_include=Observation', 400, /Type:parameter/],
    ['/Observation?code-value-quantity=1', 400, /code\$value-quantity/],
    ['/Observation?status.name=x', 400, /no reference/],
    ['/Observation?active:missing=true', 200, /no search parameter/],
    ['/Observation?code:missing=perhaps', 400, /true or false/],
    ['/Observation?_has:Patient:name:x=1', 400, /no reference parameter/],
    ['/Observations?status=final', 404, /no resource type/],
    ['/Observation/_find', 404, /nothing at/],
  ];
  for (const [path, status, words] of cases) {
    const reply = await clinic.ask(`GET ${path}`);
    assert.equal(reply.status, status, path);
    assert.match(reply.text, words, path);
  }
});

test('what looks like SQL, markup or a format string is only text to look for', async () => {
  const clinic = clinicWith(observation('one', {}), { resourceType: 'Patient', id: 'a' });
  const nasty = [
    "' OR 1=1 --",
    '"; DROP TABLE resource; --',
    '%',
    '_',
    '\u0000',
    '${7*7}',
    '<script>',
    '\\',
    'x'.repeat(50_000),
    '🙂',
    '%n%s',
  ];
  for (const text of nasty) {
    for (const name of [
      'code',
      'patient',
      'subject:Patient.name',
      'date',
      'value-quantity',
      '_id',
      '_sort',
      '_include',
      'code:text',
      '_elements',
      '_lastUpdated',
      '_page',
      encodeURIComponent(text),
    ]) {
      const reply = await clinic.ask(`GET /Observation?${name}=${encodeURIComponent(text)}`);
      assert.ok(
        reply.status === 200 || (reply.status >= 400 && reply.status < 500),
        `${name}=${text.slice(0, 40)}: ${reply.status}`,
      );
      assert.doesNotMatch(reply.text, /SQLITE|at \w+ \(|\.ts:\d/);
    }
  }
  assert.equal(clinic.service.count(), 2);
});

test('a search for several common things finds exactly those that are all of them', async () => {
  const clinic = clinicWith(
    ...Array.from({ length: 6000 }, (_, index) =>
      observation(`o${index}`, {
        status: index % 2 === 0 ? 'final' : 'amended',
        subject: { reference: index % 3 === 0 ? 'Patient/b' : 'Patient/a' },
        effectiveDateTime: index % 5 === 0 ? '2019-01-01' : '2020-01-01',
      }),
    ),
  );
  const want = Array.from({ length: 6000 }, (_, index) => index).filter((index) => index % 2 === 0 && index % 3 !== 0);
  const found = await clinic.matches('/Observation?patient=a&status=final&_count=1000');
  assert.deepEqual(
    found,
    want.map((index) => `Observation/o${index}`),
  );
  const dated = await clinic.matches('/Observation?patient=a&status=final&date=2020&_count=1000');
  assert.equal(dated.length, want.filter((index) => index % 5 !== 0).length);
});
