/**
 * Filled-in forms (US Core QuestionnaireResponse) and the score they lead to.
 * @module
 */
import type { Observation, QuestionnaireResponse, QuestionnaireResponseItem, Reference } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import { quantity, score } from '../codes/units.ts';
import { phq9Canonical, phq9Items, phq9Score, phq9Total, type Phq9Answers } from '../forms/phq-9.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

export interface FormDetails {
  readonly status: QuestionnaireResponse['status'];
  readonly authored: string;
  /** Who filled it in; the patient when left out. */
  readonly author?: Reference;
  readonly items: readonly QuestionnaireResponseItem[];
  readonly version?: string;
}

export function filledForm(chart: Chart, canonical: string, details: FormDetails): Filed<QuestionnaireResponse> {
  return chart.add<QuestionnaireResponse>({
    resourceType: 'QuestionnaireResponse',
    questionnaire: details.version === undefined ? canonical : `${canonical}|${details.version}`,
    status: details.status,
    subject: chart.patient,
    authored: details.authored,
    author: details.author ?? chart.patient,
    ...(details.items.length > 0 && { item: [...details.items] }),
  });
}

/** A completed PHQ-9 and the observation of its score, 0 to 27. */
export function phq9Filled(
  chart: Chart,
  authored: string,
  answers: Phq9Answers,
  hindered?: 0 | 1 | 2 | 3,
): Filed<QuestionnaireResponse> {
  const form = filledForm(chart, phq9Canonical, {
    status: 'completed',
    authored,
    items: phq9Items(answers, hindered),
    version: '1.0',
  });
  chart.add<Observation>({
    resourceType: 'Observation',
    status: 'final',
    category: [hl7Concept('observation-category', 'survey', 'Survey')],
    code: { coding: [phq9Score], text: 'PHQ-9 score' },
    subject: chart.patient,
    effectiveDateTime: authored,
    performer: [chart.patient],
    valueQuantity: quantity(String(phq9Total(answers)), score),
    derivedFrom: [referenceTo(form)],
  });
  return form;
}
