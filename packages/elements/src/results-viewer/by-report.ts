import { html, nothing, type TemplateResult } from 'lit';
import type { Line, PatientDetails, Session, Topic, TopicState } from '@ehr-widgets/sdk';
import {
  beforeOf,
  documents,
  imaging,
  reports,
  type AttachedFile,
  type Finding,
  type ImagingStudyLine,
  type Report,
  type ReportEntry,
  type ReportsView,
  type ResultTable,
  type ResultTest,
} from '@ehr-widgets/sdk/results';
import { addStyles } from '../shared/part-styles.ts';
import { message } from '../shared/state-view.ts';
import { viewOf } from '../shared/topic-controller.ts';
import { styles } from './by-report.styles.ts';
import { countsText, drawBeside, drawNone, drawNotices, drawState, marksOf } from './by-report-told.ts';
import { filterOf } from './choice.ts';
import type { DetailContext } from './detail.ts';
import { drawErrors, drawHead, drawMatching } from './layout.ts';
import { ReportFiles } from './report-files.ts';
import { ReportImages } from './report-images.ts';
import { holds, lineOf, type Wanted } from './report-holds.ts';
import { drawReportList, ENTRIES } from './report-list.ts';
import type { ImageFetch } from './pictures.ts';
import { drawPage } from './report-page.ts';
import { ReportRecord } from './report-record.ts';
import { reportTelling, type ReportTelling } from './report-telling.ts';
import { marksAcross } from './telling.ts';
import { drawTools, type ToolsContext } from './tools.ts';
import { EhrViewEvent } from './view-event.ts';

/** What the reports are drawn from besides what they keep themselves. */
export interface ByReportContext extends Omit<ToolsContext, 'kinds' | 'years'> {
  readonly stateOf: <View>(topic: Topic<View>) => TopicState<View>;
  /** All tests of the record. */
  readonly table: ResultTable;
  /** The test that a finding is of, by the finding's key. */
  readonly testOf: (key: string) => ResultTest | undefined;
  readonly sources: Session['sources'];
  readonly imageFetch: ImageFetch | undefined;
  readonly patient: PatientDetails | undefined;
  readonly level: number;
  /** How wide the widget is, in ems of the reader's text size. */
  readonly ems: number;
  readonly onPaper: boolean;
  readonly errorsShown: boolean;
  readonly showErrors: (shown: boolean) => void;
  readonly showAll: () => void;
  /** The key of the result that is open, and what is told of it. */
  readonly opened: string | undefined;
  readonly detail: DetailContext | undefined;
  readonly open: (finding: Finding, key: string) => void;
  /** What a report that was changed in place said before. */
  readonly versionsOf: (report: Report) => TemplateResult | typeof nothing;
  /** Raises that an entry was opened; whether it is to be shown here. */
  readonly mayShow: (line: Line) => boolean;
  /** Raises an event at the element; false where the page prevented it. */
  readonly raise: (event: Event) => boolean;
  /** The page has a viewer of images. */
  readonly hasImageViewer: boolean;
  readonly retry: () => void;
  readonly print: () => void;
  readonly changed: () => void;
  /** Another entry is chosen: what was open in the last one is not. */
  readonly leave: () => void;
  readonly focusOn: (selector: string) => void;
}

/**
 * From how many ems on there is room for the list and a report beside it, and beside what is around them for the columns of
 * its results; how wide that list is.
 */
const [BOTH, COLUMNS, LIST] = [54, 45, 17];

/** Reports in a list, and the one that was chosen beside it. What is chosen here is kept while the form changes. */
export class ByReport {
  /** The topics that are read for it. */
  static readonly topics: readonly Topic<unknown>[] = [reports, imaging, documents];

  #chosen: string | undefined;
  /** Where there is room for one only: the chosen entry, and not the list. */
  #reading = false;
  #from = 0;
  #rowsFrom = 0;
  #earlierShown = false;
  /** What was opened elsewhere, until it is found among what is read. */
  #wanted: Wanted | undefined;
  readonly #record = new ReportRecord();
  readonly #files: ReportFiles;
  readonly #images: ReportImages;

  /** @param changed Draws again, when a file has been read. */
  constructor(root: HTMLElement | DocumentFragment, changed: () => void) {
    this.#files = new ReportFiles(changed);
    this.#images = new ReportImages(changed);
    addStyles(root, styles);
  }

