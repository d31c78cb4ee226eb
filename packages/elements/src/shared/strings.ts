import type { Language } from '../languages/language.ts';
import type { Persona } from './surroundings.ts';

/** The words of one element for both readers. English is the type that every translation must meet. */
export interface Wording<Words> {
  readonly patient: Words;
  readonly clinician: Words;
}

/** Parts of a translation; what is missing falls back to English. */
export type PartialWording<Words> = { readonly [Reader in Persona]?: Partial<Words> };

/** A language or a part of one: what is missing falls back to English. */
export type PartialLanguage = {
  readonly [Part in keyof Language]?: Language[Part] extends Wording<infer Words> ? PartialWording<Words> : never;
};

/** Under which name a language holds these words. */
type NameOf<Words> = {
  [Part in keyof Language]: Language[Part] extends Wording<Words> ? Part : never;
}[keyof Language];

/** An element's words: English by birth, other languages as the host registers them. */
export class Strings<Words extends object> {
  readonly #name: NameOf<Words>;
  readonly #english: Wording<Words>;
  readonly #translations = new Map<string, PartialWording<Words>>();
  readonly #made = new Map<string, Wording<Words>>();
  #edition = edition;

  constructor(name: NameOf<Words>, english: Wording<Words>) {
    this.#name = name;
    this.#english = english;
  }

  /**
   * Adds or extends a language (`es`, or `es-MX` for a region's own words). Elements on the page follow at once. These
   * words lead before those of `registerLanguage`, whichever came first.
   */
  translate(language: string, wording: PartialWording<Words>): void {
    this.#translations.set(language, over(this.#translations.get(language) ?? {}, wording));
    changed();
  }

  /** The words for a reader: of the locale, else of its language, else English; each word by itself. */
  for({ locale, persona }: { readonly locale: string; readonly persona: Persona }): Words {
    if (this.#edition !== edition) this.#made.clear();
    this.#edition = edition;
    const wording = this.#made.get(locale) ?? this.#of(locale);
    this.#made.set(locale, wording);
    return wording[persona];
  }

  /** The region's own words, over those of its language, over English. */
  #of(locale: string): Wording<Words> {
    return [locale.split('-')[0] ?? '', locale]
      .flatMap((tag) => [languages.get(tag)?.[this.#name] as PartialWording<Words>, this.#translations.get(tag)])
      .reduce<Wording<Words>>(over, this.#english);
  }
}

const languages = new Map<string, PartialLanguage>();
const listeners = new Set<() => void>();
/** Raised when any word changes. */
let edition = 0;

/** Gives the elements another language, under its tag (BCP 47): `es`. Elements on the page follow at once. */
export function registerLanguage(tag: string, words: PartialLanguage): void {
  languages.set(tag, words);
  changed();
}

/** Tells when a translation is registered. Returns the way to stop listening. */
export function onTranslation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  edition++;
  for (const listener of listeners) listener();
}

function over<Whole extends PartialWording<object>>(under: Whole, wording?: PartialWording<object>): Whole {
  return {
    ...under,
    patient: { ...under.patient, ...wording?.patient },
    clinician: { ...under.clinician, ...wording?.clinician },
  };
}
