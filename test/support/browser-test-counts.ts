/**
 * The last line of a Web Test Runner run, for test/run.ts: `N passed, N failed`. A skipped test proves nothing and
 * counts as failed; so does a file that does not load.
 * @module
 */
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

export function countsReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      let passed = 0;
      let failed = 0;
      for (const session of sessions) {
        const results = resultsOf(session);
        const good = results.filter((result) => result.passed && !result.skipped).length;
        passed += good;
        failed += results.length - good;
        if (results.length === good && !session.passed) failed += 1;
      }
      console.log(`${passed} passed, ${failed} failed`);
    },
  };
}

function resultsOf(session: TestSession): TestSuiteResult['tests'] {
  return session.testResults ? testsIn(session.testResults) : [];
}

function testsIn(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}
