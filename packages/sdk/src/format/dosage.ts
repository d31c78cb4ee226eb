/**
 * How to take a medicine, as structure (FHIR R4 §2.39 Dosage, §2.24.0.19 Timing).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, codesOf, type Concept } from './concept.ts';
import { decimalText } from './decimal.ts';
import { quantityOf, rangeOf, ratioOf, type Quantity, type Range, type Ratio } from './quantity.ts';
import { date, list, oneOf, text, texts } from './read.ts';
import { periodOf } from './when.ts';

/** How much, or how fast. */
export type Amount =
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'ratio'; readonly ratio: Ratio };

/** One amount of a dosage line; both dose and rate may be given. */
export interface Dose {
  readonly type?: Concept | undefined;
  readonly dose?: Amount | undefined;
  readonly rate?: Amount | undefined;
}

/** A unit of time (UCUM, FHIR R4 UnitsOfTime). */
export type TimeUnit = 's' | 'min' | 'h' | 'd' | 'wk' | 'mo' | 'a';

export type DayOfWeek = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** How often and how long. Numbers are text, as sent. */
export interface DosageTiming {
  /** `frequency` to `frequencyMax` times per `period` to `periodMax` `periodUnit`. */
  readonly frequency?: string | undefined;
  readonly frequencyMax?: string | undefined;
  readonly period?: string | undefined;
  readonly periodMax?: string | undefined;
  readonly periodUnit?: TimeUnit | undefined;
  /** How long one administration lasts. */
  readonly duration?: string | undefined;
  readonly durationMax?: string | undefined;
  readonly durationUnit?: TimeUnit | undefined;
  readonly count?: string | undefined;
  readonly countMax?: string | undefined;
  readonly daysOfWeek: readonly DayOfWeek[];
  /** `hh:mm:ss`, local to where the patient is. */
  readonly timesOfDay: readonly string[];
  /** EventTiming codes, such as `ACM` or `HS`. */
  readonly events: readonly string[];
  /** Minutes from the event. */
  readonly offset?: string | undefined;
  /** For how long the whole goes on. */
  readonly bounds?:
    | { readonly kind: 'period'; readonly start?: string | undefined; readonly end?: string | undefined }
    | { readonly kind: 'duration'; readonly duration: Quantity }
    | { readonly kind: 'range'; readonly range: Range }
    | undefined;
  /** Exact moments. */
  readonly dates: readonly string[];
  /** The timing's own words or code, when the structure above does not say it. */
  readonly code?: Concept | undefined;
}

/** One dosage instruction. Nothing in it is invented: a part the sender left out is absent. */
export interface Dosage {
  /** Lines with a higher sequence follow; lines with the same run at the same time. */
  readonly sequence?: string | undefined;
  /** The whole instruction as the prescriber wrote it. Leads when present. */
  readonly text?: string | undefined;
  readonly patientInstruction?: string | undefined;
  readonly additional: readonly Concept[];
  /** True, or what for. */
  readonly asNeeded?: true | Concept | undefined;
  readonly site?: Concept | undefined;
  readonly route?: Concept | undefined;
  readonly method?: Concept | undefined;
  readonly doses: readonly Dose[];
  readonly timing?: DosageTiming | undefined;
  readonly maxPerPeriod?: Ratio | undefined;
  readonly maxPerAdministration?: Quantity | undefined;
  readonly maxPerLifetime?: Quantity | undefined;
}

/** The dosage lines of a request, statement or dispense, in the order in which they apply; empty ones left out. */
export function dosagesOf(sent: readonly fhir.Dosage[] | undefined): Dosage[] {
  const dosages = list(sent).map(dosageOf).filter(saysSomething);
  return dosages.sort((one, other) => Number(one.sequence ?? 0) - Number(other.sequence ?? 0));
}

function dosageOf(sent: fhir.Dosage): Dosage {
  return {
    sequence: decimalText(sent, 'sequence'),
    text: text(sent.text),
    patientInstruction: text(sent.patientInstruction),
    additional: conceptsOf(sent.additionalInstruction),
    asNeeded: conceptOf(sent.asNeededCodeableConcept) ?? (sent.asNeededBoolean === true || undefined),
    site: conceptOf(sent.site),
    route: conceptOf(sent.route),
    method: conceptOf(sent.method),
    doses: list(sent.doseAndRate).flatMap(doseOf),
    timing: timingOf(sent.timing),
    maxPerPeriod: ratioOf(sent.maxDosePerPeriod),
    maxPerAdministration: quantityOf(sent.maxDosePerAdministration),
    maxPerLifetime: quantityOf(sent.maxDosePerLifetime),
  };
}

