import {
  vitals,
  type Elsewhere,
  type Measurement,
  type ObservationLine,
  type VitalSign,
  type VitalsView,
} from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources } from './across-sources.ts';
import { nameOf, nothing, restOf, rowOf, struckRows, telling, titled, type Telling } from './line-words.ts';
import { convertedFact, convertedText, flagChips, statusChips, valueText, valueWords } from './values.ts';

/** Older than this and a vital sign says its age. */
const OLD_AFTER_MONTHS = 12;

/** The latest of each vital sign, with its date, its flag, and its age once it is too old to rely on. */
export const vitalsSection: SummarySection<VitalsView> = {
  name: 'vitals',
  topic: vitals,
  column: 3,
  layout: 'tiles',
  ...titled('vitals'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const rows = view.signs.map((sign) => {
      const [line] = sign.latest.lines;
      const own = row(sign, told);
      if (!line) return own;
      const tell = (one: ObservationLine): string =>
        [whole(sign.latest, told), told.words.observationStatus[one.status]].join(' · ');
      return acrossSources(own, line, elsewhereOf(sign.latest, view), told, tell, (one) => namedWithValue(one, told));
    });
    const notMeasured = view.notMeasured.map((line) => ({
      ...rowOf(line, [], told),
      main: nameOf(line, told),
      value: line.value.kind === 'absent' ? valueText(line.value, told) : told.words.noValue,
      side: reader.date(line.date),
      chips: statusChips(line.status, told),
    }));
    const rest = restOf(
      [...notMeasured, ...struckRows(view.enteredInError, told)],
      told.words.all(reader.count(rows.length + notMeasured.length)),
    );
    return {
      count: rows.length > 0 ? told.words.latest : undefined,
      rows,
      rest,
      none: nothing(told.words.topics.vitals.noun, told, rest),
    };
  },
};

/** What other sources tell of any of its halves, each source once. */
function elsewhereOf({ lines }: Measurement, view: VitalsView): Elsewhere<ObservationLine> | undefined {
  const all = lines.flatMap(({ key }) => view.elsewhere.get(key) ?? []);
  if (all.length === 0) return undefined;
  const bySource = new Map(all.flatMap(({ also }) => also).map((line) => [line.origin.source, line]));
  return {
    also: [...bySource.values()].filter((line) => !lines.includes(line)),
    differs: [...new Set(all.flatMap(({ differs }) => differs))],
    doubtful: [...new Set(all.flatMap(({ doubtful }) => doubtful))].filter((line) => !lines.includes(line)),
  };
}

/** Only the latest taking is shown: another value of the same moment is told with it. */
function namedWithValue(line: ObservationLine, told: Telling): string {
  const values = line.parts.length > 0 ? line.parts.map(({ value }) => value) : [line.value];
  return `${nameOf(line, told)} ${values.map((value) => valueText(value, told)).join(', ')}`;
}

function row(sign: VitalSign, told: Telling): Row {
  const { reader, words } = told;
  const { latest, earlier } = sign;
  const { value, unit } = measured(latest, told);
  const age = ageChip(latest.date, told);
  const line = latest.lines[0];
  const before = earlier[0];
  const [only, another] = latest.values;
  const converted = only && !another ? convertedText(only.value, sign.name, told) : '';
  const shared = line
    ? rowOf(
        line,
        [
          convertedFact(converted, told),
          [words.before, before ? [whole(before, told), reader.day(before.date)].filter(Boolean).join(' · ') : ''],
          [words.status, words.observationStatus[latest.status]],
          [words.recordedBy, reader.parties(line.performers)],
        ],
        told,
      )
    : { key: sign.key, reference: '', origin: latest.origin, details: [] };
  return {
    ...shared,
    key: sign.key,
    also: latest.lines.slice(1),
    main: sign.kind === 'other' ? reader.concept(sign.name) || words.unnamed : words.vitals[sign.kind],
    value,
    unit,
    converted,
    side: reader.recent(latest.date),
    chips: [
      ...flagChips(latest.flag, told).filter(({ tone }) => tone !== 'plain'),
      ...statusChips(latest.status, told),
      ...age,
    ],
    sub:
      sign.trend && before
        ? [`${words.trend[sign.trend]}: ${words.before.toLocaleLowerCase(reader.locale)} ${whole(before, told)}`]
        : [],
    old: age.length > 0,
  };
}

/** `158/92 mmHg`: values in one unit are joined, others each keep their own; a pressure on its own says which it is. */
function measured(taking: Measurement, told: Telling): { value: string; unit: string } {
  const { reader } = told;
  if (taking.values.length === 0) return { value: told.words.noValue, unit: '' };
  const parts = taking.values.map(({ role, name, value }) => ({ role, name, ...valueWords(value, told) }));
  const pair = parts.filter(({ role }) => role === 'systolic' || role === 'diastolic');
  const isPair = pair.length === 2 && pair[0]?.unit === pair[1]?.unit;
  const named = parts
    .filter((part) => !(isPair && pair.includes(part)))
    .map(({ role, name, value, unit }) => ({ value: [role === 'value' ? '' : reader.concept(name), value], unit }));
  const joined = { value: [pair.map(({ value }) => value).join('/')], unit: pair[0]?.unit ?? '' };
  const said = (isPair ? [joined, ...named] : named).map(({ value, unit }) => ({
    value: value.filter(Boolean).join('\u00a0'),
    unit,
  }));
  const [only, another] = said;
  if (only && !another) return only;
  return { value: said.map(({ value, unit }) => [value, unit].filter(Boolean).join('\u00a0')).join(', '), unit: '' };
}

function whole(taking: Measurement, told: Telling): string {
  const { value, unit } = measured(taking, told);
  return unit ? `${value}\u00a0${unit}` : value;
}

function ageChip(date: string | undefined, { reader, words }: Telling): Chip[] {
  const taken = date ? new Date(date) : undefined;
  if (!taken || Number.isNaN(taken.getTime())) return [];
  const { now } = reader;
  const months =
    (now.getFullYear() - taken.getFullYear()) * 12 +
    now.getMonth() -
    taken.getMonth() -
    (now.getDate() < taken.getDate() ? 1 : 0);
  if (months < OLD_AFTER_MONTHS) return [];
  const word =
    months < 24 ? words.monthsOld(reader.count(months)) : words.yearsOld(reader.count(Math.floor(months / 12)));
  return [{ word, shape: 'clock', tone: 'caution' }];
}
