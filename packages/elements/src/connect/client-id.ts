import { warnOnce } from '../shared/warn-once.ts';

/** The client id by which an authorization server knows this page; undefined where it is not registered. */
export type ClientIdFor = (issuer: string) => string | undefined;

/** What a host said of its client ids, where it can be used. */
export function usableClientId(
  given: { readonly clientId?: unknown; readonly clientIdFor?: ClientIdFor | undefined | null },
  issuer: string,
): string | undefined {
  const { clientId, clientIdFor } = given;
  if (clientIdFor === undefined || clientIdFor === null) {
    if (typeof clientId === 'string' && clientId) return clientId;
    warnOnce('<ehr-connect> needs a client-id, or the property clientIdFor, as registered with the places it lists.');
    return undefined;
  }
  try {
    const answer: unknown = clientIdFor(issuer);
    if (answer === undefined || answer === null || typeof answer === 'string') return answer || undefined;
  } catch {
    // Said below: it is the page's own mistake either way.
  }
  warnOnce('`clientIdFor` of <ehr-connect> must be a function that returns a client id, or undefined.');
  return undefined;
}
