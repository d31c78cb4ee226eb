/**
 * Asking for scopes in the generation that a server understands (SMART App Launch 2.2, "Scopes for requesting FHIR
 * resources", and capabilities `permission-v1`, `permission-v2`).
 * @module
 */
import { type ResourceScope, parseScope } from './scopes.ts';

/** What follows the resource type in a scope: its rights, and its limits. */
const RIGHTS = /\.(?:[a-z]+|\*)(\?.*)?$/;

/**
 * The scopes to ask a server for, written as it understands them: in the first generation where it says `permission-v1`
 * and not `permission-v2`, in the second where it is the other way round, else as asked.
 *
 * The first generation cannot say everything: a limit to some resources is lost, and the right to create alone becomes
 * the right to write. The person sees on the server's own page what they allow.
 */
export function scopesFor(
  configuration: { readonly capabilities: readonly string[] },
  asked: readonly string[],
): readonly string[] {
  const [first, second] = ['permission-v1', 'permission-v2'].map((name) => configuration.capabilities.includes(name));
  return [
    ...new Set(
      asked.flatMap((scope) => {
        const parsed = parseScope(scope);
        if (!parsed) return [scope];
        if (first && !second) return parsed.generation === 1 ? [scope] : inFirstGeneration(scope, parsed);
        return first === second && parsed.generation === 1 ? [scope] : [inSecondGeneration(scope, parsed)];
      }),
    ),
  ];
}

function inFirstGeneration(scope: string, { letters }: ResourceScope): string[] {
  const rights = [...(/[rs]/.test(letters) ? ['read'] : []), ...(/[cud]/.test(letters) ? ['write'] : [])];
  return rights.map((right) => scope.replace(RIGHTS, `.${right}`));
}

function inSecondGeneration(scope: string, { letters }: ResourceScope): string {
  return scope.replace(RIGHTS, (_, query: string = '') => `.${letters}${query}`);
}
