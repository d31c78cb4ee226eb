/**
 * A source: one place a record is read from, together with the right to read it.
 * @module
 */
import type { Bundle } from 'fhir/r4.js';
import type { Interaction, Narrowing, Permission } from '../auth/scopes.ts';
import type { Page } from '../fhir/search.ts';
import type { Search } from '../topics/topic.ts';

export type { Permission } from '../auth/scopes.ts';

interface SourceBase {
  /** Unique and stable within the session. Holds no PHI. */
  readonly id: string;
  /** For readers: the name the host gave, else the server's host name. */
  readonly name: string;
  /** Scopes as the server granted them; undefined when there are none to go by (open server, proxy, host token, Bundle). */
  readonly scopes: readonly string[] | undefined;
  /**
   * Whether the granted scopes cover an interaction. Without scopes to go by, everything is allowed and the server
   * decides. A Bundle can be read and searched, never written.
   */
  can(interaction: Interaction, type: string, narrowing?: Narrowing): Permission;
}

/** What a source that holds one patient's record says of it. */
interface OfPatient {
  /**
   * The logical id of the Patient at this source, without `Patient/`. In a Bundle whose Patient has no id it is that
   * entry's `fullUrl`.
   */
  readonly patient: string;
}

/**
 * A FHIR server, with credentials that only its own `fetch` can use, and no patient: what staff's widgets read, and what
 * none can read a patient's record from. It names nobody whom a search could be limited to, and it is in no `sources`.
 */
export interface PracticeSource extends SourceBase {
  readonly kind: 'server';
  /** FHIR base URL without a trailing slash. */
  readonly base: string;
  /**
   * Who is signed in, as a reference at this server: `Practitioner/1`. Absent where that is not told, is not verified, or is
   * somebody of another server.
   */
  readonly user?: string;
  /**
   * Fetches with this source's credentials. `url` is absolute and under `base` (same origin, same base path), or App
   * State under `appStateBase`; anything else rejects with EhrError `rejected` and nothing is sent. Redirects are refused. A 401 is tried once more with a
   * fresh token. Rejects with EhrError `session-expired` once the session is over, with `token-request-failed` when no
   * token could be had just now, otherwise as `fetch` does.
   */
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

/** A FHIR server with a patient in context. */
export interface ServerSource extends PracticeSource, OfPatient {
  /**
   * Stands for the right to read, and holds nothing: where two sources of a page have the same one, what is read through
   * the one may be shown through the other. Without it a source shares with nobody.
   */
  readonly right?: object;
  /** FHIR base URL under which this server keeps App State, where it offers that: `base`, or one that it names itself. */
  readonly appStateBase?: string;
}

/** A Bundle held in memory: a document such as an IPS, a searchset or a collection. */
export interface BundleSource extends SourceBase, OfPatient {
  readonly kind: 'bundle';
  readonly base: '';
  readonly bundle: Bundle;
  /** Answers a search as a server would, whole and in one page; later where the Bundle is not of FHIR R4. */
  search(search: Search): Page | Promise<Page>;
}

export type Source = ServerSource | BundleSource;
