/**
 * A dosage instruction as a sentence that a person can read, in the reader's language. Only what was sent is said.
 * @module
 */
import { conceptText, hasCode } from './concept.ts';
import { countedWord } from './counted.ts';
import { formatDate, formatTime } from './date.ts';
import type { Amount, Dosage, DosageTiming, TimeUnit } from './dosage.ts';
import type { DosageStrings } from './dosage-strings.ts';
import { formatDuration, formatTimeSpan, isTimeUnit } from './duration.ts';
import { formatDecimal } from './number.ts';
import type { Quantity, Range } from './quantity.ts';
import { grouped } from './read.ts';
import { unitText } from './unit.ts';

export interface DosageTextOptions {
  readonly locale: string;
  readonly strings: DosageStrings;
  readonly timeZone?: string | undefined;
}

/**
 * The instruction as the prescriber wrote it, otherwise a sentence of its parts; undefined when it says nothing. What is said
 * to the patient (`patientInstruction`) goes beside it, and stands in its place where there is nothing else.
 */
export function dosageText(dosage: Dosage, options: DosageTextOptions): string | undefined {
  return dosage.text ?? dosageSentence(dosage, options) ?? dosage.patientInstruction;
}

/**
 * Several instructions as one text: steps of a taper one after the other ("20 mg; then 10 mg"), those of one step, or
 * without a sequence, beside each other, each with what is said to the patient (FHIR R4 Dosage.sequence). Undefined when they
 * say nothing.
 */
export function dosagesText(dosages: readonly Dosage[], options: DosageTextOptions): string | undefined {
  const steps = grouped(dosages, ({ sequence }) => sequence ?? '');
  const whole = (dosage: Dosage): string =>
    [...new Set([dosageText(dosage, options), dosage.patientInstruction])].filter(Boolean).join('; ');
  const told = [...steps.values()].map((step) => listed(step.map(whole).filter(Boolean), options.locale));
  // A line without a place in the order is not known to follow another.
  const join = steps.has('') ? (texts: readonly string[]) => listed(texts, options.locale) : options.strings.then;
  return join(told.filter(Boolean)) || undefined;
}

/**
 * A sentence of the structured parts alone: "1 tablet by mouth twice a day for 7 days; take with food". Undefined when
 * there are none.
 */
export function dosageSentence(dosage: Dosage, options: DosageTextOptions): string | undefined {
  const { locale, strings } = options;
  const say = (concept: Dosage['route']): string | undefined => concept && conceptText(concept, locale);
  const { asNeeded, maxPerPeriod, maxPerAdministration, maxPerLifetime } = dosage;
  const main = [
    say(dosage.method)?.replace(/\s*-\s*dosing instruction imperative.*$/, ''),
    dosesText(dosage, options),
    routeText(dosage, options),
    dosage.site && strings.atSite(conceptText(dosage.site, locale)),
    ...(dosage.timing ? timingTexts(dosage.timing, options) : []),
    asNeeded && (asNeeded === true ? strings.asNeeded : strings.asNeededFor(conceptText(asNeeded, locale))),
  ];
  const limits = [
    ...dosage.additional.map(say),
    maxPerPeriod && strings.maxPerPeriod(amountText({ kind: 'ratio', ratio: maxPerPeriod }, options)),
    maxPerAdministration && strings.maxPerDose(doseText(maxPerAdministration, options)),
    maxPerLifetime && strings.maxPerLifetime(doseText(maxPerLifetime, options)),
  ];
  return [main.filter(Boolean).join(' '), ...limits].filter(Boolean).join('; ') || undefined;
}

/**
 * Several doses are one and the same, told in other terms ("1000 mg", "2 tablets"), not to be added up: the one ordered
 * leads, the others follow in brackets (FHIR R4 Dosage.doseAndRate.type).
 */
function dosesText({ doses }: Dosage, options: DosageTextOptions): string {
  const ordered = doses.filter(({ type }) => hasCode(type, ['ordered']));
  const said = [...ordered, ...doses].map(({ dose, rate }) =>
    [dose && amountText(dose, options), rate && options.strings.rate(amountText(rate, options))]
      .filter(Boolean)
      .join(' '),
  );
  const [first, ...others] = new Set(said);
  return [first, ...others.map((other) => `(${other})`)].filter(Boolean).join(' ');
}

function routeText({ route }: Dosage, { locale, strings }: DosageTextOptions): string | undefined {
  const known = route?.codings.map(({ code }) => code && strings.routes[code]).find(Boolean);
  return known ?? (route && conceptText(route, locale));
}

