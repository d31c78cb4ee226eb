/**
 * Makes the source of a FHIR server, with a patient in context or for none in particular.
 * @module
 */
import { permission } from '../auth/scopes.ts';
import type { PracticeSource, ServerSource } from './source.ts';

export interface PracticeSourceOptions {
  readonly base: string;
  readonly name: string | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly user?: string | undefined;
  readonly fetch: PracticeSource['fetch'];
}

export interface ServerSourceOptions extends PracticeSourceOptions {
  readonly patient: string;
  readonly appStateBase?: string | undefined;
  readonly right: object;
}

export function serverSource(options: ServerSourceOptions): ServerSource {
  const { patient, appStateBase, right } = options;
  return Object.freeze<ServerSource>({
    ...practiceSource(options),
    patient,
    right,
    ...(appStateBase !== undefined && { appStateBase }),
  });
}

export function practiceSource({ base, name, scopes, user, fetch }: PracticeSourceOptions): PracticeSource {
  return Object.freeze<PracticeSource>({
    kind: 'server',
    id: base,
    name: name ?? new URL(base).host,
    base,
    scopes,
    ...(user !== undefined && { user }),
    can: (interaction, type, narrowing) =>
      scopes ? permission(scopes, interaction, type, narrowing) : { allowed: true },
    fetch,
  });
}
