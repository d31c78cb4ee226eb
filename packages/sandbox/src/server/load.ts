/**
 * Loading a person's own files: Bundles, single resources, NDJSON.
 * @module
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FhirService } from '../fhir/service.ts';
import { isObject, parseExact } from '../fhir/json.ts';
import type { FhirResource } from '../fhir/types.ts';
import { SandboxError } from './options.ts';

type Loader = Pick<FhirService, 'handle' | 'load'>;

interface LoadableEntry {
  readonly fullUrl?: string;
  readonly resource?: FhirResource;
  readonly request?: { readonly method: string; readonly url: string };
}

interface LoadableBundle extends FhirResource {
  readonly type?: string;
  readonly entry?: readonly LoadableEntry[];
}

/**
 * Loads files, and the files of folders, into a FHIR service: Bundles of any type whole or not at all. Throws SandboxError naming the file that could not be loaded.
 */
export async function loadFiles(
  service: Loader,
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

async function loadFile(service: Loader, file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  try {
    if (file.endsWith('.ndjson')) {
      service.load(text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [resourceIn(line)])));
      return;
    }
    const resource = resourceIn(text);
    if (resource.resourceType === 'Bundle') await post(service, asTransaction(resource));
    else service.load([resource]);
  } catch (error) {
    throw new SandboxError(`${file} could not be loaded: ${(error as Error).message}`, error);
  }
}

function resourceIn(text: string): FhirResource {
  const value = parseExact(text);
  if (!isObject(value) || typeof value['resourceType'] !== 'string') throw new Error('it holds no FHIR resource.');
  return value as unknown as FhirResource;
}

/** Whatever a Bundle is for, its entries are stored together, and references between them come out right. */
function asTransaction(bundle: LoadableBundle): LoadableBundle {
  const entry = (bundle.entry ?? []).filter(({ resource }) => resource !== undefined);
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: entry.map((each) => ({ request: storing(each), ...each })),
  };
}

function storing({ resource }: LoadableEntry): { readonly method: string; readonly url: string } {
  const type = resource?.resourceType ?? '';
  return resource?.id === undefined ? { method: 'POST', url: type } : { method: 'PUT', url: `${type}/${resource.id}` };
}

async function post(service: Loader, bundle: LoadableBundle): Promise<void> {
  const headers = { 'content-type': 'application/fhir+json' };
  const response = await service.handle({ method: 'POST', path: '', headers, body: JSON.stringify(bundle) });
  if (response.status < 400) return;
  const outcome = JSON.parse(response.body ?? '{}') as {
    issue?: { diagnostics?: string; details?: { text?: string } }[];
  };
  const [issue] = outcome.issue ?? [];
  throw new Error(issue?.diagnostics ?? issue?.details?.text ?? `the server answered ${response.status}.`);
}
