import { dayAt, dayOfTime, type FreeMonth, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { usableTimeZone } from '../shared/usable.ts';
import type { CalendarContext, ShownDay } from './calendar.ts';
import { daysInMonth, fullDay, monthText } from './dates.ts';
import type { Finding, Ground } from './finding.ts';
import type { Stage } from './stage.ts';
import { freeText, type Telling } from './telling.ts';
import type { TimeChoice } from './time.ts';
import type { ModesContext, PartOfDay, TimesContext } from './times.ts';

const MODES: readonly VisitMode[] = ['in-person', 'video', 'phone', 'unknown'];

/** The day and the time: what is in view by the month, what the focus is on and what was picked. */
export class Choosing {
  picked: FreeTime | undefined;
  mode: VisitMode | '' = '';
  day = '';
  /** The day that the focus is on. */
  active = '';
  /** The parts of the day that is shown of which all times are. */
  #opened: readonly PartOfDay[] = [];
  readonly #stage: Stage;
  readonly #finding: Finding;
  readonly #go: (time: FreeTime) => void;

  /** @param go Goes on with a time. */
  constructor(stage: Stage, finding: Finding, go: (time: FreeTime) => void) {
    this.#stage = stage;
    this.#finding = finding;
    this.#go = go;
  }

  /** Shows the first day that has a free time, once it is known which. */
  begin(): void {
    const { ground, first } = this.#finding;
    if (!ground) return;
    const [time] = first?.times ?? [];
    this.day = time ? dayOfTime(time, ground.zone) : '';
    this.active = this.day || this.today(ground);
    this.#stage.say((told) => this.#monthSaid(told));
  }

  leave(): void {
    this.day = '';
    this.#opened = [];
    this.picked = undefined;
  }

  calendar(): CalendarContext {
    const finding = this.#finding;
    const { told, level, host } = this.#stage;
    const ground = finding.ground as Ground;
    return {
      told,
      level,
      month: finding.month,
      firstMonth: ground.thisMonth,
      lastMonth: ground.lastMonth,
      today: this.today(ground),
      days: this.days(finding.month),
      isWhole: this.isWhole(finding.month),
      chosen: this.day,
      active: this.active.startsWith(finding.month) ? this.active : `${finding.month}-01`,
      rightToLeft: () => getComputedStyle(host).direction === 'rtl',
      choose: (day) => this.#chooseDay(day),
      move: (day) => this.#move(day),
      show: (month) => this.#show(month),
    };
  }

  times(): TimesContext {
    const shown = this.#finding.shown;
    return {
      ...this.choice(),
      ...this.modes(shown ? [shown] : []),
      level: this.#stage.level,
      day: this.day,
      times: this.days(this.#finding.month).find(({ day }) => day === this.day)?.times,
      isWhole: this.isWhole(this.#finding.month),
      opened: this.#opened,
      open: (part, focused) => {
        this.#stage.change(() => (this.#opened = [...this.#opened, part]));
        void this.#stage.focusOn(focused);
      },
    };
  }

  choice(): TimeChoice {
    const { told } = this.#stage;
    const services = new Map(this.#finding.ground?.choices.services.map((one) => [one.reference, one.name]));
    return {
      told,
      picked: this.picked,
      serviceText: (time) =>
        told.reader.list(time.services.flatMap((one) => services.get(one) ?? [])) || told.reader.concepts(time.types),
      pick: (time, focus) => {
        this.#stage.change(() => (this.picked = time));
        if (focus) void this.#stage.focusOn('[role="radio"][tabindex="0"]');
      },
      go: () => this.picked && this.#go(this.picked),
    };
  }

  /** @param months In which there is something to choose from. */
  modes(months: readonly FreeMonth[]): ModesContext {
    const modes = new Set(months.flatMap((month) => [...modesIn(month)]));
    return {
      told: this.#stage.told,
      modes: MODES.filter((mode) => modes.has(mode) || mode === this.mode),
      mode: this.mode,
      chooseMode: (mode) => {
        this.mode = mode;
        this.picked = undefined;
        this.#stage.say((told) => this.#monthSaid(told));
      },
    };
  }

  chooseFirst(time: FreeTime): void {
    if (this.mode !== time.mode) this.mode = '';
    this.#chooseDay(dayOfTime(time, this.#finding.ground?.zone));
    this.#stage.change(() => (this.picked = time));
    void this.#stage.focusOn('[role="radio"][tabindex="0"]');
  }

  /** Whether a time is of the kind of visit that is wanted. */
  fits({ mode }: FreeTime): boolean {
    return this.mode === '' || mode === this.mode;
  }

  /** The days of a month with the times that are wanted; without times until they are read. */
  days(month: string): readonly ShownDay[] {
    const shown = this.#finding.of(month);
    if (!shown) return daysInMonth(month).map((day) => ({ day, times: undefined, clockChange: 0 }));
    if (this.mode === '') return shown.days;
    return shown.days.map((one) => ({ ...one, times: one.times.filter((time) => this.fits(time)) }));
  }

  /** Whether all times of a month were read, so that a day without any has none. */
  isWhole(month: string): boolean {
    return this.#finding.of(month)?.complete !== false;
  }

  today({ zone }: Ground): string {
    return dayAt(Date.now(), zone ?? usableTimeZone(this.#stage.host.timeZone));
  }

  #chooseDay(day: string): void {
    this.active = day;
    this.day = day;
    this.#opened = [];
    this.picked = undefined;
    if (!day.startsWith(this.#finding.month)) this.#show(day.slice(0, 7));
    const month = day.slice(0, 7);
    const times = this.days(month).find((one) => one.day === day)?.times ?? [];
    this.#stage.say((told) =>
      [fullDay(day, told.reader.locale), freeText(times, this.isWhole(month), told)].join(', '),
    );
  }

  #move(day: string): void {
    const { ground } = this.#finding;
    if (!ground) return;
    const month = day.slice(0, 7);
    if (month < ground.thisMonth || month > ground.lastMonth) return;
    this.active = day;
    if (month !== this.#finding.month) this.#show(month);
    this.#stage.change();
    void this.#stage.focusOn('[role="grid"] [tabindex="0"]');
  }

  #show(month: string): void {
    if (!this.active.startsWith(month)) this.active = `${month}-01`;
    if (!this.day.startsWith(month)) this.leave();
    void this.#finding.show(month).then(() => this.#stage.say((told) => this.#monthSaid(told)));
    this.#stage.change();
  }

  #monthSaid({ words, reader }: Telling): string {
    const finding = this.#finding;
    if (!finding.shown) return '';
    const count = this.days(finding.month).reduce((sum, { times = [] }) => sum + times.length, 0);
    return words.monthSaid(monthText(finding.month, reader.locale), reader.count(count));
  }
}

/** Looked for once: a month has thousands of times, and each click asks for their kinds. */
function modesIn(month: FreeMonth): ReadonlySet<VisitMode> {
  const before = kinds.get(month);
  if (before) return before;
  const modes = new Set(month.days.flatMap(({ times }) => times.map(({ mode }) => mode)));
  kinds.set(month, modes);
  return modes;
}

const kinds = new WeakMap<FreeMonth, ReadonlySet<VisitMode>>();
