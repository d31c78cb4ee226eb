/** The custom-elements manifest: documentation, editors and the contract tests take it for the truth. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

interface Described {
  readonly name?: string;
  readonly description?: string;
}

interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly privacy?: string;
  readonly static?: boolean;
  readonly type?: { readonly text: string };
}

interface Declaration extends Described {
  readonly kind: string;
  readonly tagName?: string;
  readonly customElement?: boolean;
  readonly summary?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Described[];
  readonly events?: readonly (Described & { readonly type?: { readonly text: string } })[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

const root = 'packages/elements';
const manifest = JSON.parse(readFileSync(`${root}/custom-elements.json`, 'utf8')) as {
  modules: readonly { readonly path: string; readonly declarations?: readonly Declaration[] }[];
};
const elements = manifest.modules.flatMap((module) =>
  (module.declarations ?? []).filter(({ tagName }) => tagName).map((element) => ({ module, element })),
);

/** Names that a TypeScript page can import from the two packages, or has without an import. */
const importable = new Set([
  ...exportsOf('packages/elements/dist/index.d.ts'),
  ...exportsOf('packages/sdk/dist/index.d.ts'),
  ...['Array', 'Date', 'Map', 'Promise', 'Readonly', 'ReadonlyArray', 'Record', 'Set'],
]);

/** What Lit itself calls on an element: no part of the contract with a host page. */
const lifecycle = /^(connected|disconnected|attributeChanged|adopted|connectedMove)Callback$/;

describe('the manifest', () => {
  it('has every element that can be defined, and no other', () => {
    const defined = globSync(`${root}/dist/*/define.js`).map((file) => `ehr-${path.basename(path.dirname(file))}`);
    assert.ok(defined.length > 0, 'build first');
    assert.deepEqual(elements.map(({ element }) => element.tagName).toSorted(), defined.toSorted());
  });

  for (const { module, element } of elements) {
    describe(`of <${element.tagName}>`, () => {
      it('names a module that is published', () => assert.ok(existsSync(`${root}/${module.path}`), module.path));

      it('says what the element is for', () => assert.ok(element.summary || element.description));

      it('describes every public member', () => {
        assert.deepEqual(undescribed((element.members ?? []).filter(isPublic)), []);
      });

      it('describes every attribute, event, slot, part and custom property', () => {
        const { attributes = [], events = [], slots = [], cssParts = [], cssProperties = [] } = element;
        assert.deepEqual(undescribed([...attributes, ...events, ...slots, ...cssParts, ...cssProperties]), []);
      });

      it('uses only types that a page can import', () => {
        const typed = [...(element.members ?? []).filter(isPublic), ...(element.events ?? [])];
        const names = typed.flatMap(({ type }) => typesIn(type?.text ?? ''));
        assert.deepEqual(
          [...new Set(names)].filter((name) => !importable.has(name)),
          [],
        );
      });

      it('names and types its events', () => {
        for (const { name, type } of element.events ?? []) {
          assert.match(name ?? '', /^ehr-[a-z-]+$/);
          assert.ok(type?.text, `${name} has no type`);
        }
      });
    });
  }
});

function isPublic({ name = '', privacy, static: isStatic }: Member): boolean {
  return (privacy ?? 'public') === 'public' && !isStatic && !name.startsWith('#') && !lifecycle.test(name);
}

/** A slot without a name is the default slot. */
function undescribed(parts: readonly Described[]): string[] {
  return parts.filter(({ description }) => !description).map(({ name }) => name || '(default slot)');
}

function exportsOf(declarations: string): string[] {
  const program = ts.createProgram([declarations], { module: ts.ModuleKind.NodeNext, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations);
  const symbol = source && checker.getSymbolAtLocation(source);
  assert.ok(symbol, `${declarations} is missing: build first`);
  return checker.getExportsOfModule(symbol).map(({ name }) => name);
}

/** Names of types in a type as text: what starts with a capital and does not stand in quotes. */
function typesIn(text: string): string[] {
  return text.replaceAll(/'[^']*'/g, '').match(/\b[A-Z][A-Za-z]*\b/g) ?? [];
}
