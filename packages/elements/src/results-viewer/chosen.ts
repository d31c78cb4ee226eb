import type { Finding, ResultTable, ResultTest } from '@ehr-widgets/sdk/results';
import { everything, formOf, type Choice } from './choice.ts';
import type { Place } from './table-window.ts';
import { TESTS } from './test-list.ts';
import type { Fold } from './tools.ts';

/** What a reader has chosen, opened and reached, as long as it is the same record. */
export class Chosen {
  choice: Choice = everything;
  /** The result that is open, by its key, and from which of its test's results on those stand below it. */
  opened: { readonly finding: string; readonly from: number } | undefined;
  /** Where the keyboard is in the table. */
  active: { readonly test: string; readonly column: string } | undefined;
  /** From which test on the narrow list stands there. */
  from = 0;
  errorsShown = false;
  unfolded: ReadonlySet<Fold> = new Set();
  /** Whether anything was chosen since the record came. */
  hasChosen = false;

  /** What the host asked for last. */
  #view: string | undefined | null;
  /** The page of the narrow list is to be that of the active test. */
  #revealing = false;

  /** The host's view holds until the reader takes another, or the host says another. */
  followHost(view: string | undefined | null): void {
    if (this.#view === view) return;
    this.#view = view;
    this.choice = { ...this.choice, form: formOf(view) };
  }

  forget(): void {
    this.choice = { ...everything, form: formOf(this.#view) };
    this.active = undefined;
    this.opened = undefined;
    this.from = 0;
    this.errorsShown = false;
    this.unfolded = new Set();
    this.hasChosen = false;
  }

  get isByReport(): boolean {
    return this.choice.form === 'reports';
  }

  /** What is chosen holds for the whole record; it starts from its top again. */
  choose(changed: Partial<Choice>): void {
    this.from = 0;
    this.hasChosen = true;
    // What opens in one form has no place in the other.
    if (changed.form && changed.form !== this.choice.form) this.opened = undefined;
    this.choice = { ...this.choice, ...changed };
  }

  fold(fold: Fold): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(fold)) unfolded.add(fold);
    this.unfolded = unfolded;
  }

  /** Open among all tests over time, whatever was left out. */
  reveal(test: ResultTest, finding: Finding): void {
    this.choice = { ...everything, sort: this.choice.sort };
    this.active = { test: test.key, column: finding.moment.key };
    this.#revealing = true;
    this.opened = { finding: finding.key, from: 0 };
  }

  /** Open among all reports. */
  revealInReports(finding: string | undefined): void {
    this.choice = { ...everything, sort: this.choice.sort, form: 'reports' };
    this.opened = finding === undefined ? undefined : { finding, from: 0 };
  }

  /** Where the keyboard is in a table; turns the narrow list to it where that was asked for. */
  placeIn({ tests, moments: columns }: ResultTable): Place {
    const active = this.active;
    const row = active ? tests.findIndex(({ key }) => key === active.test) : 0;
    const column = active?.column ? columns.findIndex(({ key }) => key === active.column) : -1;
    const place = { row: Math.max(row, 0), column };
    if (this.#revealing) this.from = place.row - (place.row % TESTS);
    this.#revealing = false;
    return place;
  }
}