function timingTexts(timing: DosageTiming, options: DosageTextOptions): (string | undefined)[] {
  const { locale, strings } = options;
  const { frequency, period, duration, count, daysOfWeek, timesOfDay, events, dates, code } = timing;
  const times =
    duration !== undefined && timing.durationUnit
      ? span(duration, timing.durationMax, timing.durationUnit, options)
      : '';
  const structured = [
    frequency || period ? frequencyText(timing, options) : undefined,
    daysOfWeek.length > 0
      ? strings.on(
          listed(
            daysOfWeek.map((day) => weekday(day, locale)),
            locale,
          ),
        )
      : undefined,
    timesOfDay.length > 0
      ? strings.at(
          listed(
            timesOfDay.map((time) => formatTime(time, locale)),
            locale,
          ),
        )
      : undefined,
    events.length > 0 ? eventsText(timing, options) : undefined,
    times && strings.over(times),
    count && strings.count(timing.countMax ? strings.to(count, timing.countMax) : count),
    dates.length > 0
      ? strings.onDates(
          listed(
            dates.map((date) => formatDate(date, options)),
            locale,
          ),
        )
      : undefined,
  ].filter(Boolean);
  const spoken = structured.length > 0 ? structured : [code && conceptText(code, locale)];
  return [...spoken, ...boundsTexts(timing, options)] as (string | undefined)[];
}

function frequencyText(timing: DosageTiming, options: DosageTextOptions): string {
  const { frequency: times, frequencyMax: timesMax, period, periodMax, periodUnit: unit } = timing;
  const words = period !== undefined && unit ? span(period, periodMax, unit, options) : '';
  return options.strings.frequency({ times, timesMax, period, periodMax, unit, span: words });
}

function eventsText({ events, offset }: DosageTiming, { locale, strings }: DosageTextOptions): string {
  const words = events.map((event) => strings.events[event] ?? event);
  const joined = listed(words, locale);
  if (!offset || offset === '0') return joined;
  const minutes = formatTimeSpan(offset, 'min', locale);
  return events.every((event) => /^[AP]C/.test(event))
    ? strings.before(minutes, joined)
    : strings.later(joined, minutes);
}

function boundsTexts({ bounds }: DosageTiming, options: DosageTextOptions): (string | undefined)[] {
  const { strings } = options;
  if (bounds?.kind === 'period') {
    const { start, end } = bounds;
    return [start && strings.from(formatDate(start, options)), end && strings.until(formatDate(end, options))];
  }
  if (bounds?.kind === 'duration') return [strings.lasting(doseText(bounds.duration, options))];
  return bounds ? [strings.lasting(rangeText(bounds.range, options))] : [];
}

function amountText(amount: Amount, options: DosageTextOptions): string {
  if (amount.kind === 'quantity') return doseText(amount.quantity, options);
  if (amount.kind === 'range') return rangeText(amount.range, options);
  const [top, bottom] = [amount.ratio.numerator, amount.ratio.denominator].map(
    (part) => part && doseText(part, options),
  );
  return top && bottom ? options.strings.per(top, bottom) : (top ?? bottom ?? '');
}

function rangeText({ low, high }: Range, options: DosageTextOptions): string {
  const { strings } = options;
  if (!low) return high ? strings.orBelow(doseText(high, options)) : '';
  if (!high) return strings.orAbove(doseText(low, options));
  const first = doseUnit(low, options) === doseUnit(high, options) ? doseNumber(low, options) : doseText(low, options);
  return strings.to(first, doseText(high, options));
}

/** A dose as it is safe to write: no trailing zeros, dangerous abbreviations in full (ISMP). Times by their unit. */
function doseText(quantity: Quantity, options: DosageTextOptions): string {
  if (isTimeUnit(quantity)) return formatDuration(quantity, options.locale);
  const number = doseNumber(quantity, options);
  const unit = countedWord(doseUnit(quantity, options), quantity.value);
  return unit ? `${number}\u00a0${unit}` : options.strings.noUnit(number);
}

function doseNumber({ value = '', comparator }: Quantity, { locale }: DosageTextOptions): string {
  return (comparator ?? '') + formatDecimal(value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''), locale);
}

/** Each part of a unit in full where it must be: `µg/min` is "micrograms/min". */
function doseUnit(quantity: Quantity, { strings }: DosageTextOptions): string {
  const known = strings.units[quantity.code ?? ''];
  const parts = unitText(quantity).split('/');
  return known ?? parts.map((part) => strings.units[part] ?? part).join('/');
}

function span(low: string, high: string | undefined, unit: TimeUnit, { locale, strings }: DosageTextOptions): string {
  return high
    ? strings.to(formatDecimal(low, locale), formatTimeSpan(high, unit, locale))
    : formatTimeSpan(low, unit, locale);
}

function listed(words: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale).format(words);
}

/** The first of January 2024 was a Monday. */
function weekday(day: string, locale: string): string {
  const offset = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(day);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + offset));
}
