/**
 * Margaret Adeyemi's medicines at the hospital: one stopped, one on hold, one coming down step by step.
 * @module
 */
import { referenceTo, type Chart } from '../builders/chart.ts';
import type { condition } from '../builders/condition.ts';
import { dispense, prescribe, statement } from '../builders/medication.ts';
import { withFood, type DosageDetails } from '../builders/dosage.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { capsule, tablet } from '../codes/units.ts';

export function writeMedicines(chart: Chart, kidney: ReturnType<typeof condition>): void {
  const { time } = chart;
  prescribe(chart, medicines.losartan50, {
    status: 'stopped',
    statusReason: { text: 'High potassium' },
    authored: time.monthsAgoDate(14),
    by: 'anil-patel',
    reason: problems.hypertension,
    dosage: { text: '1 tablet each morning', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    note: 'Stopped after potassium 5.6 mmol/L.',
  });
  const metformin = prescribe(chart, medicines.metforminXr500, {
    authored: time.monthsAgoDate(9),
    by: 'anil-patel',
    reason: problems.type2Diabetes,
    dosage: {
      text: '1 tablet twice a day with meals',
      dose: ['1', tablet],
      route: 'oral',
      times: [2, 1, 'd'],
      when: ['C'],
      additional: [withFood],
    },
    supply: { repeats: 6, amount: '56', unit: tablet, days: 28 },
  });
  for (const days of [140, 112, 84, 56, 25]) dispense(chart, metformin, time.daysAgo(days, '16:20'));
  prescribe(chart, medicines.dapagliflozin10, {
    authored: time.monthsAgoDate(11),
    by: 'anil-patel',
    reasonFor: referenceTo(kidney, 'Chronic kidney disease'),
    givenAs: 'reference',
    dosage: { dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.amlodipine5, {
    authored: time.monthsAgoDate(26),
    by: 'anil-patel',
    reason: problems.hypertension,
    dosage: { text: '1 tablet each morning', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.atorvastatin20, {
    authored: time.monthsAgoDate(26),
    by: 'anil-patel',
    reason: problems.hyperlipidemia,
    givenAs: 'contained',
    dosage: { text: '1 tablet at night', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['NIGHT'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.allopurinol100, {
    status: 'on-hold',
    statusReason: { text: 'Kidney function to be reviewed' },
    authored: time.monthsAgoDate(16),
    by: 'anil-patel',
    reason: problems.gout,
    dosage: { text: '1 tablet daily', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'] },
  });
  writeTaper(chart);
  prescribe(chart, medicines.nitrofurantoin, {
    status: 'completed',
    authored: time.date(124),
    by: 'anil-patel',
    reason: problems.urinaryInfection,
    dosage: {
      text: '1 capsule twice a day for 5 days',
      dose: ['1', capsule],
      route: 'oral',
      times: [2, 1, 'd'],
      forDays: 5,
    },
  });
  prescribe(chart, medicines.insulinGlargine, {
    status: 'entered-in-error',
    authored: time.monthsAgoDate(36),
    by: 'siobhan-oconnor',
    dosage: { text: '10 units at bedtime' },
  });
  statement(chart, medicines.acetaminophen500, {
    taken: { start: time.year(5) },
    asserted: time.date(37),
    reason: problems.kneeOsteoarthritis,
    dosage: {
      text: '2 tablets when needed, up to 4 times in 24 hours',
      dose: ['2', tablet],
      route: 'oral',
      times: [4, 1, 'd'],
      asNeeded: true,
      most: ['8', tablet, 1],
    },
    note: 'Bought without a prescription.',
  });
}

/** Prednisone coming down step by step, half tablets included. */
function writeTaper(chart: Chart): void {
  const { time } = chart;
  const step = (sequence: number, tablets: string, dose: string, start: number, end: number): DosageDetails => ({
    sequence,
    text: `${dose} each morning with food`,
    dose: [tablets, tablet],
    route: 'oral',
    times: [1, 1, 'd'],
    when: ['MORN'],
    bounds: { start: time.date(start), end: time.date(end) },
    additional: [withFood],
  });
  prescribe(chart, medicines.prednisone5, {
    authored: time.date(55),
    by: 'anil-patel',
    reason: problems.polymyalgia,
    dosage: [
      step(1, '3', '15 mg', 55, 35),
      step(2, '2.5', '12.5 mg', 34, -3),
      step(3, '2', '10 mg', -4, -31),
      step(4, '1.5', '7.5 mg', -32, -60),
    ],
    supply: { repeats: 1, amount: '150', unit: tablet, days: 56 },
    note: 'Do not stop suddenly.',
  });
}
