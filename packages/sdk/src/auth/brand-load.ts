/**
 * Fetching a User-Access Brands Bundle (SMART App Launch 2.2, "Caching Brand Bundles", "Managing Cross Origin Resource
 * Sharing").
 * @module
 */
import type { Bundle } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { getJson } from '../fhir/request.ts';
import { objectOf } from './json.ts';
import { isProtected } from './base-url.ts';

export interface LoadBrandsOptions {
  readonly signal?: AbortSignal;
  /** How many bytes the Bundle may have, unpacked. Default 32,000,000: about 20,000 brands without inline logos. */
  readonly maxBytes?: number;
  /** Default: the page's own. */
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
}

/** The Bundle at an address; see `loadBrands`. */
export async function fetchBrandsBundle(url: string, options: LoadBrandsOptions): Promise<Bundle> {
  const base = addressOf(url);
  const { maxBytes = 32_000_000 } = options;
  const endpoint = {
    base,
    fetch: async (asked: string, init: RequestInit = {}): Promise<Response> => {
      const fetch = options.fetch ?? globalThis.fetch;
      const quiet = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' } as const;
      return atMost(maxBytes, await fetch(asked, { ...init, ...quiet }), base);
    },
  };
  const asked = { timeout: 60_000, resourceType: 'Bundle', ...(options.signal && { signal: options.signal }) };
  const found = await getJson(endpoint, base, asked).catch((thrown: unknown) => {
    // The reader of the body knows only that it broke off; why stands in the cause.
    throw thrown instanceof EhrError && thrown.cause instanceof EhrError ? thrown.cause : thrown;
  });
  if (objectOf(found)?.resourceType !== 'Bundle') {
    throw new EhrError('bad-response', `${base} is not a FHIR Bundle. Give the address of a brands Bundle.`, {
      server: base,
      resourceType: 'Bundle',
    });
  }
  return found as Bundle;
}

function addressOf(url: string): string {
  const parsed = URL.parse(url, globalThis.document?.baseURI);
  if (parsed && /^https?:$/.test(parsed.protocol) && isProtected(parsed)) return parsed.href;
  throw new EhrError('bad-configuration', `"${url}" is not the https address of a brands Bundle.`);
}

/** The answer, broken off where it gets too long: a list is not worth a page that runs out of memory. */
function atMost(bytes: number, response: Response, server: string): Response {
  const tooLarge = (): EhrError =>
    new EhrError('bad-response', `${server} has more than ${bytes} bytes. Give a Bundle of the brands that you need.`, {
      server,
      resourceType: 'Bundle',
    });
  if (!response.body) return response;
  let read = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.byteLength;
      if (read > bytes) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
}
