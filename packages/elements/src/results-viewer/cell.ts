import { html, nothing, type TemplateResult } from 'lit';
import type { Finding } from '@ehr-widgets/sdk/results';
import { flagChips, statusChips } from '../patient-summary/sections/values.ts';
import type { Chip } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { valueOf, type Telling } from './telling.ts';

/** What the cells of a table need to know of the widget. */
export interface CellContext {
  readonly told: Telling;
  /** Whether other sources tell it differently, or may tell the same. */
  readonly marksOf: (finding: Finding) => readonly Chip[];
}

/** What a cell shows of a finding besides its value: shapes whose words are hidden there, and stand in the key. */
export function marksIn({ flag, line }: Finding, { told }: CellContext): readonly Chip[] {
  // Normal is quiet in a table: the absence of a mark beside a hundred others.
  const flags = flagChips(flag, told.values).filter(({ tone }) => tone !== 'plain');
  return [...flags, ...statusChips(line.status, told.values)];
}

/**
 * One value in the table: its text as sent, its unit where that is not the row's, and a shape for its flag, for its status
 * when it is not final, and for what sources tell differently. The words of each are there for those who hear or copy.
 * @param rowUnit The unit that stands at the head of the row.
 */
export function drawFinding(finding: Finding, rowUnit: string, context: CellContext): TemplateResult {
  const { told, marksOf } = context;
  const { value, unit } = valueOf(finding, told);
  const marks = [...marksIn(finding, context), ...marksOf(finding)];
  const [flag] = flagChips(finding.flag, told.values);
  const tone = flag && flag.tone !== 'plain' ? `${flag.tone} ${finding.flag.by === 'range' ? 'by-us' : ''}` : 'quiet';
  const said = [
    unit === rowUnit ? unit : '',
    ...(flag?.tone === 'plain' ? [flag] : []).map(wordsOf),
    ...marks.map(wordsOf),
  ].filter(Boolean);
  return html`<span class="cell ${tone}" data-key=${finding.key}
    >${marks.map(({ shape }) => icon(shape))}<bdi>${value}${unit && unit !== rowUnit ? html` <span class="cu">${unit}</span>` : nothing}</bdi>${said.length > 0 ? html`<span class="vh"> ${said.join(', ')}</span>` : nothing}</span
  >`;
}

function wordsOf({ word, qualifier }: Chip): string {
  return qualifier ? `${word} ${qualifier}` : word;
}
