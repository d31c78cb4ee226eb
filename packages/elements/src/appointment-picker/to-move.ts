import type { AppointmentLine } from '@ehr-widgets/sdk/appointments';
import type { Moving } from './layout.ts';
import type { Stage } from './stage.ts';
import { momentText } from './telling.ts';

/** The appointment that is to be moved, which stands until the new one is booked. */
export class ToMove {
  /** Empty where nothing is moved. */
  reference: string;
  readonly #stage: Stage;
  readonly #source: string;

  constructor(stage: Stage, source: string) {
    this.#stage = stage;
    this.#source = source;
    this.reference = stage.host.replaces ?? '';
  }

  /** As the record has it. */
  get line(): AppointmentLine | undefined {
    const view = this.#stage.appointments;
    if (!view || !this.reference) return undefined;
    return [...view.upcoming, ...view.requested].find(
      ({ reference, origin }) => reference === this.reference && origin.source === this.#source,
    );
  }

  /** In words. Nothing is said of it while the record is being read. */
  get moving(): Moving | undefined {
    const { line } = this;
    const { told, readsAppointments } = this.#stage;
    if (line)
      return { appointment: [momentText(line, told), told.reader.concept(line.name)].filter(Boolean).join(' ') };
    return this.reference && !readsAppointments ? { appointment: '' } : undefined;
  }
}
