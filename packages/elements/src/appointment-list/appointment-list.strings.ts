import type { AppointmentFacet, AppointmentParticipant, VisitMode } from '@ehr-widgets/sdk/appointments';
import { Strings } from '../shared/strings.ts';
import type { GroupName, Standing } from './status.ts';

/** Why an appointment is cancelled, as a reader may choose (HL7 appointment-cancellation-reason). */
export type CancelReason = 'pat' | 'pat-fb' | 'pat-lt' | 'pat-mv' | 'prov';

/** Why nothing can be changed at a source. */
export type WhyFixed = 'scope' | 'capability' | 'bundle';

/** Words of the list of appointments. */
export interface AppointmentWords {
  readonly groups: Readonly<Record<GroupName, string>>;
  /** In place of the lines of a group that has none. */
  readonly none: string;
  readonly noneNext: string;
  readonly noneUpcoming: string;
  readonly status: Readonly<Record<Standing, string>>;
  readonly means: Readonly<Record<Exclude<Standing, 'held'>, string>>;
  readonly heldUntil: (time: string) => string;
  readonly unnamed: string;
  readonly hidden: string;
  readonly unnamedPlace: string;
  readonly unnamedPerson: string;
  readonly noTime: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly zoneUntold: (zone: string) => string;
  readonly ownTime: (time: string, zone: string) => string;
  readonly wanted: (periods: string) => string;
  readonly mode: Readonly<Record<VisitMode, string>>;
  readonly with: string;
  readonly where: string;
  readonly how: string;
  readonly lasts: string;
  readonly about: string;
  readonly before: string;
  readonly comment: string;
  readonly alsoThere: string;
  readonly minutes: (count: string) => string;
  readonly answers: Readonly<Record<AppointmentParticipant['answer'], (name: string) => string>>;
  readonly yourAnswer: Readonly<Record<AppointmentParticipant['answer'], string>>;
  readonly cancelledBecause: (reason: string) => string;
  readonly cancelledBy: Readonly<Record<'pat' | 'prov', string>>;
  readonly map: string;
  readonly call: (number: string) => string;
  readonly join: string;
  readonly joinOpens: (moment: string) => string;
  readonly joinOver: string;
  readonly joinByPhone: (number: string) => string;
  readonly joinKey: (key: string) => string;
  readonly joinMore: string;
  readonly newWindow: string;
  readonly differs: Readonly<Record<AppointmentFacet, string>>;
  readonly differsNext: string;
  readonly maybeSame: (source: string, facts: string) => string;
  readonly overlaps: (others: string) => string;
  readonly toCalendar: string;
  readonly allToCalendar: string;
  readonly calendarSummary: string;
  readonly noCalendar: string;
  readonly move: string;
  readonly moveElsewhere: string;
  readonly moveElsewhereNext: (source: string) => string;
  readonly checkIn: string;
  readonly noCheckIn: string;
  readonly answersFiled: string;
  readonly cancel: string;
  readonly cancelTitle: string;
  readonly cancelWhy: string;
  readonly reasons: Readonly<Record<CancelReason, string>>;
  readonly keep: string;
  readonly cancelNow: string;
  readonly cancelling: string;
  readonly cancelDone: (source: string, moment: string) => string;
  readonly undo: string;
  readonly undoing: string;
  readonly undone: string;
  readonly notCancelled: string;
  readonly notUndone: string;
  readonly timeGone: string;
  readonly changedMeanwhile: string;
  readonly changedMeanwhileNext: string;
  readonly unsure: string;
  readonly unsureNext: string;
  readonly cannotChange: Readonly<Record<WhyFixed, (source: string) => string>>;
  readonly more: (count: string, all: string) => string;
  readonly enteredInError: (count: string) => string;
  readonly print: string;
  readonly done: (upcoming: string, requested: string) => string;
  readonly noName: string;
  readonly born: (date: string) => string;
  readonly printed: (moment: string) => string;
  readonly stillReading: string;
  readonly asOf: (moment: string) => string;
  readonly sources: (names: string) => string;
  readonly complete: string;
  readonly incomplete: string;
}

