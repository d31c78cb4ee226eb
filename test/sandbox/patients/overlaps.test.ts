import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Patient } from 'fhir/r4.js';
import { overlaps, sharedPeople } from '../../../packages/sandbox/src/patients/overlaps.ts';
import { demoLogins } from '../../../packages/sandbox/src/patients/demo.ts';
import { generated, moments, organisations, patientOf } from './walk.ts';

type Line = FhirResource & Record<string, unknown>;

const records = Object.fromEntries(
  organisations.map((organisation) => [organisation, generated(organisation, moments[0] as Date) as Line[]]),
) as Record<(typeof organisations)[number], Line[]>;

function find(organisation: (typeof organisations)[number], reference = ''): Line {
  const found = records[organisation].find((one) => `${one.resourceType}/${one.id}` === reference);
  assert.ok(found, `${organisation} has ${reference}`);
  return found;
}

/** What a line is about: the first code, or the words where there is none. */
function subjectOf(line: Line): string {
  const code = (line['code'] ?? line['vaccineCode'] ?? line['medicationCodeableConcept']) as
    { text?: string; coding?: { code?: string }[] } | undefined;
  const display = (line['medicationReference'] as { display?: string } | undefined)?.display;
  return code?.coding?.[0]?.code ?? code?.text ?? display ?? '';
}

describe('people whom both organisations know', () => {
  it('are five, who log in by one name and are one person', () => {
    assert.equal(Object.keys(sharedPeople).length, 5);
    for (const [story, ids] of Object.entries(sharedPeople)) {
      const patients = organisations.map(
        (organisation) => find(organisation, `Patient/${ids[organisation]}`) as Patient,
      );
      assert.equal(new Set(patients.map(({ birthDate, gender }) => `${birthDate} ${gender}`)).size, 1, story);
      for (const organisation of organisations)
        assert.deepEqual(demoLogins(organisation).find(({ username }) => username === story)?.patients, [
          ids[organisation],
        ]);
    }
    assert.equal(records['city-clinic'].filter(({ resourceType }) => resourceType === 'Patient').length, 5);
  });

  for (const { story, about, relation, told, differs = [] } of overlaps) {
    it(`${story}: ${about} (${relation})`, () => {
      const lines = organisations.flatMap((organisation) =>
        (told[organisation] ?? []).map((reference) => {
          const line = find(organisation, reference);
          assert.equal(patientOf(line), sharedPeople[story]?.[organisation]);
          return line;
        }),
      );
      const [first, second] = lines;
      assert.ok(first);
      switch (relation) {
        case 'same':
          assert.equal(subjectOf(first), subjectOf(second as Line));
          assert.equal(first.resourceType, second?.resourceType);
          break;
        case 'disagree':
          assert.ok(differs.length > 0);
          for (const element of differs) assert.notDeepEqual(first[element], second?.[element], element);
          break;
        case 'only': {
          const other = organisations.find((organisation) => told[organisation] === undefined);
          assert.ok(other && lines.length === 1);
          const there = records[other].filter(
            (one) => one.resourceType === first.resourceType && patientOf(one) === sharedPeople[story]?.[other],
          );
          assert.ok(there.every((one) => subjectOf(one) !== subjectOf(first)));
        }
      }
    });
  }

  it('disagree, agree and complete each other, every one of them', () => {
    for (const story of Object.keys(sharedPeople)) {
      const relations = new Set(overlaps.filter((one) => one.story === story).map(({ relation }) => relation));
      assert.ok(relations.has('disagree') && relations.has('only'), story);
    }
    assert.ok(overlaps.filter(({ relation }) => relation === 'same').length >= 8);
  });
});
