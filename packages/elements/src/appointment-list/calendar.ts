import { appointmentsFile, type AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { saveFile } from '../shared/save-file.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { nameOf, type Telling } from './telling.ts';

/** What the page wants in a calendar. */
export interface CalendarWishes {
  readonly details: boolean;
  readonly reminders: string | undefined | null;
}

/** Hands appointments to the reader as a calendar file. Without `details` it tells only that there is one, when and where. */
export function saveCalendar(lines: readonly AppointmentLine[], wishes: CalendarWishes, told: Telling): void {
  const { reader, words } = told;
  const text = appointmentsFile(lines, {
    words: (line) => {
      if (!wishes.details) return { summary: words.calendarSummary };
      const people = reader.list(line.people.map((person) => reader.party(person)));
      return {
        summary: reader.list([nameOf(line, told), people]),
        description: line.instructions.join('\n') || undefined,
      };
    },
    alarms: minutesOf(wishes.reminders),
  });
  saveFile(new Blob([text], { type: 'text/calendar' }), 'appointments.ics');
}

function minutesOf(given: string | undefined | null): number[] {
  const minutes = (given ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  if (minutes.every((one) => Number.isInteger(one) && one >= 0)) return minutes;
  warnOnce('`reminders` has to be minutes with spaces between, such as "1440 60"; there are none.');
  return [];
}
