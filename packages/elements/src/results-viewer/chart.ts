import { html, nothing, svg, type TemplateResult } from 'lit';
import { unitText } from '@ehr-widgets/sdk';
import {
  thinned,
  trendOf,
  type ChartPoint,
  type Finding,
  type ResultTest,
  type Trend,
  type TrendChart,
} from '@ehr-widgets/sdk/results';
import { scaleFor, type Scale } from './chart-scale.ts';
import { amountText, chipsOf, momentText, rangesText, type Telling } from './telling.ts';

export type PeriodName = '1' | '3' | 'all';

/** What the drawing of a test's trend needs to know of the widget. */
export interface ChartContext {
  readonly test: ResultTest;
  readonly told: Telling;
  /** In pixels; it is drawn anew for each width, and its text is never scaled. */
  readonly width: number;
  readonly period: PeriodName;
  /** The key of the point that is read. */
  readonly point: string | undefined;
  readonly choosePeriod: (period: PeriodName) => void;
  readonly choosePoint: (key: string) => void;
}

const PERIODS: readonly PeriodName[] = ['1', '3', 'all'];
/** More points than that draw the same line on any screen. */
const MOST = 150;

/**
 * A test's numbers over time, one drawing for each unit; nothing of a test that has fewer than two. Each point can be
 * reached by keyboard, and all of them stand in the list beside it.
 */
export function drawCharts(context: ChartContext): TemplateResult | typeof nothing {
  const { test, told, period, choosePeriod } = context;
  const { reader, words } = told;
  const trend = trendOfTest(test);
  if (!trend.charts.some(({ points }) => points.length > 1)) return nothing;
  const from =
    period === 'all' ? -Infinity : new Date(reader.now).setFullYear(reader.now.getFullYear() - Number(period));
  const charts = trend.charts
    .map((chart) => ({ ...chart, points: chart.points.filter(({ time }) => time >= from) }))
    .filter(({ points }) => points.length > 1);
  const drawn = charts.reduce((sum, { points }) => sum + points.length, 0);
  const left = test.findings.length - drawn;
  return html`<div class="trend" part="trend">
    <div class="views" role="group" aria-label=${words.period}>
      ${PERIODS.map(
        (name) =>
          html`<button
            type="button"
            aria-pressed=${name === period ? 'true' : 'false'}
            @click=${() => choosePeriod(name)}
          >
            ${words.trendPeriods[name]}
          </button>`,
      )}
    </div>
    ${charts.map((chart) => drawChart(chart, context))}
    ${charts.length > 0 ? html`<p class="muted">${words.band}</p>` : nothing}
    ${left > 0 ? html`<p class="muted num">${words.notDrawn(reader.count(left))}</p>` : nothing}
  </div>`;
}

function drawChart(chart: TrendChart, context: ChartContext): TemplateResult {
  const { told, width, point, choosePoint } = context;
  const { words } = told;
  const unit = unitText(chart.unit);
  const points = thinned(chart.points, MOST);
  const chosen = Math.max(
    points.findIndex(({ key }) => key === point),
    points.some(({ key }) => key === point) ? 0 : points.length - 1,
  );
  const shown = points[chosen] as ChartPoint;
  const scale = scaleFor(points, width);
  const choose = (index: number): void =>
    choosePoint((points[Math.min(Math.max(index, 0), points.length - 1)] as ChartPoint).key);
  return html`<figure>
    <div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label=${words.chart(unit)}
      aria-valuemin="1"
      aria-valuemax=${points.length}
      aria-valuenow=${chosen + 1}
      aria-valuetext=${pointText(shown, context)}
      @keydown=${(event: KeyboardEvent) => {
        const next = {
          ArrowLeft: chosen - 1,
          ArrowDown: chosen - 1,
          ArrowRight: chosen + 1,
          ArrowUp: chosen + 1,
          Home: 0,
          End: points.length - 1,
        }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        choose(next);
      }}
      @click=${(event: MouseEvent) => choose(nearest(points, scale, event))}
    >
      ${drawPlot(points, shown, scale, { ...context, unit })}
    </div>
    <p class="num now"><bdi>${pointText(shown, context)}</bdi></p>
    <figcaption class="muted num">${summaryOf(chart, context)}</figcaption>
  </figure>`;
}

