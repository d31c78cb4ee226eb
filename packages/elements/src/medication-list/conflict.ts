import { html, nothing, type TemplateResult } from 'lit';
import type { MedicationDocument, Medicine } from '@ehr-widgets/sdk/medications';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { documentChip } from './document.ts';
import { inOrder } from './facts.ts';
import type { Telling } from './telling.ts';

/** What records tell differently, side by side: the newest is named, none is hidden, none is chosen for the reader. */
export function drawConflicts({ conflicts, status }: Medicine, told: Telling): TemplateResult | typeof nothing {
  if (conflicts.length === 0) return nothing;
  const { words } = told;
  return html`${conflicts.map(({ kind, documents }) => {
    const newest = newestOf(documents);
    return html`<div class="conflict">
      ${TOLD[kind] === status ? nothing : html`<p>${words.conflictNext[kind]}</p>`}
      <ul>
        ${documents.map((document) => drawTelling(document, document === newest, told))}
      </ul>
    </div>`;
  })}`;
}

/** A status that says the same already. */
const TOLD = { status: 'disagreement', 'not-taken': 'not-taken-as-ordered', dosage: undefined } as const;

function drawTelling(document: MedicationDocument, newest: boolean, told: Telling): TemplateResult {
  const { reader, words } = told;
  const said = [
    newest ? words.newest : '',
    [words.kinds[document.kind], reader.day(document.date), reader.party(document.by)].filter(Boolean).join(', ') + '.',
    ...inOrder(document.dosages, told),
    reader.concepts(document.statusReasons),
  ];
  return html`<li>
    <div class="who">
      <span class="src t">${icon('building')}<bdi>${document.origin.sourceName}</bdi></span>
      ${drawChips([documentChip(document, told)])}
    </div>
    <p class="muted num">${said.filter(Boolean).map((text) => html`<bdi>${text}</bdi> `)}</p>
  </li>`;
}

/** The one with the latest date; none where two are as late, or one does not say. */
function newestOf(documents: readonly MedicationDocument[]): MedicationDocument | undefined {
  const dates = documents.map(({ date }) => date);
  if (dates.includes(undefined)) return undefined;
  const [newest, next] = [...documents].sort((one, other) => (other.date ?? '').localeCompare(one.date ?? ''));
  return newest?.date?.slice(0, 10) === next?.date?.slice(0, 10) ? undefined : newest;
}
