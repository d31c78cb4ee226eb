/**
 * A server's requests one after another, some at a time, whoever on the page makes them.
 * @module
 */
import type { Endpoint } from '../fhir/request.ts';
import type { ServerSource, Source } from '../session/source.ts';
import { limitOf } from './registry.ts';

/**
 * The same source. Each request waits its turn, not each search: a long answer must not hold up a short one.
 * @param sender Whose credentials go along.
 */
export function takingTurns(source: ServerSource, sender: () => Source): ServerSource & Endpoint {
  const limit = limitOf(source.base);
  const inTurn = async <T>(send: () => Promise<T>): Promise<T> => {
    let sent: Promise<T> | undefined;
    await limit(async () => {
      sent = send();
      await sent;
    });
    return sent as unknown as Promise<T>;
  };
  const fetch: ServerSource['fetch'] = (url, init) => (sender() as ServerSource).fetch(url, init);
  return Object.freeze({ ...source, fetch, inTurn });
}
