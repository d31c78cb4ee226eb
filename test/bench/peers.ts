/**
 * The summary, the list of medicines, the viewer of results and the picker of free times beside other libraries that show the same, and beside the
 * least that a page could do: in one run, in turns, on the same data and server.
 *
 *     npm run build
 *     npx node test/bench/peers.ts <folder> [runs] [j1|j2|j3|j4]
 *
 * `folder` is a built copy of the peer bench (its README says how: a folder with server.mjs, cert.pem and dist/, with a
 * page for each peer). Three files of the elements' CDN build are put beside those pages. Nothing of the peers is needed
 * by anything else here.
 * @module
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { page } from './peers-page.ts';

const ORIGIN = 'https://localhost:8443';
const OURS = 'ehr-widgets';
const folder = process.argv[2] ?? '';
const runs = Number(process.argv[3] ?? 3);
const only = process.argv[4];

interface Job {
  readonly title: string;
  readonly job: 'j1' | 'j2' | 'j3' | 'j4';
  readonly hosts: readonly string[];
  /** How much slower the processor is made. */
  readonly slower?: number;
  /** How many of the widget are on the page. */
  readonly widgets?: number;
  /** 2,300 results, or 26,000. */
  readonly size?: 'M' | 'L';
}

const JOBS: readonly Job[] = [
  { title: 'J1 summary', job: 'j1', hosts: ['raw', 'vanilla', 'bonfhir', 'medplum6', OURS] },
  { title: 'J1 summary, 4x slower', job: 'j1', slower: 4, hosts: ['raw', 'vanilla', 'bonfhir', 'medplum6', OURS] },
  { title: 'J1 summary, 4 on the page', job: 'j1', widgets: 4, hosts: ['vanilla', 'bonfhir', OURS] },
  { title: 'J2 medicines', job: 'j2', hosts: ['raw', 'vanilla', 'bonfhir', 'medplum', OURS] },
  { title: 'J2 medicines, 4x slower', job: 'j2', slower: 4, hosts: ['raw', 'vanilla', 'bonfhir', 'medplum', OURS] },
  // Those with a window show a part of the rows at once; the others lay out all of them, and take minutes at L.
  { title: 'J3 results', job: 'j3', hosts: ['rawv', 'vanillav', 'lit', 'bonfhir', 'medplum', OURS] },
  { title: 'J3 results, 26,000', job: 'j3', size: 'L', hosts: ['rawv', 'vanillav', 'lit', OURS] },
  { title: 'J4 free times', job: 'j4', hosts: ['raw', 'vanilla', 'lit', 'medplum', OURS] },
  { title: 'J4 free times, 4x slower', job: 'j4', slower: 4, hosts: ['raw', 'vanilla', 'lit', 'medplum', OURS] },
];

interface Run {
  /** Milliseconds of the main thread's own time until everything that the job asks for was painted. */
  readonly cpu: number;
  /** Milliseconds until then. */
  readonly complete: number;
  readonly requests: number;
  /** kB of JavaScript on the wire. */
  readonly code: number;
  readonly nodes: number;
  /** MB in use after a collection. */
  readonly heap: number;
  readonly used: Use | undefined;
  /** Milliseconds until a time, or a day, that was clicked was painted; of free times. */
  readonly click: number | undefined;
  /** The same of a month that is known. */
  readonly turn: number | undefined;
}

/** Milliseconds until what was asked for was painted; of the viewer of results. */
interface Use {
  readonly sort: number;
  readonly filter: number;
  /** The first key of a search, where there is one. */
  readonly key: number;
  /** Between frames while it is scrolled, of 120 the 114th. */
  readonly scroll: number;
}

if (!existsSync(join(folder, 'dist/raw.html'))) {
  console.error('Give the folder of a built peer bench: it has dist/raw.html.');
  process.exit(1);
}
cpSync('packages/elements/cdn', join(folder, `dist/${OURS}`), { recursive: true });
writeFileSync(join(folder, `dist/${OURS}.html`), page(OURS));
const server = spawn(process.execPath, ['server.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => server.stdout.once('data', resolve));
const { executablePath, args } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: [...args] });
try {
  for (const job of JOBS.filter((one) => !only || one.job === only)) await report(browser, job);
} finally {
  await browser.close();
  server.kill();
}

