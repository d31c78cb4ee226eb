/**
 * Consents and directives (FHIR R4 §6.2 Consent).
 * @module
 */
import type { CodeableConcept, Consent, ConsentProvision, Reference } from 'fhir/r4.js';
import { hl7Concept, loinc } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

const scopes = {
  'patient-privacy': 'Privacy Consent',
  research: 'Research',
  adr: 'Advanced Care Directive',
  treatment: 'Treatment',
} as const;

export const consentCategories = {
  document: loinc('59284-0', 'Consent Document'),
  research: hl7Concept('consentcategorycodes', 'research', 'Research Information Access'),
  doNotResuscitate: hl7Concept('consentcategorycodes', 'dnr', 'Do Not Resuscitate'),
  directive: hl7Concept('consentcategorycodes', 'acd', 'Advance Directive'),
} as const satisfies Record<string, CodeableConcept>;

export interface ConsentDetails {
  readonly status: Consent['status'];
  readonly scope: keyof typeof scopes;
  readonly category: keyof typeof consentCategories;
  readonly given: string;
  readonly by?: Reference;
  /** v3 ActCode of the rule that holds where no provision says otherwise. */
  readonly rule: 'OPTIN' | 'OPTOUT';
  readonly provision?: ConsentProvision;
  readonly source?: Reference;
  readonly witnessed?: string;
}

export function consent(chart: Chart, details: ConsentDetails): Filed<Consent> {
  return chart.add<Consent>({
    resourceType: 'Consent',
    status: details.status,
    scope: hl7Concept('consentscope', details.scope, scopes[details.scope]),
    category: [consentCategories[details.category]],
    patient: chart.patient,
    dateTime: details.given,
    performer: [details.by ?? chart.patient],
    organization: [chart.organisation.self],
    ...(details.source && { sourceReference: details.source }),
    policyRule: hl7Concept('v3-ActCode', details.rule, details.rule === 'OPTIN' ? 'opt-in' : 'opt-out'),
    ...(details.witnessed !== undefined && {
      verification: [{ verified: true, verificationDate: details.witnessed }],
    }),
    ...(details.provision && { provision: details.provision }),
  });
}

/** Who a provision is about: the receiver of information. */
export function receiver(reference: Reference): NonNullable<ConsentProvision['actor']>[number] {
  return { role: hl7Concept('v3-ParticipationType', 'IRCP', 'information recipient'), reference };
}

/** What a provision lets them do with it. */
export function consentAction(code: 'access' | 'disclose' | 'use'): CodeableConcept {
  const displays = { access: 'Access', disclose: 'Disclose', use: 'Use' } as const;
  return hl7Concept('consentaction', code, displays[code]);
}
