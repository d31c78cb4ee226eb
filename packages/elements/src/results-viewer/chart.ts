import { html, nothing, type TemplateResult } from 'lit';
import type { ResultTest } from '@ehr-widgets/sdk/results';
import { drawFigures } from './chart-figure.ts';
import { drawChartLegend } from './chart-legend.ts';
import { drawGoals } from './chart-goals.ts';
import { drawMedicines } from './chart-medicines.ts';
import { drawChartTable } from './chart-table.ts';
import { drawActs, drawBeside, drawPeriod } from './chart-tools.ts';
import { shownTrend, type TrendSource } from './chart-trend.ts';
import { nameOf } from './telling.ts';

export { goalTopic } from './chart-goals.ts';
export { medicineTopic } from './chart-medicines.ts';
export { drawTrendSheet } from './chart-sheet.ts';
export { styles } from './chart.styles.ts';

/**
 * A test's numbers over time, one drawing for each unit that cannot be converted, and others aligned with it. Each point can
 * be reached by keyboard, and all of them stand in a table beside it.
 */
export function drawTrend(source: TrendSource): TemplateResult | typeof nothing {
  const shown = shownTrend(source);
  if (!shown) return nothing;
  const { test, tests, choice, told, medications, goals, save, print, retry } = source;
  const { context, all, medicines } = shown;
  const others = tests.filter((one) => one.key !== test.key && isNumeric(one));
  return html`<div class="trend" part="trend">
    ${drawPeriod(context)} ${drawActs(context, { save, print, canAdd: others.length > 0 })}
    ${choice.adding && others.length > 0 ? drawBeside(others, (one) => nameOf(one, told), context) : nothing}
    ${all.map(
      (one) => html`${drawFigures(one, one.shown, context, all.length > 1)} ${drawChartTable(one, one.shown, context)}`,
    )}
    ${drawChartLegend(
      all.flatMap((one) => one.shown),
      context,
    )}
    ${choice.goals ? drawGoals(goals, all, context, retry) : nothing}
    ${choice.medicines ? html`<div class="medicines">${drawMedicines(medications, medicines, context, retry)}</div>` : nothing}
  </div>`;
}

function isNumeric({ findings }: ResultTest): boolean {
  return findings.some(({ value }) => value.kind === 'quantity' || value.kind === 'integer');
}
