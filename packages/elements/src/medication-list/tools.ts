import { html, nothing, type TemplateResult } from 'lit';
import { drawSearch, drawSelect } from '../shared/list/fields.ts';
import type { Choice, FilterName, GroupName, SortName, ViewName } from './choice.ts';
import type { Telling } from './telling.ts';

/** What the drawing of the tools needs to know of the widget. */
export interface ToolsContext {
  readonly told: Telling;
  readonly choice: Choice;
  readonly change: (choice: Partial<Choice>) => void;
  /** How many medicines each view has. */
  readonly counts: Readonly<Record<ViewName, number>>;
  /** How many of the view each filter leaves. */
  readonly filterCounts: Readonly<Record<FilterName, number>>;
  /** Groupings for which the record has anything coded. */
  readonly groupings: readonly GroupName[];
}

const SORTS: readonly SortName[] = ['attention', 'name', 'supplied', 'changed'];

/** Which medicines, in which order. Everything works at once, over the whole list. */
export function drawTools(context: ToolsContext): TemplateResult {
  const { told, choice, change, groupings } = context;
  const { words } = told;
  return html`<div class="tools" part="tools">
    ${drawViews(context)} ${drawSearch(words.search, choice.search, (search) => change({ search }))}
    ${drawSelect(
      words.sort,
      SORTS.map((name) => [name, words.sorts[name]]),
      choice.sort,
      (sort) => change({ sort }),
    )}
    ${
      groupings.length > 1
        ? drawSelect(
            words.group,
            groupings.map((name) => [name, words.groups[name]]),
            choice.group,
            (group) => change({ group }),
          )
        : nothing
    }
    ${drawFilter(context)}
  </div>`;
}

function drawViews({ told, choice, change, counts }: ToolsContext): TemplateResult {
  const views: readonly ViewName[] = ['current', 'past', ...(counts.proposed > 0 ? ['proposed' as const] : []), 'all'];
  return html`<div class="views" role="group" aria-label=${told.words.chooseView}>
    ${views.map(
      (view) =>
        html`<button
          type="button"
          aria-pressed=${choice.view === view ? 'true' : 'false'}
          @click=${() => change({ view })}
        >
          ${told.words.views[view]} <span class="num">${told.reader.count(counts[view])}</span>
        </button>`,
    )}
  </div>`;
}

/** Only what would leave something is offered. */
function drawFilter({ told, choice, change, filterCounts }: ToolsContext): TemplateResult | typeof nothing {
  const names = Object.keys(filterCounts) as FilterName[];
  const offered = names.filter((name) => name === 'any' || name === choice.filter || filterCounts[name] > 0);
  if (offered.length < 2) return nothing;
  return drawSelect(
    told.words.filter,
    offered.map((name) => [
      name,
      name === 'any'
        ? told.words.filters.any
        : `${told.words.filters[name]} (${told.reader.count(filterCounts[name])})`,
    ]),
    choice.filter,
    (filter) => change({ filter }),
  );
}
