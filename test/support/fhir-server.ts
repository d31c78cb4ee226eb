/**
 * A real HTTP server whose answers a test writes itself: for faults that no well-behaved server can be made to show.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface TestServer {
  /** FHIR base URL without a trailing slash. */
  readonly base: string;
  /** Path and query of every request so far, without the base. */
  readonly requests: string[];
  /** Says who takes a connection that wants to be a WebSocket. */
  upgrades(take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void;
  close(): Promise<void>;
}

/** Nobody listens there: a port that was free a moment ago may be another test's by now. */
export const NOBODY = 'http://127.0.0.1:2';

export type Answer = (path: string, response: ServerResponse, request: IncomingMessage) => void;

/** Starts a server on a free port; `answer` is called with the path below the FHIR base. */
export async function serve(answer: Answer): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/fhir\/?/, '');
    requests.push(path);
    answer(path, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}/fhir`,
    requests,
    upgrades: (take) => server.on('upgrade', take),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Sends FHIR JSON. A string is sent as it is, so that a test decides on every character. */
export function send(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A search set holding `resources`, with a next link when given. */
export function searchset(resources: object[], next?: string, total?: number): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total !== undefined && { total }),
    ...(next && { link: [{ relation: 'next', url: next }] }),
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  };
}