  /** What was chosen goes with the record that it was in. */
  forget(): void {
    this.#chosen = undefined;
    this.#reading = false;
    this.#from = 0;
    this.#rowsFrom = 0;
    this.#earlierShown = false;
    this.#wanted = undefined;
    this.#files.forget();
    this.#images.forget();
  }

  /** Another list: from its top. */
  again(): void {
    this.#from = 0;
  }

  /** Shows the entry that this is, or that holds it, as soon as it has been read. */
  reveal(reference: string, source: string): void {
    this.#wanted = { reference, source };
  }

  draw(context: ByReportContext): TemplateResult {
    const told = reportTelling(context.told);
    const state = context.stateOf(reports);
    const asked = { ...context, told, state };
    const view = viewOf(state);
    this.#record.make(
      { reports: view, imaging: viewOf(context.stateOf(imaging)), documents: viewOf(context.stateOf(documents)) },
      told.reader.timeZone,
    );
    const { entries, errors, offered } = this.#record;
    const { choice, newSince, table } = context;
    const shown = this.#record.chosenOf(filterOf(choice, { reader: told.reader, newSince }), choice.tests, table);
    this.#find(shown);
    const chosen =
      shown.find(({ key }) => key === this.#chosen) ?? (context.ems < BOTH || this.#wanted ? undefined : shown[0]);
    const matching = told.report.matching(told.reader.count(shown.length), told.reader.count(entries.length));
    const isNarrowed = shown.length < entries.length;
    return html`<article class="w" aria-labelledby="title" aria-busy=${state.kind === 'loading' ? 'true' : 'false'}>
      <p class="vh" role="status">${isNarrowed ? matching : countsText(entries, told)}</p>
      ${drawHead(state, { ...context, counts: countsText(entries, told) })} ${drawNotices(asked)}
      ${drawTools({ ...context, ...offered })} ${isNarrowed ? drawMatching(matching, context) : nothing}
      ${drawState(asked)} ${drawBeside(context.stateOf(imaging), told.report.nouns.imaging, asked)}
      ${drawBeside(context.stateOf(documents), told.report.nouns.documents, asked)}
      ${shown.length > 0 || this.#wanted ? this.#drawBoth(shown, chosen, view, context, told) : drawNone(entries.length > 0, asked)}
      ${drawErrors(errors, context)}
    </article>`;
  }

