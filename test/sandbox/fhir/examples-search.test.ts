/**
 * Searches over the published examples, with the answers worked out by plain FHIRPath over every resource: no index,
 * no code of the server.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { resourceTypes, searchParametersOf } from '../../../packages/sandbox/src/fhir/definitions/registry.ts';
import { Clinic, publishedResources, type Json } from './fixtures.ts';

const resources: Json[] = publishedResources('fhir-r4-official-examples', 'us-core', 'carin-bb');
const clinic = new Clinic();
clinic.service.load(resources);

function evaluate(resource: Json, expression: string): Json[] {
  return fhirpath.evaluate(structuredClone(resource), expression, { resource }, r4) as Json[];
}

function expected(type: string, holds: (resource: Json) => boolean): string[] {
  return resources
    .filter((resource) => resource.resourceType === type && holds(resource))
    .map((resource) => `${type}/${resource.id}`)
    .sort();
}

/** A search and the FHIRPath that is true of exactly the resources it should find. */
const bySearch: Record<string, string> = {
  '/Patient?gender=female': "gender = 'female'",
  '/Patient?gender:not=female': "(gender = 'female').not() or gender.empty()",
  '/Patient?active=true': 'active = true',
  '/Patient?active:missing=true': 'active.empty()',
  '/Patient?deceased=true': 'deceased.exists() and (deceased is boolean and deceased = false).not()',
  '/Patient?birthdate=1974-12-25': 'birthDate = @1974-12-25',
  '/Patient?birthdate=ge1974&birthdate=lt1983': 'birthDate >= @1974-01-01 and birthDate < @1983-01-01',
  '/Patient?birthdate:missing=true': 'birthDate.empty()',
  '/Patient?family:exact=Chalmers': "name.family.where($this = 'Chalmers').exists()",
  '/Patient?given=pet': "name.given.where(lower().startsWith('pet')).exists()",
  '/Patient?name:contains=alm':
    "name.select(text | family | given | prefix | suffix).where(lower().contains('alm')).exists()",
  '/Patient?address-city=pleasant': "address.city.where(lower().startsWith('pleasant')).exists()",
  '/Patient?identifier=urn:oid:1.2.36.146.595.217.0.1|12345':
    "identifier.where(system = 'urn:oid:1.2.36.146.595.217.0.1' and value = '12345').exists()",
  '/Patient?identifier=urn:oid:1.2.36.146.595.217.0.1|':
    "identifier.where(system = 'urn:oid:1.2.36.146.595.217.0.1').exists()",
  '/Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|12345':
    "identifier.where(type.coding.where(system = 'http://terminology.hl7.org/CodeSystem/v2-0203' and code = 'MR').exists() and value = '12345').exists()",
  '/Patient?telecom=phone|(03) 5555 6473': "telecom.where(system = 'phone' and value = '(03) 5555 6473').exists()",
  '/Observation?status=final': "status = 'final'",
  '/Observation?status=http://hl7.org/fhir/observation-status|amended': "status = 'amended'",
  '/Observation?status=final,amended': "status = 'final' or status = 'amended'",
  '/Observation?code=8480-6': "code.coding.where(code = '8480-6').exists()",
  '/Observation?combo-code=http://loinc.org|8480-6':
    "(code | component.code).coding.where(system = 'http://loinc.org' and code = '8480-6').exists()",
  '/Observation?category=vital-signs&status=final':
    "category.coding.where(code = 'vital-signs').exists() and status = 'final'",
  '/Observation?code:text=glucose': "(code.text | code.coding.display).where(lower().startsWith('glucose')).exists()",
  '/Observation?value-quantity=gt100': 'value.ofType(Quantity).value > 100',
  '/Observation?value-quantity=le7.2||mmol/L':
    "value.ofType(Quantity).where(value <= 7.2 and (unit = 'mmol/L' or code = 'mmol/L')).exists() and value.ofType(Quantity).comparator.empty()",
  '/Observation?value-quantity=185|http://unitsofmeasure.org|[lb_av]':
    "value.ofType(Quantity).where(value >= 184.5 and value < 185.5 and system = 'http://unitsofmeasure.org' and code = '[lb_av]').exists()",
  '/Observation?component-code-value-quantity=8480-6$ge107':
    "component.where(code.coding.where(code = '8480-6').exists() and value.ofType(Quantity).value >= 107).exists()",
  '/Observation?value-concept:missing=false': 'value.ofType(CodeableConcept).exists()',
  '/Observation?date=2012-09-17':
    "(effective is dateTime and effective.toString().startsWith('2012-09-17')) or (effective is Period and effective.start.toString().startsWith('2012-09-17') and effective.end.toString().startsWith('2012-09-17'))",
  '/Observation?has-member:missing=false': 'hasMember.exists()',
  '/Observation?subject=Patient/f001': "subject.reference = 'Patient/f001'",
  '/Observation?patient=f001': "subject.reference = 'Patient/f001'",
  '/Observation?subject:Patient=f001': "subject.reference = 'Patient/f001'",
  '/Condition?clinical-status=active': "clinicalStatus.coding.where(code = 'active').exists()",
  '/Condition?onset-age=ge50': 'onset.ofType(Age).value >= 50 or onset.ofType(Range).high.value >= 50',
  '/Encounter?length=gt60': 'length.value > 60',
  '/Encounter?class=AMB': "class.code = 'AMB'",
  '/RiskAssessment?probability=gt0.8': 'prediction.probability.ofType(decimal).where($this > 0.8).exists()',
  '/Appointment?date=2013-12-10': "start.toString().startsWith('2013-12-10')",
  '/MedicationRequest?intent=order&status=active': "intent = 'order' and status = 'active'",
  '/Provenance?agent:missing=false': 'agent.who.exists()',
  '/MolecularSequence?chromosome-variant-coordinate=1$ge1$le999999999':
    "referenceSeq.chromosome.coding.where(code = '1').exists() and variant.where(start >= 1 and end <= 999999999).exists()",
  '/Group?characteristic-value=gender$mixed':
    "characteristic.where(code.coding.where(code = 'gender').exists() and value.ofType(CodeableConcept).coding.where(code = 'mixed').exists()).exists()",
};

