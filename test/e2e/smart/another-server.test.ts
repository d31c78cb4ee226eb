/** The sign-in flows can be pointed at another server, as docs/guides/another-server.md says. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';

const FLOWS = new URL('flows.test.ts', import.meta.url).pathname;
const PERSON = new URL('../../support/sandbox-person.ts', import.meta.url).pathname;

let another: Sandbox;
before(async () => {
  another = await startSandbox({ port: 0 });
});
after(() => another?.close());

/** Runs some of the flows in a process of their own; what they print. */
async function runFlows(variables: Readonly<Record<string, string>>): Promise<{ code: unknown; output: string }> {
  // Without this Node takes the inner run for a part of the outer one.
  const env = { ...process.env, ...variables, NODE_TEST_CONTEXT: undefined };
  const args = ['--test', '--test-reporter=tap', '--test-name-pattern=/in a window:/', FLOWS];
  let output = '';
  const child = execFile(process.execPath, args, { env });
  child.stdout?.on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, output };
}

describe('the sign-in flows', () => {
  it('run against the server that the environment names', async () => {
    const [clinic] = another.organisations.slice(1);
    const { code, output } = await runFlows({
      EHR_SMART_ISSUER: clinic?.fhirBase ?? '',
      EHR_SMART_CLIENT_ID: 'storybook',
      EHR_SMART_SCOPE: 'launch/patient patient/*.rs',
      EHR_SMART_PERSON: PERSON,
    });
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`Signing in at ${clinic?.fhirBase}`));
    assert.match(output, /# pass 1\n/);
  });

  it('do not run when the client is not named, and say so', async () => {
    const { code, output } = await runFlows({ EHR_SMART_ISSUER: 'https://fhir.example/r4', EHR_SMART_CLIENT_ID: '' });
    assert.notEqual(code, 0);
    assert.match(output, /EHR_SMART_ISSUER needs EHR_SMART_CLIENT_ID/);
  });
});
