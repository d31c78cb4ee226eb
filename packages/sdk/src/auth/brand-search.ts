/**
 * Finding a brand by what a person types: a name, a former name, the name of what it is a part of, a town, a postcode.
 * @module
 */
import type { Brand, BrandPlace } from './brands.ts';

export interface BrandSearchOptions {
  /** How many of the best are given. Default 20. */
  readonly limit?: number;
}

/** A brand, and what of it answers the question where its name does not. */
export interface BrandMatch {
  readonly brand: Brand;
  /** Another name of the brand that was asked for. */
  readonly alias: string | undefined;
  /** The place that was asked for, else its first. */
  readonly place: BrandPlace | undefined;
}

export interface BrandSearchResult {
  /** The best first. */
  readonly matches: readonly BrandMatch[];
  /** How many there are in all. */
  readonly total: number;
}

/**
 * The brands in which every word of `asked` is found, in any order; case, accents and punctuation do not matter. All of
 * them, by name, when nothing is asked. A list is indexed at its first search, so hand in the same array each time.
 */
export function searchBrands(
  brands: readonly Brand[],
  asked: string,
  { limit = 20 }: BrandSearchOptions = {},
): BrandSearchResult {
  const words = folded(asked).split(' ').filter(Boolean);
  const ranks: Indexed[][] = [[], [], [], []];
  let total = 0;
  for (const one of indexOf(brands)) {
    if (!words.every((word) => one.all.includes(word))) continue;
    total++;
    if (ranks[0]?.length === limit) continue;
    const rank = ranks[rankOf(one, words)];
    if (rank && rank.length < limit) rank.push(one);
  }
  const best = ranks.flat().slice(0, limit);
  return { matches: best.map((one) => matchOf(one.brand, words)), total };
}

/** A brand as it is searched: words between single spaces, one before each, so that ` word` is the start of a word. */
interface Indexed {
  readonly brand: Brand;
  readonly name: string;
  readonly names: string;
  readonly all: string;
}

const indexes = new WeakMap<readonly Brand[], readonly Indexed[]>();

function indexOf(brands: readonly Brand[]): readonly Indexed[] {
  const known = indexes.get(brands);
  if (known) return known;
  // Sorted once: within a rank, brands then stand by name. Folded names compare a hundred times faster than by Intl.
  const index = brands.map(indexed).sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  indexes.set(brands, index);
  return index;
}

function indexed(brand: Brand): Indexed {
  const { name, aliases, partOf, places } = brand;
  const names = ` ${folded([name, ...aliases].join(' '))}`;
  const rest = folded([partOf, ...new Set(places.map(placeText))].join(' '));
  return { brand, name: ` ${folded(name)}`, names, all: `${names} ${rest}` };
}

/** 0: the name begins so. 1: words of a name do. 2: words of anything do. 3: it is somewhere inside. */
function rankOf(one: Indexed, words: readonly string[]): 0 | 1 | 2 | 3 {
  if (one.name.startsWith(` ${words.join(' ')}`)) return 0;
  if (words.every((word) => one.names.includes(` ${word}`))) return 1;
  return words.every((word) => one.all.includes(` ${word}`)) ? 2 : 3;
}

function matchOf(brand: Brand, words: readonly string[]): BrandMatch {
  const name = folded(brand.name);
  const unexplained = words.filter((word) => !name.includes(word));
  const explains = (text: string): boolean => unexplained.some((word) => folded(text).includes(word));
  const place = brand.places.find((one) => explains(placeText(one)));
  return { brand, alias: brand.aliases.find(explains), place: place ?? brand.places[0] };
}

function placeText({ city, region, postalCode, country }: BrandPlace): string {
  return [city, region, postalCode, country].filter(Boolean).join(' ');
}

/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** Text as it is compared: small letters without accents; apostrophes closed up, other punctuation a space. */
function folded(text: string): string {
  // Most names are plain: Unicode's tables would make a list of thousands three times as slow to index.
  if (!/[^\x20-\x7e]/.test(text))
    return text
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’‘ʼ`ـ]/gu, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
