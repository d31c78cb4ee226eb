/**
 * What all copies of this library on one page have in common: made by the first that needs it, and found by the others
 * under a hidden name (docs/decisions/0008-one-reading-for-one-right.md).
 * @module
 */

interface Page {
  readonly version: number;
  /** What goes by this name, made the first time. It can be neither listed nor replaced. */
  readonly have: <What>(name: string, make: () => What) => What;
}

const NAME = Symbol.for('ehr-widgets/records');
/** Raised when anything that is shared changes so that an older copy could not use it. */
export const VERSION = 2;

let found: Page | undefined;

/** What goes by `name` on the whole page; `make` makes it for whoever comes first. */
export function onPage<What>(name: string, make: () => What): What {
  return (found ??= theirs() ?? ours()).have(name, make);
}

/** The version of those who came first, where it is another: what is theirs is then left alone. */
export function otherVersion(): number | undefined {
  const version = registered()?.version;
  return version === VERSION ? undefined : version;
}

function theirs(): Page | undefined {
  return otherVersion() === undefined ? registered() : undefined;
}

function registered(): Page | undefined {
  return (globalThis as { [NAME]?: Page })[NAME];
}

function ours(): Page {
  const things = new Map<string, unknown>();
  const have = <What>(name: string, make: () => What): What => {
    if (!things.has(name)) things.set(name, make());
    return things.get(name) as What;
  };
  const page = Object.freeze({ version: VERSION, have });
  if (!registered()) Object.defineProperty(globalThis, NAME, { value: page });
  return page;
}
