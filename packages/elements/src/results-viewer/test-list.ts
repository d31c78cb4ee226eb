import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Finding, ResultTable, ResultTest } from '@ehr-widgets/sdk/results';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import type { CellContext } from './cell.ts';
import { drawDetail, type DetailContext } from './detail.ts';
import { drawPager } from './pager.ts';
import { drawJoined } from './table.ts';
import { amountText, chipsOf, momentText, nameOf, rangesText, valueOf } from './telling.ts';

/** What the drawing of the list of tests needs to know of the widget. */
export interface TestListContext extends CellContext {
  readonly table: ResultTable;
  readonly level: number;
  /** The first test that is shown. */
  readonly from: number;
  readonly detail: DetailContext | undefined;
  /** The test with all of its results, whatever the choice leaves. */
  readonly wholeOf: (test: ResultTest) => ResultTest;
  readonly turn: (from: number) => void;
  readonly open: (finding: Finding) => void;
  readonly close: () => void;
}

/** How many tests are shown at once: what stands in the page is bounded, however large the record. */
export const TESTS = 25;

/** In a narrow column: each test with its latest result and the one before, and the way to all others. */
export function drawTests(context: TestListContext): TemplateResult {
  const { table, from, told, turn } = context;
  const { tests: rows } = table;
  return html`<ul class="tests" part="tests" aria-label=${told.words.tests}>
      ${repeat(
        rows.slice(from, from + TESTS),
        ({ key }) => key,
        (row) => drawTest(row, context),
      )}
    </ul>
    ${drawPager({ from, page: TESTS, all: rows.length, told, turn })}`;
}

/** Of what passes the choice the newest leads; without one it is the test's latest. */
function drawTest(test: ResultTest, context: TestListContext): TemplateResult {
  const { told, level, detail, marksOf, open, close } = context;
  const { reader, words } = told;
  const { findings, latest, before: earlier } = test;
  const shown = findings.includes(latest) ? latest : (findings[0] as Finding);
  const { value, unit } = valueOf(shown, told);
  const name = nameOf(test, told);
  const isOpen = detail?.test.key === test.key;
  const range = rangesText(shown, told);
  const before = shown === latest ? earlier : undefined;
  const joined = test.group ? html`<p class="muted">${drawJoined(test, told)}</p>` : nothing;
  return html`<li class="test ${isOpen ? 'open' : ''}">
    <div class="h" role="heading" aria-level=${Math.min(level + 1, 6)}><bdi>${name}</bdi></div>
    ${joined}
    <span class="v num"><bdi>${value}${unit ? html` <span class="u">${unit}</span>` : nothing}</bdi></span>
    <div class="chips">${drawChips([...chipsOf(shown, told), ...marksOf(shown)])}</div>
    <p class="muted num">
      ${[momentText(shown.moment, told), range ? words.rangeIs(range) : words.noRange].map((text) => html`<bdi>${text}</bdi> `)}
    </p>
    ${
      before
        ? html`<p class="muted num">${words.beforeWas(amountText(before, told), momentText(before.moment, told))}</p>`
        : nothing
    }
    <button
      class="link"
      type="button"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => (isOpen ? close() : open(shown))}
    >
      ${icon('chevron')}${words.howMany(reader.count(context.wholeOf(test).findings.length))}<span class="vh">
        ${name}</span
      >
    </button>
    ${isOpen ? drawDetail(detail) : nothing}
  </li>`;
}
