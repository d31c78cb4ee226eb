/** What a viewer of results must say of an Observation, read off its JSON by rules of its own, without a line of the SDK. */
import type {
  Element,
  Observation,
  ObservationComponent,
  ObservationReferenceRange,
  Patient,
  Quantity,
  Range,
} from 'fhir/r4.js';
import { label, number } from './held.ts';

/** One value of one test; an Observation with components is several. */
export interface ExpectedResult {
  readonly test: string;
  /** As precise as sent, in UTC. */
  readonly when: string;
  readonly value: string;
  /** Words that stand with the value: its flag and, where it is not final, its status. */
  readonly chips: readonly string[];
  readonly range: string;
}

const dateOf = ({ effectiveDateTime, effectivePeriod, effectiveInstant, issued }: Observation): string =>
  effectiveDateTime ?? effectivePeriod?.start ?? effectiveInstant ?? issued ?? '';

export function expectedResults(sent: Observation, patient: Patient): ExpectedResult[] {
  const { component = [] } = sent;
  const name = label(sent.code);
  const saysItself = component.length === 0 || valueKey(sent) || sent.dataAbsentReason || sent.interpretation;
  const when = whenOf(dateOf(sent));
  const status = STATUSES[sent.status] ?? [];
  const told = (one: Observation | ObservationComponent, test: string, flags: readonly string[]): ExpectedResult => ({
    test,
    when,
    value: valueOf(one, sent.hasMember?.length ?? 0),
    chips: [...flags, ...status],
    range: rangeOf(one),
  });
  const parts = component.map((one) => told(one, `${name}: ${label(one.code)}`, flagOf(one, patient)));
  return [...(saysItself ? [told(sent, name, flagOf(sent, patient))] : []), ...parts];
}

const STATUSES: Readonly<Record<string, readonly string[]>> = {
  registered: ['Registered'],
  preliminary: ['Preliminary'],
  amended: ['Amended'],
  corrected: ['Corrected'],
  cancelled: ['Cancelled'],
};

type Measured = Observation | ObservationComponent;

const valueKey = (one: Measured): string | undefined => Object.keys(one).find((key) => key.startsWith('value'));

function valueOf(one: Measured, members: number): string {
  if (one.valueQuantity) return amount(one.valueQuantity);
  if (one.valueString !== undefined) return one.valueString;
  if (one.valueCodeableConcept) return label(one.valueCodeableConcept);
  if (one.valueInteger !== undefined) return digits(String(one.valueInteger));
  if (one.valueBoolean !== undefined) return one.valueBoolean ? 'Yes' : 'No';
  if (one.valueRange) return limits(one.valueRange, true);
  if (one.valueRatio) return `${amount(one.valueRatio.numerator)}:${amount(one.valueRatio.denominator)}`;
  if (one.valueDateTime) return whenOf(one.valueDateTime);
  if (one.valuePeriod) return `${dayOf(one.valuePeriod.start)} – ${dayOf(one.valuePeriod.end)}`;
  if (one.valueTime) return one.valueTime.slice(0, 5);
  if (one.valueSampledData) return 'Waveform not drawn here';
  const { dataAbsentReason: reason } = one;
  if (reason) return reason.text ?? ABSENT[reason.coding?.[0]?.code ?? ''] ?? '';
  // Why an element has no value stands in an extension of it.
  const withheld = Object.entries(one).find(([key]) => key.startsWith('_value'))?.[1] as Element | undefined;
  const why = withheld?.extension?.find(({ url }) => url.endsWith('data-absent-reason'))?.valueCode;
  if (why) return ABSENT[why] ?? '';
  return members > 0 ? `Panel of ${members}` : 'No value given';
}

const ABSENT: Readonly<Record<string, string>> = {
  error: 'Error in measuring',
  'temp-unknown': 'Not known yet',
  masked: 'Hidden by the source',
  'not-performed': 'Not performed',
};

/** Comparator and number as sent, with the unit as people print it. */
function amount(quantity: Quantity | undefined, withUnit = true): string {
  const sign = (quantity?.comparator ?? '').replace('<=', '≤').replace('>=', '≥');
  const unit = withUnit ? unitOf(quantity) : '';
  return `${sign}${digits(number(quantity))}${unit && ` ${unit}`}`;
}

const digits = (text: string): string => text.replace('-', '−');

function unitOf(quantity: Quantity | undefined): string {
  return (quantity?.unit ?? quantity?.code ?? '')
    .replace(/\/\{1\.73_m2\}|\/1\.73 m2/, '/1.73 m²')
    .replace(/[{}[\]]/g, '')
    .replace('10*3', '10³')
    .replace('10*6', '10⁶')
    .replace('10*9', '10⁹')
    .replace('cm2', 'cm²')
    .replace('/uL', '/µL');
}

/** The flag of the sender, else what the one range comes to that is in the value's own unit. */
function flagOf(one: Measured, { gender }: Patient): string[] {
  const [interpretation] = one.interpretation ?? [];
  if (interpretation) return [label(interpretation)];
  const ranges = (one.referenceRange ?? []).filter(
    ({ low, high, type, appliesTo = [] }) =>
      (low ?? high) && (!type || label(type) === 'Normal Range') && appliesTo.every((group) => label(group) === gender),
  );
  const [range] = ranges;
  const value = one.valueQuantity;
  if (!range || ranges.length > 1 || !value) return [];
  const level = levelOf(value, range);
  return level ? [`${level} by range`] : [];
}

function levelOf(value: Quantity, { low, high }: ObservationReferenceRange): string {
  const measured = Number(number(value));
  if ([low, high].some((end) => end && unitOf(end) !== unitOf(value))) return '';
  const [floor, ceiling] = [low ? Number(number(low)) : -Infinity, high ? Number(number(high)) : Infinity];
  const { comparator } = value;
  if (comparator === '<') return measured <= floor ? 'Low' : measured <= ceiling && floor <= 0 ? 'Normal' : '';
  if (comparator === '>') return measured >= ceiling ? 'High' : measured >= floor && !high ? 'Normal' : '';
  return measured > ceiling ? 'High' : measured < floor ? 'Low' : 'Normal';
}

function rangeOf({ referenceRange = [], valueQuantity }: Measured): string {
  const said = referenceRange.map((range) => {
    const isOther = [range.low, range.high].some((end) => end && unitOf(end) !== unitOf(valueQuantity));
    const numbers = limits(range, isOther);
    const words = numbers && range.text ? `${numbers} (${range.text})` : numbers || (range.text ?? '');
    return [words, label(range.type), ...(range.appliesTo ?? []).map(label)].filter(Boolean).join(', ');
  });
  return said.length > 0 ? `Range: ${said.join('; ')}` : 'No range given';
}

function limits({ low, high }: Range, withUnit: boolean): string {
  if (low && high) return `${amount(low, false)}–${amount(high, withUnit)}`;
  if (low) return `${amount(low, withUnit)} or above`;
  return high ? `${amount(high, withUnit)} or below` : '';
}

const inUtc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const DAY = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
const TIME = inUtc({ hour: '2-digit', minute: '2-digit' });

function whenOf(date: string): string {
  if (date === '') return 'No date';
  if (date.length < 10) return date;
  const day = dayOf(date);
  return date.includes('T') ? `${day} ${TIME.format(new Date(date))}` : day;
}

export const dayOf = (date: string | number = ''): string => DAY.format(new Date(date)).replace('Sept', 'Sep');
