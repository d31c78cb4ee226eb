/** Alerts, goals, plans, teams: what holds, what is over, and what the record's own words say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { alerts } from '../../../packages/sdk/src/topics/alerts.ts';
import { carePlans } from '../../../packages/sdk/src/topics/care-plans.ts';
import { careTeams } from '../../../packages/sdk/src/topics/care-teams.ts';
import { goals } from '../../../packages/sdk/src/topics/goals.ts';
import { keys, viewOf } from '../../support/views.ts';
import { inputOf } from './support/corpus.ts';

const flag = (id: string, category: string, more: object = {}): object => ({
  resourceType: 'Flag',
  id,
  status: 'active',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: category }] }],
  code: { text: `Flag ${id}` },
  ...more,
});

test('a flag of safety alarms while it holds, and stands first; one that is over or mistaken does not', () => {
  const high = {
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/flag-priority',
        valueCodeableConcept: { coding: [{ code: 'PH' }] },
      },
    ],
  };
  const view = viewOf(alerts, [
    flag('contact', 'contact', { period: { start: '2026-05-01' } }),
    flag('falls', 'safety', { period: { start: '2020' } }),
    flag('urgent', 'clinical', high),
    flag('strange', 'safety', { status: 'on' }),
    flag('old', 'safety', { status: 'inactive' }),
    flag('mistake', 'safety', { status: 'entered-in-error' }),
  ]);
  assert.deepEqual(
    view.current.map(({ reference, alarming }) => [reference, alarming]),
    [
      ['Flag/falls', true],
      ['Flag/urgent', true],
      ['Flag/strange', true],
      ['Flag/contact', false],
    ],
  );
  assert.deepEqual(keys(view.past), ['A/Flag/old']);
  assert.equal(view.past[0]?.alarming, false);
  assert.deepEqual(keys(view.enteredInError), ['A/Flag/mistake']);
});

test('flags of two sources stay apart, and say that they may be one', () => {
  const falls = flag('1', 'safety', { code: { coding: [{ system: 'http://snomed.info/sct', code: '129839007' }] } });
  const view = viewOf(alerts, [falls], [falls]);
  assert.equal(view.current.length, 2);
  for (const { key } of view.current) assert.equal(view.elsewhere.get(key)?.doubtful.length, 1);
});

test('a goal keeps its targets as sent, in whatever form, and its achievement beside its status', () => {
  const [goal] = viewOf(goals, [
    {
      resourceType: 'Goal',
      id: 'g',
      lifecycleStatus: 'active',
      achievementStatus: { coding: [{ code: 'improving', display: 'Improving' }] },
      description: { text: 'Weight under 80 kg' },
      startDate: '2026-01',
      target: [
        {
          measure: { text: 'Weight' },
          detailQuantity: { value: 80, comparator: '<', unit: 'kg' },
          dueDate: '2026-12-01',
        },
        { detailString: 'walks to the shop', dueDuration: { value: 6, unit: 'months' } },
        { detailInteger: 3 },
      ],
    },
  ]).current;
  assert.equal(goal?.achievement?.text, 'Improving');
  assert.deepEqual(
    goal?.targets.map(({ value, dueDate, dueIn }) => [value.kind, dueDate ?? dueIn?.value]),
    [
      ['quantity', '2026-12-01'],
      ['text', '6'],
      ['integer', undefined],
    ],
  );
});

test('goals that are reached, given up or rejected are past; an unknown status is not taken for an end', () => {
  const goal = (id: string): object => ({ resourceType: 'Goal', id, lifecycleStatus: id, description: { text: id } });
  const view = viewOf(goals, ['active', 'completed', 'cancelled', 'rejected', 'on-hold', 'sustained'].map(goal));
  assert.deepEqual(
    view.current.map(({ reference, status }) => [reference, status]),
    [
      ['Goal/active', 'active'],
      ['Goal/on-hold', 'on-hold'],
      ['Goal/sustained', 'unknown'],
    ],
  );
  assert.equal(view.past.length, 3);
});

test('a plan that says all in its narrative is told by it, and one that says it in fields is not told twice', () => {
  const plan = (id: string, more: object): object => ({
    resourceType: 'CarePlan',
    id,
    status: 'active',
    intent: 'plan',
    category: [{ text: 'Assessment and plan' }],
    ...more,
  });
  const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Rest &amp; fluids.</p><p>Come back in a week.</p></div>';
  const view = viewOf(carePlans, [
    plan('1', { text: { status: 'generated', div } }),
    plan('2', { text: { status: 'generated', div }, description: 'Rest.' }),
    plan('3', {
      text: { status: 'generated', div },
      activity: [{ detail: { code: { text: 'Physiotherapy' } } }],
    }),
  ]);
  assert.deepEqual(
    view.current.map(({ description }) => description),
    ['Rest & fluids. Come back in a week.', 'Rest.', undefined],
  );
  assert.equal(view.current[2]?.activities[0]?.name?.text, 'Physiotherapy');
});

test('a plan names its goals as the record describes them', () => {
  const goal = { resourceType: 'Goal', id: 'g', lifecycleStatus: 'active', description: { text: 'Walk daily' } };
  const plan = {
    resourceType: 'CarePlan',
    id: 'p',
    status: 'active',
    intent: 'plan',
    title: 'Recovery',
    goal: [{ reference: 'Goal/g' }],
  };
  const view = carePlans.view(inputOf([goal, plan] as unknown as FhirResource[]));
  assert.deepEqual(
    view.current[0]?.goals.map(({ text }) => text),
    ['Walk daily'],
  );
});

test('a care team tells each member with their role, and a role that nobody fills yet', () => {
  const [team] = viewOf(careTeams, [
    {
      resourceType: 'CareTeam',
      id: 't',
      status: 'active',
      name: 'Heart team',
      participant: [
        { member: { reference: 'Practitioner/1', display: 'Grace Kim' }, role: [{ text: 'Nurse' }] },
        { role: [{ text: 'Physiotherapist' }] },
        {},
      ],
    },
  ]).current;
  assert.deepEqual(
    team?.members.map(({ name, roles }) => [name, roles[0]?.text]),
    [
      ['Grace Kim', 'Nurse'],
      [undefined, 'Physiotherapist'],
    ],
  );
});
