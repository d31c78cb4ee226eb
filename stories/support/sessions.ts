/**
 * Sessions over servers that exist only in memory: real requests of the record, answered with whatever a story or a
 * test needs, faults included.
 */
import { EhrError, type Practice, type ServerSource, type Session, type SessionState } from '@ehr-widgets/sdk';
import type { Appointment, Bundle, CodeableConcept, FhirResource } from 'fhir/r4.js';
import { PATIENT } from './record.ts';

type Source = Session['sources'][number];

/** How a server of a story behaves. */
export interface Server {
  readonly name?: string;
  readonly resources: readonly FhirResource[];
  /** Resource types (or `*` for all) whose requests go wrong: an HTTP status, or `never` for no answer at all. */
  readonly faults?: Readonly<Record<string, number | 'never' | 'unreachable'>>;
  /** Resource types whose scope was not granted. */
  readonly denied?: readonly string[];
  /** Resource types that the server does not have. */
  readonly lacks?: readonly string[];
  /** Resource types of which only the first page can be read, and how many entries that is. */
  readonly cutOff?: Readonly<Record<string, { readonly shown: number; readonly total?: number }>>;
  /** Resource types whose second page never comes, and how many entries the first one has. */
  readonly halfRead?: Readonly<Record<string, number>>;
  /** Resource types that come on several pages, and how many entries each page has. */
  readonly paged?: Readonly<Record<string, number>>;
  /** Resource types that can only be read, as the server says of itself. */
  readonly readsOnly?: readonly string[];
  /** What resources said before they were changed in place. Where it is given, the server says that it keeps versions. */
  readonly versions?: readonly FhirResource[];
  /** Operations on appointments that it says it has. What is sent to one counts as writing `Parameters`. */
  readonly operations?: readonly string[];
  /** What writing a resource type comes to, where it does not simply work: an HTTP status, or an answer that is lost. */
  readonly writes?: Readonly<Record<string, number | 'lost'>>;
  /** What it adds to an appointment that is written. */
  readonly adds?: Partial<Appointment>;
  /** A warning that comes with every answer. */
  readonly warning?: string;
}

let pages = 0;

/** A session that a story or a test moves by hand. */
export class StorySession implements Session {
  readonly kind: Session['kind'];
  state: SessionState;
  sources: readonly Source[] = [];
  practice: NonNullable<Session['practice']> = [];
  /** What was asked of it, in order. */
  readonly calls: string[] = [];
  /** Requests sent, as URLs relative to the server. */
  readonly requests: string[] = [];
  /** What was written to it, in order. */
  readonly written: FhirResource[] = [];
  /** Changed while it is in use, to make a server fail or recover. */
  servers: readonly Server[];
  readonly #listeners = new Set<() => void>();
  /** Servers of its own: one that never answers must not keep those of another session waiting. */
  readonly #page = ++pages;

  constructor(state: SessionState, servers: readonly Server[] = [], kind: Session['kind'] = 'smart') {
    this.kind = kind;
    this.state = state;
    this.servers = servers;
    this.#read();
  }

  /** How many are listening; what a leak test counts. */
  get listeners(): number {
    return this.#listeners.size;
  }

