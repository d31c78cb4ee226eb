/**
 * Decimals as text, from the wire to the screen. FHIR says that the precision of a decimal is significant (`5.0` is not
 * `5`) while a JavaScript number forgets it (FHIR R4 §2.24.0.1 decimal). The text of every number that would lose
 * something is kept beside the object that holds it, without changing the object.
 * @module
 */
import { onPage } from '../on-page.ts';

let texts: WeakMap<object, Map<string, string>> | undefined;

/** One for all copies of the library: what one has read, another may show. */
function kept(): WeakMap<object, Map<string, string>> {
  return (texts ??= onPage('decimals', () => new WeakMap<object, Map<string, string>>()));
}

/** A number that ends in a zero after the point, has an exponent or many digits, or is a minus zero. */
const LOSSY = String.raw`-0|-?(?:\d+\.\d*0|[\d.]+[eE][-+]?\d+|[\d.]{16,})`;
/** Anywhere. Text inside a string may match too. */
const MAY_HOLD = new RegExp(String.raw`[:[,]\s*(?:${LOSSY})\s*[,}\]]`);
/** After a key, where no string can match: a quote inside a string has a backslash before it. Only what JSON allows. */
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?`;
const AFTER_KEY = new RegExp(String.raw`([^\\]"\s*:\s*)(?=(?:${LOSSY})\s*[,}\]])(${NUMBER})(?=\s*[,}\]])`, 'g');
/** In a list, as FHIR has none. */
const IN_LIST = new RegExp(String.raw`[[,]\s*(?:${LOSSY})\s*[,\]]`);
/** Stands before the text of a number while it is a string. Of Unicode's private use, so that it is in no one's text. */
const MARK = '\uF8D5\uE0A7';

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * Parses JSON as `JSON.parse` does, and throws as it does. Numbers that would lose precision keep their text for
 * {@link decimalText}: they are parsed as strings and put right in one walk, which takes a quarter of the time of a
 * reviver and asks nothing of the engine.
 */
export function parseJson(json: string): unknown {
  if (!MAY_HOLD.test(json)) return JSON.parse(json);
  // A number in a list, or something like it in a text: rare enough to be slow.
  if (json.includes(MARK) || IN_LIST.test(json)) return JSON.parse(json, keepText);
  return restored(JSON.parse(json.replace(AFTER_KEY, `$1"${MARK}$2"`)));
}

/** The tree with its numbers in their places again, and their texts kept. */
function restored(tree: unknown): unknown {
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (Array.isArray(node)) {
      for (const each of node) if (typeof each === 'object' && each !== null) open.push(each);
      continue;
    }
    const holder = node as Record<string, unknown>;
    for (const key in holder) {
      const value = holder[key];
      if (typeof value === 'string') {
        if (value.startsWith(MARK)) holder[key] = keep(holder, key, value.slice(MARK.length));
      } else if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return tree;
}

function keep(holder: object, key: string, source: string): number {
  const texts = kept().get(holder) ?? new Map<string, string>();
  kept().set(holder, texts.set(key, source));
  return Number(source);
}

/**
 * The text of the number under `key` of `holder` as it was sent, without an exponent's loss or an added zero. Undefined
 * when there is no finite number there; a number sent as a string of digits counts.
 */
export function decimalText(holder: unknown, key: string): string | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value = (holder as Record<string, unknown>)[key];
  if (typeof value === 'number')
    return Number.isFinite(value) ? (kept().get(holder)?.get(key) ?? plain(value)) : undefined;
  return typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? value : undefined;
}

/**
 * JSON as `JSON.stringify` writes it, with the numbers of objects that {@link parseJson} made as they were sent. A copy
 * made by `structuredClone` has lost them; one made by spreading has those of the objects it still holds.
 * @param indent Spaces of each level, for people to read; all in one line when left out.
 */
export function toJson(value: object, indent?: number): string {
  const asSent = function (this: object, key: string, each: unknown): unknown {
    const sent = typeof each === 'number' ? kept().get(this)?.get(key) : undefined;
    // A number that was changed meanwhile is the newer one.
    return sent !== undefined && Number(sent) === each ? MARK + sent : each;
  };
  const json = JSON.stringify(value, asSent, indent);
  return json.replace(MARKED, '$1');
}

/** Only what a number can be: no text of somebody else's is ever taken for one. */
const MARKED = new RegExp(`"${MARK}(${NUMBER})"`, 'g');

const keepText: Reviver = function (key, value, context) {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && source !== String(value)
    ? keep(this as object, key, source)
    : value;
};

/** JavaScript turns to exponents at 1e21 and 1e-7; a reader of a small dose should not meet one that nobody sent. */
function plain(value: number): string {
  const text = String(value);
  return /e-/.test(text) ? value.toFixed(20).replace(/0+$/, '') : text;
}
