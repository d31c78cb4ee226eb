/**
 * The SMART server that `test/e2e/smart/flows` runs against: the one that the environment names, else a sandbox of its
 * own. docs/guides/another-server.md tells how to name one.
 * @module
 */
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { startSandbox } from '../../packages/sandbox/src/index.ts';

export interface SmartTarget {
  /** FHIR base URL. */
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** The port that the client's redirect addresses are registered with; 0 where any will do. */
  readonly port: number;
  close(): Promise<void>;
}

/** Somebody who knows the way through a server's pages. */
export interface Person {
  /** Signs in, chooses a patient if asked, and allows everything. The page is at the server, and leaves it in the end. */
  visitSignIn(page: Page): Promise<void>;
  /** The same, but does not allow it. Left out where the server asks nobody. */
  refuseSignIn?(page: Page): Promise<void>;
}

const SCOPE = 'launch/patient patient/*.rs openid fhirUser';

export async function startTarget(): Promise<SmartTarget> {
  const { EHR_SMART_ISSUER: issuer, EHR_SMART_CLIENT_ID: clientId } = process.env;
  const scope = process.env['EHR_SMART_SCOPE'] ?? SCOPE;
  if (issuer) {
    if (!clientId) throw new Error('EHR_SMART_ISSUER needs EHR_SMART_CLIENT_ID, the client id registered there.');
    const port = Number(process.env['EHR_SMART_PORT'] ?? 0);
    return { issuer, clientId, scope, port, close: () => Promise.resolve() };
  }
  const sandbox = await startSandbox({ port: 0 });
  const base = sandbox.organisations[0]?.fhirBase ?? '';
  return { issuer: base, clientId: 'test-app', scope, port: 0, close: () => sandbox.close() };
}

export async function findPerson(): Promise<Person> {
  const named = process.env['EHR_SMART_PERSON'];
  return (await import(named ? pathToFileURL(named).href : './sandbox-person.ts')) as Person;
}
