import type { Concept, Flag, ObservationLine, ReferenceRange, ResultValue } from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import { absentText, type Telling } from './line-words.ts';

/** A value of any of FHIR's forms as a reader sees it: the value and, apart, its unit. Never empty. */
export function valueWords(value: ResultValue, told: Telling): { value: string; unit: string } {
  const { reader, words } = told;
  const plain = (text: string): { value: string; unit: string } => ({ value: text || words.noValue, unit: '' });
  switch (value.kind) {
    case 'quantity':
      return reader.amount(value.quantity);
    case 'range':
      return plain(reader.range(value.range, words));
    case 'ratio':
      return plain(reader.ratio(value.ratio));
    case 'text':
    case 'integer':
      return plain(value.kind === 'integer' ? reader.decimal(value.text) : value.text);
    case 'coded':
      return plain(reader.concept(value.concept));
    case 'boolean':
      return plain(value.value ? words.yes : words.no);
    case 'time':
      return plain(reader.time(value.time));
    case 'date':
      return plain(reader.date(value.date));
    case 'period':
      return plain(reader.period(value));
    case 'sampled':
      return plain(words.signal);
    case 'absent':
      return plain(absentText(value, told));
    case 'none':
      return plain('');
  }
}

/** Value and unit in one. */
export function valueText(value: ResultValue, told: Telling): string {
  const { value: text, unit } = valueWords(value, told);
  return unit ? `${text}\u00a0${unit}` : text;
}

/** The value in the units that the reader is used to, where they chose some; empty where there is nothing to convert. */
export function convertedText(value: ResultValue, name: Concept | undefined, { reader }: Telling): string {
  return value.kind === 'quantity' ? reader.converted(value.quantity, name) : '';
}

/** What a line with a converted value says of it when it is opened. */
export function convertedFact(converted: string, { words }: Telling): readonly [label: string, text: string] {
  return [words.converted, converted && `${converted}. ${words.convertedHere}`];
}

/** The range that the value is read against, in words; those of other kinds (therapeutic, for others) keep their own. */
export function rangeText(range: ReferenceRange, { reader, words }: Telling): string {
  const applies = [
    reader.concept(range.type),
    reader.concepts(range.appliesTo),
    range.age && reader.range(range.age, words),
  ];
  const limits = reader.range(range, words, false) || (range.text ?? '');
  return [limits, ...applies].filter(Boolean).join(', ');
}

/** How the value stands out, in all that contradicts itself. Normal is quiet; nobody having flagged it says nothing in a summary. */
export function flagChips({ against, ...flag }: Flag, told: Telling): Chip[] {
  return against ? [...chipsOf(flag, told), ...chipsOf(against, told)] : chipsOf(flag, told);
}

function chipsOf({ level, by, interpretation }: Flag, { reader, words }: Telling): Chip[] {
  const qualifier = by === 'range' ? words.byRange : undefined;
  const word = words.flags[level];
  switch (level) {
    case 'critical-high':
      return [{ word, shape: 'triangles-up', tone: 'crit', qualifier }];
    case 'critical-low':
      return [{ word, shape: 'triangles-down', tone: 'crit', qualifier }];
    case 'critical':
      return [{ word, shape: 'octagon', tone: 'crit' }];
    case 'high':
      return [{ word, shape: 'triangle-up', tone: 'high', qualifier }];
    case 'low':
      return [{ word, shape: 'triangle-down', tone: 'low', qualifier }];
    case 'abnormal':
      return [{ word, shape: 'diamond', tone: 'abnormal', qualifier }];
    case 'noted':
    case 'stated':
      return [
        {
          word: reader.concept(interpretation) || word,
          shape: level === 'noted' ? 'diamond' : 'ring',
          tone: level === 'noted' ? 'abnormal' : 'plain',
        },
      ];
    case 'unknown':
      return [{ word: reader.concept(interpretation) || word, shape: 'unknown', tone: 'outline' }];
    case 'normal':
      return [{ word, shape: 'ring', tone: 'plain', qualifier }];
    case 'none':
      return [];
  }
}

/** Whether the observation is final; only what is not final says so. */
export function statusChips(status: ObservationLine['status'], { words }: Telling): Chip[] {
  const word = words.observationStatus[status];
  switch (status) {
    case 'final':
      return [];
    case 'preliminary':
      return [{ word, shape: 'half', tone: 'caution' }];
    case 'corrected':
    case 'amended':
      return [{ word, shape: 'history', tone: 'info' }];
    case 'registered':
      return [{ word, shape: 'clock', tone: 'outline' }];
    case 'cancelled':
    case 'entered-in-error':
      return [{ word, shape: 'cross', tone: 'outline' }];
    case 'unknown':
      return [{ word, shape: 'unknown', tone: 'outline' }];
  }
}
