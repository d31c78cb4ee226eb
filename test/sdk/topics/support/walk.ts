/**
 * Finds text in a view that must never reach a screen.
 */

/** Paths and texts of everything in a view that would print as `undefined`, `null`, `NaN`, an object, or nothing. */
export function unprintable(view: unknown, path = 'view'): string[] {
  if (typeof view === 'string') return BAD.test(view) ? [`${path}: ${JSON.stringify(view)}`] : [];
  if (typeof view === 'number') return Number.isFinite(view) ? [] : [`${path}: ${view}`];
  if (view === null || typeof view === 'function') return [`${path}: ${String(view)}`];
  if (typeof view !== 'object') return [];
  return Object.entries(view).flatMap(([key, value]) => unprintable(value, `${path}.${key}`));
}

const BAD = /^\s*$|^(?:undefined|null|NaN)$|\[object |\bundefined\b.*\bundefined\b/;
