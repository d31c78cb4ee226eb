import { html, render } from 'lit';
import type { TopicState } from '@ehr-widgets/sdk';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { noticesOf } from '../shared/state-view.ts';
import { saveFile } from '../shared/save-file.ts';
import type { ShownChart } from './chart-context.ts';
import { goalText } from './chart-goals.ts';
import { datesOf } from './chart-medicines.ts';
import { drawChartLegend } from './chart-legend.ts';
import { paintSvg } from './chart-paint.ts';
import { drawPlot } from './chart-plot.ts';
import { scaleFor } from './chart-scale.ts';
import { shownTrend, type TrendSource } from './chart-trend.ts';
import { notesOn, summaryText, titleOf } from './chart-words.ts';
import { resultsNameStrings } from './name.strings.ts';

/** In pixels of the page; the image has twice as many. */
const [WIDTH, EDGE, SHARP] = [960, 24, 2];

/** Something that is painted, as high as it says. */
interface Part {
  readonly height: number;
  readonly paint: (canvas: CanvasRenderingContext2D, top: number) => void;
}

/**
 * Offers the charts as an image, always on light ground. Whose they are stands in it only where the host allows that, and
 * never in its name. It is painted, and not read as a picture from an address, which pages may forbid.
 */
export async function saveTrendImage(
  source: TrendSource,
  state: TopicState<unknown>,
  { root, withIdentity }: { readonly root: HTMLElement | DocumentFragment; readonly withIdentity: boolean },
): Promise<void> {
  const shown = shownTrend(source);
  if (!shown) return;
  const stage = document.createElement('div');
  stage.className = 'root light stage';
  root.append(stage);
  try {
    const canvas = paint(partsOf(source, state, shown, stage, withIdentity), stage);
    const image = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (image) saveFile(image, 'results-chart.png');
  } finally {
    stage.remove();
  }
}

function partsOf(
  source: TrendSource,
  state: TopicState<unknown>,
  { context, all }: NonNullable<ReturnType<typeof shownTrend>>,
  stage: HTMLElement,
  withIdentity: boolean,
): Part[] {
  const { told, patient } = source;
  const { reader } = told;
  const { words, span } = context;
  const style = getComputedStyle(stage);
  const line = (text: string, weight = 400, size = 14): Part[] => (text ? [written(text, weight, size, style)] : []);
  const days = [span.from, span.to].map((time) => reader.calendarDay(new Date(time).toISOString()));
  const marked = context.marks.filter(({ isMarked }) => isMarked);
  const charts = all.flatMap((one) => one.shown);
  return [
    ...line(reader.list(all.map(({ name }) => name)), 600, 22),
    ...line(days.join(' – ')),
    ...(withIdentity ? line(personText(patient, told), 600) : []),
    ...all.flatMap((one) => [
      ...one.shown.flatMap((chart) => [
        ...line(titleOf(chart, all.length > 1, context), 600),
        plotted(chart, context, stage),
        ...line(summaryText(chart, context)),
        ...chart.goals.flatMap((goal) => line(goalText(goal, context))),
      ]),
      ...notesOn(one, one.shown, context).flatMap((note) => line(note)),
    ]),
    ...legendOf(charts, context, stage, style),
    ...marked.flatMap(({ number, name, starts }) => line(`${number}  ${name}: ${datesOf(starts, context)}`)),
    ...noticesOf(state, { reader, noun: resultsNameStrings.for(reader).noun }).flatMap(({ title, text }) =>
      line(`${title} ${text}`),
    ),
    ...line(`${asOfText(state, told)} ${words.saved(reader.stamp(reader.now))}`, 400, 12),
  ];
}

function plotted(chart: ShownChart, context: Parameters<typeof drawPlot>[3], stage: HTMLElement): Part {
  const holder = stage.appendChild(document.createElement('div'));
  const scale = scaleFor(chart.shown, context.span, WIDTH - 2 * EDGE, chart.goals);
  const newest = chart.shown.at(-1);
  if (newest) render(drawPlot(chart, newest, scale, context), holder);
  const drawing = holder.querySelector('svg');
  return { height: scale.height, paint: (canvas, top) => drawing && paintSvg(drawing, canvas, EDGE, top) };
}

/** A sample of each mark and what it means, one below the other. */
function legendOf(
  charts: readonly ShownChart[],
  context: Parameters<typeof drawPlot>[3],
  stage: HTMLElement,
  style: CSSStyleDeclaration,
): Part[] {
  const holder = stage.appendChild(document.createElement('div'));
  render(html`${drawChartLegend(charts, context)}`, holder);
  return [...holder.querySelectorAll('li')].map((item) => {
    const sample = item.querySelector('svg');
    const { height, paint: write } = written((item.textContent ?? '').trim(), 400, 14, style, 34);
    return {
      height,
      paint: (canvas, top) => {
        const isRtl = style.direction === 'rtl';
        if (sample) paintSvg(sample, canvas, isRtl ? WIDTH - EDGE - 24 : EDGE, top + 2);
        write(canvas, top);
      },
    };
  });
}

/** Words, on as many lines as they need. */
function written(text: string, weight: number, size: number, style: CSSStyleDeclaration, indent = 0): Part {
  const font = `${weight} ${size}px ${style.fontFamily}`;
  const measure = document.createElement('canvas').getContext('2d');
  if (measure) measure.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    const fits = lines.length > 0 && (measure?.measureText(longer).width ?? 0) <= WIDTH - 2 * EDGE - indent;
    if (fits) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const isRtl = style.direction === 'rtl';
  return {
    height: lines.length * size * 1.5,
    paint: (canvas, top) => {
      // Words may be in another direction than the page, until a translation is there.
      const direction = /^[^\p{L}]*[\u0590-\u08FF]/u.test(text) ? 'rtl' : 'ltr';
      Object.assign(canvas, { font, fillStyle: style.color, textAlign: isRtl ? 'right' : 'left', direction });
      const start = isRtl ? WIDTH - EDGE - indent : EDGE + indent;
      for (const [index, line] of lines.entries()) canvas.fillText(line, start, top + size * (1.1 + index * 1.5));
    },
  };
}

function paint(parts: readonly Part[], stage: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const height = parts.reduce((sum, part) => sum + part.height + GAP, 2 * EDGE);
  Object.assign(canvas, { width: WIDTH * SHARP, height: Math.ceil(height) * SHARP });
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.scale(SHARP, SHARP);
  context.fillStyle = getComputedStyle(stage).backgroundColor;
  context.fillRect(0, 0, WIDTH, height);
  let top = EDGE;
  for (const part of parts) {
    part.paint(context, top);
    top += part.height + GAP;
  }
  return canvas;
}

const GAP = 6;
