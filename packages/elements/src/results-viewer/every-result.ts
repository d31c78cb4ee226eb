import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Finding, ResultTable } from '@ehr-widgets/sdk/results';
import type { CellContext } from './cell.ts';
import { drawResult } from './result-row.ts';
import { nameOf } from './telling.ts';

/** What the drawing of every result needs to know of the widget. */
export interface EveryResultContext extends CellContext {
  readonly table: ResultTable;
  readonly level: number;
  /** How many results are laid out already. */
  readonly laidOut: number;
}

/** Results of a test that are laid out together: what has been is not looked at again. */
const TOGETHER = 100;

/**
 * Every result under its test, for paper and for the browser's own search: all of it stands in the page. It is laid out a
 * part at a time, so that a long record does not freeze the page.
 */
export function drawEveryResult(context: EveryResultContext): TemplateResult {
  const { table, laidOut, level, told } = context;
  const { locale, timeZone, kept } = told.reader;
  const zone = [locale, timeZone, kept].join();
  let left = laidOut;
  return html`<div part="results">
    ${table.tests.map((test) => {
      if (left <= 0) return nothing;
      const findings = test.findings.slice(0, left);
      left -= findings.length;
      return html`<section class="every">
        <div class="h" role="heading" aria-level=${Math.min(level + 1, 6)}><bdi>${nameOf(test, told)}</bdi></div>
        <ul>
          ${parts(findings).map((part) => guard([part.length, part[0], part.at(-1), told.words, zone], () => part.map((one) => drawResult(one, test, context))))}
        </ul>
      </section>`;
    })}
  </div>`;
}

function parts(findings: readonly Finding[]): (readonly Finding[])[] {
  return Array.from({ length: Math.ceil(findings.length / TOGETHER) }, (_, index) =>
    findings.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
}
