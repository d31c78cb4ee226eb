/**
 * Margaret Adeyemi's measurements at the hospital: six years of results, two systems of units, today's potassium.
 * @module
 */
import type { Observation } from 'fhir/r4.js';
import { type Chart } from '../builders/chart.ts';
import { firstReported } from '../builders/correction.ts';
import { report, result, type ResultLine } from '../builders/laboratory.ts';
import { measure, notMeasured } from '../builders/vital-signs.ts';
import * as labs from '../codes/labs.ts';

export function writeVitals(chart: Chart): void {
  const { time, random } = chart;
  measure(
    chart,
    { at: time.minutesAgo(55), by: 'grace-kim', bloodPressure: ['158', '92'] },
    {
      pulse: '88',
      respiratoryRate: '16',
      oxygenSaturation: '97',
      temperature: '36.8',
    },
  );
  notMeasured(
    chart,
    { at: time.minutesAgo(55), by: 'grace-kim', note: 'Unable to stand on the scale.' },
    'weight',
    'not-performed',
  );
  measure(
    chart,
    { at: time.monthsAgo(14, '10:10'), by: 'grace-kim' },
    { weight: '78.4', height: '163', bodyMassIndex: '29.5' },
  );
  for (const months of [4, 8, 14, 20, 26]) {
    measure(
      chart,
      {
        at: time.monthsAgo(months, '09:20'),
        by: 'grace-kim',
        bloodPressure: [random.near('146', 6), random.near('84', 4)],
      },
      { pulse: random.near('76', 5) },
    );
  }
  measure(chart, { at: time.monthsAgo(8, '09:25'), status: 'entered-in-error' }, { temperature: '63.8' });
}

/** Salts and filtration falling over the years; the laboratory moved from mg/dL to molar units two years ago. */
export function writeKidneyHistory(chart: Chart): void {
  const { time, random } = chart;
  const moving: readonly [months: number, potassium: string, creatinine: string, rate: string][] = [
    [20, '4.9', '104', '48'],
    [14, '5.0', '108', '46'],
    [8, '5.1', '110', '45'],
    [4, '5.2', '112', '44'],
  ];
  const old: readonly [months: number, potassium: string, creatinine: string, rate: string][] = [
    [60, '4.5', '0.98', '62'],
    [48, '4.6', '1.06', '56'],
    [38, '4.7', '1.10', '53'],
    [30, '4.8', '1.14', '51'],
  ];
  for (const [months, salt, mass, rate] of old) {
    report(
      chart,
      labs.panels.renal,
      { at: time.monthsAgo(months, '08:50'), issued: time.monthsAgo(months, '13:10'), by: 'anil-patel' },
      [
        [labs.potassium, salt, { range: { low: '3.5', high: '5.0' } }],
        [labs.sodium, random.near('139', 2)],
        [labs.creatinineMass, mass],
        [labs.ureaMass, random.near('24', 3)],
        [labs.filtrationRate, rate],
      ],
    );
  }
  for (const [months, salt, molar, rate] of moving) {
    const sample = { at: time.monthsAgo(months, '08:50'), issued: time.monthsAgo(months, '13:10'), by: 'anil-patel' };
    const lines = kidneyLines(chart, salt, molar, rate);
    if (months === CORRECTED) reportCorrected(chart, sample, lines);
    else report(chart, labs.panels.renal, sample, lines);
  }
  report(
    chart,
    labs.panels.renal,
    { at: time.daysAgo(3, '10:20'), issued: time.daysAgo(3, '14:05'), by: 'anil-patel' },
    kidneyLines(chart, '5.6', '124', '39'),
  );
  report(
    chart,
    labs.panels.renal,
    { at: time.minutesAgo(110), issued: time.minutesAgo(75), by: 'anil-patel' },
    [
      [
        labs.potassium,
        '6.4',
        { note: 'Sample not hemolyzed. Phoned to Dr. Anil Patel. Repeat within 2 hours advised.' },
      ],
      [labs.sodium, '138'],
      [labs.bicarbonate, '19', { flag: 'none' }],
      [labs.urea, '14.2'],
      [labs.creatinine, '128'],
      [labs.filtrationRate, '38'],
      [labs.crp, '<0.5'],
      [
        labs.calcium,
        { absent: 'error' },
        { status: 'registered', flag: 'none', note: 'Sample too small. Repeat asked for.' },
      ],
    ],
    {
      status: 'preliminary',
      conclusion: 'Critical potassium. eGFR falls with acute illness; interpret with earlier values.',
    },
  );
}

/** The month whose first potassium came from a hemolyzed sample. */
const CORRECTED = 8;

