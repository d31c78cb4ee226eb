/**
 * The FHIR server whose records `test/sdk/vendors/any-server` reads: the one that the environment names, else a sandbox
 * of its own. docs/guides/another-server.md tells how to name one.
 * @module
 */
import { startSandbox } from '../../packages/sandbox/src/index.ts';
import { readPlainly } from './plain-reading.ts';

export interface FhirTarget {
  /** For readers: never the address, which may be a hospital's own. */
  readonly name: string;
  readonly base: string;
  readonly patients: readonly string[];
  readonly token: string | undefined;
  /** Whether something may be written into the record of the first patient, and removed again. */
  readonly mayWrite: boolean;
  /** The Bundles that the server was loaded with: a file or a folder. */
  readonly loaded: string | undefined;
  close(): Promise<void>;
}

/** The day that a sandbox's own patients are made for. */
export const TODAY = new Date('2026-03-02T09:00:00Z');

/** How many patients are read where the environment names none. */
const PATIENTS = 5;

export async function startFhirTarget(): Promise<FhirTarget> {
  const { EHR_FHIR_BASE, EHR_FHIR_PATIENTS, EHR_FHIR_TOKEN: token, EHR_FHIR_WRITE } = process.env;
  if (EHR_FHIR_BASE) {
    const base = EHR_FHIR_BASE.replace(/\/+$/, '');
    const named = EHR_FHIR_PATIENTS?.split(',').map((id) => id.trim());
    return {
      name: 'the server that the environment names',
      base,
      patients: named ?? (await somePatients(base, token)),
      token,
      mayWrite: EHR_FHIR_WRITE === 'yes',
      loaded: process.env['EHR_FHIR_LOADED'],
      close: () => Promise.resolve(),
    };
  }
  const sandbox = await startSandbox({ port: 0, auth: 'off', today: TODAY });
  const base = sandbox.organisations[0]!.fhirBase;
  return {
    name: 'a sandbox',
    base,
    patients: await somePatients(base, undefined),
    token: undefined,
    mayWrite: true,
    loaded: undefined,
    close: () => sandbox.close(),
  };
}

async function somePatients(base: string, token: string | undefined): Promise<string[]> {
  const { resources } = await readPlainly(base, `Patient?_count=${PATIENTS}`, { token, pages: 1 });
  const ids = resources.slice(0, PATIENTS).map(({ id }) => id);
  if (ids.length === 0) throw new Error('The server names no patients. Name some: EHR_FHIR_PATIENTS=1,2,3.');
  return ids;
}
