import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Choice, FilterName, GroupName, SortName, ViewName } from './choice.ts';
import type { Telling } from './telling.ts';
import { searchIcon } from './tool-icons.ts';

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
    ${drawViews(context)}
    <label class="field grow">
      ${searchIcon}<span class="vh">${words.search}</span>
      <input
        type="search"
        placeholder=${words.search}
        .value=${choice.search}
        @input=${({ currentTarget }: Event) => change({ search: (currentTarget as HTMLInputElement).value })}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape' || choice.search === '') return;
          // It clears the search, and closes nothing around the widget.
          event.stopPropagation();
          change({ search: '' });
        }}
      />
    </label>
    ${select(
      words.sort,
      SORTS.map((name) => [name, words.sorts[name]]),
      choice.sort,
      (sort) => change({ sort }),
    )}
    ${
      groupings.length > 1
        ? select(
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
  return select(
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

function select<Name extends string>(
  label: string,
  options: readonly (readonly [Name, string])[],
  chosen: Name,
  choose: (name: Name) => void,
): TemplateResult {
  return html`<label class="field choice">
    <span class="muted nw">${label}</span>
    <select @change=${({ currentTarget }: Event) => choose((currentTarget as HTMLSelectElement).value as Name)}>
      ${options.map(([name, word]) => html`<option value=${name} ?selected=${name === chosen}>${word}</option>`)}</select
    >${icon('chevron')}
  </label>`;
}