const common = {
  unnamed: 'Name not recorded',
  hidden: 'Name withheld by the source',
  unnamedPlace: 'Place without a name',
  unnamedPerson: 'Name not recorded',
  noTime: 'No time yet',
  fromTo: (from: string, to: string): string => `${from} to ${to}`,
  wanted: (periods: string): string => `Wished for: ${periods}`,
  with: 'With',
  where: 'Where',
  how: 'How',
  lasts: 'Lasts',
  about: 'For',
  alsoThere: 'Also taking part',
  minutes: (count: string): string => `${count} minutes`,
  map: 'Map',
  call: (number: string): string => `Call ${number}`,
  newWindow: 'opens a new window',
  joinByPhone: (number: string): string => `By phone: ${number}`,
  joinKey: (key: string): string => `Meeting code: ${key}`,
  joinMore: 'How to join',
  toCalendar: 'Add to calendar',
  allToCalendar: 'All to calendar',
  calendarSummary: 'Appointment',
  undo: 'Undo',
  more: (count: string, all: string): string => `Show ${count} more of ${all}`,
  print: 'Print',
  noName: 'Name not recorded',
  born: (date: string): string => `born ${date}`,
  printed: (moment: string): string => `Printed ${moment}`,
} as const;

export const appointmentStrings = new Strings<AppointmentWords>('appointments', {
  patient: {
    ...common,
    groups: { upcoming: 'Upcoming', requested: 'Asked for, not booked', past: 'Past', cancelled: 'Cancelled' },
    none: 'No appointments are recorded here',
    noneNext: 'You may have appointments elsewhere. If you expect one, call whoever you are to see.',
    noneUpcoming: 'Nothing is booked. If you expect an appointment, call whoever you are to see.',
    status: {
      proposed: 'Asked for',
      pending: 'Waiting for an answer',
      held: 'Kept for a while',
      waitlist: 'On the waiting list',
      booked: 'Booked',
      arrived: 'You have arrived',
      'checked-in': 'You are checked in',
      fulfilled: 'You were there',
      noshow: 'Missed',
      cancelled: 'Cancelled',
      'entered-in-error': 'Recorded by mistake',
      'went-by': 'Was booked',
      unanswered: 'Was asked for',
      unknown: 'Status not known',
    },
    means: {
      proposed: 'Not booked. The practice has to answer first.',
      pending: 'Not booked. Not everybody has agreed yet.',
      waitlist: 'Not booked. You are told when a time becomes free.',
      booked: '',
      arrived: 'The practice knows that you are there.',
      'checked-in': 'The practice knows that you are there, and that your details are right.',
      fulfilled: '',
      noshow: 'Recorded as missed. If that is wrong, tell the practice.',
      cancelled: 'It does not take place.',
      'entered-in-error': 'It counts as nothing.',
      'went-by': 'Whether it took place is not recorded.',
      unanswered: 'It was never recorded as booked. The time has gone by.',
      unknown: 'Ask the practice whether it takes place.',
    },
    heldUntil: (time) => `Not booked. The time is kept for you until ${time}, then others can have it.`,
    zoneUntold: (zone) => `By your clock: ${zone}. The time zone of the place is not recorded.`,
    ownTime: (time, zone) => `${time} by your clock, ${zone}`,
    mode: {
      'in-person': 'In person',
      video: 'Video visit',
      phone: 'By phone',
      unknown: 'In person or not: not recorded',
    },
    before: 'Before then',
    comment: 'From the practice',
    answers: {
      accepted: (name) => `${name} has agreed.`,
      declined: (name) => `${name} has declined. Ask the practice whether it takes place.`,
      tentative: (name) => `${name} may be there.`,
      'needs-action': (name) => `${name} has not answered yet.`,
      unknown: (name) => `It is not recorded whether ${name} has agreed.`,
    },
    yourAnswer: {
      accepted: '',
      declined: 'It is recorded that you declined. If you want to come, tell the practice.',
      tentative: 'It is recorded that you may come.',
      'needs-action': 'The practice waits for your answer.',
      unknown: '',
    },
    cancelledBecause: (reason) => `Reason: ${reason}`,
    cancelledBy: { pat: 'Cancelled from your side.', prov: 'Cancelled by the practice.' },
    join: 'Join the video visit',
    joinOpens: (moment) => `You can join from ${moment}.`,
    joinOver: 'The time to join is over.',
    differs: {
      status: 'Your care places tell differently whether it takes place',
      time: 'Your care places tell different times',
      place: 'Your care places tell different places',
    },
    differsNext: 'Call one of them before you go.',
    maybeSame: (source, facts) => `${source} tells of one at the same time. It may be the same: ${facts}`,
    overlaps: (others) => `At the same time as ${others}`,
    noCalendar: 'The calendar file could not be made. Try again.',
    move: 'Move to another time',
    moveElsewhere: 'Another time cannot be chosen here',
    moveElsewhereNext: (source) => `To move it, call ${source}. Your appointment stands as it is.`,
    checkIn: 'Check in',
    noCheckIn: 'The questions could not be loaded. Try again.',
    answersFiled: 'Answers to the practice’s questions go with it.',
    cancel: 'Cancel this appointment',
    cancelTitle: 'Cancel this appointment?',
    cancelWhy: 'Reason',
    reasons: {
      pat: 'I would rather not say',
      'pat-fb': 'I feel better',
      'pat-lt': 'I cannot get there',
      'pat-mv': 'I have moved away',
      prov: 'The practice asked me to',
    },
    keep: 'Keep it',
    cancelNow: 'Yes, cancel it',
    cancelling: 'Cancelling',
    cancelDone: (source, moment) => `${source} has cancelled it, ${moment}. The time may go to somebody else.`,
    undoing: 'Booking it again',
    undone: 'It is booked again, for the same time.',
    notCancelled: 'It is not cancelled',
    notUndone: 'It is still cancelled',
    timeGone: 'Somebody else has the time by now. Choose another one, or call the practice.',
    changedMeanwhile: 'Somebody else has changed it meanwhile',
    changedMeanwhileNext: 'Nothing was changed from here. Look at how it stands now.',
    unsure: 'It is not known whether that was saved',
    unsureNext: 'Look at your appointments again before you repeat it, or call the practice.',
    cannotChange: {
      scope: (source) => `You cannot change appointments at ${source} here: your sign-in does not include it.`,
      capability: (source) => `${source} does not let appointments be changed online. Call them to move or cancel one.`,
      bundle: (source) => `${source} is a copy. To move or cancel an appointment, call the practice.`,
    },
    enteredInError: (count) => `Recorded by mistake, not shown: ${count}`,
    done: (upcoming, requested) => `Your appointments are here. Upcoming: ${upcoming}. Asked for: ${requested}.`,
    stillReading: 'Still reading. This list is not complete yet.',
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `From ${names}.`,
    complete: 'Nothing was cut off.',
    incomplete: 'Something is missing: see above.',
  },
  clinician: {
    ...common,
    groups: { upcoming: 'Upcoming', requested: 'Requested', past: 'Past', cancelled: 'Cancelled' },
    none: 'Nothing recorded',
    noneNext: 'No appointments in the sources read.',
    noneUpcoming: 'None booked.',
    status: {
      proposed: 'Proposed',
      pending: 'Pending',
      held: 'Held',
      waitlist: 'Waitlisted',
      booked: 'Booked',
      arrived: 'Arrived',
      'checked-in': 'Checked in',
      fulfilled: 'Attended',
      noshow: 'No show',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      'went-by': 'Booked, time over',
      unanswered: 'Requested, time over',
      unknown: 'Status unknown',
    },
    means: {
      proposed: 'Not booked.',
      pending: 'Not booked: answers outstanding.',
      waitlist: 'Not booked.',
      booked: '',
      arrived: '',
      'checked-in': '',
      fulfilled: '',
      noshow: '',
      cancelled: '',
      'entered-in-error': '',
      'went-by': 'Attendance not recorded.',
      unanswered: 'Never recorded as booked.',
      unknown: 'Not assumed to take place.',
    },
    heldUntil: (time) => `Not booked; held until ${time}.`,
    zoneUntold: (zone) => `Your clock: ${zone}. Zone of the place not recorded.`,
    ownTime: (time, zone) => `${time} your clock, ${zone}`,
    mode: { 'in-person': 'In person', video: 'Video', phone: 'Phone', unknown: 'Mode not recorded' },
    before: 'Instructions',
    comment: 'Comment',
    answers: {
      accepted: (name) => `${name}: accepted`,
      declined: (name) => `${name}: declined`,
      tentative: (name) => `${name}: tentative`,
      'needs-action': (name) => `${name}: no answer yet`,
      unknown: (name) => `${name}: answer not recorded`,
    },
    yourAnswer: {
      accepted: '',
      declined: 'Patient: declined',
      tentative: 'Patient: tentative',
      'needs-action': 'Patient: no answer yet',
      unknown: '',
    },
    cancelledBecause: (reason) => `Reason: ${reason}`,
    cancelledBy: { pat: 'Cancelled by the patient.', prov: 'Cancelled by the provider.' },
    join: 'Join video visit',
    joinOpens: (moment) => `Joining opens ${moment}.`,
    joinOver: 'Joining has closed.',
    differs: {
      status: 'Sources disagree on status',
      time: 'Sources disagree on the time',
      place: 'Sources disagree on the place',
    },
    differsNext: 'Check with the source.',
    maybeSame: (source, facts) => `Possible duplicate at ${source}: ${facts}`,
    overlaps: (others) => `Overlaps ${others}`,
    noCalendar: 'Calendar file could not be made',
    move: 'Reschedule',
    moveElsewhere: 'Another time cannot be chosen here',
    moveElsewhereNext: (source) => `Reschedule at ${source}. The appointment stands.`,
    checkIn: 'Check in',
    noCheckIn: 'Questions could not be loaded',
    answersFiled: 'Questionnaire answers linked.',
    cancel: 'Cancel',
    cancelTitle: 'Cancel this appointment?',
    cancelWhy: 'Reason',
    reasons: {
      pat: 'Patient',
      'pat-fb': 'Patient: feeling better',
      'pat-lt': 'Patient: lack of transportation',
      'pat-mv': 'Patient: moved',
      prov: 'Provider',
    },
    keep: 'Keep',
    cancelNow: 'Cancel appointment',
    cancelling: 'Cancelling',
    cancelDone: (source, moment) => `Cancelled at ${source}, ${moment}.`,
    undoing: 'Rebooking',
    undone: 'Rebooked for the same time.',
    notCancelled: 'Not cancelled',
    notUndone: 'Still cancelled',
    timeGone: 'The time has been taken meanwhile.',
    changedMeanwhile: 'Changed by somebody else meanwhile',
    changedMeanwhileNext: 'Nothing was written. Check how it stands.',
    unsure: 'Outcome unknown',
    unsureNext: 'Check the appointment before repeating.',
    cannotChange: {
      scope: (source) => `No permission to change appointments at ${source}.`,
      capability: (source) => `${source} does not take changes to appointments.`,
      bundle: (source) => `${source} is a document: appointments cannot be changed in it.`,
    },
    enteredInError: (count) => `Entered in error, not shown: ${count}`,
    done: (upcoming, requested) => `Appointments read. Upcoming: ${upcoming}. Requested: ${requested}.`,
    stillReading: 'Still reading; incomplete.',
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `Sources: ${names}.`,
    complete: 'Complete: nothing cut off.',
    incomplete: 'Incomplete: see above.',
  },
});
