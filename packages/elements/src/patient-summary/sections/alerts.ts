import { alerts, type AlertLine, type AlertsView } from '@ehr-widgets/sdk/more-topics';
import type { Chip } from '../../shared/chip.ts';
import type { Alarm, Row, SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, placeOf, rowOf } from './line-words.ts';

/** What everybody should know first. A matter of safety is a strip above everything. */
export const alertsSection: SummarySection<AlertsView> = {
  ...laterSection('alerts'),
  topic: alerts,
  column: 1,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    const body = listBody(view, 'alerts', told, (line) => row(line, told));
    return {
      ...body,
      alarms: view.current.flatMap((line) =>
        line.alarming
          ? alarm(
              line,
              body.rows.find(({ key }) => key === line.key),
              told,
            )
          : [],
      ),
    };
  },
};

function row(line: AlertLine, told: LaterTelling): Row {
  const { reader, words, later } = told;
  return {
    ...rowOf(
      line,
      [
        [later.priority, reader.concept(line.priority)],
        [later.until, reader.day(line.period?.end)],
        [words.recordedBy, reader.party(line.author)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: reader.day(line.period?.start),
    chips: [...statusChip(line, ['active'], told), ...overdue(line, told)],
    sub: [reader.concepts(line.categories), reader.party(line.author)],
    pinned: line.alarming,
  };
}

/** It is said to hold, and its time is over: both are told. */
function overdue({ status, period }: AlertLine, { reader, later }: LaterTelling): Chip[] {
  const ended = period?.end !== undefined && new Date(period.end) < reader.now;
  if (!ended || status === 'inactive') return [];
  return [{ word: later.wasToEnd(reader.day(period.end)), shape: 'clock', tone: 'caution' }];
}

function alarm(line: AlertLine, row: Row | undefined, told: LaterTelling): Alarm {
  const { reader, later } = told;
  const facts = [...(row?.chips ?? []).map(({ word }) => word), reader.party(line.author)].filter(Boolean);
  const since = reader.day(line.period?.start);
  return {
    key: line.key,
    shape: 'warning',
    title: later.alarm(nameOf(line, told)),
    text: facts.join(' · '),
    side: since && `${later.since} ${since}`,
    sources: row?.sources ?? [placeOf(line.origin, told.words)],
  };
}
