/**
 * Care teams, care plans, goals and coverage (US Core).
 * @module
 */
import type { CarePlan, CareTeam, CodeableConcept, Coverage, Goal, GoalTarget, Period, Reference } from 'fhir/r4.js';
import { concept, hl7Concept, snomed } from '../codes/systems.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

/** Roles in a care team by SNOMED CT. */
export const roles = {
  doctor: snomed('309343006', 'Physician (occupation)', 'Physician'),
  nurse: snomed('224535009', 'Registered nurse (occupation)', 'Registered nurse'),
  familyDoctor: snomed('59058001', 'General physician (occupation)', 'Family doctor'),
} as const;

export function careTeam(
  chart: Chart,
  name: string,
  members: readonly (readonly [key: string, role: keyof typeof roles])[],
): Filed<CareTeam> {
  return chart.add<CareTeam>({
    resourceType: 'CareTeam',
    status: 'active',
    name,
    subject: chart.patient,
    participant: members.map(([key, role]) => ({ role: [roles[role]], member: chart.organisation.practitioner(key) })),
    managingOrganization: [chart.organisation.self],
  });
}

export interface GoalDetails {
  readonly description: string;
  readonly start?: string;
  readonly due?: string;
  readonly measure?: CodeableConcept;
  readonly target?: Pick<GoalTarget, 'detailQuantity' | 'detailRange'>;
  readonly achievement?: 'in-progress' | 'improving' | 'worsening' | 'no-change' | 'achieved' | 'not-achieved';
  readonly lifecycle?: Goal['lifecycleStatus'];
  readonly byPatient?: boolean;
}

export function goal(chart: Chart, details: GoalDetails): Filed<Goal> {
  return chart.add<Goal>({
    resourceType: 'Goal',
    lifecycleStatus: details.lifecycle ?? 'active',
    ...(details.achievement && { achievementStatus: hl7Concept('goal-achievement', details.achievement) }),
    description: { text: details.description },
    subject: chart.patient,
    ...(details.start !== undefined && { startDate: details.start }),
    ...((details.target ?? details.due) !== undefined && {
      target: [
        {
          ...(details.measure && { measure: details.measure }),
          ...details.target,
          ...(details.due !== undefined && { dueDate: details.due }),
        },
      ],
    }),
    ...(details.byPatient && { expressedBy: chart.patient }),
  });
}

export interface CarePlanDetails {
  readonly title: string;
  /** The plan in plain sentences, for the narrative. */
  readonly sentences: readonly string[];
  readonly period: Period;
  readonly addresses?: readonly Reference[];
  readonly goals?: readonly Filed<Goal>[];
  readonly team?: Filed<CareTeam>;
}

export function carePlan(chart: Chart, details: CarePlanDetails): Filed<CarePlan> {
  const paragraphs = details.sentences.map((sentence) => `<p>${sentence}</p>`).join('');
  return chart.add<CarePlan>({
    resourceType: 'CarePlan',
    text: { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs}</div>` },
    status: 'active',
    intent: 'plan',
    category: [
      concept(
        'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
        'assess-plan',
        'Assessment and Plan of Treatment',
      ),
    ],
    title: details.title,
    description: details.sentences.join(' '),
    subject: chart.patient,
    period: details.period,
    ...(details.team && { careTeam: [referenceTo(details.team)] }),
    ...(details.addresses && { addresses: [...details.addresses] }),
    ...(details.goals && { goal: details.goals.map((one) => referenceTo(one)) }),
  });
}

export function coverage(chart: Chart, start: string): Filed<Coverage> {
  const member = `SHP${chart.random.digits(9)}`;
  return chart.add<Coverage>({
    resourceType: 'Coverage',
    identifier: [
      {
        type: hl7Concept('v2-0203', 'MB', 'Member Number'),
        system: 'https://sonora-health-plan.example/member',
        value: member,
      },
    ],
    status: 'active',
    type: hl7Concept('v3-ActCode', 'EHCPOL', 'extended healthcare'),
    subscriberId: member,
    beneficiary: chart.patient,
    relationship: hl7Concept('subscriber-relationship', 'self', 'Self'),
    period: { start },
    payor: [{ reference: 'Organization/sonora-health-plan', display: 'Sonora Health Plan' }],
    class: [
      { type: hl7Concept('coverage-class', 'group', 'Group'), value: '4400', name: 'Pima County employers' },
      { type: hl7Concept('coverage-class', 'plan', 'Plan'), value: 'gold-2', name: 'Sonora Gold' },
    ],
  });
}
