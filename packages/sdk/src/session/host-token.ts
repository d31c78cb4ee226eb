/**
 * The credentials of a session whose host gives the token: asked for when needed and kept nowhere.
 * @module
 */
import { EhrError } from '../errors.ts';
import { bearer, type Credentials } from './credentials.ts';
import type { TokenSessionOptions } from './host-session.ts';

type GetToken = TokenSessionOptions['getToken'];

export function hostToken(getToken: GetToken, base: string): Pick<Required<Credentials>, 'headers' | 'renew'> {
  const ask = oneAtATime(async (wasRefused) => bearer(await askHost(getToken, wasRefused, base)));
  return {
    headers: () => ask(false),
    renew: async (old) => {
      // Another request's refusal may have brought a new one already.
      const held = await ask(false);
      const now = held.authorization === old.authorization ? await ask(true) : held;
      return now.authorization === old.authorization ? undefined : now;
    },
  };
}

async function askHost(getToken: GetToken, refused: boolean, server: string): Promise<string> {
  try {
    const token = await getToken({ refused });
    if (typeof token === 'string' && token !== '') return token;
    throw new TypeError('getToken gave no token');
  } catch (thrown) {
    const message = 'The page could not give an access token (getToken failed). Sign in to the page again.';
    throw thrown instanceof EhrError
      ? thrown
      : new EhrError('token-request-failed', message, { server, cause: thrown });
  }
}

/** Those who ask while an answer is under way share it; who needs a new token does not share an old one. */
function oneAtATime<T>(ask: (refused: boolean) => Promise<T>): (refused: boolean) => Promise<T> {
  let underWay: { refused: boolean; answer: Promise<T> } | undefined;
  return async (refused) => {
    while (underWay && refused && !underWay.refused) await underWay.answer.catch(() => undefined);
    if (underWay) return underWay.answer;
    const turn = { refused, answer: ask(refused).finally(() => (underWay = undefined)) };
    underWay = turn;
    return turn.answer;
  };
}
