/**
 * Documents of the record: letters, notes, scans, and where their text is (FHIR R4 §10.2 DocumentReference).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { date, list, text } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import { attachmentsOf, type AttachedFile } from './attachment.ts';
import { daysApart, toldDifferently, type Identity } from './elsewhere.ts';
import { identifierKeys, namedLine, partiesOf, partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { alike, contentOfList, listView, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

/** `name` is its type, else its description. */
export interface DocumentLine extends ListedLine {
  readonly status: 'current' | 'superseded' | 'entered-in-error' | 'unknown';
  /** Of the text itself: `preliminary`, `final`, `amended`, as sent. */
  readonly documentStatus?: string | undefined;
  readonly categories: readonly Concept[];
  readonly description?: string | undefined;
  readonly authors: readonly Party[];
  readonly custodian?: Party | undefined;
  /** The time of what it tells of. */
  readonly period?: Period | undefined;
  /** One text in several forms, or in several parts. */
  readonly attachments: readonly AttachedFile[];
  readonly identifiers: readonly string[];
}

export type DocumentsView = ListView<DocumentLine>;

/** `past` are those that another stands in place of. */
export const documents = topic<DocumentsView>({
  name: 'documents',
  searches: [{ type: 'DocumentReference', by: 'patient', params: { _sort: '-date' } }],
  view: (input) =>
    listView(linesOf(input, 'DocumentReference', documentLine), ({ status }) => status === 'superseded', sameDocument),
  content: contentOfList,
});

/** One document has one number; two of one kind of one day may be the same. */
const sameDocument: Identity<DocumentLine> = {
  keys: ({ identifiers, name }) => [...identifiers, ...(name ? [name.text.toLowerCase()] : [])],
  compare: (one, other) => {
    if (one.identifiers.some((identifier) => other.identifiers.includes(identifier))) return 'same';
    return daysApart(one.date, other.date) === 0 ? alike(one, other) : 'different';
  },
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    text: toldDifferently(({ documentStatus }) => documentStatus),
  },
  rank: ({ status }) => (status === 'current' ? 0 : 1),
};

function documentLine(reading: Reading<fhir.DocumentReference>): DocumentLine {
  const { resource } = reading;
  const { status, code } = statusOf(['current', 'superseded', 'entered-in-error'], resource.status);
  const documentStatus = text(resource.docStatus);
  const description = text(resource.description);
  const line = namedLine(reading, resource.type, undefined);
  return {
    ...line,
    name: line.name ?? conceptOf(description),
    status: documentStatus === 'entered-in-error' ? 'entered-in-error' : status,
    statusCode: code,
    documentStatus,
    date: date(resource.date) ?? periodOf(resource.context?.period)?.start,
    categories: conceptsOf(resource.category),
    description,
    authors: partiesOf(resource.author, reading),
    custodian: partyOf(resource.custodian, reading),
    period: periodOf(resource.context?.period),
    attachments: attachmentsOf(list(resource.content).flatMap(({ attachment }) => attachment ?? [])),
    identifiers: identifierKeys([...list(resource.masterIdentifier), ...list(resource.identifier)]),
  };
}
