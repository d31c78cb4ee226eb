import { encounters, type EncounterLine, type EncountersView } from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources, rowTelling } from './across-sources.ts';
import { nothing, restOf, rowOf, struckRows, telling, titled, type Telling } from './line-words.ts';

const SHOWN = 3;

/** Where the person is now, what is planned, and the last visits; all of them on request, year by year. */
export const encountersSection: SummarySection<EncountersView> = {
  name: 'encounters',
  topic: encounters,
  column: 1,
  ...titled('encounters'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const { words } = told;
    const whole = (line: EncounterLine): Row =>
      acrossSources(row(line, told), line, view.elsewhere.get(line.key), told, (one) => rowTelling(row(one, told), ''));
    const past = view.past.map((line) => {
      const year = reader.datePart(line.period?.start ?? line.period?.end, 'year');
      return { ...whole(line), group: year || words.undated };
    });
    const first = [...[...view.ongoing, ...view.planned].map(whole), ...past.slice(0, SHOWN)];
    const cancelled = view.cancelled.map((line) => ({ ...whole(line), group: words.encounterStatus.cancelled }));
    const struck = struckRows(view.enteredInError, told).map((one) => ({ ...one, group: words.enteredInError }));
    const all = first.length + past.slice(SHOWN).length;
    const rest = restOf(
      [...past.slice(SHOWN), ...cancelled, ...struck],
      words.all(reader.count(all + view.cancelled.length)),
    );
    return {
      count:
        all > first.length
          ? words.of(reader.count(first.length), reader.count(all))
          : all > 0
            ? reader.count(all)
            : undefined,
      rows: first,
      rest,
      none: nothing(words.topics.encounters.noun, told, rest),
    };
  },
};

function row(line: EncounterLine, told: Telling): Row {
  const { reader, words } = told;
  const kind = reader.concept(line.name) || reader.concept(line.class) || words.unnamed;
  const place = reader.party(line.serviceProvider) || reader.parties(line.locations) || line.origin.sourceName;
  const people = reader.parties(line.participants);
  const reasons = reader.concepts(line.reasons) || reader.concepts(line.diagnoses);
  return {
    ...rowOf(
      line,
      [
        [words.reason, reasons],
        [words.who, people],
        [words.where, reader.parties([...line.locations, ...(line.serviceProvider ? [line.serviceProvider] : [])])],
        [words.status, words.encounterStatus[line.status]],
      ],
      told,
    ),
    main: kind,
    side:
      // An end tells on a stay that nobody closed.
      line.status === 'finished' || line.status === 'unknown' || line.period?.end
        ? reader.period(line.period)
        : reader.date(line.period?.start),
    chips: chips(line, told),
    sub: [
      reasons,
      reader.persona === 'patient' || kind === reader.concept(line.class) ? '' : reader.concept(line.class),
      people,
      place,
    ],
  };
}

function chips(line: EncounterLine, { words }: Telling): Chip[] {
  const word = words.encounterStatus[line.status];
  switch (line.status) {
    case 'finished':
      return [];
    case 'planned':
      return [{ word, shape: 'clock', tone: 'info' }];
    case 'arrived':
    case 'triaged':
    case 'in-progress':
    case 'onleave':
      return [{ word, shape: 'disc', tone: 'ok' }];
    case 'cancelled':
      return [{ word, shape: 'cross', tone: 'neutral' }];
    case 'entered-in-error':
      return [{ word, shape: 'cross', tone: 'outline' }];
    case 'unknown':
      return [{ word, shape: 'unknown', tone: 'outline' }];
  }
}
