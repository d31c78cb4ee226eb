/**
 * Check digits of code systems, worked out independently of the code tables: a mistyped code fails.
 * @module
 */

/** LOINC and NPI end in a Luhn (modulus 10) check digit. */
export function luhnHolds(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Permutation that Verhoeff's scheme applies once more for each place from the right. */
const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** SNOMED CT identifiers end in a Verhoeff check digit (dihedral group of order 10). */
export function verhoeffHolds(digits: string): boolean {
  let check = 0;
  [...digits].reverse().forEach((character, place) => {
    let digit = Number(character);
    for (let turn = 0; turn < place % 8; turn++) digit = PERMUTATION[digit] ?? 0;
    check = dihedral(check, digit);
  });
  return check === 0;
}

function dihedral(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
  return right < 5 ? 5 + ((left - 5 - right + 5) % 5) : (left - right + 5) % 5;
}
