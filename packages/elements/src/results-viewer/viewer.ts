import { nothing, type TemplateResult } from 'lit';
import { patient, type ObservationLine, type PatientView, type Session, type TopicState } from '@ehr-widgets/sdk';
import { reports, type Finding, type ReportsView } from '@ehr-widgets/sdk/results';
import { nameOf as nameOfLine } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { drawTold } from '../shared/list/told.ts';
import { Later } from '../shared/later.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { Reader } from '../shared/reader.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { usableLevel, usableTimeZone } from '../shared/usable.ts';
import { TrendPart, type TrendAround } from './chart-state.ts';
import { everything, withAll, type Choice } from './choice.ts';
import type { DetailContext } from './detail.ts';
import { Helping, type HelpingHost } from './helping.ts';
import { Laying } from './laying.ts';
import { drawViewer, type ViewerContext } from './layout.ts';
import type { LastLook } from './last-look.ts';
import { Measuring } from './measuring.ts';
import { resultsNameStrings } from './name.strings.ts';
import { OpenedElsewhere } from './opened-elsewhere.ts';
import type { TestTree } from './test-tree.ts';
import { Shown } from './shown.ts';
import type { Place } from './table-window.ts';
import { TESTS } from './test-list.ts';
import { telling, type Telling } from './telling.ts';
import type { Fold } from './tools.ts';

/** The choice of tests, and when a reader last looked: for who asks for the one, and where the host asks for the other. */
const trees = new Later(() => import('./test-tree.ts'));
const looks = new Later(() => import('./last-look.ts'));

/** The element as its record needs it. */
export interface ViewerHost extends HelpingHost, HTMLElement {
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly remember: string | undefined | null;
  readonly identityOnImages: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
}

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
    this.#trend = new TrendPart(host, () => this.#topics);
    this.#topics = new TopicController(host, session, () => [patient, reports, ...this.#trend.topics]);
    this.#measuring = new Measuring(host, () => this.#shown.table);
    this.#laying = new Laying(host);
    this.#helping = new Helping(host);
    new OpenedElsewhere(host, (reference, source) => this.#follow(reference, source));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  refresh(): Promise<void> {
    return this.#topics.refresh();
  }

  /** Ends when what is being loaded to draw an opened result has come to an end. */
  get underWay(): Promise<unknown> {
    return Promise.all([this.#trend.underWay, trees.underWay, looks.underWay, this.#helping.underWay]);
  }

  /** Fits what is drawn to the room that there is now. */
  fit(): void {
    this.#measuring.measure();
  }

  draw(): TemplateResult {
    this.#forgetOthers();
    const reader = this.#reader();
    const { title, noun } = resultsNameStrings.for(reader);
    const states = stateStrings.for(reader);
    if (this.#topics.concealed) return drawTold(title, this.#level, message('lock', states.checking, ''), '');
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
      this.#choice = everything;
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

  #context(view: ReportsView, told: Telling, newSince: ViewerContext['newSince']): ViewerContext {
    // Paper has all of it, in a list; so has what is made ready for paper.
    const choice: Choice = this.#onPaper ? { ...everything, form: 'list' } : this.#choice;
    const table = this.#shown.of(view, choice, told, newSince);
    const active = this.#placeOf(this.#active);
    this.#from = this.#pageOf(active.row);
    const level = this.#level;
    const marksOf = (finding: Finding): readonly Chip[] => marksAcross(view, finding, told);
    if (choice.form === 'list') this.#laying.lay(table.lines);
    const detail = this.#detail(view, told, marksOf);
    return {
      told,
      choice,
      table,
      level,
      marksOf,
      active,
      narrow: this.#measuring.narrow,
      drawn: this.#measuring.window.drawn(table, active),
      narrowed: table.lines < view.lines.length,
      opened: detail,
      patient: viewOf<PatientView>(this.#topics.state(patient))?.patient,
      all: view.lines.length,
      ...this.#shown.offered(told.reader),
      tests: this.#shown.whole.tests.length,
      laidOut: this.printing ? Infinity : this.#laying.done,
      from: this.#from,
      detail,
      errorsShown: this.#errorsShown,
      chose: this.#chose,
      change: (changed) => this.#choose(changed),
      showAll: () => this.#choose(withAll(this.#choice)),
      newSince,
      unfolded: this.#unfolded,
      fold: (fold) => this.#fold(fold),
      panels: this.#panels(told),
      move: (place) => void this.#move(place),
      wholeOf: (test) => this.#shown.wholeOf(test) ?? test,
      open: (finding) => void this.#open(finding),
      close: () => void this.#close(),
      scrolled: () => this.#measuring.scrolled(),
      turn: (from) => this.#change(() => (this.#from = from)),
      showErrors: (shown) => this.#change(() => (this.#errorsShown = shown)),
      retry: () => void this.refresh(),
      print: () => this.#laying.print(),
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
  #trendSheet({ told }: ViewerContext): TemplateResult | undefined {
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
    this.#laying.again();
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

  async #open(finding: Finding): Promise<void> {
    const { reference, origin } = finding.line;
    // Prevented: the host shows it elsewhere.
    if (!this.#host.dispatchEvent(new EhrOpenEvent(reference, origin.source))) return;
    this.#change(() => (this.#opened = { finding: finding.key, from: 0 }));
    await this.#focusOn('#detail');
  }

  async #close(): Promise<void> {
    const cell = this.#measuring.narrow ? '.test.open .link' : '[role="grid"] [tabindex="0"]';
    const returning = this.#host.renderRoot.querySelector<HTMLElement>(cell);
    this.#change(() => (this.#opened = undefined));
    await this.#host.updateComplete;
    returning?.focus();
  }

  /** What is opened elsewhere on the page stands open here too; the focus stays where it is. */
  #follow(reference: string, source: string): void {
    const view = viewOf(this.#topics.state(reports));
    const isIt = (line: ObservationLine): boolean => line.reference === reference && line.origin.source === source;
    const found = this.#shown.find(
      ({ line }) => isIt(line) || (view?.resultsElsewhere.get(line.key)?.also ?? []).some((also) => isIt(also)),
    );
    if (!found) return;
    const { test, finding } = found;
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
