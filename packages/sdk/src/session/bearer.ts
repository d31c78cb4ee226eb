/**
 * The credentials of a SMART session: its access token (RFC 6750).
 * @module
 */
import type { TokenKeeper } from '../auth/token-keeper.ts';
import { bearer, type Credentials } from './credentials.ts';

export function bearerOf(keeper: TokenKeeper): Credentials {
  return {
    cookies: 'omit',
    headers: async () => bearer(await keeper.accessToken()),
    renew: async (refused) => {
      const token = await keeper.replacementFor((refused.authorization ?? '').replace(/^Bearer /, ''));
      return token === undefined ? undefined : bearer(token);
    },
    // Some servers answer 401 for what is merely not permitted: only their word that the token is bad counts.
    refused: (response) => {
      if (/\berror="?invalid_token/i.test(response.headers.get('www-authenticate') ?? '')) keeper.giveUp();
    },
  };
}
