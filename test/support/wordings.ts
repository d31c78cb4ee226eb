/** Every word of the elements, out of their sources, to compare languages with. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FhirErrorCode } from '@ehr-widgets/sdk';
import type { Strings } from '../../packages/elements/src/shared/strings.ts';

export type Persona = 'patient' | 'clinician';
export type AnyStrings = Strings<Readonly<Record<string, unknown>>>;

/** All strings of all elements, by the name that they are exported under. */
export async function allStrings(): Promise<ReadonlyMap<string, AnyStrings>> {
  const found = new Map<string, AnyStrings>();
  for (const file of globSync('packages/elements/src/**/*.strings.ts')) {
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, AnyStrings>;
    for (const [name, one] of Object.entries(module)) if (typeof one.for === 'function') found.set(name, one);
  }
  return found;
}

/** What stands in place of names, dates and numbers. */
const BLANK = '§';

/** Each text by its path (`errors.popup-closed.title`), the sentences that are made filled with blanks. */
export function textsOf(words: unknown, at = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[at, words]];
  if (typeof words === 'function') {
    const make = words as (...given: unknown[]) => unknown;
    if (!/failedNext$|staleNext$/.test(at)) return [[at, String(make(anything(), anything(), anything()))]];
    return CODES.map((code) => [`${at}(${code})`, String(make(code, BLANK))]);
  }
  return Object.entries(words as object).flatMap(([key, part]) => textsOf(part, at ? `${at}.${key}` : key));
}

/** A text, and also a noun, the facts of a status and those of a trend. */
function anything(): object {
  const blank = { owned: BLANK, plain: BLANK, on: BLANK, until: BLANK, why: BLANK, by: BLANK };
  const trend = { count: BLANK, from: BLANK, to: BLANK, first: BLANK, last: BLANK, lowest: BLANK, highest: BLANK };
  return Object.assign(new String(BLANK), blank, trend);
}

const CODES: readonly FhirErrorCode[] = [
  'offline',
  'unreachable',
  'timeout',
  'unauthorized',
  'forbidden',
  'not-found',
  'gone',
  'not-supported',
  'rejected',
  'conflict',
  'throttled',
  'server-error',
  'bad-response',
  'outcome-unknown',
];
