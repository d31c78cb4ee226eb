/**
 * Text as searches compare it: without accents, case or repeated spaces (FHIR R4 §3.1.1.4.8: string search "is
 * insensitive to casing and included accents").
 * @module
 */

// Marks that readers of Latin, Greek, Cyrillic, Arabic and Hebrew leave out at will. The vowel signs of Indic scripts
// are letters to their readers and stay.
const marks = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
const letters: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i' };

export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[øłđðþæœı]/g, (letter) => letters[letter]!)
    .replace(/\s+/g, ' ')
    .trim();
}