for (const [search, expression] of Object.entries(bySearch)) {
  test(`GET ${search}`, async () => {
    const type = /^\/(\w+)/.exec(search)![1]!;
    const want = expected(type, (resource) => evaluate(resource, expression)[0] === true);
    assert.deepEqual((await clinic.matches(search)).sort(), want);
  });
}

test('most of the searches above find something, so that agreement means something', async () => {
  const counts = await Promise.all(Object.keys(bySearch).map(async (each) => (await clinic.matches(each)).length));
  assert.ok(counts.filter((count) => count > 0).length >= counts.length - 6, counts.join(' '));
});

test('every token that an official parameter reads is found by system and code', async () => {
  let asked = 0;
  for (const type of resourceTypes) {
    const ofType = resources.filter((resource) => resource.resourceType === type);
    for (const parameter of searchParametersOf(type).values()) {
      if (parameter.type !== 'token' || parameter.code === '_id' || ofType.length === 0) continue;
      for (const [token, ids] of holdersOfTokens(ofType, parameter.expression)) {
        const search = `/${type}?${parameter.code}=${encodeURIComponent(token)}`;
        assert.deepEqual((await clinic.matches(search)).sort(), [...ids].sort(), search);
        asked += 1;
      }
    }
  }
  assert.ok(asked > 500, `only ${asked} tokens were asked for`);
});

