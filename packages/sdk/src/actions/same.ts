/**
 * Whether two resources say the same.
 * @module
 */
import { decimalText } from '../format/decimal.ts';

/** What a server writes itself. */
const SERVERS_OWN: readonly string[] = ['meta', 'text'];

/**
 * Whether `stored` is what was sent: all of it and no more, but for what servers write themselves. Where they put
 * something right of their own accord it is not the same, and nobody can tell whose change it was.
 */
export function isSame(sent: object, stored: object): boolean {
  return equal(without(sent), without(stored));
}

function without(resource: object): object {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !SERVERS_OWN.includes(name)));
}

function equal(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => {
    const [here, there] = [one, other].map((holder) => (holder as Readonly<Record<string, unknown>>)[name]);
    const isNumber = typeof here === 'number' && typeof there === 'number';
    return isNumber ? decimalText(one, name) === decimalText(other, name) : equal(here, there);
  });
}