function drawPlot(
  points: readonly ChartPoint[],
  chosen: ChartPoint,
  scale: Scale,
  { told, unit }: ChartContext & { readonly unit: string },
): TemplateResult {
  const { reader } = told;
  const { width, height, left, right, top, bottom, x, y } = scale;
  const at = (value: number): string => value.toFixed(1);
  const [first, last] = [points[0] as ChartPoint, points.at(-1) as ChartPoint];
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" direction="ltr" aria-hidden="true">
    ${bandsOf(points, scale).map((band) => svg`<rect class="band" x=${at(band.from)} width=${at(band.to - band.from)} y=${at(band.top)} height=${at(band.bottom - band.top)}></rect>`)}
    ${scale.ticks.map(
      (tick) =>
        svg`<line class="tick" x1=${left} x2=${right} y1=${at(y(tick))} y2=${at(y(tick))}></line><text x=${left - 8} y=${at(y(tick) + 4)} text-anchor="end">${reader.decimal(String(Number(tick.toPrecision(10))))}</text>`,
    )}
    <text x=${left + 6} y="14">${unit}</text>
    <line class="axis" x1=${left} x2=${right} y1=${bottom} y2=${bottom}></line>
    <text x=${left} y=${height - 8}>${reader.calendarDay(first.date)}</text>
    <text x=${right} y=${height - 8} text-anchor="end">${reader.calendarDay(last.date)}</text>
    ${stretches(points).map((stretch) => svg`<polyline class="line" points=${stretch.map((point) => `${at(x(point.time))},${at(y(point.number))}`).join(' ')}></polyline>`)}
    ${points.map((point) => svg`<path class="pt ${toneOf(point)}" d=${shapeOf(point, x(point.time), y(point.number))}></path>`)}
    <circle class="sel" cx=${at(x(chosen.time))} cy=${at(y(chosen.number))} r="10"></circle>
    <line class="edge" x1=${left} x2=${left} y1=${top} y2=${bottom}></line>
  </svg>`;
}

/** A dot; a diamond where it stands out; an arrow where the value is anywhere beyond the number. */
function shapeOf({ bound, finding }: ChartPoint, x: number, y: number): string {
  const at = (dx: number, dy: number): string => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  if (bound) {
    const tip = bound === 'above' ? -8 : 8;
    return `M${at(-6, 0)}H${(x + 6).toFixed(1)}L${at(0, tip)}z`;
  }
  if (OUT.has(finding.flag.level)) return `M${at(0, -6)}L${at(6, 0)}L${at(0, 6)}L${at(-6, 0)}z`;
  return `M${at(-4, 0)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`;
}

const OUT = new Set<string>(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'noted']);

function toneOf({ finding }: ChartPoint): string {
  const { level } = finding.flag;
  return level.startsWith('critical') ? 'critsoft' : OUT.has(level) ? level : '';
}

/** Exact values that follow one another: no line leads through a bound, which is no value. */
function stretches(points: readonly ChartPoint[]): ChartPoint[][] {
  const found: ChartPoint[][] = [[]];
  for (const point of points) {
    if (point.bound) found.push([]);
    else found.at(-1)?.push(point);
  }
  return found.filter((stretch) => stretch.length > 1);
}

interface Band {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

/** Each result's own range, from half way to the one before until half way to the next; to the edge where an end is open. */
function bandsOf(points: readonly ChartPoint[], { x, y, left, right, top, bottom }: Scale): Band[] {
  return points.flatMap(({ range, time }, index) => {
    if (!range) return [];
    const [before, after] = [points[index - 1], points[index + 1]];
    return {
      from: before ? (x(before.time) + x(time)) / 2 : left,
      to: after ? (x(time) + x(after.time)) / 2 : right,
      top: range.high === undefined ? top : y(range.high),
      bottom: range.low === undefined ? bottom : y(range.low),
    };
  });
}

function nearest(points: readonly ChartPoint[], { x, width }: Scale, event: MouseEvent): number {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  const at = ((event.clientX - box.left) / box.width) * width;
  const distances = points.map(({ time }) => Math.abs(x(time) - at));
  return distances.indexOf(Math.min(...distances));
}

/** A point in words: value as sent, flag, range, when and from where. */
function pointText(point: ChartPoint, { test, told }: ChartContext): string {
  const finding = test.findings.find(({ key }) => key === point.key) as Finding;
  const { reader, words } = told;
  const range = rangesText(finding, told);
  const marks = chipsOf(finding, told).map(({ word, qualifier }) => [word, qualifier].filter(Boolean).join(' '));
  const { sourceName } = finding.line.origin;
  return reader.list([
    amountText(finding, told),
    ...marks,
    range && words.rangeIs(range),
    momentText(finding.moment, told),
    sourceName,
  ]);
}

/** What a glance tells: how many, from when to when, first, lowest, highest and latest. */
function summaryOf({ points }: TrendChart, { test, told }: ChartContext): string {
  const { reader, words } = told;
  const said = (point: ChartPoint): string =>
    amountText(test.findings.find(({ key }) => key === point.key) as Finding, told);
  const byNumber = [...points].sort((one, other) => one.number - other.number);
  const [first, last, lowest, highest] = [points[0], points.at(-1), byNumber[0], byNumber.at(-1)] as ChartPoint[];
  if (!first || !last || !lowest || !highest) return '';
  return words.trendSummary({
    count: reader.count(points.length),
    from: reader.calendarDay(first.date),
    to: reader.calendarDay(last.date),
    first: said(first),
    last: said(last),
    lowest: said(lowest),
    highest: said(highest),
  });
}

/** Worked out once for a test: it is drawn again at every key. */
function trendOfTest(test: ResultTest): Trend {
  const known = trends.get(test) ?? trendOf(test.findings);
  trends.set(test, known);
  return known;
}

const trends = new WeakMap<ResultTest, Trend>();
