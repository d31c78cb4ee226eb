/** More than what one view shows at a time. */
const MOST_KEPT = 500;

/**
 * The same function, which must be pure, remembering what it came to: a widget is drawn again with each click, and writing a
 * date costs more than drawing it. Only for what tells nothing of a patient: it stays when a session ends.
 */
export function remembered<Given extends readonly (string | number)[], Result extends object | string | number>(
  make: (...given: Given) => Result,
): (...given: Given) => Result {
  const known = new Map<string, Result>();
  return (...given) => {
    const key = given.join('|');
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_KEPT) known.clear();
    const result = make(...given);
    known.set(key, result);
    return result;
  };
}
