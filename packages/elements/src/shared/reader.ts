import {
  ageAt,
  conceptText,
  countedUnit,
  daysFromNow,
  dosageEnglish,
  dosageSentence,
  dosageText,
  formatAge,
  formatDate,
  formatDecimal,
  formatDuration,
  formatName,
  formatNumber,
  formatQuantity,
  formatRange,
  formatRatio,
  formatTime,
  type Concept,
  type DateOptions,
  type Dosage,
  type DosageStrings,
  type Note,
  type NumberStrings,
  type Party,
  type Period,
  type PersonName,
  type Quantity,
  type Range,
  type Ratio,
  type When,
} from '@ehr-widgets/sdk';
import { Strings } from './strings.ts';
import type { Persona } from './surroundings.ts';

/** Units that a reader is used to, and the way to tell an amount in them. */
export interface Units {
  readonly system: string;
  /** The same amount, to stand beside it; undefined where there is nothing to convert. */
  readonly convert: (quantity: Quantity, name: Concept | undefined) => Quantity | undefined;
}

/**
 * Somebody reading: their language, their part, and when. Says dates, numbers and coded words the way they read them,
 * through the SDK's formats; what was not sent is an empty string, never a word.
 */
export class Reader {
  readonly locale: string;
  readonly persona: Persona;
  readonly now: Date;
  readonly timeZone: string | undefined;
  /** What is said is kept: a day is then called by its date, because "today" means nothing later. */
  readonly kept: boolean;
  /** The units that they are used to, where the host chose some and what converts is there. */
  readonly units: Units | undefined;

  constructor(options: {
    locale: string;
    persona: Persona;
    now?: Date;
    timeZone?: string | undefined;
    kept?: boolean;
    units?: Units | undefined;
  }) {
    this.locale = options.locale;
    this.persona = options.persona;
    this.now = options.now ?? new Date();
    this.timeZone = options.timeZone;
    this.kept = options.kept ?? false;
    this.units = options.units;
  }

  /** A FHIR date, as precise as sent. */
  date(value: string | undefined): string {
    return value ? formatDate(value, this.#dates) : '';
  }

  /** A FHIR date without its time of day. */
  day(value: string | undefined): string {
    if (!value) return '';
    return formatDate(value, { ...this.#dates, dateOnly: true });
  }

  /** The same by its date even today: to stand after "on", "since" or "until". */
  calendarDay(value: string | undefined): string {
    return value ? formatDate(value, { locale: this.locale, timeZone: this.timeZone, dateOnly: true }) : '';
  }

  /** One part of a date alone: its year, its day without the year, its time of day. */
  datePart(value: string | undefined, part: 'year' | 'day' | 'time'): string {
    return value ? formatDate(value, { locale: this.locale, timeZone: this.timeZone, part }) : '';
  }

  /** With the time of day while that still matters: today and yesterday. */
  recent(value: string | undefined): string {
    const days = value ? daysFromNow(value, this.now, this.timeZone) : undefined;
    return days === 0 || days === -1 ? this.date(value) : this.day(value);
  }

  /** A moment in full, for paper: "today" means nothing there. */
  stamp(value: Date): string {
    return formatDate(value.toISOString(), { locale: this.locale, timeZone: this.timeZone });
  }

  moment(value: Date): string {
    return this.date(value.toISOString());
  }

  time(value: string): string {
    return formatTime(value, this.locale);
  }

  period(period: Period | undefined): string {
    const [start, end] = [this.day(period?.start), this.day(period?.end)];
    if (start === end || !end) return start;
    return `${start || '…'} – ${end}`;
  }

  when(when: When | undefined): string {
    switch (when?.kind) {
      case 'date':
        return this.day(when.date);
      case 'period':
        return this.period(when);
      case 'age':
        return this.quantity(when.age);
      case 'age-range':
        return this.range(when.range);
      case 'text':
        return when.text;
      case undefined:
        return '';
    }
  }

  /** The age on a day (today when left out) of somebody born on a FHIR date. */
  age(birthDate: string | undefined, at: Date = this.now): string {
    const age = birthDate ? ageAt(birthDate, at, this.timeZone) : undefined;
    if (!age) return '';
    return (age.approximate ? '≈ ' : '') + formatAge(age, this.locale);
  }

  count(value: number): string {
    return formatDecimal(String(value), this.locale);
  }

  /** A decimal as sent, with the language's marks. */
  decimal(text: string): string {
    return formatDecimal(text, this.locale);
  }

  quantity(quantity: Quantity | undefined): string {
    return quantity ? formatQuantity(quantity, this.locale) : '';
  }

  /** A span of time, in the reader's language where its unit is coded. */
  duration(quantity: Quantity | undefined): string {
    return quantity ? formatDuration(quantity, this.locale) : '';
  }

  /** The number of a quantity, and its unit, apart. */
  amount(quantity: Quantity): { value: string; unit: string } {
    return { value: formatNumber(quantity, this.locale), unit: countedUnit(quantity) };
  }

  /** About how much it is in the units that they are used to: `≈ 155.4 lb`, to stand beside the amount recorded. */
  converted(quantity: Quantity, name: Concept | undefined): string {
    const converted = this.units?.convert(quantity, name);
    return converted ? `≈\u00a0${this.quantity(converted)}` : '';
  }

  range(range: Range, words: NumberStrings = plainEnds, unit = true): string {
    return formatRange(range, this.locale, words, unit);
  }

  ratio(ratio: Ratio): string {
    return formatRatio(ratio, this.locale);
  }

  concept(concept: Concept | undefined): string {
    return concept ? conceptText(concept, this.locale) : '';
  }

  concepts(concepts: readonly Concept[]): string {
    return this.list(concepts.map((concept) => this.concept(concept)));
  }

  name(name: PersonName | undefined): string {
    return name ? formatName(name) : '';
  }

  party(party: Party | undefined): string {
    return party?.name ?? '';
  }

  parties(parties: readonly Party[]): string {
    return this.list(parties.map((party) => this.party(party)));
  }

  note(note: Note): string {
    return [note.text, this.party(note.author), this.day(note.time)].filter(Boolean).join(' · ');
  }

  /** How to take a medicine: the prescriber's own words, else a sentence of what was sent. */
  dosage(dosage: Dosage): string {
    const { locale, timeZone } = this;
    return dosageText(dosage, { locale, timeZone, strings: dosageStrings.for(this) }) ?? '';
  }

  /** What the structure of a dosage says, whatever the prescriber wrote. */
  dosageParts(dosage: Dosage): string {
    const { locale, timeZone } = this;
    return dosageSentence(dosage, { locale, timeZone, strings: dosageStrings.for(this) }) ?? '';
  }

  /** The words joined, without those that are empty or said twice. */
  list(words: readonly string[]): string {
    return [...new Set(words.filter(Boolean))].join(', ');
  }

  get #dates(): DateOptions {
    return { locale: this.locale, timeZone: this.timeZone, ...(!this.kept && { now: this.now }) };
  }
}

/** Beside the reader, not among the shared words: the SDK's formats load with a record only. */
const dosageStrings = new Strings<DosageStrings>('dosage', { patient: dosageEnglish, clinician: dosageEnglish });

const plainEnds: NumberStrings = { orAbove: (end) => `≥ ${end}`, orBelow: (end) => `≤ ${end}` };
