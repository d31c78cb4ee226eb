import type { BundleSessionOptions, Session, TokenSessionOptions } from '@ehr-widgets/sdk';
import { usableMinutes, usableSession } from '../shared/usable.ts';
import { warnOnce } from '../shared/warn-once.ts';

/** A FHIR Bundle as `JSON.parse` gives it. */
export type FhirBundle = BundleSessionOptions['bundle'];

/** Gives an access token that the host got by its own means. */
export type GetToken = TokenSessionOptions['getToken'];

/** What a host has said about one place, in attributes and properties. */
export interface SessionConfiguration {
  /** The element that it was said of. */
  readonly tag: string;
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
  readonly practice: boolean;
  readonly proxy: boolean;
  readonly name: string;
  readonly keep: 'memory' | 'tab';
  readonly idleMinutes: number | undefined;
  readonly warnMinutes: number | undefined;
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
  'practice',
  'proxy',
  'name',
  'session',
  'getToken',
  'bundle',
  'keep',
  'idleMinutes',
  'warnMinutes',
] as const satisfies readonly (keyof SessionConfiguration)[];

/** As host pages set it: without types, to anything. */
type Given = Partial<Pick<SessionConfiguration, 'session' | 'bundle' | 'getToken'>> & {
  readonly [Key in Exclude<keyof SessionConfiguration, 'tag' | 'session' | 'bundle' | 'getToken'>]?: unknown;
};

/** What an element was given, where it can be used. */
export function readConfiguration(tag: string, given: Given): SessionConfiguration {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    tag,
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
    practice: given.practice === true,
    proxy: given.proxy === true,
    name: text(given.name),
    keep: keepOf(given.keep),
    idleMinutes: usableMinutes('idle-minutes', given.idleMinutes),
    warnMinutes: usableMinutes('warn-minutes', given.warnMinutes),
  };
}

function keepOf(given: unknown): 'memory' | 'tab' {
  if (given === 'tab') return given;
  if (given && given !== 'memory') warnOnce(`keep="${given as string}" is not known; use memory or tab.`);
  return 'memory';
}
