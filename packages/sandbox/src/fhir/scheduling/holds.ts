/**
 * Holds that run out: an appointment that `$hold` made pending gives its slots back when it is not booked in time
 * (IHE ITI Scheduling, ITI-116). There is no timer: whoever asks the server next finds expired holds released.
 * @module
 */
import { objectsIn, textIn } from '../elements.ts';
import type { Service } from '../interactions/exchange.ts';
import { parseExact, type ExactObject } from '../json.ts';
import type { ResourceStore, StoredResource } from '../store/store.ts';
import { moveSlots } from './slots.ts';

/** On a held Appointment: the instant until which it is held. */
const holdExpires = 'https://ehr-widgets.example/fhir/StructureDefinition/hold-expires';

const lifetime = 10 * 60_000;

/** The appointments on hold. Kept with the appointments, so that holds outlive the process when the data does. */
export class Holds {
  readonly #now: () => Date;
  #earliest: number;

  constructor(store: ResourceStore, now: () => Date) {
    this.#now = now;
    this.#earliest = Math.min(...pending(store).map(expiryOf));
  }

  /** The appointment with the time until which it is held, from now. */
  start(appointment: ExactObject): ExactObject {
    const expires = new Date(this.#now().getTime() + lifetime);
    this.#earliest = Math.min(this.#earliest, expires.getTime());
    return {
      ...end(appointment),
      extension: [...others(appointment), { url: holdExpires, valueInstant: expires.toISOString() }],
    };
  }

  /** Cancels what has run out and frees its slots. */
  releaseExpired(service: Service): void {
    const now = this.#now().getTime();
    if (now < this.#earliest) return;
    service.store.transaction(() => {
      for (const before of pending(service.store).filter((each) => expiryOf(each) <= now)) {
        const appointment = parseExact(before.text!) as ExactObject;
        const cancelled = { ...appointment, status: 'cancelled', cancelationReason: { text: 'The hold ran out.' } };
        const after = service.store.write('Appointment', before.id, cancelled, 'PUT');
        moveSlots({ service, before, after });
      }
    });
    this.#earliest = Math.min(...pending(service.store).map(expiryOf));
  }
}

/** The appointment without its hold: it is booked, or held anew. */
export function end(appointment: ExactObject): ExactObject {
  const { extension: _extension, ...rest } = appointment;
  const kept = others(appointment);
  return kept.length === 0 ? rest : { ...rest, extension: kept };
}

/** Whether an appointment was on hold at some time and never booked. */
export function wasHeld(appointment: ExactObject): boolean {
  return extensions(appointment).some((each) => each.url === holdExpires);
}

function others(appointment: ExactObject): ExactObject[] {
  return extensions(appointment).filter((each) => each.url !== holdExpires);
}

function extensions({ extension }: ExactObject): ExactObject[] {
  return objectsIn(extension);
}

function pending(store: ResourceStore): StoredResource[] {
  const numbers = store.column({
    sql: "SELECT DISTINCT resource FROM token WHERE param = ? AND code = 'pending'",
    args: [store.parameterId('Appointment.status')],
  });
  return numbers.flatMap((pk) => store.byPk(pk) ?? []);
}

/** Milliseconds since 1970; never for an appointment that is not on hold. */
function expiryOf({ text }: StoredResource): number {
  const hold = extensions(parseExact(text!) as ExactObject).find((each) => each.url === holdExpires);
  return hold === undefined ? Infinity : Date.parse(textIn(hold.valueInstant));
}
