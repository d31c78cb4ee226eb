/**
 * Taking a port on this machine, and giving it back.
 * @module
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SandboxError } from './options.ts';

/** A port that is taken. What answers on it is said later: addresses that depend on the port can be made first. */
export interface Listening {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly serve: (listener: RequestListener) => void;
  readonly close: () => Promise<void>;
}

/** Takes a port of the loopback interface; 0 takes a free one. Throws SandboxError when it is taken or not allowed. */
export async function listen(port: number, flag: string): Promise<Listening> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }).end('The sandbox is starting.\n');
  };
  const server = createServer((request, response) => listener(request, response));
  await bind(server, port, flag);
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      listener = next;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number, flag: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SandboxError(reasonFor(error, port, flag), error)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

function reasonFor(error: NodeJS.ErrnoException, port: number, flag: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or choose another port with ${flag} (${flag} 0 picks a free one).`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} is not allowed for this user. Choose one above 1023 with ${flag}.`;
  }
  return `Port ${port} cannot be used: ${error.message}.`;
}
