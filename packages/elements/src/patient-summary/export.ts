import { html, type TemplateResult } from 'lit';
import { EhrError, type Session } from '@ehr-widgets/sdk';
import { summaryDocument, type SummaryDocument } from '@ehr-widgets/sdk/summary-document';
import { icon } from '../shared/icons.ts';
import type { Reader } from '../shared/reader.ts';
import { saveFile } from '../shared/save-file.ts';
import { message, reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { exportStrings } from './export.strings.ts';
import { summaryNameStrings } from './name.strings.ts';
import type { Part } from './part.ts';
import { documentSectionOf, shownSections } from './shown-sections.ts';

/** A summary as a document, and what of it is not there as it was shown. */
export interface ExportedSummary extends SummaryDocument {
  /** Names of sections that a document has no place for: the host's own, without a `document`. */
  readonly leftOut: readonly string[];
}

/** How a file came to be, drawn for a reader. */
export type Outcome = (reader: Reader) => TemplateResult;

/**
 * @param parts Put into words for a reader who keeps them.
 * @throws EhrError As `summaryDocument` does.
 */
export async function exported(session: Session, parts: readonly Part[], reader: Reader): Promise<ExportedSummary> {
  const made = await summaryDocument(session, shownSections(parts, reader, session.sources.length > 1), {
    title: summaryNameStrings.for(reader).title,
    language: reader.locale,
    notShown: exportStrings.for(reader).notShown,
    now: reader.now,
  });
  const leftOut = parts.flatMap(({ section }) => (documentSectionOf(section) ? [] : section.title(reader)));
  return { ...made, leftOut };
}

/** Makes the document and hands it to the reader as a file. Ends well: what went wrong is in the outcome. */
export async function saved(session: Session, parts: readonly Part[], reader: Reader): Promise<Outcome> {
  let made: ExportedSummary;
  try {
    made = await exported(session, parts, reader);
  } catch (error) {
    return (now) => drawFailure(error, now);
  }
  saveFile(new Blob([made.json], { type: 'application/fhir+json' }), 'patient-summary.json');
  return (now) => drawSaved(made, now);
}

function drawSaved({ wordsOnly, leftOut }: ExportedSummary, reader: Reader): TemplateResult {
  const words = exportStrings.for(reader);
  const facts = [
    words.savedNext,
    wordsOnly.length > 0 ? words.inWordsOnly(reader.count(wordsOnly.length)) : '',
    leftOut.length > 0 ? words.leftOut(reader.list(leftOut)) : '',
  ];
  return html`<div class="note" part="notice">
    ${icon('check')}
    <div>
      <p class="t">${words.saved}</p>
      <p>${facts.filter(Boolean).join(' ')}</p>
    </div>
  </div>`;
}

function drawFailure(error: unknown, reader: Reader): TemplateResult {
  const states = stateStrings.for(reader);
  const { notMade, notOnePerson, anothers } = exportStrings.for(reader);
  if (!(error instanceof EhrError)) return message('warning', notMade, states.couldNotDrawNext);
  // What no server refused was refused here: whose document it would be is not certain.
  if (error.code === 'rejected' && error.status === undefined)
    return message('warning', notMade, error.server === undefined ? notOnePerson : anothers);
  return message('warning', notMade, states.failedNext(reasonOf(error.code), error.status));
}
