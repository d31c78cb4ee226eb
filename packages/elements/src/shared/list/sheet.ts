import type { PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { Reader } from '../reader.ts';

/** What somebody is named with. */
interface PersonWords {
  readonly noName: string;
  readonly born: (date: string) => string;
}

/** What the head of a sheet is said with. */
interface SheetWords extends PersonWords {
  readonly stillReading: string;
  readonly asOf: (moment: string) => string;
  readonly sources: (names: string) => string;
  readonly complete: string;
  readonly incomplete: string;
}

interface Telling<Words> {
  readonly reader: Reader;
  readonly words: Words;
}

/** Who the sheet is about: name, birth date and the first record number. */
export function personText(patient: PatientDetails | undefined, { reader, words }: Telling<PersonWords>): string {
  if (!patient) return words.noName;
  const born = reader.day(patient.birthDate);
  const [number] = patient.identifiers.filter(({ use }) => use !== 'old');
  return [reader.name(patient.name) || words.noName, born && words.born(born), number?.value ?? '']
    .filter(Boolean)
    .join(' · ');
}

/** As of when, from where, and whether it is whole. */
export function asOfText(state: TopicState<unknown>, { reader, words }: Telling<SheetWords>): string {
  if (state.kind !== 'ready' && state.kind !== 'stale') return words.stillReading;
  const whole = state.complete && state.kind === 'ready';
  return [
    words.asOf(reader.moment(state.asOf)),
    state.sources.length > 0 ? words.sources(reader.list(state.sources)) : '',
    whole ? words.complete : words.incomplete,
  ]
    .filter(Boolean)
    .join(' ');
}
