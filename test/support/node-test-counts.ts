/**
 * A reporter for `node --test` that says only the last line, for test/run.ts: `N passed, N failed`. A test that was
 * skipped or left as a to-do proves nothing and counts as failed.
 * @module
 */
import type { TestEvent } from 'node:test/reporters';

export default async function* counts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite' && type === 'test:pass') continue;
    if (type === 'test:fail' && failedForItsParts(data.details.error)) continue;
    const proven = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
    if (proven) passed += 1;
    else failed += 1;
  }
  yield `${passed} passed, ${failed} failed\n`;
}

/** A suite or test whose only fault is that of a test within it, which is counted by itself. */
function failedForItsParts(error: Error): boolean {
  return (error as { failureType?: unknown }).failureType === 'subtestsFailed';
}
