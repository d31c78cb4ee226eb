import type { ReactiveControllerHost } from 'lit';
import type { EhrError, EhrErrorCode } from '@ehr-widgets/sdk';
import type { Brand, BrandSearchResult } from '@ehr-widgets/sdk/brands';
import type { FhirBundle } from '../session/configuration.ts';
import { warnOnce } from '../shared/warn-once.ts';

/** What is so with the list that people search. */
export type ListState =
  /** Being fetched, or the host has not said yet where it is. */
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly brands: readonly Brand[];
      readonly search: (asked: string, limit: number) => BrandSearchResult;
    }
  /** `passing`: it may be well again in a minute. */
  | { readonly kind: 'failed'; readonly passing: boolean }
  /** The host set it up wrong. */
  | { readonly kind: 'mistake' };

/** The list of brands that a host gave, by its address or as a Bundle. What reads it loads when there is one to read. */
export class BrandList {
  state: ListState = { kind: 'loading' };
  /** Ends when what can be had without a server is there. */
  underWay: Promise<unknown> | undefined;
  readonly #host: ReactiveControllerHost;
  #given: unknown;
  #loading: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Takes what the host gave: an address, a Bundle, or something else by mistake. */
  take(given: unknown): void {
    this.#given = given;
    this.#loading?.abort();
    this.#loading = undefined;
    if (given === undefined || given === null || given === '') this.state = { kind: 'loading' };
    else if (typeof given === 'string' || isBundle(given)) this.#load(given);
    else {
      warnOnce('`brands` of <ehr-connect> is neither an address nor a FHIR Bundle of user-access brands.');
      this.state = { kind: 'mistake' };
    }
  }

  /** Fetches it once more. */
  retry(): void {
    this.take(this.#given);
    this.#host.requestUpdate();
  }

  #load(given: string | FhirBundle): void {
    this.state = { kind: 'loading' };
    const loading = new AbortController();
    this.#loading = loading;
    const { signal } = loading;
    const code = import('@ehr-widgets/sdk/brands');
    const list = code
      .then(({ loadBrands, readBrands }) =>
        typeof given === 'string' ? loadBrands(given, { signal }) : readBrands(given),
      )
      .then(async (brands): Promise<ListState> => {
        const { searchBrands } = await code;
        return { kind: 'ready', brands, search: (asked, limit) => searchBrands(brands, asked, { limit }) };
      })
      .catch((thrown: unknown): ListState | undefined => (signal.aborted ? undefined : failure(thrown)))
      .then((state) => {
        // Another list is wanted by now.
        if (signal.aborted || !state) return;
        this.state = state;
        this.#host.requestUpdate();
      });
    this.underWay = typeof given === 'string' ? code.catch(() => undefined) : list;
  }
}

function isBundle(given: unknown): given is FhirBundle {
  return typeof given === 'object' && given !== null && 'resourceType' in given && given.resourceType === 'Bundle';
}

/** What kept the list away: its server, or the code that reads it. */
function failure(thrown: unknown): ListState {
  const { code, message } = thrown as EhrError | (Error & { readonly code?: undefined });
  warnOnce(`<ehr-connect> has no list of places. ${message}`);
  if (code === 'bad-configuration') return { kind: 'mistake' };
  return { kind: 'failed', passing: code !== undefined && PASSING.includes(code) };
}

const PASSING: readonly EhrErrorCode[] = ['offline', 'unreachable', 'timeout', 'throttled', 'server-error'];
