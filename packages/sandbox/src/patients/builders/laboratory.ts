/**
 * Laboratory results and the reports that gather them (US Core Laboratory Result, DiagnosticReport for Laboratory).
 * @module
 */
import type { CodeableConcept, DiagnosticReport, Observation, Reference } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { LabRange, LabTest } from '../codes/labs.ts';
import type { Unit } from '../codes/units.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';
import { order } from './order.ts';
import { specimen } from './specimen.ts';
import {
  interpretation,
  judge,
  referenceRange,
  valueElement,
  type InterpretationCode,
  type ResultValue,
} from './result.ts';

/** What may differ from the test's own table entry, for one result. */
export interface ResultDetails {
  readonly status?: Observation['status'];
  /** The flag the laboratory sent; `none` when it sent none. Worked out from range and critical limits when left out. */
  readonly flag?: InterpretationCode | 'none';
  readonly range?: LabRange | 'none';
  /** `none` for a bare number; a printed unit without a code where `code` is left out. */
  readonly unit?: Unit | 'none' | { readonly printed: string };
  readonly note?: string;
}

/** One line of a report. */
export type ResultLine = readonly [test: LabTest, value: ResultValue, details?: ResultDetails];

export interface SampleDetails {
  /** When the specimen was taken: FHIR dateTime, full or partial. */
  readonly at: string;
  readonly issued?: string;
  /** Key of who asked for it. */
  readonly by?: string;
  readonly encounter?: Reference;
  readonly status?: Observation['status'];
  /** The order that asked for it and the specimen it was made from, as a report files them. */
  readonly basedOn?: Reference;
  readonly specimen?: Reference;
}

export function result(
  chart: Chart,
  sample: SampleDetails,
  [test, value, details = {}]: ResultLine,
): Filed<Observation> {
  const unit =
    details.unit === 'none' || (details.unit && 'printed' in details.unit) ? undefined : (details.unit ?? test.unit);
  const range = details.range === 'none' ? undefined : (details.range ?? test.range);
  const flag = details.flag ?? judge(value, { ...test, ...(range && { range }) });
  const observation: Observation = {
    resourceType: 'Observation',
    ...(sample.basedOn && { basedOn: [sample.basedOn] }),
    status: details.status ?? sample.status ?? 'final',
    category: [hl7Concept('observation-category', 'laboratory', 'Laboratory')],
    code: test.code,
    subject: chart.patient,
    ...(sample.encounter && { encounter: sample.encounter }),
    effectiveDateTime: sample.at,
    ...(sample.issued !== undefined && { issued: sample.issued }),
    performer: [chart.organisation.self],
    ...valueElement(value, unit),
    ...(flag && flag !== 'none' && { interpretation: [interpretation(flag)] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(sample.specimen && { specimen: sample.specimen }),
    ...(range && { referenceRange: [referenceRange(range, unit)] }),
  };
  if (details.unit && details.unit !== 'none' && 'printed' in details.unit && observation.valueQuantity) {
    observation.valueQuantity.unit = details.unit.printed;
  }
  return chart.add(observation);
}

export interface ReportDetails {
  readonly status?: DiagnosticReport['status'];
  readonly conclusion?: string;
}

/** A report over several results of one sample. Where someone asked for it, their order and the specimen are filed too. */
export function report(
  chart: Chart,
  panel: CodeableConcept,
  sample: SampleDetails & { readonly issued: string },
  lines: readonly ResultLine[],
  details: ReportDetails = {},
): Filed<DiagnosticReport> {
  const source = sample.by === undefined ? {} : laboratoryWork(chart, panel, { ...sample, by: sample.by });
  const results = lines.map((line) => result(chart, { ...sample, ...source }, line));
  return chart.add<DiagnosticReport>({
    resourceType: 'DiagnosticReport',
    ...(source.basedOn && { basedOn: [source.basedOn] }),
    status: details.status ?? 'final',
    category: [hl7Concept('v2-0074', 'LAB', 'Laboratory')],
    code: panel,
    subject: chart.patient,
    ...(sample.encounter && { encounter: sample.encounter }),
    effectiveDateTime: sample.at,
    issued: sample.issued,
    performer: [chart.organisation.self],
    ...(sample.by !== undefined && { resultsInterpreter: [chart.organisation.practitioner(sample.by)] }),
    ...(source.specimen && { specimen: [source.specimen] }),
    result: results.map((one) => referenceTo(one, one.code.text)),
    ...(details.conclusion !== undefined && { conclusion: details.conclusion }),
  });
}

function laboratoryWork(
  chart: Chart,
  panel: CodeableConcept,
  { at, by, encounter }: SampleDetails & { readonly by: string },
): { readonly basedOn?: Reference; readonly specimen?: Reference } {
  const basedOn = referenceTo(
    order(chart, panel, { category: 'laboratory', authored: at, by, ...(encounter && { encounter }) }),
    panel.text,
  );
  return { basedOn, specimen: referenceTo(specimen(chart, panel, at, basedOn)) };
}
