/**
 * How one organisation's server behaves at the moment: its dress and its faults, which may change while it runs.
 * @module
 */
import type { Fault } from '../faults/fault.ts';
import { Injector } from '../faults/injector.ts';
import type { Handler } from '../server/handler.ts';
import type { Handle } from './asked.ts';
import type { Dress } from './dress.ts';
import { hideFromPages, withoutClaims } from './http.ts';
import { wear } from './wear.ts';

export interface MannersOptions {
  /** The path of the organisation, `/city-clinic`. */
  readonly root: string;
  /** Absolute FHIR base URL, no slash at its end. */
  readonly base: string;
  readonly handle: Handle;
  readonly now: () => Date;
  readonly random: () => number;
}

export class Manners {
  readonly #options: MannersOptions;
  #dress: Dress | undefined;
  #handle: Handle;
  #injector: Injector;

  constructor(options: MannersOptions) {
    this.#options = options;
    this.#handle = options.handle;
    this.#injector = new Injector({ ...options, faults: [] });
  }

  get dress(): Dress | undefined {
    return this.#dress;
  }

  /** The faults in force, each with the number of requests that it will still meet. */
  get faults(): readonly Fault[] {
    return this.#injector.remaining;
  }

  /** Changes the dress; none with undefined. A dress put on again begins anew, its rate limit too. */
  wear(dress: Dress | undefined): void {
    const { handle, base, now } = this.#options;
    this.#dress = dress;
    this.#handle = dress === undefined ? handle : wear(handle, { dress, base, now });
  }

  /** Replaces the faults. */
  suffer(faults: readonly Fault[]): void {
    this.#injector = new Injector({ ...this.#options, faults });
  }

  /** FHIR as the dress does it. */
  readonly handle: Handle = (request) => this.#handle(request);

  /** What happens around FHIR and sign-in: comes before both. */
  readonly middleware: Handler = (ctx, next) =>
    this.#injector.middleware(ctx, async () => {
      await next();
      const { root } = this.#options;
      if (this.#dress === undefined || !ctx.path.startsWith(`${root}/fhir`)) return;
      hideFromPages(this.#dress, ctx);
      withoutClaims(this.#dress, ctx);
    });
}
