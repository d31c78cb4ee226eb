import { html, svg, type TemplateResult } from 'lit';
import { unitText } from '@ehr-widgets/sdk';
import type { ChartPoint, ChartRange } from '@ehr-widgets/sdk/results';
import type { MedicineMark, ShownChart, TrendContext } from './chart-context.ts';
import type { Scale } from './chart-scale.ts';
import { goalLines } from './chart-goals.ts';
import { timeTicks } from './chart-time.ts';

/** Room for the label of a moment, and for that of a value. */
const [TIME_ROOM, VALUE_ROOM] = [76, 36];
/** More values than that are read one by one. */
const FEW = 12;

/** The drawing of one chart. What it says is in words beside it, so that it is hidden from those who hear. */
export function drawPlot(
  { unit, shown, drawn, goals }: ShownChart,
  chosen: ChartPoint,
  scale: Scale,
  { told: { reader }, span, choice, marks }: TrendContext,
): TemplateResult {
  const { width, height, left, right, top, bottom, x, y, ticks } = scale;
  const moments = timeTicks(span, Math.max(2, Math.floor((right - left) / TIME_ROOM)), reader);
  const cursor = choice.point?.time ?? chosen.time;
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" direction="ltr" aria-hidden="true">
    <path class="band" d=${bandOf(shown, scale)}></path>
    ${ticks.map(
      (tick) =>
        svg`<line class="tick" x1=${left} x2=${right} y1=${at(y(tick))} y2=${at(y(tick))}></line><text x=${left - 8} y=${at(y(tick) + 4)} text-anchor="end">${reader.decimal(String(Number(tick.toPrecision(10))))}</text>`,
    )}
    <text x="4" y="14">${unitText(unit)}</text>
    <line class="axis" x1=${left} x2=${right} y1=${bottom} y2=${bottom}></line>
    ${moments.map(({ time, label }, index) => {
      const isLast = index === moments.length - 1 && x(time) > right - TIME_ROOM / 2;
      return svg`<line class="axis" x1=${at(x(time))} x2=${at(x(time))} y1=${bottom} y2=${bottom + 5}></line><text x=${at(isLast ? right : x(time))} y=${height - 7} text-anchor=${isLast ? 'end' : 'middle'}>${label}</text>`;
    })}
    <path class="critical-limit" d=${limitsOf(shown, scale)}></path>
    <path class="goal" d=${goals.map((goal) => goalLines(goal, scale)).join('')}></path>
    ${cursor >= span.from && cursor <= span.to ? svg`<line class="cursor" x1=${at(x(cursor))} x2=${at(x(cursor))} y1=${top} y2=${bottom}></line>` : ''}
    ${marks.filter(({ isMarked }) => isMarked).map((mark) => drawMark(mark, scale, span))}
    <path class="line" d=${lineOf(drawn, scale)}></path>
    ${KINDS.map(([name, isOf]) => {
      const of = drawn.filter((point) => isOf(point));
      return of.length > 0
        ? svg`<path class="pt ${name}" d=${of.map((point) => shapeOf(point, x(point.time), y(point.number))).join('')}></path>`
        : '';
    })}
    ${valuesOf(drawn, scale, reader)}
    <circle class="sel" cx=${at(x(chosen.time))} cy=${at(y(chosen.number))} r="10"></circle>
    <line class="axis" x1=${left} x2=${left} y1=${top} y2=${bottom}></line>
    <rect class="drag" y=${top} height=${bottom - top}></rect>
  </svg>`;
}

const at = (value: number): string => value.toFixed(1);

type IsOf = (point: ChartPoint) => boolean;

const levelOf = ({ finding }: ChartPoint): string => finding.flag.level;
const isConverted: IsOf = ({ converted }) => converted !== undefined;
const isCritical: IsOf = (point) => levelOf(point).startsWith('critical');
const OUT = new Set<string>(['high', 'low', 'abnormal', 'noted']);
/** Whether its flag makes it stand out. */
export const standsOut: IsOf = (point) => isCritical(point) || OUT.has(levelOf(point));

/** All points that look alike are one shape: a long trend has few nodes. */
const KINDS: readonly (readonly [name: string, isOf: IsOf])[] = [
  ['', (point) => !standsOut(point) && !isConverted(point)],
  ['conv', (point) => !standsOut(point) && isConverted(point)],
  ...[...OUT].flatMap((level): [string, IsOf][] => [
    [level, (point) => levelOf(point) === level && !isConverted(point)],
    [`${level} conv`, (point) => levelOf(point) === level && isConverted(point)],
  ]),
  ['critsoft', (point) => isCritical(point) && !isConverted(point)],
  ['critsoft conv', (point) => isCritical(point) && isConverted(point)],
];

/** A dot; a diamond where it stands out; an arrow where the value is anywhere beyond the number. */
function shapeOf(point: ChartPoint, x: number, y: number): string {
  const to = (dx: number, dy: number): string => `${at(x + dx)} ${at(y + dy)}`;
  if (point.bound) return `M${to(-6, 0)}L${to(6, 0)}L${to(0, point.bound === 'above' ? -9 : 9)}z`;
  if (standsOut(point)) return `M${to(0, -6)}L${to(6, 0)}L${to(0, 6)}L${to(-6, 0)}z`;
  return `M${to(-4, 0)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`;
}

/** Exact values that follow one another: no line leads through a bound, which is no value. */
function lineOf(points: readonly ChartPoint[], { x, y }: Scale): string {
  let isOn = false;
  let drawn = '';
  for (const { time, number, bound } of points) {
    if (!bound) drawn += `${isOn ? 'L' : 'M'}${at(x(time))} ${at(y(number))}`;
    isOn = !bound;
  }
  return drawn;
}

interface Stretch {
  readonly range: ChartRange;
  readonly from: number;
  readonly to: number;
}

/**
 * Each result's own limits, from half way to the one before until half way to the next; those that follow one another and
 * are the same in one.
 */
function stretchesOf(
  points: readonly ChartPoint[],
  limitsOfPoint: (point: ChartPoint) => ChartRange | undefined,
  { x, left, right }: Scale,
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  for (const [index, point] of points.entries()) {
    const [before, after] = [points[index - 1], points[index + 1]];
    const range = limitsOfPoint(point);
    const to = after ? (x(point.time) + x(after.time)) / 2 : right;
    const goesOn: Stretch | undefined =
      range && open && open.range.low === range.low && open.range.high === range.high ? { ...open, to } : undefined;
    if (goesOn) stretches.pop();
    const from = before ? (x(before.time) + x(point.time)) / 2 : left;
    open = goesOn ?? (range && { range, from, to });
    if (open) stretches.push(open);
  }
  return stretches;
}

/** To the edge where an end is open. */
function bandOf(points: readonly ChartPoint[], scale: Scale): string {
  const { y, top, bottom } = scale;
  return stretchesOf(points, ({ range }) => range, scale)
    .map(({ range: { low, high }, from, to }) => {
      const [above, below] = [high === undefined ? top : y(high), low === undefined ? bottom : y(low)];
      return `M${at(from)} ${at(above)}H${at(to)}V${at(below)}H${at(from)}z`;
    })
    .join('');
}

function limitsOf(points: readonly ChartPoint[], scale: Scale): string {
  return stretchesOf(points, ({ critical }) => critical, scale)
    .flatMap(({ range: { low, high }, from, to }) =>
      [low, high].map((end) => (end === undefined ? '' : `M${at(from)} ${at(scale.y(end))}H${at(to)}`)),
    )
    .join('');
}

/** The values themselves, where they are few and have room. Those converted say so. */
function valuesOf(
  points: readonly ChartPoint[],
  { x, y, left, right }: Scale,
  reader: { decimal: (text: string) => string },
): readonly unknown[] {
  if (points.length > FEW) return [];
  const hasRoom = points.every(({ time }, index) => {
    const next = points[index + 1];
    return !next || x(next.time) - x(time) >= VALUE_ROOM;
  });
  if (!hasRoom) return [];
  return points.map(({ finding: { value }, converted, time, number, bound }) => {
    const sent = converted ?? (value.kind === 'quantity' ? value.quantity : undefined);
    const text = sent?.value ?? (value.kind === 'integer' ? value.text : '');
    const label = `${converted ? '≈' : ''}${sent?.comparator ?? ''}${reader.decimal(text)}`;
    const place = Math.min(Math.max(x(time), left + 10), right - 6);
    return svg`<text class="vl" x=${at(place)} y=${at(y(number) - (bound === 'above' ? 14 : 12))} text-anchor="middle">${label}</text>`;
  });
}

function drawMark(
  { number, starts }: MedicineMark,
  { x, top, bottom }: Scale,
  span: { from: number; to: number },
): unknown {
  const seen = starts.filter(({ time }) => time >= span.from && time <= span.to);
  if (seen.length === 0) return '';
  return svg`<path class="med" d=${seen.map(({ time }) => `M${at(x(time))} ${top}V${bottom}`).join('')}></path>${seen.map(
    ({ time }) => svg`<text class="medn" x=${at(x(time))} y=${top - 4} text-anchor="middle">${number}</text>`,
  )}`;
}
