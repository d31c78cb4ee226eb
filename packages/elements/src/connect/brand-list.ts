import type { ReactiveControllerHost } from 'lit';
import type { EhrError, EhrErrorCode } from '@ehr-widgets/sdk';
import { loadBrands, readBrands, type Brand } from '@ehr-widgets/sdk/brands';
import type { FhirBundle } from '../session/configuration.ts';
import { warnOnce } from '../shared/warn-once.ts';

/** What is so with the list that people search. */
export type ListState =
  /** Being fetched, or the host has not said yet where it is. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly brands: readonly Brand[] }
  /** `passing`: it may be well again in a minute. */
  | { readonly kind: 'failed'; readonly passing: boolean }
  /** The host set it up wrong. */
  | { readonly kind: 'mistake' };

/** The list of brands that a host gave, by its address or as a Bundle. */
export class BrandList {
  state: ListState = { kind: 'loading' };
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
    else if (typeof given === 'string') this.#load(given);
    else if (isBundle(given)) this.state = { kind: 'ready', brands: readBrands(given) };
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

  #load(url: string): void {
    this.state = { kind: 'loading' };
    const loading = new AbortController();
    this.#loading = loading;
    const { signal } = loading;
    const arrived = (state: () => ListState): void => {
      // Another list is wanted by now.
      if (signal.aborted) return;
      this.state = state();
      this.#host.requestUpdate();
    };
    loadBrands(url, { signal }).then(
      (brands) => arrived(() => ({ kind: 'ready', brands })),
      (error: EhrError) => arrived(() => failure(error)),
    );
  }
}

function isBundle(given: unknown): given is FhirBundle {
  return typeof given === 'object' && given !== null && 'resourceType' in given && given.resourceType === 'Bundle';
}

function failure({ code, message }: EhrError): ListState {
  warnOnce(`<ehr-connect> has no list of places. ${message}`);
  return code === 'bad-configuration' ? { kind: 'mistake' } : { kind: 'failed', passing: PASSING.includes(code) };
}

const PASSING: readonly EhrErrorCode[] = ['offline', 'unreachable', 'timeout', 'throttled', 'server-error'];
