/**
 * App State: a little of what an app wants to remember, kept by the EHR (SMART App Launch 2.2, capability
 * `smart-app-state`, experimental). For settings and keys, never for what FHIR has a resource of its own for.
 * @module
 */
import type { Basic, Bundle, Coding } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { nextPage } from '../fhir/paging.ts';
import { type Endpoint, getJson } from '../fhir/request.ts';
import { WRITTEN, writeJson } from '../fhir/write.ts';
import type { Session } from './session.ts';
import type { ServerSource } from './source.ts';

export interface AppStateOptions {
  /** What kind of state: one coding, with system and code, that the EHR has agreed to for this app. */
  readonly code: Coding;
  /**
   * Whose state: `patient` for the patient in context; a reference to somebody at the source, as a rule the person using
   * the app (`context.fhirUser`); left out for the app as a whole.
   */
  readonly subject?: 'patient' | (string & {});
}

/** One text of a state. */
export interface AppStateValue {
  /** The URL of the extension it is in; the app's own. */
  readonly url: string;
  /**
   * Text that whoever may write this state has written, not necessarily this app: validate it before use, and never take
   * it for markup or code (SMART App Launch 2.2, "App State", "Security and Access controls").
   */
  readonly value: string;
}

/** A state as the EHR has it. */
export interface AppStateRecord {
  readonly id: string;
  /** Which version this is: a change is made to this one or to none. */
  readonly version: string;
  readonly values: readonly AppStateValue[];
}

/** The states of one code and one subject. All methods reject with an EhrError. */
export interface AppState {
  /** All of them: an EHR keeps one at least, and may keep several. */
  read(): Promise<readonly AppStateRecord[]>;
  /**
   * Keeps these values: as a new state, or in place of all values of `previous`.
   * @throws EhrError `conflict` when `previous` is no longer what the EHR has: read again. `rejected` when too large.
   */
  save(values: readonly AppStateValue[], previous?: AppStateRecord): Promise<AppStateRecord>;
  /** @throws EhrError `conflict` when `record` is no longer what the EHR has. */
  remove(record: AppStateRecord): Promise<void>;
}

/** In bytes; an EHR may allow more, but does not say so where a program could read it. */
const LARGEST = 256_000;

/**
 * The App State at a source, or at the only source of a session that offers it. It belongs to that sign-in: once the
 * session ends or changes patient, everything rejects with `session-expired`.
 *
 * The EHR may keep it at a base of its own. That is the one place outside the source's base that is sent the access
 * token: because the server's SMART configuration names it (`associated_endpoints`), over https, and for `Basic` only.
 * @throws EhrError `not-supported` where nothing signed in offers it; `bad-configuration` for a code that lacks system or
 *   code, and for a subject elsewhere.
 */
export function appState(place: Session | ServerSource, options: AppStateOptions): AppState {
  const { source, base } = offering(place);
  const { system, code, display } = options.code;
  if (!system || !code) throw misconfigured('`code` needs a system and a code');
  const subject = subjectOf(options.subject, source);
  const endpoint: Endpoint = { base, fetch: (url, init) => source.fetch(url, init) };
  const about = { resourceType: 'Basic' };

  const bodyOf = (values: readonly AppStateValue[], id?: string): string => {
    const basic: Basic = {
      resourceType: 'Basic',
      ...(id !== undefined && { id }),
      extension: values.map(({ url, value }) => ({ url, valueString: value })),
      code: { coding: [{ system, code, ...(display !== undefined && { display }) }] },
      ...(subject !== undefined && { subject: { reference: subject } }),
    };
    const body = JSON.stringify(basic);
    if (new TextEncoder().encode(body).length > LARGEST) throw tooLarge(base);
    return body;
  };
  const isOurs = (basic: Basic | null): boolean =>
    basic?.resourceType === 'Basic' &&
    basic.subject?.reference === subject &&
    !!basic.code?.coding?.some((coding) => coding.system === system && coding.code === code);
  const permit = (interaction: 'create' | 'update' | 'delete' | 'search'): void => {
    const permission = source.can(interaction, 'Basic', { code: `${system}|${code}` });
    if (!permission.allowed) throw forbidden(base, permission.missing);
  };
  const recordIn = (body: unknown): AppStateRecord => {
    const record = isOurs(body as Basic | null) ? recordOf(body as Basic) : undefined;
    if (!record) throw badAnswer(base);
    return record;
  };

  return {
    read: async () => {
      permit('search');
      const query = new URLSearchParams({ code: `${escaped(system)}|${escaped(code)}` });
      if (subject === undefined) query.set('subject:missing', 'true');
      else query.set('subject', escaped(subject));
      const found: AppStateRecord[] = [];
      for await (const basic of everyBasic(endpoint, `${base}/Basic?${query}`)) {
        const record = isOurs(basic) && recordOf(basic);
        if (record) found.push(record);
      }
      return found;
    },
    save: async (values, previous) => {
      permit(previous ? 'update' : 'create');
      const body = bodyOf(values, previous?.id);
      if (previous === undefined) {
        return recordIn(await writeJson(endpoint, `${base}/Basic`, { method: 'POST', headers: WRITTEN, body }, about));
      }
      const request = { method: 'PUT', headers: { ...WRITTEN, ...ifMatch(previous) }, body } as const;
      return recordIn(await writeJson(endpoint, urlOf(base, previous), request, about));
    },
    remove: async (record) => {
      permit('delete');
      await writeJson(endpoint, urlOf(base, record), { method: 'DELETE', headers: ifMatch(record) }, about);
    },
  };
}

