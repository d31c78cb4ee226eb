import {
  dayAt,
  daysAfter,
  wishedPeriods,
  type BookingChoices,
  type PartOfDay,
  type TimesWanted,
  type VisitMode,
  type VisitWish,
} from '@ehr-widgets/sdk/appointments';
import type { TemplateResult } from 'lit';
import { usableTimeZone } from '../shared/usable.ts';
import type { Adding } from './adding.ts';
import { drawAsking, type AskingContext, type WishProblem } from './asking-form.ts';
import { Attempt } from './attempt.ts';
import { fullDay, weekdays } from './dates.ts';
import type { DoneContext } from './done.ts';
import type { Finding, Ground } from './finding.ts';
import type { Stage } from './stage.ts';
import type { Telling } from './telling.ts';
import { wordsOf } from './wishes.ts';

/** Further ahead nobody plans by wishes. */
const MOST_DAYS = 184;
/** What stands in the form at first: two weeks, from tomorrow. */
const FIRST_DAYS = 14;

/** What is wished for, by reference; empty for any. */
export interface Wish {
  readonly service: string;
  readonly place: string;
  readonly person: string;
  readonly mode: VisitMode | '';
  readonly from: string;
  readonly until: string;
  /** 1 is Monday, 7 Sunday; none for any. */
  readonly weekdays: readonly number[];
  readonly parts: readonly PartOfDay[];
  readonly waitlist: boolean;
}

export interface AskingOptions {
  readonly adding: Adding;
  readonly source: { readonly id: string; readonly name: string };
  /** What the page fixed and the reader chose so far, and what there is within it. */
  readonly wanted: () => TimesWanted;
  readonly choices: (ground: Ground) => BookingChoices;
  readonly back: () => void;
}

/** Asking for a visit where no time is chosen, or none is soon enough: a wish that the practice answers. */
export class Asking {
  readonly #stage: Stage;
  readonly #finding: Finding;
  readonly #options: AskingOptions;
  #wish: Wish | undefined;
  #attempt: Attempt | undefined;
  #answersBegun = false;
  /** Set once somebody wanted to send it: from then on it is said what is not right. */
  #checked = false;
  /** Counts how often the form was left: what was begun before is not sent after. */
  #visit = 0;

  constructor(stage: Stage, finding: Finding, options: AskingOptions) {
    this.#stage = stage;
    this.#finding = finding;
    this.#options = options;
  }

  get isDone(): boolean {
    return this.#attempt?.going.kind === 'done';
  }