async function report(on: Browser, job: Job): Promise<void> {
  const all = new Map<string, Run[]>(job.hosts.map((host) => [host, []]));
  // The first turn warms up the server, and does not count.
  for (let turn = 0; turn <= runs; turn++) {
    for (const [host, done] of all) {
      const run = await load(on, host, job);
      if (turn > 0 && run) done.push(run);
    }
  }
  const cpuOf = (host: string): number => median((all.get(host) ?? []).map(({ cpu }) => cpu));
  const floor = cpuOf(job.hosts[0]!);
  console.log(`\n${job.title}: medians of ${runs}, load average ${loadavg()[0]?.toFixed(1)}`);
  console.table(
    Object.fromEntries(
      [...all].map(([host, done]) => [
        host,
        {
          'cpu ms': Math.round(cpuOf(host)),
          'by the floor': Math.round((cpuOf(host) / floor) * 10) / 10,
          'complete ms': Math.round(median(done.map(({ complete }) => complete))),
          requests: median(done.map(({ requests }) => requests)),
          'code kB': Math.round(median(done.map(({ code }) => code))),
          nodes: median(done.map(({ nodes }) => nodes)),
          'heap MB': Math.round(median(done.map(({ heap }) => heap)) * 10) / 10,
          ...(job.job === 'j3' && usedIn(done)),
          ...(job.job === 'j4' && {
            'click ms': Math.round(median(done.flatMap(({ click }) => click ?? []))),
            'month ms': Math.round(median(done.flatMap(({ turn }) => turn ?? []))),
          }),
          runs: done.length,
        },
      ]),
    ),
  );
}

/**
 * In every page alike, for each of them writes into an object of its own when it is complete: says so at once. Looking from outside
 * costs the page time, and counts what it does until somebody looks.
 */
function tellWhenComplete(): void {
  const page = globalThis as { __r?: { complete?: number }; __told?: (when: string) => void };
  Object.defineProperty(page, '__r', {
    configurable: true,
    set: (run: { complete?: number }) => {
      Object.defineProperty(page, '__r', { value: run });
      Object.defineProperty(run, 'complete', { set: (when: number) => page.__told?.(String(when)) });
    },
  });
}

/** Scrolls, sorts, filters and searches by what the page of each host offers for it. */
async function use(tab: Page): Promise<Use> {
  const frames = (await tab.evaluate<number[]>('__scroll(__sc, 120, 600)')).sort((one, other) => one - other);
  const sort = Number(await tab.evaluate('__sort()'));
  const filter = Number(await tab.evaluate('__filter()'));
  const key = Number(await tab.evaluate('globalThis.__key?.() ?? NaN'));
  return { sort, filter, key, scroll: frames[Math.floor(frames.length * 0.95)] ?? NaN };
}

/** Clicks on a time and, where the page offers that, turns to a month that is known; what each took. */
async function choose(tab: Page): Promise<[number, number | undefined]> {
  const click = Number(await tab.evaluate('globalThis.__timed ? __timed(() => __click()) : __click()'));
  const turn = await tab.evaluate<number | undefined>('globalThis.__turn?.()');
  return [click, turn];
}

/** Medians of what using it took. */
function usedIn(done: readonly Run[]): Record<string, number> {
  const of = (name: keyof Use): number => Math.round(median(done.flatMap(({ used }) => used?.[name] ?? [])));
  return { 'sort ms': of('sort'), 'filter ms': of('filter'), 'key ms': of('key'), 'scroll p95': of('scroll') };
}

/** One load in a browser context of its own: nothing is cached. Undefined when the page did not get there. */
async function load(
  on: Browser,
  host: string,
  { job, slower = 1, widgets = 1, size = 'M' }: Job,
): Promise<Run | undefined> {
  const context = await on.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Network.enable');
    const urls = new Map<string, string>();
    let requests = 0;
    let code = 0;
    devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
      urls.set(requestId, request.url);
      if (request.url.includes('/fhir/') || request.url.includes('/$graphql')) requests++;
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (urls.get(requestId)?.endsWith('.js')) code += encodedDataLength / 1000;
    });
    // What starting a renderer and the connection costs is not the page's.
    await tab.goto(`${ORIGIN}/blank.html`);
    const work = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
    };
    const before = await work();
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const query = `job=${job}&size=${size}&lat=40&w=${widgets}`;
    const told = new Promise<number>((resolve) => {
      devtools.on('Runtime.bindingCalled', ({ name, payload }) => {
        if (name === '__told') resolve(Number(payload));
      });
    });
    await devtools.send('Runtime.enable');
    await devtools.send('Runtime.addBinding', { name: '__told' });
    await tab.addInitScript(tellWhenComplete);
    await tab.goto(`${ORIGIN}/dist/${host}.html?${query}`, { waitUntil: 'commit' });
    const complete = await Promise.race([told, pause(45_000, undefined, { ref: false })]);
    if (complete === undefined) return undefined;
    const after = await work();
    // A new renderer counts from nought.
    const cpu = after < before ? after : after - before;
    const nodes = Number(await tab.evaluate('globalThis.__nodes?.() ?? document.querySelectorAll("*").length'));
    await devtools.send('HeapProfiler.collectGarbage');
    const heap = (await devtools.send('Runtime.getHeapUsage')).usedSize / 1_000_000;
    const used = job === 'j3' ? await use(tab) : undefined;
    const [click, turn] = job === 'j4' ? await choose(tab) : [];
    return { cpu, complete, requests, code, nodes, heap, used, click, turn };
  } catch {
    await pause(100);
    return undefined;
  } finally {
    await context.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