/** Which resources hold each `system|code`; tokens that differ in case only are one. */
function holdersOfTokens(ofType: readonly Json[], expression: string): Map<string, Set<string>> {
  const read = fhirpath.compile(expression, r4);
  const holders = new Map<string, Set<string>>();
  const spelling = new Map<string, string>();
  for (const resource of ofType) {
    for (const value of read(structuredClone(resource), { resource }) as Json[]) {
      for (const coding of value.coding ?? (value.code === undefined ? [] : [value])) {
        const token = `${coding.system ?? ''}|${coding.code}`;
        if (coding.code === undefined || /[\\,$]|\|.*\|/.test(token)) continue;
        const first = spelling.get(token.toLowerCase()) ?? token;
        spelling.set(token.toLowerCase(), first);
        holders.set(first, (holders.get(first) ?? new Set()).add(`${resource.resourceType}/${resource.id}`));
      }
    }
  }
  return holders;
}

test('every literal reference that an official parameter reads is found by the reference', async () => {
  let asked = 0;
  for (const type of resourceTypes) {
    const ofType = resources.filter((resource) => resource.resourceType === type);
    for (const parameter of searchParametersOf(type).values()) {
      if (parameter.type !== 'reference' || ofType.length === 0) continue;
      const holders = new Map<string, Set<string>>();
      for (const member of parameter.expression.split(' | ')) {
        const [, path = member, only] = /^(.*)\.where\(resolve\(\) is (\w+)\)$/.exec(member) ?? [];
        for (const resource of ofType) {
          for (const { reference } of evaluate(resource, path)) {
            if (typeof reference !== 'string' || !/^[A-Z]\w+\/[\w.-]+$/.test(reference)) continue;
            if (only !== undefined && !reference.startsWith(`${only}/`)) continue;
            const ids = holders.get(reference) ?? new Set();
            holders.set(reference, ids.add(`${type}/${resource.id}`));
          }
        }
      }
      for (const [reference, ids] of holders) {
        const search = `/${type}?${parameter.code}=${reference}`;
        const found = (await clinic.matches(search)).sort();
        for (const id of ids) assert.ok(found.includes(id), `${search} misses ${id}`);
        assert.ok(
          found.every((id) =>
            JSON.stringify(resources.find((each) => `${each.resourceType}/${each.id}` === id)).includes(reference),
          ),
          search,
        );
        asked += 1;
      }
    }
  }
  assert.ok(asked > 300, `only ${asked} references were asked for`);
});

test('a chain finds what following the reference by hand finds', async () => {
  const byKey = new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  const chalmers = (resource: Json): boolean =>
    byKey
      .get(resource.subject?.reference)
      ?.name?.some((name: Json) => name.family?.toLowerCase().startsWith('chalmers')) ?? false;
  const want = expected('Observation', chalmers);
  assert.ok(want.length > 0);
  assert.deepEqual((await clinic.matches('/Observation?subject:Patient.family=chalmers')).sort(), want);
  assert.deepEqual((await clinic.matches('/Observation?patient.family=chalmers')).sort(), want);
});

test('_has finds whom an observation with that code is about', async () => {
  const subjects = new Set(
    resources
      .filter((each) => each.resourceType === 'Observation')
      .filter((each) => each.code?.coding?.some((coding: Json) => coding.code === '29463-7'))
      .map((each) => each.subject?.reference),
  );
  const want = expected('Patient', (resource) => subjects.has(`Patient/${resource.id}`));
  assert.ok(want.length > 0);
  assert.deepEqual((await clinic.matches('/Patient?_has:Observation:patient:code=29463-7')).sort(), want);
});

test('sorting by date goes from the newest to the oldest, those without a date last', async () => {
  const found = await clinic.matches('/Observation?_sort=-date');
  const dates = found.map((id) => {
    const resource = resources.find((each) => `Observation/${each.id}` === id && each.resourceType === 'Observation');
    const date = resource.effectiveDateTime ?? resource.effectiveInstant ?? resource.effectivePeriod?.start;
    return date === undefined ? -Infinity : Date.parse(date);
  });
  assert.equal(found.length, expected('Observation', () => true).length);
  assert.deepEqual(
    dates,
    [...dates].sort((a, b) => (a === b ? 0 : b - a)),
  );
});