  begin(): void {
    const [service = ''] = this.#options.wanted().services ?? [];
    const { places = [], people = [], modes = [] } = this.#options.wanted();
    const only = <Name extends string>(names: readonly Name[]): Name | '' =>
      names.length === 1 ? (names[0] as Name) : '';
    const today = this.#today;
    this.#attempt = undefined;
    this.#checked = false;
    this.#wish ??= {
      service,
      place: only(places),
      person: only(people),
      mode: only(modes),
      from: daysAfter(today, 1),
      until: daysAfter(today, FIRST_DAYS),
      weekdays: [],
      parts: [],
      waitlist: false,
    };
    this.#stage.change(() => (this.#stage.step = 'ask'));
    void this.#stage.focusOn('#step');
  }

  leave(): void {
    this.#visit += 1;
    this.#attempt = undefined;
  }

  draw(): TemplateResult {
    return drawAsking(this.#context());
  }

  #context(): AskingContext {
    const { told, level, host } = this.#stage;
    const { adding, back, choices } = this.#options;
    const ground = this.#finding.ground as Ground;
    return {
      told,
      level,
      who: this.#stage.who(this.#options.source.id),
      wish: this.#wish as Wish,
      choices: choices(ground),
      modes: host.modality ? (wordsOf(host.modality) as VisitMode[]) : ['in-person', 'video', 'phone'],
      today: this.#today,
      going: this.#attempt?.going ?? { kind: 'deciding' },
      problem: this.#checked ? this.#problem : undefined,
      adding: () => adding.context(),
      change: (change) => this.#stage.change(() => (this.#wish = { ...(this.#wish as Wish), ...change })),
      send: () => void this.#send(),
      sendWithoutAnswers: () => {
        adding.leaveAnswers();
        void this.#send();
      },
      back,
    };
  }

  done(): DoneContext | undefined {
    const going = this.#attempt?.going;
    if (going?.kind !== 'done') return undefined;
    const { told, level } = this.#stage;
    const { adding, source, back } = this.#options;
    return {
      told,
      level,
      who: this.#stage.who(source.id),
      time: undefined,
      service: undefined,
      done: going.outcome,
      sourceName: source.name,
      said: [...this.#facts(told), ...adding.facts(told)],
      answersBegun: this.#answersBegun,
      isOnWaitlist: this.#wish?.waitlist ? going.outcome.appointment?.status === 'waitlist' : undefined,
      numbers: [],
      mapUrl: undefined,
      another: () => {
        adding.clear();
        this.#wish = undefined;
        back();
      },
      print: () => globalThis.print(),
      save: undefined,
      afterwards: undefined,
    };
  }

  async #send(): Promise<void> {
    const session = this.#stage.session();
    const { adding } = this.#options;
    this.#stage.change(() => (this.#checked = true));
    if (!session) return;
    if (this.#problem) {
      await this.#stage.focusOn('#wish-from');
      return;
    }
    const visit = this.#visit;
    if (!(await adding.check()) || visit !== this.#visit) return;
    const isUnsure = this.#attempt?.going.kind === 'unsure';
    // What may have been sent is found out as it was; anything else is a wish of its own.
    const attempt = isUnsure && this.#attempt ? this.#attempt : this.#newAttempt(session);
    if (attempt.going.kind === 'sending') return;
    this.#attempt = attempt;
    const { told } = this.#stage;
    const more = this.#unCoded(told).map(([label, text]) => `${label}: ${text}`);
    await attempt.book(() => adding.details(told, () => attempt.mayKeepAnswers(), more));
    if (attempt !== this.#attempt || attempt.going.kind === 'given-over') return;
    if (attempt.going.kind === 'done') {
      this.#stage.readAppointmentsAgain();
      void adding.complete().then((whole) => this.#stage.change(() => (this.#answersBegun = !whole)));
    }
    await this.#stage.focusOn('#step');
  }

  #newAttempt(session: NonNullable<ReturnType<Stage['session']>>): Attempt {
    const { host } = this.#stage;
    return new Attempt(session, this.#visitWish(), {
      way: 'request',
      source: this.#options.source.id,
      holds: false,
      mode: host.booking ?? 'auto',
      replaces: undefined,
      because: () => undefined,
      host,
      nearest: () => Promise.resolve([]),
      changed: () =>
        this.#stage.say(({ words }) => {
          const kind = this.#attempt?.going.kind;
          return kind === 'sending' ? words.sending : kind === 'done' ? words.requestedSaid : '';
        }),
    });
  }

  #visitWish(): VisitWish {
    const { service, place, person, waitlist } = this.#wish as Wish;
    const choices = this.#options.choices(this.#finding.ground as Ground);
    const { minutes } = this.#options.wanted();
    const one = <Thing extends { readonly reference?: string | undefined }>(
      things: readonly Thing[],
      reference: string,
    ): readonly Thing[] => things.filter((thing) => reference !== '' && thing.reference === reference);
    const services = one(choices.services, service);
    return {
      periods: this.#periods,
      waitlist,
      services,
      types: services.flatMap(({ types }) => types),
      people: one(choices.people, person),
      places: one(choices.places, place),
      ...(minutes !== undefined && { minutes }),
    };
  }

  get #periods(): VisitWish['periods'] {
    const { from, until, weekdays: days, parts } = this.#wish as Wish;
    return wishedPeriods({ from, until, weekdays: days, parts }, this.#zone);
  }

  get #problem(): WishProblem | undefined {
    const { from, until } = this.#wish as Wish;
    if (!isDay(from) || !isDay(until)) return 'days';
    if (from < this.#today) return 'past';
    if (until < from) return 'order';
    if (daysAfter(from, MOST_DAYS) < until) return 'far';
    return this.#periods.length === 0 ? 'none' : undefined;
  }

  /** What is wished for, in words. */
  #facts(told: Telling): readonly (readonly [label: string, text: string])[] {
    const { words, reader } = told;
    const { service, place, person, from, until, waitlist } = this.#wish as Wish;
    const { services, places, people } = this.#options.choices(this.#finding.ground as Ground);
    const nameOf = (
      things: readonly { readonly reference?: string | undefined; readonly name?: string | undefined }[],
      reference: string,
    ): string => things.find((thing) => thing.reference === reference)?.name ?? '';
    return [
      [words.facts.service, nameOf(services, service)],
      [words.facts.with, nameOf(people, person)],
      [words.facts.where, nameOf(places, place)],
      [words.facts.when, words.wishedDays(fullDay(from, reader.locale), fullDay(until, reader.locale))],
      ...this.#unCoded(told),
      [words.facts.waitlist, waitlist ? words.yes : ''],
    ];
  }

  /** What an Appointment has no element for, or machines alone would read: told to the practice in words. */
  #unCoded({ words, reader }: Telling): readonly (readonly [label: string, text: string])[] {
    const { mode, weekdays: days, parts } = this.#wish as Wish;
    const names = weekdays(reader.locale);
    const said: readonly (readonly [string, string])[] = [
      [words.facts.how, mode === '' ? '' : words.modes[mode]],
      [words.wishedWeekdays, reader.list(names.filter(({ iso }) => days.includes(iso)).map(({ long }) => long))],
      [words.wishedParts, reader.list(parts.map((part) => words.parts[part]))],
    ];
    return said.filter(([, text]) => text !== '');
  }

  get #zone(): string | undefined {
    return this.#finding.ground?.zone ?? usableTimeZone(this.#stage.host.timeZone);
  }

  get #today(): string {
    return dayAt(Date.now(), this.#zone);
  }
}

function isDay(day: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
}
