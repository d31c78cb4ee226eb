import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, ResultTest } from '@ehr-widgets/sdk/results';
import { noteText } from '../patient-summary/sections/line-words.ts';
import { drawChips } from '../shared/chip.ts';
import type { CellContext } from './cell.ts';
import { calledOtherwise, chipsOf, momentText, rangesText, valueOf } from './telling.ts';

/** One result in a list of its test: when, what, how it stands out, against which range, and from where. */
export function drawResult(finding: Finding, test: ResultTest, { told, marksOf }: CellContext): TemplateResult {
  const { words } = told;
  const range = rangesText(finding, told);
  const called = calledOtherwise(finding, test, told);
  const { line } = finding;
  const { value, unit } = valueOf(finding, told);
  return html`<li class="res">
    <bdi class="when num">${momentText(finding.moment, told)}</bdi>
    <span class="v num"><bdi>${value}${unit ? html` <span class="u">${unit}</span>` : nothing}</bdi></span>
    <span class="chips">${drawChips([...chipsOf(finding, told), ...marksOf(finding)])}</span>
    <bdi class="muted num">${range ? words.rangeIs(range) : words.noRange}</bdi>
    <bdi class="muted">${line.origin.sourceName}</bdi>
    ${called ? html`<bdi class="muted">${words.as(called)}</bdi>` : nothing}
    ${line.notes.map((note) => html`<bdi class="muted comment">${noteText(note, told.values)}</bdi>`)}
  </li>`;
}
