/**
 * How quick the sandbox is, over HTTP, with one patient of 30,000 resources (size L).
 *
 *     npx node test/bench/sandbox.ts
 *
 * The sandbox runs in a process of its own. Ends with exit code 1 when a figure misses its aim.
 * @module
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type SandboxOptions } from '../../packages/sandbox/src/index.ts';
import { bigRecord, bigPatient, codes } from './big-record.ts';

interface Ready {
  readonly fhirBase: string;
  /** Milliseconds from the call of startSandbox until it served. */
  readonly took: number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const rows: { figure: string; measured: string; aim: string; met: boolean }[] = [];

if (process.send === undefined) await measure();
else await serve(JSON.parse(process.argv[2]!) as SandboxOptions);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
  try {
    const small = await open({});
    report('start with S patients', small.ready.took, 3000, 'ms');
    await shut(small.child);

    const twenty = join(folder, 'twenty-thousand.ndjson');
    writeFileSync(twenty, bigRecord(20_000));
    const loading = await open({ load: [twenty] });
    report('load 20,000 resources', loading.ready.took - small.ready.took, 10_000, 'ms');
    await shut(loading.child);

    const thirty = join(folder, 'thirty-thousand.ndjson');
    writeFileSync(thirty, bigRecord(30_000));
    const large = await open({ load: [thirty] });
    await measureSearches(large.ready.fhirBase);
    await measureReads(large.ready.fhirBase);
    report('memory of the process at L', await memory(large.child), 500, 'MB');
    await shut(large.child);
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.table(rows);
  process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
}

async function measureSearches(base: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const patient = `patient=${bigPatient}`;
  const byCode = (turn: number) =>
    `/Observation?${patient}&code=http://loinc.org%7C${codes[turn % codes.length]!.code}`;
  const sorted = (turn: number) => `/Observation?${patient}&category=laboratory&_sort=-date&_count=${50 - (turn % 5)}`;
  report('patient + code search, median', await median(agent, base, byCode), 5, 'ms');
  report('patient + category sorted, first page, median', await median(agent, base, sorted), 10, 'ms');
  const written = async (turn: number): Promise<string> => {
    await write(agent, base, turn);
    return sorted(0);
  };
  // Without an aim: what a search costs whose lists a write has just made stale.
  report('the same, each after a write, median', await median(agent, base, written, 15), Infinity, 'ms');
  agent.destroy();
}

async function write(agent: Agent, base: string, turn: number): Promise<void> {
  const id = `written-${turn}`;
  const body = {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { text: 'Written' },
    subject: { reference: `Patient/${bigPatient}` },
  };
  const { status } = await ask(agent, `${base}/Observation/${id}`, JSON.stringify(body));
  if (status >= 300) throw new Error(`A write was answered ${status}.`);
}

async function measureReads(base: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      ask(agent, `${base}/Observation/o${index}`).then(
        ({ status, body }) => status === 200 && body.includes(`"id":"o${index}"`),
        () => false,
      ),
    ),
  );
  agent.destroy();
  const failed = answers.filter((each) => !each).length;
  report(`errors in 1,000 concurrent reads (${Math.round(performance.now() - started)} ms)`, failed, 0, '');
}

async function median(
  agent: Agent,
  base: string,
  path: (turn: number) => string | Promise<string>,
  turns = 200,
): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const url = base + (await path(turn));
    const started = performance.now();
    const { status, body } = await ask(agent, url);
    times.push(performance.now() - started);
    if (status !== 200 || !body.includes('"mode":"match"')) throw new Error(`${url} was answered ${status}.`);
  }
  return times.sort((a, b) => a - b)[Math.floor(turns / 2)]!;
}

function ask(agent: Agent, url: string, put?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = put === undefined ? {} : { 'Content-Type': 'application/fhir+json' };
    const asking = request(url, { agent, method: put === undefined ? 'GET' : 'PUT', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(put);
  });
}

function report(figure: string, value: number, aim: number, unit: string): void {
  const shown = (number: number): string => `${Math.round(number * 10) / 10} ${unit}`.trim();
  const met = value <= aim;
  rows.push({ figure, measured: shown(value), aim: aim === Infinity ? 'none' : `at most ${shown(aim)}`, met });
}

async function open(options: SandboxOptions): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(import.meta.filename, [JSON.stringify({ ...options, port: 0, auth: 'off' })]);
  const [ready] = (await Promise.race([once(child, 'message'), ended(child)])) as [Ready];
  return { child, ready };
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number];
  throw new Error(`The sandbox ended with code ${code}.`);
}

async function memory(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [bytes] = (await once(child, 'message')) as [number];
  return bytes / 2 ** 20;
}

async function shut(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** The other process: a sandbox that tells how long it took to start, and how much memory it has. */
async function serve(options: SandboxOptions): Promise<void> {
  const started = performance.now();
  const sandbox = await startSandbox(options);
  process.send!({ fhirBase: sandbox.organisations[0]!.fhirBase, took: performance.now() - started });
  process.on('message', () => process.send!(process.memoryUsage.rss()));
  process.once('disconnect', () => void sandbox.close());
}
