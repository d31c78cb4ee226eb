/** A practice with calendars in zones of their own, served over HTTP behind a way on which things get lost. */
import type { FhirResource, Slot } from 'fhir/r4.js';
import { createFhirService, type FhirService } from '../../../packages/sandbox/src/fhir/service.ts';
import type { FhirResource as Loaded } from '../../../packages/sandbox/src/fhir/types.ts';
import { createApp } from '../../../packages/sandbox/src/server/app.ts';
import { fhirEndpoint } from '../../../packages/sandbox/src/server/fhir-endpoint.ts';
import { listen, type Listening } from '../../../packages/sandbox/src/server/listen.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { UnreliableWay } from '../actions/unreliable-way.ts';

const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

export const zoned = (zone: string) => ({ extension: [{ url: TIMEZONE, valueCode: zone }] });

export class Practice {
  readonly service: FhirService;
  readonly way: UnreliableWay;
  readonly #listening: Listening;
  readonly #sessions: Session[] = [];
  readonly #clock: { time: Date };

  private constructor(listening: Listening, service: FhirService, way: UnreliableWay, clock: { time: Date }) {
    this.#listening = listening;
    this.service = service;
    this.way = way;
    this.#clock = clock;
  }

  static async open(now: string): Promise<Practice> {
    const clock = { time: new Date(now) };
    const listening = await listen(0, '--port');
    const fhirBase = `${listening.origin}/practice/fhir`;
    const service = createFhirService({ base: fhirBase, name: 'Practice', now: () => clock.time });
    listening.serve(
      createApp([fhirEndpoint({ fhirBase, authorization: undefined, handle: (request) => service.handle(request) })]),
    );
    const practice = new Practice(listening, service, await UnreliableWay.to(fhirBase), clock);
    practice.load(
      { resourceType: 'Patient', id: 'ana' },
      { resourceType: 'Patient', id: 'ben' },
      { resourceType: 'Practitioner', id: 'iris', name: [{ text: 'Dr Iris Lindqvist' }] },
      {
        resourceType: 'Location',
        id: 'leeds',
        name: 'Level 2',
        ...zoned('Europe/London'),
        telecom: [{ system: 'phone', value: '0113 496 0142' }],
      },
      {
        resourceType: 'HealthcareService',
        id: 'renal',
        name: 'Renal clinic',
        location: [{ reference: 'Location/leeds' }],
      },
      {
        resourceType: 'Schedule',
        id: 'iris',
        actor: ['Practitioner/iris', 'Location/leeds', 'HealthcareService/renal'].map((reference) => ({ reference })),
      },
    );
    return practice;
  }

  load(...resources: readonly FhirResource[]): void {
    this.service.load(resources as unknown as Loaded[]);
  }

  /** What time it is at the server and for the reader. */
  readonly now = (): Date => this.#clock.time;

  pass(minutes: number): void {
    this.#clock.time = new Date(this.#clock.time.getTime() + minutes * 60_000);
  }

  session(patient = 'ana', fhirBase = this.way.base): Session {
    const session = openSession({ fhirBase, patient });
    this.#sessions.push(session);
    return session;
  }

  async read<Resource>(reference: string): Promise<Resource> {
    return (await (await fetch(`${this.way.target}/${reference}`)).json()) as Resource;
  }

  /** Everything of a type that the server has, asked past the way. */
  async all<Resource>(search: string): Promise<Resource[]> {
    const { entry = [] } = await this.read<{ entry?: { resource: Resource }[] }>(search);
    return entry.map(({ resource }) => resource);
  }

  async slotStatus(id: string): Promise<Slot['status']> {
    return (await this.read<Slot>(`Slot/${id}`)).status;
  }

  /** All is well again, and nobody is signed in. */
  async calm(): Promise<void> {
    this.way.says = {};
    this.way.mishaps = [];
    this.way.passed.length = 0;
    this.way.readsFail = false;
    this.way.failsOn = this.way.refusesReads = this.way.holdsReads = undefined;
    this.way.meanwhile = this.way.meanwhileLost = () => undefined;
    this.way.drops = '';
    this.way.ignoresIdentifiers = false;
    for (const session of this.#sessions.splice(0)) await session.signOut();
  }

  async close(): Promise<void> {
    await this.calm();
    await this.way.close();
    await this.#listening.close();
    this.service.close();
  }
}

/** A free slot of so many minutes. */
export function freeSlot(id: string, start: string, minutes = 30, change: Partial<Slot> = {}): Slot {
  return {
    resourceType: 'Slot',
    id,
    schedule: { reference: 'Schedule/iris' },
    status: 'free',
    start,
    end: new Date(Date.parse(start) + minutes * 60_000).toISOString(),
    ...change,
  };
}
