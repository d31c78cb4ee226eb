import { formatDate } from '@ehr-widgets/sdk';
import { clockChange, endOf, type AgendaLine, type AppointmentMark } from '@ehr-widgets/sdk/appointments';
import type { Chip } from '../../shared/chip.ts';
import { statusChip, type GroupName } from '../status.ts';
import { nameOf, telling, type Telling } from '../telling.ts';
import type { Reader } from '../../shared/reader.ts';
import { shortZone } from '../../shared/zone-dates.ts';
import { agendaStrings, type AgendaWords } from './agenda.strings.ts';
import type { Marked } from './marking.ts';

/** What the words of an agenda are made with. */
export interface AgendaTelling {
  readonly told: Telling;
  readonly reader: Reader;
  readonly words: AgendaWords;
  /** By whose clock days and times are told. */
  readonly zone: string;
}

export function agendaTelling(reader: Reader, zone: string): AgendaTelling {
  return { told: telling(reader), reader, words: agendaStrings.for(reader), zone };
}

/** Who comes; never empty. */
export function whoText({ patients }: AgendaLine, { reader, words }: AgendaTelling): string {
  return reader.list(patients.map(({ name }) => name ?? words.unnamedPatient)) || words.unnamedPatient;
}

/** What for. */
export function whatText(line: AgendaLine, { told }: AgendaTelling): string {
  const mode = line.mode === 'unknown' || line.mode === 'in-person' ? '' : told.words.mode[line.mode];
  return told.reader.list([nameOf(line, told), mode]);
}

/** From when to when, each with its zone on days on which clocks change. */
export function spanText(line: AgendaLine, day: string, telling: AgendaTelling): string {
  const { told, zone } = telling;
  const start = Date.parse(line.start ?? '');
  const end = endOf(line);
  const isNamed = clockChange(day, zone) !== 0;
  const clock = (at: number): string => clockAt(at, telling, isNamed);
  return end > start ? told.words.fromTo(clock(start), clock(end)) : clock(start);
}

/** A time of day in the practice. */
export function clockAt(at: number, { reader, zone }: AgendaTelling, withZone = false): string {
  const { locale } = reader;
  const clock = formatDate(new Date(at).toISOString(), { locale, timeZone: zone, part: 'time' });
  return withZone ? `${clock} ${shortZone(zone, at, locale)}` : clock;
}

/** A time of day of minutes, whichever day. */
export function minutesText(minutes: number, { reader }: AgendaTelling): string {
  const [hour, rest] = [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0'));
  return reader.time(`${hour}:${rest}:00`);
}

/** How it stands: of what was booked and is over, that nothing is recorded of it. */
export function chipOf(line: AgendaLine, { told, reader }: AgendaTelling): Chip {
  const isOver = endOf(line) < reader.now.getTime();
  const group: GroupName = isOver ? 'past' : 'upcoming';
  return statusChip(line, group, told);
}

/** How many come on a day. */
export function dayCount(visits: number, { reader, words }: AgendaTelling): string {
  return visits === 0 ? words.none : words.visits(visits, reader.count(visits));
}

/** How staff's word of a visit went, as it is read out. */
export function markedText(marked: Marked, mark: AppointmentMark, line: AgendaLine, telling: AgendaTelling): string {
  const { words, told } = telling;
  const isRead = marked.kind === 'conflict' && marked.isRead;
  const said = {
    saving: words.saving,
    saved: words.saved(told.words.status[mark]),
    conflict: `${words.conflict}. ${isRead ? words.conflictNext(told.words.status[line.status]) : words.conflictUnread}`,
    failed: words.notSaved,
    unsure: words.unsure,
  };
  return `${whoText(line, telling)}: ${said[marked.kind]}`;
}
