import { html, nothing, type TemplateResult } from 'lit';
import type { ReportKind } from '@ehr-widgets/sdk/results';
import { drawSearch, drawSelect } from '../shared/list/fields.ts';
import type { Choice, FormName, SortName } from './choice.ts';
import type { Telling } from './telling.ts';

/** What the drawing of the tools needs to know of the widget. */
export interface ToolsContext {
  readonly told: Telling;
  readonly choice: Choice;
  readonly change: (choice: Partial<Choice>) => void;
  /** Kinds and years that the record has. */
  readonly kinds: readonly ReportKind[];
  readonly years: readonly string[];
}

const FORMS: readonly FormName[] = ['table', 'list'];
const SORTS: readonly SortName[] = ['attention', 'panel', 'name', 'newest'];
/** Counted back from today. */
const MONTHS = [3, 6, 12, 36, 60];

/** Which results, in which order and form. Everything works at once, over all of them. */
export function drawTools({ told, choice, change, kinds, years }: ToolsContext): TemplateResult {
  const { words } = told;
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
    ${
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
        ...years.map((year) => [year, words.year(year)] as const),
      ],
      choice.period,
      (period) => change({ period }),
    )}
    ${drawSelect(
      words.sort,
      SORTS.map((name) => [name, words.sorts[name]]),
      choice.sort,
      (sort) => change({ sort }),
    )}
    <button
      class="btn small toggle"
      type="button"
      aria-pressed=${choice.abnormal ? 'true' : 'false'}
      @click=${() => change({ abnormal: !choice.abnormal })}
    >
      ${words.abnormal}
    </button>
  </div>`;
}
