/**
 * Whether two documents are about one medicine, as a person would say (the rules in words: docs/merging.md).
 * @module
 */
import { codesDiffer, codeKeys, conceptKeys, sameWords, shareCode, type Likeness } from './elsewhere.ts';
import type { MedicationDocument } from './medication-document.ts';
import type { MedicineLine } from './medicine.ts';
import { compareTellings, isSureMedicine, strengthsDiffer, strengthsNamed, type Told } from './same-medicine.ts';

/** The document as a telling that can be compared with those of other sources. */
export function tellingOf(document: MedicationDocument): Told {
  return { ...document, status: told(document) };
}

/** What a document says of whether the medicine is taken. That something was handed over does not say that it is. */
function told({ kind, status }: MedicationDocument): Told['status'] {
  if (status === 'in-progress') return 'active';
  if (kind === 'dispense' || status === 'preparation' || status === 'declined' || status === 'not-done')
    return 'unknown';
  return status;
}

/** Documents with the same of it are about the same medicine as far as anyone can tell. */
export function signatureOf({ name, ingredients, form, doNotPerform, key }: MedicationDocument): string {
  // What nobody names cannot be known to be the same.
  if (!name) return key;
  const parts = ingredients.map(({ name: of, strength }) => [codeKeys(of), of.text, strength]);
  return JSON.stringify([codeKeys(name).sort(), plainName(name.text), parts, form?.text, doNotPerform]);
}

/** Words and codes that two must share to be compared at all. */
export function medicineKeys({ name, ingredients }: MedicineLine): string[] {
  const written = name && writtenName(name.text);
  return [
    ...conceptKeys(name),
    ...ingredients.flatMap(({ name: ingredient }) => codeKeys(ingredient)),
    ...(written?.substance ? [written.substance] : []),
    ...substancesWritten(name?.text),
  ];
}

/** The substances of a medicine, as far as they are coded or stand in its name. */
export function substancesOf({ name, ingredients }: MedicineLine): string[] {
  return [...ingredients.flatMap(({ name: ingredient }) => codeKeys(ingredient)), ...substancesWritten(name?.text)];
}

/** How it comes into the body, as far as its form says: swallowed, on the skin, or as the form is called. */
export function medicationWay({ name, form }: MedicineLine): string | undefined {
  const word = writtenName(form?.text ?? '').form ?? (name ? writtenName(name.text).form : undefined);
  return word && (WAYS[word] ?? word);
}

const WAYS: Readonly<Record<string, string>> = {
  tablet: 'swallowed',
  capsule: 'swallowed',
  cream: 'skin',
  ointment: 'skin',
  gel: 'skin',
};

/** How two documents of one source stand to each other. */
export function compareMedicines(one: Told, other: Told): Likeness {
  const likeness = compareNames(one, other);
  if (one.doNotPerform !== other.doNotPerform)
    return likeness !== 'different' || shareSubstance(one, other) ? 'doubtful' : 'different';
  if (likeness === 'different') return 'different';
  return formsDiffer(one, other) || strengthsDiffer(one, other) ? 'doubtful' : likeness;
}

function compareNames(one: Told, other: Told): Likeness {
  if (shareCode(one.name, other.name)) return isSureMedicine(one, other) ? 'same' : 'doubtful';
  if (sameIngredients(one, other)) return 'doubtful';
  // One product may have several codes of one system, with its brand and without.
  if (codesDiffer(one.name, other.name)) return soundAlike(one, other) ? 'doubtful' : 'different';
  if (sameWords(one.name, other.name)) return 'same';
  return soundAlike(one, other) ? 'doubtful' : 'different';
}

/** How two sources' tellings stand to each other. */
export function compareAcross(one: Told, other: Told): Likeness {
  const known = shareCode(one.name, other.name) || sameWords(one.name, other.name);
  return known ? compareTellings(one, other) : compareMedicines(one, other);
}

/** Whether both are written as the same substance, strength and form, in whatever order and with whatever salt. */
function soundAlike(one: MedicineLine, other: MedicineLine): boolean {
  if (!one.name || !other.name) return false;
  const [here, there] = [writtenName(one.name.text), writtenName(other.name.text)];
  const strengths = [one, other].map(({ name }) => strengthsNamed(name).sort().join());
  return (
    here.substance !== '' &&
    here.substance === there.substance &&
    strengths[0] === strengths[1] &&
    (!here.form || !there.form || here.form === there.form)
  );
}

