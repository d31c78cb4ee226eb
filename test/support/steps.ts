/**
 * Runs commands a few at a time, each when what it needs has passed; prints each one's output in one piece, and counts.
 * @module
 */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Step {
  readonly name: string;
  readonly about: string;
  /** A shell command; programs of node_modules/.bin are found. */
  readonly command: string;
  /** Steps that must have passed before. Those that are not part of this run are not waited for. */
  readonly needs?: readonly string[];
  /** Its last line of the form `N passed, N failed` counts. Otherwise the step counts as one. */
  readonly counts?: boolean;
  /** Print its output even when it passes. */
  readonly show?: boolean;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Outcome {
  readonly counts: Counts;
  readonly output: string;
  readonly seconds: number;
}

const root = path.resolve(import.meta.dirname, '../..');
const longestSeconds = 900;

/** Runs all steps and says how many checks passed and failed, in sum. */
export async function runSteps(steps: readonly Step[], options: { atOnce: number; verbose: boolean }): Promise<Counts> {
  const waiting = [...steps];
  const running = new Map<string, Promise<void>>();
  const failures = new Set<string>();
  const total = { passed: 0, failed: 0 };

  const settle = (step: Step, outcome: Outcome): void => {
    print(step, outcome, options.verbose);
    total.passed += outcome.counts.passed;
    total.failed += outcome.counts.failed;
    if (outcome.counts.failed > 0) failures.add(step.name);
    running.delete(step.name);
  };

  while (waiting.length > 0 || running.size > 0) {
    const unmet = (need: string): boolean => running.has(need) || waiting.some((step) => step.name === need);
    const index = waiting.findIndex((step) => !step.needs?.some(unmet));
    if (index < 0 || running.size >= options.atOnce) {
      await Promise.race(running.values());
      continue;
    }
    const [step] = waiting.splice(index, 1) as [Step];
    const broken = step.needs?.find((need) => failures.has(need));
    if (broken) settle(step, { counts: { passed: 0, failed: 1 }, output: `Not run: ${broken} failed.`, seconds: 0 });
    else running.set(step.name, run(step).then(settle.bind(undefined, step)));
  }
  return total;
}

/** Runs one command to its end, or stops it with all that it started when it takes too long. */
function run(step: Step): Promise<Outcome> {
  const started = performance.now();
  const bin = path.join(root, 'node_modules/.bin');
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    NO_COLOR: '1',
    // Every file of tests is a process of its own: what one has compiled, TypeScript to begin with, the others need not.
    NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/node'),
  };
  const child = spawn(step.command, { cwd: root, env, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });

  let output = '';
  const collect = (text: string): void => void (output += text);
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);

  const stop = (): void => void (child.pid && process.kill(-child.pid, 'SIGKILL'));
  const tooLong = setTimeout(() => {
    output += `\nStopped after ${longestSeconds} seconds.`;
    stop();
  }, longestSeconds * 1000);
  const interrupted = (): void => {
    stop();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(tooLong);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      const counts = countsOf(step, output, code === 0);
      resolve({ counts, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** A run that fails counts at least one failure; a run of tests that finds no test is a failure. */
function countsOf(step: Step, output: string, succeeded: boolean): Counts {
  if (!step.counts) return { passed: Number(succeeded), failed: Number(!succeeded) };
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const passed = Number(line?.[1] ?? 0);
  const failed = Number(line?.[2] ?? 0);
  const unaccounted = (!succeeded || passed === 0) && failed === 0;
  return { passed, failed: unaccounted ? 1 : failed };
}

function print(step: Step, { counts, output, seconds }: Outcome, verbose: boolean): void {
  const verdict =
    counts.failed > 0 ? `FAILED (${counts.failed})` : counts.passed === 1 ? 'passed' : `${counts.passed} passed`;
  console.log(`■ ${step.name}: ${step.about} · ${verdict} · ${seconds.toFixed(1)} s`);
  if (counts.failed > 0 || step.show || verbose) console.log(`\n${output.trim().replaceAll(/^/gm, '  ')}\n`);
}
