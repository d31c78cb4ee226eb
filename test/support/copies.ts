/** The SDK as several bundles on one page have it: each copy with modules of its own. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Sdk from '../../packages/sdk/src/index.ts';

export class Copies {
  readonly #folder = mkdtempSync(join(tmpdir(), 'copies-'));

  /** The whole SDK, loaded once more: no module of it is shared with another copy. */
  async load(name: string): Promise<typeof Sdk> {
    const source = fileURLToPath(new URL('../../packages/sdk/src', import.meta.url));
    cpSync(source, join(this.#folder, name), { recursive: true });
    return (await import(join(this.#folder, name, 'index.ts'))) as typeof Sdk;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
