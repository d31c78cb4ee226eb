/**
 * "There is none" and "nothing is known about it" are recorded as entries of a list, by codes. Read as entries they
 * would make an allergy out of "no known allergies" (IPS 2.0 absent-unknown-uv-ips; SNOMED CT situations).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Content } from './topic.ts';
import type { NamedLine, Party } from './line.ts';

/** A recorded "there is none", or a recorded "nothing is known about it". Not a list entry. */
export interface NoneStatement extends NamedLine {
  readonly kind: 'known-none' | 'no-information';
  /** `all` speaks for the whole list; anything else for a part of it, such as drug allergies only. */
  readonly about: 'all' | 'drug' | 'food' | 'environment' | 'latex' | 'other';
  /** When it was recorded or last asserted. */
  readonly date?: string | undefined;
  readonly assertedBy?: Party | undefined;
  readonly recordedBy?: Party | undefined;
}

/** The statements of a list, and whether they and the list gainsay each other. */
export interface NoneStatements {
  readonly noneStatements: readonly NoneStatement[];
  /** A "known none" stands beside a current entry that it denies. Tell both; hide neither. */
  readonly contradicted: boolean;
}

/** Whether a "known none" stands beside entries. */
export function contradicts(statements: readonly NoneStatement[], entries: readonly unknown[]): boolean {
  return entries.length > 0 && statements.some(({ kind }) => kind === 'known-none');
}

type Meaning = Pick<NoneStatement, 'kind' | 'about'>;

const knownNone = (about: NoneStatement['about']): Meaning => ({ kind: 'known-none', about });

/** The meaning of a code that states an absence; undefined for a concept that is an entry. */
export function noneMeaning(concept: Concept | undefined): Meaning | undefined {
  for (const { code } of concept?.codings ?? []) {
    const meaning = code === undefined ? undefined : MEANINGS[code];
    if (meaning) return meaning;
  }
  // A system's own code may say it in words only, and an entry called "No known allergies" alarms for nothing.
  const words = concept ? [concept.text, ...concept.codings.map(({ display }) => display ?? '')] : [];
  if (words.some((one) => NO_ALLERGY.test(one))) return knownNone('all');
  return words.some((one) => NO_DRUG_ALLERGY.test(one)) ? knownNone('drug') : undefined;
}

const NO_ALLERGY = /^(?:nka|no known allerg(?:y|ies))\.?$/i;
const NO_DRUG_ALLERGY = /^(?:nkda|no known (?:drug|medication) allerg(?:y|ies))\.?$/i;

/** Lines that may be such statements, with what each topic calls the date and the people of a line. */
export interface StatementLine extends NamedLine {
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
}

/** The statements among lines. */
export function noneStatementsOf<L extends StatementLine>(
  lines: readonly L[],
  dateOf: (line: L) => string | undefined,
): NoneStatement[] {
  return lines.flatMap((line) => {
    const { key, reference, origin, name, notes, recordedBy, assertedBy } = line;
    const meaning = noneMeaning(name);
    return meaning
      ? { key, reference, origin, name, notes, ...meaning, date: dateOf(line), recordedBy, assertedBy }
      : [];
  });
}

/** Whether a topic holds something, nothing, or a statement that there is nothing. `lists` are all that a reader may see. */
export function contentOf({ noneStatements }: NoneStatements, ...lists: readonly (readonly unknown[])[]): Content {
  if (lists.some((entries) => entries.length > 0)) return 'some';
  const none = noneStatements.filter(({ kind }) => kind === 'known-none');
  if (none.some(({ about }) => about === 'all')) return 'known-none';
  // "No known drug allergy" does not say that there is none, and is something to be shown.
  return none.length > 0 ? 'some' : 'none-recorded';
}

const NO_INFORMATION: Meaning = { kind: 'no-information', about: 'all' };

/** By code: SNOMED CT and the IPS code system have none in common. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '716186003': /* @__PURE__ */ knownNone('all'),
  '160244002': /* @__PURE__ */ knownNone('all'),
  '409137002': /* @__PURE__ */ knownNone('drug'),
  '429625007': /* @__PURE__ */ knownNone('food'),
  '428607008': /* @__PURE__ */ knownNone('environment'),
  '1003774007': /* @__PURE__ */ knownNone('latex'),
  '428197003': /* @__PURE__ */ knownNone('other'),
  '160245001': /* @__PURE__ */ knownNone('all'),
  '787481004': /* @__PURE__ */ knownNone('all'),
  'no-known-allergies': /* @__PURE__ */ knownNone('all'),
  'no-known-medication-allergies': /* @__PURE__ */ knownNone('drug'),
  'no-known-food-allergies': /* @__PURE__ */ knownNone('food'),
  'no-known-environmental-allergies': /* @__PURE__ */ knownNone('environment'),
  'no-known-problems': /* @__PURE__ */ knownNone('all'),
  'no-known-medications': /* @__PURE__ */ knownNone('all'),
  'no-known-immunizations': /* @__PURE__ */ knownNone('all'),
  'no-known-procedures': /* @__PURE__ */ knownNone('all'),
  'no-known-devices': /* @__PURE__ */ knownNone('all'),
  // SNOMED CT US edition: patient not asked.
  '1631000175102': NO_INFORMATION,
  'no-allergy-info': NO_INFORMATION,
  'no-problem-info': NO_INFORMATION,
  'no-medication-info': NO_INFORMATION,
  'no-immunization-info': NO_INFORMATION,
  'no-procedure-info': NO_INFORMATION,
  'no-device-info': NO_INFORMATION,
};
