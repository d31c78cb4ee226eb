/**
 * A real OAuth and FHIR server over HTTP for the sign-in tests: one patient, rotating refresh tokens, and faults that a
 * test switches on. It checks what a strict server checks (PKCE, state passed back, single use of codes and refresh
 * tokens), and remembers what it was sent.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/** What a test can make the server do otherwise. */
export interface Behaviour {
  /** The discovery document, or a status to fail with. */
  discovery: Record<string, unknown> | number;
  /** The CapabilityStatement, or a status to fail with. */
  metadata: Record<string, unknown> | number;
  /** Added to, or taken (undefined) from, a good token response. */
  tokenResponse: Record<string, unknown>;
  /** Answers token requests of one grant type with this status and body instead. */
  tokenFault: { grant?: string; status: number; body: string } | undefined;
  /** Whether a refresh brings a new refresh token and uses up the old one. */
  rotates: boolean;
  /** Breaks the connection on requests for tokens. */
  tokenDown: boolean;
  /** The status of FHIR requests that carry a valid token. */
  fhirStatus: number;
  /** Where FHIR requests are redirected to. */
  redirectTo: string | undefined;
  /** Which client sent a form to the token or revocation endpoint; undefined when it cannot be told. */
  clientOf: (form: URLSearchParams, headers: IncomingMessage['headers']) => Promise<string | undefined>;
}

export class SmartServer {
  readonly received: Received[] = [];
  readonly behaviour: Behaviour;
  /** Waited for before a refresh is answered: lets a test hold it up. */
  refreshGate: Promise<void> = Promise.resolve();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #codes = new Map<string, { challenge: string; redirectUri: string; clientId: string }>();
  readonly #refreshTokens = new Set<string>();
  readonly #accessTokens = new Set<string>();
  #origin = '';

  private constructor() {
    this.behaviour = {
      discovery: {},
      metadata: 404,
      tokenResponse: {},
      tokenFault: undefined,
      rotates: true,
      tokenDown: false,
      fhirStatus: 200,
      redirectTo: undefined,
      clientOf: (form) => Promise.resolve(form.get('client_id') ?? undefined),
    };
  }

  static async start(): Promise<SmartServer> {
    const started = new SmartServer();
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    started.#origin = `http://127.0.0.1:${(started.#server.address() as AddressInfo).port}`;
    started.behaviour.discovery = started.goodDiscovery();
    return started;
  }

  get origin(): string {
    return this.#origin;
  }
  get base(): string {
    return `${this.#origin}/fhir`;
  }

  goodDiscovery(): Record<string, unknown> {
    return {
      issuer: `${this.#origin}/auth`,
      authorization_endpoint: `${this.#origin}/auth/authorize`,
      token_endpoint: `${this.#origin}/auth/token`,
      revocation_endpoint: `${this.#origin}/auth/revoke`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code'],
      capabilities: ['launch-standalone', 'launch-ehr', 'client-public', 'permission-v2'],
    };
  }

  /** What the person's browser brings back after they agreed: the query of the redirect. */
  agree(authorizeUrl: string): string {
    const asked = new URL(authorizeUrl).searchParams;
    const code = `${randomUUID()}+/&=`;
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri: asked.get('redirect_uri') ?? '',
      clientId: asked.get('client_id') ?? '',
    });
    return new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
  }

  /** Access tokens in use are no longer taken; refresh tokens still are. */
  dropAccessTokens(): void {
    this.#accessTokens.clear();
  }
  /** Nothing given out so far is taken any more. */
  dropEverything(): void {
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
  }

  /** Requests so far whose path starts so. */
  at(path: string): Received[] {
    return this.received.filter((request) => request.path.startsWith(path));
  }
  grants(type: string): Received[] {
    return this.at('/auth/token').filter((request) => request.form.get('grant_type') === type);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.closeAllConnections();
      this.#server.close(() => resolve());
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    const form = new URLSearchParams(body);
    this.received.push({ method: request.method ?? '', path, headers: request.headers, form });
    if (path.startsWith('/fhir/.well-known/')) return send(response, this.behaviour.discovery);
    if (path.startsWith('/fhir/metadata')) return send(response, this.behaviour.metadata);
    if (path.startsWith('/auth/token')) return this.#token(form, request.headers, response);
    if (path.startsWith('/auth/revoke')) {
      const client = await this.behaviour.clientOf(form, request.headers);
      return client === undefined ? refuse(response, 'invalid_client') : send(response, {});
    }
    return this.#fhir(request, response);
  }

  async #token(form: URLSearchParams, headers: IncomingMessage['headers'], response: ServerResponse): Promise<void> {
    const { tokenFault, tokenDown } = this.behaviour;
    if (tokenDown) return void response.destroy();
    if (tokenFault && (tokenFault.grant ?? form.get('grant_type')) === form.get('grant_type')) {
      return void response.writeHead(tokenFault.status, { 'content-type': 'application/json' }).end(tokenFault.body);
    }
    const client = await this.behaviour.clientOf(form, headers);
    if (client === undefined) return refuse(response, 'invalid_client');
    if (form.get('grant_type') === 'refresh_token') {
      await this.refreshGate;
      const token = form.get('refresh_token') ?? '';
      if (!this.#refreshTokens.has(token)) return refuse(response, 'invalid_grant');
      if (this.behaviour.rotates) this.#refreshTokens.delete(token);
      return this.#giveTokens(response, this.behaviour.rotates);
    }
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      code?.challenge === challenge && code.redirectUri === form.get('redirect_uri') && code.clientId === client;
    return isGood ? this.#giveTokens(response) : refuse(response, 'invalid_grant');
  }

  #giveTokens(response: ServerResponse, withRefresh = true): void {
    const [access, refresh] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    this.#accessTokens.add(access);
    const answer: Record<string, unknown> = {
      access_token: access,
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'launch/patient patient/*.rs',
      patient: '123',
      ...(withRefresh && { refresh_token: refresh }),
      ...this.behaviour.tokenResponse,
    };
    if (answer.refresh_token === refresh) this.#refreshTokens.add(refresh);
    send(response, answer);
  }

  #fhir(request: IncomingMessage, response: ServerResponse): void {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!this.#accessTokens.has(token)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
      return;
    }
    if (this.behaviour.redirectTo) {
      response.writeHead(302, { location: this.behaviour.redirectTo }).end();
      return;
    }
    response.writeHead(this.behaviour.fhirStatus, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify({ resourceType: 'Patient', id: '123' }));
  }
}

function send(response: ServerResponse, body: Record<string, unknown> | number): void {
  if (typeof body === 'number') return void response.writeHead(body).end();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, error: string): void {
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}
