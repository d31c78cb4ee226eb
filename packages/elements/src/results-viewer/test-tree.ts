import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultTable, ResultTest } from '@ehr-widgets/sdk/results';
import { folded } from '../shared/folded.ts';
import { icon } from '../shared/icons.ts';
import { drawSearch } from '../shared/list/fields.ts';
import { drawPager } from './pager.ts';
import { nameOf, valueOf, type Telling } from './telling.ts';

/** What the choice of tests needs to know of the widget. */
export interface TestTreeContext {
  readonly told: Telling;
  /** All of the record, whatever is chosen. */
  readonly table: ResultTable;
  /** Keys of tests; none for all. */
  readonly chosen: ReadonlySet<string>;
  readonly choose: (tests: ReadonlySet<string>) => void;
}

interface Panel {
  readonly key: string;
  readonly name: string;
  readonly tests: readonly ResultTest[];
}

/** A line of the tree: a panel, or a test of one. */
interface Branch {
  readonly panel: Panel;
  readonly test?: ResultTest | undefined;
}

/** How many lines stand in the page at once, however many tests there are. */
const LINES = 25;

/**
 * Panels and their tests, to choose from: a box for a panel is of all its tests, and half set where some are chosen.
 * Boxes are the browser's own, so that every key and every reader of screens works them.
 */
export class TestTree {
  readonly #host: ReactiveControllerHost;
  #search = '';
  #open: ReadonlySet<string> = new Set();
  #from = 0;
  #panels: { readonly of: ResultTable; readonly words: Telling['words']; readonly made: readonly Panel[] } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  draw(context: TestTreeContext): TemplateResult {
    const { told, chosen, table } = context;
    const { reader, words } = told;
    const branches = this.#branches(this.#panelsOf(context), told);
    const from = Math.min(this.#from, Math.max(0, branches.length - 1));
    const page = from - (from % LINES);
    return html`<div class="panels" part="panels" role="group" aria-label=${words.chooseTests}>
      ${drawSearch(words.searchPanels, this.#search, (search) => {
        this.#search = search;
        this.#from = 0;
        this.#host.requestUpdate();
      })}
      <p class="muted num" role="status">
        ${
          chosen.size > 0
            ? words.chosenOf(reader.count(chosen.size), reader.count(table.tests.length))
            : words.noneChosen
        }
      </p>
      ${branches.length === 0 ? html`<p class="muted">${words.noMatch}</p>` : nothing}
      <ul>
        ${repeat(
          branches.slice(page, page + LINES),
          ({ panel, test }) => `${panel.key} ${test?.key ?? ''}`,
          ({ panel, test }) => (test ? this.#drawTest(test, context) : this.#drawPanel(panel, context)),
        )}
      </ul>
      ${drawPager({
        from: page,
        page: LINES,
        all: branches.length,
        told,
        turn: (to) => {
          this.#from = to;
          this.#host.requestUpdate();
        },
      })}
    </div>`;
  }

  #drawPanel(panel: Panel, context: TestTreeContext): TemplateResult {
    const { told, chosen } = context;
    const { reader, words } = told;
    const { key, name, tests } = panel;
    const count = tests.filter((test) => chosen.has(test.key)).length;
    const isOpen = this.#open.has(key) || this.#search !== '';
    return html`<li class="panel">
      <button class="link" type="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.#turn(key)}>
        ${icon('chevron')}<span class="vh">${words.testsOf(name)}</span>
      </button>
      <label>
        <input
          type="checkbox"
          .checked=${count === tests.length}
          .indeterminate=${count > 0 && count < tests.length}
          @change=${() => choose(tests, count < tests.length, context)}
        />
        <span>
          <b><bdi>${name}</bdi></b>
          <span class="muted num">${words.chosenOf(reader.count(count), reader.count(tests.length))}</span>
        </span>
      </label>
    </li>`;
  }

  #drawTest(test: ResultTest, context: TestTreeContext): TemplateResult {
    const { told, chosen } = context;
    const isChosen = chosen.has(test.key);
    // By mass and by mole a test has one name, and is two.
    const { unit } = valueOf(test.latest, told);
    return html`<li class="leaf">
      <label>
        <input type="checkbox" .checked=${isChosen} @change=${() => choose([test], !isChosen, context)} />
        <span><bdi>${nameOf(test, told)}</bdi>${unit ? html` <span class="muted num">${unit}</span>` : nothing}</span>
      </label>
    </li>`;
  }

  #turn(key: string): void {
    const open = new Set(this.#open);
    if (!open.delete(key)) open.add(key);
    this.#open = open;
    this.#host.requestUpdate();
  }

  /** The lines there are: all of a panel whose name is looked for, else those of its tests that are. */
  #branches(panels: readonly Panel[], told: Telling): Branch[] {
    const { reader } = told;
    const words = folded(this.#search, reader).split(/\s+/).filter(Boolean);
    const says = (text: string): boolean => words.every((word) => folded(text, reader).includes(word));
    return panels.flatMap((panel): Branch[] => {
      if (words.length === 0) {
        const tests = this.#open.has(panel.key) ? panel.tests : [];
        return [{ panel }, ...tests.map((test) => ({ panel, test }))];
      }
      const found = says(panel.name) ? panel.tests : panel.tests.filter((test) => says(nameOf(test, told)));
      return found.length > 0 ? [{ panel }, ...found.map((test) => ({ panel, test }))] : [];
    });
  }

  /** Those of the record, and one of the tests that are in none. */
  #panelsOf({ table, told }: TestTreeContext): readonly Panel[] {
    const { words, reader } = told;
    if (this.#panels?.of === table && this.#panels.words === words) return this.#panels.made;
    const byKey = new Map(table.tests.map((test) => [test.key, test]));
    const held = new Set(table.panels.flatMap(({ tests }) => tests));
    const rest = table.tests.filter(({ key }) => !held.has(key));
    const made: Panel[] = table.panels.map(({ key, name, tests }) => ({
      key,
      name: reader.concept(name) || told.values.words.unnamed,
      tests: tests.flatMap((test) => byKey.get(test) ?? []),
    }));
    if (rest.length > 0) made.push({ key: '', name: words.noPanel, tests: rest });
    this.#panels = { of: table, words, made };
    return made;
  }
}

function choose(tests: readonly ResultTest[], isChosen: boolean, { chosen, choose: tell }: TestTreeContext): void {
  const now = new Set(chosen);
  for (const { key } of tests) {
    if (isChosen) now.add(key);
    else now.delete(key);
  }
  tell(now);
}
