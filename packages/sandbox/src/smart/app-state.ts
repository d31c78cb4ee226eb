/**
 * App State at an endpoint of its own (SMART App Launch 2.2, "App State"): Basic resources that mean something to apps
 * only, apart from the record, in memory. Every rule of the standard is held, so that an app finds out here.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { parseScope, type Permission } from '../fhir/access.ts';
import type { FhirRequest, FhirResponse, Grant } from '../fhir/types.ts';

/** The largest state that is taken, in bytes. */
const largest = 256 * 1024;
const subjectTypes = ['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Person'];

/** A Basic, as far as the rules have been checked. */
interface State {
  readonly resourceType: 'Basic';
  readonly id?: string;
  readonly meta?: { readonly versionId?: string };
  readonly code: { readonly coding: readonly [{ readonly system: string; readonly code: string }] };
  readonly subject?: { readonly reference: string };
}

/** Thrown where a request cannot be carried out. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, diagnostics: string) {
    super(diagnostics);
    this.status = status;
    this.code = code;
  }
}

/** Where an organisation's App State is; its SMART configuration says so in `associated_endpoints`. */
export function appStateBase({ fhirBase }: { readonly fhirBase: string }): string {
  return new URL('app-state', fhirBase).href;
}

/** The App State of one organisation. */
export class AppStates {
  readonly #fhirBase: string;
  readonly #states = new Map<string, { readonly version: number; readonly state: State }>();

  constructor(fhirBase: string) {
    this.#fhirBase = fhirBase;
  }

  handle(request: FhirRequest): Promise<FhirResponse> {
    try {
      return Promise.resolve(this.#answer(request));
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      const issue = [{ severity: 'error', code: thrown.code, diagnostics: thrown.message }];
      return Promise.resolve(json(thrown.status, { resourceType: 'OperationOutcome', issue }));
    }
  }

  #answer(request: FhirRequest): FhirResponse {
    const { pathname, searchParams } = new URL(request.path, 'http://localhost');
    const [, id] = /^\/Basic(?:\/([A-Za-z0-9.-]{1,64}))?$/.exec(pathname) ?? [];
    const asked = `${request.method} ${id === undefined ? pathname : '/Basic/[id]'}`;
    switch (asked) {
      case 'GET /Basic':
        return this.#search(request, searchParams);
      case 'POST /Basic':
        return this.#create(request);
      case 'PUT /Basic/[id]':
        return this.#update(request, id!);
      case 'DELETE /Basic/[id]':
        return this.#remove(request, id!);
      default:
        throw new Refused(404, 'not-found', 'App State has search and create of Basic, and update and delete by id.');
    }
  }

  #search({ grant }: FhirRequest, query: URLSearchParams): FhirResponse {
    const other = [...query.keys()].find((name) => !['code', 'subject', 'subject:missing', '_id'].includes(name));
    if (other) throw new Refused(400, 'not-supported', `App State is searched by code, subject and _id, not ${other}.`);
    const [system, code] = (query.get('code') ?? '').split('|');
    if (!system || !code) throw new Refused(400, 'required', 'code=system|code is needed.');
    const subject = query.get('subject') ?? undefined;
    if ((query.get('subject:missing') === 'true') === (subject !== undefined)) {
      throw new Refused(400, 'required', 'Either subject or subject:missing=true is needed.');
    }
    const wanted = { resourceType: 'Basic', code: { coding: [{ system, code }] } } as const;
    const key = keyOf(subject === undefined ? wanted : { ...wanted, subject: { reference: subject } });
    this.#permit(grant, 's', subject === undefined ? wanted : { ...wanted, subject: { reference: subject } });
    const found = [...this.#states.values()].filter(({ state }) => keyOf(state) === key);
    const entry = found
      .filter(({ state }) => !query.has('_id') || query.get('_id') === state.id)
      .map(({ state }) => ({
        fullUrl: `${appStateBase({ fhirBase: this.#fhirBase })}/Basic/${state.id}`,
        resource: state,
        search: { mode: 'match' },
      }));
    return json(200, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
  }

  #create({ grant, body }: FhirRequest): FhirResponse {
    const state = this.#read(body);
    if (state.id !== undefined || state.meta?.versionId !== undefined) {
      throw new Refused(400, 'invalid', 'A new state has no id and no meta.versionId.');
    }
    this.#permit(grant, 'c', state);
    return this.#keep(201, randomUUID(), 1, state);
  }

