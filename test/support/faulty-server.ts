/** A server that stands before a good one and spoils what a test tells it to, for one resource type or for all. */
import type { ServerResponse } from 'node:http';
import type { Bundle } from 'fhir/r4.js';
import { parseJson, toJson } from '../../packages/sdk/src/format/decimal.ts';
import { serve, type TestServer } from './fhir-server.ts';

/** One request that is to be spoilt. */
export interface Spoiling {
  /** Path and query below the base. */
  readonly path: string;
  readonly response: ServerResponse;
  readonly base: string;
  /** Answers as the good server does, or with a changed Bundle. With a `size`, in pages of so many entries. */
  forward(change?: (bundle: Bundle) => void, size?: number): Promise<void>;
}

export type Fault = (spoiling: Spoiling) => unknown;

export interface FaultyServer extends TestServer {
  /** What happens to requests for `type`, or for anything; undefined when all is well. */
  fault: { readonly spoil: Fault; readonly type?: string } | undefined;
}

/** Stands before `good`, a FHIR base URL. */
export async function standBefore(good: string): Promise<FaultyServer> {
  const server: FaultyServer = Object.assign(
    await serve((path, response) => {
      const { fault } = server;
      const meant = fault && (!fault.type || path.split(/[/?]/)[0] === fault.type);
      const forward: Spoiling['forward'] = (change, size) => passOn(path, response, change, size);
      if (meant) fault.spoil({ path, response, base: server.base, forward });
      else void forward();
    }),
    { fault: undefined },
  );
  async function passOn(
    path: string,
    response: ServerResponse,
    change?: (bundle: Bundle) => void,
    size?: number,
  ): Promise<void> {
    const asked = size === undefined ? path : path.replace(/_count=\d+/, `_count=${size}`);
    const answer = await fetch(`${good}/${asked}`);
    let text = (await answer.text()).replaceAll(good, server.base);
    if (change) {
      const body = parseJson(text) as Bundle;
      if (body.resourceType === 'Bundle') change(body);
      text = toJson(body);
    }
    response.writeHead(answer.status, { 'content-type': 'application/fhir+json' });
    response.end(text);
  }
  return server;
}
