/**
 * An organisation with sign-in and a FHIR base, small enough to test sign-in alone: the FHIR side echoes the grant.
 * @module
 */
import { createApp } from '../../../packages/sandbox/src/server/app.ts';
import { fhirEndpoint } from '../../../packages/sandbox/src/server/fhir-endpoint.ts';
import { listen } from '../../../packages/sandbox/src/server/listen.ts';
import { AuthorizationServer } from '../../../packages/sandbox/src/smart/authorization-server.ts';
import { createClientKeys, type ClientKeys } from '../../../packages/sandbox/src/smart/client-keys.ts';
import { authorizationEndpoints } from '../../../packages/sandbox/src/smart/endpoints.ts';
import { defaultLifetimes, type Lifetimes } from '../../../packages/sandbox/src/smart/lifetimes.ts';
import type { EncounterEntry, Login, PatientEntry } from '../../../packages/sandbox/src/smart/organisation.ts';
import { pkce, Visitor, type Behaviour, type Journey } from '../../support/visitor.ts';

export const redirectUri = 'http://localhost:9/callback';

const patients: PatientEntry[] = [
  { id: 'margaret', name: 'Margaret Adeyemi', birthDate: '1959-03-14', sex: 'female', story: undefined },
  { id: 'leo', name: 'Leo <b>Fischer</b>', birthDate: undefined, sex: undefined, story: undefined },
];

/** Those of Leo. */
const encounters: EncounterEntry[] = [
  { id: 'visit-2', title: 'Check-up', start: '2026-03-02T09:00:00Z', status: 'in-progress' },
  { id: 'visit-1', title: 'Emergency <visit>', start: undefined, status: 'finished' },
];

const logins: Login[] = [
  { username: 'iris', password: 'rounds', display: 'Dr Iris Lindqvist', fhirUser: 'Practitioner/iris', patients: [] },
  {
    username: 'margaret',
    password: 'garden',
    display: 'Margaret',
    fhirUser: 'Patient/margaret',
    patients: ['margaret'],
  },
  {
    username: 'rosa',
    password: 'family',
    display: 'Rosa',
    fhirUser: 'RelatedPerson/rosa',
    patients: ['margaret', 'leo'],
  },
];

/** A token response (RFC 6749 §5.1 and SMART), or an error (§5.2). */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

type Form = Readonly<Record<string, string | undefined>>;
type HeaderFields = Readonly<Record<string, string>>;

/** Two organisations at one address. */
export class TestOrganisations {
  readonly hospital: TestOrganisation;
  readonly clinic: TestOrganisation;
  /** Those of the client that signs. */
  readonly clientKeys: ClientKeys;
  readonly #close: () => Promise<void>;

  private constructor(
    hospital: TestOrganisation,
    clinic: TestOrganisation,
    clientKeys: ClientKeys,
    close: () => Promise<void>,
  ) {
    this.hospital = hospital;
    this.clinic = clinic;
    this.clientKeys = clientKeys;
    this.#close = close;
  }

