/**
 * One record out of two organisations' records: every overlap that the sandbox's people have, and the rules one by one.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { overlaps, sharedPeople, type Overlap } from '../../../packages/sandbox/src/patients/overlaps.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import type { ReadyState } from '../../../packages/sdk/src/record/state.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import type { Elsewhere } from '../../../packages/sdk/src/topics/elsewhere.ts';
import { immunizations } from '../../../packages/sdk/src/topics/immunizations.ts';
import { medications, type MedicationsView } from '../../../packages/sdk/src/topics/medications.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import type { Line, Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { keys, viewOf } from '../../support/views.ts';

const rx = (code: string, text = 'Metformin 500 MG') => ({
  coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code }],
  text,
});
const order = (id: string, status: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  status,
  intent: 'order',
  medicationCodeableConcept: rx('860975'),
  authoredOn: '2026-01-10',
  ...more,
});
const twice = [{ text: 'Twice a day', timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }];
const bid = [{ text: '1 tab BID', timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }];
const once = [{ text: 'Once a day', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }];

const told = (elsewhere: Elsewhere | undefined) =>
  elsewhere && {
    also: keys(elsewhere.also),
    differs: elsewhere.differs,
    doubtful: keys(elsewhere.doubtful),
  };

describe('one medicine of two sources', () => {
  it('is one line when the code is the same, also where the words differ', () => {
    const view = viewOf(
      medications,
      [order('1', 'active', { dosageInstruction: twice })],
      [order('2', 'active', { dosageInstruction: bid })],
    );
    assert.deepEqual(keys(view.current), ['A/MedicationRequest/1']);
    assert.deepEqual(told(view.elsewhere.get('A/MedicationRequest/1')), {
      also: ['B/MedicationRequest/2'],
      differs: [],
      doubtful: [],
    });
  });

  it('stays among the current ones while any source has it active, and says that they disagree', () => {
    const view = viewOf(medications, [order('1', 'stopped')], [order('2', 'active', { dosageInstruction: once })]);
    assert.deepEqual([keys(view.current), keys(view.past)], [['B/MedicationRequest/2'], []]);
    assert.deepEqual(view.elsewhere.get('B/MedicationRequest/2')?.differs, ['status']);
  });

  it('says so when the directions differ', () => {
    const view = viewOf(
      medications,
      [order('1', 'active', { dosageInstruction: twice })],
      [order('2', 'active', { dosageInstruction: once })],
    );
    assert.equal(view.current.length, 1);
    assert.deepEqual(view.elsewhere.get(view.current[0]?.key ?? '')?.differs, ['dosage']);
  });

  it('stays apart from a course that has ended, and says that they may be the same only when it was recent', () => {
    const recent = viewOf(medications, [order('1', 'completed')], [order('2', 'active')]);
    assert.equal(recent.past.length + recent.current.length, 2);
    assert.deepEqual(told(recent.elsewhere.get('B/MedicationRequest/2'))?.doubtful, ['A/MedicationRequest/1']);
    const old = viewOf(medications, [order('1', 'completed', { authoredOn: '2019' })], [order('2', 'active')]);
    assert.equal(old.elsewhere.size, 0);
  });

  it('stays apart where one could go with two of the other source, and all say so', () => {
    const view = viewOf(medications, [order('1', 'active'), order('2', 'active')], [order('3', 'active')]);
    assert.equal(view.current.length, 3);
    assert.deepEqual(told(view.elsewhere.get('B/MedicationRequest/3')), {
      also: [],
      differs: [],
      doubtful: ['A/MedicationRequest/1', 'A/MedicationRequest/2'],
    });
  });

  it('stays apart where only the words are the same, or one is an order not to give it', () => {
    const inWords = { medicationCodeableConcept: { text: 'metformin  500 mg' } };
    const words = viewOf(medications, [order('1', 'active')], [order('2', 'active', inWords)]);
    assert.deepEqual(told(words.elsewhere.get('A/MedicationRequest/1'))?.doubtful, ['B/MedicationRequest/2']);
    const never = viewOf(medications, [order('1', 'active')], [order('2', 'active', { doNotPerform: true })]);
    assert.deepEqual([never.current.length, never.doNotGive.length], [1, 1]);
  });

  it('is another medicine when the codes differ, whatever the words', () => {
    const view = viewOf(
      medications,
      [order('1', 'active')],
      [order('2', 'active', { medicationCodeableConcept: rx('861007') })],
    );
    assert.deepEqual([view.current.length, view.elsewhere.size], [2, 0]);
  });

  it('never takes in what one source recorded twice', () => {
    const view = viewOf(medications, [order('1', 'active'), order('2', 'active')], []);
    assert.deepEqual([view.current.length, view.elsewhere.size], [2, 0]);
  });

  it('is not touched by what was entered in error', () => {
    const view = viewOf(medications, [order('1', 'entered-in-error')], [order('2', 'active')]);
    assert.deepEqual([view.enteredInError.length, view.current.length, view.elsewhere.size], [1, 1, 0]);
  });
});

const allergy = (id: string, more: object) => ({
  resourceType: 'AllergyIntolerance',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '764146007' }], text: 'Penicillin' },
  ...more,
});

describe('one allergy of two sources', () => {
  it('leads with what can harm, and tells what the other says', () => {
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
    const view = viewOf(allergies, [allergy('1', refuted)], [allergy('2', { criticality: 'high' })]);
    assert.deepEqual(keys(view.current), ['B/AllergyIntolerance/2']);
    assert.equal(view.current[0]?.alarming, true);
    assert.equal(view.refuted.length, 0);
    assert.deepEqual(keys(view.elsewhere.get('B/AllergyIntolerance/2')?.also ?? []), ['A/AllergyIntolerance/1']);
  });

  it('tells that one has ruled it out or calls it over, where the other does not say', () => {
    const differs = (more: object) =>
      viewOf(allergies, [allergy('1', more)], [allergy('2', { clinicalStatus: undefined })]).elsewhere.get(
        'B/AllergyIntolerance/2',
      )?.differs;
    assert.deepEqual(differs({ verificationStatus: { coding: [{ code: 'refuted' }] } }), ['verification']);
    assert.deepEqual(differs({ clinicalStatus: { coding: [{ code: 'resolved' }] } }), ['status']);
    const stopped = viewOf(medications, [order('1', 'stopped')], [order('2', 'unknown')]);
    assert.deepEqual(stopped.elsewhere.get('B/MedicationRequest/2')?.differs, ['status']);
  });

  it('does not call silence a disagreement', () => {
    const view = viewOf(allergies, [allergy('1', {})], [allergy('2', { criticality: 'high' })]);
    assert.deepEqual(view.elsewhere.get('B/AllergyIntolerance/2')?.differs, []);
  });

  it('leaves "no known allergies" of one beside the allergy of the other', () => {
    const none = { code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] } };
    const view = viewOf(allergies, [allergy('1', none)], [allergy('2', {})]);
    assert.deepEqual([view.current.length, view.noneStatements.length, view.contradicted], [1, 1, true]);
  });
});

const glucose = (id: string, value: number, at: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'Glucose' },
  effectiveDateTime: at,
  valueQuantity: { value, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  ...more,
});

describe('one result of two sources', () => {
  it('is one when test, moment and value are the same, in whatever zone the moment is written', () => {
    const view = viewOf(
      results,
      [glucose('1', 95, '2026-01-10T08:00:00Z')],
      [glucose('2', 95, '2026-01-10T09:00:00+01:00')],
    );
    assert.equal(view.lines.length, 1);
  });

  it('is two, which may be one, when the values differ: neither is chosen', () => {
    const at = '2026-01-10T08:00:00Z';
    const view = viewOf(results, [glucose('1', 95, at)], [glucose('2', 59, at)]);
    assert.equal(view.lines.length, 2);
    assert.deepEqual(told(view.elsewhere.get('A/Observation/1'))?.doubtful, ['B/Observation/2']);
  });

  it('is two when only the day is known, or the moment differs', () => {
    const day = viewOf(results, [glucose('1', 95, '2026-01-10')], [glucose('2', 95, '2026-01-10T08:00:00Z')]);
    assert.deepEqual([day.lines.length, day.elsewhere.size], [2, 2]);
    const later = viewOf(
      results,
      [glucose('1', 95, '2026-01-10T08:00:00Z')],
      [glucose('2', 95, '2026-01-10T08:05:00Z')],
    );
    assert.deepEqual([later.lines.length, later.elsewhere.size], [2, 0]);
  });

  it('is looked for among the results of many years in about the time that reading them takes', () => {
    const many = (prefix: string): object[] =>
      Array.from({ length: 13_000 }, (_, index) => {
        const day = new Date(Date.UTC(1990, 0, 1 + index)).toISOString().slice(0, 10);
        return glucose(`${prefix}${index}`, 90, `${day}T08:00:00Z`);
      });
    const time = (a: readonly object[], b: readonly object[], expected: number): number => {
      const started = performance.now();
      assert.equal(viewOf(results, a, b).lines.length, expected);
      return performance.now() - started;
    };
    const [first, second] = [many('a'), many('b')];
    time(first, [], 13_000);
    const alone = time([...first, ...second], [], 26_000);
    const merged = time(first, second, 13_000);
    // Comparing each with each would take thousands of times as long.
    assert.ok(merged < 8 * alone, `${Math.round(merged)} ms against ${Math.round(alone)} ms`);
  });
});

describe('a vaccine dose of two sources', () => {
  const dose = (id: string, occurrenceDateTime: string) => ({
    resourceType: 'Immunization',
    id,
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }], text: 'Influenza' },
    occurrenceDateTime,
  });
  it('is one on one day, in doubt within a week, and two beyond', () => {
    const count = (other: string): number[] => {
      const view = viewOf(immunizations, [dose('1', '2025-10-06')], [dose('2', other)]);
      return [view.given.length, view.elsewhere.size];
    };
    assert.deepEqual(count('2025-10-06'), [1, 1]);
    assert.deepEqual(count('2025-10-09'), [2, 2]);
    assert.deepEqual(count('2025-10'), [2, 2]);
    assert.deepEqual(count('2025-11-06'), [2, 0]);
  });
});

describe('merging', () => {
  /** Told by what leads, what goes with it and what is in doubt: not by the order of lines. */
  const sense = (view: MedicationsView): unknown =>
    [...view.current, ...view.past]
      .map(({ key }) => {
        const { also, differs, doubtful } = view.elsewhere.get(key) ?? { also: [], differs: [], doubtful: [] };
        return [key, keys(also).sort(), [...differs].sort(), keys(doubtful).sort()];
      })
      .sort();
  const hospital = [
    order('1', 'active', { dosageInstruction: twice }),
    order('2', 'stopped', { medicationCodeableConcept: rx('979485', 'losartan') }),
    order('3', 'completed', { medicationCodeableConcept: rx('308182', 'amoxicillin') }),
  ];
  const clinic = [
    order('4', 'active', { dosageInstruction: twice }),
    order('5', 'active', { medicationCodeableConcept: rx('979485', 'losartan') }),
    order('6', 'active', { medicationCodeableConcept: rx('308182', 'amoxicillin') }),
    order('7', 'active', { medicationCodeableConcept: { text: 'Metformin 500 mg' } }),
  ];
  const expected = sense(viewOf(medications, hospital, clinic));
  const clinicFirst = (a: readonly object[], b: readonly object[]): MedicationsView => {
    const from = (source: string, resources: readonly object[]) =>
      resources.map((resource) => ({ resource: resource as FhirResource, origin: { source, sourceName: source } }));
    const matches = [...from('B', b), ...from('A', a)];
    return medications.view({ matches, resolve: () => undefined, now: new Date('2026-06-01T12:00:00Z') });
  };

  it('says the same in whatever order the sources and their resources come', () => {
    const turned = <T>(items: readonly T[], by: number): T[] => [...items.slice(by), ...items.slice(0, by)];
    for (let by = 0; by < clinic.length; by++) {
      const orders = [turned(hospital, by % hospital.length), turned(clinic, by)] as const;
      assert.deepEqual(sense(viewOf(medications, ...orders)), expected);
      assert.deepEqual(sense(viewOf(medications, orders[0].toReversed(), orders[1].toReversed())), expected);
      assert.deepEqual(sense(clinicFirst(...orders)), expected);
    }
  });

  it('says the same when a page comes twice', () => {
    assert.deepEqual(sense(viewOf(medications, [...hospital, ...hospital], [...clinic, ...clinic])), expected);
  });
});