function saysSomething({ sequence: _, ...dosage }: Dosage): boolean {
  return Object.values(dosage).some((part: unknown) => (Array.isArray(part) ? part.length > 0 : part !== undefined));
}

function doseOf(sent: fhir.DosageDoseAndRate): Dose | [] {
  const dose = amountOf(sent.doseQuantity, sent.doseRange);
  const rate = amountOf(sent.rateQuantity, sent.rateRange, sent.rateRatio);
  return dose || rate ? { type: conceptOf(sent.type), dose, rate } : [];
}

function amountOf(single?: fhir.Quantity, ends?: fhir.Range, parts?: fhir.Ratio): Amount | undefined {
  const quantity = quantityOf(single);
  if (quantity) return { kind: 'quantity', quantity };
  const range = rangeOf(ends);
  if (range) return { kind: 'range', range };
  const ratio = ratioOf(parts);
  return ratio && { kind: 'ratio', ratio };
}

const UNITS = ['s', 'min', 'h', 'd', 'wk', 'mo', 'a'] as const;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function timingOf(sent: fhir.Timing | undefined): DosageTiming | undefined {
  if (!sent) return undefined;
  const { repeat } = sent;
  const number = (key: string): string | undefined => decimalText(repeat, key);
  const timing: DosageTiming = {
    frequency: number('frequency'),
    frequencyMax: number('frequencyMax'),
    period: number('period'),
    periodMax: number('periodMax'),
    periodUnit: oneOf(UNITS, repeat?.periodUnit),
    duration: number('duration'),
    durationMax: number('durationMax'),
    durationUnit: oneOf(UNITS, repeat?.durationUnit),
    count: number('count'),
    countMax: number('countMax'),
    daysOfWeek: list(repeat?.dayOfWeek).flatMap((day) => oneOf(DAYS, day) ?? []),
    timesOfDay: texts(repeat?.timeOfDay),
    events: texts(repeat?.when),
    offset: number('offset'),
    bounds: boundsOf(repeat),
    dates: list(sent.event).flatMap((moment) => date(moment) ?? []),
  };
  const code = conceptOf(sent.code);
  if (timing.frequency ?? timing.period ?? timing.events[0] ?? timing.timesOfDay[0]) return { ...timing, code };
  const meant = { ...timing, code, ...meaningOf(code) };
  return saysSomething(meant as unknown as Dosage) ? meant : undefined;
}

function boundsOf(repeat: fhir.TimingRepeat | undefined): DosageTiming['bounds'] {
  const period = periodOf(repeat?.boundsPeriod);
  if (period) return { kind: 'period', ...period };
  const duration = quantityOf(repeat?.boundsDuration);
  if (duration) return { kind: 'duration', duration };
  const range = rangeOf(repeat?.boundsRange);
  return range && { kind: 'range', range };
}

/** What a timing abbreviation says, as structure (HL7 v3 GTSAbbreviation). */
function meaningOf(code: Concept | undefined): Partial<DosageTiming> | undefined {
  const abbreviations = codesOf(code, 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation');
  for (const abbreviation of abbreviations) {
    const hours = /^Q(\d+)H$/.exec(abbreviation)?.[1];
    const meaning = hours ? every('1', hours, 'h') : MEANINGS[abbreviation];
    if (meaning) return meaning;
  }
  return undefined;
}

const every = (frequency: string, period: string, periodUnit: TimeUnit): Partial<DosageTiming> => ({
  frequency,
  period,
  periodUnit,
});

const MEANINGS: Readonly<Record<string, Partial<DosageTiming>>> = {
  QD: /* @__PURE__ */ every('1', '1', 'd'),
  BID: /* @__PURE__ */ every('2', '1', 'd'),
  TID: /* @__PURE__ */ every('3', '1', 'd'),
  QID: /* @__PURE__ */ every('4', '1', 'd'),
  QOD: /* @__PURE__ */ every('1', '2', 'd'),
  WK: /* @__PURE__ */ every('1', '1', 'wk'),
  MO: /* @__PURE__ */ every('1', '1', 'mo'),
  AM: { events: ['MORN'] },
  PM: { events: ['AFT'] },
  BED: { events: ['HS'] },
};
