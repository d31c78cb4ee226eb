import { monthsAfter, type FreeMonth, type FreeTime } from '@ehr-widgets/sdk/appointments';

/** Where free times are read, and what of them is known. */
export interface Months {
  readonly from: string;
  readonly until: string;
  readonly known: (month: string) => FreeMonth | undefined;
  readonly read: (month: string, signal: AbortSignal) => Promise<FreeMonth>;
}

/** The free times from now on, month after month as far as they were read without a gap. */
export class Ahead {
  readonly #months: Months;

  constructor(months: Months) {
    this.#months = months;
  }

  get months(): readonly FreeMonth[] {
    const { from, until, known } = this.#months;
    const read: FreeMonth[] = [];
    for (let month = from; month <= until; month = monthsAfter(month, 1)) {
      const one = known(month);
      if (!one) break;
      read.push(one);
    }
    return read;
  }

  get times(): readonly FreeTime[] {
    return this.months.flatMap(({ days }) => days.flatMap(({ times }) => times));
  }

  /** Whether every month was read in which times are offered. */
  get isWhole(): boolean {
    return this.months.at(-1)?.month === this.#months.until;
  }

  /** Reads on until enough is known, or there is no more. Asked of what is known after each month. */
  async readUntil(isEnough: (ahead: Ahead) => boolean, signal: AbortSignal): Promise<void> {
    const { from, until, read } = this.#months;
    for (let month = from; month <= until; month = monthsAfter(month, 1)) {
      await read(month, signal);
      if (isEnough(this)) return;
    }
  }
}
