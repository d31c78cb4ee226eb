import { html, nothing, type TemplateResult } from 'lit';
import type { ResultTest } from '@ehr-widgets/sdk/results';
import { drawSearch } from '../shared/list/fields.ts';
import type { TrendContext } from './chart-context.ts';
import { PERIODS } from './chart-period.ts';
import { dayAt, startOfDay } from './chart-time.ts';

/** Tests that can stand beside the one that is open, and how many are offered at once. */
const [MOST, OFFERED] = [5, 6];
const DAY = 24 * 3_600_000;

/** The time that is looked at: the last months by a press, or from day to day. */
export function drawPeriod({ words, choice, span, choose, told }: TrendContext): TemplateResult {
  const { timeZone } = told.reader;
  const [from, to] = [dayAt(span.from, timeZone), dayAt(span.to, timeZone)];
  const change = (first: string, last: string): void => {
    const [start, end] = [startOfDay(first, timeZone), startOfDay(last, timeZone)];
    // Half of a day, or an end before its beginning, is somebody still writing.
    if (start <= end) choose({ period: { from: start, to: end + DAY - 1 } });
  };
  const field = (label: string, value: string, set: (value: string) => void): TemplateResult =>
    html`<label class="field"
      ><span class="muted nw">${label}</span
      ><input
        type="date"
        .value=${value}
        @change=${({ currentTarget }: Event) => set((currentTarget as HTMLInputElement).value)}
    /></label>`;
  return html`<div class="span" role="group" aria-label=${words.period}>
    <div class="views">
      ${PERIODS.map(
        (name) =>
          html`<button
            type="button"
            aria-pressed=${name === choice.period ? 'true' : 'false'}
            @click=${() => choose({ period: name })}
          >
            <bdi>${words.periods[name]}</bdi>
          </button>`,
      )}
    </div>
    ${field(words.from, from, (value) => change(value, to))} ${field(words.to, to, (value) => change(from, value))}
  </div>`;
}

/** What else the charts can show, and the ways to take them along. */
export function drawActs(
  { words, choice, choose }: TrendContext,
  { save, print, canAdd }: { readonly save: () => void; readonly print: () => void; readonly canAdd: boolean },
): TemplateResult {
  const toggle = (word: string, isOn: boolean, change: () => void): TemplateResult =>
    html`<button class="btn small toggle" type="button" aria-pressed=${isOn ? 'true' : 'false'} @click=${change}>
      ${word}
    </button>`;
  return html`<div class="acts">
    ${canAdd ? toggle(words.beside, choice.adding, () => choose({ adding: !choice.adding })) : nothing}
    ${toggle(words.medicines, choice.medicines, () => choose({ medicines: !choice.medicines }))}
    ${toggle(words.goals, choice.goals, () => choose({ goals: !choice.goals }))}
    <button class="btn small" type="button" @click=${save}>${words.saveImage}</button>
    <button class="btn small" type="button" @click=${print}>${words.print}</button>
  </div>`;
}

/** Which tests stand beside the one that is open: each by a button of its own, found by words. */
export function drawBeside(
  tests: readonly ResultTest[],
  nameOf: (test: ResultTest) => string,
  { words, choice, choose, told }: TrendContext,
): TemplateResult {
  const { beside, find } = choice;
  const { locale } = told.reader;
  const wanted = find.toLocaleLowerCase(locale);
  const offered = tests
    .filter((test) => !beside.includes(test.key) && nameOf(test).toLocaleLowerCase(locale).includes(wanted))
    .slice(0, OFFERED);
  const chosen = beside.flatMap((key) => tests.find((test) => test.key === key) ?? []);
  const isFull = chosen.length >= MOST;
  // The button that was pressed goes: the focus stays with what is looked for.
  const change = ({ currentTarget }: Event, changed: readonly string[]): void => {
    (currentTarget as Element).closest('.beside')?.querySelector('input')?.focus();
    choose({ beside: changed, find: '' });
  };
  return html`<div class="beside" role="group" aria-label=${words.beside}>
    ${drawSearch(words.findBeside, find, (found) => choose({ find: found }))}
    ${isFull ? html`<p class="muted">${words.most(told.reader.count(MOST + 1))}</p>` : nothing}
    <div class="acts">
      ${chosen.map(
        (test) =>
          html`<button
            class="btn small toggle"
            type="button"
            aria-pressed="true"
            aria-label=${words.remove(nameOf(test))}
            @click=${(event: Event) =>
              change(
                event,
                beside.filter((key) => key !== test.key),
              )}
          >
            <bdi>${nameOf(test)}</bdi> <span aria-hidden="true">×</span>
          </button>`,
      )}
      ${
        isFull
          ? nothing
          : offered.map(
              (test) =>
                html`<button
                  class="btn small"
                  type="button"
                  aria-label=${words.add(nameOf(test))}
                  @click=${(event: Event) => change(event, [...beside, test.key])}
                >
                  <span aria-hidden="true">+</span> <bdi>${nameOf(test)}</bdi>
                </button>`,
            )
      }
    </div>
  </div>`;
}
