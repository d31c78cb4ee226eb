/** The manifest of the elements: what documentation, editors, Storybook and the contract tests read. */
import { cemValidatorPlugin } from '@wc-toolkit/cem-validator';

export default {
  globs: ['packages/elements/src/**/*.ts'],
  outdir: 'packages/elements',
  litelement: true,
  plugins: [
    publishedPaths(),
    documentedEventsOnly(),
    cemValidatorPlugin({
      packageJsonPath: './packages/elements/package.json',
      exclude: ['WidgetElement'],
    }),
  ],
};

/** Modules by the path a consumer imports, not by the path in this repository. */
function publishedPaths() {
  const published = (path) => path?.replace(/^\/?packages\/elements\/src\/(.*)\.ts$/, 'dist/$1.js');
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
