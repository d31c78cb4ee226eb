import type { Session } from '@ehr-widgets/sdk';
import type { AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { Changing, reasonOfCancelling, type Changed } from '../appointment-list/changing.ts';
import type { Stage } from './stage.ts';

/** What can be done at once with an appointment that was just booked. */
export interface AfterwardsContext {
  /** Undefined where it cannot be moved here. */
  readonly move: (() => void) | undefined;
  /** Undefined where it cannot be cancelled here, or that is not known yet. */
  readonly cancel: (() => void) | undefined;
  /** Whether the reader is asked if they mean it. */
  readonly asks: boolean;
  readonly ask: (asks: boolean) => void;
  readonly changed: Changed | undefined;
}

/** Moving and cancelling from the page that says what was booked. */
export class Afterwards {
  readonly #stage: Stage;
  readonly #changing: Changing;
  #asks = false;

  constructor(stage: Stage, session: () => Session | undefined) {
    this.#stage = stage;
    const { host } = stage;
    const events = { dispatchEvent: (event: Event) => host.dispatchEvent(event), cancelling: 'auto' as const };
    this.#changing = new Changing(events, session, () => this.#news());
  }

  /** @param move Leads to another time for it. */
  context(line: AppointmentLine, move: () => void): AfterwardsContext {
    const isAllowed = this.#changing.permissionOf(line) === 'allowed';
    const changed = this.#changing.changedOf(line);
    // Who works for a practice gives a reason, which the list of appointments asks for.
    const mayCancel = isAllowed && this.#stage.told.reader.persona === 'patient';
    return {
      move: isAllowed && (!changed || changed.kind === 'failed') ? move : undefined,
      cancel: mayCancel ? () => void this.#cancel(line) : undefined,
      asks: this.#asks,
      ask: (asks) => {
        this.#stage.change(() => (this.#asks = asks));
        void this.#stage.focusOn(asks ? '#cancel-it' : '#cancel');
      },
      changed,
    };
  }

  async #cancel(line: AppointmentLine): Promise<void> {
    await this.#changing.cancel(line, reasonOfCancelling('pat', 'Patient'));
    this.#asks = false;
    const isGone = this.#changing.changedOf(line)?.kind === 'cancelled';
    this.#stage.say(({ words }) => (isGone ? words.cancelledSaid : words.notCancelled));
    this.#stage.readAppointmentsAgain();
    await this.#stage.focusOn('#step');
  }

  #news(): void {
    this.#stage.change();
  }
}
