/**
 * What a sandbox can be started with, and what it gives back.
 * @module
 */
import type { Size } from '../patients/stories/stories.ts';
import type { Lifetimes } from '../smart/lifetimes.ts';

/** How to start a sandbox. Everything has a default. */
export interface SandboxOptions {
  /** Port of the FHIR servers, sign-in, demo EHR and start page. 0 picks a free one. Default 4460. */
  readonly port?: number;
  /** Port of the demo portal, an origin of its own. Default: the port after `port`; 0 when `port` is 0. */
  readonly portalPort?: number;
  /** Seed of the synthetic patients: the same seed and day give the same patients. Default 1. */
  readonly seed?: number;
  /** How many synthetic resources: S a dozen people, M and L one more with a record of 3,000 or 30,000. Default S. */
  readonly size?: Size;
  /** SQLite file to keep resources in; each organisation writes its own beside it. Default: in memory. */
  readonly db?: string;
  /** `off` serves FHIR without sign-in, for local scripts. Default `on`. */
  readonly auth?: 'on' | 'off';
  /** Files or folders of Bundles, single resources (`.json`) or NDJSON, loaded into the first organisation. */
  readonly load?: readonly string[];
  /** How the servers of named vendors behave: `epic` for every organisation, `city-clinic=epic` for one. */
  readonly dress?: readonly string[];
  /** What goes wrong: `latency:200` everywhere, `city-clinic=error:503@Observation#2` (kind:value@where#count%percent). */
  readonly faults?: readonly string[];
  readonly lifetimes?: Partial<Lifetimes>;
  /** The day that the synthetic patients' dates are relative to. Default: now. */
  readonly today?: Date;
  /** Told what is going on while starting, in words for a terminal. */
  readonly progress?: (message: string) => void;
}

/** One organisation of a running sandbox. */
export interface SandboxOrganisation {
  readonly name: string;
  readonly slug: string;
  readonly fhirBase: string;
  /** The OAuth issuer, as in the id token's `iss`. */
  readonly issuer: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** Address of the start page. */
  readonly home: string;
  /** Address of the demo portal. */
  readonly portal: string;
  /** Address of the demo EHR. */
  readonly ehr: string;
  /** Where programs change dress and faults: POST JSON to `organisations/<slug>` below it. */
  readonly admin: string;
  readonly organisations: readonly SandboxOrganisation[];
  /** Stops serving and closes the databases. */
  close(): Promise<void>;
}

/** A reason not to start that a person can do something about; `message` says what. */
export class SandboxError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SandboxError';
  }
}
