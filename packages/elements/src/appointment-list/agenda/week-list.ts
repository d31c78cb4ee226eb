import { html, nothing, type TemplateResult } from 'lit';
import { dayAt, type AgendaLine } from '@ehr-widgets/sdk/appointments';
import { fullDay } from '../../appointment-picker/dates.ts';
import { dayCount } from './agenda-telling.ts';
import { drawVisit, statusClass, type TableContext } from './table.ts';

/** A week where there is no room for seven days beside each other: one below the other, without the stretches between. */
export function drawWeekList(
  lines: readonly AgendaLine[],
  level: number,
  { telling, laid, opened, today, open }: TableContext,
): TemplateResult {
  const { words, reader, zone } = telling;
  return html`<div class="week-list">
    ${laid.days.map(({ day, visits }) => {
      const own = lines.filter(({ start = '' }) => dayAt(Date.parse(start), zone) === day);
      const classes = (line: AgendaLine): string =>
        `visit ${statusClass(line)} ${opened?.key === line.key ? 'opened' : ''}`;
      return html`<div class="h" role="heading" aria-level=${Math.min(level + 1, 6)}>
          ${fullDay(day, reader.locale)}${day === today ? html`, ${words.today}` : nothing}
          <span class="muted num">${dayCount(visits, telling)}</span>
        </div>
        ${
          own.length === 0
            ? nothing
            : html`<ul>
                ${own.map(
                  (line) =>
                    html`<li>
                      <button
                        class=${classes(line)}
                        part="line"
                        type="button"
                        data-key=${line.key}
                        @click=${() => open(line)}
                      >
                        ${drawVisit(line, day, 0, telling)}
                      </button>
                    </li>`,
                )}
              </ul>`
        }`;
    })}
  </div>`;
}
