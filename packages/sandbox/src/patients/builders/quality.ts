/**
 * Two quality measures and what was reported for a patient (FHIR R4 §14 Measure, MeasureReport).
 * @module
 */
import type { CodeableConcept, Measure, MeasureReport, Period } from 'fhir/r4.js';
import type { Chart, Filed } from './chart.ts';
import { hl7Concept } from '../codes/systems.ts';

const populations = {
  'initial-population': 'Initial Population',
  denominator: 'Denominator',
  'denominator-exclusion': 'Denominator Exclusion',
  numerator: 'Numerator',
} as const;

type Population = keyof typeof populations;

/** What each measure asks of each population. */
const definitions = {
  'hba1c-poor-control': {
    name: 'HbA1cPoorControl',
    title: 'Diabetes: HbA1c above 9 % or not measured',
    improvement: 'decrease',
    expressions: {
      'initial-population': 'Aged 18 to 75 with diabetes',
      denominator: 'Everyone in the initial population',
      'denominator-exclusion': 'In hospice care',
      numerator: 'Last HbA1c of the year above 9 %, or none measured',
    },
  },
  'blood-pressure-control': {
    name: 'BloodPressureControl',
    title: 'High blood pressure under control',
    improvement: 'increase',
    expressions: {
      'initial-population': 'Aged 18 to 85 with essential hypertension',
      denominator: 'Everyone in the initial population',
      'denominator-exclusion': 'In hospice care or pregnant',
      numerator: 'Last blood pressure below 140/90 mmHg',
    },
  },
} as const;

export type MeasureName = keyof typeof definitions;

export const measures: readonly Measure[] = (Object.keys(definitions) as MeasureName[]).map((id) => ({
  resourceType: 'Measure',
  id,
  url: canonical(id),
  version: '1.0',
  name: definitions[id].name,
  title: definitions[id].title,
  status: 'active',
  publisher: 'University Hospital',
  scoring: hl7Concept('measure-scoring', 'proportion', 'Proportion'),
  improvementNotation: improvement(id),
  group: [
    {
      population: (Object.keys(populations) as Population[]).map((code) => ({
        code: populationCode(code),
        criteria: { language: 'text/plain', expression: definitions[id].expressions[code] },
      })),
    },
  ],
}));

/** Files in which populations of a measure the patient was counted. */
export function measured(
  chart: Chart,
  measure: MeasureName,
  date: string,
  period: Required<Pick<Period, 'start' | 'end'>>,
  counted: readonly Population[],
): Filed<MeasureReport> {
  return chart.add<MeasureReport>({
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'individual',
    measure: `${canonical(measure)}|1.0`,
    subject: chart.patient,
    date,
    reporter: chart.organisation.self,
    period,
    improvementNotation: improvement(measure),
    group: [
      {
        population: (Object.keys(populations) as Population[]).map((code) => ({
          code: populationCode(code),
          count: counted.includes(code) ? 1 : 0,
        })),
      },
    ],
  });
}

function canonical(id: MeasureName): string {
  return `https://university-hospital.example/fhir/Measure/${id}`;
}

function improvement(id: MeasureName): CodeableConcept {
  const code = definitions[id].improvement;
  return hl7Concept(
    'measure-improvement-notation',
    code,
    code === 'decrease' ? 'Decreased score indicates improvement' : 'Increased score indicates improvement',
  );
}

function populationCode(code: Population): CodeableConcept {
  return hl7Concept('measure-population', code, populations[code]);
}
