/**
 * Makes the source of a FHIR server.
 * @module
 */
import { permission } from '../auth/scopes.ts';
import type { ServerSource } from './source.ts';

export interface ServerSourceOptions {
  readonly base: string;
  readonly name: string | undefined;
  readonly patient: string;
  readonly scopes: readonly string[] | undefined;
  readonly appStateBase?: string | undefined;
  readonly right: object;
  readonly fetch: ServerSource['fetch'];
}

export function serverSource(options: ServerSourceOptions): ServerSource {
  const { base, name, patient, scopes, appStateBase, right, fetch } = options;
  return Object.freeze<ServerSource>({
    kind: 'server',
    id: base,
    name: name ?? new URL(base).host,
    patient,
    base,
    scopes,
    right,
    ...(appStateBase !== undefined && { appStateBase }),
    can: (interaction, type, narrowing) =>
      scopes ? permission(scopes, interaction, type, narrowing) : { allowed: true },
    fetch,
  });
}
