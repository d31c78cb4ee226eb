/**
 * Reading what a server sent without trusting its shape: what should be a list may be missing, single, or hold nulls;
 * what should be text may be anything.
 * @module
 */

/** The entries of a list without its gaps; a lone value counts as a list of one. */
export function list<T>(value: readonly T[] | T | null | undefined): NonNullable<T>[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.filter(
    (entry) => entry !== null && entry !== undefined && typeof entry !== 'function',
  ) as NonNullable<T>[];
}

/** Text that says something, trimmed; undefined for blank text and for what is not text. Numbers are spelled. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** The texts of a list. */
export function texts(value: unknown): string[] {
  return list(value).flatMap((entry) => text(entry) ?? []);
}

/** `value` when it is one of `known`, otherwise undefined. */
export function oneOf<const T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((code) => code === value);
}

/** Items that have the same key together, groups and items in the order in which they come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A true or false that was really sent. */
export function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A FHIR date, dateTime or instant, as precise as sent; undefined when it is not one (FHIR R4 §2.24.0.1). */
export function date(value: unknown): string | undefined {
  const sent = text(value);
  return sent !== undefined && DATE.test(sent) ? sent : undefined;
}

const DATE =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

interface Extended {
  readonly extension?: readonly Extension[];
}
interface Extension {
  readonly url?: string;
  readonly [value: `value${string}`]: unknown;
  readonly extension?: readonly Extension[];
}

/** The extensions of an element that have this URL. */
export function extensions(element: unknown, url: string): Extension[] {
  return list((element as Extended | null | undefined)?.extension).filter((one) => one.url === url);
}

/**
 * Why an element has no value: the code of its data-absent-reason extension (FHIR R4 §2.4.0.1). For a primitive
 * `birthDate` the element to ask is `_birthDate`.
 */
export function absentReason(element: unknown): string | undefined {
  const [reason] = extensions(element, 'http://hl7.org/fhir/StructureDefinition/data-absent-reason');
  return reason && text(reason['valueCode']);
}
