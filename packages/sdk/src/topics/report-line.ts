/**
 * One diagnostic report as a line: who asked, who did it, on what, and what they conclude (FHIR R4 §10.3 DiagnosticReport).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { date, extensions, list, text } from '../format/read.ts';
import { beginning, periodOf, whenOf } from '../format/when.ts';
import { attachmentsOf, type AttachedFile } from './attachment.ts';
import {
  identifierKeys,
  lookUp,
  namedLine,
  partiesOf,
  partyOf,
  statusOf,
  type NamedLine,
  type Party,
  type Reading,
} from './line.ts';
import { kindsOf, type ReportKind } from './report-kinds.ts';

export type ReportStatus =
  | 'registered'
  | 'partial'
  | 'preliminary'
  | 'final'
  | 'amended'
  | 'corrected'
  /** Final, with something added since. */
  | 'appended'
  | 'cancelled'
  | 'entered-in-error'
  | 'unknown';

/** What was examined (FHIR R4 §10.8 Specimen). At least one member but `reference` is present, or only that is known. */
export interface ReportSpecimen {
  readonly type?: Concept | undefined;
  /** When it was taken; the start of a period. */
  readonly collected?: string | undefined;
  readonly bodySite?: Concept | undefined;
  /** The laboratory's number. */
  readonly accession?: string | undefined;
  readonly condition: readonly Concept[];
  readonly reference?: string | undefined;
}

/** What asked for the report. */
export interface ReportOrder {
  readonly name?: Concept | undefined;
  readonly requester?: Party | undefined;
  readonly ordered?: string | undefined;
  readonly reference?: string | undefined;
}

export interface ReportLine extends NamedLine {
  readonly status: ReportStatus;
  readonly statusCode?: string | undefined;
  /** As its categories say; empty where they do not. `Report.kinds` adds what else tells it. */
  readonly kinds: readonly ReportKind[];
  readonly categories: readonly Concept[];
  /** When it was so of the patient: `effective[x]`, the start of a period. */
  readonly date?: string | undefined;
  /** The end, where `effective[x]` is a period that has one. */
  readonly endDate?: string | undefined;
  /** When this version was made available. */
  readonly issued?: string | undefined;
  readonly orders: readonly ReportOrder[];
  /** Who is responsible for it: the laboratory, the department. */
  readonly performers: readonly Party[];
  readonly interpreters: readonly Party[];
  readonly specimens: readonly ReportSpecimen[];
  /** In words, as sent; may hold line breaks. */
  readonly conclusion?: string | undefined;
  readonly conclusions: readonly Concept[];
  /** The whole report as issued: PDF, text, … */
  readonly attachments: readonly AttachedFile[];
  /** References of the studies that it is about, and what they are called here. */
  readonly studies: readonly Party[];
  /** Pictures that are part of it, with what is said of them. */
  readonly media: readonly { readonly comment?: string | undefined; readonly file?: AttachedFile | undefined }[];
  /** `system|value` of each business identifier. */
  readonly identifiers: readonly string[];
  /** References of reports that this one stands in place of. */
  readonly replaces: readonly string[];
}

const STATUSES = [
  'registered',
  'partial',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'appended',
  'cancelled',
  'entered-in-error',
] as const;

export function reportLine(reading: Reading<fhir.DiagnosticReport>): ReportLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const effective = whenOf(resource, 'effective');
  const categories = conceptsOf(resource.category);
  return {
    // R5 has comments on the report itself, and R4 servers send them all the same.
    ...namedLine(reading, resource.code, (resource as { note?: readonly fhir.Annotation[] }).note),
    status,
    statusCode: code,
    kinds: kindsOf(categories),
    categories,
    date: beginning(effective),
    endDate: effective?.kind === 'period' && effective.start ? effective.end : undefined,
    issued: date(resource.issued),
    orders: list(resource.basedOn).flatMap((reference) => orderOf(reference, reading)),
    performers: partiesOf(resource.performer, reading),
    interpreters: partiesOf(resource.resultsInterpreter, reading),
    specimens: list(resource.specimen).flatMap((reference) => specimenOf(reference, reading)),
    conclusion: text(resource.conclusion),
    conclusions: conceptsOf(resource.conclusionCode),
    attachments: attachmentsOf(resource.presentedForm),
    studies: partiesOf(resource.imagingStudy, reading),
    media: list(resource.media).flatMap(({ comment, link }, at) => {
      const one = { comment: text(comment), file: pictureOf(link, at, reading) };
      return one.comment || one.file ? one : [];
    }),
    identifiers: identifierKeys(resource.identifier),
    replaces: extensions(resource, REPLACES).flatMap(({ valueReference }) => {
      return text((valueReference as fhir.Reference | undefined)?.reference) ?? [];
    }),
  };
}

const REPLACES = 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces';

/** The order itself where it came, else what the reference says of it. */
function orderOf(sent: fhir.Reference, reading: Reading<fhir.DiagnosticReport>): ReportOrder[] {
  const party = partyOf(sent, reading);
  const found = lookUp(sent, reading);
  const order = found?.resourceType === 'ServiceRequest' ? found : undefined;
  const name = conceptOf(order?.code) ?? conceptOf(text(sent.display));
  const requester = partyOf(order?.requester, reading);
  return party ? [{ name, requester, ordered: date(order?.authoredOn), reference: party.reference }] : [];
}

/** The picture in its Media where that came with the report; else where that lies, to be read when asked for. */
function pictureOf(
  sent: fhir.Reference | undefined,
  at: number,
  reading: Reading<fhir.DiagnosticReport>,
): AttachedFile | undefined {
  const found = lookUp(sent, reading);
  const [file] = found?.resourceType === 'Media' ? attachmentsOf([found.content]) : [];
  const [url, title] = [text(sent?.reference), text(sent?.display)];
  const there = file ?? (url?.startsWith('#') ? undefined : url && { key: '', url });
  return there ? { ...there, key: `media-${at}`, title: there.title ?? title } : undefined;
}

function specimenOf(sent: fhir.Reference, reading: Reading<fhir.DiagnosticReport>): ReportSpecimen[] {
  const found = lookUp(sent, reading);
  const specimen = found?.resourceType === 'Specimen' ? found : undefined;
  const taken = specimen?.collection;
  const { value } = specimen?.accessionIdentifier ?? {};
  const one: ReportSpecimen = {
    type: conceptOf(specimen?.type) ?? conceptOf(text(sent.display)),
    collected: date(taken?.collectedDateTime) ?? periodOf(taken?.collectedPeriod)?.start,
    bodySite: conceptOf(taken?.bodySite),
    accession: text(value),
    condition: conceptsOf(specimen?.condition),
    reference: text(sent.reference),
  };
  return specimen || one.type || one.reference ? [one] : [];
}
