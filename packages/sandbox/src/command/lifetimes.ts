/**
 * Lifetimes on the command line: `access-token=60`.
 * @module
 */
import { SandboxError } from '../server/options.ts';
import { defaultLifetimes, type Lifetimes } from '../smart/lifetimes.ts';

const names = Object.keys(defaultLifetimes) as readonly (keyof Lifetimes)[];

/** What a lifetime is called on the command line, in the order of help. */
export const lifetimeNames: readonly string[] = names.map(flagName);

/** Reads every `NAME=SECONDS`. Throws SandboxError for a name that is none, or a length that is none. */
export function readLifetimes(values: readonly string[]): Partial<Lifetimes> {
  return Object.fromEntries(values.map(readLifetime));
}

function readLifetime(text: string): readonly [keyof Lifetimes, number] {
  const [name = '', seconds = ''] = text.split('=');
  const found = names.find((candidate) => flagName(candidate) === name);
  if (!found) throw new SandboxError(`--lifetime knows ${lifetimeNames.join(', ')}, not "${name}".`);
  if (!/^[1-9]\d{0,8}$/.test(seconds)) {
    throw new SandboxError(`--lifetime ${name} is a whole number of seconds from 1: ${name}=60, not "${text}".`);
  }
  return [found, Number(seconds)];
}

/** `accessToken` becomes `access-token`. */
function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
