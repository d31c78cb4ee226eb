/**
 * A practice with free times, for the tests of booking.
 * @module
 */
import type { FhirServiceOptions, Grant } from '../../../packages/sandbox/src/fhir/service.ts';
import { Clinic, type Json, type Reply } from '../fhir/fixtures.ts';

const morning = '2026-10-20T09:00:00Z';

/** One patient's app, with everything that booking needs. */
export const appOf = (patient: string, scopes = ['patient/*.cruds']): Grant => ({
  scopes,
  patient,
  fhirUser: `Patient/${patient}`,
});

export const clerk: Grant = { scopes: ['user/*.cruds'], fhirUser: 'Practitioner/rosa' };

/** A clock that stands still until it is moved. */
export class Clock {
  #time = Date.parse('2026-10-19T08:00:00Z');
  readonly now = (): Date => new Date(this.#time);

  pass(minutes: number): void {
    this.#time += minutes * 60_000;
  }
}

/** A clinic with a doctor, two patients and as many free half hours as asked for, from 9 o'clock tomorrow. */
export class Surgery extends Clinic {
  constructor(slots = 3, options: Partial<FhirServiceOptions> = {}) {
    super({ now: new Clock().now, ...options });
    this.service.load([
      { resourceType: 'Patient', id: 'ana' },
      { resourceType: 'Patient', id: 'ben' },
      { resourceType: 'Practitioner', id: 'rosa', identifier: [{ system: 'urn:npi', value: '1' }] } as Json,
      { resourceType: 'Practitioner', id: 'hugo' },
      { resourceType: 'Location', id: 'main-street', address: { city: 'Springfield' } } as Json,
      {
        resourceType: 'Schedule',
        id: 'rosa',
        actor: [{ reference: 'Practitioner/rosa' }, { reference: 'Location/main-street' }],
      } as Json,
      { resourceType: 'Schedule', id: 'hugo', actor: [{ reference: 'Practitioner/hugo' }] } as Json,
      ...Array.from({ length: slots }, (_, number) => slot(number)),
    ]);
  }

  async slotStatus(number: number): Promise<string> {
    return (await this.ask(`GET /Slot/slot-${number}`)).json.status;
  }

  /** Books a slot by plain create, as a client of a server without `$book` does. */
  create(number: number, grant: Grant, patient = grant.patient!): Promise<Reply> {
    return this.ask('POST /Appointment', { grant, body: visit(number, patient) });
  }

  operate(name: string, parameters: Json, grant?: Grant): Promise<Reply> {
    const body = { resourceType: 'Parameters', parameter: parameters };
    return this.ask(`POST /Appointment/${name}`, { body, ...(grant ? { grant } : {}) });
  }
}

/** A free half hour: number 0 begins at 9 o'clock, 1 at half past, … */
export function slot(number: number, change: Json = {}): Json {
  const [start, end] = [0, 1].map((half) => new Date(Date.parse(morning) + (number + half) * 1_800_000).toISOString());
  return {
    resourceType: 'Slot',
    id: `slot-${number}`,
    schedule: { reference: 'Schedule/rosa' },
    serviceType: [{ coding: [{ system: 'urn:services', code: 'visit' }] }],
    status: 'free',
    start,
    end,
    ...change,
  };
}

/** A booked appointment in a slot. */
export function visit(number: number, patient: string, change: Json = {}): Json {
  const { start, end } = slot(number);
  return {
    resourceType: 'Appointment',
    status: 'booked',
    start,
    end,
    slot: [{ reference: `Slot/slot-${number}` }],
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: 'accepted' },
      { actor: { reference: 'Practitioner/rosa' }, status: 'accepted' },
    ],
    ...change,
  };
}
