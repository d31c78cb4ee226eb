/**
 * Launch context: what an EHR says about the moment in which it opens an app, and what a token response says about it
 * afterwards (SMART App Launch 2.2, "Scopes and Launch Context").
 * @module
 */
import { randomBytes } from 'node:crypto';

/** The context that goes with an access token, under the names of the token response. */
export interface LaunchContext {
  readonly patient?: string;
  readonly encounter?: string;
  readonly fhirContext?: readonly Readonly<Record<string, unknown>>[];
  readonly intent?: string;
  readonly tenant?: string;
  readonly need_patient_banner?: boolean;
  /** Where the EHR's page hears messages, and what they name the launch by (SMART Web Messaging 1.0). */
  readonly smart_web_messaging_origin?: string;
  readonly smart_web_messaging_handle?: string;
}

/** An EHR's wish to open an app: for whom, by whom. */
export interface Launch {
  /** The log-in of the clinician who is at the EHR. */
  readonly username: string;
  readonly context: LaunchContext;
}

/** Opaque `launch` values, each good until it expires; a reload of the app within that time works, as in an EHR. */
export class Launches {
  readonly #launches = new Map<string, { readonly launch: Launch; readonly expires: number }>();
  readonly #lifetime: number;

  /** @param lifetime seconds */
  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  /** Takes up a launch and gives the value for the app's `launch` parameter. */
  create(launch: Launch): string {
    const now = Date.now();
    for (const [id, entry] of this.#launches) if (entry.expires <= now) this.#launches.delete(id);
    const id = randomBytes(24).toString('base64url');
    this.#launches.set(id, { launch, expires: now + this.#lifetime * 1000 });
    return id;
  }

  find(id: string | undefined): Launch | undefined {
    const entry = id === undefined ? undefined : this.#launches.get(id);
    return entry && entry.expires > Date.now() ? entry.launch : undefined;
  }
}
