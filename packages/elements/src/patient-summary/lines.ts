import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { drawChips } from '../shared/chip.ts';
import { drawStory } from '../shared/story.ts';
import type { SummaryWords } from './patient-summary.strings.ts';
import { placeOf } from './sections/line-words.ts';
import type { AnySection, Row } from './section.ts';

/** Lines without a status fold away after this many in a narrow column; a line with one never does. */
const NARROW = 2;

/** What the drawing of lines needs to know of the widget. */
export interface LineContext {
  readonly words: SummaryWords;
  /** More than one source: every line then says where it comes from. */
  readonly manySources: boolean;
  /** An entry can be a line of two sections: it is open in the one that it was opened in. */
  readonly isOpen: (section: string, row: Row) => boolean;
  readonly open: (section: string, row: Row) => void;
  /** The story of an open line. */
  readonly detailsOf: (row: Row) => Row['details'];
  /** What an open line was made of, for who builds with it. */
  readonly rawOf: (row: Row) => TemplateResult | typeof nothing;
}

/**
 * Draws lines of a section in its layout.
 * @param grouped Says before lines what they share, for sections laid out as rows.
 */
export function drawRows(
  rows: readonly Row[],
  { name, layout = 'rows' }: AnySection,
  grouped: boolean,
  context: LineContext,
): TemplateResult {
  switch (layout) {
    case 'tiles':
      return html`<ul class="tiles">
        ${repeat(rows, key, (row) => tile(row, name, context))}
      </ul>`;
    case 'results':
      return html`<ul class="results">
        ${repeat(rows, key, (row) => result(row, name, context))}
      </ul>`;
    case 'rows': {
      const folded = new Set(foldable(rows));
      return html`<ul class="rows">
        ${repeat(rows, key, (row, index) => [
          grouped ? groupHead(row, rows[index - 1]) : nothing,
          line(row, name, folded.has(row), context),
        ])}
      </ul>`;
    }
  }
}

function groupHead({ group }: Row, before: Row | undefined): TemplateResult | typeof nothing {
  return group && group !== before?.group ? html`<li class="group num">${group}</li>` : nothing;
}

/** The lines that a narrow column folds away. */
export function foldable(rows: readonly Row[]): Row[] {
  return rows.filter((row) => !row.pinned && !row.chips?.length).slice(NARROW);
}

/** The lines that a compact section folds away: those that say nothing but that they are there. */
export function tightlyFoldable(rows: readonly Row[]): Row[] {
  return rows.filter(tightness);
}

/** A line that warns, or that its sources tell differently, is never folded away. */
function tightness({ pinned, tellings, chips = [] }: Row): string {
  return pinned || tellings || chips.some(({ tone }) => tone !== 'plain') ? '' : 'tight';
}

const key = (row: Row): string => row.key;

function line(row: Row, section: string, fold: boolean, context: LineContext): TemplateResult {
  return html`<li class="${fold ? 'fold' : ''} ${tightness(row)} ${row.struck ? 'struck' : ''}" part="line">
    ${opener(row, section, context)} ${row.side ? html`<bdi class="side num">${row.side}</bdi>` : nothing}
    ${row.chips?.length ? html`<span class="chips">${drawChips(row.chips)}</span>` : nothing}${sub(row, context)}
    ${story(row, section, context)}
  </li>`;
}

function tile(row: Row, section: string, context: LineContext): TemplateResult {
  return html`<li class="${tightness(row)} ${row.old ? 'old' : ''} ${row.struck ? 'struck' : ''}" part="line">
    ${opener(row, section, context)} ${value(row, context)}
    ${row.side ? html`<bdi class="when num">${row.side}</bdi>` : nothing}
    ${row.chips?.length ? html`<span class="chips">${drawChips(row.chips)}</span>` : nothing}${sub(row, context)}
    ${story(row, section, context)}
  </li>`;
}

function result(row: Row, section: string, context: LineContext): TemplateResult {
  return html`<li class="${tightness(row)} ${row.struck ? 'struck' : ''}" part="line">
    ${opener(row, section, context)} ${value(row, context)} <bdi class="when num">${row.side}</bdi> ${spark(row.trend)}
    <span class="chips">${drawChips(row.chips ?? [])}</span>${sub(row, context)} ${story(row, section, context)}
  </li>`;
}