describe('people of two organisations', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off' });
  });
  after(() => sandbox?.close());

  /** Both organisations' record of a person. */
  function recordOfBoth(story: string) {
    const sources = Object.entries(sharedPeople[story] ?? {}).map(([slug, id]) => {
      const organisation = sandbox.organisations.find((one) => one.fhirBase.includes(slug));
      return { ...serverSource(slug, organisation?.fhirBase ?? '', id), id: slug };
    });
    return recordOf(new FixedSession(sources));
  }

  function ready<View>(story: string, topic: Topic<View>): Promise<ReadyState<View>> {
    return new Promise((resolve, reject) => {
      recordOfBoth(story).watch(topic, (state) => {
        if (state.kind === 'ready') resolve(state);
        else if (state.kind !== 'loading') reject(new Error(`${topic.name} of ${story}: ${state.kind}`));
      });
    });
  }

  interface Told {
    readonly lead: Line;
    readonly also: readonly Line[];
    readonly differs: readonly string[];
  }

  /** What the merged record says of each thing, of whichever type. */
  async function everything(story: string): Promise<Told[]> {
    const [medicines, allergic, vaccines, conditions] = await Promise.all([
      ready(story, medications),
      ready(story, allergies),
      ready(story, immunizations),
      ready(story, problems),
    ]);
    const of = <L extends Line>(lines: readonly L[], elsewhere: ReadonlyMap<string, Elsewhere<L>>): Told[] =>
      lines.map((lead) => ({ lead, also: [], differs: [], ...elsewhere.get(lead.key) }));
    const { view: meds } = medicines;
    const { view: allergyView } = allergic;
    return [
      ...of([...meds.current, ...meds.past, ...meds.proposed, ...meds.doNotGive], meds.elsewhere),
      ...of([...allergyView.current, ...allergyView.past, ...allergyView.refuted], allergyView.elsewhere),
      ...of(allergyView.noneStatements as never[], new Map()),
      ...of([...vaccines.view.given, ...vaccines.view.notDone], vaccines.view.elsewhere),
      ...[...conditions.view.current, ...conditions.view.past].map(({ lead, entries, sourcesDisagree }) => ({
        lead,
        also: entries.filter((entry) => entry !== lead),
        differs: sourcesDisagree ? ['status'] : [],
      })),
    ];
  }

  /** The group that holds a resource of an organisation. */
  const holding = (all: readonly Told[], slug: string, reference: string): Told | undefined =>
    all.find(({ lead, also }) =>
      [lead, ...also].some((line) => line.origin.source === slug && line.reference === reference),
    );

  /** Told by codes in one place and by words in the other: nobody but a person can tell that they are one thing. */
  const notToBeKnown = (overlap: Overlap): boolean => overlap.differs?.includes('code') === true;

  for (const story of Object.keys(sharedPeople)) {
    it(`${story}: nothing is lost, what is one thing is one line, and what is told differently is said to be`, async () => {
      const all = await everything(story);
      for (const overlap of overlaps.filter((one) => one.story === story)) {
        const groups = Object.entries(overlap.told).map(([slug, [reference]]) => holding(all, slug, reference ?? ''));
        const label = `${story}, ${overlap.about}`;
        assert.ok(!groups.includes(undefined), `${label}: is shown`);
        if (overlap.relation === 'only') {
          assert.equal(
            groups[0]?.also.filter((line) => line.origin.source !== groups[0]?.lead.origin.source).length,
            0,
          );
        } else if (notToBeKnown(overlap)) {
          assert.notEqual(groups[0], groups[1], `${label}: stays apart`);
        } else {
          assert.equal(groups[0], groups[1], `${label}: is one line`);
        }
      }
    });
  }

  it('tells what the two disagree on', async () => {
    const differs = async (story: string, slug: string, reference: string) =>
      holding(await everything(story), slug, reference)?.differs;
    assert.deepEqual(await differs('margaret', 'university-hospital', 'MedicationRequest/p-1001-medicationrequest-1'), [
      'status',
    ]);
    assert.deepEqual(await differs('anjali', 'university-hospital', 'MedicationRequest/p-1003-medicationrequest-2'), [
      'dosage',
    ]);
    assert.deepEqual(await differs('robert', 'city-clinic', 'MedicationRequest/c-2005-medicationrequest-4'), [
      'status',
    ]);
    assert.deepEqual(await differs('robert', 'city-clinic', 'AllergyIntolerance/c-2005-allergyintolerance-1'), [
      'status',
      'verification',
    ]);
  });
});
