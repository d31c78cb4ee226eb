/** Tests of the elements: in a real browser, against the built packages, in a fixed language and time zone. */
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { findBrowser } from './test/support/browser.ts';
import { countsReporter } from './test/support/browser-test-counts.ts';

const { executablePath, args } = await findBrowser();

export default {
  rootDir: '.',
  nodeResolve: { exportConditions: ['production', 'default'] },
  groups: [
    { name: 'elements', files: 'test/elements/**/*.test.ts' },
    { name: 'contract', files: 'test/contract/**/*.test.ts' },
  ],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath, args: [...args] },
      concurrency: 2,
      async createPage({ context }) {
        const page = await context.newPage();
        await page.emulateTimezone('Europe/London');
        return page;
      },
    }),
  ],
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 30_000 } },
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countsReporter()],
};
