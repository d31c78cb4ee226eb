/**
 * The error of a session that is over.
 * @module
 */
import { EhrError } from '../errors.ts';

export function expired(server: string): EhrError {
  return new EhrError('session-expired', `The session at ${server} has ended. Sign in again.`, { server });
}
