import { html, type TemplateResult } from 'lit';
import type { TopicState } from '@ehr-widgets/sdk';
import { drawNotice, noticesOf } from '../shared/state-view.ts';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { datesOf } from './chart-medicines.ts';
import { drawChartLegend } from './chart-legend.ts';
import { drawRows } from './chart-table.ts';
import { drawFigures } from './chart-figure.ts';
import { shownTrend, type TrendSource } from './chart-trend.ts';
import { resultsNameStrings } from './name.strings.ts';

/** A trend for paper: whose it is, as of when, the charts, what their marks mean, and every result in them as a table. */
export function drawTrendSheet(source: TrendSource, state: TopicState<unknown>): TemplateResult {
  const { told, level, patient, retry } = source;
  const { reader, words } = told;
  const notices = noticesOf(state, { reader, noun: resultsNameStrings.for(reader).noun });
  const shown = shownTrend(source);
  const { context, all } = shown ?? { context: undefined, all: [] };
  return html`<article class="w sheet" aria-labelledby="title">
    <div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>${resultsNameStrings.for(reader).title}</div>
      <p class="asof muted num">${asOfText(state, told)}</p>
    </div>
    <div class="sheet-head">
      <p class="num"><b>${personText(patient, told)}</b> ${words.printed(reader.stamp(reader.now))}</p>
    </div>
    <div class="above">${notices.map((notice) => drawNotice({ ...notice, retry: false }, retry, ''))}</div>
    ${all.map(
      (one) =>
        context &&
        html`<section class="trend">
          <div class="h" role="heading" aria-level=${Math.min(level + 1, 6)}><bdi>${one.name}</bdi></div>
          ${drawFigures(one, one.shown, context, false)} ${drawRows(one, one.shown, context)}
        </section>`,
    )}
    ${
      context &&
      html`<div class="trend">
        ${drawChartLegend(
          all.flatMap((one) => one.shown),
          context,
        )}
        <ul class="meds">
          ${context.marks
            .filter(({ isMarked }) => isMarked)
            .map(
              ({ number, name, starts }) =>
                html`<li>
                  <span class="num">${number}</span> <bdi>${name}</bdi>
                  <bdi class="muted num">${datesOf(starts, context)}</bdi>
                </li>`,
            )}
        </ul>
      </div>`
    }
  </article>`;
}
