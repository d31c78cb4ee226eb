/**
 * OAuth error codes (RFC 6749 §4.1.2.1, §5.2).
 * @module
 */
import { stringOf } from './json.ts';

/** An error code that looks as codes do; anything else is not repeated, since it might hold anything. */
export function readOAuthError(value: unknown): string | undefined {
  const code = stringOf(value);
  return code && /^[a-z][a-z0-9_.-]{0,63}$/i.test(code) ? code : undefined;
}
