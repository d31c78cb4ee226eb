import type { ContactPoint, PatientView, Session, TopicState } from '@ehr-widgets/sdk';
import { patient } from '@ehr-widgets/sdk';
import { appointments, type AppointmentsView } from '@ehr-widgets/sdk/appointments';
import { Reader } from '../shared/reader.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { usableLevel, usableTimeZone } from '../shared/usable.ts';
import type { Step } from './layout.ts';
import type { PickerHost } from './picker-host.ts';
import { telling, type Telling } from './telling.ts';
import type { Who } from './who.ts';

/** What the parts of the picker stand on: the widget, its session, the step that is shown and what is read out. */
export class Stage {
  readonly host: PickerHost;
  readonly session: () => Session | undefined;
  step: Exclude<Step, 'done'> = 'time';
  said = '';
  readonly #surroundings: Surroundings;
  readonly #topics: TopicController;
  #told: Telling | undefined;
  #toldFor = '';

  constructor(host: PickerHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.host = host;
    this.session = session;
    this.#surroundings = surroundings;
    this.#topics = new TopicController(host, session, () => [patient, appointments]);
  }

  /** Whether the record may not be shown now. */
  get concealed(): boolean {
    return this.#topics.concealed;
  }

  get appointments(): AppointmentsView | undefined {
    return viewOf<AppointmentsView>(this.#topics.state(appointments));
  }

  get readsAppointments(): boolean {
    return this.#topics.state(appointments).kind === 'loading';
  }

  /** The person at a source, which may have them otherwise than others have. */
  who(source: string): Who {
    const state = this.#topics.state(patient);
    const view = viewOf<PatientView>(state);
    const own = [view?.patient, ...(view?.others ?? [])].find((one) => one?.origin.source === source);
    return own ?? (state.kind === 'loading' ? 'reading' : 'unread');
  }

  /** How a source says that they are reached; undefined where it could not be read. */
  reach(source: string): readonly ContactPoint[] | undefined {
    const who = this.who(source);
    return typeof who === 'string' ? undefined : who.telecom;
  }

  /** The same until another minute, reader or language: what is drawn with it need not be drawn again. */
  get told(): Telling {
    const { locale, persona } = this.#surroundings;
    const timeZone = usableTimeZone(this.host.timeZone);
    const minute = Math.floor(Date.now() / 60_000);
    const told = telling(new Reader({ locale, persona, timeZone }));
    const key = [locale, persona, timeZone, minute].join(' ');
    if (key !== this.#toldFor || told.words !== this.#told?.words) [this.#told, this.#toldFor] = [told, key];
    return this.#told;
  }

  get level(): number {
    return usableLevel(this.host.headingLevel);
  }

  /** Something was booked: the record has more appointments than were read. */
  readAppointmentsAgain(): void {
    void this.#topics.refresh(['appointments']);
  }

  /** Everything anew, for another source or another wish of the page. */
  clear(): void {
    this.step = 'time';
    this.said = '';
  }

  change(change: () => void = () => undefined): void {
    change();
    this.host.requestUpdate();
  }

  say(said: (told: Telling) => string): void {
    this.change(() => (this.said = said(this.told)));
  }

  async focusOn(selector: string): Promise<void> {
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

function viewOf<View>(state: TopicState<View>): View | undefined {
  return state.kind === 'ready' || state.kind === 'stale' ? state.view : undefined;
}
