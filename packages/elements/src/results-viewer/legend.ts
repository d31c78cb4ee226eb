import { html, nothing, type TemplateResult } from 'lit';
import type { Chip } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { marksIn, type CellContext } from './cell.ts';
import type { ResultsWords } from './results-viewer.strings.ts';
import type { TestTable } from './test-table.ts';

interface LegendContext extends CellContext {
  readonly table: TestTable;
}

/** What the shapes in the table mean: those that are in it, each once. */
export function drawLegend(context: LegendContext): TemplateResult {
  const { words } = context.told;
  const { marks, byRange } = marksOf(context);
  return html`<div class="foot legend" part="legend" role="group" aria-label=${words.legend}>
    ${marks.map(({ shape, word }) => html`<span>${icon(shape)} ${word}</span>`)}
    <span>– ${words.noResult}</span>
    ${byRange ? html`<span>${words.legendByRange}</span>` : nothing}
    <span>${words.legendUnit}</span>
  </div>`;
}

interface Marks {
  readonly marks: readonly Chip[];
  readonly byRange: boolean;
}

/** Of all that the table holds, seen or not; once for a table and the words it is told in. */
function marksOf(context: LegendContext): Marks {
  const { table, told } = context;
  const known = made.get(table);
  if (known?.words === told.words) return known;
  const marks = new Map<string, Chip>();
  let byRange = false;
  for (const { cells } of table.rows) {
    for (const findings of cells.values()) {
      for (const finding of findings) {
        if (finding.flag.by === 'range' && finding.flag.level !== 'normal') byRange = true;
        for (const mark of [...marksIn(finding, context), ...context.marksOf(finding)])
          marks.set(`${mark.shape} ${mark.word}`, mark);
      }
    }
  }
  const found = { words: told.words, marks: [...marks.values()], byRange };
  made.set(table, found);
  return found;
}

const made = new WeakMap<TestTable, Marks & { readonly words: ResultsWords }>();
