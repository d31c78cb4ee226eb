import type { TemplateResult } from 'lit';
import { dayOfTime, daysAfter, type FreeMonth, type FreeTime, type VisitMode } from '@ehr-widgets/sdk/appointments';
import type { Ahead } from './ahead.ts';
import { drawCompare, type CompareGroup, type CompareRow } from './compare.ts';
import type { Ground } from './finding.ts';
import type { View, ViewParts } from './views.ts';

/** Counted ahead, to tell how many times there are soon. */
const SOON = 14;
/** Rows beyond these would no longer be seen side by side. */
const MOST = 12;

/** What is compared with each other: each by the times that it has. */
interface Group {
  readonly name: CompareGroup['name'];
  readonly ahead: Ahead;
  readonly options: readonly {
    readonly key: string;
    readonly name: string;
    readonly has: (time: FreeTime) => boolean;
  }[];
  /** Leaves only the times of one. */
  readonly choose: (key: string) => void;
}

/** Kinds of visit, places and people side by side: which is free first, and how many times each has soon. */
export class CompareView implements View {
  readonly #parts: ViewParts;
  #groups: readonly Group[] = [];

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  get months(): readonly FreeMonth[] {
    return [...new Set(this.#groups.flatMap(({ ahead }) => ahead.months))];
  }

  begin(): void {
    const { finding, stage } = this.#parts;
    this.#groups = this.#made();
    void finding.read(async (signal) => {
      for (const group of this.#groups) {
        await group.ahead.readUntil((ahead) => {
          stage.change();
          return this.#isEnough(group, ahead);
        }, signal);
      }
    });
  }

  draw(): TemplateResult {
    const { stage, finding, choosing, wishes, leave } = this.#parts;
    const { told, level } = stage;
    const ground = finding.ground as Ground;
    return drawCompare({
      told,
      level,
      days: SOON,
      lastDay: ground.lastDay,
      serviceText: wishes.isOpen(ground) ? choosing.choice().serviceText : () => '',
      isReading: finding.reading,
      groups: this.#groups.map((group) => this.#rowsOf(group)),
      take: (time) => {
        choosing.picked = time;
        choosing.choice().go();
      },
      leave,
    });
  }

  #rowsOf({ name, ahead, options, choose }: Group): CompareGroup {
    const { times, isWhole } = ahead;
    const rows = options.slice(0, MOST).map(({ key, name: text, has }): CompareRow => {
      const own = times.filter(has);
      return {
        name: text,
        first: own[0],
        isWhole,
        soon: this.#reaches(ahead) ? own.filter((time) => this.#isSoon(time)).length : undefined,
        choose: () => choose(key),
      };
    });
    return { name, rows, more: Math.max(0, options.length - MOST) };
  }

  #made(): readonly Group[] {
    const { finding, wishes, choosing, stage, leave } = this.#parts;
    const { ground } = finding;
    if (!ground) return [];
    const { words } = stage.told;
    const groups = (['place', 'person'] as const).flatMap((open): Group | [] => {
      const choices = wishes.choices(ground, open);
      const ahead = finding.ahead(wishes.open(open));
      const all = open === 'place' ? choices.places : choices.people;
      if (all.length < 2 || !ahead) return [];
      return {
        name: open,
        ahead,
        options: all.map(({ reference = '', name = words.unnamed[open] }) => ({
          key: reference,
          name,
          has: (time) => time[open === 'place' ? 'places' : 'people'].some((one) => one.reference === reference),
        })),
        choose: (reference) => {
          leave();
          wishes.choose({ [open]: reference });
          void stage.focusOn('.what [role="heading"]');
        },
      };
    });
    const ahead = finding.ahead(wishes.wanted);
    const modes = new Set<VisitMode>(wishes.choices(ground).calendars.map(({ mode }) => mode));
    for (const { mode } of finding.ahead()?.times ?? []) modes.add(mode);
    if (modes.size < 2 || !ahead) return groups;
    const kinds: Group = {
      name: 'mode',
      ahead,
      options: [...modes].map((mode) => ({ key: mode, name: words.modes[mode], has: (time) => time.mode === mode })),
      choose: (mode) => {
        choosing.mode = mode as VisitMode;
        leave();
        const [first] = ahead.times.filter((time) => time.mode === mode);
        if (first) choosing.chooseFirst(first);
      },
    };
    return [kinds, ...groups];
  }

  #isEnough({ options }: Group, ahead: Ahead): boolean {
    const { times } = ahead;
    return this.#reaches(ahead) && options.slice(0, MOST).every(({ has }) => times.some(has));
  }

  /** Whether all is read that begins soon. */
  #reaches(ahead: Ahead): boolean {
    return ahead.isWhole || (ahead.months.at(-1)?.month ?? '') >= this.#soonest().slice(0, 7);
  }

  #isSoon(time: FreeTime): boolean {
    return dayOfTime(time, this.#parts.finding.ground?.zone) <= this.#soonest();
  }

  /** The last day that is soon. */
  #soonest(): string {
    const { finding, choosing } = this.#parts;
    return daysAfter(choosing.today(finding.ground as Ground), SOON);
  }
}
