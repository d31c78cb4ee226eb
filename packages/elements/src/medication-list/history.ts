import { html, nothing, type TemplateResult } from 'lit';
import type { MedicationDocument, Medicine } from '@ehr-widgets/sdk/medications';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { drawStory } from '../shared/story.ts';
import { documentChip, documentFacts, originFacts } from './document.ts';
import { nameOf, type Telling } from './telling.ts';

/** How many entries of a history each press brings at most. */
const HISTORY = 20;

/** What the drawing of a history needs to know of the widget. */
export interface HistoryContext {
  readonly told: Telling;
  /** How many entries of the line's history are shown; zero while it is closed. */
  readonly historyOf: (medicine: Medicine) => number;
  readonly showHistory: (medicine: Medicine, entries: number) => void;
  readonly isOpen: (document: MedicationDocument) => boolean;
  readonly open: (document: MedicationDocument) => void;
  /** Whether it was read from a document: what that calls received is its own date. */
  readonly isFromDocument: (document: MedicationDocument) => boolean;
}

/** The button that opens the history in place, and closes it. */
export function drawToggle(medicine: Medicine, { told, historyOf, showHistory }: HistoryContext): TemplateResult {
  const open = historyOf(medicine) > 0;
  return html`<button
    class="link toggle"
    type="button"
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => showHistory(medicine, open ? 0 : HISTORY)}
  >
    ${told.words.history(told.reader.count(medicine.history.length))}<span class="vh">: ${nameOf(medicine, told)}</span>
    ${icon('chevron')}
  </button>`;
}

/** Every document of a medicine, newest first, each with all that it says. */
export function drawHistory(medicine: Medicine, context: HistoryContext): TemplateResult | typeof nothing {
  const { told, historyOf, showHistory } = context;
  const shown = historyOf(medicine);
  if (shown === 0) return nothing;
  const { history } = medicine;
  const left = Math.min(HISTORY, history.length - shown);
  return html`<div class="history">
    <ol aria-label=${told.words.historyOf(nameOf(medicine, told))}>
      ${history.slice(0, shown).map((document) => drawDocument(document, context))}
    </ol>
    ${
      left > 0
        ? html`<button class="btn small" type="button" @click=${() => showHistory(medicine, shown + HISTORY)}>
            ${icon('chevron')}${told.words.moreHistory(told.reader.count(left))}
          </button>`
        : nothing
    }
  </div>`;
}

function drawDocument(document: MedicationDocument, context: HistoryContext): TemplateResult {
  const { told, isOpen, open, isFromDocument } = context;
  const { reader, words } = told;
  const opened = isOpen(document);
  const { sourceName, organization } = document.origin;
  const by = reader.list([reader.party(document.by), reader.party(organization), sourceName]);
  return html`<li>
    <div class="entry">
      <button class="link said" type="button" aria-expanded=${opened ? 'true' : 'false'} @click=${() => open(document)}>
        ${words.kinds[document.kind]}${document.date ? html` <bdi class="num">${reader.day(document.date)}</bdi>` : nothing}
        ${icon('chevron')}
      </button>
      ${drawChips([documentChip(document, told)])}
      <bdi class="muted">${by}</bdi>
    </div>
    ${
      opened
        ? drawStory([...documentFacts(document, told), ...originFacts(document, isFromDocument(document), told)])
        : nothing
    }
  </li>`;
}
