/**
 * The words of a dose sentence. One object a language; English is the type of every translation.
 * @module
 */
import type { NumberStrings } from './number.ts';
import type { TimeUnit } from './dosage.ts';

/** How often, ready to be worded. `span` is the period with its unit: "8 hours", "4 to 6 hours". */
export interface Frequency {
  readonly times: string | undefined;
  readonly timesMax: string | undefined;
  readonly period: string | undefined;
  readonly periodMax: string | undefined;
  readonly unit: TimeUnit | undefined;
  readonly span: string;
}

export interface DosageStrings extends NumberStrings {
  readonly to: (low: string, high: string) => string;
  /** A dose that was sent without a unit: not for anybody to guess. */
  readonly noUnit: (number: string) => string;
  readonly frequency: (frequency: Frequency) => string;
  readonly rate: (amount: string) => string;
  readonly per: (amount: string, span: string) => string;
  readonly at: (times: string) => string;
  readonly on: (days: string) => string;
  readonly onDates: (dates: string) => string;
  readonly before: (offset: string, event: string) => string;
  /** For an event that is neither before nor after something: the offset is after it (FHIR R4 Timing.repeat.offset). */
  readonly later: (event: string, offset: string) => string;
  readonly over: (duration: string) => string;
  readonly lasting: (duration: string) => string;
  readonly from: (start: string) => string;
  readonly until: (end: string) => string;
  readonly count: (count: string) => string;
  readonly asNeeded: string;
  readonly asNeededFor: (reason: string) => string;
  /** Steps that follow one another. */
  readonly then: (steps: readonly string[]) => string;
  readonly atSite: (site: string) => string;
  readonly maxPerPeriod: (amount: string) => string;
  readonly maxPerDose: (amount: string) => string;
  readonly maxPerLifetime: (amount: string) => string;
  /** By SNOMED CT and HL7 v3 RouteOfAdministration code; a route that is not here is told in the sender's words. */
  readonly routes: Readonly<Record<string, string>>;
  /** By EventTiming code (FHIR R4, HL7 v3 TimingEvent). */
  readonly events: Readonly<Record<string, string>>;
  /** Units that must be written in full in a dose, by UCUM code or by the sender's word. */
  readonly units: Readonly<Record<string, string>>;
}

const A_UNIT: Readonly<Record<TimeUnit, string>> = {
  s: 'a second',
  min: 'a minute',
  h: 'an hour',
  d: 'a day',
  wk: 'a week',
  mo: 'a month',
  a: 'a year',
};

const BY_MOUTH = 'by mouth';
const INTO_VEIN = 'into a vein';
const INTO_MUSCLE = 'into a muscle';
const UNDER_SKIN = 'under the skin';
const UNDER_TONGUE = 'under the tongue';

export const dosageEnglish: DosageStrings = {
  orAbove: (low) => `${low} or above`,
  orBelow: (high) => `${high} or below`,
  to: (low, high) => `${low} to ${high}`,
  noUnit: (number) => `${number} (unit not recorded)`,
  frequency: ({ times = '1', timesMax, period, periodMax, unit, span }) => {
    const counted = timesMax
      ? `${times} to ${timesMax} times`
      : times === '1'
        ? 'once'
        : times === '2'
          ? 'twice'
          : `${times} times`;
    if (period === undefined || unit === undefined) return counted;
    if (period === '1' && !periodMax)
      return unit === 'h' && times === '1' && !timesMax ? 'every hour' : `${counted} ${A_UNIT[unit]}`;
    return times === '1' && !timesMax ? `every ${span}` : `${counted} every ${span}`;
  },
  rate: (amount) => `at ${amount}`,
  per: (amount, span) => `${amount} in ${span}`,
  at: (times) => `at ${times}`,
  on: (days) => `on ${days}`,
  onDates: (dates) => `on ${dates}`,
  before: (offset, event) => `${offset} ${event}`,
  later: (event, offset) => `${event}, ${offset} later`,
  over: (duration) => `over ${duration}`,
  lasting: (duration) => `for ${duration}`,
  from: (start) => `from ${start}`,
  until: (end) => `until ${end}`,
  count: (count) => (count === '1' ? '1 dose only' : `${count} doses in all`),
  asNeeded: 'when needed',
  asNeededFor: (reason) => `when needed for ${reason}`,
  then: (steps) => steps.join('; then '),
  atSite: (site) => `(${site})`,
  maxPerPeriod: (amount) => `no more than ${amount}`,
  maxPerDose: (amount) => `no more than ${amount} at a time`,
  maxPerLifetime: (amount) => `no more than ${amount} in a lifetime`,
  routes: {
    '26643006': BY_MOUTH,
    PO: BY_MOUTH,
    '47625008': INTO_VEIN,
    IV: INTO_VEIN,
    '78421000': INTO_MUSCLE,
    IM: INTO_MUSCLE,
    '34206005': UNDER_SKIN,
    SQ: UNDER_SKIN,
    SC: UNDER_SKIN,
    '37839007': UNDER_TONGUE,
    SL: UNDER_TONGUE,
    '6064005': 'on the skin',
    '46713006': 'into the nose',
    '54485002': 'into the eye',
    '10547007': 'into the ear',
    '37161004': 'into the rectum',
    '16857009': 'into the vagina',
  },
  events: {
    MORN: 'in the morning',
    'MORN.early': 'early in the morning',
    'MORN.late': 'late in the morning',
    NOON: 'at noon',
    AFT: 'in the afternoon',
    'AFT.early': 'early in the afternoon',
    'AFT.late': 'late in the afternoon',
    EVE: 'in the evening',
    'EVE.early': 'early in the evening',
    'EVE.late': 'late in the evening',
    NIGHT: 'at night',
    PHS: 'after sleep',
    HS: 'at bedtime',
    WAKE: 'on waking',
    C: 'with meals',
    CM: 'with breakfast',
    CD: 'with lunch',
    CV: 'with the evening meal',
    AC: 'before meals',
    ACM: 'before breakfast',
    ACD: 'before lunch',
    ACV: 'before the evening meal',
    PC: 'after meals',
    PCM: 'after breakfast',
    PCD: 'after lunch',
    PCV: 'after the evening meal',
  },
  units: {
    U: 'units',
    IU: 'units',
    '[iU]': 'units',
    '[IU]': 'units',
    ug: 'micrograms',
    mcg: 'micrograms',
    µg: 'micrograms',
    μg: 'micrograms',
  },
};
