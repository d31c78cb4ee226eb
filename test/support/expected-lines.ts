/** Lines that a section must have, compared with those that it shows: each once, and no line besides. */
import assert from 'node:assert/strict';
import { isEntry, plain } from './held.ts';
import type { ShownLine } from './shown-summary.ts';

/** A line that must be there. */
export interface ExpectedLine {
  /** What it may be called. */
  readonly names: readonly (string | undefined)[];
  /** What it must say, somewhere. */
  readonly says?: readonly (string | undefined)[];
}

/** Ids and ports, which may have any year among their letters. */
const BY_CHANCE = /(?<=\/)[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<=localhost):\d+/g;

/** That nothing is known, or that there is none, is a statement about the list: no line of it. */
export function compareLines(section: string, expected: readonly ExpectedLine[], lines: readonly ShownLine[]): void {
  const free = lines.map(({ main, text }) => ({ main: plain(main), text: plain(text).replace(BY_CHANCE, '') }));
  for (const { names, says = [] } of expected) {
    const wanted = names.flatMap((name) => (name && isEntry({ text: name }) ? plain(name) : []));
    if (wanted.length === 0) continue;
    const words = says.flatMap((each) => (each ? plain(each) : []));
    const saying = (is: (main: string) => boolean): number =>
      free.findIndex(({ main, text }) => is(main) && words.every((each) => text.includes(each)));
    const exactly = saying((main) => wanted.includes(main));
    const at = exactly >= 0 ? exactly : saying((main) => wanted.some((each) => main.includes(each)));
    const told = `${wanted.join(' / ')}${words.length > 0 ? ` saying ${words.join(', ')}` : ''}`;
    assert.ok(at >= 0, `${section}: ${told} is not among\n${free.map(({ text }) => text).join('\n')}`);
    free.splice(at, 1);
  }
  assert.deepEqual(
    free.map(({ text }) => text),
    [],
    `${section}: lines that the server does not hold`,
  );
}