  #update({ grant, body, headers }: FhirRequest, id: string): FhirResponse {
    const before = this.#current(id, headers['if-match']);
    const state = this.#read(body);
    if (state.id !== id) throw new Refused(400, 'invalid', 'The id of the state has to be that of the address.');
    this.#permit(grant, 'u', before.state);
    if (keyOf(state) !== keyOf(before.state)) {
      throw new Refused(412, 'conflict', 'The code and the subject of a state cannot be changed.');
    }
    return this.#keep(200, id, before.version + 1, state);
  }

  #remove({ grant, headers }: FhirRequest, id: string): FhirResponse {
    this.#permit(grant, 'd', this.#current(id, headers['if-match']).state);
    this.#states.delete(id);
    return { status: 204, headers: {} };
  }

  #keep(status: number, id: string, version: number, given: State): FhirResponse {
    const state = { ...given, id, meta: { ...given.meta, versionId: String(version) } };
    this.#states.set(id, { version, state });
    const location = `${appStateBase({ fhirBase: this.#fhirBase })}/Basic/${id}`;
    return json(status, state, { ETag: `W/"${version}"`, ...(status === 201 ? { Location: location } : {}) });
  }

  /** The state of that id, if If-Match names its newest version. What was deleted fails as a changed one does. */
  #current(id: string, ifMatch: string | undefined): { readonly version: number; readonly state: State } {
    const current = this.#states.get(id);
    if (current && ifMatch === `W/"${current.version}"`) return current;
    const reason = ifMatch === undefined ? 'If-Match is needed' : 'If-Match does not name the newest version';
    throw new Refused(412, 'conflict', `${reason}, such as W/"3".`);
  }

  #read(body = ''): State {
    if (Buffer.byteLength(body) > largest) throw new Refused(413, 'too-long', `A state has at most ${largest} bytes.`);
    const basic = parse(body);
    const codings = objectOf(basic['code'])['coding'];
    const [coding, ...more] = Array.isArray(codings) ? codings.map(objectOf) : [];
    if (basic['resourceType'] !== 'Basic') throw new Refused(400, 'invalid', 'A state is a Basic resource.');
    if (!isText(coding?.['system']) || !isText(coding['code']) || more.length > 0) {
      throw new Refused(400, 'invalid', 'code has exactly one coding, with system and code.');
    }
    const extensions = Array.isArray(basic['extension']) ? basic['extension'].map(objectOf) : [];
    if (!extensions.every((each) => Object.keys(each).sort().join() === 'url,valueString')) {
      throw new Refused(400, 'invalid', 'Extensions have url and valueString, and nothing else.');
    }
    const reference = objectOf(basic['subject'])['reference'];
    if (basic['subject'] !== undefined && !this.#isSubject(reference)) {
      throw new Refused(
        400,
        'invalid',
        `subject is an absolute reference below ${this.#fhirBase} to ${subjectTypes.join(', ')}.`,
      );
    }
    return basic as unknown as State;
  }

  #isSubject(reference: unknown): boolean {
    const [type, id, ...more] = isText(reference) ? reference.slice(this.#fhirBase.length + 1).split('/') : [];
    const isHere = isText(reference) && reference.startsWith(`${this.#fhirBase}/`);
    return isHere && subjectTypes.includes(type ?? '') && !!id && more.length === 0;
  }

  /** Who asks reaches the state of the patient in context, their own, and with `user/` scopes that of the whole app. */
  #permit(grant: Grant | undefined, permission: Permission, { code, subject }: State): void {
    if (!grant) return;
    const [coding] = code.coding;
    const ofPatient =
      grant.patient !== undefined && subject?.reference === `${this.#fhirBase}/Patient/${grant.patient}`;
    const user = (grant.fhirUser ?? '').replace(`${this.#fhirBase}/`, '');
    const ofUser = !subject || subject.reference === `${this.#fhirBase}/${user}`;
    const permitted = grant.scopes.some((text) => {
      const scope = parseScope(text);
      return (
        scope !== undefined &&
        ['*', 'Basic'].includes(scope.type) &&
        scope.permissions.has(permission) &&
        (scope.context === 'patient' ? ofPatient : ofPatient || ofUser) &&
        scope.query.every(([name, value]) => name === 'code' && value === `${coding.system}|${coding.code}`)
      );
    });
    if (!permitted)
      throw new Refused(403, 'forbidden', `No granted scope reaches this state with Basic.${permission}.`);
  }
}

/** States of the same kind and subject have the same key. */
function keyOf({ code, subject }: State): string {
  const [coding] = code.coding;
  return JSON.stringify([coding.system, coding.code, subject?.reference]);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    throw new Refused(400, 'structure', 'The body is not JSON.');
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): FhirResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/fhir+json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
