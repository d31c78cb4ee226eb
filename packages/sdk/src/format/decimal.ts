/**
 * Decimals as text, from the wire to the screen. FHIR says that the precision of a decimal is significant (`5.0` is not
 * `5`) while a JavaScript number forgets it (FHIR R4 §2.24.0.1 decimal). The text of every number that would lose
 * something is kept beside the object that holds it, without changing the object.
 * @module
 */

const kept = new WeakMap<object, Map<string, string>>();

/** A number that ends in a zero after the point, has an exponent or many digits, or is a minus zero. Text may match too. */
const LOSSY = /[:[,]\s*(?:-0|-?(?:\d+\.\d*0|[\d.]+[eE][-+]?\d+|[\d.]{16,}))\s*[,}\]]/;

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * Parses JSON as `JSON.parse` does, and throws as it does. Numbers that would lose precision keep their text for
 * {@link decimalText}. Where the engine does not tell a reviver its source text, numbers are as JavaScript prints them.
 */
export function parseJson(json: string): unknown {
  return LOSSY.test(json) ? JSON.parse(json, keepText) : JSON.parse(json);
}

/**
 * The text of the number under `key` of `holder` as it was sent, without an exponent's loss or an added zero. Undefined
 * when there is no finite number there; a number sent as a string of digits counts.
 */
export function decimalText(holder: unknown, key: string): string | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value = (holder as Record<string, unknown>)[key];
  if (typeof value === 'number')
    return Number.isFinite(value) ? (kept.get(holder)?.get(key) ?? plain(value)) : undefined;
  return typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? value : undefined;
}

const keepText: Reviver = function (key, value, context) {
  const source = context?.source;
  if (typeof value === 'number' && source !== undefined && source !== String(value)) {
    const holder = this as object;
    const texts = kept.get(holder) ?? new Map<string, string>();
    kept.set(holder, texts.set(key, source));
  }
  return value;
};

/** JavaScript turns to exponents at 1e21 and 1e-7; a reader of a small dose should not meet one that nobody sent. */
function plain(value: number): string {
  const text = String(value);
  return /e-/.test(text) ? value.toFixed(20).replace(/0+$/, '') : text;
}
