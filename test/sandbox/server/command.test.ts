import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readArguments } from '../../../packages/sandbox/src/command/arguments.ts';
import { App } from './app.ts';

const command = fileURLToPath(new URL('../../../packages/sandbox/src/cli.ts', import.meta.url));

function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the command to its end. */
async function run(...args: string[]): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  const child = start(...args);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

describe('ehr-sandbox', () => {
  it('prints one line of JSON when it is ready, and stops when it is told to', async () => {
    const child = start('--port', '0', '--json');
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    const ready = JSON.parse(line) as {
      home: string;
      portal: string;
      ehr: string;
      organisations: { name: string; fhirBase: string }[];
    };
    assert.deepEqual(Object.keys(ready), ['home', 'portal', 'ehr', 'admin', 'organisations']);
    assert.deepEqual(
      ready.organisations.map(({ name }) => name),
      ['University Hospital', 'City Clinic'],
    );
    for (const address of [ready.home, ready.portal, ready.ehr, `${ready.organisations[0]?.fhirBase}/metadata`]) {
      assert.equal((await fetch(address)).status, 200, address);
    }
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
    await assert.rejects(fetch(ready.home));
  });

  it('says in words where to go', async () => {
    const child = start('--port', '0');
    let out = '';
    for await (const part of child.stdout) {
      out += String(part);
      if (out.includes('Ctrl+C')) break;
    }
    child.kill('SIGINT');
    await once(child, 'exit');
    assert.match(out, /Demo portal +http:\/\/localhost:\d+\/portal\//);
    assert.match(out, /University Hospital +http:\/\/localhost:\d+\/university-hospital\/fhir/);
  });

  it('takes size and lifetimes', () => {
    const command = readArguments(['--size', 'M', '--lifetime', 'access-token=60', '--lifetime', 'launch=5']);
    assert.ok(command.kind === 'start');
    assert.equal(command.options.size, 'M');
    assert.deepEqual(command.options.lifetimes, { accessToken: 60, launch: 5 });
  });

  it('gives tokens for as long as it was told', async () => {
    const child = start('--port', '0', '--json', '--lifetime', 'access-token=7');
    try {
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const { organisations } = JSON.parse(line) as { organisations: [{ fhirBase: string }] };
      const { fhirBase } = organisations[0];
      const app = new App({ fhirBase, issuer: fhirBase.replace(/fhir$/, 'auth'), slug: 'university-hospital' });
      const { body } = await app.tokens({ as: 'margaret' });
      assert.equal(body['expires_in'], 7);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });

  it('explains itself', async () => {
    const { code, out } = await run('--help');
    assert.equal(code, 0);
    for (const flag of [
      '--port',
      '--db',
      '--seed',
      '--size',
      '--load',
      '--auth off',
      '--lifetime',
      '--dress',
      '--faults',
      '--json',
    ])
      assert.ok(out.includes(flag), flag);
  });

  it('says what is wrong with what it was told, without a stack trace', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--prot', '1'], /--prot.*ehr-sandbox --help/],
      [['--port', 'abc'], /--port is a whole number, not "abc"/],
      [['--port', '70000'], /--port is a number from 0 to 65535/],
      [['--auth', 'maybe'], /--auth is "on" or "off"/],
      [['--size', 'XL'], /--size is S, M or L, not "XL"/],
      [['--lifetime', 'coffee=3'], /--lifetime knows access-token, .*launch, not "coffee"/],
      [['--lifetime', 'access-token=never'], /--lifetime access-token is a whole number of seconds/],
      [['--lifetime', 'access-token'], /--lifetime access-token is a whole number of seconds/],
      [['--load', '/no/such/folder', '--port', '0'], /\/no\/such\/folder was not found/],
    ];
    for (const [args, reason] of cases) {
      const { code, out, err } = await run(...args);
      assert.equal(code, 1, args.join(' '));
      assert.equal(out, '');
      assert.match(err, reason);
      assert.doesNotMatch(err, /^ +at /m);
    }
  });

  it('says so when a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port } = other.address() as AddressInfo;
      const { code, err } = await run('--port', String(port));
      assert.equal(code, 1);
      assert.match(err, new RegExp(`Port ${port} is taken`));
    } finally {
      other.close();
    }
  });
});
