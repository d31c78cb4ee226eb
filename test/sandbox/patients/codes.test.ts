import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Coding, Quantity } from 'fhir/r4.js';
import { luhnHolds, verhoeffHolds } from './check-digits.ts';
import { generated, moments, organisations, walk } from './walk.ts';

const HL7 = 'http://terminology.hl7.org/CodeSystem/';
const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem/';

/** Every code of HL7's own systems that may occur, as HL7 Terminology lists them. */
const HL7_CODES: Readonly<Record<string, readonly string[]>> = {
  'condition-clinical': ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'],
  'condition-ver-status': ['unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error'],
  'condition-category': ['problem-list-item', 'encounter-diagnosis'],
  'allergyintolerance-clinical': ['active', 'inactive', 'resolved'],
  'allergyintolerance-verification': ['unconfirmed', 'confirmed', 'refuted', 'entered-in-error'],
  'medicationrequest-category': ['inpatient', 'outpatient', 'community', 'discharge'],
  'medication-statement-category': ['inpatient', 'outpatient', 'community', 'patientspecified'],
  'observation-category': ['social-history', 'vital-signs', 'imaging', 'laboratory', 'survey', 'exam', 'procedure'],
  'data-absent-reason': ['unknown', 'temp-unknown', 'error', 'not-performed', 'not-applicable'],
  'v3-ObservationInterpretation': ['N', 'H', 'L', 'HH', 'LL', 'A', 'AA', 'POS', 'NEG', 'R', 'S'],
  'v3-ActCode': ['AMB', 'EMER', 'IMP', 'VR', 'RF', 'EHCPOL', 'OPTIN', 'OPTOUT'],
  'v3-ActReason': ['PATOBJ', 'MEDPREC', 'IMMUNE', 'OSTOCK', 'TREAT', 'PATRQT', 'HPAYMT', 'ETREAT'],
  'v3-ActSite': ['LA', 'RA', 'LT', 'RT'],
  'v3-MaritalStatus': ['M', 'D', 'W', 'S', 'T'],
  'v3-ParticipationType': ['ATND', 'IRCP', 'PPRF'],
  'v3-RoleCode': [
    ...['HOSP', 'ER', 'HU', 'OB', 'PEDC', 'ONCL', 'FMC'],
    ...['MTH', 'FTH', 'SIS', 'BRO', 'MAUNT', 'MGRMTH', 'DAU'],
  ],
  'v2-0203': ['MR', 'MB', 'PLAC', 'ACSN', 'UC'],
  'v2-0074': ['LAB', 'RAD', 'PAT', 'CUS'],
  'immunization-origin': ['recall'],
  'discharge-disposition': ['home', 'exp'],
  'goal-achievement': ['in-progress', 'improving', 'worsening', 'no-change', 'achieved', 'not-achieved'],
  'organization-type': ['prov'],
  'provenance-participant-type': ['author', 'transmitter'],
  'v3-DataOperation': ['CREATE', 'UPDATE'],
  'communication-category': ['alert', 'notification', 'reminder', 'instruction'],
  'flag-category': ['diet', 'drug', 'lab', 'admin', 'contact', 'clinical', 'behavioral', 'safety', 'advance-directive'],
  consentscope: ['adr', 'research', 'patient-privacy', 'treatment'],
  consentcategorycodes: ['acd', 'dnr', 'research'],
  consentaction: ['collect', 'access', 'use', 'disclose', 'correct'],
  'audit-event-type': ['rest'],
  'security-source-type': ['4'],
  'audit-entity-type': ['1', '2'],
  'object-role': ['1', '4'],
  'extra-security-role-type': ['humanuser'],
  'endpoint-connection-type': ['dicom-wado-rs'],
  'endpoint-payload-type': ['any'],
  'claim-type': ['professional', 'institutional', 'pharmacy'],
  processpriority: ['normal'],
  adjudication: ['submitted', 'eligible', 'deductible', 'copay', 'benefit'],
  'ex-paymenttype': ['complete'],
  'measure-scoring': ['proportion'],
  'measure-population': ['initial-population', 'denominator', 'denominator-exclusion', 'numerator'],
  'measure-improvement-notation': ['increase', 'decrease'],
  'v2-0276': ['ROUTINE', 'FOLLOWUP', 'CHECKUP'],
  'appointment-cancellation-reason': ['pat', 'prov', 'pat-crs', 'prov-pers'],
  'service-category': ['17', '27', '31'],
  'subscriber-relationship': ['self'],
  'coverage-class': ['group', 'plan'],
};

