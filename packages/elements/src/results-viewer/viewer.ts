import { html, nothing, type TemplateResult } from 'lit';
import { patient, type ObservationLine, type PatientView, type Session, type TopicState } from '@ehr-widgets/sdk';
import { reports, type Finding, type ReportsView, type ResultTest } from '@ehr-widgets/sdk/results';
import { nameOf as nameOfLine } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { drawTold } from '../shared/list/told.ts';
import { Later } from '../shared/later.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { Reader } from '../shared/reader.ts';
import { message, skeleton, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { usableLevel, usableTimeZone } from '../shared/usable.ts';
import type { ByReport } from './by-report.ts';
import { TrendPart, type TrendAround } from './chart-state.ts';
import { everything, formOf, withAll, type Choice } from './choice.ts';
import type { DetailContext } from './detail.ts';
import { Helping, type HelpingHost } from './helping.ts';
import { Laying } from './laying.ts';
import { drawViewer, type ViewerContext } from './layout.ts';
import type { LastLook } from './last-look.ts';
import { Measuring } from './measuring.ts';
import type { ImageFetch } from './pictures.ts';
import { resultsNameStrings } from './name.strings.ts';
import { OpenedElsewhere } from './opened-elsewhere.ts';
import type { TestTree } from './test-tree.ts';
import { Shown } from './shown.ts';
import type { Place } from './table-window.ts';
import { TESTS } from './test-list.ts';
import { telling, type Telling } from './telling.ts';
import type { Fold } from './tools.ts';

/** Reports: who only looks over time does without. */
const byReport = new Later(() => import('./by-report.ts'));
/** The choice of tests, and when a reader last looked: for who asks for the one, and where the host asks for the other. */
const trees = new Later(() => import('./test-tree.ts'));
const looks = new Later(() => import('./last-look.ts'));

/** The element as its record needs it. */
export interface ViewerHost extends HelpingHost, HTMLElement {
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly remember: string | undefined | null;
  readonly identityOnImages: boolean;
  readonly view: string | undefined | null;
  readonly imageFetch: ImageFetch | undefined | null;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
}

/** What stands among the reports, and not over time. */
const IN_REPORTS = /^(?:DiagnosticReport|DocumentReference|ImagingStudy)\//;

/** What is drawn in the same way around every form. */
type Around = Pick<
  ViewerContext,
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

/** What is drawn once there is a record to read. A part of its own, so that a page before sign-in need not load it. */
export class Viewer {
  /** While the page is printed: the sheet holds every result, whatever was chosen to be seen. */
  printing = false;

  readonly #host: ViewerHost;
  readonly #surroundings: Surroundings;
  readonly #session: () => Session | undefined;
  readonly #topics: TopicController;
  readonly #shown = new Shown();
  readonly #measuring: Measuring;
  readonly #laying: Laying;
  readonly #helping: Helping;
  readonly #trend: TrendPart;
  #sources: Session['sources'] = [];
  #byReport: ByReport | undefined;
  /** What the host asked for last. */
  #view: string | undefined | null;
  #choice: Choice = everything;
  #active: { readonly test: string; readonly column: string } | undefined;
  #opened: { readonly finding: string; readonly from: number } | undefined;
  #from = 0;
  /** The page of the narrow list is to be that of the active test. */
  #revealing = false;
  #errorsShown = false;
  #unfolded: ReadonlySet<Fold> = new Set();
  #tree: TestTree | undefined;
  #lastLook: LastLook | undefined;
  #chose = false;

  constructor(host: ViewerHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.#host = host;
    this.#surroundings = surroundings;
    this.#session = session;
    // Before the topics: which are read goes by the form.
    host.addController({
      hostUpdate: () => {
        this.#followHost();
        this.#forgetOthers();
      },
    });
    this.#trend = new TrendPart(host, () => this.#topics);
    this.#topics = new TopicController(host, session, () => [
      patient,
      reports,
      ...this.#topicsOfReports,
      ...this.#trend.topics,
    ]);
    this.#measuring = new Measuring(host, () => this.#shown.table);
    this.#laying = new Laying(host);
    this.#helping = new Helping(host);
    new OpenedElsewhere(host, (reference, source) => this.#follow(reference, source));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  refresh(): Promise<void> {
    return this.#topics.refresh();
  }

  /** Ends when what is being loaded to draw reports, or an opened result, has come to an end. */
  get underWay(): Promise<unknown> {
    const loading = [byReport, trees, looks].map((one) => one.underWay);
    return Promise.all([...loading, this.#trend.underWay, this.#helping.underWay]);
  }

  /** Fits what is drawn to the room that there is now. */
  fit(): void {
    this.#measuring.measure();
  }

  draw(): TemplateResult {
    const reader = this.#reader();
    const { title, noun } = resultsNameStrings.for(reader);
    const states = stateStrings.for(reader);
    if (this.#topics.concealed) return drawTold(title, this.#level, message('lock', states.checking, ''), '');
    if (this.#isByReport) {
      const told = telling(reader);
      return this.#trendSheet({ told }) ?? this.#drawReports(told);
    }
    const state = this.#topics.state(reports);
    const view = viewOf(state);
    if (!view) {
      const said = state.kind === 'loading' ? states.reading(noun) : '';
      const told = stateMessage(state, { reader, noun }, () => void this.refresh());
      return drawTold(title, this.#level, told, said);
    }
    const context = this.#context(view, telling(reader), this.#newSince(state));
    return this.#trendSheet(context) ?? drawViewer(view, state, context);
  }

  /** What was searched and opened goes with the record that it was in. */
  #forgetOthers(): void {
    const sources = this.#session()?.sources ?? [];
    if (this.#sources.length > 0 && !this.#sources.some((source) => sources.includes(source))) {
      this.#choice = { ...everything, form: formOf(this.#view) };
      this.#byReport?.forget();
      this.#active = undefined;
      this.#opened = undefined;
      this.#from = 0;
      this.#trend.forget();
      this.#errorsShown = false;
      this.#unfolded = new Set();
      this.#tree = undefined;
      this.#chose = false;
    }
    this.#sources = sources;
  }

  /** The host's view holds until the reader takes another, or the host says another. */
  #followHost(): void {
    if (this.#view === this.#host.view) return;
    this.#view = this.#host.view;
    this.#choice = { ...this.#choice, form: formOf(this.#view) };
  }

  get #isByReport(): boolean {
    return this.#choice.form === 'reports';
  }

  /** Undefined until what draws them is there. */
  get #reports(): ByReport | undefined {
    const { module } = byReport;
    if (module) this.#byReport ??= new module.ByReport(this.#host.renderRoot, () => this.#host.requestUpdate());
    return this.#byReport;
  }

  get #topicsOfReports(): typeof ByReport.topics {
    return (this.#isByReport && byReport.module?.ByReport.topics) || [];
  }

  #drawReports(told: Telling): TemplateResult {
    const { reader } = told;
    const { title, noun } = resultsNameStrings.for(reader);
    const { reading, couldNotDraw, couldNotDrawNext } = stateStrings.for(reader);
    try {
      if (!byReport.for(this.#host)) return drawTold(title, this.#level, skeleton(), reading(noun));
    } catch {
      const back = html`<button class="btn small" type="button" @click=${() => this.#choose({ form: 'table' })}>
        ${told.words.forms.table}
      </button>`;
      return drawTold(title, this.#level, message('warning', couldNotDraw, couldNotDrawNext, back), '');
    }
    const state = this.#topics.state(reports);
    const view = viewOf(state);
    const newSince = this.#newSince(state);
    if (view) this.#shown.of(view, this.#choice, told, newSince);
    // The sheet is as long as what is open: there is nothing to lay out before.
    if (this.#onPaper) this.#laying.lay(1);
    return (this.#reports as ByReport).draw({
      ...this.#around(told, newSince),
      told,
      choice: this.#onPaper ? { ...everything, form: 'reports' } : this.#choice,
      table: this.#shown.whole,
      sources: this.#session()?.sources ?? [],
      imageFetch: typeof this.#host.imageFetch === 'function' ? this.#host.imageFetch : undefined,
      ems: this.#measuring.ems,
      onPaper: this.#onPaper,
      stateOf: (topic) => this.#topics.state(topic),
      opened: this.#opened?.finding,
      detail: view && this.#detail(view, told, (finding) => marksAcross(view, finding, told)),
      open: (finding, key) => void this.#open(finding, key),
      mayShow: ({ reference, origin }) => this.#host.dispatchEvent(new EhrOpenEvent(reference, origin.source)),
      changed: () => this.#host.requestUpdate(),
      leave: () => (this.#opened = undefined),
      focusOn: (selector) => void this.#focusOn(selector),
    });
  }

  /** What is drawn in the same way around every form. */
  #around(told: Telling, newSince: ViewerContext['newSince']): Around {
    return {
      newSince,
      narrow: this.#measuring.narrow,
      unfolded: this.#unfolded,
      fold: (fold) => this.#fold(fold),
      panels: this.#panels(told),
      showAll: () => this.#choose(withAll(this.#choice)),
      patient: viewOf<PatientView>(this.#topics.state(patient))?.patient,
      level: this.#level,
      errorsShown: this.#errorsShown,
      change: (changed) => this.#choose(changed),
      showErrors: (shown) => this.#change(() => (this.#errorsShown = shown)),
      retry: () => void this.refresh(),
      print: () => this.#laying.print(),
    };
  }

  #context(view: ReportsView, told: Telling, newSince: ViewerContext['newSince']): ViewerContext {
    // Paper has all of it, in a list; so has what is made ready for paper.
    const choice: Choice = this.#onPaper ? { ...everything, form: 'list' } : this.#choice;
    const table = this.#shown.of(view, choice, told, newSince);
    const active = this.#placeOf(this.#active);
    this.#from = this.#pageOf(active.row);
    const marksOf = (finding: Finding): readonly Chip[] => marksAcross(view, finding, told);
    if (choice.form === 'list') this.#laying.lay(table.lines);
    const detail = this.#detail(view, told, marksOf);
    return {
      ...this.#around(told, newSince),
      told,
      choice,
      table,
      marksOf,
      active,
      drawn: this.#measuring.window.drawn(table, active),
      narrowed: table.lines < view.lines.length,
      opened: detail,
      all: view.lines.length,
      ...this.#shown.offered(told.reader),
      tests: this.#shown.whole.tests.length,
      laidOut: this.printing ? Infinity : this.#laying.done,
      from: this.#from,
      detail,
      chose: this.#chose,
      move: (place) => void this.#move(place),
      wholeOf: (test) => this.#shown.wholeOf(test) ?? test,
      open: (finding) => void this.#open(finding),
      close: () => void this.#close(),
      scrolled: () => this.#measuring.scrolled(),
      turn: (from) => this.#change(() => (this.#from = from)),
    };
  }

  #detail(view: ReportsView, told: Telling, marksOf: DetailContext['marksOf']): DetailContext | undefined {
    const opened = this.#opened;
    const found = opened && this.#shown.byKey(opened.finding);
    if (!found) return undefined;
    const { test, finding } = found;
    const elsewhere = view.resultsElsewhere.get(finding.line.key);
    return {
      told,
      test,
      finding,
      marksOf,
      level: this.#level,
      elsewhere,
      help: this.#helping.draw({ finding, told, elsewhere }),
      nameOfMember: (reference, { origin }) => {
        const member = view.lines.find((line) => line.reference === reference && line.origin.source === origin.source);
        return member ? nameOfLine(member, told.values) : reference;
      },
      from: opened.from,
      showOverTime: this.#isByReport ? () => void this.#showOverTime(test, finding) : undefined,
      charts: this.#trend.draw(this.#trendAround(found, told)),
      save: () =>
        void import('./saving.ts').then(({ saveResults }) =>
          saveResults([...new Set(test.findings.map(({ line }) => line))]),
        ),
      turn: (from) => this.#change(() => (this.#opened = { ...opened, from })),
      close: () => void this.#close(),
    };
  }

  /** The choice of tests. It loads when it is first unfolded. */
  #panels(told: Telling): TemplateResult | typeof nothing {
    if (!this.#unfolded.has('tests')) return nothing;
    const module = trees.orWithout(this.#host, 'the choice of tests could not be loaded; all are shown.');
    if (!module) return nothing;
    this.#tree ??= new module.TestTree(this.#host);
    const choose = (tests: ReadonlySet<string>): void => this.#choose({ tests });
    return this.#tree.draw({ told, table: this.#shown.whole, chosen: this.#choice.tests, choose });
  }

  /** When the reader last looked, where the host has that remembered; and that they look now, once all has been read. */
  #newSince(state: TopicState<ReportsView>): ViewerContext['newSince'] {
    const { remember } = this.#host;
    const session = this.#session();
    if (!remember || !session) return undefined;
    const module = looks.orWithout(this.#host, 'what remembers the last look could not be loaded; nothing is new.');
    if (!module) return undefined;
    this.#lastLook ??= new module.LastLook(() => this.#host.requestUpdate());
    const since = this.#lastLook.since(remember, session);
    if (state.kind === 'ready') this.#lastLook.looked(state.asOf);
    return since;
  }

  #fold(fold: Fold): void {
    const unfolded = new Set(this.#unfolded);
    if (!unfolded.delete(fold)) unfolded.add(fold);
    this.#change(() => (this.#unfolded = unfolded));
  }

  /** The trend that is open, where that alone is put on paper. */
  #trendSheet({ told }: Pick<ViewerContext, 'told'>): TemplateResult | undefined {
    const found = this.#trend.forPaper && this.#opened && this.#shown.byKey(this.#opened.finding);
    return found ? this.#trend.sheet(this.#trendAround(found, told)) : undefined;
  }

  #trendAround({ test, finding }: Pick<TrendAround, 'test' | 'finding'>, told: Telling): TrendAround {
    return {
      told,
      test,
      finding,
      tests: this.#shown.whole.tests,
      width: this.#measuring.width,
      level: this.#level,
      patient: viewOf<PatientView>(this.#topics.state(patient))?.patient,
      state: this.#topics.state(reports),
    };
  }

  /** What is chosen holds for the whole record; it starts from its top again. */
  #choose(changed: Partial<Choice>): void {
    this.#from = 0;
    this.#chose = true;
    this.#byReport?.again();
    this.#laying.again();
    // What opens in one form has no place in the other.
    if (changed.form && changed.form !== this.#choice.form) this.#opened = undefined;
    this.#change(() => (this.#choice = { ...this.#choice, ...changed }));
  }

  #placeOf(active: { readonly test: string; readonly column: string } | undefined): Place {
    const { tests, moments: columns } = this.#shown.table;
    const row = active ? tests.findIndex(({ key }) => key === active.test) : 0;
    const column = active?.column ? columns.findIndex(({ key }) => key === active.column) : -1;
    return { row: Math.max(row, 0), column };
  }

  #pageOf(row: number): number {
    const from = this.#revealing ? row - (row % TESTS) : this.#from;
    this.#revealing = false;
    return from;
  }

  async #move({ row, column }: Place): Promise<void> {
    const { tests, moments } = this.#shown.table;
    const test = tests[row]?.key;
    if (test === undefined) return;
    this.#change(() => (this.#active = { test, column: moments[column]?.key ?? '' }));
    await this.#focusOn('[role="grid"] [tabindex="0"]');
  }

  /** @param key What is told of it stands under, where another source's telling leads. */
  async #open(finding: Finding, key = finding.key): Promise<void> {
    const { reference, origin } = finding.line;
    // Prevented: the host shows it elsewhere.
    if (!this.#host.dispatchEvent(new EhrOpenEvent(reference, origin.source))) return;
    const focused = (): Element | null | undefined => this.#host.shadowRoot?.activeElement;
    const before = focused();
    this.#change(() => (this.#opened = { finding: key, from: 0 }));
    await this.#host.updateComplete;
    const now = focused();
    // What draws a result may take long to load: who has gone on meanwhile is not called back.
    if (!now || now === before) await this.#focusOn('#detail');
  }

  async #close(): Promise<void> {
    const cell = this.#isByReport
      ? '.row.open .opens'
      : this.#measuring.narrow
        ? '.test.open .link'
        : '[role="grid"] [tabindex="0"]';
    const returning = this.#host.renderRoot.querySelector<HTMLElement>(cell);
    this.#change(() => (this.#opened = undefined));
    await this.#host.updateComplete;
    returning?.focus();
  }

  /** What is opened elsewhere on the page stands open here too; the focus stays where it is. */
  #follow(reference: string, source: string): void {
    if (this.#isByReport || IN_REPORTS.test(reference)) {
      this.#revealInReports(reference, source);
      return;
    }
    const found = this.#found(reference, source);
    if (found) this.#reveal(found.test, found.finding);
  }

  #revealInReports(reference: string, source: string): void {
    const key = this.#found(reference, source)?.finding.key;
    if (!key && !IN_REPORTS.test(reference)) return;
    this.#choice = { ...everything, sort: this.#choice.sort, form: 'reports' };
    this.#opened = key === undefined ? undefined : { finding: key, from: 0 };
    void byReport.ready().then(() => this.#change(() => this.#reports?.reveal(reference, source)));
  }

  #found(reference: string, source: string): { readonly test: ResultTest; readonly finding: Finding } | undefined {
    const view = viewOf(this.#topics.state(reports));
    if (view) this.#shown.of(view, this.#choice, telling(this.#reader()), this.#newSince(this.#topics.state(reports)));
    const isIt = (line: ObservationLine): boolean => line.reference === reference && line.origin.source === source;
    return this.#shown.find(
      ({ line }) => isIt(line) || (view?.resultsElsewhere.get(line.key)?.also ?? []).some((also) => isIt(also)),
    );
  }

  async #showOverTime(test: ResultTest, finding: Finding): Promise<void> {
    this.#reveal(test, finding);
    await this.#focusOn('#detail');
  }

  /** Open among all tests over time, whatever was left out. */
  #reveal(test: ResultTest, finding: Finding): void {
    this.#choice = { ...everything, sort: this.#choice.sort };
    this.#active = { test: test.key, column: finding.moment.key };
    this.#revealing = true;
    this.#change(() => (this.#opened = { finding: finding.key, from: 0 }));
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector('[role="grid"] [tabindex="0"]')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  async #focusOn(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #change(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #reader(): Reader {
    const { locale, persona } = this.#surroundings;
    return new Reader({ locale, persona, timeZone: usableTimeZone(this.#host.timeZone), kept: this.#onPaper });
  }

  get #onPaper(): boolean {
    return this.printing || this.#laying.forPaper || this.#trend.forPaper;
  }

  get #level(): number {
    return usableLevel(this.#host.headingLevel);
  }
}

/** For the thousands that are told alike. */
const NO_MARKS: readonly Chip[] = [];

/** That other sources tell it differently, or may tell of the same. */
function marksAcross({ resultsElsewhere }: ReportsView, { line }: Finding, { words }: Telling): readonly Chip[] {
  const others = resultsElsewhere.get(line.key);
  if (!others) return NO_MARKS;
  return [
    ...(others.differs.length > 0 ? [{ word: words.sourcesDisagree, shape: 'split', tone: 'caution' } as const] : []),
    ...(others.doubtful.length > 0 ? [{ word: words.maybeTwice, shape: 'unknown', tone: 'outline' } as const] : []),
  ];
}

function viewOf<View>(state: TopicState<View>): View | undefined {
  if (state.kind === 'ready' || state.kind === 'stale') return state.view;
  return state.kind === 'loading' ? state.partial : undefined;
}
