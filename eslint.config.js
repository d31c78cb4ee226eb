/** What docs/conventions.md says and a linter can hold. */
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** The SDK's floors, lowest first (ARCHITECTURE.md). A file imports only from its own floor and those below. */
const floors = [
  ['format', 'errors', 'on-page'],
  ['topics'],
  ['fhir'],
  ['auth'],
  ['session'],
  ['record'],
  ['actions'],
  ['index'],
];

const elementsSource = 'packages/elements/src/**/*.ts';
const tests = ['test/**/*.ts', 'stories/**/*.ts'];
const toolConfiguration = ['*.config.js', '.storybook/*.ts', '.size-limit.js', 'test/support/node-test-counts.ts'];

export default tseslint.config(
  { ignores: ['**/dist/', '**/cdn/', '**/node_modules/', 'storybook-static/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The compiler's noUnusedLocals and noUnusedParameters say it already.
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  ...sdkFloors(),
  {
    files: [elementsSource],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
    settings: { wc: { elementBaseClasses: ['LitElement', 'WidgetElement'] } },
    rules: {
      'lit/attribute-names': 'error',
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-property-change-update': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/value-after-constraints': 'error',
      'lit/ban-attributes': ['error', 'style'],
      'wc/guard-super-call': 'off',
      'wc/max-elements-per-file': 'error',
      'wc/no-child-traversal-in-connectedcallback': 'error',
      'wc/no-closed-shadow-root': 'error',
      'wc/no-constructor-attributes': 'error',
      'wc/require-listener-teardown': 'error',
      'no-restricted-imports': ['error', { patterns: [onlyPackages(['@ehr-widgets/sdk', 'lit', '@lit/context'])] }],
      'no-restricted-globals': ['error', ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map(wireIsTheSdks)],
      'no-restricted-properties': ['error', { property: 'fetch', message: wireIsTheSdks('fetch').message }],
    },
  },
  {
    files: ['packages/sandbox/src/**/*.ts'],
    // A command line talks; oidc-provider and Koa await what need not be awaited.
    rules: { 'no-console': 'off', '@typescript-eslint/require-await': 'off' },
  },
  {
    files: tests,
    rules: {
      'no-console': 'off',
      // node:test's describe() and it() return promises nobody waits for; assertions of chai are expressions.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      // A method of the platform is kept aside while a test spies on it.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // JSON of a server under test is `any`; the assertion that follows is what checks it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Where a mistake of the page is told to its developer, once.
    files: ['packages/elements/src/shared/warn-once.ts', 'packages/sdk/src/record/registry.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['docs/examples/*/server.ts'], rules: { 'no-console': 'off' } },
  { files: ['stories/**/*.stories.ts', ...toolConfiguration], rules: { 'no-restricted-exports': 'off' } },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked], rules: { 'no-console': 'off' } },
);

/** One block a floor: what stands above it may not be imported. */
function sdkFloors() {
  return floors.slice(0, -1).map((own, height) => {
    const above = floors.slice(height + 1).flat();
    return {
      files: own.flatMap((name) => [`packages/sdk/src/${name}.ts`, `packages/sdk/src/${name}/**/*.ts`]),
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^\\.{1,2}/(?:\\.\\./)*(?:${above.join('|')})(?:/|\\.ts$)`,
                message: `The SDK's ${own.join(' and ')} floor imports only from its own floor and those below it.`,
              },
            ],
          },
        ],
      },
    };
  });
}

/** Relative imports and these packages; nothing else. */
function onlyPackages(names) {
  const allowed = names.map((name) => `${name}(?:/|$)`).join('|');
  return { regex: `^(?!\\.|(?:${allowed}))`, message: `Elements import only from ${names.join(', ')}.` };
}

function wireIsTheSdks(name) {
  return { name, message: 'Elements show topics; the SDK alone talks to servers.' };
}
