import type { AppointmentMark } from '@ehr-widgets/sdk/appointments';
import type { TopicNoun } from '../../shared/state.strings.ts';
import { Strings, type Wording } from '../../shared/strings.ts';
import type { Ground } from './ground.ts';

/** Words of a practice's day. They are for staff, whoever else the page is for. */
export interface AgendaWords {
  readonly title: string;
  readonly noun: TopicNoun;
  readonly whose: string;
  readonly nobody: string;
  readonly nobodyNext: string;
  readonly span: string;
  readonly day: string;
  readonly week: string;
  readonly previousDay: string;
  readonly nextDay: string;
  readonly previousWeek: string;
  readonly nextWeek: string;
  readonly today: string;
  readonly now: string;
  readonly again: string;
  readonly showCancelled: (count: string) => string;
  readonly zone: (zone: string) => string;
  readonly zoneUntold: (zone: string) => string;
  readonly asOf: (moment: string, source: string) => string;
  readonly visits: (count: number, text: string) => string;
  readonly none: string;
  readonly noHours: string;
  readonly incomplete: string;
  readonly incompleteNext: string;
  readonly readOnly: (scopes: string) => string;
  readonly forward: (day: string) => string;
  readonly back: (day: string) => string;
  readonly errors: (count: string) => string;
  readonly time: string;
  readonly keys: string;
  readonly ground: Readonly<Record<Ground, string>>;
  readonly unnamedPatient: string;
  readonly atOnce: (count: string) => string;
  readonly who: string;
  readonly what: string;
  readonly status: string;
  readonly close: string;
  readonly say: string;
  readonly marks: Readonly<Record<AppointmentMark, string>>;
  readonly onTheDay: string;
  readonly saving: string;
  readonly saved: (status: string) => string;
  readonly takeBack: (status: string) => string;
  readonly conflict: string;
  readonly conflictNext: (status: string) => string;
  readonly conflictUnread: string;
  readonly notSaved: string;
  readonly unsure: string;
  readonly unsureNext: string;
  readonly unsureUnread: string;
  readonly reading: (span: string) => string;
}

const words: AgendaWords = {
  title: 'Agenda',
  noun: { owned: 'the agenda', plain: 'agenda' },
  whose: 'Whose',
  nobody: 'Nobody’s agenda can be shown',
  nobodyNext: 'No calendar may be read here, and the page names nobody.',
  span: 'Shown',
  day: 'Day',
  week: 'Week',
  previousDay: 'Previous day',
  nextDay: 'Next day',
  previousWeek: 'Previous week',
  nextWeek: 'Next week',
  today: 'Today',
  now: 'Now',
  again: 'Read again',
  showCancelled: (count) => `Show cancelled: ${count}`,
  zone: (zone) => `Times are those of the practice: ${zone}.`,
  zoneUntold: (zone) => `The practice’s time zone is not recorded. Times are by your clock: ${zone}.`,
  asOf: (moment, source) => `As of ${moment}, from ${source}.`,
  visits: (count, text) => (count === 1 ? '1 visit' : `${text} visits`),
  none: 'No visits',
  noHours: 'Which times are free or not available is not recorded here, or could not be read.',
  incomplete: 'Not all visits could be read',
  incompleteNext: 'The server stopped early. There may be more than are shown.',
  readOnly: (scopes) => `Read only: your sign-in does not include changing appointments (${scopes}).`,
  forward: (day) => `Clocks go forward on ${day}: it is shorter, and times that are left out do not exist.`,
  back: (day) => `Clocks go back on ${day}: it is longer, and some times come twice. Each visit says which is meant.`,
  errors: (count) => `Entered in error, not shown: ${count}`,
  time: 'Time',
  keys: 'Arrow keys move between times and days, Enter opens a visit, Page Up and Page Down move to other days.',
  ground: {
    none: 'No visit',
    free: 'Free',
    taken: 'Taken; whose visit it is may not be seen here',
    kept: 'Kept for somebody, not booked',
    shut: 'Not available',
    missing: 'This time does not exist: clocks go forward',
  },
  unnamedPatient: 'Patient not named',
  atOnce: (count) => `${count} at once`,
  who: 'Patient',
  what: 'Visit',
  status: 'Status',
  close: 'Close',
  say: 'Set the status',
  marks: {
    booked: 'Not here yet',
    arrived: 'Has arrived',
    'checked-in': 'Checked in',
    fulfilled: 'Was seen',
    noshow: 'Did not come',
  },
  onTheDay: 'Arrivals are recorded on the day of the visit.',
  saving: 'Saving',
  saved: (status) => `Saved: ${status}`,
  takeBack: (status) => `Undo: ${status}`,
  conflict: 'Somebody else has changed this visit meanwhile',
  conflictNext: (status) => `Nothing was overwritten. It stands as: ${status}`,
  conflictUnread: 'Nothing was overwritten. How it stands now could not be read.',
  notSaved: 'It was not saved',
  unsure: 'It is not known whether that was saved',
  unsureNext: 'The visit is shown as it was read just now. Repeating it finds out first.',
  unsureUnread: 'The visit is shown as it was before. Repeating it finds out first.',
  reading: (span) => `Reading: ${span}`,
};

const both: Wording<AgendaWords> = { patient: words, clinician: words };

export const agendaStrings = new Strings<AgendaWords>('agenda', both);