  #drawBoth(
    shown: readonly ReportEntry[],
    chosen: ReportEntry | undefined,
    view: ReportsView | undefined,
    context: ByReportContext,
    told: ReportTelling,
  ): TemplateResult {
    const { ems, onPaper, level } = context;
    const narrow = ems < BOTH;
    const isReading = chosen !== undefined && (this.#reading || !narrow);
    const list = (): TemplateResult =>
      drawReportList({
        told,
        entries: shown,
        chosen,
        level,
        whole: onPaper,
        severalSources:
          new Set(this.#record.entries.map((entry) => lineOf(entry)?.origin.source).filter(Boolean)).size > 1,
        from: this.#from,
        turn: (from) => this.#change(context, () => (this.#from = from)),
        choose: (entry) => this.#choose(entry, context),
        marksOf: (entry) => marksOf(entry, this.#record.of, told),
      });
    if (narrow || onPaper) {
      return isReading
        ? html`<div class="reports narrow">
            ${this.#drawWay(shown, chosen, context, told)} ${this.#drawPage(chosen, view, context, told)}
          </div>`
        : html`<div class="reports narrow">${this.#drawUnfound(told)} ${list()}</div>`;
    }
    return html`<div class="reports">
      ${list()}
      ${chosen ? this.#drawPage(chosen, view, context, told) : html`<div class="page">${this.#drawUnfound(told)}</div>`}
    </div>`;
  }

  /** What was opened elsewhere and is not among what was read. */
  #drawUnfound({ report }: ReportTelling): TemplateResult | typeof nothing {
    return this.#wanted ? message('unknown', report.notHere, report.notHereNext) : nothing;
  }

  /** Back to the list, and to the entries beside this one. */
  #drawWay(
    shown: readonly ReportEntry[],
    chosen: ReportEntry,
    context: ByReportContext,
    { report, reader }: ReportTelling,
  ): TemplateResult {
    const at = shown.indexOf(chosen);
    const step = (word: string, entry: ReportEntry | undefined): TemplateResult =>
      html`<button
        class="btn small"
        type="button"
        aria-disabled=${entry ? 'false' : 'true'}
        @click=${() => entry && this.#choose(entry, context)}
      >
        ${word}
      </button>`;
    return html`<div class="pick">
      <button class="btn small" type="button" @click=${() => this.#back(context)}>${report.all}</button>
      <span class="muted num">${report.place(reader.count(at + 1), reader.count(shown.length))}</span>
      ${step(report.newer, shown[at - 1])} ${step(report.older, shown[at + 1])}
    </div>`;
  }

  #drawPage(
    entry: ReportEntry,
    view: ReportsView | undefined,
    context: ByReportContext,
    told: ReportTelling,
  ): TemplateResult {
    const { level, ems, opened, detail, open, onPaper, patient } = context;
    const leadOf = (key: string): string => this.#record.leadOf(key);
    return drawPage(entry, {
      told,
      level,
      detail,
      opened,
      open: (finding) => open(finding, finding.part ? finding.key : leadOf(finding.key)),
      beforeOf: (finding) => {
        const test = context.testOf(finding.part ? finding.key : leadOf(finding.key));
        return test && beforeOf(test, finding);
      },
      elsewhere: view?.elsewhere.get(entry.key),
      marks: marksOf(entry, this.#record.of, told),
      marksOf: (finding) => {
        const others = view?.resultsElsewhere.get(leadOf(finding.line.key));
        return others ? marksAcross(others, told) : [];
      },
      from: this.#rowsFrom,
      turn: (from) => this.#change(context, () => (this.#rowsFrom = from)),
      whole: onPaper,
      stacked: (ems < BOTH ? ems : ems - LIST) < COLUMNS && !onPaper,
      studyElsewhere: (study) => this.#record.of.imaging?.elsewhere.get(study.key),
      documentElsewhere: this.#record.of.documents?.elsewhere.get(entry.key),
      drawImages: (study) =>
        this.#images.draw(study, { read: context.imageFetch, told, view: viewing(study, context) }),
      drawFiles: (line, files) => {
        const source = context.sources.find(({ id }) => id === line.origin.source);
        const mayRead = ({ key }: AttachedFile): boolean =>
          context.raise(new EhrViewEvent(line.reference, line.origin.source, key));
        // Under the heading of the page, and that of its files.
        return this.#files.draw(files, { key: line.key, source, told, patient, level: level + 2, mayRead });
      },
      versionsOf: context.versionsOf,
      earlierShown: this.#earlierShown || onPaper,
      showEarlier: (isShown) => this.#change(context, () => (this.#earlierShown = isShown)),
    });
  }

  /** Chooses what was opened elsewhere, once it is there. */
  #find(shown: readonly ReportEntry[]): void {
    const wanted = this.#wanted;
    const at = wanted ? shown.findIndex((entry) => holds(entry, wanted)) : -1;
    const found = shown[at];
    if (!found) return;
    this.#wanted = undefined;
    this.#turnTo(found);
    this.#from = at - (at % ENTRIES);
  }

  #choose(entry: ReportEntry, context: ByReportContext): void {
    const line = lineOf(entry);
    if (line && !context.mayShow(line)) return;
    this.#wanted = undefined;
    context.leave();
    this.#change(context, () => this.#turnTo(entry));
    context.focusOn('#report');
  }

  #turnTo({ key }: ReportEntry): void {
    if (key !== this.#chosen) {
      this.#rowsFrom = 0;
      this.#earlierShown = false;
      this.#files.forget();
      this.#images.forget();
    }
    this.#chosen = key;
    this.#reading = true;
  }

  #back(context: ByReportContext): void {
    context.leave();
    this.#change(context, () => (this.#reading = false));
    context.focusOn('.entry[aria-current]');
  }

  #change(context: ByReportContext, change: () => void): void {
    change();
    context.changed();
  }
}

/** Asks the page to show a study in its viewer, where it has one; tells whether it took it. */
function viewing({ reference, origin }: ImagingStudyLine, context: ByReportContext): (() => boolean) | undefined {
  const { hasImageViewer, raise } = context;
  return hasImageViewer ? () => !raise(new EhrViewEvent(reference, origin.source)) : undefined;
}
