/** What somebody asks for where they choose no time: when it would suit, and who pays. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Appointment, Coverage } from 'fhir/r4.js';
import { readCoverages, requestVisit, wishedPeriods } from '../../../packages/sdk/src/appointments.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { Practice } from './practice.ts';

let practice: Practice;
before(async () => {
  practice = await Practice.open('2026-03-04T10:00:00Z');
});
afterEach(() => practice.calm());
after(() => practice.close());

const spans = (periods: ReturnType<typeof wishedPeriods>): string[] =>
  periods.map(({ start, end }) => `${start} ${end}`);

describe('when a visit would suit', () => {
  it('is one stretch where every day does, by the clocks of the place, over a day of 23 hours', () => {
    assert.deepEqual(spans(wishedPeriods({ from: '2026-03-28', until: '2026-03-29' }, 'Europe/London')), [
      '2026-03-28T00:00:00.000Z 2026-03-29T23:00:00.000Z',
    ]);
  });

  it('is a stretch for each day and part of it that was chosen', () => {
    const wished = {
      from: '2026-03-26',
      until: '2026-04-02',
      weekdays: [7, 1],
      parts: ['afternoon', 'morning'],
    } as const;
    assert.deepEqual(spans(wishedPeriods(wished, 'Europe/London')), [
      '2026-03-29T00:00:00.000Z 2026-03-29T16:00:00.000Z',
      '2026-03-29T23:00:00.000Z 2026-03-30T16:00:00.000Z',
    ]);
    const evenings = { from: '2026-10-31', until: '2026-11-01', parts: ['evening'] } as const;
    assert.deepEqual(spans(wishedPeriods(evenings, 'America/New_York')), [
      '2026-10-31T21:00:00.000Z 2026-11-01T04:00:00.000Z',
      '2026-11-01T22:00:00.000Z 2026-11-02T05:00:00.000Z',
    ]);
  });

  it('is nothing where no such day is among them', () => {
    assert.deepEqual(wishedPeriods({ from: '2026-03-02', until: '2026-03-03', weekdays: [6] }, 'Europe/London'), []);
  });

  for (const waitlist of [false, true]) {
    it(`is asked for as ${waitlist ? 'waitlist' : 'proposed'}, with whom and what goes along, and books nothing`, async () => {
      const periods = wishedPeriods({ from: '2026-03-09', until: '2026-03-10' }, 'Europe/London');
      const asked = requestVisit(
        practice.session(),
        { periods, waitlist, services: [{ reference: 'HealthcareService/renal', name: 'Renal clinic' }] },
        { now: practice.now },
      );
      const [outcome] = await Promise.all([asked.book({ comment: 'Mornings' }), asked.book({ comment: 'Mornings' })]);
      assert.equal(outcome.kind, 'requested');
      assert.equal(practice.way.changes.length, 1);
      const stored = await practice.read<Appointment>(
        outcome.kind === 'requested' ? (outcome.appointment.reference ?? '') : '',
      );
      assert.deepEqual(
        [stored.status, stored.start, stored.requestedPeriod?.length, stored.comment],
        [waitlist ? 'waitlist' : 'proposed', undefined, 1, 'Mornings'],
      );
    });
  }
});

describe('insurances', () => {
  before(() =>
    practice.load(
      { resourceType: 'Organization', id: 'sonora', name: 'Sonora Health Plan' },
      coverage('now', { subscriberId: 'S-1', period: { start: '2026-01-01', end: '2026-12-31' } }),
      coverage('old', { period: { end: '2025-12' } }),
      coverage('next', { period: { start: '2027-01-01' } }),
      coverage('gone', { status: 'cancelled' }),
      coverage('bens', { beneficiary: { reference: 'Patient/ben' } }),
    ),
  );

  it('are those in force, by the name of who pays', async () => {
    const found = await readCoverages(practice.session(), { now: practice.now() });
    assert.deepEqual(
      found.map(({ reference, payers, plan, number }) => [reference, payers, plan, number]),
      [['Coverage/now', ['Sonora Health Plan'], 'Gold', 'S-1']],
    );
  });

  it('are called as they are displayed where who pays cannot be read along', async () => {
    practice.way.refusesReads = /_include/;
    const found = await readCoverages(practice.session(), { now: practice.now() });
    assert.deepEqual(found[0]?.payers, ['Sonora']);
  });

  it('that could not be read are not none', async () => {
    practice.way.refusesReads = /Coverage/;
    await assert.rejects(readCoverages(practice.session()), (thrown) => thrown instanceof EhrError);
  });
});

function coverage(id: string, more: Partial<Coverage>): Coverage {
  return {
    resourceType: 'Coverage',
    id,
    status: 'active',
    type: { text: 'Gold' },
    beneficiary: { reference: 'Patient/ana' },
    payor: [{ reference: 'Organization/sonora', display: 'Sonora' }],
    ...more,
  };
}
