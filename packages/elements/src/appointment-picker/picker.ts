import type { ReactiveController, TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { bookingPhones, type BookingChoices, type BookingWay } from '@ehr-widgets/sdk/appointments';
import { Later } from '../shared/later.ts';
import { drawTold } from '../shared/list/told.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { usableTimeZone } from '../shared/usable.ts';
import { AskedToMove } from './asked-to-move.ts';
import { Adding } from './adding.ts';
import type { Asking } from './asking.ts';
import { Checking } from './checking.ts';
import { Choosing } from './choosing.ts';
import { Finding } from './finding.ts';
import { drawPicker } from './layout.ts';
import { pickerNameStrings } from './name.strings.ts';
import type { PickerHost } from './picker-host.ts';
import { Stage } from './stage.ts';
import { ToMove } from './to-move.ts';
import { Views } from './views.ts';
import { Wishes, wordsOf } from './wishes.ts';

type Source = Session['sources'][number];

/** All that belongs to one source and one wish of the page: when either changes, nothing of it stays. */
interface Parts {
  readonly source: Source;
  readonly finding: Finding;
  readonly wishes: Wishes;
  readonly choosing: Choosing;
  readonly views: Views;
  readonly toMove: ToMove;
  readonly checking: Checking;
  readonly adding: Adding;
  /** Made when it is asked for. */
  asking: Asking | undefined;
}

/** Finding and booking, once there is a session to do it with. */
export class Picker implements ReactiveController {
  readonly #host: PickerHost;
  readonly #stage: Stage;
  readonly #session: () => Session | undefined;
  #chosenSource = '';
  #parts: Parts | undefined;
  #asked = '';
  #noneWork = false;

  constructor(host: PickerHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.#host = host;
    this.#session = session;
    this.#stage = new Stage(host, surroundings, session);
    new AskedToMove(host, (reference, id) => this.#takeMove(reference, id));
    host.addController(this);
  }

  /** Reads the free times again, keeping what is shown until they have arrived. */
  async refresh(): Promise<void> {
    if (this.#parts) await this.#again(this.#parts);
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#forget();
    });
  }

  draw(): TemplateResult {
    const { told, level, concealed, said, step } = this.#stage;
    const { title } = pickerNameStrings.for(told.reader);
    if (concealed) return drawTold(title, level, message('lock', stateStrings.for(told.reader).checking, ''), '');
    const parts = this.#parts;
    if (!parts) {
      const { readOnly } = told.words;
      const kind = this.#session()?.sources.length ? 'bundle' : 'no-source';
      return drawTold(title, level, message('ban', readOnly[kind], ''), '');
    }
    const { finding, wishes, choosing, views, toMove, checking, asking, source } = parts;
    // What could not be loaded is told by the root.
    if (step === 'ask' && !asking) askingLater.for(this.#host);
    const { ground } = finding;
    return drawPicker({
      told,
      level,
      step: checking.isDone || asking?.isDone ? 'done' : step,
      finding,
      source: source.name,
      said,
      views,
      hasWhat: ground !== undefined && wishes.hasWhat(ground),
      emergency: { text: this.#host.emergencyText ?? '', phones: numbersIn(this.#host.emergencyPhone ?? '') },
      phones: ground ? phonesOf(ground.choices) : [],
      moving: toMove.moving,
      stopMoving: () => this.#stage.change(() => (toMove.reference = '')),
      noneWork: this.#noneWork,
      toggleNoneWork: () => this.#stage.change(() => (this.#noneWork = !this.#noneWork)),
      retry: () => void this.#again(parts),
      what: () => wishes.context(ground, choosing.picked ?? finding.first?.times[0]),
      calendar: () => choosing.calendar(),
      times: () => choosing.times(),
      first: (finding.first?.times ?? []).filter((time) => choosing.fits(time)),
      serviceText: ground && wishes.isOpen(ground) ? choosing.choice().serviceText : () => '',
      chooseFirst: (time) => {
        choosing.chooseFirst(time);
        if (views.name !== 'month') views.begin();
      },
      check: () => checking.check(),
      done: () => checking.done() ?? asking?.done(),
      asking: () => asking?.draw(),
      ask: this.#mayAsk(finding) ? () => void this.#ask(parts) : undefined,
    });
  }

  /** Begins anew where there is another source, or where the page asks for something else. */
  #follow(): void {
    const session = this.#session();
    const servers = session?.state.kind === 'ready' ? session.sources.filter(({ kind }) => kind === 'server') : [];
    const source = servers.find(({ id }) => id === (this.#host.source || this.#chosenSource)) ?? servers[0];
    const { service, place, practitioner, modality, minutes, daysAhead, ways, timeZone, replaces, view } = this.#host;
    const asked = JSON.stringify([
      service,
      place,
      practitioner,
      modality,
      minutes,
      daysAhead,
      ways,
      timeZone,
      replaces,
      view,
    ]);
    if (source === this.#parts?.source && asked === this.#asked) return;
    this.#forget();
    this.#asked = asked;
    if (!session || !source) return;
    const parts = (this.#parts = this.#partsAt(source, session));
    void this.#begin(parts);
  }

  #partsAt(source: Source, session: Session): Parts {
    const { timeZone, daysAhead, ways } = this.#host;
    const finding = new Finding(
      session,
      {
        source: source.id,
        zone: usableTimeZone(timeZone),
        daysAhead: daysAhead && daysAhead > 0 ? daysAhead : undefined,
        allow: ways ? (wordsOf(ways) as BookingWay[]) : undefined,
      },
      // Only of what is looked for now.
      () => finding === this.#parts?.finding && this.#host.requestUpdate(),
    );
    const stage = this.#stage;
    const toMove = new ToMove(stage, source.id);
    const adding = new Adding(stage, source.id);
    const wishes = new Wishes(stage, {
      source: source.id,
      chooseSource: (id) => stage.change(() => (this.#chosenSource = id)),
      look: () => void this.#look(),
    });
    const checking = new Checking(stage, finding, {
      adding,
      source,
      toMove,
      back: () => this.#back(),
      move: (reference) => void this.#takeMove(reference, source.id),
    });
    const choosing = new Choosing(stage, finding, (time) => checking.begin(time));
    const views = new Views({ stage, finding, choosing, wishes });
    return { source, finding, toMove, checking, choosing, wishes, views, adding, asking: undefined };
  }

  #forget(): void {
    this.#parts?.finding.stop();
    this.#parts?.checking.leave();
    this.#parts = undefined;
    this.#stage.clear();
    this.#noneWork = false;
  }

  async #begin(parts: Parts): Promise<void> {
    const { finding, wishes } = parts;
    await finding.readGround();
    if (!finding.ground || parts !== this.#parts) return;
    if (wishes.asksWhat(finding.ground)) this.#stage.change(() => (this.#stage.step = 'what'));
    else await this.#look();
  }

  /** Reads again what went wrong or got old. What had not come to times is begun anew. */
  #again(parts: Parts): Promise<void> {
    const { finding, choosing } = parts;
    if (!finding.ground) return this.#begin(parts);
    return finding.first && choosing.active ? finding.again() : this.#look();
  }

  /** Looks for what is chosen, and shows the first day that has it. */
  async #look(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    parts.choosing.leave();
    await parts.finding.look(parts.wishes.wanted);
    if (parts !== this.#parts) return;
    parts.choosing.begin();
    parts.views.begin();
  }

  /** Takes an appointment that is to be moved, and begins with its service. */
  #takeMove(reference: string, id: string): boolean {
    const { finding, source, toMove, wishes, checking } = this.#parts ?? {};
    if (!finding?.ground || !toMove || id !== source?.id || this.#host.booking === 'off') return false;
    checking?.leave();
    this.#parts?.asking?.leave();
    toMove.reference = reference;
    const its = toMove.line?.participants.map((one) => one.reference ?? '') ?? [];
    const isClear = wishes?.takeService(its, finding.ground) === true;
    this.#stage.change(() => (this.#stage.step = isClear ? 'time' : 'what'));
    if (isClear) void this.#look();
    void this.#stage.focusOn(isClear ? '.what [role="heading"]' : '#step');
    return true;
  }

  /** Whether the library may ask for a visit without a time: a page that books itself asks in its own way. */
  #mayAsk({ ground }: Finding): boolean {
    const isOffered = ground?.ways.verdicts.some(({ way, offered }) => way === 'request' && offered) === true;
    return isOffered && (this.#host.booking ?? 'auto') === 'auto';
  }

  async #ask(parts: Parts): Promise<void> {
    const stage = this.#stage;
    stage.change(() => (stage.step = 'ask'));
    await askingLater.ready();
    if (!askingLater.module || parts !== this.#parts || stage.step !== 'ask') return;
    const { wishes, adding, source, finding } = parts;
    parts.asking ??= new askingLater.module.Asking(stage, finding, {
      adding,
      source,
      wanted: () => wishes.wanted,
      choices: (ground) => wishes.choices(ground),
      back: () => this.#back(),
    });
    parts.asking.begin();
  }

  #back(): void {
    const { checking, asking, choosing, finding } = this.#parts ?? {};
    checking?.leave();
    asking?.leave();
    if (choosing) choosing.picked = undefined;
    this.#stage.change(() => (this.#stage.step = 'time'));
    if (finding?.month) void finding.anew();
    void this.#stage.focusOn('#times');
  }
}

/** Few ask for a time of which none is shown. */
const askingLater = new Later(() => import('./asking.ts'));

/** Numbers are written with spaces within them, and so with commas between. */
function numbersIn(attribute: string): string[] {
  return attribute
    .split(',')
    .map((number) => number.trim())
    .filter(Boolean);
}

/** Of everybody with whom something can be booked. */
function phonesOf(choices: BookingChoices): string[] {
  const { places } = choices;
  return bookingPhones({ places, services: choices.services.map(({ reference }) => reference) }, choices);
}
