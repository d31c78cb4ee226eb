import { nothing, type TemplateResult } from 'lit';
import { patient, type PatientDetails, type PatientView, type Session } from '@ehr-widgets/sdk';
import { reports, type Finding, type ReportsView } from '@ehr-widgets/sdk/results';
import { nameOf as nameOfLine } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { RecordView, type RecordHost } from '../shared/list/record-view.ts';
import { drawTold } from '../shared/list/told.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController, viewOf } from '../shared/topic-controller.ts';
import type { ByReportContext } from './by-report.ts';
import { TrendPart, type TrendAround } from './chart-state.ts';
import { everything, withAll, type Choice } from './choice.ts';
import { Chosen } from './chosen.ts';
import type { DetailContext } from './detail.ts';
import { Going } from './going.ts';
import { Helping, type HelpingHost } from './helping.ts';
import { Laying } from './laying.ts';
import { drawViewer, type ViewerContext } from './layout.ts';
import { Measuring } from './measuring.ts';
import { resultsNameStrings } from './name.strings.ts';
import { OnDemand } from './on-demand.ts';
import type { ImageFetch } from './pictures.ts';
import { ReportsPart } from './reports-part.ts';
import { Shown } from './shown.ts';
import { marksAcross, telling, type Telling } from './telling.ts';
import { VersionsPart } from './versions-part.ts';

/** The element as its record needs it. */
export interface ViewerHost extends HelpingHost, RecordHost {
  readonly remember: string | undefined | null;
  readonly identityOnImages: boolean;
  readonly view: string | undefined | null;
  readonly imageFetch: ImageFetch | undefined | null;
  readonly imageViewer: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What is drawn in the same way around every form. */
type Around = Pick<
  ViewerContext,
  | 'told'
  | 'patient'
  | 'level'
  | 'narrow'
  | 'newSince'
  | 'unfolded'
  | 'panels'
  | 'errorsShown'
  | 'change'
  | 'fold'
  | 'showAll'
  | 'showErrors'
  | 'retry'
  | 'print'
>;

/** Results over time and by report, once there is a record to read. */
export class Viewer extends RecordView<ViewerHost> {
  readonly #topics: TopicController;
  readonly #chosen = new Chosen();
  readonly #shown = new Shown();
  readonly #measuring: Measuring;
  readonly #laying: Laying;
  readonly #helping: Helping;
  readonly #trend: TrendPart;
  readonly #reports: ReportsPart;
  readonly #onDemand: OnDemand;
  readonly #versions: VersionsPart;
  readonly #going: Going;

