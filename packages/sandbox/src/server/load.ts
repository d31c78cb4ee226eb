/**
 * Loading a person's own files: Bundles, single resources, NDJSON.
 * @module
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FhirService } from '../fhir/service.ts';
import { parseJson, stringifyJson } from '../fhir/json.ts';
import type { FhirResource } from '../fhir/types.ts';
import { SandboxError } from './options.ts';

interface LoadableBundle extends FhirResource {
  readonly type?: string;
  readonly entry?: readonly { readonly resource?: FhirResource }[];
}

/**
 * Loads files, and the files of folders, into a FHIR service. Transaction and batch Bundles are carried out; what any
 * other Bundle holds is stored as it is. Throws SandboxError naming the file that could not be loaded.
 */
export async function loadFiles(
  service: Pick<FhirService, 'handle' | 'load'>,
  paths: readonly string[],
  progress: (message: string) => void,
): Promise<void> {
  for (const path of paths) {
    const files = await filesUnder(path);
    if (files.length === 0) throw new SandboxError(`There is no .json or .ndjson file in ${path}.`);
    for (const [index, file] of files.entries()) {
      progress(`Loading ${file} (${index + 1} of ${files.length})`);
      await loadFile(service, file);
    }
  }
}

async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new SandboxError(`${path} was not found. --load takes a file or a folder.`);
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => /\.(json|ndjson)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function loadFile(service: Pick<FhirService, 'handle' | 'load'>, file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const lines = file.endsWith('.ndjson') ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  try {
    for (const line of lines) await loadResource(service, parseJson(line) as FhirResource);
  } catch (error) {
    throw new SandboxError(`${file} could not be loaded: ${(error as Error).message}`, error);
  }
}

async function loadResource(service: Pick<FhirService, 'handle' | 'load'>, resource: FhirResource): Promise<void> {
  if (resource?.resourceType === undefined) throw new Error('it holds no FHIR resource.');
  if (resource.resourceType !== 'Bundle') return store(service, [resource]);
  const bundle = resource as LoadableBundle;
  if (bundle.type !== 'transaction' && bundle.type !== 'batch') {
    return store(
      service,
      (bundle.entry ?? []).flatMap((entry) => entry.resource ?? []),
    );
  }
  return post(service, '', bundle);
}

async function store(service: Pick<FhirService, 'handle' | 'load'>, resources: readonly FhirResource[]): Promise<void> {
  service.load(resources.filter((resource) => resource.id !== undefined));
  for (const resource of resources) {
    if (resource.id === undefined) await post(service, `/${resource.resourceType}`, resource);
  }
}

async function post(service: Pick<FhirService, 'handle'>, path: string, resource: FhirResource): Promise<void> {
  const headers = { 'content-type': 'application/fhir+json' };
  const response = await service.handle({ method: 'POST', path, headers, body: stringifyJson(resource) });
  if (response.status < 400) return;
  const outcome = JSON.parse(response.body ?? '{}') as {
    issue?: { diagnostics?: string; details?: { text?: string } }[];
  };
  const [issue] = outcome.issue ?? [];
  throw new Error(issue?.diagnostics ?? issue?.details?.text ?? `the server answered ${response.status}.`);
}