/** UCUM codes that may occur, checked by hand against UCUM 2.1. */
const UCUM_CODES = new Set(
  (
    '% mm[Hg] /min Cel kg m cm kg/m2 L/min {score} mmol/L umol/L mmol/mol mg/dL mg/L mg/g g/dL g/L ng/mL ng/L pg/mL ug/L ug/dL U/L U/mL ' +
    'k[IU]/L m[IU]/L 10*9/L fL mL/min/{1.73_m2} {INR} /[HPF] {tbl} {capsule} {puff} {auto-injector} {syringe} mL mg mV [IU] U d wk a'
  ).split(' '),
);

/** LOINC's answer lists of the PHQ-9; their check digit follows another rule. */
const ANSWERS = new Set('LA6568-5 LA6569-3 LA6570-1 LA6571-9 LA6572-7 LA6573-5 LA6575-0 LA6574-3'.split(' '));

const found = organisations.flatMap((organisation) => generated(organisation, moments[0] as Date).flatMap(walk));
const codings = found
  .filter(({ value }) => isCoding(value))
  .map(({ value }) => value as Coding & { system: string; code: string });

describe('the codes of the synthetic patients', () => {
  it('come from code systems with their right addresses', () => {
    const expected =
      /^(http:\/\/snomed\.info\/sct|http:\/\/loinc\.org|http:\/\/www\.nlm\.nih\.gov\/research\/umls\/rxnorm|http:\/\/hl7\.org\/fhir\/sid\/cvx|http:\/\/unitsofmeasure\.org|urn:ietf:bcp:47|http:\/\/terminology\.hl7\.org\/CodeSystem\/[a-zA-Z0-9-]+|http:\/\/hl7\.org\/fhir\/us\/core\/CodeSystem\/(condition-category|careplan-category|us-core-documentreference-category|us-core-provenance-participant-type|us-core-category)|http:\/\/hl7\.org\/fhir\/uv\/sdc\/CodeSystem\/temp|http:\/\/hl7\.org\/fhir\/(restful-interaction|CodeSystem\/task-code)|http:\/\/hl7\.org\/fhir\/us\/carin-bb\/CodeSystem\/C4BBAdjudication|http:\/\/dicom\.nema\.org\/resources\/ontology\/DCM|urn:ietf:rfc:3986)$/;
    for (const { system } of codings) assert.match(system, expected);
    assert.ok(codings.length > 1000);
  });

  it('are LOINC and SNOMED CT codes whose check digits hold', () => {
    const of = (system: string): Set<string> =>
      new Set(codings.filter((one) => one.system === system).map((one) => one.code));
    const loinc = of('http://loinc.org');
    const snomed = of('http://snomed.info/sct');
    for (const code of loinc) if (code.startsWith('LA')) assert.ok(ANSWERS.has(code), code);
    for (const code of loinc)
      if (!code.startsWith('LA'))
        assert.ok(/^\d{1,5}-\d$/.test(code) && luhnHolds(code.replace('-', '')), `LOINC ${code}`);
    for (const code of snomed) assert.ok(/^\d{6,18}$/.test(code) && verhoeffHolds(code), `SNOMED ${code}`);
    assert.ok(loinc.size > 60 && snomed.size > 60);
  });

  it('are HL7 codes that HL7 lists', () => {
    for (const { system, code } of codings) {
      if (!system.startsWith(HL7)) continue;
      assert.ok(HL7_CODES[system.slice(HL7.length)]?.includes(code), `${system}|${code}`);
    }
    for (const { system, code } of codings)
      if (system.startsWith(US_CORE))
        assert.ok(
          ['health-concern', 'assess-plan', 'clinical-note', 'transmitter', 'functional-status'].includes(code),
          code,
        );
  });

  it('mean one thing each: a code has one display', () => {
    const displays = new Map<string, string>();
    for (const { system, code, display } of codings) {
      if (display === undefined) continue;
      const key = `${system}|${code}`;
      assert.equal(display, displays.get(key) ?? display, key);
      displays.set(key, display);
    }
  });

  it('measure in UCUM units', () => {
    for (const { value, path } of found) {
      const quantity = value as Quantity | null;
      if (typeof quantity !== 'object' || quantity?.system !== 'http://unitsofmeasure.org') continue;
      assert.ok(UCUM_CODES.has(quantity.code ?? ''), `${path}: ${quantity.code}`);
      assert.ok(quantity.unit, path);
    }
  });

  it('number clinicians and organisations with valid National Provider Identifiers', () => {
    const numbers = found
      .filter(({ value }) => (value as { system?: string } | null)?.system === 'http://hl7.org/fhir/sid/us-npi')
      .map(({ value }) => (value as { value: string }).value);
    assert.ok(numbers.length > 10);
    for (const number of numbers) assert.ok(number.length === 10 && luhnHolds(`80840${number}`), number);
  });
});

function isCoding(value: unknown): boolean {
  const coding = value as { system?: unknown; code?: unknown; value?: unknown } | null;
  return (
    typeof coding === 'object' &&
    typeof coding?.system === 'string' &&
    typeof coding.code === 'string' &&
    coding.value === undefined
  );
}
