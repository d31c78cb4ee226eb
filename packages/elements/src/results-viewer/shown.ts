import type { ResultsView } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { passing, sorted, type Choice } from './choice.ts';
import { yearOf, type Telling } from './telling.ts';
import { tableOf, testsOf, type Finding, type Test, type TestTable } from './test-table.ts';

const NOTHING: TestTable = { rows: [], columns: [], lines: 0 };

/** What is shown of a record by a choice: worked out when one of them changes, not at every drawing. */
export class Shown {
  #view: ResultsView | undefined;
  #tests: readonly Test[] = [];
  #table = NOTHING;
  #madeFor = '';
  #last: { readonly test: Test; readonly finding: Finding } | undefined;
  #offered: Offered | undefined;

  get tests(): readonly Test[] {
    return this.#tests;
  }

  /** The last table that was asked for. */
  get table(): TestTable {
    return this.#table;
  }

  of(view: ResultsView, choice: Choice, told: Telling): TestTable {
    const { locale, persona, timeZone, now } = told.reader;
    // By the day: "the last year" ends with it.
    const madeFor = JSON.stringify([{ ...choice, form: '' }, locale, persona, timeZone, now.toDateString()]);
    if (view === this.#view && madeFor === this.#madeFor) return this.#table;
    if (view !== this.#view) {
      this.#tests = testsOf(view);
      this.#last = undefined;
    }
    this.#view = view;
    this.#madeFor = madeFor;
    this.#table = tableOf(sorted(this.#tests, choice.sort, told), passing(choice, told));
    return this.#table;
  }

  /** The first finding of the whole record that is meant, with its test. */
  find(isMeant: (finding: Finding) => boolean): { readonly test: Test; readonly finding: Finding } | undefined {
    for (const test of this.#tests) {
      const finding = test.findings.find(isMeant);
      if (finding) return { test, finding };
    }
    return undefined;
  }

  /** The same by its key. */
  byKey(key: string): { readonly test: Test; readonly finding: Finding } | undefined {
    if (this.#last?.finding.key !== key) this.#last = this.find((finding) => finding.key === key);
    return this.#last;
  }

  /** The categories and years that results have, in the record's words; the newest year first. */
  offered(reader: Reader): Pick<Offered, 'categories' | 'years'> {
    const zone = [reader.locale, reader.timeZone].join();
    if (this.#offered?.tests === this.#tests && this.#offered.zone === zone) return this.#offered;
    const findings = this.#tests.flatMap((test) => test.findings);
    const concepts = new Set(findings.flatMap(({ line }) => line.categories));
    const words = new Set([...concepts].map((concept) => reader.concept(concept)));
    const years = new Set(findings.map(({ moment }) => yearOf(moment, reader)));
    this.#offered = {
      tests: this.#tests,
      zone,
      categories: [...words].filter(Boolean).sort(),
      years: [...years].filter(Boolean).sort().reverse(),
    };
    return this.#offered;
  }
}

interface Offered {
  readonly tests: readonly Test[];
  readonly zone: string;
  readonly categories: readonly string[];
  readonly years: readonly string[];
}
