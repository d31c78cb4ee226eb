/**
 * What is worked out once for each object. A record holds equal parts once, and what they mean should be held once too.
 * @module
 */

/** The same function, which must be pure, remembering its result for as long as the object lives. */
export function oncePerObject<Of extends object, Result>(make: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, Result>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined || known.has(of)) return before as Result;
    const result = make(of);
    known.set(of, result);
    return result;
  };
}
