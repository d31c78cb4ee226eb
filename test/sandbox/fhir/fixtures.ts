/**
 * What the FHIR server's tests share: a server to ask, and the published examples to ask it about.
 * @module
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  createFhirService,
  type FhirResource,
  type FhirService,
  type FhirServiceOptions,
  type Grant,
} from '../../../packages/sandbox/src/fhir/service.ts';

export const base = 'https://clinic.example/fhir';
const data = new URL('../../../../shared/data/', import.meta.url);

/** Any resource, for tests that look at whatever is in it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: Json;
}

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly grant?: Grant;
}

/** A server with ways to ask it that read like the requests they are. */
export class Clinic {
  readonly service: FhirService;

  constructor(options: Partial<FhirServiceOptions> = {}) {
    this.service = createFhirService({ base, name: 'City Clinic', ...options });
  }

  async ask(request: string, { body, headers = {}, grant }: Asking = {}): Promise<Reply> {
    const [method = '', path = ''] = request.split(/ (.*)/s);
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.service.handle({
      method,
      path,
      headers,
      ...(text === undefined ? {} : { body: text }),
      ...(grant === undefined ? {} : { grant }),
    });
    const answer = response.body ?? '';
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      json: answer === '' ? undefined : JSON.parse(answer),
    };
  }

  /** References of what a search matched, all pages, in order. */
  async matches(search: string, grant?: Grant): Promise<string[]> {
    const found: string[] = [];
    let path: string | undefined = search;
    while (path !== undefined) {
      const reply = await this.ask(`GET ${path}`, grant === undefined ? {} : { grant });
      assert.equal(reply.status, 200, `${path}: ${reply.text.slice(0, 400)}`);
      for (const entry of reply.json.entry ?? []) {
        if (entry.search.mode === 'match') found.push(`${entry.resource.resourceType}/${entry.resource.id}`);
      }
      const next: string | undefined = reply.json.link.find((link: Json) => link.relation === 'next')?.url;
      path = next?.slice(base.length);
    }
    return found;
  }
}

export function refused(reply: Reply, status: number, words: RegExp): void {
  assert.equal(reply.status, status, reply.text.slice(0, 400));
  assert.equal(reply.json.resourceType, 'OperationOutcome');
  assert.match(reply.json.issue[0].diagnostics, words);
}

/** The text of every JSON file in a folder of ../shared/data. */
export function publishedFiles(folder: string): { name: string; text: string }[] {
  const place = new URL(`${folder}/`, data);
  assert.ok(existsSync(place), `These tests read published examples from ${place.pathname}, which is not there.`);
  const names = readdirSync(place).filter((name) => name.endsWith('.json') && name !== 'package.json');
  assert.ok(names.length > 0, `${place.pathname} holds no examples.`);
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(encodeURIComponent(name), place), 'utf8') }));
}

/** Published example resources with an id, each type and id once. */
export function publishedResources(...folders: string[]): FhirResource[] {
  const found = new Map<string, FhirResource>();
  for (const { text } of folders.flatMap(publishedFiles)) {
    const resource = JSON.parse(text) as FhirResource;
    if (resource.id !== undefined) found.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return [...found.values()];
}
