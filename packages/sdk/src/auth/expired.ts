/**
 * The errors of a session that is over.
 * @module
 */
import { EhrError } from '../errors.ts';

export function expired(server: string): EhrError {
  return new EhrError('session-expired', `The session at ${server} has ended. Sign in again.`, { server });
}

/** Nobody used the page for as long as the host allows. */
export function idled(server: string): EhrError {
  const message = `The session at ${server} was ended because nobody used the page. Sign in again.`;
  return new EhrError('session-idle', message, { server });
}
