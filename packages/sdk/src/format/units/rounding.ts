/**
 * How many digits of a converted number mean something (NIST Special Publication 811, 2008 edition, §B.7.2).
 * @module
 */

/**
 * A converted number with as many significant digits as the number recorded, and one more where it begins with a smaller
 * digit: accuracy is neither given up nor made up.
 * @param recorded The decimal as sent: `70.0` has three digits that count.
 */
export function roundedLike(recorded: string, converted: number): string {
  if (converted === 0) return '0';
  const digits = significantDigits(recorded);
  const [, first = '', exponent = ''] = /^-?(\d)(?:\.\d+)?e([+-]\d+)$/.exec(converted.toExponential(14)) ?? [];
  const kept = Math.min(digits.length + (first < (digits[0] ?? '0') ? 1 : 0), 15) || 1;
  const decimals = Math.max(0, kept - 1 - Number(exponent));
  return Number(converted.toPrecision(kept)).toFixed(decimals);
}

/** A converted temperature, whose scales begin at different points: as many decimals as the one recorded. */
export function withDecimalsOf(recorded: string, converted: number): string {
  return converted.toFixed(/\.(\d+)/.exec(recorded)?.[1]?.length ?? 0);
}

/** Those that say how much; zeros before them only say where the point is. */
function significantDigits(decimal: string): string {
  return decimal
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
}
