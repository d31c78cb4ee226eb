import type { NamedLine, NoneStatement, NoneStatements, Note, Origin, When } from '@ehr-widgets/sdk';
import type { Reader } from '../../shared/reader.ts';
import type { TopicNoun } from '../../shared/state.strings.ts';
import { summaryStrings, type SummaryWords } from '../patient-summary.strings.ts';
import type { Row, SectionBody, SectionNote } from '../section.ts';

/** What the words of a section are made with. */
export interface Telling {
  readonly reader: Reader;
  readonly words: SummaryWords;
}

/** The reader together with the summary's words for them. */
export function telling(reader: Reader): Telling {
  return { reader, words: summaryStrings.for(reader) };
}

/** The title and noun of a standard section. */
export function titled(name: keyof SummaryWords['topics']): {
  title: (reader: Reader) => string;
  noun: (reader: Reader) => TopicNoun;
} {
  const of = (reader: Reader): SummaryWords['topics'][typeof name] => summaryStrings.for(reader).topics[name];
  return { title: (reader) => of(reader).title, noun: (reader) => of(reader).noun };
}

/** What a line is called; never empty. */
export function nameOf(line: NamedLine, { reader, words }: Telling): string {
  return reader.concept(line.name) || (line.nameAbsent === 'masked' ? words.hidden : words.unnamed);
}

/** When something began or ended. An age stands apart from a duration: `at 58 years`. */
export function whenOf(when: When | undefined, { reader, words }: Telling): string {
  const isAge = when?.kind === 'age' || when?.kind === 'age-range';
  return isAge ? words.atAge(reader.when(when)) : reader.when(when);
}

/** What a sender commented; where that is why there is no value, beside one, that it is. */
export function noteText(note: Note, told: Telling): string {
  const { reader, words } = told;
  const { absent } = note;
  if (!absent) return reader.note(note);
  const reason = absentText(absent, told);
  return words.yetAbsent(absent.part ? `${reader.concept(absent.part)}: ${reason}` : reason);
}

/** The same, under what it is. */
export function noteFact(note: Note, told: Telling, label = told.words.note): readonly [label: string, text: string] {
  return [note.absent ? told.words.contradiction : label, noteText(note, told)];
}

/** Why there is no value: in the sender's own words, unless they are no more than the code. */
export function absentText({ reason, text }: NonNullable<Note['absent']>, { words }: Telling): string {
  if (text && text !== reason) return text;
  return Object.hasOwn(words.absent, reason) ? (words.absent[reason] as string) : words.absentCode(reason);
}

/** What all rows have. */
type RowStart = Pick<Row, 'key' | 'reference' | 'origin' | 'details'>;

/** The part of a row that all lines share, with the line's story as `[label, text]` pairs; empty texts are left out. */
export function rowOf(
  line: NamedLine,
  facts: readonly (readonly [string, string])[],
  { reader, words }: Telling,
): RowStart {
  const details: (readonly [string, string])[] = [
    ...facts,
    ...line.notes.map((note) => noteFact(note, { reader, words })),
    [words.source, placeOf(line.origin, words)],
    [words.reference, reader.persona === 'clinician' ? line.reference : ''],
  ];
  return {
    key: line.key,
    reference: line.reference,
    origin: line.origin,
    details: details.filter(([, text]) => text),
  };
}

/** The source's name, and the organisation behind the line where that is told and is another. */
export function placeOf({ sourceName, organization, organizationAs }: Origin, words: SummaryWords): string {
  const name = organization?.name;
  if (!name || name === sourceName) return sourceName;
  return organizationAs === 'responsible' ? words.sourceBy(sourceName, name) : words.sourceFrom(sourceName, name);
}

/** Lines entered in error: for clinicians only, struck through, with nothing of what they claimed but their name. */
export function struckRows(lines: readonly NamedLine[], told: Telling): Row[] {
  if (told.reader.persona === 'patient') return [];
  return lines.map((line) => ({
    ...rowOf(line, [], told),
    main: nameOf(line, told),
    struck: true,
    chips: [{ word: told.words.enteredInError, shape: 'cross', tone: 'outline' }],
  }));
}

/** What an empty section says: a recorded "none", a recorded "not known", or simply nothing recorded (but for `rest`). */
export function noneOf(
  statements: NoneStatements,
  noun: TopicNoun,
  told: Telling,
  rest: SectionBody['rest'],
): SectionBody['none'] {
  const { reader, words } = told;
  const known = statements.noneStatements.find(({ kind, about }) => kind === 'known-none' && about === 'all');
  if (known) return { known: true, title: words.knownNone(noun), text: recorded(known, told) };
  const { title, text: next } = nothing(noun, told, rest);
  const unasked = statements.noneStatements.some(({ kind }) => kind === 'no-information');
  const partly = statements.noneStatements
    .filter(({ kind, about }) => kind === 'known-none' && about !== 'all')
    .map((statement) => `${reader.concept(statement.name)}.`);
  return { known: false, title, text: [...partly, unasked ? words.noInformation : next].join(' ') };
}

/** A "known none" of a part, such as drug allergies, is a line of its own beside the entries that it does not deny. */
export function partlyNone(statements: NoneStatements, told: Telling): Row[] {
  if (statements.contradicted) return [];
  const { reader } = told;
  return statements.noneStatements
    .filter(({ kind, about }) => kind === 'known-none' && about !== 'all')
    .map((statement) => ({
      ...rowOf(statement, [], told),
      main: nameOf(statement, told),
      side: reader.day(statement.date),
      sub: [recorded(statement, told)],
      pinned: true,
    }));
}

/** A "known none" beside entries that it denies is told, and neither is hidden. */
export function contradictions(statements: NoneStatements, told: Telling): SectionNote[] {
  if (!statements.contradicted) return [];
  const { reader, words } = told;
  const none = statements.noneStatements.filter(({ kind }) => kind === 'known-none');
  const said = none.map((one) => recorded(one, told));
  const title = words.contradicted(reader.list(none.map((one) => nameOf(one, told))));
  return [{ title, text: [...said, words.contradictedNext].join(' ') }];
}

/** All of a list's statements, for who keeps the summary: a reader is told of them in its words. */
export function statementsOf({ noneStatements }: NoneStatements, told: Telling): SectionBody['statements'] {
  return noneStatements.map((statement) => ({ ...statement, main: nameOf(statement, told) }));
}

function recorded(statement: NoneStatement, { reader, words }: Telling): string {
  const by = reader.party(statement.assertedBy) || reader.party(statement.recordedBy) || statement.origin.sourceName;
  return words.knownNoneBy(reader.day(statement.date), by);
}

/** Says that nothing is recorded; where the `rest` holds what is past or not in force, that nothing else is. */
export function nothing(
  noun: TopicNoun,
  { words }: Telling,
  rest: SectionBody['rest'],
): NonNullable<SectionBody['none']> {
  return rest?.rows.some(({ struck }) => !struck)
    ? { known: false, title: words.nothingCurrent(noun), text: words.nothingCurrentNext(rest.label) }
    : { known: false, title: words.nothing(noun), text: words.nothingNext(noun) };
}

/** What is over, and after it what was entered in error, shown on request. */
export function pastOf(past: readonly Row[], struck: readonly Row[], { reader, words }: Telling): SectionBody['rest'] {
  const label = past.length > 0 ? words.past(reader.count(past.length)) : words.enteredInError;
  return restOf([...past, ...struck], label);
}

/** A part of a list that is shown on request. */
export function restOf(rows: readonly Row[], label: string): SectionBody['rest'] {
  return rows.length > 0 ? { rows, label } : undefined;
}