  become(state: SessionState): void {
    // The same sources while it stays ready, as every session has it: what has been read is kept.
    const stays = this.state.kind === state.kind && this.sources.length + this.practice.length > 0;
    this.state = state;
    if (!stays) this.#read();
    for (const listener of [...this.#listeners]) listener();
  }

  absent: Session['absent'] = [];

  can: Session['can'] = (interaction, type, narrowing) => {
    const verdicts = this.sources.map((source) => source.can(interaction, type, narrowing));
    return verdicts.find((verdict) => verdict.allowed) ?? verdicts[0] ?? { allowed: false, missing: [] };
  };

  stay(): void {
    this.calls.push('stay');
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  resume(): Promise<void> {
    this.calls.push('resume');
    return Promise.resolve();
  }

  signIn(options?: { readonly by?: string; readonly issuer?: string }): Promise<void> {
    this.calls.push(['signIn', options?.by, options?.issuer].filter(Boolean).join(' '));
    return Promise.resolve();
  }

  signOut(): Promise<void> {
    this.calls.push('signOut');
    this.become({ kind: 'signed-out' });
    return Promise.resolve();
  }

  #write({ writes, adds }: Server, resource: FhirResource): Promise<Response> {
    const fault = writes?.[resource.resourceType];
    if (fault === 'lost') return Promise.reject(new TypeError('Failed to fetch'));
    if (fault !== undefined) return Promise.resolve(json(outcome('processing'), fault));
    this.written.push(resource);
    const added = resource.resourceType === 'Appointment' ? adds : undefined;
    return Promise.resolve(json({ ...resource, ...added, id: `written-${this.written.length}` }, 201));
  }

  /** What is changed is what the server has from then on. */
  #change(server: Server, resource: FhirResource): Promise<Response> {
    const fault = server.writes?.[resource.resourceType];
    if (fault === 'lost') return Promise.reject(new TypeError('Failed to fetch'));
    if (fault !== undefined) return Promise.resolve(json(outcome('processing'), fault));
    const versionId = String(Number(resource.meta?.versionId ?? 0) + 1);
    const stored = { ...resource, meta: { ...resource.meta, versionId } };
    this.written.push(stored);
    this.servers = this.servers.map((one) =>
      one.name === server.name
        ? { ...one, resources: one.resources.map((each) => (isOne(each, stored) ? stored : each)) }
        : one,
    );
    return Promise.resolve(json(stored));
  }

  #read(): void {
    const { state } = this;
    this.sources = state.kind === 'ready' ? this.#makeSources() : [];
    const isForPractice = state.kind === 'no-patient' && state.practice !== undefined;
    this.practice = isForPractice ? this.#makeSources().map(({ patient: _, ...source }) => source) : [];
  }

  get #user(): string | undefined {
    const { state } = this;
    return state.kind === 'no-patient'
      ? state.practice?.context.fhirUser
      : 'context' in state
        ? state.context.fhirUser
        : undefined;
  }

  #makeSources(): ServerSource[] {
    return this.servers.map((server, index) => {
      const base = `https://server-${index}.page-${this.#page}.example/fhir`;
      return {
        kind: 'server' as const,
        id: `source-${index}`,
        name: server.name ?? 'University Hospital',
        patient: PATIENT,
        base,
        scopes: undefined,
        ...(this.#user !== undefined && { user: this.#user }),
        can: (_: unknown, type: string) =>
          this.servers[index]?.denied?.includes(type)
            ? { allowed: false as const, missing: [`patient/${type}.rs`] }
            : { allowed: true as const },
        fetch: (url: string, init?: RequestInit) => {
          this.requests.push(url.slice(base.length + 1));
          const running = { ...(this.servers[index] as Server), base };
          if (init?.method === 'PUT') return this.#change(running, JSON.parse(init.body as string) as FhirResource);
          if (init?.method === 'POST') return this.#write(running, JSON.parse(init.body as string) as FhirResource);
          return answer(running, url.slice(base.length + 1), init?.signal ?? undefined);
        },
      };
    });
  }
}

/** Ready to be read, from these servers. */
export function readySession(...servers: Server[]): StorySession {
  return new StorySession(READY, servers);
}

export const READY: Extract<SessionState, { kind: 'ready' }> = {
  kind: 'ready',
  refusedScopes: [],
  context: {
    patient: PATIENT,
    encounter: undefined,
    fhirUser: undefined,
    identity: 'none',
    needPatientBanner: true,
    intent: undefined,
    tenant: undefined,
    styleUrl: undefined,
    fhirContext: [],
  },
};

/** A sign-in of staff's that is for no patient in particular. */
export const PRACTICE: Practice = {
  refusedScopes: [],
  context: {
    fhirUser: 'Practitioner/iris',
    identity: 'verified',
    needPatientBanner: true,
    intent: undefined,
    tenant: undefined,
    styleUrl: undefined,
    fhirContext: [],
  },
};

export const STAFF: Extract<SessionState, { kind: 'no-patient' }> = {
  kind: 'no-patient',
  error: new EhrError('no-patient', 'No patient is in context.'),
  practice: PRACTICE,
};

type RunningServer = Server & { readonly base: string };

