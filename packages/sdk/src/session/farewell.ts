/**
 * What is still said to a server as a session ends, by the right that ends with it: nobody is to wait for a time that is
 * kept for somebody who has gone.
 * @module
 */
import type { ServerSource, Source } from './source.ts';

const farewells = new WeakMap<object, Set<() => void>>();

/**
 * Has something said just before the session ends. It has to be sent in that turn, with `keepalive`.
 * @returns Takes that back.
 */
export function atEnd(source: ServerSource, say: () => void): () => void {
  const all = farewells.get(keyOf(source)) ?? new Set();
  farewells.set(keyOf(source), all.add(say));
  return () => all.delete(say);
}

/** The right to these sources is about to end. */
export function sayFarewell(sources: readonly Source[]): void {
  for (const source of sources) {
    if (source.kind === 'server') for (const say of farewells.get(keyOf(source)) ?? []) say();
  }
}

/** By what a source fetches with: a joined session hands the same source out under another name. */
function keyOf({ fetch }: { readonly fetch: unknown }): object {
  return fetch as object;
}
