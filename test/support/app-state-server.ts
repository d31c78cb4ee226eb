/**
 * A strict App State endpoint over HTTP (SMART App Launch 2.2, "App State"): refuses what the standard forbids, and
 * remembers what it was sent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Basic } from 'fhir/r4.js';

export class AppStateServer {
  /** In the order they were made. */
  readonly kept = new Map<string, Basic>();
  readonly requests: { method: string; path: string; headers: IncomingMessage['headers'] }[] = [];
  /** How many states a page of a search holds. */
  pageSize = 20;
  /** Answers in place of the rules. */
  instead: ((response: ServerResponse) => void) | undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #made = 0;

  static async start(): Promise<AppStateServer> {
    const started = new AppStateServer();
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/state`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, path: url, headers });
    if (this.instead) return this.instead(response);
    if (headers.authorization !== 'Bearer good') return void response.writeHead(401).end();
    const { pathname, searchParams } = new URL(url, this.base);
    const [, id] = /^\/state\/Basic(?:\/(.+))?$/.exec(pathname) ?? [];
    if (method === 'GET') return this.#search(searchParams, response);
    if (method === 'POST') return this.#create(JSON.parse(text) as Basic, response);
    const stored = this.kept.get(id ?? '');
    if (headers['if-match'] !== `W/"${stored?.meta?.versionId}"`) return void response.writeHead(412).end();
    if (method === 'DELETE') {
      this.kept.delete(id ?? '');
      return void response.writeHead(204).end();
    }
    this.#keep({ ...(JSON.parse(text) as Basic), id: id ?? '' }, 200, response);
  }

  #create(basic: Basic, response: ServerResponse): void {
    const coding = basic.code?.coding ?? [];
    const isGood =
      basic.id === undefined &&
      basic.meta?.versionId === undefined &&
      coding.length === 1 &&
      (basic.subject === undefined || URL.canParse(basic.subject.reference ?? '')) &&
      (basic.extension ?? []).every((each) => Object.keys(each).every((key) => ['url', 'valueString'].includes(key)));
    if (isGood) this.#keep({ ...basic, id: `state-${++this.#made}` }, 201, response);
    else response.writeHead(422).end();
  }

  #keep(basic: Basic & { id: string }, status: number, response: ServerResponse): void {
    const version = Number(this.kept.get(basic.id)?.meta?.versionId ?? 0) + 1;
    const stored = { ...basic, meta: { versionId: String(version) } };
    this.kept.set(basic.id, stored);
    response.writeHead(status, { 'content-type': 'application/fhir+json', etag: `W/"${version}"` });
    response.end(JSON.stringify(stored));
  }

  #search(asked: URLSearchParams, response: ServerResponse): void {
    const found = [...this.kept.values()].filter(({ code, subject }) => {
      const [{ system = '', code: value = '' } = {}] = code?.coding ?? [];
      const isAbout = asked.has('subject:missing') ? !subject : subject?.reference === asked.get('subject');
      return isAbout && asked.get('code') === `${system}|${value}`;
    });
    const start = Number(asked.get('start') ?? 0);
    const next = new URLSearchParams([...asked].filter(([name]) => name !== 'start'));
    next.set('start', String(start + this.pageSize));
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'searchset',
        ...(start + this.pageSize < found.length && {
          link: [{ relation: 'next', url: `${this.base}/Basic?${next}` }],
        }),
        entry: found.slice(start, start + this.pageSize).map((resource) => ({ resource })),
      }),
    );
  }
}
