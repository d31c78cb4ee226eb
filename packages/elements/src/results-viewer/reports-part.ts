import { html, type TemplateResult } from 'lit';
import type { Topic } from '@ehr-widgets/sdk';
import { Later } from '../shared/later.ts';
import { drawTold } from '../shared/list/told.ts';
import { message, skeleton } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { ByReport, ByReportContext } from './by-report.ts';
import { resultsNameStrings } from './name.strings.ts';
import type { Telling } from './telling.ts';
import type { RecordHost } from '../shared/list/record-view.ts';

/** Reports: who only looks over time does without. */
const byReport = new Later(() => import('./by-report.ts'));

interface Host extends RecordHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Results by report: what draws them loads when that form is first chosen. */
export class ReportsPart {
  readonly #host: Host;
  #byReport: ByReport | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** What is read for reports; nothing until what draws them is there. */
  get topics(): readonly Topic<unknown>[] {
    return byReport.module?.ByReport.topics ?? [];
  }

  /** Ends when what is being loaded to draw reports has come to an end. */
  get underWay(): Promise<void> | undefined {
    return byReport.underWay;
  }

  /** What was chosen goes with the record that it was in. */
  forget(): void {
    this.#byReport?.forget();
  }

  /** Another list: from its top. */
  again(): void {
    this.#byReport?.again();
  }

  /** Shows the entry that this is, or that holds it, as soon as both it and what draws it are there. */
  async reveal(reference: string, source: string): Promise<void> {
    await byReport.ready();
    this.#drawn?.reveal(reference, source);
    this.#host.requestUpdate();
  }

  /**
   * @param context Asked for once what draws reports is there.
   * @param leave Back to the table, where it cannot be loaded.
   */
  draw(told: Telling, level: number, context: () => ByReportContext, leave: () => void): TemplateResult {
    const { title, noun } = resultsNameStrings.for(told.reader);
    const { reading, couldNotDraw, couldNotDrawNext } = stateStrings.for(told.reader);
    try {
      if (!byReport.for(this.#host)) return drawTold(title, level, skeleton(), reading(noun));
    } catch {
      const back = html`<button class="btn small" type="button" @click=${leave}>${told.words.forms.table}</button>`;
      return drawTold(title, level, message('warning', couldNotDraw, couldNotDrawNext, back), '');
    }
    return (this.#drawn as ByReport).draw(context());
  }

  /** Undefined until what draws them is there. */
  get #drawn(): ByReport | undefined {
    const { module } = byReport;
    if (module) this.#byReport ??= new module.ByReport(this.#host.renderRoot, () => this.#host.requestUpdate());
    return this.#byReport;
  }
}
