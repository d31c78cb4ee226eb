/**
 * A small record behind a dress, over real HTTP, with a clock that the test moves.
 * @module
 */
import assert from 'node:assert/strict';
import { createFhirService, type FhirService, type Grant } from '../../../packages/sandbox/src/fhir/service.ts';
import type { Dress } from '../../../packages/sandbox/src/dress/dress.ts';
import { Manners } from '../../../packages/sandbox/src/dress/manners.ts';
import { dressNamed } from '../../../packages/sandbox/src/dress/wardrobe.ts';
import { createApp } from '../../../packages/sandbox/src/server/app.ts';
import { fhirEndpoint } from '../../../packages/sandbox/src/server/fhir-endpoint.ts';
import { listen } from '../../../packages/sandbox/src/server/listen.ts';
import type { Json } from '../fhir/fixtures.ts';
import { Clock } from '../scheduling/surgery.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export class Fitting {
  readonly fhirBase: string;
  readonly clock: Clock;
  readonly manners: Manners;
  readonly close: () => Promise<void>;

  private constructor(fhirBase: string, clock: Clock, manners: Manners, close: () => Promise<void>) {
    this.fhirBase = fhirBase;
    this.clock = clock;
    this.manners = manners;
    this.close = close;
  }

  /** Starts a server in a dress. With a grant, every request is made as its holder. */
  static async start(dress: Dress | string | undefined, grant?: Grant): Promise<Fitting> {
    const listening = await listen(0, '--port');
    const clock = new Clock();
    const fhirBase = `${listening.origin}/clinic/fhir`;
    const service = createFhirService({ base: fhirBase, name: 'Clinic', now: clock.now });
    fill(service);
    const manners = new Manners({
      root: '/clinic',
      base: fhirBase,
      handle: (request) => service.handle(request),
      now: clock.now,
      random: () => 0.5,
    });
    const worn = typeof dress === 'string' ? dressNamed(dress) : dress;
    assert.ok(typeof dress !== 'string' || worn !== undefined, 'There is no such dress.');
    manners.wear(worn);
    const handle: typeof manners.handle = (request) => manners.handle(grant ? { ...request, grant } : request);
    listening.serve(createApp([manners.middleware, fhirEndpoint({ fhirBase, handle, authorization: undefined })]));
    return new Fitting(fhirBase, clock, manners, async () => {
      await listening.close();
      service.close();
    });
  }

  /** A request such as `GET /Patient/1`; an address of its own is used as it is. */
  async ask(request: string, body?: Json, headers: Record<string, string> = {}): Promise<Reply> {
    const [method = '', path = ''] = request.split(/ (.*)/s);
    const response = await fetch(path.startsWith('http') ? path : `${this.fhirBase}${path}`, {
      method,
      headers: {
        Origin: 'http://localhost:9',
        ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text === '' ? undefined : JSON.parse(text),
    };
  }

  /** As ask, but waits for a minute when it is told that there were too many requests. */
  async patiently(request: string): Promise<Reply> {
    const reply = await this.ask(request);
    if (reply.status !== 429) return reply;
    this.clock.pass(1);
    return this.ask(request);
  }

  /** References of what a search matches, following links as a careful client does. */
  async matches(search: string): Promise<string[]> {
    const found: string[] = [];
    let next: string | undefined = search;
    for (let pages = 0; next !== undefined; pages += 1) {
      assert.ok(pages < 100, 'the pages do not end');
      const reply = await this.patiently(`GET ${next}`);
      assert.equal(reply.status, 200, `${next}: ${reply.text.slice(0, 300)}`);
      found.push(...matchesIn(reply.json));
      next = this.resolved(nextLink(reply.json));
    }
    return found;
  }

  /** An address in a Bundle made absolute: it may lack its scheme, or be relative to the base. */
  resolved(url: string | undefined): string | undefined {
    if (url === undefined || url.startsWith('http')) return url;
    return url.startsWith('/') ? `${this.fhirBase}${url}` : `http://${url}`;
  }
}

export function matchesIn(bundle: Json): string[] {
  return entriesOf(bundle, 'match').map(({ resourceType, id }) => `${resourceType}/${id}`);
}

export function entriesOf(bundle: Json, mode: 'match' | 'include' | 'outcome'): Json[] {
  return (bundle.entry ?? []).filter(({ search }: Json) => search.mode === mode).map(({ resource }: Json) => resource);
}

export function nextLink(bundle: Json): string | undefined {
  return linkOf(bundle, 'next');
}

export function linkOf(bundle: Json, relation: string): string | undefined {
  return bundle.link?.find((link: Json) => link.relation === relation)?.url;
}

export const patientApp: Grant = { scopes: ['patient/*.cruds'], patient: 'ana', fhirUser: 'Patient/ana' };

const category = (code: string) => [{ coding: [{ code }] }];

/** One patient with 30 vital signs, 25 results, problems and medicines, each with a Provenance; and 110 others. */
function fill(service: FhirService): void {
  const subject = { reference: 'Patient/ana' };
  const observation = (code: string) => (_: unknown, number: number) => ({
    resourceType: 'Observation',
    id: `${code}-${number}`,
    status: 'final',
    category: category(code),
    code: { coding: [{ code: `code-${code}` }] },
    subject,
    effectiveDateTime: `2026-0${1 + (number % 9)}-01`,
    valueQuantity: { value: number },
  });
  const record = [
    ...Array.from({ length: 30 }, observation('vital-signs')),
    ...Array.from({ length: 25 }, observation('laboratory')),
    { resourceType: 'Condition', id: 'asthma', subject, code: { text: 'Asthma' } },
    {
      resourceType: 'Condition',
      id: 'mistake',
      subject,
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
      code: { text: 'Gout' },
      note: [{ text: 'wrong chart' }],
    },
    {
      resourceType: 'MedicationRequest',
      id: 'inhaler',
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'Salbutamol' },
      dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 2 } }] }],
    },
  ];
  service.load([
    { resourceType: 'Patient', id: 'ana', name: [{ family: 'Lima' }] } as Json,
    ...Array.from({ length: 110 }, (_, number) => ({ resourceType: 'Patient', id: `other-${number}` })),
    ...record,
    ...record.map(({ resourceType, id }) => ({
      resourceType: 'Provenance',
      id: `of-${id}`,
      target: [{ reference: `${resourceType}/${id}` }],
    })),
    { resourceType: 'Provenance', id: 'copy', target: [{ reference: 'Condition/asthma' }] } as Json,
  ]);
}
