import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ShownChart, TrendContext } from './chart-context.ts';
import { standsOut } from './chart-plot.ts';
import type { ChartMark } from './chart.strings.ts';

/** What the marks mean: of those that are in use. */
export function drawChartLegend(charts: readonly ShownChart[], { words, marks }: TrendContext): TemplateResult {
  const points = charts.flatMap(({ shown }) => shown);
  const inUse: Readonly<Record<ChartMark, boolean>> = {
    reported: points.some(({ converted, bound }) => !converted && !bound),
    out: points.some(standsOut),
    converted: points.some(({ converted }) => converted),
    bound: points.some(({ bound }) => bound),
    band: points.some(({ range }) => range),
    critical: points.some(({ critical }) => critical),
    goal: charts.some(({ goals }) => goals.length > 0),
    medicine: marks.some(({ isMarked }) => isMarked),
  };
  const names = (Object.keys(inUse) as ChartMark[]).filter((name) => inUse[name]);
  if (names.length === 0) return html`${nothing}`;
  return html`<ul class="key" aria-label=${words.legend}>
    ${names.map(
      (name) =>
        html`<li>
          <svg class="chart sample" viewBox="0 0 24 16" direction="ltr" aria-hidden="true">${SAMPLES[name]}</svg
          >${words.marks[name]}
        </li>`,
    )}
  </ul>`;
}

const SAMPLES: Readonly<Record<ChartMark, unknown>> = {
  reported: svg`<circle class="pt" cx="12" cy="8" r="4"></circle>`,
  out: svg`<path class="pt high" d="M12 2L18 8L12 14L6 8z"></path>`,
  converted: svg`<circle class="pt conv" cx="12" cy="8" r="4"></circle>`,
  bound: svg`<path class="pt" d="M6 4L18 4L12 13z"></path>`,
  band: svg`<rect class="band" width="24" height="16"></rect>`,
  critical: svg`<path class="critical-limit" d="M0 8H24"></path>`,
  goal: svg`<path class="goal" d="M0 6H24M4 6v5M12 6v5M20 6v5"></path>`,
  medicine: svg`<path class="med" d="M12 0V16"></path>`,
};
