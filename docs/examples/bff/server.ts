/** Starts the example with what the environment says; without it, for the sandbox of this repository. */
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { smartBackend } from '@ehr-widgets/sdk/backend';
import { createApp } from './app.ts';
import { Sessions } from './sessions.ts';

const {
  ORIGIN: origin = 'http://localhost:3000',
  PORT: port = '3000',
  ISSUER: issuer = 'http://localhost:4460/university-hospital/fhir',
  CLIENT_ID: clientId = 'key-app',
  KEYS: keys = 'keys.json',
  SCOPE: scope = 'launch/patient openid fhirUser offline_access patient/*.rs',
} = process.env;

const { keys: known } = JSON.parse(readFileSync(keys, 'utf8')) as { keys: (JsonWebKey & { kid: string })[] };
const key = known.find(({ alg }) => alg === 'ES384');
if (!key) throw new Error(`${keys} holds no key for ES384.`);

const backend = smartBackend({
  issuer,
  clientId,
  authentication: { algorithm: 'ES384', keyId: key.kid, key },
  redirectUri: `${origin}/callback`,
  scope,
});
const { fetch } = createApp({ origin, backend, sessions: new Sessions() });
// This machine only: what ends TLS stands before it.
serve({ fetch, port: Number(port), hostname: 'localhost' }, () => console.log(`The portal is at ${origin}`));