/** What is not to be given is not to be given in any strength, nor in a mixture. */
function shareSubstance(one: MedicineLine, other: MedicineLine): boolean {
  const here = substancesOf(one);
  return substancesOf(other).some((substance) => here.includes(substance));
}

/** Whether both name their ingredients by codes, and the same ones. */
function sameIngredients(one: MedicineLine, other: MedicineLine): boolean {
  const { ingredients: here } = one;
  const { ingredients: there } = other;
  const among = (list: typeof here, { name }: (typeof here)[number]): boolean =>
    list.some((also) => shareCode(name, also.name));
  return (
    here.length > 0 &&
    here.length === there.length &&
    here.every((each) => among(there, each)) &&
    there.every((each) => among(here, each))
  );
}

function formsDiffer(one: MedicineLine, other: MedicineLine): boolean {
  if (one.form && other.form) return !shareCode(one.form, other.form) && !sameWords(one.form, other.form);
  const [here, there] = [one, other].map(({ name }) => (name ? writtenName(name.text).form : undefined));
  return here !== undefined && there !== undefined && here !== there;
}

interface WrittenName {
  /** The words that are left, salts taken off: `metformin`. */
  readonly substance: string;
  readonly form: string | undefined;
}

/** A name taken apart: `metformin hydrochloride 500 MG Oral Tablet` is metformin, as a tablet. */
function writtenName(name: string): WrittenName {
  const words = wordsOf(withoutNumbers(name));
  const form = words.map((word) => FORMS[word]).find(Boolean);
  const [first = '', ...rest] = words.filter((word) => !FORMS[word] && !FILLERS.includes(word));
  return { substance: [first, ...rest.filter((word) => !SALTS.includes(word))].join(' '), form };
}

/** `acetaminophen 325 MG / hydrocodone 5 MG Oral Tablet` names two. */
function substancesWritten(name: string | undefined): string[] {
  return withoutNumbers(name ?? '')
    .split(/\/|\+/)
    .map((part) => {
      const words = wordsOf(part).filter((word) => !FORMS[word] && !FILLERS.includes(word) && !MANNERS.includes(word));
      const [first = '', ...rest] = words;
      return [first, ...rest.filter((word) => !SALTS.includes(word))].join(' ');
    })
    .filter((substance) => substance.length >= SHORTEST);
}

/** What is shorter is an abbreviation that may stand for several. */
const SHORTEST = 4;

/** A name without its strengths and without the brand that RxNorm adds; `vitamin b12` stays one word. */
function withoutNumbers(name: string): string {
  return plainName(name)
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\bvitamin ([a-z]\d*)\b/g, 'vitamin$1')
    .replace(/(?<![\p{L}\d])\d[\d.,]*\s*[a-zµμ%]*(?:\/[\d.]*\s*[a-z]+)?/gu, ' ');
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\d]+/u).filter((word) => word.length > 1);
}

function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

const FORMS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'tablet tablets tab tabs',
    'capsule capsules cap caps',
    'solution',
    'suspension',
    'cream',
    'ointment',
    'gel',
    'patch patches',
    'inhaler',
    'spray',
    'drops drop',
    'suppository suppositories',
    'injection injectable',
    'syrup',
    'powder',
  ].flatMap((words) => words.split(' ').map((word, _, [first = word]) => [word, first])),
);

/** Ways into the body go with the form; manners of release do not, for they make another medicine. */
const FILLERS: readonly string[] = ['oral', 'by', 'mouth', 'for', 'hr', 'hour'];

/** How fast it is let go, and in what it comes: another medicine, and the same substance. */
const MANNERS: readonly string[] =
  'er xr xl sr cr dr ec mr la extended modified delayed sustained immediate release enteric coated chewable pen vial'.split(
    ' ',
  );

const SALTS: readonly string[] =
  'hydrochloride hcl sodium potassium calcium besylate besilate maleate mesylate tartrate succinate sulfate sulphate phosphate acetate citrate fumarate'.split(
    ' ',
  );
