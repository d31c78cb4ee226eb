/** The one status of a medicine: the table, its words in the documentation, and that every combination has a row. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  MEDICATION_STATUS,
  statusIn,
  type MedicineStates,
  type StatusRow,
} from '../../../packages/sdk/src/topics/medication-status.ts';

const NOTHING: MedicineStates = { request: 'none', dispense: 'none', statement: 'none', administration: 'none' };
const AXES = ['request', 'dispense', 'statement', 'administration'] as const;

function written(): string[][] {
  const text = readFileSync(new URL('../../../docs/medication-status.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Every state that the table names on an axis. */
const statesOf = (axis: (typeof AXES)[number]): string[] => [
  ...new Set(['none', ...MEDICATION_STATUS.flatMap((row) => row[axis] ?? [])]),
];

function everyCombination(): MedicineStates[] {
  const all = AXES.reduce<object[]>(
    (sofar, axis) => sofar.flatMap((states) => statesOf(axis).map((state) => ({ ...states, [axis]: state }))),
    [{}],
  );
  return all as MedicineStates[];
}

describe('the table of statuses', () => {
  it('is the one of the documentation, row by row', () => {
    const cells = (row: StatusRow): string[] => [
      ...AXES.map((axis) => row[axis]?.join(', ') ?? 'any'),
      row.status,
      row.place,
    ];
    assert.deepEqual(written(), MEDICATION_STATUS.map(cells));
  });

  it('has no row that another hides', () => {
    const used = new Set(everyCombination().map(statusIn));
    assert.deepEqual(
      MEDICATION_STATUS.filter((row) => !used.has(row)),
      [],
    );
  });

  it('never calls something taken that nobody says is taken, and hides nothing that is', () => {
    const over = ['stopped', 'cancelled', 'completed'];
    for (const states of everyCombination()) {
      const { place } = statusIn(states);
      const label = JSON.stringify(states);
      if (over.includes(states.request) && states.statement !== 'taking') assert.equal(place, 'past', label);
      if (['active', 'refills-left', 'no-refills', 'unknown', 'on-hold'].includes(states.request))
        assert.equal(place, 'current', label);
      if (states.statement === 'taking' && states.request !== 'do-not-give') assert.equal(place, 'current', label);
      if (states.request === 'do-not-give') assert.equal(place, 'do-not-give', label);
    }
  });

  const cases: readonly [what: string, states: Partial<MedicineStates>, status: string][] = [
    [
      'waits at the pharmacy although no refills are left',
      { request: 'no-refills', dispense: 'ready' },
      'ready-to-collect',
    ],
    ['was never fetched, with no refills allowed', { request: 'no-refills', dispense: 'not-filled' }, 'not-filled'],
    ['is stopped, whatever the pharmacy has', { request: 'stopped', dispense: 'ready' }, 'stopped'],
    ['is ordered and not taken', { request: 'refills-left', statement: 'not-taking' }, 'not-taken-as-ordered'],
    ['is stopped and still taken', { request: 'stopped', statement: 'taking' }, 'disagreement'],
    ['is on hold and still taken', { request: 'on-hold', statement: 'taking' }, 'disagreement'],
    ['is reported and nothing else', { statement: 'taking' }, 'reported-taking'],
    ['ran out by its days', { request: 'active', dispense: 'supply-over' }, 'supply-over'],
    ['was declined by the pharmacy', { request: 'refills-left', dispense: 'declined' }, 'supply-declined'],
    ['has a status that is no code of the standard', { request: 'unknown', dispense: 'supplied' }, 'unknown'],
    ['was given on a ward and nothing else', { administration: 'given' }, 'given'],
    ['is told of by nothing that says anything', {}, 'unknown'],
  ];
  for (const [what, states, status] of cases)
    it(`says what to do of one that ${what}`, () => assert.equal(statusIn({ ...NOTHING, ...states }).status, status));
});
