import type { ObservationLine } from '@ehr-widgets/sdk';
import type { Finding, ReportsView, ResultTest } from '@ehr-widgets/sdk/results';
import type { RecordHost } from '../shared/list/record-view.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import type { Chosen } from './chosen.ts';
import { OpenedElsewhere } from './opened-elsewhere.ts';
import type { ReportsPart } from './reports-part.ts';
import type { Found, Shown } from './shown.ts';
import type { Place } from './table-window.ts';

/** What stands among the reports, and not over time. */
const IN_REPORTS = /^(?:DiagnosticReport|DocumentReference|ImagingStudy)\//;

interface Host extends RecordHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

interface Parts {
  readonly chosen: Chosen;
  readonly shown: Shown;
  readonly reports: ReportsPart;
  /** What is read now, made ready to be looked through; undefined where there is nothing. */
  readonly view: () => ReportsView | undefined;
  readonly isNarrow: () => boolean;
}

/** Leads from result to result, and keeps the focus with who goes there. */
export class Going {
  readonly #host: Host;
  readonly #parts: Parts;

  constructor(host: Host, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    new OpenedElsewhere(host, (reference, source) => this.#follow(reference, source));
  }

  /** To another cell of the table. */
  async move({ row, column }: Place): Promise<void> {
    const { tests, moments } = this.#parts.shown.table;
    const test = tests[row]?.key;
    if (test === undefined) return;
    this.#parts.chosen.active = { test, column: moments[column]?.key ?? '' };
    this.#host.requestUpdate();
    await this.focusOn('[role="grid"] [tabindex="0"]');
  }

  /** @param key What is told of it stands under, where another source's telling leads. */
  async open(finding: Finding, key = finding.key): Promise<void> {
    const { reference, origin } = finding.line;
    // Prevented: the host shows it elsewhere.
    if (!this.#host.dispatchEvent(new EhrOpenEvent(reference, origin.source))) return;
    const focused = (): Element | null | undefined => this.#host.shadowRoot?.activeElement;
    const before = focused();
    this.#parts.chosen.opened = { finding: key, from: 0 };
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const now = focused();
    // What draws a result may take long to load: who has gone on meanwhile is not called back.
    if (!now || now === before) await this.focusOn('#detail');
  }

  /** Back to where the result was opened. */
  async close(): Promise<void> {
    const { chosen, isNarrow } = this.#parts;
    const cell = chosen.isByReport
      ? '.row.open .opens'
      : isNarrow()
        ? '.test.open .link'
        : '[role="grid"] [tabindex="0"]';
    const returning = this.#host.renderRoot.querySelector<HTMLElement>(cell);
    chosen.opened = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    returning?.focus();
  }

  /** To a result that is open in a report, among all others of its test. */
  async showOverTime(test: ResultTest, finding: Finding): Promise<void> {
    this.#reveal(test, finding);
    await this.focusOn('#detail');
  }

  async focusOn(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** What is opened elsewhere on the page stands open here too; the focus stays where it is. */
  #follow(reference: string, source: string): void {
    const { chosen, reports } = this.#parts;
    const found = this.#found(reference, source);
    if (!chosen.isByReport && !IN_REPORTS.test(reference)) {
      if (found) this.#reveal(found.test, found.finding);
      return;
    }
    if (!found && !IN_REPORTS.test(reference)) return;
    chosen.revealInReports(found?.finding.key);
    void reports.reveal(reference, source);
  }

  #found(reference: string, source: string): Found | undefined {
    const view = this.#parts.view();
    const isIt = (line: ObservationLine): boolean => line.reference === reference && line.origin.source === source;
    return this.#parts.shown.find(
      ({ line }) => isIt(line) || (view?.resultsElsewhere.get(line.key)?.also ?? []).some((also) => isIt(also)),
    );
  }

  #reveal(test: ResultTest, finding: Finding): void {
    this.#parts.chosen.reveal(test, finding);
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector('[role="grid"] [tabindex="0"]')?.scrollIntoView({ block: 'nearest' }),
    );
  }
}
