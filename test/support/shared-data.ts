/** The FHIR data that stands beside the project, not in it: ../shared/data, with a README that says what is whose. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = new URL('../../../shared/data/', import.meta.url).pathname;

/** Absolute paths of the JSON files in one folder of the shared data. Throws when the folder is not there. */
export function sharedFiles(folder: string): string[] {
  const path = join(DATA, folder);
  if (!existsSync(path)) throw new Error(`The shared test data is missing: expected ../shared/data/${folder}`);
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(path, name));
}

/** One file of the shared data, parsed. */
export function sharedJson(name: string): unknown {
  return JSON.parse(readFileSync(join(DATA, name), 'utf8'));
}
