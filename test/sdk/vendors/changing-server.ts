/** A sandbox whose first organisation behaves as a test wants it to, from one moment to the next. */
import assert from 'node:assert/strict';
import type { Bundle } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';

const today = new Date('2026-03-02T09:00:00Z');

export class ChangingServer {
  readonly base: string;
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.base = sandbox.organisations[0]!.fhirBase;
  }

  static async start(size: 'S' | 'M' = 'S'): Promise<ChangingServer> {
    return new ChangingServer(await startSandbox({ port: 0, auth: 'off', today, size }));
  }

  /** As a vendor's server, in trouble, or with `null` and nothing as it is. */
  async behave(dress: string | null, faults: readonly string[] = []): Promise<void> {
    const answer = await fetch(`${this.#sandbox.admin}organisations/${this.#sandbox.organisations[0]!.slug}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dress, faults }),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  /** Copies a patient's record, but for appointments, to another id. */
  async copy(patient: string, to: string): Promise<void> {
    const answer = await fetch(`${this.base}/Patient/${patient}/$everything?_count=1000`);
    const { entry = [] } = (await answer.json()) as Bundle;
    const copies = entry
      // A time can be booked once.
      .filter(({ resource }) => resource?.resourceType !== 'Appointment' && JSON.stringify(resource).includes(patient))
      .map(({ resource }) => {
        const copy = JSON.parse(JSON.stringify(resource).replaceAll(patient, to)) as {
          resourceType: string;
          id: string;
        };
        return { resource: copy, request: { method: 'PUT', url: `${copy.resourceType}/${copy.id}` } };
      });
    const written = await fetch(this.base, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: copies }),
    });
    const { entry: answers = [] } = (await written.json()) as Bundle;
    const refused = answers.filter(({ response }) => !response?.status?.startsWith('2'));
    assert.deepEqual(
      refused.map(({ response }) => response),
      [],
    );
  }

  close(): Promise<void> {
    return this.#sandbox.close();
  }
}