async function answer(server: RunningServer, path: string, signal: AbortSignal | undefined): Promise<Response> {
  const [, type = '', id] = /^([A-Za-z]+)(?:\/([^?]+))?/.exec(path) ?? [];
  const fault = server.faults?.[type] ?? server.faults?.['*'];
  if (fault === 'never') return never(signal);
  if (fault === 'unreachable') throw new TypeError('Failed to fetch');
  if (type === 'metadata') return json(statement(server));
  if (server.lacks?.includes(type)) return json(outcome('not-supported'), 404);
  if (fault !== undefined) return json(outcome('exception'), fault);
  const found = server.resources.filter(({ resourceType }) => resourceType === type);
  const [, versioned] = /^([^/]+)\/_history$/.exec(id ?? '') ?? [];
  if (versioned) return json(versionsOf(versioned, found, server));
  if (id) {
    const [one] = found.filter((resource) => resource.id === id);
    return one ? json(one) : json(outcome('not-found'), 404);
  }
  const query = new URLSearchParams(path.split('?')[1]);
  const page = Number(query.get('page') ?? 1);
  if (page > 1 && server.halfRead?.[type]) return never(signal);
  const matches = narrowed(found, query);
  const said = query.get('_revinclude') === 'Provenance:target' ? provenanceOf(matches, server) : [];
  return json(searchset(server, type, matches, said, page));
}

/** The newest first, as a server has to send them. */
function versionsOf(id: string, found: readonly FhirResource[], { versions = [] }: Server): Bundle {
  const current = found.filter((one) => one.id === id);
  const before = versions.filter((one) => current.some((now) => isOne(one, now)));
  const entry = [...current, ...before].map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'history', entry };
}

function isOne(one: FhirResource, other: FhirResource): boolean {
  return one.resourceType === other.resourceType && one.id === other.id;
}

function provenanceOf(matches: readonly FhirResource[], server: RunningServer): FhirResource[] {
  if (server.faults?.['Provenance'] ?? server.lacks?.includes('Provenance')) return [];
  const found = new Set(matches.map(({ resourceType, id }) => `${resourceType}/${id}`));
  return server.resources.filter(
    (one) => one.resourceType === 'Provenance' && one.target.some(({ reference }) => found.has(reference ?? '')),
  );
}

function narrowed(found: readonly FhirResource[], query: URLSearchParams): FhirResource[] {
  const categories = query.get('category')?.split(',');
  if (!categories) return [...found];
  return found.filter((resource) => {
    const held = (resource as { category?: readonly CodeableConcept[] }).category ?? [];
    return held.some((one) => one.coding?.some(({ code }) => code && categories.includes(code)));
  });
}

function searchset(
  server: RunningServer,
  type: string,
  found: readonly FhirResource[],
  said: readonly FhirResource[],
  page: number,
): Bundle {
  const cut = server.cutOff?.[type];
  const size = server.halfRead?.[type] ?? server.paged?.[type] ?? found.length;
  const shown = found.slice((page - 1) * size, cut?.shown ?? page * size);
  const total = cut ? cut.total : found.length;
  const elsewhere = 'https://elsewhere.example/next';
  const hasMore = server.halfRead?.[type] !== undefined || page * size < found.length;
  const next = cut ? elsewhere : hasMore ? `${server.base}/${type}?page=${page + 1}` : undefined;
  const warning: FhirResource[] = server.warning
    ? [
        {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'warning', code: 'incomplete', diagnostics: server.warning }],
        },
      ]
    : [];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total !== undefined && { total }),
    ...(next && { link: [{ relation: 'next', url: next }] }),
    entry: [
      ...shown.map((resource) => ({ resource, search: { mode: 'match' as const } })),
      ...said.map((resource) => ({ resource, search: { mode: 'include' as const } })),
      ...warning.map((resource) => ({ resource, search: { mode: 'outcome' as const } })),
    ],
  };
}

function statement(server: Server): object {
  const types = [
    'Patient',
    'AllergyIntolerance',
    'Condition',
    'MedicationRequest',
    'MedicationStatement',
    'MedicationDispense',
    'MedicationAdministration',
    'Task',
    'Immunization',
    'Observation',
    'Encounter',
    'Flag',
    'Procedure',
    'Device',
    'DeviceUseStatement',
    'CareTeam',
    'CarePlan',
    'Goal',
    'Consent',
    'DocumentReference',
    'DiagnosticReport',
    'QuestionnaireResponse',
    'ImagingStudy',
    'Binary',
    'Appointment',
    'Slot',
    'Schedule',
    'HealthcareService',
  ];
  const operation = server.operations?.map((name) => ({ name }));
  const resource = types
    .filter((type) => !server.lacks?.includes(type))
    .map((type) => ({
      type,
      ...(server.versions && { interaction: [{ code: 'read' }, { code: 'history-instance' }] }),
      ...(server.readsOnly?.includes(type) && { interaction: [{ code: 'search-type' }] }),
      ...(operation && type === 'Appointment' && { operation }),
    }));
  return { resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] };
}

function outcome(code: string): object {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] };
}

function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/fhir+json' } });
}

function never(signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
