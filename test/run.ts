/**
 * `npm test`: everything that must hold, two steps at a time, ending with the line `N passed, N failed`.
 *
 *     npm test                      everything
 *     npm test -- sdk elements      these steps, and what they need built
 *     npm test -- --verbose sdk     with the output of steps that pass
 *     npm test -- --list            the names of the steps
 * @module
 */
import { parseArgs } from 'node:util';
import { runSteps, type Step } from './support/steps.ts';

const packages = ['packages/sdk', 'packages/elements', 'packages/sandbox'];
/** A file that hangs is named well before the whole step is stopped. */
const nodeTests = (files: string, options = ''): string =>
  `node --test ${options} --test-timeout=420000 --test-reporter=spec --test-reporter-destination=stdout ` +
  `--test-reporter=./test/support/node-test-counts.ts --test-reporter-destination=stdout "${files}"`;
const eachPackage = (command: (folder: string) => string): string => packages.map(command).join(' && ');

/** In the order they start. Long ones stand early, so that none is left to run alone at the end. */
const steps: readonly Step[] = [
  { name: 'build', about: 'packages, sign-in chunk, manifest, CDN files', command: 'npm run --silent build' },
  { name: 'format', about: 'prettier', command: 'prettier --check --log-level warn .' },
  { name: 'elements', about: 'in a browser', command: 'wtr', needs: ['build'], counts: true },
  {
    name: 'sandbox',
    about: 'in Node',
    command: nodeTests('test/sandbox/**/*.test.ts'),
    needs: ['build'],
    counts: true,
  },
  {
    name: 'storybook-build',
    about: 'the static Storybook',
    command: 'npm run --silent build-storybook',
    needs: ['build'],
  },
  { name: 'sdk', about: 'in Node', command: nodeTests('test/sdk/**/*.test.ts'), counts: true },
  // By far the longest: two halves fill two cores, and every file is in one of them.
  ...['1/2', '2/2'].map((half) => ({
    name: `e2e-${half[0]}`,
    about: 'browser and sandbox, every second file',
    command: nodeTests('test/e2e/**/*.test.ts', `--test-shard=${half}`),
    needs: ['build'],
    counts: true,
  })),
  {
    name: 'examples',
    about: 'of docs/, run as they are',
    command: nodeTests('test/examples/**/*.test.ts'),
    needs: ['build'],
    counts: true,
  },
  { name: 'lint', about: 'eslint', command: 'eslint --max-warnings 0 .', needs: ['build'] },
  {
    name: 'storybook',
    about: 'every story, as built',
    command: nodeTests('test/storybook/**/*.test.ts'),
    needs: ['storybook-build'],
    counts: true,
  },
  { name: 'types', about: 'tests and stories', command: 'tsc --project tsconfig.json', needs: ['build'] },
  {
    name: 'packages',
    about: 'manifest, imports, floors, licences',
    command: nodeTests('test/packages/**/*.test.ts'),
    needs: ['build'],
    counts: true,
  },
  {
    name: 'publint',
    about: 'package.json',
    command: eachPackage((folder) => `publint run ${folder} --strict`),
    needs: ['build'],
  },
  {
    name: 'attw',
    about: 'are the types wrong',
    command: eachPackage((folder) => `attw --pack ${folder} --profile esm-only --format ascii`),
    needs: ['build'],
  },
  { name: 'knip', about: 'nothing unused', command: 'knip', needs: ['build'] },
  { name: 'size', about: 'budgets', command: 'size-limit', needs: ['build'], show: true },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean' }, verbose: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !steps.some((step) => step.name === name));

if (values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no step named ${unknown.join(' or ')}. There are:`);
  for (const { name, about } of steps) console.log(`${name.padEnd(16)} ${about}`);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const { passed, failed } = await runSteps(wanted(positionals), { atOnce: 2, verbose: values.verbose ?? false });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** The named steps and all that they need; every step when none is named. */
function wanted(names: readonly string[]): readonly Step[] {
  if (names.length === 0) return steps;
  const needed = new Set(names);
  for (const step of steps.toReversed()) {
    if (needed.has(step.name)) step.needs?.forEach((name) => needed.add(name));
  }
  return steps.filter((step) => needed.has(step.name));
}
