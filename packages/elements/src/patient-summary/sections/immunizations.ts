import { immunizations, type ImmunizationLine, type ImmunizationsView } from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources, rowTelling } from './across-sources.ts';
import {
  contradictions,
  nameOf,
  noneOf,
  restOf,
  rowOf,
  statementsOf,
  struckRows,
  telling,
  titled,
  type Telling,
} from './line-words.ts';

const SHOWN = 4;

/** The newest vaccines given; all of them, and those not given, on request. */
export const immunizationsSection: SummarySection<ImmunizationsView> = {
  name: 'immunizations',
  topic: immunizations,
  column: 2,
  ...titled('immunizations'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const { words } = told;
    const noun = words.topics.immunizations.noun;
    const whole = (line: ImmunizationLine): Row =>
      acrossSources(row(line, told), line, view.elsewhere.get(line.key), told, (one) =>
        rowTelling(row(one, told), one.lotNumber ? `${words.lot} ${one.lotNumber}` : ''),
      );
    const given = view.given.map(whole);
    const more = [...given.slice(SHOWN), ...view.notDone.map(whole), ...struckRows(view.enteredInError, told)];
    const all = reader.count(given.length + view.notDone.length);
    const rest = restOf(more, words.all(all));
    return {
      count:
        given.length > SHOWN
          ? words.of(reader.count(SHOWN), reader.count(given.length))
          : given.length > 0
            ? reader.count(given.length)
            : undefined,
      rows: given.slice(0, SHOWN),
      rest,
      notes: contradictions(view, told),
      none: noneOf(view, noun, told, rest),
      statements: statementsOf(view, told),
    };
  },
};

function row(line: ImmunizationLine, told: Telling): Row {
  const { reader, words } = told;
  const doses = line.protocol.map(({ doseNumber, seriesDoses }) =>
    doseNumber ? words.dose(doseNumber, seriesDoses) : '',
  );
  const place = reader.party(line.location) || reader.parties(line.performers) || line.origin.sourceName;
  return {
    ...rowOf(
      line,
      [
        [words.recorded, reader.day(line.recordedDate)],
        [words.who, reader.parties(line.performers)],
        [words.lot, line.lotNumber ?? ''],
        [
          words.dosage,
          [reader.quantity(line.dose), reader.concept(line.route), reader.concept(line.site)]
            .filter(Boolean)
            .join(' · '),
        ],
        [words.reason, reader.concepts(line.subpotentReasons)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: reader.when(line.occurrence),
    chips: chips(line, told),
    sub: [
      reader.list(doses),
      reader.concept(line.site),
      line.status === 'not-done' ? reader.concept(line.statusReason) : place,
      line.primarySource === false ? reader.concept(line.reportOrigin) || words.reportedDose : '',
    ],
  };
}

function chips(line: ImmunizationLine, { words }: Telling): Chip[] {
  const found: Chip[] = [];
  if (line.status === 'not-done') found.push({ word: words.notDone, shape: 'ban', tone: 'outline' });
  if (line.status === 'unknown') found.push({ word: words.statusUnknown, shape: 'unknown', tone: 'outline' });
  if (line.subpotent) found.push({ word: words.lowDose, shape: 'triangle-down', tone: 'caution' });
  return found;
}
