/**
 * Taking a port on this machine, and giving it back.
 * @module
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SandboxError } from './options.ts';

/** A port that is taken. What answers on it is said later: addresses that depend on the port can be made first. */
export interface Listening {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly serve: (listener: RequestListener) => void;
  /** Says who takes a connection that wants to be a WebSocket. One that nobody takes is ended. */
  readonly serveSockets: (upgrades: readonly Upgrade[]) => void;
  readonly close: () => Promise<void>;
}

/** Returns whether it took the connection. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** Takes a port of the loopback interface; 0 takes a free one. Throws SandboxError when it is taken or not allowed. */
export async function listen(port: number, flag: string): Promise<Listening> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }).end('The sandbox is starting.\n');
  };
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => listener(request, response));
  await bind(server, port, flag);
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      listener = next;
    },
    serveSockets: (upgrades) => {
      server.on('upgrade', (request, socket, head) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        if (!upgrades.some((upgrade) => upgrade(request, socket, head))) socket.destroy();
      });
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
        // No longer among the server's own.
        for (const socket of sockets) socket.destroy();
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
