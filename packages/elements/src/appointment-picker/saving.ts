import { appointmentsFile, type AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { saveFile } from '../shared/save-file.ts';

/** An appointment for the reader's own calendar. What it is for is left out: a calendar is seen by others. */
export function saveForCalendar(line: AppointmentLine, summary: string): void {
  const content = appointmentsFile([line], { words: () => ({ summary }) });
  saveFile(new Blob([content], { type: 'text/calendar;charset=utf-8' }), 'appointment.ics');
}
