/**
 * Notes and documents (US Core DocumentReference), their content inline.
 * @module
 */
import type { Attachment, CodeableConcept, DocumentReference, Reference } from 'fhir/r4.js';
import { concept, loinc } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';
import { clinicalDocument, type NoteSection } from './clinical-document.ts';

const clinicalNote = concept(
  'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
  'clinical-note',
  'Clinical Note',
);

export const documentCodes = {
  directives: loinc('42348-3', 'Advance healthcare directives'),
  livingWill: loinc('86533-7', 'Patient Living will', 'Living will'),
  story: loinc('81338-6', 'Patient Goals, preferences, and priorities for care experience', 'What matters to me'),
} as const;

export interface DocumentDetails {
  readonly title: string;
  readonly type: CodeableConcept;
  readonly date: string;
  /** A practitioner's key, or the patient. */
  readonly by: string | Reference;
  readonly status?: DocumentReference['status'];
  readonly docStatus?: DocumentReference['docStatus'];
  /** A clinical note when left out. */
  readonly category?: CodeableConcept;
  readonly description?: string;
  readonly language?: string;
  readonly lines?: readonly string[];
  readonly as?: 'text' | 'pdf';
  /** The same, as C-CDA, in place of lines. */
  readonly sections?: readonly NoteSection[];
}

export function document(chart: Chart, details: DocumentDetails): Filed<DocumentReference> {
  return chart.add<DocumentReference>({
    resourceType: 'DocumentReference',
    status: details.status ?? 'current',
    ...(details.docStatus && { docStatus: details.docStatus }),
    type: details.type,
    category: [details.category ?? clinicalNote],
    subject: chart.patient,
    date: details.date,
    author: [typeof details.by === 'string' ? chart.organisation.practitioner(details.by) : details.by],
    custodian: chart.organisation.self,
    ...(details.description !== undefined && { description: details.description }),
    content: [{ attachment: details.sections ? structured(chart, details, details.sections) : attachment(details) }],
  });
}

function attachment({ title, lines = [], language = 'en', as = 'text' }: DocumentDetails): Attachment {
  const bytes = as === 'pdf' ? pdf([title, '', ...lines]) : Buffer.from(`${lines.join('\n')}\n`, 'utf8');
  return {
    contentType: as === 'pdf' ? 'application/pdf' : 'text/plain; charset=utf-8',
    language,
    data: bytes.toString('base64'),
    size: bytes.length,
    title,
  };
}

function structured(chart: Chart, details: DocumentDetails, sections: readonly NoteSection[]): Attachment {
  const { title, type, date, by, language = 'en' } = details;
  const author = (typeof by === 'string' ? chart.organisation.practitioner(by) : by).display ?? '';
  const bytes = clinicalDocument(chart, { title, code: type.coding?.[0] ?? {}, date, author, language, sections });
  return {
    contentType: 'application/hl7-cda+xml',
    language,
    data: bytes.toString('base64'),
    size: bytes.length,
    title,
  };
}

/** A one-page PDF 1.4 of plain lines (ISO 32000-1 §7.5), in Helvetica with WinAnsi letters. */
function pdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 11 Tf 15 TL 60 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = Buffer.byteLength(body, 'latin1');
  body += `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