  constructor(host: ViewerHost, surroundings: Surroundings, session: () => Session | undefined) {
    super(host, surroundings, session);
    // Before the topics: which are read goes by the form.
    host.addController({
      hostUpdate: () => {
        this.#chosen.followHost(host.view);
        this.forgetOthers();
      },
    });
    this.#reports = new ReportsPart(host);
    this.#trend = new TrendPart(host, () => this.#topics);
    this.#topics = new TopicController(host, session, () => [
      patient,
      reports,
      ...(this.#chosen.isByReport ? this.#reports.topics : []),
      ...this.#trend.topics,
    ]);
    this.#measuring = new Measuring(host, () => this.#shown.table);
    this.#laying = new Laying(host);
    this.#helping = new Helping(host);
    this.#onDemand = new OnDemand(host);
    this.#versions = new VersionsPart(host, session, () => void this.refresh());
    this.#going = new Going(host, {
      chosen: this.#chosen,
      shown: this.#shown,
      reports: this.#reports,
      view: () => this.#made(telling(this.#reader)),
      isNarrow: () => this.#measuring.narrow,
    });
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  refresh(): Promise<void> {
    return this.#topics.refresh();
  }

  /** Ends when what is being loaded to draw reports, or an opened result, has come to an end. */
  get underWay(): Promise<unknown> {
    const { underWay } = this.#onDemand;
    const parts = [this.#reports, this.#trend, this.#helping, this.#versions];
    return Promise.all([underWay, ...parts.map((part) => part.underWay)]);
  }

  /** Fits what is drawn to the room that there is now. */
  fit(): void {
    this.#measuring.measure();
  }

  draw(): TemplateResult {
    const told = telling(this.#reader);
    const { reader } = told;
    const { title, noun } = resultsNameStrings.for(reader);
    const states = stateStrings.for(reader);
    if (this.#topics.concealed) return drawTold(title, this.level, message('lock', states.checking, ''), '');
    const sheet = this.#trendSheet(told);
    if (sheet) return sheet;
    if (this.#chosen.isByReport) {
      const leave = (): void => this.#choose({ form: 'table' });
      return this.#reports.draw(told, this.level, () => this.#reportsContext(told), leave);
    }
    const state = this.#topics.state(reports);
    const view = this.#made(told);
    if (view) return drawViewer(view, state, this.#context(view, told));
    const said = state.kind === 'loading' ? states.reading(noun) : '';
    const none = stateMessage(state, { reader, noun }, () => void this.refresh());
    return drawTold(title, this.level, none, said);
  }

  protected override forget(): void {
    this.#chosen.forget();
    this.#reports.forget();
    this.#trend.forget();
    this.#onDemand.forget();
    this.#versions.forget();
  }

  #reportsContext(told: Telling): ByReportContext {
    const view = this.#made(told);
    // The sheet is as long as what is open: there is nothing to lay out before.
    if (this.#onPaper) this.#laying.lay(1);
    const { choice, opened } = this.#chosen;
    const { imageFetch, imageViewer } = this.host;
    return {
      ...this.#around(told),
      choice: this.#onPaper ? { ...everything, form: 'reports' } : choice,
      table: this.#shown.whole,
      testOf: (key) => this.#shown.testOf(key),
      sources: this.session()?.sources ?? [],
      imageFetch: typeof imageFetch === 'function' ? imageFetch : undefined,
      hasImageViewer: imageViewer,
      raise: (event) => this.host.dispatchEvent(event),
      ems: this.#measuring.ems,
      onPaper: this.#onPaper,
      stateOf: (topic) => this.#topics.state(topic),
      opened: opened?.finding,
      detail: view && this.#detail(view, told),
      open: (finding, key) => void this.#going.open(finding, key),
      versionsOf: (report) => this.#versions.draw(report, told),
      mayShow: ({ reference, origin }) => this.host.dispatchEvent(new EhrOpenEvent(reference, origin.source)),
      changed: () => this.host.requestUpdate(),
      leave: () => (this.#chosen.opened = undefined),
      focusOn: (selector) => void this.#going.focusOn(selector),
    };
  }

  #context(view: ReportsView, told: Telling): ViewerContext {
    const choice = this.#choiceOverTime;
    const { table } = this.#shown;
    const active = this.#chosen.placeIn(table);
    if (choice.form === 'list') this.#laying.lay(table.lines);
    const detail = this.#detail(view, told);
    return {
      ...this.#around(told),
      choice,
      table,
      marksOf: marksIn(view, told),
      active,
      drawn: this.#measuring.window.drawn(table, active),
      narrowed: table.lines < view.lines.length,
      opened: detail,
      all: view.lines.length,
      ...this.#shown.offered(told.reader),
      tests: this.#shown.whole.tests.length,
      laidOut: this.printing ? Infinity : this.#laying.done,
      from: this.#chosen.from,
      detail,
      chose: this.#chosen.hasChosen,
      move: (place) => void this.#going.move(place),
      wholeOf: (test) => this.#shown.wholeOf(test) ?? test,
      open: (finding) => void this.#going.open(finding),
      close: () => void this.#going.close(),
      scrolled: () => this.#measuring.scrolled(),
      turn: (from) => this.change(() => (this.#chosen.from = from)),
    };
  }

  /** What is drawn in the same way around every form. */
  #around(told: Telling): Around {
    const { unfolded, errorsShown, choice } = this.#chosen;
    return {
      told,
      newSince: this.#newSince,
      narrow: this.#measuring.narrow,
      unfolded,
      fold: (fold) => this.change(() => this.#chosen.fold(fold)),
      panels: unfolded.has('tests') ? this.#tree(told) : nothing,
      showAll: () => this.#choose(withAll(choice)),
      patient: this.#patient,
      level: this.level,
      errorsShown,
      change: (changed) => this.#choose(changed),
      showErrors: (shown) => this.change(() => (this.#chosen.errorsShown = shown)),
      retry: () => void this.refresh(),
      print: () => this.#laying.print(),
    };
  }

  #tree(told: Telling): TemplateResult | typeof nothing {
    const choose = (tests: ReadonlySet<string>): void => this.#choose({ tests });
    return this.#onDemand.drawTree({ told, table: this.#shown.whole, chosen: this.#chosen.choice.tests, choose });
  }

  #detail(view: ReportsView, told: Telling): DetailContext | undefined {
    const { opened, isByReport } = this.#chosen;
    const found = opened && this.#shown.byKey(opened.finding);
    if (!found) return undefined;
    const { test, finding } = found;
    const elsewhere = view.resultsElsewhere.get(finding.line.key);
    return {
      told,
      test,
      finding,
      marksOf: marksIn(view, told),
      level: this.level,
      elsewhere,
      versions: this.#versions.draw(finding.line, told),
      help: this.#helping.draw({ finding, told, elsewhere }),
      nameOfMember: (reference, { origin }) => {
        const member = view.lines.find((line) => line.reference === reference && line.origin.source === origin.source);
        return member ? nameOfLine(member, told.values) : reference;
      },
      from: opened.from,
      showOverTime: isByReport ? () => void this.#going.showOverTime(test, finding) : undefined,
      charts: this.#trend.draw(this.#trendAround(found, told)),
      save: () =>
        void import('./saving.ts').then(({ saveResults }) =>
          saveResults([...new Set(test.findings.map(({ line }) => line))]),
        ),
      turn: (from) => this.change(() => (this.#chosen.opened = { ...opened, from })),
      close: () => void this.#going.close(),
    };
  }

  /** The trend that is open, where that alone is put on paper. */
  #trendSheet(told: Telling): TemplateResult | undefined {
    const { opened } = this.#chosen;
    const found = this.#trend.forPaper && opened && this.#shown.byKey(opened.finding);
    return found ? this.#trend.sheet(this.#trendAround(found, told)) : undefined;
  }

  #trendAround({ test, finding }: Pick<TrendAround, 'test' | 'finding'>, told: Telling): TrendAround {
    return {
      told,
      test,
      finding,
      tests: this.#shown.whole.tests,
      width: this.#measuring.width,
      level: this.level,
      patient: this.#patient,
      state: this.#topics.state(reports),
    };
  }

  #choose(changed: Partial<Choice>): void {
    this.#reports.again();
    this.#laying.again();
    this.change(() => this.#chosen.choose(changed));
  }

  /** What has been read, with its tests made ready to be looked through. */
  #made(told: Telling): ReportsView | undefined {
    const view = viewOf(this.#topics.state(reports));
    if (view) this.#shown.of(view, this.#choiceOverTime, told, this.#newSince);
    return view;
  }

  /** Paper has all of it, in a list; so has what is made ready for paper. */
  get #choiceOverTime(): Choice {
    return this.#onPaper ? { ...everything, form: 'list' } : this.#chosen.choice;
  }

  get #newSince(): ViewerContext['newSince'] {
    return this.#onDemand.newSince(this.#topics.state(reports), this.session());
  }

  get #patient(): PatientDetails | undefined {
    return viewOf<PatientView>(this.#topics.state(patient))?.patient;
  }

  get #reader(): Telling['reader'] {
    return this.reader(this.#onPaper);
  }

  get #onPaper(): boolean {
    return this.printing || this.#laying.forPaper || this.#trend.forPaper;
  }
}

/** For the thousands that are told alike. */
const NO_MARKS: readonly Chip[] = [];

function marksIn({ resultsElsewhere }: ReportsView, told: Telling): (finding: Finding) => readonly Chip[] {
  // Of one source alone, thousands of keys need not be looked for.
  if (resultsElsewhere.size === 0) return () => NO_MARKS;
  return ({ line }) => {
    const others = resultsElsewhere.get(line.key);
    return others ? marksAcross(others, told) : NO_MARKS;
  };
}
