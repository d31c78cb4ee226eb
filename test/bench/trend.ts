/**
 * What a trend of 5,000 results costs in a browser: opening it, going from one result to the next, zooming.
 *
 *     npx node test/bench/trend.ts [results]
 *
 * Needs the built packages. Keys and zooms are medians. Ends with exit code 1 when a figure misses its aim.
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';

const RUNS = 9;
const SIZE = Number(process.argv[2] ?? 5000);
/** Milliseconds: to open it, and for each step, which a screen has a frame for; and nodes of the whole element. */
const AIMS = { open: 150, step: 16.7, zoom: 33, nodes: 1000 };

interface Bench {
  isRead(): boolean;
  open(): Promise<number>;
  press(key: string): Promise<number>;
  nodes(): number;
}

const page = await openPage();
const opened = await page.evaluate(() => (globalThis as unknown as Bench).open());
const step = await pressing('ArrowLeft');
const zoom = await pressing('+', '-');
const nodes = await page.evaluate(() => (globalThis as unknown as Bench).nodes());
await page.context().browser()?.close();

const told = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
console.log(`${SIZE} results, load ${loadavg()[0]?.toFixed(1)}`);
console.log(`opened in ${told(opened)}, a key ${told(step)}, a zoom ${told(zoom)}, ${nodes} nodes`);
if (opened > AIMS.open || step > AIMS.step || zoom > AIMS.zoom || nodes > AIMS.nodes) process.exitCode = 1;

/** The median of pressing these in turn. */
async function pressing(...keys: string[]): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS * keys.length; run++) {
    const key = keys[run % keys.length] ?? '';
    times.push(await page.evaluate((one) => (globalThis as unknown as Bench).press(one), key));
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

async function openPage(): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: ['test/bench/trend-page.ts'],
    ...{ bundle: true, format: 'esm', write: false, conditions: ['production'], minify: true },
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><body><script type="module" src="/page.js"></script>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/#${SIZE}`);
  await opened.waitForFunction(() => (globalThis as unknown as Bench).isRead());
  return opened;
}
