import { html, nothing, type TemplateResult } from 'lit';
import { drawChips } from '../shared/chip.ts';
import type { ShownChart, TestTrend, TrendContext } from './chart-context.ts';
import { goalText } from './chart-goals.ts';
import { namesIn, testText, whenText } from './chart-words.ts';
import { drawPager } from './pager.ts';
import { amountText, chipsOf, rangesText } from './telling.ts';

/** How many results are shown at once, but on paper. */
const PAGE = 10;

/** The results that are in the charts of a test, newest first, as sent and as charted. */
export function drawChartTable(of: TestTrend, charts: readonly ShownChart[], context: TrendContext): TemplateResult {
  const { choice, choose, words } = context;
  const { key } = of.test;
  const from = choice.tables.get(key);
  const turn = (first: number | undefined): void => {
    const tables = new Map(choice.tables);
    if (first === undefined) tables.delete(key);
    else tables.set(key, first);
    choose({ tables });
  };
  return html`<details
    class="same"
    .open=${from !== undefined}
    @toggle=${({ currentTarget }: Event) => {
      const { open } = currentTarget as HTMLDetailsElement;
      if (open !== (from !== undefined)) turn(open ? 0 : undefined);
    }}
  >
    <summary>${words.table}</summary>
    ${from === undefined ? nothing : drawRows(of, charts, context, { from, turn })}
  </details>`;
}

/** All of them, or a page. */
export function drawRows(
  of: TestTrend,
  charts: readonly ShownChart[],
  context: TrendContext,
  pages?: { readonly from: number; readonly turn: (from: number) => void },
): TemplateResult {
  const { told, words } = context;
  const { reader } = told;
  const points = charts.flatMap(({ shown }) => shown).sort((one, other) => other.time - one.time);
  const rows = pages ? points.slice(pages.from, pages.from + PAGE) : points;
  const hasConverted = points.some(({ converted }) => converted);
  const hasNames = namesIn(of).size > 1;
  const { columns } = words;
  const goals = charts.flatMap((chart) => chart.goals.map((goal) => goalText(goal, context)));
  return html`<div class="rows" role="region" tabindex="0" aria-label=${`${of.name}: ${words.table}`}>
      <table>
        ${
          goals.length > 0
            ? html`<caption class="num">
                <bdi>${goals.join(' ')}</bdi>
              </caption>`
            : nothing
        }
        <thead>
          <tr>
            <th scope="col">${columns.collected}</th>
            <th scope="col" class="end">${columns.reported}</th>
            ${hasConverted ? html`<th scope="col" class="end">${columns.charted}</th>` : nothing}
            <th scope="col">${columns.flag}</th>
            <th scope="col">${columns.range}</th>
            ${hasNames ? html`<th scope="col">${columns.test}</th>` : nothing}
            <th scope="col">${columns.source}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((point) => {
            const { finding, converted } = point;
            return html`<tr>
              <th scope="row" class="num"><bdi>${whenText(point, context)}</bdi></th>
              <td class="end num"><bdi>${amountText(finding, told)}</bdi></td>
              ${
                hasConverted
                  ? html`<td class="end num"><bdi>${converted ? `≈\u00a0${reader.quantity(converted)}` : ''}</bdi></td>`
                  : nothing
              }
              <td>${drawChips(chipsOf(finding, told))}</td>
              <td class="num"><bdi>${rangesText(finding, told)}</bdi></td>
              ${hasNames ? html`<td><bdi>${testText(finding, context)}</bdi></td>` : nothing}
              <td><bdi>${finding.line.origin.sourceName}</bdi></td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${pages ? drawPager({ ...pages, page: PAGE, all: points.length, told }) : nothing}`;
}
