/**
 * A way to a FHIR server on which things get lost: a proxy at an address of its own, which remembers what it was sent.
 * The server behind it is whole; a test decides what the way does to a change.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';

/**
 * Takes a change and loses the answer; loses the request; holds it, or the answer, back for good; takes the body, or the body and
 * all headers, off the answer; or answers in the place of the server.
 */
export type Mishap =
  | 'lose-answer'
  | 'lose-request'
  | 'hold-request'
  | 'hold-answer'
  | 'no-body'
  | 'bare'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export interface Passed {
  readonly method: string;
  /** Path and query below the FHIR base. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export class UnreliableWay {
  readonly passed: Passed[] = [];
  /** For the next changes, one each. */
  mishaps: Mishap[] = [];
  readsFail = false;
  /** Reads of these paths are lost, refused, or never answered. */
  failsOn: RegExp | undefined;
  refusesReads: RegExp | undefined;
  holdsReads: RegExp | undefined;
  /** What the statement says of every resource type, instead of what it would. */
  says: Partial<CapabilityStatementRestResource> = {};
  /** Called when a change has been made, before its answer goes on its way. */
  meanwhile: () => unknown = () => undefined;
  /** Called when a request has been lost. */
  meanwhileLost: () => unknown = () => undefined;
  /** An element that the server behind does not keep. */
  drops = '';
  /** A header of changes that does not get through. */
  strips = '';
  /** Set for a server that ignores the search for an identifier, and finds everything. */
  ignoresIdentifiers = false;
  /** The FHIR base of the server behind. */
  readonly target: string;
  readonly #awaited: { isIt: (passed: Passed) => boolean; resolve: (passed: Passed) => void }[] = [];
  readonly #server = createServer((request, response) => {
    this.#pass(request, response).catch(() => response.destroy());
  });

  private constructor(target: string) {
    this.target = target;
  }

  static async to(target: string): Promise<UnreliableWay> {
    const way = new UnreliableWay(target);
    await new Promise<void>((resolve) => way.#server.listen(0, '127.0.0.1', resolve));
    return way;
  }

  /** The next request of this kind to come, or the one that has come. */
  until(isIt: (passed: Passed) => boolean): Promise<Passed> {
    const found = this.passed.find(isIt);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => this.#awaited.push({ isIt, resolve }));
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/fhir`;
  }

  /** What was sent to change something. */
  get changes(): readonly Passed[] {
    return this.passed.filter(({ method }) => method !== 'GET');
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/fhir/, '');
    const { method = 'GET', headers } = request;
    const body = await buffer(request);
    const passed = { method, path, headers, body: String(body) };
    this.passed.push(passed);
    for (const { isIt, resolve } of this.#awaited) if (isIt(passed)) resolve(passed);
    const isRead = method === 'GET';
    if (isRead && this.holdsReads?.test(path)) return;
    if (isRead && this.failsOn?.test(path)) return void response.destroy();
    if (isRead && this.refusesReads?.test(path)) return void response.writeHead(400).end();
    const mishap = isRead ? undefined : this.mishaps.shift();
    if (mishap === 'lose-request') await this.meanwhileLost();
    if (mishap === 'lose-request' || (isRead && this.readsFail && path !== '/metadata')) return void response.destroy();
    if (mishap === 'hold-request') return;
    if (typeof mishap === 'object') return void response.writeHead(mishap.status, mishap.headers).end();
    const sent = ['accept', 'content-type', 'authorization', 'if-match', 'if-none-exist', 'prefer']
      .filter((name) => name !== this.strips && headers[name] !== undefined)
      .map((name): [string, string] => [name, String(headers[name])]);
    const answer = await fetch(
      `${this.target}${this.ignoresIdentifiers ? path.replace(/identifier=[^&]*/, '') : path}`,
      { method, headers: sent, ...(body.length > 0 && { body: this.#without(body) }) },
    );
    // Links to further pages lead this way too.
    const text = (await answer.text()).replaceAll(this.target, this.base);
    if (!isRead) await this.meanwhile();
    if (mishap === 'lose-answer') return void response.destroy();
    if (mishap === 'hold-answer') return;
    const kept = ['content-type', 'etag', 'location']
      .filter((name) => mishap !== 'bare' && answer.headers.has(name))
      .map((name): [string, string] => [name, answer.headers.get(name) ?? '']);
    response.writeHead(answer.status, Object.fromEntries(kept));
    response.end(mishap === 'no-body' || mishap === 'bare' ? '' : this.#edited(path, text));
  }

  #without(body: Buffer): string {
    if (!this.drops) return String(body);
    return JSON.stringify(JSON.parse(String(body)), (name, value: unknown) =>
      name === this.drops ? undefined : value,
    );
  }

  #edited(path: string, text: string): string {
    if (path !== '/metadata') return text;
    const statement = JSON.parse(text) as CapabilityStatement;
    for (const rest of statement.rest ?? [])
      rest.resource = rest.resource?.map((one) => ({ ...one, ...this.says })) ?? [];
    return JSON.stringify(statement);
  }
}
