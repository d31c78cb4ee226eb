import type { BundleSessionOptions, Session, TokenSessionOptions } from '@ehr-widgets/sdk';
import { usableSession } from '../shared/usable.ts';

/** A FHIR Bundle as `JSON.parse` gives it. */
export type FhirBundle = BundleSessionOptions['bundle'];

/** Gives an access token that the host got by its own means. */
export type GetToken = TokenSessionOptions['getToken'];

/** What a host has said about its session, in attributes and properties. */
export interface SessionConfiguration {
  readonly session: Session | undefined;
  readonly bundle: FhirBundle | undefined;
  readonly getToken: GetToken | undefined;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly launch: string;
  readonly fhirBase: string;
  readonly patient: string;
  readonly proxy: boolean;
  readonly name: string;
}

/** A change of any of these makes another session. */
export const CONFIGURATION = [
  'issuer',
  'clientId',
  'scope',
  'redirectUri',
  'launch',
  'fhirBase',
  'patient',
  'proxy',
  'name',
  'session',
  'getToken',
  'bundle',
] as const satisfies readonly (keyof SessionConfiguration)[];

/** What an element was given, where it can be used: host pages without types set properties to anything. */
export function readConfiguration(given: SessionConfiguration): SessionConfiguration {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    session: usableSession(given.session),
    bundle: given.bundle,
    getToken: given.getToken,
    issuer: text(given.issuer),
    clientId: text(given.clientId),
    scope: text(given.scope),
    redirectUri: text(given.redirectUri),
    launch: text(given.launch),
    fhirBase: text(given.fhirBase),
    patient: text(given.patient),
    proxy: given.proxy === true,
    name: text(given.name),
  };
}
