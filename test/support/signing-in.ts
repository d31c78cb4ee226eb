/** A sign-in without a page: what a person's browser would carry between the two halves is handed over by the test. */
import {
  beginAuthorization,
  finishAuthorization,
  type SignedIn,
  type SmartClient,
} from '../../packages/sdk/src/auth/authorization.ts';
import { type Environment, environmentOf } from '../../packages/sdk/src/auth/environment.ts';
import type { SmartServer } from './smart-server.ts';

export const client: SmartClient = {
  clientId: 'portal',
  redirectUri: 'https://portal.example/callback.html',
  scope: 'launch/patient patient/*.rs',
  pkce: 'required',
  authorizeBy: 'get',
};

export interface SigningIn {
  readonly client?: Partial<SmartClient>;
  readonly environment?: Partial<Environment>;
  /** Looks at the authorization request, and may change what the browser brings back. */
  readonly answer?: (request: URLSearchParams, query: string) => string | Promise<string>;
}

/** Signs in at a server that agrees to everything. */
export async function signIn(server: SmartServer, how: SigningIn = {}): Promise<SignedIn> {
  const asking = { ...client, ...how.client };
  const { target, attempt } = await beginAuthorization(asking, server.base);
  const query = server.agree(target.url);
  const answer = (await how.answer?.(new URL(target.url).searchParams, query)) ?? query;
  return finishAuthorization(asking, attempt, answer, environmentOf({ locks: undefined, ...how.environment }));
}
