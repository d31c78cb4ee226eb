import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** What the list calls itself, while there is nothing of a record to say yet too. */
export interface AppointmentNameWords {
  readonly title: string;
  readonly noun: TopicNoun;
}

export const appointmentNameStrings = new Strings<AppointmentNameWords>('appointmentName', {
  patient: {
    title: 'Appointments',
    noun: { owned: 'your appointments', plain: 'appointments' },
  },
  clinician: {
    title: 'Appointments',
    noun: { owned: 'appointments', plain: 'appointments' },
  },
});
