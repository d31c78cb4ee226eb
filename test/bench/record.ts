/**
 * What the record costs in a browser, beside a hand-written floor that fetches the same searches, parses them, and keeps
 * the resources: one patient of 3,000 (M) and of 30,000 resources (L).
 *
 *     npx node test/bench/record.ts [M|L]
 *
 * Runs from source. The sandbox runs in a process of its own. Ends with exit code 1 when a figure misses its aim.
 * @module
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { startSandbox } from '../../packages/sandbox/src/index.ts';
import { findBrowser } from '../support/browser.ts';
import { bigPatient, bigRecord } from './big-record.ts';
import type { Load, Run } from './record-page.ts';

const RUNS = 3;
/** At L: heap of the record by that of the floor, and milliseconds of the longest task. */
const AIMS = { heap: 0.4, block: 50 };

interface Measured extends Load {
  /** Milliseconds of main-thread work. */
  readonly cpu: number;
  /** Milliseconds that the longest task worked. Less than it lasted, where the machine did other things meanwhile. */
  readonly work: number;
  /** MB of JavaScript heap after a collection, the page itself taken off. */
  readonly heap: number;
}

if (process.send === undefined) await measure();
else await serve(process.argv[2]!);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'record-bench-'));
  const page = await servePage();
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args, '--js-flags=--expose-gc'] });
  try {
    for (const [size, count] of Object.entries({ M: 3000, L: 30_000 })) {
      if (!(process.argv[2] ?? size).includes(size)) continue;
      const file = join(folder, `${size}.ndjson`);
      writeFileSync(file, bigRecord(count));
      const sandbox = fork(import.meta.filename, [file]);
      const [fhirBase] = (await Promise.race([once(sandbox, 'message'), ended(sandbox)])) as [string];
      await report(browser, page.origin, fhirBase, size);
      sandbox.disconnect();
      await once(sandbox, 'exit');
    }
  } finally {
    await browser.close();
    page.close();
    rmSync(folder, { recursive: true });
  }
}

async function report(browser: Browser, origin: string, fhirBase: string, size: string): Promise<void> {
  const all: Record<Run, Measured[]> = { floor: [], record: [] };
  // In turns, so that what else the machine does hits both alike. The first turn warms up the server.
  for (let turn = 0; turn <= RUNS; turn++) {
    for (const run of ['floor', 'record'] as const) {
      const measured = await load(browser, origin, fhirBase, run);
      if (turn > 0) all[run].push(measured);
    }
  }
  const figures = ['cpu', 'time', 'first', 'heap', 'block', 'work', 'requests', 'resources'] as const;
  console.log(`\n${size}, median of ${RUNS} (${bigPatient})`);
  console.table(
    Object.fromEntries(
      figures.map((figure) => {
        const [floor, record] = [all.floor, all.record].map((runs) => median(runs.map((one) => one[figure])));
        return [figure, { floor: round(floor!), record: round(record!), ratio: round(record! / floor!) }];
      }),
    ),
  );
  if (size !== 'L') return;
  const block = median(all.record.map((one) => one.work));
  const heap = median(all.record.map((one) => one.heap)) / median(all.floor.map((one) => one.heap));
  console.log(
    `heap ${round(heap)} of the floor (aim ${AIMS.heap}), longest task ${round(block)} ms of work (aim ${AIMS.block})`,
  );
  console.log('tasks that lasted over 50 ms in each run:', JSON.stringify(all.record.map((one) => one.blocks)));
  if (heap > AIMS.heap || block > AIMS.block) process.exitCode = 1;
}

async function load(browser: Browser, origin: string, fhirBase: string, run: Run): Promise<Measured> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin);
  const cdp = await context.newCDPSession(page);
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const cpu = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const heapBefore = await heap();
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel'] });
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuBefore = await cpu();
  const loaded = await page.evaluate(
    ([what, base, patient]) =>
      (globalThis as unknown as { load: (...of: string[]) => Promise<Load> }).load(what, base, patient),
    [run, fhirBase, bigPatient] as const,
  );
  const spent = (await cpu()) - cpuBefore;
  const work = longestTask((await browser.stopTracing()).toString());
  const measured = { ...loaded, cpu: spent, work, heap: (await heap()) - heapBefore };
  await context.close();
  return measured;
}

/** Of the page's main thread, in milliseconds of that thread's own time. */
function longestTask(trace: string): number {
  interface Event {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args: { readonly name?: string };
  }
  const { traceEvents } = JSON.parse(trace) as { traceEvents: Event[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }: Event): boolean => mains.some((main) => main.pid === pid && main.tid === tid);
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && event.tdur && isMain(event));
  return Math.max(0, ...tasks.map(({ tdur }) => (tdur ?? 0) / 1000));
}

async function servePage(): Promise<{ origin: string; close: () => void }> {
  const entryPoints = [join(import.meta.dirname, 'record-page.ts')];
  const external = ['fhirclient*', 'jose*'];
  const built = await build({ entryPoints, bundle: true, format: 'esm', minify: true, write: false, external });
  const script = built.outputFiles[0]!.text;
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** The other process: a sandbox with one long record. */
async function serve(file: string): Promise<void> {
  const sandbox = await startSandbox({ load: [file], port: 0, auth: 'off' });
  process.send!(sandbox.organisations[0]!.fhirBase);
  process.once('disconnect', () => void sandbox.close());
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number];
  throw new Error(`The sandbox ended with code ${code}.`);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
