/**
 * WebSockets of a FHIR server: `bind-with-token <token>` binds a subscription to the socket, notifications come back
 * (Subscriptions R5 Backport IG 1.1.0, "Channels"). The guide leaves open how the message is written; this takes plain
 * text, and JSON as Medplum's servers do.
 * @module
 */
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { socketPath } from '../fhir/subscriptions/feeds.ts';
import type { FhirService } from '../fhir/service.ts';
import type { Upgrade } from './listen.ts';

const longestMessage = 4096;

/** The sockets of one organisation's FHIR base. */
export function feedEndpoint(fhirBase: string, fhir: FhirService): Upgrade {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  const path = `${new URL(fhirBase).pathname}${socketPath}`;
  return (request, socket, head) => {
    if (request.url !== path) return false;
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, fhir));
    return true;
  };
}

function serve(socket: WebSocket, fhir: FhirService): void {
  const ends: (() => void)[] = [];
  const send = (message: unknown): void => socket.send(JSON.stringify(message));
  socket.on('message', (data: RawData) => {
    const token = tokenOf((data as Buffer).toString('utf8'));
    const end = token === undefined ? undefined : fhir.bind(token, send);
    if (end) ends.push(end);
    else socket.close(4401, 'A binding token that is in force is needed');
  });
  socket.on('close', () => {
    for (const end of ends) end();
  });
  // A connection that breaks is closed as well, and there is nobody left to tell.
  socket.on('error', () => undefined);
}

function tokenOf(message: string): string | undefined {
  const plain = /^bind-with-token:? +(\S+)$/.exec(message.trim())?.[1];
  if (plain !== undefined) return plain;
  try {
    const { type, payload } = JSON.parse(message) as { type?: unknown; payload?: { token?: unknown } };
    const token = payload?.token;
    return type === 'bind-with-token' && typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}
