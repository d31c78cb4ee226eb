import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { MedicationsView, PatientDetails, Topic, TopicState } from '@ehr-widgets/sdk';
import type { GoalsView } from '@ehr-widgets/sdk/more-topics';
import type { Finding, ResultTest } from '@ehr-widgets/sdk/results';
import { Later } from '../shared/later.ts';
import { addStyles } from '../shared/part-styles.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { TrendSource } from './chart-trend.ts';
import { NOTHING_CHOSEN, type TrendChoice } from './chart-context.ts';
import type { Telling } from './telling.ts';

/** Drawings of trends: who only looks at the table does without. */
const charts = new Later(() => import('./chart.ts'));
/** What stands beside a drawing in its element, the least that one is drawn for, and its width on paper, in pixels. */
const [BESIDE, LEAST_WIDTH, ON_PAPER] = [80, 220, 680];

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  readonly identityOnImages: boolean;
}

/** What a trend is drawn from, as the widget has it now. */
export interface TrendAround {
  readonly told: Telling;
  readonly test: ResultTest;
  /** That is open. */
  readonly finding: Finding;
  readonly tests: readonly ResultTest[];
  /** Of the element, in pixels. */
  readonly width: number;
  readonly level: number;
  readonly patient: PatientDetails | undefined;
  /** That of the results. */
  readonly state: TopicState<unknown>;
}

/** The trend of the test that is open: what is chosen of it, and the parts of the library and the record that it needs. */
export class TrendPart {
  /** It is being put on paper, alone. */
  forPaper = false;

  readonly #host: Host;
  readonly #topics: () => { state<View>(topic: Topic<View>): TopicState<View>; refresh(): Promise<void> };
  #choice = NOTHING_CHOSEN;
  #opened = { test: '', finding: '' };

  /** @param topics Those of the element, `topics` of this among them. */
  constructor(
    host: Host,
    topics: () => { state<View>(topic: Topic<View>): TopicState<View>; refresh(): Promise<void> },
  ) {
    this.#host = host;
    this.#topics = topics;
  }

  /** What is read besides results: medicines and goals, once somebody asks for their marks. */
  get topics(): readonly Topic<unknown>[] {
    const { module } = charts;
    const { medicines, goals } = this.#choice;
    return module ? [...(medicines ? [module.medicineTopic] : []), ...(goals ? [module.goalTopic] : [])] : [];
  }

  /** Ends when what is being loaded to draw a trend has come to an end. */
  get underWay(): Promise<void> | undefined {
    return charts.underWay;
  }

  /** What was chosen goes with the record that it was in. */
  forget(): void {
    this.#choice = NOTHING_CHOSEN;
    this.#opened = { test: '', finding: '' };
    this.forPaper = false;
  }

  /** It loads when a result is first opened; where it cannot, that is said. */
  draw(around: TrendAround): TemplateResult | typeof nothing {
    try {
      const module = charts.for(this.#host);
      if (!module) return nothing;
      addStyles(this.#host.renderRoot, module.styles);
      this.#follow(around);
      return module.drawTrend(this.#source(around));
    } catch {
      const { couldNotDraw, couldNotDrawNext } = stateStrings.for(around.told.reader);
      return message('warning', couldNotDraw, couldNotDrawNext);
    }
  }

  /** The same for paper, in place of all else. */
  sheet(around: TrendAround): TemplateResult | undefined {
    return charts.module?.drawTrendSheet({ ...this.#source(around), width: ON_PAPER }, around.state);
  }

  /** The result that was opened last is the one that is read; beside another test the reader chooses anew. */
  #follow({ test, finding: { key, moment } }: TrendAround): void {
    if (key === this.#opened.finding) return;
    const { period, medicines, marked, goals } = this.#choice;
    const chosen = { ...NOTHING_CHOSEN, period, medicines, marked, goals };
    const kept = test.key === this.#opened.test ? this.#choice : chosen;
    this.#choice = { ...kept, point: Number.isFinite(moment.order) ? { key, time: moment.order } : undefined };
    this.#opened = { test: test.key, finding: key };
  }

  #source(around: TrendAround): TrendSource {
    const { module } = charts;
    const medications: TopicState<MedicationsView> = module
      ? this.#topics().state(module.medicineTopic)
      : { kind: 'waiting', for: 'session' };
    const goals: TopicState<GoalsView> = module
      ? this.#topics().state(module.goalTopic)
      : { kind: 'waiting', for: 'session' };
    return {
      ...around,
      host: this.#host,
      width: Math.max(LEAST_WIDTH, around.width - BESIDE),
      choice: this.#choice,
      medications,
      goals,
      choose: (changed) => this.#choose(changed),
      save: () => void this.#save(around),
      print: () => void this.#print(),
      retry: () => void this.#topics().refresh(),
    };
  }

  #choose(changed: Partial<TrendChoice>): void {
    this.#choice = { ...this.#choice, ...changed };
    this.#host.requestUpdate();
  }

  async #save(around: TrendAround): Promise<void> {
    const { saveTrendImage } = await import('./chart-image.ts');
    const { renderRoot: root, identityOnImages: withIdentity } = this.#host;
    await saveTrendImage(this.#source(around), around.state, { root, withIdentity });
  }

  /** The browser stays in `print` until the reader has answered. */
  async #print(): Promise<void> {
    this.forPaper = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    globalThis.print();
    this.forPaper = false;
    this.#host.requestUpdate();
  }
}
