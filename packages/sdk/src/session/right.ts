/**
 * The right to read, as something that can be compared and holds nothing. Sessions of one page that name the same server
 * and patient, and would send the same credentials, have the same right, whichever copy of this library made them.
 * @module
 */
import { onPage } from '../on-page.ts';

/** Text as it is; an object or a function stands for itself. */
type Part = string | object | undefined;

/**
 * The right that these parts make up. They have to hold all that a server could go by: what differs in any of them is
 * another right. Once a session that has it ends, nobody new is given it: whoever comes later may be somebody else.
 * @param over Aborted when the session that asks is over.
 */
export function rightOf(over: AbortSignal, parts: readonly Part[]): object {
  return onPage('rights', rights)(over, parts);
}

/** In a closure: parts name patients, and some lead to tokens. */
function rights(): typeof rightOf {
  const open = new Map<string, WeakRef<object>>();
  const numbers = new WeakMap<object, number>();
  let count = 0;
  const numberOf = (part: object): number => {
    if (!numbers.has(part)) numbers.set(part, count++);
    return numbers.get(part) ?? NaN;
  };
  const close = (key: string, right?: object): void => {
    if (open.get(key)?.deref() === right) open.delete(key);
  };
  // Sessions that nobody ended, and nobody has any more.
  const lost = new FinalizationRegistry<string>((key) => close(key));
  return (over, parts) => {
    const key = JSON.stringify(parts.map((part) => (Object(part) === part ? numberOf(part as object) : part)));
    let right = open.get(key)?.deref();
    if (!right) {
      right = Object.freeze({});
      open.set(key, new WeakRef(right));
      lost.register(right, key);
    }
    over.addEventListener('abort', () => close(key, right), { once: true });
    return right;
  };
}