  static async start(lifetimes: Partial<Lifetimes> = {}): Promise<TestOrganisations> {
    const listening = await listen(0, '--port');
    const all = { ...defaultLifetimes, ...lifetimes };
    const keys = await createClientKeys();
    const hospital = await TestOrganisation.create('hospital', listening.origin, all, keys);
    const clinic = await TestOrganisation.create('clinic', listening.origin, all, keys);
    listening.serve(createApp([...hospital.middlewares, ...clinic.middlewares]));
    return new TestOrganisations(hospital, clinic, keys, listening.close);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** One organisation, with what an app does at it. */
export class TestOrganisation {
  readonly server: AuthorizationServer;
  readonly fhirBase: string;
  readonly issuer: string;

  private constructor(server: AuthorizationServer) {
    this.server = server;
    this.fhirBase = server.organisation.fhirBase;
    this.issuer = server.organisation.issuer;
  }

  static async create(
    slug: string,
    origin: string,
    lifetimes: Lifetimes,
    clientKeys: ClientKeys,
  ): Promise<TestOrganisation> {
    const directory = {
      search: (name: string) => {
        const found = patients.filter((patient) => patient.name.toLowerCase().includes(name.toLowerCase()));
        return Promise.resolve({ patients: found, total: found.length });
      },
      find: (id: string) => Promise.resolve(patients.find((patient) => patient.id === id)),
      encounters: (patient: string) => Promise.resolve(patient === 'leo' ? encounters : []),
    };
    const identity = { slug, name: slug, fhirBase: `${origin}/${slug}/fhir`, issuer: `${origin}/${slug}/auth` };
    return new TestOrganisation(
      await AuthorizationServer.create({ ...identity, logins, patients: directory }, lifetimes, clientKeys),
    );
  }

  get middlewares() {
    const echo = fhirEndpoint({
      fhirBase: this.fhirBase,
      authorization: this.server,
      handle: ({ grant, path }) =>
        Promise.resolve({
          status: 200,
          headers: { 'Content-Type': 'application/fhir+json' },
          body: JSON.stringify({ grant, path }),
        }),
    });
    return [echo, authorizationEndpoints(this.server)];
  }

  /** An authorization request. `change` sets parameters, or takes them away with undefined. */
  authorizeUrl(challenge: string, change: Readonly<Record<string, string | undefined>> = {}): URL {
    const params: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: 'test-app',
      redirect_uri: redirectUri,
      scope: 'launch/patient patient/*.rs openid fhirUser offline_access',
      state: 'a-state-of-the-app',
      aud: this.fhirBase,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...change,
    };
    const url = new URL(`${this.issuer}/authorize`);
    for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  /** Runs an authorization request with a new visitor. */
  async signIn(
    behaviour: Behaviour,
    change: Readonly<Record<string, string | undefined>> = {},
    visitor = new Visitor(),
  ): Promise<Journey & { readonly verifier: string }> {
    const { verifier, challenge } = pkce();
    return { ...(await visitor.signIn(this.authorizeUrl(challenge, change), behaviour)), verifier };
  }

  /** Signs in and exchanges the code, as a public client. */
  async tokens(
    behaviour: Behaviour,
    change: Readonly<Record<string, string | undefined>> = {},
    client = 'test-app',
  ): Promise<TokenAnswer> {
    const { returned, verifier } = await this.signIn(behaviour, { client_id: client, ...change });
    return this.exchange(returned?.searchParams.get('code') ?? '', verifier, { client_id: client });
  }

  /** Exchanges a code. `change` sets parameters, or takes them away with undefined. */
  exchange(code: string, verifier: string, change: Form = {}, headers: HeaderFields = {}): Promise<TokenAnswer> {
    const grant = { grant_type: 'authorization_code', client_id: 'test-app', redirect_uri: redirectUri };
    return this.post('token', { ...grant, code, code_verifier: verifier, ...change }, headers);
  }

  refresh(token: unknown, change: Form = { client_id: 'test-app' }, headers: HeaderFields = {}): Promise<TokenAnswer> {
    return this.post('token', { grant_type: 'refresh_token', refresh_token: String(token), ...change }, headers);
  }

  async post(endpoint: string, form: Form, headers: HeaderFields = {}): Promise<TokenAnswer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) if (value !== undefined) body.set(name, value);
    const response = await fetch(`${this.issuer}/${endpoint}`, {
      method: 'POST',
      headers: { Origin: 'http://localhost:9', ...headers },
      body,
    });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return { status: response.status, headers: response.headers, body: answer };
  }

  /** What the FHIR server makes of a token. */
  async call(token: unknown, path = '/Patient'): Promise<Response> {
    return fetch(`${this.fhirBase}${path}`, {
      headers: { Origin: 'http://localhost:9', ...(token ? { Authorization: `Bearer ${token as string}` } : {}) },
    });
  }
}
