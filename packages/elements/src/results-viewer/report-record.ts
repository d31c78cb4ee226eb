import type { NamedLine } from '@ehr-widgets/sdk';
import {
  filterEntries,
  kindsOfEntry,
  REPORT_KINDS,
  reportEntries,
  type EntriesOf,
  type ReportEntry,
  type ResultFilter,
  type ResultTable,
} from '@ehr-widgets/sdk/results';
import { holdsAny } from './report-holds.ts';
import type { ToolsContext } from './tools.ts';

/** The record as a list of reports: entries are put together when something has come, not at every drawing. */
export class ReportRecord {
  /** The views that it is made of. */
  of: EntriesOf = {};
  entries: readonly ReportEntry[] = [];
  errors: readonly (NamedLine & { readonly date?: string | undefined })[] = [];
  /** The kinds and years that entries have; the newest year first. */
  offered: Pick<ToolsContext, 'kinds' | 'years'> = { kinds: [], years: [] };
  #zone: string | undefined;
  #leads: ReadonlyMap<string, string> = new Map();

  make(views: EntriesOf, timeZone: string | undefined): void {
    const { reports, documents, imaging } = views;
    const isSame = reports === this.of.reports && documents === this.of.documents && imaging === this.of.imaging;
    if (isSame && timeZone === this.#zone) return;
    this.of = views;
    this.#zone = timeZone;
    this.entries = reportEntries(views, timeZone);
    const inError = [...(reports?.enteredInError ?? []), ...(reports?.allInError ?? [])];
    this.errors = [...inError, ...(imaging?.enteredInError ?? []), ...(documents?.enteredInError ?? [])];
    const kinds = new Set(this.entries.flatMap(kindsOfEntry));
    const years = new Set(this.entries.map(({ day }) => day.slice(0, 'yyyy'.length)));
    this.offered = { kinds: REPORT_KINDS.filter((kind) => kinds.has(kind)), years: [...years].filter(Boolean) };
    this.#leads = new Map(
      [...(reports?.resultsElsewhere ?? [])].flatMap(([lead, { also }]) => also.map(({ key }) => [key, lead] as const)),
    );
  }

  /** The key that a result stands under, where another source's telling of it leads. */
  leadOf(key: string): string {
    return this.#leads.get(key) ?? key;
  }

  /** What a choice leaves. Tests are chosen by their keys: an entry stays that holds a result of one. */
  chosenOf(filter: ResultFilter, tests: ReadonlySet<string>, table: ResultTable): ReportEntry[] {
    const left = filterEntries(this.entries, filter);
    if (tests.size === 0) return left;
    const chosen = table.tests.filter(({ key }) => tests.has(key));
    const lines = new Set(chosen.flatMap(({ findings }) => findings.map(({ line }) => line.key)));
    return left.filter((entry) => holdsAny(entry, (key) => lines.has(this.leadOf(key))));
  }
}
