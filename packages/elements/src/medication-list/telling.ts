import type { NamedLine, Party } from '@ehr-widgets/sdk';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import type { Reader } from '../shared/reader.ts';
import { medicationStrings, type MedicationWords } from './medication-list.strings.ts';
import { medicineStatusStrings, type MedicineStatusWords } from './status.strings.ts';

/** What the words of a list are made with. */
export interface Telling {
  readonly reader: Reader;
  readonly words: MedicationWords;
  readonly statuses: MedicineStatusWords;
}

/** The reader together with the list's words for them. */
export function telling(reader: Reader): Telling {
  return { reader, words: medicationStrings.for(reader), statuses: medicineStatusStrings.for(reader) };
}

/** What a medicine, or a document of it, is called; never empty. */
export function nameOf({ name, nameAbsent }: NamedLine, { reader, words }: Telling): string {
  return reader.concept(name) || (nameAbsent === 'masked' ? words.hidden : words.unnamed);
}

/**
 * The name, and what follows it from the first number on: strength and form, which are set in regular weight. The form is
 * added where the name does not say it.
 */
export function nameParts(medicine: Medicine, told: Telling): { readonly name: string; readonly strength: string } {
  const whole = nameOf(medicine, told);
  const [, name = whole, strength = ''] = /^(\D*\p{L}\D*?)\s+(\d.*)$/su.exec(whole) ?? [];
  const form = told.reader.concept(medicine.form);
  const added = form && !whole.toLowerCase().includes(form.toLowerCase()) ? form : '';
  // A number and its unit stay on one line.
  const together = strength.replace(/(?<=\d) (?=\p{L})/gu, '\u00a0');
  return { name, strength: [together, added].filter(Boolean).join(', ') };
}

/** Who said so, where it is a report: the reader themselves, somebody by name, or nobody that is known. */
export function reporterOf(reported: boolean | Party, { reader, words }: Telling): string {
  if (reported === false) return '';
  if (reported === true) return words.reported;
  if (reported.kind === 'patient') return words.reportedByYou;
  return reader.party(reported) ? words.reportedBy(reader.party(reported)) : words.reported;
}
