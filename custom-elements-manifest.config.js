/**
 * The manifest of the elements: what documentation, editors, Storybook and the contract tests read.
 * Run in packages/elements.
 */
import { cemValidatorPlugin } from '@wc-toolkit/cem-validator';

export default {
  globs: ['src/**/*.ts'],
  outdir: '.',
  litelement: true,
  plugins: [
    currentSchema(),
    publishedPaths(),
    definitions(),
    documentedEventsOnly(),
    cemValidatorPlugin({
      exclude: ['WidgetElement'],
      rules: {
        packageJson: {
          packageType: 'error',
          // ESM with `exports`: neither field has a meaning for it.
          main: 'off',
          module: 'off',
          types: 'error',
          exports: 'error',
        },
        manifest: {
          schemaVersion: 'error',
          modulePath: 'error',
          definitionPath: 'error',
          // It looks in the element's own file; types are exported by the package's index (test/packages/manifest.test.ts).
          exportTypes: 'off',
        },
      },
    }),
  ],
};

/** The analyzer says 1.0.0, and writes what is valid in the schema's current version too. */
function currentSchema() {
  return {
    name: 'current-schema',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.schemaVersion = '2.1.0';
    },
  };
}

/** Modules by the path a consumer imports, not by the path in this repository. */
function publishedPaths() {
  const published = (path) => path?.replace(/^\/?src\/(.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'published-paths',
    packageLinkPhase({ customElementsManifest }) {
      visit(customElementsManifest, (node) => {
        if (node.kind === 'javascript-module') node.path = published(node.path);
        if (typeof node.module === 'string') node.module = published(node.module);
      });
    },
  };
}

/** The analyzer does not see that `define.ts`, by `EhrSession.define()`, defines the element of its folder. */
function definitions() {
  return {
    name: 'definitions',
    packageLinkPhase({ customElementsManifest: { modules } }) {
      for (const { path, declarations } of modules) {
        for (const { name, tagName } of declarations ?? []) {
          const define = modules.find((module) => module.path === path.replace(/[^/]+$/, 'define.js'));
          if (!tagName || !define) continue;
          define.exports = [{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } }];
        }
      }
    },
  };
}

/** The analyzer takes the first argument of any dispatched event's constructor for its name; `@fires` is the truth. */
function documentedEventsOnly() {
  return {
    name: 'documented-events-only',
    packageLinkPhase({ customElementsManifest }) {
      visit(customElementsManifest, (node) => {
        if (Array.isArray(node.events)) node.events = node.events.filter((event) => event.description);
      });
    },
  };
}

function visit(node, visitor) {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) visitor(node);
  for (const child of Object.values(node)) visit(child, visitor);
}
