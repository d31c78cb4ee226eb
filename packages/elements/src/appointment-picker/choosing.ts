import { dayAt, dayOfTime, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { usableTimeZone } from '../shared/usable.ts';
import type { CalendarContext, ShownDay } from './calendar.ts';
import { fullDay, monthText } from './dates.ts';
import type { Finding, Ground } from './finding.ts';
import type { Stage } from './stage.ts';
import type { Telling } from './telling.ts';
import type { TimesContext } from './times.ts';

const MODES: readonly VisitMode[] = ['in-person', 'video', 'phone', 'unknown'];

/** The day and the time: what is in view, what the focus is on and what was picked. */
export class Choosing {
  picked: FreeTime | undefined;
  #mode: VisitMode | '' = '';
  #day = '';
  #active = '';
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
    this.#day = time ? dayOfTime(time, ground.zone) : '';
    this.#active = this.#day || this.#today(ground);
    this.#stage.say((told) => this.#monthSaid(told));
  }

  leave(): void {
    this.#day = '';
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
      today: this.#today(ground),
      days: this.#days(),
      chosen: this.#day,
      active: this.#active.startsWith(finding.month) ? this.#active : `${finding.month}-01`,
      rightToLeft: () => getComputedStyle(host).direction === 'rtl',
      choose: (day) => this.#chooseDay(day),
      move: (day) => this.#move(day),
      show: (month) => this.#show(month),
    };
  }

  times(): TimesContext {
    const { told, level } = this.#stage;
    const days = this.#finding.shown?.days ?? [];
    const modes = new Set(days.flatMap(({ times }) => times.map(({ mode }) => mode)));
    return {
      told,
      level,
      day: this.#day,
      times: this.#days().find(({ day }) => day === this.#day)?.times,
      modes: MODES.filter((mode) => modes.has(mode) || mode === this.#mode),
      mode: this.#mode,
      picked: this.picked,
      chooseMode: (mode) =>
        this.#stage.change(() => {
          this.#mode = mode;
          this.picked = undefined;
          this.#stage.say((words) => this.#monthSaid(words));
        }),
      pick: (time, focus) => {
        this.#stage.change(() => (this.picked = time));
        if (focus) void this.#stage.focusOn('.time[tabindex="0"]');
      },
      go: () => this.picked && this.#go(this.picked),
    };
  }

  chooseFirst(time: FreeTime): void {
    this.#mode = '';
    this.#chooseDay(dayOfTime(time, this.#finding.ground?.zone));
    this.#stage.change(() => (this.picked = time));
    void this.#stage.focusOn('.time[tabindex="0"]');
  }

  #chooseDay(day: string): void {
    this.#active = day;
    this.#day = day;
    this.picked = undefined;
    if (!day.startsWith(this.#finding.month)) this.#show(day.slice(0, 7));
    const count = this.#days().find((one) => one.day === day)?.times?.length ?? 0;
    this.#stage.say(({ words, reader }) =>
      [fullDay(day, reader.locale), count > 0 ? words.free(reader.count(count)) : words.noneThatDay].join(', '),
    );
  }

  #move(day: string): void {
    const { ground } = this.#finding;
    if (!ground) return;
    const month = day.slice(0, 7);
    if (month < ground.thisMonth || month > ground.lastMonth) return;
    this.#active = day;
    if (month !== this.#finding.month) this.#show(month);
    this.#stage.change();
    void this.#stage.focusOn('[role="grid"] [tabindex="0"]');
  }

  #show(month: string): void {
    if (!this.#active.startsWith(month)) this.#active = `${month}-01`;
    if (!this.#day.startsWith(month)) this.leave();
    void this.#finding.show(month).then(() => this.#stage.say((told) => this.#monthSaid(told)));
    this.#stage.change();
  }

  #monthSaid({ words, reader }: Telling): string {
    const finding = this.#finding;
    if (!finding.shown) return '';
    const count = this.#days().reduce((sum, { times = [] }) => sum + times.length, 0);
    return words.monthSaid(monthText(finding.month, reader.locale), reader.count(count));
  }

  /** The days of the month in view with the times that are wanted; without times until they are read. */
  #days(): readonly ShownDay[] {
    const { shown, month } = this.#finding;
    const mode = this.#mode;
    if (!shown) return daysIn(month).map((day) => ({ day, times: undefined, clockChange: 0 }));
    return shown.days.map(({ day, times, clockChange }) => ({
      day,
      clockChange,
      times: mode === '' ? times : times.filter((time) => time.mode === mode),
    }));
  }

  #today({ zone }: Ground): string {
    return dayAt(Date.now(), zone ?? usableTimeZone(this.#stage.host.timeZone));
  }
}

function daysIn(month: string): string[] {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}
