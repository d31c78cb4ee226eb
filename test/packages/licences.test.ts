/** Licences of all that package-lock.json brings: those of published packages are permissive, those of tools are known. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}

const permissive = new Set([
  'Apache-2.0',
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'LicenseRef-UCUM',
]);

/** Only for tools that are never published with our files. */
const forTools = new Set([...permissive, 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0']);

/** Packages whose lock entry states no SPDX licence: what their own files say. */
const readByHand: Readonly<Record<string, string>> = {
  // LICENSE.md: the three BSD clauses, with a wish to be cited.
  fhirpath: 'BSD-3-Clause',
  // LICENSE.md: the same, and the terms of the UCUM and LOINC tables, free to use where their notice is kept.
  '@lhncbc/ucum-lhc': 'BSD-3-Clause AND LicenseRef-UCUM',
  // Readme.md: MIT.
  only: 'MIT',
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};
const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

describe('licences', () => {
  it('of what published packages need are permissive', () => {
    const needed = installed.filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional);
    assert.ok(needed.length > 0);
    assert.deepEqual(unfit(needed, permissive), []);
  });

  it('of tools are known', () => {
    assert.deepEqual(unfit(installed, forTools), []);
  });
});

function unfit(entries: [string, Locked][], allowed: ReadonlySet<string>): string[] {
  return entries
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, license: readByHand[name] ?? license ?? 'not stated' };
    })
    .filter(({ license }) => !satisfied(license, allowed))
    .map(({ name, version, license }) => `${name} ${version}: ${license}`);
}

/** SPDX expressions as npm packages write them: one licence, or a choice or sum of several. */
function satisfied(expression: string, allowed: ReadonlySet<string>): boolean {
  const parts = (separator: string): string[] => expression.replaceAll(/[()]/g, '').split(separator);
  if (expression.includes(' OR ')) return parts(' OR ').some((part) => satisfied(part, allowed));
  if (expression.includes(' AND ')) return parts(' AND ').every((part) => satisfied(part, allowed));
  return allowed.has(expression);
}
