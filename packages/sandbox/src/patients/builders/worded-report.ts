/**
 * Reports in words: imaging, pathology, heart tests (US Core DiagnosticReport for Report and Note Exchange).
 * @module
 */
import type { CodeableConcept, DiagnosticReport, Reference } from 'fhir/r4.js';
import { hl7Concept, loinc } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

/** HL7 v2 table 0074 sections in use. */
const sections = {
  RAD: 'Radiology',
  PAT: 'Pathology (gross & histopath, not surgical)',
  CUS: 'Cardiac Ultrasound',
  MB: 'Microbiology',
} as const;

export const reportCodes = {
  mammogram: loinc('24606-6', 'MG Breast Screening', 'Screening mammogram'),
  chest: loinc('36643-5', 'XR Chest 2 Views', 'Chest X-ray'),
  head: loinc('24725-4', 'CT Head', 'CT of the head'),
  pathology: loinc('11526-1', 'Pathology study', 'Pathology report'),
  echocardiogram: loinc('34552-0', 'Cardiac 2D echo panel', 'Echocardiogram'),
  fetalUltrasound: loinc('11525-3', 'US Pelvis Fetus for pregnancy', 'Pregnancy ultrasound'),
} as const;

export interface WordedReportDetails {
  readonly section: keyof typeof sections;
  readonly status?: DiagnosticReport['status'];
  readonly at: string;
  readonly issued: string;
  readonly by: string;
  readonly conclusion: string;
  readonly results?: readonly Reference[];
  readonly encounter?: Reference;
}

export function wordedReport(
  chart: Chart,
  code: CodeableConcept,
  details: WordedReportDetails,
): Filed<DiagnosticReport> {
  return chart.add<DiagnosticReport>({
    resourceType: 'DiagnosticReport',
    status: details.status ?? 'final',
    category: [hl7Concept('v2-0074', details.section, sections[details.section])],
    code,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    effectiveDateTime: details.at,
    issued: details.issued,
    performer: [chart.organisation.self],
    resultsInterpreter: [chart.organisation.practitioner(details.by)],
    ...(details.results && { result: [...details.results] }),
    conclusion: details.conclusion,
  });
}
