import type { Concept } from '@ehr-widgets/sdk';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import { folded } from '../shared/folded.ts';
import type { Reader } from '../shared/reader.ts';

/** Finds medicines by anything that a reader may know of them. What is searched is made once for each medicine. */
export class Search {
  readonly #texts = new WeakMap<Medicine, { reader: string; text: string }>();

  /** The medicines in which every word of `wanted` occurs, in any order; marks above letters do not count. */
  find(medicines: readonly Medicine[], wanted: string, reader: Reader): readonly Medicine[] {
    const words = folded(wanted, reader).split(/\s+/).filter(Boolean);
    if (words.length === 0) return medicines;
    return medicines.filter((medicine) => {
      const text = this.#textOf(medicine, reader);
      return words.every((word) => text.includes(word));
    });
  }

  #textOf(medicine: Medicine, reader: Reader): string {
    const key = [reader.locale, reader.persona].join();
    const known = this.#texts.get(medicine);
    if (known?.reader === key) return known.text;
    const text = folded(textsOf(medicine, reader).join('\n'), reader);
    this.#texts.set(medicine, { reader: key, text });
    return text;
  }
}

function textsOf(medicine: Medicine, reader: Reader): string[] {
  const { name, ingredients, reasons, classes, form, prescriber, pharmacy, history, dosages, origins } = medicine;
  const concepts = [name, form, ...ingredients.map((one) => one.name), ...reasons, ...classes];
  return [
    ...concepts.flatMap((concept) => wordsOf(concept, reader)),
    ...history.flatMap((document) => wordsOf(document.name, reader)),
    ...history.map(({ by }) => reader.party(by)),
    ...dosages.map((dosage) => reader.dosage(dosage)),
    reader.party(prescriber),
    reader.party(pharmacy),
    ...origins.map(({ sourceName }) => sourceName),
  ];
}

function wordsOf(concept: Concept | undefined, reader: Reader): string[] {
  if (!concept) return [];
  return [reader.concept(concept), concept.text, ...concept.codings.map(({ display }) => display ?? '')];
}
