/** What the later sections of a summary show of the same woman as ./record.ts: nobody's, and clinically coherent. */
import type { FhirResource } from 'fhir/r4.js';
import { coded } from './medicines.ts';
import { datesBefore, PATIENT } from './record.ts';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';

/** One or two of each: an alert, what was done and planned, who helps, what she can do and wants. */
export function laterLines(now: Date = new Date()): FhirResource[] {
  const { day } = datesBefore(now);
  return [
    of('Flag', 'falls', {
      status: 'active',
      category: [coded('safety', 'Safety', 'http://terminology.hl7.org/CodeSystem/flag-category')],
      code: { text: 'Falls easily' },
      period: { start: day(400) },
    }),
    of('Procedure', 'cataract', {
      status: 'completed',
      code: { text: 'Cataract operation' },
      bodySite: [{ text: 'Right eye' }],
      performedDateTime: day(900),
      performer: [{ actor: { display: 'Dr I. Solheim' } }],
    }),
    of('Procedure', 'colonoscopy', {
      status: 'not-done',
      code: { text: 'Colonoscopy' },
      statusReason: { text: 'Declined by the patient' },
    }),
    of('Device', 'meter', {
      status: 'active',
      type: coded('337414009', 'Blood glucose meter', SNOMED),
      manufacturer: 'Catalina Medical',
      serialNumber: '20481177',
      patient: { reference: `Patient/${PATIENT}` },
    }),
    of('CareTeam', 'team', {
      status: 'active',
      name: 'Diabetes team',
      participant: [
        { role: [{ text: 'Physician' }], member: { display: 'Dr R. Mensah' } },
        { role: [{ text: 'Dietitian' }], member: { display: 'J. Okafor' } },
      ],
    }),
    of('CarePlan', 'plan', {
      status: 'active',
      intent: 'plan',
      title: 'Diabetes and kidneys',
      description: 'Blood test every three months. Foot check once a year.',
      period: { start: day(120) },
    }),
    of('Goal', 'goal', {
      lifecycleStatus: 'active',
      description: { text: 'Hemoglobin A1c below 7 %' },
      startDate: day(120),
      achievementStatus: coded('improving', 'Improving', 'http://terminology.hl7.org/CodeSystem/goal-achievement'),
      target: [
        {
          measure: { text: 'Hemoglobin A1c' },
          detailQuantity: { value: 7, comparator: '<', unit: '%' },
          dueDate: day(-60),
        },
      ],
    }),
    finding('smoking', 'social-history', { text: 'Smoking status' }, day(40), {
      valueCodeableConcept: { text: 'Former smoker' },
    }),
    finding('walk', 'functional-status', { text: 'Distance walked in 6 minutes' }, day(40), {
      valueQuantity: { value: 310, unit: 'm' },
    }),
    finding('births', 'social-history', coded('11640-0', 'Births total', LOINC), day(2000), {
      valueQuantity: { value: 2, unit: 'births' },
    }),
    of('Consent', 'directive', {
      status: 'active',
      scope: coded('adr', 'Advanced Care Directive', 'http://terminology.hl7.org/CodeSystem/consentscope'),
      category: [coded('dnr', 'Do Not Resuscitate', 'http://terminology.hl7.org/CodeSystem/consentcategorycodes')],
      dateTime: day(300),
      provision: { type: 'deny', code: [{ text: 'Resuscitation' }] },
    }),
    of('DocumentReference', 'story', {
      status: 'current',
      type: coded('81338-6', 'What matters to me', LOINC),
      date: day(40),
      description: 'I want to see my grandchildren grow up, and to keep cooking for everybody.',
      content: [{ attachment: { title: 'What matters to me' } }],
    }),
  ];
}

function of(type: string, id: string, facts: object): FhirResource {
  return { resourceType: type, id, subject: { reference: `Patient/${PATIENT}` }, ...facts } as unknown as FhirResource;
}

function finding(id: string, category: string, code: object, date: string, value: object): FhirResource {
  return of('Observation', id, {
    status: 'final',
    category: [{ coding: [{ code: category }] }],
    code,
    effectiveDateTime: date,
    ...value,
  });
}
