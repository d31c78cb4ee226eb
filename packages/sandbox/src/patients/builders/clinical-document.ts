/**
 * Notes as C-CDA (HL7 CDA Release 2): a header, and sections of words without coded entries beside them.
 * @module
 */
import type { Coding } from 'fhir/r4.js';
import { escapeMarkup } from '../../escape.ts';
import type { Chart } from './chart.ts';

/** A section: paragraphs, then a table whose first row is its head. `struck` words were crossed out after they were written. */
export interface NoteSection {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly table?: readonly (readonly (string | { readonly struck: string })[])[];
}

export interface Note {
  readonly title: string;
  readonly code: Coding;
  /** A full FHIR dateTime. */
  readonly date: string;
  readonly author: string;
  readonly language: string;
  readonly sections: readonly NoteSection[];
}

/** The note as XML, in UTF-8. */
export function clinicalDocument(chart: Chart, note: Note): Buffer {
  const { title, code, date, author, language, sections } = note;
  const organisation = escapeMarkup(chart.organisation.self.display ?? '');
  const time = `<time value="${timestamp(date)}"/>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
  <realmCode code="US"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="2.25.1" extension="${chart.patientId}-${timestamp(date)}"/>
  <code code="${escapeMarkup(code.code ?? '')}" codeSystem="2.16.840.1.113883.6.1" displayName="${escapeMarkup(code.display ?? '')}"/>
  <title>${escapeMarkup(title)}</title>
  <effectiveTime value="${timestamp(date)}"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="${language}"/>
  <recordTarget><patientRole><id extension="${chart.patientId}" root="2.25.1"/><patient>
    <name>${escapeMarkup(chart.patient.display ?? '')}</name><birthTime value="${chart.birthDate.replaceAll('-', '')}"/>
  </patient></patientRole></recordTarget>
  <author>${time}<assignedAuthor><id nullFlavor="NI"/><assignedPerson><name>${escapeMarkup(author)}</name></assignedPerson>
    <representedOrganization><name>${organisation}</name></representedOrganization></assignedAuthor></author>
  <custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor="NI"/><name>${organisation}</name>
  </representedCustodianOrganization></assignedCustodian></custodian>
  <component><structuredBody>
    ${sections.map(section).join('\n    ')}
  </structuredBody></component>
</ClinicalDocument>
`);
}

function section({ title, paragraphs = [], table = [] }: NoteSection): string {
  const [head, ...rows] = table;
  const cells = (row: NonNullable<NoteSection['table']>[number], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${words(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells(row, 'td')).join('');
  const text = [
    ...paragraphs.map((one) => `<paragraph>${escapeMarkup(one)}</paragraph>`),
    ...(head ? [`<table><thead>${cells(head, 'th')}</thead><tbody>${body}</tbody></table>`] : []),
  ].join('');
  return `<component><section><title>${escapeMarkup(title)}</title><text>${text}</text></section></component>`;
}

function words(cell: string | { readonly struck: string }): string {
  if (typeof cell === 'string') return escapeMarkup(cell);
  return `<content revised="delete">${escapeMarkup(cell.struck)}</content>`;
}

/** HL7 V3 data type TS, to the minute, in the offset sent. */
function timestamp(date: string): string {
  const [, day = '', hour = '', minute = '', zone = ''] =
    /^([\d-]{10})T(\d\d):(\d\d).*?(Z|[+-]\d\d:\d\d)$/.exec(date) ?? [];
  return `${day.replaceAll('-', '')}${hour}${minute}${zone === 'Z' ? '+0000' : zone.replace(':', '')}`;
}
