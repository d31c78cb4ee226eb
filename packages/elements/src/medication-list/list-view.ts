import type { TemplateResult } from 'lit';
import { patient, type PatientView, type Session, type TopicState } from '@ehr-widgets/sdk';
import {
  medicationList,
  refillAskedOf,
  refillRequests,
  type MedicationDocument,
  type MedicationListView,
  type Medicine,
  type RefillRequested,
} from '@ehr-widgets/sdk/medications';
import { drawTold } from '../shared/list/told.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { RecordView, type RecordHost } from '../shared/list/record-view.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController, viewOf } from '../shared/topic-controller.ts';
import type { AskContext } from './ask-view.ts';
import { Asking, type AskingHost } from './asking.ts';
import { everything, type Choice } from './choice.ts';
import { Copying } from './copying.ts';
import { drawList, type ListContext } from './layout.ts';
import { medicationNameStrings } from './name.strings.ts';
import { Search } from './search.ts';
import { nameOf, telling, type Telling } from './telling.ts';
import { withoutWorkedOut } from './withheld.ts';

/** How many more lines each press of "show more" brings: a long list must not freeze the page. */
const PAGE = 100;

/** The element as its record needs it. */
export interface ListHost extends RecordHost {
  readonly refills: AskingHost['refills'];
}

/** The list of medicines, once there is a record to read. */
export class ListView extends RecordView<ListHost> {
  readonly #topics: TopicController;
  readonly #asking: Asking;
  readonly #copying: Copying;
  readonly #search = new Search();
  #choice: Choice = { ...everything, view: 'current' };
  #limit = PAGE;
  #histories: ReadonlyMap<string, number> = new Map();
  #opened: ReadonlySet<string> = new Set();
  #choosing = false;
  #chosen: ReadonlySet<string> = new Set();
  #errorsShown = false;
  /** The last thing that happened by the reader's hand, which screen readers say. */
  #happened: 'chosen' | { readonly said: string } | undefined;