/** The line's name opens it: the host is told, and unless it prevents that, the rest of the story shows in place. */
function opener(row: Row, section: string, context: LineContext): TemplateResult {
  const open = context.isOpen(section, row);
  return html`<button
    class="main"
    type="button"
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => context.open(section, row)}
  >
    <bdi>${breakable(row.main)}</bdi>
  </button>`;
}

/** Lets a line break after a slash, so that `albumin/creatinine` does not have to break inside a word. */
function breakable(text: string): (string | TemplateResult)[] {
  return text.split(/(?<=\/)/).map((piece, index) => (index > 0 ? html`<wbr />${piece}` : piece));
}

function value(row: Row, { words }: LineContext): TemplateResult | typeof nothing {
  if (row.value === undefined) return nothing;
  return html`<bdi class="value num"
    >${row.value}${row.unit ? html`&nbsp;<span class="unit">${row.unit}</span>` : nothing}${
      row.converted
        ? html`<span class="converted"><span class="vh">, ${words.converted} </span><bdi>${row.converted}</bdi></span>`
        : nothing
    }</bdi
  >`;
}

function sub(
  { sub = [], doubts = [], origin, sources, tellings }: Row,
  context: LineContext,
): TemplateResult | typeof nothing {
  const { name = '' } = origin.organization ?? {};
  // What the line says already, as of a visit, it need not say again.
  const place = sub.includes(name) ? origin.sourceName : placeOf(origin, context.words);
  const from = context.manySources && !tellings ? (sources ?? [place]) : [];
  const words = [...new Set([...sub, ...doubts, ...from])].filter(Boolean);
  if (words.length === 0 && !tellings) return nothing;
  return html`${
    words.length > 0
      ? html`<span class="sub"
          >${words.map((word, index) => html`${index > 0 ? ' · ' : nothing}<bdi>${word}</bdi>`)}</span
        >`
      : nothing
  }${
    tellings
      ? html`<dl class="tellings">
          ${tellings.map(
            ([source, text]) =>
              html`<div>
                <dt><bdi>${source}</bdi></dt>
                <dd><bdi>${text}</bdi></dd>
              </div>`,
          )}
        </dl>`
      : nothing
  }`;
}

function story(row: Row, section: string, context: LineContext): TemplateResult | typeof nothing {
  if (!context.isOpen(section, row)) return nothing;
  return html`${drawStory(context.detailsOf(row))} ${context.rawOf(row)}`;
}

const [WIDTH, HEIGHT, EDGE] = [72, 28, 4];

/**
 * The course of the last values before their reference range, which is drawn to the edge where it is open; the label says
 * the values in words. Time runs left to right in every language.
 */
function spark(trend: Row['trend']): TemplateResult {
  if (!trend) return html`<span class="spark"></span>`;
  const { low = -Infinity, high = Infinity } = trend.range ?? {};
  const seen = [...trend.values, low, high].filter(Number.isFinite);
  const bottom = Math.min(...seen);
  const span = Math.max(...seen) - bottom || 1;
  const step = (WIDTH - 2 * EDGE) / (trend.values.length - 1);
  const heightOf = (number: number): number => HEIGHT - EDGE - ((number - bottom) / span) * (HEIGHT - 2 * EDGE);
  const points = trend.values.map((number, index) => [(EDGE + index * step).toFixed(1), heightOf(number).toFixed(1)]);
  const [x, y] = points.at(-1) ?? ['0', '0'];
  const top = high === Infinity ? 0 : heightOf(high);
  const foot = low === -Infinity ? HEIGHT : heightOf(low);
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${trend.label}>
    ${trend.range ? svg`<rect width=${WIDTH} y=${top.toFixed(1)} height=${(foot - top).toFixed(1)}></rect>` : nothing}
    ${svg`<polyline points=${points.map((point) => point.join(',')).join(' ')}></polyline><circle cx=${x} cy=${y} r="2.6"></circle>`}
  </svg>`;
}
