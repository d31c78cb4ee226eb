/**
 * A number as somebody writes it in their language, as the form takes it: with the digits and the point of the wire. What could
 * mean two numbers (`1.234` where a comma is the decimal mark) is left with a mark that the wire does not know: it is asked again.
 */
export function plainNumber(written: string, locale: string): string {
  const digits = [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)].reverse();
  const plain = [...written.trim()].map((one) => (digits.includes(one) ? String(digits.indexOf(one)) : one)).join('');
  const mark = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  if (mark === '.') return plain;
  if (/\.\d{3}$/.test(plain)) return plain.replaceAll('.', mark);
  return plain.includes('.') ? plain : plain.replace(mark, '.');
}
