import { html, nothing, type TemplateResult } from 'lit';
import type { Flag, ObservationStatus } from '@ehr-widgets/sdk';
import type { ResultTable } from '@ehr-widgets/sdk/results';
import type { Chip } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { marksIn, type CellContext } from './cell.ts';
import type { ResultsWords } from './results-viewer.strings.ts';

interface LegendContext extends CellContext {
  readonly table: ResultTable;
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
  const add = (chips: readonly Chip[]): void => {
    for (const mark of chips) marks.set(`${mark.shape} ${mark.word}`, mark);
  };
  // Thousands of findings have a few flags among them, and are told in words once for each.
  const seen = new Map<Flag, Set<ObservationStatus>>();
  for (const { findings } of table.tests) {
    for (const finding of findings) {
      const { flag, line } = finding;
      add(context.marksOf(finding));
      const statuses = seen.get(flag) ?? new Set();
      seen.set(flag, statuses);
      if (statuses.has(line.status)) continue;
      statuses.add(line.status);
      if (flag.by === 'range' && flag.level !== 'normal') byRange = true;
      add(marksIn(finding, context));
    }
  }
  const found = { words: told.words, marks: [...marks.values()], byRange };
  made.set(table, found);
  return found;
}

const made = new WeakMap<ResultTable, Marks & { readonly words: ResultsWords }>();