  constructor(host: ListHost, surroundings: Surroundings, session: () => Session | undefined) {
    super(host, surroundings, session);
    this.#topics = new TopicController(host, session, () => [
      patient,
      medicationList,
      // Who asks in a way of their own knows what was asked.
      ...(host.refills === 'off' || host.refills === 'host' ? [] : [refillRequests]),
    ]);
    this.#asking = new Asking(host, session, () => host.requestUpdate());
    this.#copying = new Copying();
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  refresh(): Promise<void> {
    return this.#topics.refresh();
  }

  draw(): TemplateResult {
    this.forgetOthers();
    const reader = this.reader();
    const { title, noun } = medicationNameStrings.for(reader);
    const states = stateStrings.for(reader);
    if (this.#topics.concealed) return drawTold(title, this.level, message('lock', states.checking, ''), '');
    const state = this.#topics.state(medicationList);
    const view = viewOf(state);
    if (!view) {
      const said = state.kind === 'loading' ? states.reading(noun) : '';
      const told = stateMessage(state, { reader, noun }, () => void this.refresh());
      return drawTold(title, this.level, told, said);
    }
    const complete = (state.kind === 'ready' || state.kind === 'stale') && state.complete;
    const list = complete ? view : withoutWorkedOut(view);
    return drawList(list, state, this.#context(list, state, telling(reader)));
  }

  protected override forget(): void {
    this.#choice = { ...this.#choice, search: '' };
    this.#limit = PAGE;
    this.#histories = new Map();
    this.#opened = new Set();
    this.#chosen = new Set();
    this.#choosing = false;
    this.#errorsShown = false;
    this.#happened = undefined;
    this.#copying.outcome = undefined;
  }

  #context(list: MedicationListView, state: TopicState<MedicationListView>, told: Telling): ListContext {
    const byKey = new Map([list.current, list.proposed, list.past, list.doNotGive].flat().map((one) => [one.key, one]));
    const who = viewOf<PatientView>(this.#topics.state(patient));
    return {
      told,
      level: this.level,
      choice: this.printing ? everything : this.#choice,
      limit: this.printing ? Infinity : this.#limit,
      patient: who?.patient,
      happened: this.#happened,
      search: this.#search,
      asking: this.#askContext(told),
      errorsShown: this.#errorsShown,
      chosen: [...byKey.values()].filter(({ key }) => this.#chosen.has(key)),
      copying: this.#copying,
      medicineOf: (key) => byKey.get(key),
      goTo: (medicine) => void this.#goTo(medicine),
      isFromDocument: ({ origin }) => this.session()?.sources.find(({ id }) => id === origin.source)?.kind === 'bundle',
      historyOf: ({ key }) => (this.printing ? 0 : (this.#histories.get(key) ?? 0)),
      showHistory: (medicine, entries) => this.#showHistory(medicine, entries),
      isOpen: ({ key }) => this.#opened.has(key),
      open: (document) => this.#open(document),
      change: (choice) => this.#choose(choice),
      showMore: () => this.change(() => (this.#limit += PAGE)),
      showErrors: (shown) => this.change(() => (this.#errorsShown = shown)),
      startChoosing: (choosing) => this.#startChoosing(choosing),
      retry: () => void this.refresh(),
      copy: () => void this.#copy(list, state, told, who),
    };
  }

  #askContext(told: Telling): AskContext {
    return {
      told,
      kindOf: (medicine) => (this.#mayBeAsked(medicine) ? undefined : this.#asking.kindOf(medicine)),
      whyNotOf: (medicine) => this.#asking.whyNotOf(medicine),
      requestedOf: (medicine) => this.#requestedOf(medicine),
      askedOf: (medicine) => this.#asking.askedOf(medicine),
      ask: (medicines) => void this.#ask(medicines, told),
      choosing: this.#choosing,
      isChosen: ({ key }) => this.#chosen.has(key),
      choose: ({ key }, chosen) => this.change(() => (this.#chosen = toggled(this.#chosen, key, chosen))),
    };
  }

  /** What the record says was asked for. A record that does not tell says nothing wrong. */
  #requestedOf(medicine: Medicine): RefillRequested | undefined {
    const requests = viewOf(this.#topics.state(refillRequests));
    return requests && refillAskedOf(requests, medicine);
  }

  /** Nothing is offered that was asked for already, nor before that has been read. */
  #mayBeAsked(medicine: Medicine): boolean {
    return this.#topics.state(refillRequests).kind === 'loading' || this.#requestedOf(medicine)?.answer === 'waiting';
  }

  /** What is chosen holds for the whole list; it starts from its top again. */
  #choose(choice: Partial<Choice>): void {
    this.#limit = PAGE;
    this.#happened = 'chosen';
    this.change(() => (this.#choice = { ...this.#choice, ...choice }));
  }

  #showHistory(medicine: Medicine, entries: number): void {
    const opening = !this.#histories.has(medicine.key);
    if (opening && !this.#tellHost(medicine)) return;
    const histories = new Map(this.#histories).set(medicine.key, entries);
    if (entries === 0) histories.delete(medicine.key);
    this.change(() => (this.#histories = histories));
  }

  #open(document: MedicationDocument): void {
    const opening = !this.#opened.has(document.key);
    if (opening && !this.#tellHost(document)) return;
    this.change(() => (this.#opened = toggled(this.#opened, document.key, opening)));
  }

  /** False when the host shows it elsewhere. */
  #tellHost({ reference, origin }: Medicine | MedicationDocument): boolean {
    return this.host.dispatchEvent(new EhrOpenEvent(reference, origin.source));
  }

  #startChoosing(choosing: boolean): void {
    this.#chosen = new Set();
    this.change(() => (this.#choosing = choosing));
  }

  async #ask(medicines: readonly Medicine[], told: Telling): Promise<void> {
    const { reader, words } = told;
    const focused = this.#focused;
    this.#startChoosing(false);
    const say = (said: string): void => this.change(() => (this.#happened = { said }));
    const all = reader.count(medicines.length);
    const outcome = await this.#asking.ask(medicines, (done) => {
      if (medicines.length > 1) say(words.progress(reader.count(done), all));
    });
    if (!outcome) return;
    const { sent, notSent } = outcome;
    const [one] = medicines;
    say(
      notSent > 0
        ? words.outcome(reader.count(sent), reader.count(notSent))
        : words.outcomeAll(medicines.length === 1 && one ? nameOf(one, told) : reader.count(sent)),
    );
    await this.host.updateComplete;
    if (one && focused !== null && this.#focused === null) this.#focusLine(one);
  }

  /** To another line, which what was chosen may leave out. */
  async #goTo(medicine: Medicine): Promise<void> {
    if (this.#focusLine(medicine)) return;
    this.#limit = Infinity;
    this.change(() => (this.#choice = { ...this.#choice, view: 'all', filter: 'any', search: '' }));
    await this.host.updateComplete;
    this.#focusLine(medicine);
  }

  /** False where it is not on the screen. */
  #focusLine({ key }: Medicine): boolean {
    const headings = this.host.shadowRoot?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    const heading = [...headings].find((one) => one.dataset['key'] === key);
    heading?.focus();
    return heading !== undefined;
  }

  get #focused(): Element | null {
    return this.host.shadowRoot?.activeElement ?? null;
  }

  async #copy(
    list: MedicationListView,
    state: TopicState<unknown>,
    told: Telling,
    who: PatientView | undefined,
  ): Promise<void> {
    await this.#copying.copy(list, state, told, who?.patient);
    if (this.#copying.outcome?.kind === 'copied') this.#happened = { said: told.words.copied };
    this.host.requestUpdate();
  }
}

function toggled(set: ReadonlySet<string>, key: string, there: boolean): ReadonlySet<string> {
  const changed = new Set(set);
  if (there) changed.add(key);
  else changed.delete(key);
  return changed;
}
