/**
 * The summary and the list of medicines beside other libraries that show the same, and beside the least that a page could
 * do: in one run, in turns, on the same data and server.
 *
 *     npm run build
 *     npx node test/bench/peers.ts <folder> [runs]
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
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';

const ORIGIN = 'https://localhost:8443';
const OURS = 'ehr-widgets';
const folder = process.argv[2] ?? '';
const runs = Number(process.argv[3] ?? 3);

interface Job {
  readonly title: string;
  readonly job: 'j1' | 'j2';
  readonly hosts: readonly string[];
  /** How much slower the processor is made. */
  readonly slower?: number;
  /** How many of the widget are on the page. */
  readonly widgets?: number;
}

const JOBS: readonly Job[] = [
  { title: 'J1 summary', job: 'j1', hosts: ['raw', 'vanilla', 'bonfhir', 'medplum6', OURS] },
  { title: 'J1 summary, 4x slower', job: 'j1', slower: 4, hosts: ['raw', 'vanilla', 'bonfhir', 'medplum6', OURS] },
  { title: 'J1 summary, 4 on the page', job: 'j1', widgets: 4, hosts: ['vanilla', 'bonfhir', OURS] },
  { title: 'J2 medicines', job: 'j2', hosts: ['raw', 'vanilla', 'bonfhir', 'medplum', OURS] },
  { title: 'J2 medicines, 4x slower', job: 'j2', slower: 4, hosts: ['raw', 'vanilla', 'bonfhir', 'medplum', OURS] },
];

interface Run {
  /** Milliseconds of the main thread's own time until everything that the job asks for was painted. */
  readonly cpu: number;
  /** Milliseconds until then. */
  readonly complete: number;
  readonly requests: number;
  /** kB of JavaScript on the wire. */
  readonly code: number;
}

if (!existsSync(join(folder, 'dist/raw.html'))) {
  console.error('Give the folder of a built peer bench: it has dist/raw.html.');
  process.exit(1);
}
cpSync('packages/elements/cdn', join(folder, `dist/${OURS}`), { recursive: true });
writeFileSync(join(folder, `dist/${OURS}.html`), page());
const server = spawn(process.execPath, ['server.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => server.stdout.once('data', resolve));
const { executablePath, args } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: [...args] });
try {
  for (const job of JOBS) await report(browser, job);
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
          runs: done.length,
        },
      ]),
    ),
  );
}

/** One load in a browser context of its own: nothing is cached. Undefined when the page did not get there. */
async function load(on: Browser, host: string, { job, slower = 1, widgets = 1 }: Job): Promise<Run | undefined> {
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
    const query = `job=${job}&size=M&lat=40&w=${widgets}`;
    await tab.goto(`${ORIGIN}/dist/${host}.html?${query}`, { waitUntil: 'commit' });
    await tab.waitForFunction('globalThis.__r?.complete', null, { timeout: 45_000, polling: 100 });
    const complete = Number(await tab.evaluate('__r.complete'));
    const after = await work();
    // A new renderer counts from nought.
    return { cpu: after < before ? after : after - before, complete, requests, code };
  } catch {
    await pause(100);
    return undefined;
  } finally {
    await context.close();
  }
}

/** Complete by the words by which the peers' pages are: the last line of each section, on the screen. */
function page(): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${OURS}</title><div id="root"></div>
<script>
const query = new URLSearchParams(location.search);
const tag = query.get('job') === 'j1' ? 'ehr-patient-summary' : 'ehr-medication-list';
const words = query.get('job') === 'j1'
  ? ['Testperson', 'Migraine', 'Latex', 'Sumatriptan', 'Tdap', 'Pulse'] : ['Lisinopril', 'Sumatriptan', 'Ibuprofen'];
const widgets = Number(query.get('w') ?? 1);
const run = (globalThis.__r = {});
const base = location.origin + '/f/' + query.get('size') + '/' + query.get('lat') + '/fhir/R4';
const widget = '<' + tag + '></' + tag + '>';
root.innerHTML = '<ehr-session fhir-base="' + base + '" patient="p1">' + widget.repeat(widgets) + '</ehr-session>';
for (const name of ['session', tag.slice(4)]) {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = '/dist/${OURS}/' + name + '.js';
  document.head.append(script);
}
const isThere = (element) => words.every((word) => element.shadowRoot?.textContent.includes(word));
(function look() {
  if (![...document.querySelectorAll(tag)].every(isThere)) return setTimeout(look, 4);
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { run.first = run.complete = performance.now(); };
    channel.port2.postMessage(0);
  });
})();
</script></html>`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
