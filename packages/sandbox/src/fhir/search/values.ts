/**
 * The values of search parameters: splitting at `,` `$` and `|` with `\` as escape (FHIR R4 §3.1.1.4.6), prefixes,
 * and numbers with the precision they are written in.
 * @module
 */
import { Refusal } from '../outcome.ts';

/** FHIR R4 §3.1.1.4.5 */
export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** Splits at a separator that no backslash precedes; escapes stay for the next split. */
export function splitEscaped(text: string, separator: ',' | '$' | '|'): string[] {
  const parts: string[] = [];
  let part = '';
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position]!;
    if (character === '\\' && position + 1 < text.length) {
      part += character + text[position + 1]!;
      position += 1;
    } else if (character === separator) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  parts.push(part);
  return parts;
}

export function unescape(text: string): string {
  return text.replace(/\\([\\,$|])/g, '$1');
}

export function splitPrefix(value: string): { prefix: Prefix; rest: string } {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d.+-])/.exec(value);
  const prefix = (match?.[1] ?? 'eq') as Prefix;
  return { prefix, rest: match === null ? value : value.slice(2) };
}

/** A number as it was asked for, with half the place of its last digit. */
export interface SearchNumber {
  readonly value: number;
  readonly half: number;
}

/** A number and half of its last digit's place: `5.40` stands for 5.395 up to 5.405 (FHIR R4 §3.1.1.4.9). */
export function parseNumber(text: string, parameter: string): SearchNumber {
  const match = /^[+-]?\d+(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  const value = Number(text);
  if (match === null || !Number.isFinite(value)) {
    throw new Refusal(400, 'value', `"${text}" is not a number; ${parameter} takes a number such as gt5.4.`);
  }
  return { value, half: 0.5 * 10 ** (Number(match[2] ?? 0) - (match[1] ?? '').length) };
}