/** Hours after the report the potassium was measured again: result and report were changed where they were. */
function reportCorrected(
  chart: Chart,
  { at, issued, by }: { readonly at: string; readonly issued: string; readonly by: string },
  [[potassium, value] = [labs.potassium, ''], ...others]: readonly ResultLine[],
): void {
  const again = chart.time.monthsAgo(CORRECTED, '17:40');
  const now = report(
    chart,
    labs.panels.renal,
    { at, issued: again, by },
    [[potassium, value, { status: 'corrected', note: 'Corrected: measured again in a second tube.' }], ...others],
    { status: 'corrected', conclusion: 'Potassium corrected. Kidney function stable.' },
  );
  const [first] = chart
    .all<Observation>('Observation')
    .filter(({ id }) => now.result?.[0]?.reference?.endsWith(`/${id}`));
  if (first) firstReported(chart, first, potassium, { value: '6.1', issued });
  const before = { ...now, status: 'final', issued, conclusion: 'High potassium. Repeat within a week.' } as const;
  chart.changed(now, before, { before: issued, now: again });
}

function kidneyLines(chart: Chart, salt: string, molar: string, rate: string): ResultLine[] {
  return [
    [labs.potassium, salt],
    [labs.sodium, chart.random.near('139', 2)],
    [labs.bicarbonate, chart.random.near('22', 1)],
    [labs.urea, chart.random.near('10.8', 1.4)],
    [labs.creatinine, molar],
    [labs.filtrationRate, rate],
  ];
}

/** HbA1c in per cent until two years ago, in mmol/mol since; the same person in two units. */
export function writeSugarHistory(chart: Chart): void {
  const { time } = chart;
  const percentHistory: readonly [months: number, value: string][] = [
    [72, '9.1'],
    [60, '8.8'],
    [48, '8.4'],
    [38, '8.1'],
    [30, '7.6'],
  ];
  for (const [months, value] of percentHistory)
    result(chart, { at: time.monthsAgo(months, '08:45'), issued: time.monthsAgo(months, '16:00') }, [
      labs.hba1cPercent,
      value,
      { range: { low: '4.0', high: '6.0' } },
    ]);
  const molarHistory: readonly [months: number, value: string][] = [
    [20, '56'],
    [14, '57'],
    [8, '58'],
  ];
  for (const [months, value] of molarHistory)
    result(chart, { at: time.monthsAgo(months, '08:45'), issued: time.monthsAgo(months, '16:00') }, [
      labs.hba1c,
      value,
    ]);
  result(chart, { at: time.daysAgo(6, '10:20'), issued: time.daysAgo(5, '09:40') }, [labs.hba1c, '62']);
}

export function writeOtherResults(chart: Chart): void {
  const { time } = chart;
  result(chart, { at: time.monthsAgo(30, '08:50') }, [labs.albuminCreatinine, '88']);
  result(chart, { at: time.monthsAgo(8, '08:50') }, [labs.albuminCreatinine, '161']);
  result(chart, { at: time.daysAgo(6, '10:20') }, [labs.albuminCreatinine, '218']);
  result(chart, { at: time.daysAgo(6, '10:20') }, [
    labs.collectionPeriod,
    { period: { start: time.daysAgo(7, '08:00'), end: time.daysAgo(6, '08:00') } },
  ]);
  for (const [months, value] of [
    [60, '12.4'],
    [48, '12.1'],
    [30, '11.9'],
  ] as const)
    result(chart, { at: time.monthsAgo(months, '08:50') }, [labs.hemoglobinPerDl, value]);
  result(chart, { at: time.monthsAgo(14, '08:50') }, [labs.hemoglobin, '112']);
  report(
    chart,
    labs.panels.bloodCount,
    { at: time.daysAgo(6, '10:20'), issued: time.daysAgo(6, '15:30'), by: 'anil-patel' },
    [
      [labs.hemoglobin, '109'],
      [labs.whiteCells, '11.8', { flag: 'none' }],
      [labs.platelets, '305'],
      [labs.cellVolume, '84'],
    ],
  );
  report(
    chart,
    labs.panels.lipids,
    { at: time.monthsAgo(8, '08:50'), issued: time.monthsAgo(8, '15:00') },
    [
      [labs.cholesterol, '168'],
      [labs.hdl, '46'],
      [labs.ldl, '84'],
      [labs.triglycerides, '190'],
    ],
    { status: 'final' },
  );
  result(chart, { at: time.daysAgo(124, '09:05'), issued: time.daysAgo(122, '11:00') }, [
    labs.urineCulture,
    { text: 'Escherichia coli, more than 100,000 colonies per mL' },
    { flag: 'A' },
  ]);
  result(chart, { at: time.daysAgo(124, '09:05') }, [labs.crp, '41']);
  result(chart, { at: time.monthsAgo(8, '08:50'), status: 'corrected' }, [
    labs.urate,
    '402',
    { note: 'Corrected: first reported as 204.' },
  ]);
  result(chart, { at: time.monthsAgo(8, '08:50'), status: 'entered-in-error' }, [labs.tsh, '48.0']);
  result(chart, { at: time.monthsAgo(26, '08:50') }, [labs.vitaminD, '24', { unit: { printed: 'ng/mL (local)' } }]);
}
