/** The custom-elements manifest: documentation, editors and the contract tests take it for the truth. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

interface Described {
  readonly name?: string;
  readonly description?: string;
}

interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly privacy?: string;
  readonly static?: boolean;
  readonly inheritedFrom?: unknown;
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
