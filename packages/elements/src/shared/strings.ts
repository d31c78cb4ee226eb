import type { Persona } from './surroundings.ts';

/** The words of one element for both readers. English is the type that every translation must meet. */
export interface Wording<Words> {
  readonly patient: Words;
  readonly clinician: Words;
}

/** Parts of a translation; what is missing falls back to English. */
export type PartialWording<Words> = { readonly [Reader in Persona]?: Partial<Words> };

/** An element's words: English by birth, other languages as the host registers them. */
export class Strings<Words extends object> {
  readonly #english: Wording<Words>;
  readonly #translations = new Map<string, Wording<Words>>();

  constructor(english: Wording<Words>) {
    this.#english = english;
  }

  /** Adds or extends a language (`es`, or `es-MX` for a region's own words). Elements on the page follow at once. */
  translate(language: string, wording: PartialWording<Words>): void {
    const before = this.#translations.get(language) ?? this.#english;
    this.#translations.set(language, {
      patient: { ...before.patient, ...wording.patient },
      clinician: { ...before.clinician, ...wording.clinician },
    });
    for (const listener of listeners) listener();
  }

  /** The words for a reader: of the locale, else of its language, else English. */
  for(reader: { readonly locale: string; readonly persona: Persona }): Words {
    const [language = 'en'] = reader.locale.split('-');
    const wording = this.#translations.get(reader.locale) ?? this.#translations.get(language) ?? this.#english;
    return wording[reader.persona];
  }
}

const listeners = new Set<() => void>();

/** Tells when a translation is registered. Returns the way to stop listening. */
export function onTranslation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
