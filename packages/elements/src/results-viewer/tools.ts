import { html, nothing, type TemplateResult } from 'lit';
import type { ReportKind } from '@ehr-widgets/sdk/results';
import { icon } from '../shared/icons.ts';
import { drawSearch, drawSelect } from '../shared/list/fields.ts';
import { narrowings, type Choice, type FormName, type SortName } from './choice.ts';
import type { Telling } from './telling.ts';

/** A part of the tools that is folded away until it is asked for. */
export type Fold = 'filters' | 'tests';

/** What the drawing of the tools needs to know of the widget. */
export interface ToolsContext {
  readonly told: Telling;
  readonly choice: Choice;
  readonly change: (choice: Partial<Choice>) => void;
  /** In a narrow column all but the search is folded. */
  readonly narrow: boolean;
  readonly unfolded: ReadonlySet<Fold>;
  readonly fold: (fold: Fold) => void;
  /** Kinds and years that the record has. */
  readonly kinds: readonly ReportKind[];
  readonly years: readonly string[];
  /** When the reader last looked at these results, by source; absent where nobody knows. */
  readonly newSince: ReadonlyMap<string, Date> | undefined;
  /** The choice of tests, once it is unfolded. */
  readonly panels: TemplateResult | typeof nothing;
}

const FORMS: readonly FormName[] = ['reports', 'table', 'list'];
const SORTS: readonly SortName[] = ['attention', 'panel', 'name', 'newest'];
/** Counted back from today. */
const MONTHS = [3, 6, 12, 36, 60];

/** Which results, in which order and form. Everything works at once, over all of them. */
export function drawTools(context: ToolsContext): TemplateResult {
  const { told, choice, change, narrow, unfolded } = context;
  const { words, reader } = told;
  const count = narrowings(choice);
  const label = count > 0 ? words.filtersOf(reader.count(count)) : words.filters;
  return html`<div class="tools" part="tools">
      <div class="views" role="group" aria-label=${words.chooseForm}>
        ${FORMS.map(
          (form) =>
            html`<button
              type="button"
              aria-pressed=${choice.form === form ? 'true' : 'false'}
              @click=${() => change({ form })}
            >
              ${words.forms[form]}
            </button>`,
        )}
      </div>
      ${drawSearch(words.search, choice.search, (search) => change({ search }))}
      ${narrow ? drawFold('filters', label, context) : nothing}
      ${!narrow || unfolded.has('filters') ? drawFilters(context) : nothing}
    </div>
    ${unfolded.has('tests') && (!narrow || unfolded.has('filters')) ? context.panels : nothing}`;
}

function drawFilters(context: ToolsContext): TemplateResult {
  const { told, choice, change, kinds, years, newSince } = context;
  const { words, reader } = told;
  const tests = choice.tests.size;
  return html`${
    kinds.length > 1
      ? drawSelect<ReportKind | ''>(
          words.category,
          [['', words.anyCategory], ...kinds.map((kind) => [kind, words.kinds[kind]] as const)],
          choice.kind,
          (kind) => change({ kind }),
        )
      : nothing
  }
  ${drawSelect(
    words.period,
    [
      ['', words.anyPeriod],
      ...MONTHS.map((months) => [`${months}m`, words.lastMonths(months)] as const),
      ...years.map((year) => [year, words.year(reader.datePart(year, 'year'))] as const),
      ['days', words.otherDates],
    ],
    choice.period,
    (period) => change({ period }),
  )}
  ${
    choice.period === 'days'
      ? html`${drawDay(words.from, choice.from, (from) => change({ from }))}${drawDay(words.until, choice.until, (until) => change({ until }))}`
      : nothing
  }
  ${
    // Reports stand by their dates.
    choice.form === 'reports'
      ? nothing
      : drawSelect(
          words.sort,
          SORTS.map((name) => [name, words.sorts[name]]),
          choice.sort,
          (sort) => change({ sort }),
        )
  }
  ${drawToggle(words.abnormal, choice.abnormal, (abnormal) => change({ abnormal }))}
  ${newSince || choice.fresh ? drawToggle(words.fresh, choice.fresh, (fresh) => change({ fresh })) : nothing}
  ${drawFold('tests', tests > 0 ? words.testsChosen(reader.count(tests)) : words.chooseTests, context)}`;
}

function drawDay(label: string, day: string, choose: (day: string) => void): TemplateResult {
  return html`<label class="field choice">
    <span class="muted nw">${label}</span>
    <input
      type="date"
      .value=${day}
      @change=${({ currentTarget }: Event) => choose((currentTarget as HTMLInputElement).value)}
    />
  </label>`;
}

function drawToggle(label: string, isOn: boolean, turn: (on: boolean) => void): TemplateResult {
  return html`<button
    class="btn small toggle"
    type="button"
    aria-pressed=${isOn ? 'true' : 'false'}
    @click=${() => turn(!isOn)}
  >
    ${label}
  </button>`;
}

function drawFold(name: Fold, label: string, { unfolded, fold }: ToolsContext): TemplateResult {
  return html`<button
    class="btn small fold"
    type="button"
    aria-expanded=${unfolded.has(name) ? 'true' : 'false'}
    @click=${() => fold(name)}
  >
    ${label} ${icon('chevron')}
  </button>`;
}