function ifMatch({ version }: AppStateRecord): Readonly<Record<string, string>> {
  return { 'if-match': `W/"${version}"` };
}

function urlOf(base: string, { id }: AppStateRecord): string {
  return `${base}/Basic/${encodeURIComponent(id)}`;
}

/** All pages. A page that is missing could hold the only state there is, so nothing is given then. */
async function* everyBasic(endpoint: Endpoint, first: string): AsyncGenerator<Basic> {
  const read = new Set<string>();
  for (let url: string | undefined = first; url !== undefined;) {
    read.add(url);
    const bundle = (await getJson(endpoint, url, { resourceType: 'Basic' })) as Bundle | null;
    if (bundle?.resourceType !== 'Bundle') throw badAnswer(endpoint.base);
    for (const { resource } of bundle.entry ?? []) if (resource) yield resource as Basic;
    const next = nextPage(bundle, endpoint.base, read);
    if (next && 'refused' in next) throw badAnswer(endpoint.base);
    url = next?.url;
  }
}

function recordOf({ id, meta, extension = [] }: Basic): AppStateRecord | undefined {
  const version = meta?.versionId;
  if (!id || !version || !/^[\w.-]{1,64}$/.test(version)) return undefined;
  const values = extension.flatMap(({ url, valueString }) =>
    typeof valueString === 'string' ? [{ url, value: valueString }] : [],
  );
  return { id, version, values };
}

function offering(place: Session | ServerSource): { readonly source: ServerSource; readonly base: string } {
  const sources = 'sources' in place ? place.sources : [place];
  const [found, another] = sources.flatMap((source) =>
    source.kind === 'server' && source.appStateBase !== undefined ? [{ source, base: source.appStateBase }] : [],
  );
  if (another) throw misconfigured('several sources of the session offer App State. Give one of `session.sources`');
  if (found) return found;
  const message = 'No source that is signed in offers App State. Keep what the app has to remember elsewhere.';
  throw new EhrError('not-supported', message, { resourceType: 'Basic' });
}

function subjectOf(subject: string | undefined, { base, patient }: ServerSource): string | undefined {
  if (subject === undefined) return undefined;
  if (subject === 'patient') return `${base}/Patient/${patient}`;
  const relative = subject.startsWith(`${base}/`) ? subject.slice(base.length + 1) : subject;
  if (!/^[A-Z]\w+\/[\w.-]{1,64}$/.test(relative)) {
    throw misconfigured(`\`subject\` has to be 'patient' or a reference to somebody at ${base}`);
  }
  return `${base}/${relative}`;
}

/** As FHIR R4 §3.1.1.4.0.1 has it, for values that hold what separates values. */
function escaped(value: string): string {
  return value.replace(/[\\,|$]/g, '\\$&');
}

function misconfigured(reason: string): EhrError {
  return new EhrError('bad-configuration', `appState: ${reason}.`);
}

function forbidden(server: string, missing: readonly string[]): EhrError {
  const message = `The sign-in does not permit this use of App State. Ask for the scope ${missing.join(' ')}.`;
  return new EhrError('forbidden', message, { server, resourceType: 'Basic' });
}

function tooLarge(server: string): EhrError {
  const message = 'The state is larger than the 256 kB that an EHR has to take. Nothing was sent. Keep less in it.';
  return new EhrError('rejected', message, { server, resourceType: 'Basic' });
}

function badAnswer(server: string): EhrError {
  const message = `${server} answered something else than the App State asked for. Nothing of it was used.`;
  return new EhrError('bad-response', message, { server, resourceType: 'Basic' });
}
