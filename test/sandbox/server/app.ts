/**
 * What an app does at an organisation of a running sandbox: sign in as registered, call FHIR with the token.
 * @module
 */
import { pkce, Visitor, type Behaviour } from '../../support/visitor.ts';

const redirectUri = 'http://localhost:9/callback';

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export class App {
  readonly fhirBase: string;
  readonly issuer: string;
  readonly slug: string;

  constructor(organisation: { readonly fhirBase: string; readonly issuer: string; readonly slug: string }) {
    ({ fhirBase: this.fhirBase, issuer: this.issuer, slug: this.slug } = organisation);
  }

  /** Signs in and exchanges the code. */
  async tokens(behaviour: Behaviour, change: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { verifier, challenge } = pkce();
    const params = {
      response_type: 'code',
      client_id: 'test-app',
      redirect_uri: redirectUri,
      scope: 'launch/patient patient/*.rs openid fhirUser',
      state: 'state',
      aud: this.fhirBase,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...change,
    };
    const configuration = await fetch(`${this.fhirBase}/.well-known/smart-configuration`);
    const endpoints = (await configuration.json()) as { authorization_endpoint: string; token_endpoint: string };
    const authorize = new URL(`${endpoints.authorization_endpoint}?${new URLSearchParams(params)}`);
    const { returned, page } = await new Visitor().signIn(authorize, behaviour);
    const code = returned?.searchParams.get('code');
    if (!code) throw new Error(`No code came back: ${returned?.search ?? page.text}`);
    const { client_id, redirect_uri } = params;
    const grant = { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier: verifier };
    const response = await fetch(endpoints.token_endpoint, { method: 'POST', body: new URLSearchParams(grant) });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }

  /** Refreshes as the public test app. */
  async refresh(refreshToken: string, change: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const grant = { grant_type: 'refresh_token', client_id: 'test-app', refresh_token: refreshToken, ...change };
    const response = await fetch(`${this.issuer}/token`, { method: 'POST', body: new URLSearchParams(grant) });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }

  /** Follows an EHR launch. */
  launch(launch: string, client: string, redirect: string): Promise<Answer> {
    const scope = 'launch patient/*.rs openid fhirUser';
    return this.tokens({}, { launch, scope, client_id: client, redirect_uri: redirect });
  }

  get(path: string, token: unknown): Promise<Response> {
    return fetch(`${this.fhirBase}${path}`, { headers: { Authorization: `Bearer ${String(token)}` } });
  }

  send(method: string, path: string, token: unknown, body: string | object): Promise<Response> {
    return fetch(`${this.fhirBase}${path}`, {
      method,
      headers: { Authorization: `Bearer ${String(token)}`, 'Content-Type': 'application/fhir+json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** The patients who can sign in, as the start page lists them: user names, and ids by signing in. */
  async patientLogins(home: string): Promise<{ readonly username: string; readonly patient: string }[]> {
    const text = await (await fetch(home)).text();
    const section = text.split('<section').find((part) => part.includes(`id="${this.slug}"`)) ?? '';
    const usernames = [
      ...section.matchAll(/<td><code>([\w-]+)<\/code><\/td>\s*<td><code>[\w-]+<\/code><\/td>\s*<td>own record/g),
    ];
    return Promise.all(
      usernames.map(async ([, username = '']) => {
        const { body } = await this.tokens({ as: username }, { scope: 'launch/patient patient/Patient.rs' });
        return { username, patient: String(body['patient']) };
      }),
    );
  }
}
