import type { TemplateResult } from 'lit';
import { daysAfter, type FreeMonth } from '@ehr-widgets/sdk/appointments';
import { placeInWeek, shortDay } from './dates.ts';
import type { Ground } from './finding.ts';
import type { View, ViewParts } from './views.ts';
import { viewStrings } from './views.strings.ts';
import { drawWeeks, type WeekDay } from './weeks.ts';

/** The seven days of a week beside each other, each with its free times. */
export class WeekView implements View {
  readonly #parts: ViewParts;
  /** The day of which all times are shown, where there are many. */
  #opened = '';

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  get months(): readonly FreeMonth[] {
    const days = this.#days();
    const months = new Set(days.map((day) => day.slice(0, 7)));
    return [...months].flatMap((month) => this.#parts.finding.of(month) ?? []);
  }

  begin(): void {
    const { finding, stage } = this.#parts;
    const [first = '', last = ''] = [this.#days()[0], this.#days()[6]];
    void finding.show(first.slice(0, 7), last.slice(0, 7)).then(() =>
      stage.say(({ reader, words }) => {
        const count = this.#week().reduce((sum, { times = [] }) => sum + times.length, 0);
        return `${this.#name()}: ${words.free(reader.count(count))}`;
      }),
    );
  }

  draw(): TemplateResult {
    const { stage, finding, choosing } = this.#parts;
    const { told, level, host } = stage;
    const ground = finding.ground as Ground;
    const [first = '', last = ''] = [this.#days()[0], this.#days()[6]];
    const today = choosing.today(ground);
    return drawWeeks({
      ...choosing.choice(),
      ...choosing.modes(this.months),
      level,
      told,
      name: this.#name(),
      today,
      days: this.#week(),
      opened: this.#opened,
      hasBefore: first > today,
      hasAfter: last < ground.lastDay,
      rightToLeft: () => getComputedStyle(host).direction === 'rtl',
      turn: (by, focus) => void this.#turn(by, focus),
      open: (day) => {
        stage.change(() => (this.#opened = day));
        void stage.focusOn(`[data-day="${day}"] [role="radio"]`);
      },
    });
  }

  async #turn(by: 1 | -1, focus: boolean): Promise<void> {
    const { stage, finding, choosing } = this.#parts;
    const { ground } = finding;
    const to = daysAfter(this.#days()[0] ?? '', by * 7);
    if (!ground || to > ground.lastDay || daysAfter(to, 6) < choosing.today(ground)) return;
    choosing.leave();
    choosing.active = to < choosing.today(ground) ? choosing.today(ground) : to;
    this.#opened = '';
    this.begin();
    stage.change();
    if (!focus) return;
    await stage.focusOn('#times');
    await stage.focusOn('[role="radio"][tabindex="0"]');
  }

  #week(): readonly WeekDay[] {
    const { finding, choosing } = this.#parts;
    const ground = finding.ground as Ground;
    const today = choosing.today(ground);
    return this.#days().map((day) => {
      if (day < today || day > ground.lastDay)
        return { day, times: [], clockChange: 0, isOffered: false, isWhole: true };
      const month = day.slice(0, 7);
      const found = choosing.days(month).find((one) => one.day === day);
      return {
        day,
        times: found?.times,
        clockChange: found?.clockChange ?? 0,
        isOffered: true,
        isWhole: choosing.isWhole(month),
      };
    });
  }

  /** Of the week that the focus is in. */
  #days(): readonly string[] {
    const { stage, choosing, finding } = this.#parts;
    const active = choosing.active || choosing.today(finding.ground as Ground);
    const first = daysAfter(active, -placeInWeek(active, stage.told.reader.locale));
    return Array.from({ length: 7 }, (_, index) => daysAfter(first, index));
  }

  #name(): string {
    const { reader } = this.#parts.stage.told;
    const [first = '', last = ''] = [this.#days()[0], this.#days()[6]];
    return viewStrings.for(reader).week(shortDay(first, reader.locale), shortDay(last, reader.locale));
  }
}
