import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { unitText } from '@ehr-widgets/sdk';
import { thinned, type ChartPoint, type TrendChart } from '@ehr-widgets/sdk/results';
import type { ShownChart, TestTrend, TrendContext } from './chart-context.ts';
import { goalText } from './chart-goals.ts';
import { zoomed, type Span } from './chart-period.ts';
import { drawPlot } from './chart-plot.ts';
import { scaleFor, type Scale } from './chart-scale.ts';
import { notesOn, pointText, summaryText, titleOf } from './chart-words.ts';

/** More points than that draw the same line on any screen. */
const MOST = 300;
/** Results that Page Up and Page Down go over, and how far one step zooms. */
const [JUMP, STEP] = [10, 0.5];
/** Moved by less, in pixels, a pointer was pressed and did not drag. */
const SLIP = 8;

/** The charts of a test that have something in the time shown. */
export function shownOf(of: TestTrend, { from, to }: Span): ShownChart[] {
  return of.charts
    .map((chart) => {
      const shown = inSpan(chart, from, to);
      return { ...chart, of, shown, drawn: drawnOf(shown), goals: of.goals.get(chart.key) ?? [] };
    })
    .filter(({ shown }) => shown.length > 0);
}

function inSpan(chart: TrendChart, from: number, to: number): readonly ChartPoint[] {
  const known = spans.get(chart);
  if (known?.from === from && known.to === to) return known.points;
  const points = chart.points.filter(({ time }) => time >= from && time <= to);
  spans.set(chart, { from, to, points });
  return points;
}

const spans = new WeakMap<TrendChart, Span & { readonly points: readonly ChartPoint[] }>();

function drawnOf(shown: readonly ChartPoint[]): readonly ChartPoint[] {
  const known = drawnPoints.get(shown) ?? thinned(shown, MOST);
  drawnPoints.set(shown, known);
  return known;
}

const drawnPoints = new WeakMap<readonly ChartPoint[], readonly ChartPoint[]>();

/** The point that is read: the chosen one, else the nearest to its time, else the newest. */
function chosenIn(shown: readonly ChartPoint[], { point }: TrendContext['choice']): number {
  if (!point) return shown.length - 1;
  const own = shown.findIndex(({ key }) => key === point.key);
  if (own >= 0) return own;
  let nearest = 0;
  for (const [index, { time }] of shown.entries())
    if (Math.abs(time - point.time) <= Math.abs((shown[nearest] as ChartPoint).time - point.time)) nearest = index;
  return nearest;
}

/** The charts of one test, and what is to be known of them. */
export function drawFigures(
  of: TestTrend,
  shown: readonly ShownChart[],
  context: TrendContext,
  isNamed: boolean,
): TemplateResult {
  const { words } = context;
  return html`${shown.length === 0 ? html`<p class="muted">${isNamed ? `${of.name}: ` : ''}${words.emptyPeriod}</p>` : nothing}
  ${shown.map((chart) => drawFigure(chart, titleOf(chart, isNamed, context), context))}
  ${notesOn(of, shown, context).map((note) => html`<p class="muted num"><bdi>${note}</bdi></p>`)}`;
}

/** One chart: its drawing, worked by keyboard and pointer, the point that is read, and a summary, both in words. */
function drawFigure(chart: ShownChart, title: string, context: TrendContext): TemplateResult {
  const { told, words, width, span, choice, choose, whole, marks } = context;
  const { shown, drawn, of, goals } = chart;
  const unit = unitText(chart.unit);
  const index = chosenIn(shown, choice);
  const chosen = shown[index] as ChartPoint;
  const scale = scaleFor(shown, span, width, goals);
  const text = pointText(chosen, of, context);
  const read = (next: number): void => {
    const { key, time } = shown[Math.min(Math.max(next, 0), shown.length - 1)] as ChartPoint;
    choose({ point: { key, time } });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      PageDown: index - JUMP,
      PageUp: index + JUMP,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    const factor = { '+': STEP, '=': STEP, '-': 1 / STEP }[event.key];
    if (next === undefined && factor === undefined) return;
    event.preventDefault();
    if (next !== undefined) read(next);
    else if (factor) choose({ period: zoomed(span, factor, chosen.time, whole), point: chosen });
  };
  const { locale, timeZone } = told.reader;
  const lines = JSON.stringify(goals.map(({ range, from }) => [range, from]));
  const drawing = [chart.points, span.from, span.to, width, chosen, choice.point?.time, marks, lines, locale, timeZone];
  return html`<figure>
    ${title ? html`<p class="ft"><bdi>${title}</bdi></p>` : nothing}
    <div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label=${words.chart(of.name, unit)}
      aria-valuemin="1"
      aria-valuemax=${shown.length}
      aria-valuenow=${index + 1}
      aria-valuetext=${text}
      @keydown=${onKey}
      @pointerdown=${(event: PointerEvent) =>
        drag(event, scale, {
          press: (x, y) => read(shown.indexOf(nearest(drawn, scale, x, y))),
          choose: (from, to) => choose({ period: { from, to } }),
        })}
    >
      ${guard(drawing, () => drawPlot(chart, chosen, scale, context))}
    </div>
    <p class="num now"><bdi>${text}</bdi></p>
    <figcaption class="muted num">
      ${summaryText(chart, context)} ${goals.map((goal) => `${goalText(goal, context)} `)}
      ${drawn.length < shown.length ? words.thinned(told.reader.count(drawn.length), told.reader.count(shown.length)) : nothing}
    </figcaption>
  </figure>`;
}

function nearest(points: readonly ChartPoint[], { x, y }: Scale, left: number, top: number): ChartPoint {
  const away = (point: ChartPoint): number => Math.hypot(x(point.time) - left, (y(point.number) - top) / 4);
  return points.reduce((near, point) => (away(point) < away(near) ? point : near));
}

/** Presses the place, or chooses the time that is dragged over. */
function drag(
  { currentTarget, clientX, clientY, button, pointerId }: PointerEvent,
  scale: Scale,
  told: { readonly press: (x: number, y: number) => void; readonly choose: (from: number, to: number) => void },
): void {
  if (button !== 0) return;
  const plot = currentTarget as HTMLElement;
  const box = plot.getBoundingClientRect();
  const onPlot = (x: number): number => ((x - box.left) / box.width) * scale.width;
  const begun = onPlot(clientX);
  const shade = plot.querySelector('.drag');
  const over = (x: number): [from: number, to: number] => [Math.min(begun, onPlot(x)), Math.max(begun, onPlot(x))];
  const isDragged = (x: number): boolean => Math.abs(onPlot(x) - begun) >= SLIP;
  const onMove = (event: PointerEvent): void => {
    const [from, to] = over(event.clientX);
    shade?.setAttribute('x', String(from));
    shade?.setAttribute('width', String(isDragged(event.clientX) ? to - from : 0));
  };
  const onEnd = (event: PointerEvent): void => {
    ending.abort();
    shade?.setAttribute('width', '0');
    if (event.type === 'pointercancel') return;
    const [from, to] = over(event.clientX);
    if (isDragged(event.clientX)) told.choose(scale.timeAt(from), scale.timeAt(to));
    else told.press(begun, ((clientY - box.top) / box.height) * scale.height);
  };
  const ending = new AbortController();
  const { signal } = ending;
  plot.setPointerCapture(pointerId);
  plot.addEventListener('pointermove', onMove, { signal });
  plot.addEventListener('pointerup', onEnd, { signal });
  plot.addEventListener('pointercancel', onEnd, { signal });
}
