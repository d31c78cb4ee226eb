/** What a consumer installs: published files import what their package.json declares, and nothing else. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, it } from 'node:test';
import ts from 'typescript';

interface Description {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

for (const folder of ['sdk', 'elements', 'sandbox']) {
  describe(`@ehr-widgets/${folder}, as published`, () => {
    const description = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8')) as Description;
    const declared = new Set([description.name, ...Object.keys(description.dependencies ?? {})]);
    const files = globSync(`packages/${folder}/dist/**/*.{js,d.ts}`);

    it('has files', () => assert.ok(files.length > 0, 'build first'));

    it('imports only what it declares', () => {
      const strangers = new Map<string, string>();
      for (const file of files) {
        for (const name of importedPackages(file)) {
          if (!declared.has(name) && !(folder === 'sandbox' && isBuiltin(name))) strangers.set(name, file);
        }
      }
      assert.deepEqual(Object.fromEntries(strangers), {});
    });
  });
}

describe('an install of the SDK', () => {
  it('brings no fhirclient: what is needed of it is bundled', () => {
    const description = JSON.parse(readFileSync('packages/sdk/package.json', 'utf8')) as Description;
    assert.ok(!Object.keys(description.dependencies ?? {}).includes('fhirclient'));
    assert.match(readFileSync('packages/sdk/dist/THIRD-PARTY-NOTICES.txt', 'utf8'), /^fhirclient \d/m);
  });

  it('brings no UCUM library with its tools for making tables: what is needed of it is bundled', () => {
    const description = JSON.parse(readFileSync('packages/sdk/package.json', 'utf8')) as Description;
    assert.ok(!Object.keys(description.dependencies ?? {}).includes('@lhncbc/ucum-lhc'));
    assert.match(readFileSync('packages/sdk/dist/THIRD-PARTY-NOTICES-UNITS.txt', 'utf8'), /^@lhncbc\/ucum-lhc \d/m);
  });
});

describe('the CDN files', () => {
  it('import each other and nothing else', () => {
    const files = globSync('packages/elements/cdn/**/*.js');
    assert.ok(files.length > 0, 'build first');
    assert.deepEqual(files.flatMap(importedPackages), []);
  });

  it('keep the notices of all that they hold', () => {
    const notices = readFileSync('packages/elements/cdn/THIRD-PARTY-NOTICES.txt', 'utf8');
    for (const name of ['lit-html', '@lit/reactive-element', '@lit/context', 'fhirclient', '@lhncbc/ucum-lhc']) {
      assert.ok(notices.includes(`\n${name} `) || notices.startsWith(`${name} `), `${name} is missing`);
    }
  });
});

/** Names of the packages that a JavaScript or declaration file imports. A type of FHIR comes from @types/fhir. */
function importedPackages(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith('.'))
    .map((name) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(name)?.[0] ?? name)
    .map((name) => (name === 'fhir' ? '@types/fhir' : name));
}
