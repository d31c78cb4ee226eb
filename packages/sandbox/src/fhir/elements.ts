/**
 * Looking into resources that nobody has promised to be well-formed.
 * @module
 */
import { isObject, type ExactObject } from './json.ts';

/** The objects of a list; none when it is no list. */
export function objectsIn(value: unknown): ExactObject[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

/** The strings of a list; none when it is no list. */
export function stringsIn(value: unknown): string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((each) => typeof each === 'string') : [];
}

/** A string; empty when it is none. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
