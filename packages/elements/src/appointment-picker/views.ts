import type { TemplateResult } from 'lit';
import type { FreeMonth } from '@ehr-widgets/sdk/appointments';
import { Later } from '../shared/later.ts';
import type { Choosing } from './choosing.ts';
import type { Finding } from './finding.ts';
import type { Stage } from './stage.ts';
import type { Wishes } from './wishes.ts';

/** How free times are seen: by the month, as the columns of a week, or the next ones in a list. */
export type ViewName = 'month' | 'weeks' | 'first';

/** A way of seeing free times that is not loaded with the picker. */
export interface View {
  /** Reads what it shows, when it comes into view and when something else is looked for. */
  begin(): void;
  draw(): TemplateResult;
  /** What of it was read, and so what is said to be missing or old. */
  readonly months: readonly FreeMonth[];
}

/** What each way of seeing has to do with. */
export interface ViewParts {
  readonly stage: Stage;
  readonly finding: Finding;
  readonly choosing: Choosing;
  readonly wishes: Wishes;
  /** Ends comparing. */
  readonly leave: () => void;
}

const NAMES: readonly string[] = ['month', 'weeks', 'first'];

/** Which way free times are seen, by the page or as the reader chose. */
export class Views {
  isComparing = false;
  #chosen: ViewName = 'month';
  #shown: { readonly name: string; readonly view: View } | undefined;
  readonly #parts: ViewParts;

  constructor(parts: Omit<ViewParts, 'leave'>) {
    this.#parts = { ...parts, leave: () => this.compare(false) };
  }

  get name(): ViewName {
    const { view } = this.#parts.stage.host;
    return isView(view) ? view : this.#chosen;
  }

  get isFixed(): boolean {
    return isView(this.#parts.stage.host.view);
  }

  /** Whether there is more than one kind of visit, place or person to choose among. */
  get canCompare(): boolean {
    const { finding, wishes, choosing } = this.#parts;
    const { ground, shown } = finding;
    if (!ground) return false;
    const modes = choosing.modes(shown ? [shown] : []).modes.length;
    return (
      modes > 1 ||
      [wishes.choices(ground, 'place').places, wishes.choices(ground, 'person').people].some((all) => all.length > 1)
    );
  }

  /** What is in view, and so what is said to be missing or old. */
  get months(): readonly FreeMonth[] {
    const { shown } = this.#parts.finding;
    return this.#other()?.months ?? (shown ? [shown] : []);
  }

  /** Undefined by the month. While a view loads, the month stays. */
  draw(): TemplateResult | undefined {
    return this.#other()?.draw();
  }

  see(name: ViewName): void {
    this.#chosen = name;
    this.isComparing = false;
    this.begin();
    this.#parts.stage.change();
  }

  compare(isComparing: boolean): void {
    this.isComparing = isComparing;
    this.begin();
    this.#parts.stage.change();
  }

  /** Something else is looked for, or in another way. */
  begin(): void {
    const { finding, choosing } = this.#parts;
    this.#shown = undefined;
    if (!this.#other() && finding.month) void finding.show((choosing.active || finding.month).slice(0, 7));
  }

  #other(): View | undefined {
    const name = this.isComparing ? 'compare' : this.name;
    if (name === 'month') return undefined;
    if (this.#shown?.name !== name) {
      const module = OTHERS[name].for(this.#parts.stage.host);
      if (!module) return undefined;
      const view = new module.View(this.#parts);
      this.#shown = { name, view };
      view.begin();
    }
    return this.#shown?.view;
  }
}

function isView(name: string | undefined | null): name is ViewName {
  return NAMES.includes(name ?? '');
}

type Made = { readonly View: new (parts: ViewParts) => View };

const OTHERS: Readonly<Record<Exclude<ViewName, 'month'> | 'compare', Later<Made>>> = {
  weeks: new Later(async () => ({ View: (await import('./week-view.ts')).WeekView })),
  first: new Later(async () => ({ View: (await import('./first-view.ts')).FirstView })),
  compare: new Later(async () => ({ View: (await import('./compare-view.ts')).CompareView })),
};
