import {
  dayOf,
  filterTable,
  REPORT_KINDS,
  resultTable,
  type Finding,
  type ReportKind,
  type ReportsView,
  type ResultTable,
  type ResultTest,
} from '@ehr-widgets/sdk/results';
import type { Reader } from '../shared/reader.ts';
import { filterOf, sorted, type Choice, type FilterContext } from './choice.ts';
import type { Telling } from './telling.ts';

const NOTHING: ResultTable = { tests: [], moments: [], panels: [], lines: 0 };

/** A finding with the whole of its test. */
export interface Found {
  readonly test: ResultTest;
  readonly finding: Finding;
}

/** What is shown of a record by a choice: worked out when one of them changes, not at every drawing. */
export class Shown {
  #view: ReportsView | undefined;
  #whole = NOTHING;
  #table = NOTHING;
  #madeFor = '';
  #newSince: FilterContext['newSince'];
  #tests: ReadonlyMap<string, ResultTest> | undefined;
  #offered: Offered | undefined;

  /** All of the record. */
  get whole(): ResultTable {
    return this.#whole;
  }

  /** The last table that was asked for. */
  get table(): ResultTable {
    return this.#table;
  }

  of(view: ReportsView, choice: Choice, told: Telling, newSince: FilterContext['newSince']): ResultTable {
    const { locale, persona, timeZone, now } = told.reader;
    // By the day: "the last year" ends with it.
    const madeFor = JSON.stringify([
      { ...choice, form: '', tests: [...choice.tests] },
      locale,
      persona,
      timeZone,
      now.toDateString(),
    ]);
    if (view === this.#view && madeFor === this.#madeFor && newSince === this.#newSince) return this.#table;
    if (view !== this.#view) {
      this.#whole = resultTable(view);
      this.#tests = undefined;
    }
    this.#view = view;
    this.#madeFor = madeFor;
    this.#newSince = newSince;
    const left = filterTable(this.#whole, filterOf(choice, { reader: told.reader, newSince }));
    this.#table = { ...left, tests: sorted(left.tests, choice.sort, told) };
    return this.#table;
  }

  /** A test with all of its results, whatever the choice leaves. */
  wholeOf({ key }: ResultTest): ResultTest | undefined {
    return this.#whole.tests.find((test) => test.key === key);
  }

  /** The first finding of the whole record that is meant, with its test. */
  find(isMeant: (finding: Finding) => boolean): Found | undefined {
    for (const test of this.#whole.tests) {
      const finding = test.findings.find(isMeant);
      if (finding) return { test, finding };
    }
    return undefined;
  }

  /** The same by its key. */
  byKey(key: string): Found | undefined {
    const test = this.testOf(key);
    const finding = test?.findings.find((one) => one.key === key);
    return test && finding && { test, finding };
  }

  /** The test that a finding is of, by the finding's key. */
  testOf(key: string): ResultTest | undefined {
    this.#tests ??= new Map(this.#whole.tests.flatMap((test) => test.findings.map((one) => [one.key, test])));
    return this.#tests.get(key);
  }

  /** The kinds and years that results have; the newest year first. */
  offered(reader: Reader): Pick<Offered, 'kinds' | 'years'> {
    const zone = [reader.locale, reader.timeZone].join();
    const { tests, moments } = this.#whole;
    if (this.#offered?.moments === moments && this.#offered.zone === zone) return this.#offered;
    const years = new Set(moments.flatMap(({ date }) => (date ? yearIn(date, reader) : [])));
    const kinds = new Set(tests.flatMap((test) => test.kinds));
    this.#offered = {
      moments,
      zone,
      kinds: REPORT_KINDS.filter((kind) => kinds.has(kind)),
      years: [...years].sort().reverse(),
    };
    return this.#offered;
  }
}

/** A zone changes the year on two days of it: there are thousands of dates, and a zone takes long to tell a day in. */
function yearIn(date: string, { timeZone }: Reader): string {
  const isNear = /^\d{4}-(?:12-31|01-01)T/.test(date);
  return (isNear ? dayOf(date, timeZone) : date).slice(0, 'yyyy'.length);
}

interface Offered {
  readonly moments: ResultTable['moments'];
  readonly zone: string;
  readonly kinds: readonly ReportKind[];
  /** `yyyy` */
  readonly years: readonly string[];
}
