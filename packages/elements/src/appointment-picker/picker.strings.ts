import type { VisitMode } from '@ehr-widgets/sdk/appointments';
import type { WishProblem } from './asking-form.ts';
import type { Mover } from './check.ts';
import { Strings } from '../shared/strings.ts';
import type { ViewName } from './views.ts';

/** Every word of the picker that is not the record's own. Counts, days and times come as formatted text. */
export interface PickerWords {
  readonly steps: string;
  readonly stepNames: Readonly<Record<'what' | 'time' | 'check' | 'done', string>>;
  readonly stepDone: string;
  readonly emergency: string;
  readonly call: (number: string) => string;

  readonly what: string;
  readonly whatNext: string;
  readonly whichSource: string;
  readonly place: string;
  readonly anyPlace: string;
  readonly person: string;
  readonly anyPerson: string;
  readonly anyService: string;
  readonly anyServiceNext: string;
  readonly change: string;
  readonly length: (minutes: string) => string;
  readonly mode: string;
  readonly seeing: string;
  readonly views: Readonly<Record<ViewName, string>>;
  readonly compare: string;
  readonly anyMode: string;
  readonly modes: Readonly<Record<VisitMode, string>>;
  readonly unnamed: Readonly<Record<'service' | 'place' | 'person', string>>;
  readonly notAllChoices: string;

  readonly reading: string;
  readonly first: (time: string) => string;
  readonly chooseFirst: string;
  readonly previous: (month: string) => string;
  readonly next: (month: string) => string;
  readonly calendarKeys: string;
  readonly today: string;
  /** Stands after the count of times below the number of a day. */
  readonly few: (count: string) => string;
  readonly free: (count: string) => string;
  readonly noneThatDay: string;
  readonly notAllRead: string;
  readonly monthSaid: (month: string, count: string) => string;
  readonly clockChange: (day: string, minutes: number, length: string) => string;
  readonly noneInMonth: (month: string) => string;
  readonly noneInMonthNext: string;
  readonly noneAtAll: (day: string) => string;
  readonly noneAtAllNext: string;
  readonly cutOff: string;
  readonly cutOffNext: string;
  readonly stale: (asOf: string) => string;
  readonly readAt: (asOf: string, source: string) => string;
  readonly shownUntil: (day: string) => string;

  readonly zone: (zone: string) => string;
  readonly zoneHere: (zone: string) => string;
  readonly zoneSame: string;
  readonly zoneUntold: string;
  /** @param written The offset that the server wrote the times with, where it did. */
  readonly zoneUntoldNext: (zone: string, written: string) => string;
  readonly zoneUntoldShort: (zone: string) => string;
  readonly zonesDiffer: string;
  readonly zonesPartUntold: string;
  readonly yourTime: (time: string) => string;
  readonly parts: Readonly<Record<'morning' | 'afternoon' | 'evening', string>>;
  readonly chooseDay: string;
  /** Shows the times of a day that are not shown at first. */
  readonly more: (count: string) => string;
  readonly continueWith: (time: string) => string;
  readonly overbooked: string;

  readonly noneWork: string;
  readonly noneWorkNext: string;
  readonly moving: (appointment: string) => string;
  readonly movingNext: string;
  readonly stopMoving: string;
  readonly movingUnknown: string;
  readonly movingUnknownNext: string;
  readonly movedFor: string;
  readonly movers: Readonly<Record<Mover, string>>;
  readonly movedForNext: string;

  readonly denied: string;
  readonly deniedNext: (scopes: string) => string;
  readonly unsupported: (source: string) => string;
  readonly unsupportedNext: string;

  readonly checkTitle: string;
  readonly who: string;
  readonly noName: string;
  readonly born: (date: string) => string;
  readonly whoUnread: string;
  readonly whoUnreadNext: string;
  readonly deceased: string;
  readonly deceasedNext: string;
  readonly from: (start: string, end: string) => string;
  readonly facts: Readonly<
    Record<
      | 'service'
      | 'with'
      | 'where'
      | 'when'
      | 'how'
      | 'reach'
      | 'reason'
      | 'pays'
      | 'answers'
      | 'waitlist'
      | 'note'
      | 'reference'
      | 'moves'
      | 'join'
      | 'joinPhone'
      | 'joinKey'
      | 'call',
      string
    >
  >;
  readonly join: string;
  readonly joinOpens: (moment: string) => string;
  readonly onWaitlist: string;
  readonly waitlistUntold: string;
  readonly noReach: string;
  readonly reason: string;
  readonly reasonNext: string;
  readonly lettersLeft: (count: string) => string;
  readonly contact: string;
  /** @param number As the record has it; empty where it has none. */
  readonly contactNext: (number: string) => string;
  readonly contactUnread: string;
  /** As the practice reads it. */
  readonly contactSent: (words: string) => string;
  readonly coverage: string;
  readonly coverageReading: string;
  readonly coverageUnsaid: string;
  readonly coverageNone: string;
  readonly coverageUnread: string;
  readonly coverageDenied: string;
  readonly unnamedCoverage: string;
  readonly selfPay: string;
  readonly answersSent: string;
  readonly answersBegun: string;
  readonly answersBegunNext: string;
  readonly overlap: (others: string) => string;
  readonly overlapNext: string;
  readonly overlapUnknown: string;
  readonly holding: string;
  readonly held: (until: string, left: string) => string;
  readonly heldLong: string;
  readonly holdOver: string;
  readonly holdOverNext: string;
  readonly holdAgain: string;
  readonly holdRefused: string;
  readonly book: string;
  readonly move: string;
  readonly request: string;
  readonly requestNext: string;
  readonly sending: string;
  readonly back: string;
  readonly taken: string;
  readonly takenNext: string;
  readonly takenNear: string;
  readonly takenReading: string;
  readonly takenNone: string;
  readonly notDone: Readonly<Record<'booked' | 'requested', string>>;
  readonly stillHere: string;
  readonly unanswered: string;
  readonly withoutAnswers: Readonly<Record<'booked' | 'requested', string>>;
  readonly unsure: Readonly<Record<'booked' | 'requested', string>>;
  readonly unsureNext: Readonly<Record<'booked' | 'requested', string>>;
  readonly findOut: string;
  readonly givenOver: string;
  readonly givenOverNext: string;
  readonly link: string;
  readonly linkNext: string;
  readonly phone: string;
  readonly noNumber: string;
  readonly readOnly: Readonly<Record<'off' | 'scope' | 'capability' | 'host' | 'bundle' | 'no-source', string>>;

  readonly booked: (source: string) => string;
  readonly bookedSaid: string;
  readonly requested: (source: string) => string;
  readonly requestedSaid: string;
  readonly requestedNext: string;
  readonly askTitle: string;
  readonly askNext: string;
  readonly notSure: string;
  readonly wishFrom: string;
  readonly wishUntil: string;
  readonly wishedDays: (from: string, until: string) => string;
  readonly wishedWeekdays: string;
  readonly anyDay: string;
  readonly wishedParts: string;
  readonly anyPart: string;
  readonly waitlist: string;
  readonly yes: string;
  readonly sendRequest: string;
  readonly wishProblems: Readonly<Record<WishProblem, string>>;
  readonly moved: string;
  readonly oldCancelled: string;
  readonly oldKept: string;
  readonly oldKeptNext: string;
  readonly calendar: string;
  readonly directions: string;
  readonly moveIt: string;
  readonly cancelIt: string;
  readonly cancelAsk: string;
  readonly cancelAskNext: string;
  readonly cancelYes: string;
  readonly cancelNo: string;
  readonly cancelledSaid: string;
  readonly cancelledNext: string;
  readonly notCancelled: string;
  readonly cancelUnsure: string;
  /** What an entry in the reader's own calendar is called. */
  readonly calendarEntry: string;
  readonly print: string;
  readonly another: string;
}

const plural = (count: string, one: string, more: string): string => `${count} ${count === '1' ? one : more}`;

const common = {
  noName: 'Name not recorded',
  born: (date: string): string => `born ${date}`,
  whoUnread: 'Patient could not be read',
  whoUnreadNext: 'Make sure that the right patient is in context before you book.',
  deceased: 'Recorded as deceased',
  deceasedNext: 'Check before you book.',
  steps: 'Steps',
  stepNames: { what: 'What for', time: 'Date and time', check: 'Check', done: 'Done' },
  stepDone: 'done',
  emergency: 'In an emergency',
  call: (number: string): string => `Call ${number}`,
  whichSource: 'Where to book',
  place: 'Place',
  anyPlace: 'Any place',
  person: 'With',
  anyPerson: 'Anyone',
  anyService: 'Any of these',
  anyServiceNext: 'Whichever is free first',
  change: 'Change',
  length: (minutes: string): string => plural(minutes, 'minute', 'minutes'),
  mode: 'Kind of visit',
  seeing: 'How free times are shown',
  views: { month: 'Month', weeks: 'Week', first: 'First free' },
  compare: 'Compare',
  anyMode: 'Any',
  modes: { 'in-person': 'In person', video: 'Video', phone: 'Phone', unknown: 'Ask how' },
  unnamed: { service: 'Service without a name', place: 'Place without a name', person: 'Name not recorded' },
  reading: 'Looking for free times',
  first: (time: string): string => `First free: ${time}`,
  chooseFirst: 'Choose this',
  previous: (month: string): string => `Previous month, ${month}`,
  next: (month: string): string => `Next month, ${month}`,
  calendarKeys: 'Arrow keys go from day to day, Page Up and Page Down from month to month.',
  today: 'today',
  few: (count: string): string => (count === '1' ? 'time' : 'times'),
  free: (count: string): string => plural(count, 'time free', 'times free'),
  noneThatDay: 'no times free',
  notAllRead: 'not all times were read',
  monthSaid: (month: string, count: string): string => `${month}: ${plural(count, 'time free', 'times free')}`,
  clockChange: (day: string, minutes: number, length: string): string =>
    minutes > 0 ? `${day}: clocks there go forward ${length}.` : `${day}: clocks there go back ${length}.`,
  noneInMonth: (month: string): string => `No time is free in ${month}`,
  noneInMonthNext: 'Look at another month.',
  readAt: (asOf: string, source: string): string => `Free times read ${asOf} from ${source}`,
  shownUntil: (day: string): string => `Shown until ${day}`,
  zone: (zone: string): string => `Times are in ${zone}.`,
  yourTime: (time: string): string => `${time} your time`,
  parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
  chooseDay: 'Choose a day to see its times.',
  more: (count: string): string => `${count} more`,
  continueWith: (time: string): string => `Continue with ${time}`,
  overbooked: 'Overbooked',
  movedFor: 'Who asked to move it',
  movers: { prov: 'The practice', pat: 'The patient' },
  movedForNext: 'Stored as the reason where the old appointment is cancelled.',
  from: (start: string, end: string): string => `${start} to ${end}`,
  holding: 'Keeping this time',
  book: 'Book this appointment',
  move: 'Move the appointment to this time',
  request: 'Ask for this time',
  sending: 'Sending',
  back: 'Back',
  takenReading: 'Looking for the nearest free times',
  findOut: 'Find out',
  lettersLeft: (count: string): string => plural(count, 'letter left', 'letters left'),
  contactSent: (words: string): string => `Reach me for this visit: ${words}`,
  coverageReading: 'Reading who pays',
  unnamedCoverage: 'Insurance without a name',
  selfPay: 'I pay for it myself',
  notSure: 'Not sure',
  wishFrom: 'From',
  wishUntil: 'Until',
  wishedDays: (from: string, until: string): string => `${from} to ${until}`,
  wishedWeekdays: 'Days of the week',
  wishedParts: 'Time of day',
  yes: 'Yes',
  sendRequest: 'Send the request',
  wishProblems: {
    days: 'Give a first and a last day.',
    past: 'The first day has gone by.',
    order: 'The last day is before the first.',
    far: 'Give days within half a year of each other.',
    none: 'None of these days is on a day of the week that you chose.',
  },
  calendar: 'Add to calendar',
  directions: 'Show on a map',
  moveIt: 'Move it',
  cancelIt: 'Cancel it',
  cancelAsk: 'Cancel this appointment?',
  cancelAskNext: 'The time is free for others then.',
  cancelYes: 'Yes, cancel it',
  cancelNo: 'Keep it',
  cancelledSaid: 'The appointment is cancelled',
  cancelledNext: 'The time below is not yours any more.',
  notCancelled: 'It was not cancelled: you still have the appointment',
  cancelUnsure: 'We do not know whether it was cancelled',
  calendarEntry: 'Appointment',
  print: 'Print',
  another: 'Book another appointment',
};

export const pickerStrings = new Strings<PickerWords>('picker', {
  patient: {
    ...common,
    what: 'What is your visit for?',
    whatNext: 'Choose one to see when it is free.',
    notAllChoices: 'There may be more than is listed here. Call if you do not find what you need.',
    noneAtAll: (day) => `No time is free until ${day}`,
    noneAtAllNext: 'Call the practice to ask for one. If it is urgent, do not wait for an appointment.',
    cutOff: 'More times may be free than are shown here',
    cutOffNext: 'Not all of them could be read. Call if none of these works for you.',
    stale: (asOf) => `These times are from ${asOf}, and could not be read again`,
    zoneHere: (zone) => `Your own clock is in ${zone}; your time stands beside each.`,
    zoneSame: 'Your own clock is the same.',
    zoneUntold: 'Ask which time zone the practice is in',
    zoneUntoldNext: (zone, written) =>
      `It did not say. Times are in ${zone}, as your clock has it.${written ? ` Its system wrote them for UTC${written}.` : ''} Check before you book, if you are far from the practice.`,
    zoneUntoldShort: (zone) => `In ${zone}, as your clock has it. The practice did not say its time zone.`,
    zonesDiffer: 'These places are in different time zones. Each time says its own.',
    zonesPartUntold:
      'Not all of these say their time zone. Each time names the one it is told in; check before you book.',
    noneWork: 'None of these work',
    noneWorkNext:
      'Call the practice, and ask for another time or to be told when one comes free. If it is urgent, do not wait.',
    moving: (appointment) => `You are moving your appointment of ${appointment}`,
    movingNext: 'It stays yours until the new time is booked.',
    stopMoving: 'Leave it as it is',
    movingUnknown: 'We could not find the appointment that you want to move',
    movingUnknownNext: 'What you book here comes beside it. Cancel the old one, or call the practice.',
    denied: 'This page is not allowed to look for free times',
    deniedNext: () => 'To let it, sign in again and allow it, or call the practice.',
    unsupported: (source) => `${source} does not offer times to book online`,
    unsupportedNext: 'Call the practice to make an appointment.',
    checkTitle: 'Check and book',
    who: 'Name',
    facts: {
      service: 'For',
      with: 'With',
      where: 'Where',
      when: 'When',
      how: 'How',
      reach: 'They reach you at',
      reason: 'Your reason',
      pays: 'Who pays',
      answers: 'Questions',
      waitlist: 'Waiting list',
      note: 'Before then',
      reference: 'Reference',
      moves: 'In place of',
      join: 'Video visit',
      joinPhone: 'Join by phone',
      joinKey: 'Meeting code',
      call: 'To change it, call',
    },
    join: 'Join the video visit',
    joinOpens: (moment) => `You can join from ${moment}; the way in stands with your appointments then.`,
    onWaitlist: 'You are on the waiting list.',
    waitlistUntold: 'They did not say whether you are on the waiting list. Ask them.',
    noReach: 'No telephone number is recorded for you. Tell the practice when you come.',
    reason: 'Reason for your visit (optional)',
    reasonNext: 'The practice reads this before you come. For anything urgent, call.',
    overlap: (others) => `You have another appointment then: ${others}`,
    overlapNext: 'You can book this one all the same.',
    overlapUnknown: 'Your other appointments could not be read, so look for yourself that none is at this time.',
    held: (until, left) => `We are keeping this time for you until ${until} (${left} left).`,
    heldLong: 'This time is kept for you.',
    holdOver: 'This time is no longer kept for you',
    holdOverNext: 'It may still be free. What you wrote is still here.',
    holdAgain: 'Try to keep it again',
    holdRefused: 'This time could not be kept for you. You can book it as long as nobody else does.',
    requestNext: 'Nothing is booked until the practice says so. They will answer you.',
    taken: 'Somebody else has just taken this time',
    takenNext: 'Nothing was booked for you. What you wrote is still here.',
    takenNear: 'The nearest times that are free:',
    takenNone: 'No other time near it is free. Look at other days.',
    notDone: { booked: 'It was not booked', requested: 'Your request was not sent' },
    stillHere: 'What you wrote is still here.',
    unanswered: 'Your answers to the questions could not be sent',
    withoutAnswers: { booked: 'Book without my answers', requested: 'Send without my answers' },
    unsure: {
      booked: 'We do not know whether it was booked',
      requested: 'We do not know whether your request arrived',
    },
    unsureNext: {
      booked: 'It was sent, and no answer came. Press to find out; it is not booked twice.',
      requested: 'It was sent, and no answer came. Press to find out; it is not sent twice.',
    },
    contact: 'Another way to reach you for this visit (optional)',
    contactNext: (number) =>
      number
        ? `They have ${number}. What you write here goes with this visit only; your record stays as it is.`
        : 'They have no telephone number of yours. What you write here goes with this visit only.',
    contactUnread: 'What you write here goes with this visit only; your record stays as it is.',
    coverage: 'Who pays for this visit?',
    coverageUnsaid: 'I will say it at the practice',
    coverageNone: 'No insurance in force is in your record here.',
    coverageUnread: 'Your insurances could not be read.',
    coverageDenied: 'Your sign-in does not include your insurances, so none can be chosen here.',
    answersSent: 'Your answers were sent with it',
    answersBegun: 'Your answers are with the practice, and could not be marked as finished',
    answersBegunNext: 'They may ask you some of it again.',
    requestedNext: 'If you hear nothing in a few days, call them. If it gets urgent, do not wait for an answer.',
    askTitle: 'Ask for an appointment',
    askNext: 'This is a wish, not a booking: the practice looks for a time and answers you. For anything urgent, call.',
    anyDay: 'Tick the days that suit you; none if any does.',
    anyPart: 'Tick what suits you; none if any time does.',
    waitlist: 'Put me on the waiting list: tell me when something earlier comes free',
    givenOver: 'This website took your booking',
    givenOverNext: 'It has not said yet whether you have the appointment.',
    link: 'Book on the practice’s own page',
    linkNext: 'This time is booked on a page of the practice. What you wrote here does not go along.',
    phone: 'Call to book this time',
    noNumber: 'No number is listed here. Use the one on your letter or on the practice’s website.',
    readOnly: {
      off: 'Times are only shown here. Call the practice to book one.',
      scope: 'Your sign-in does not include booking. Sign in again and allow it, or call the practice.',
      capability: 'This practice does not take bookings online. Call to book.',
      host: 'This website does not take bookings. Call the practice to book.',
      bundle: 'This is a copy of a record, in which nothing can be booked.',
      'no-source': 'You are not signed in there any more.',
    },
    booked: (source) => `${source} has booked your appointment`,
    bookedSaid: 'You are booked',
    requested: (source) => `Your wish was sent to ${source}`,
    requestedSaid: 'You asked for an appointment. Nothing is booked yet: they will answer you.',
    moved: 'The old time is given up.',
    oldCancelled: 'The old appointment is cancelled.',
    oldKept: 'Your old appointment still stands',
    oldKeptNext: 'You now have two. Cancel the old one, or call the practice.',
  },
  clinician: {
    ...common,
    what: 'Service',
    whatNext: '',
    notAllChoices: 'Incomplete: not all services could be read.',
    noneAtAll: (day) => `None free until ${day}`,
    noneAtAllNext: 'No free slot in the days that are planned.',
    cutOff: 'Cut off: more slots may be free',
    cutOffNext: 'Not all pages could be read.',
    stale: (asOf) => `As of ${asOf}. Refresh failed`,
    zoneHere: (zone) => `Your clock: ${zone}, beside each.`,
    zoneSame: 'Same as your clock.',
    zoneUntold: 'Time zone of the place not told',
    zoneUntoldNext: (zone, written) =>
      `Times in ${zone}, as on this device${written ? `; the server wrote UTC${written}` : ''}. Check with the place before booking.`,
    zoneUntoldShort: (zone) => `In ${zone}, as on this device. Time zone of the place not told.`,
    zonesDiffer: 'Places in different time zones; each time names its own.',
    zonesPartUntold: 'Time zone not told for all: each time names the one it is told in.',
    noneWork: 'None of these work',
    noneWorkNext: 'Call the place for another time, or a waiting list.',
    moving: (appointment) => `Moving: ${appointment}`,
    movingNext: 'Kept until the new time is booked.',
    stopMoving: 'Leave it as it is',
    movingUnknown: 'The appointment to be moved was not found',
    movingUnknownNext: 'What is booked here comes beside it.',
    denied: 'Not permitted',
    deniedNext: (scopes) => (scopes ? `Scope ${scopes} was not granted.` : 'A scope for Slot was not granted.'),
    unsupported: (source) => `${source} offers no free times`,
    unsupportedNext: 'Its CapabilityStatement lists neither Slot nor Appointment/$find.',
    checkTitle: 'Check and book',
    who: 'Patient',
    facts: {
      service: 'Service',
      with: 'With',
      where: 'Where',
      when: 'When',
      how: 'Modality',
      reach: 'Patient’s phone',
      reason: 'Reason',
      pays: 'Coverage',
      answers: 'Questionnaire',
      waitlist: 'Waiting list',
      note: 'Note',
      reference: 'Reference',
      moves: 'Replaces',
      join: 'Video link',
      joinPhone: 'Dial-in',
      joinKey: 'Meeting code',
      call: 'Place’s phone',
    },
    join: 'Join video visit',
    joinOpens: (moment) => `Opens ${moment}, with the list of appointments.`,
    onWaitlist: 'On the waiting list.',
    waitlistUntold: 'The answer does not say that it is on the waiting list.',
    noReach: 'No telephone number recorded.',
    reason: 'Reason (optional)',
    reasonNext: 'Stored with the appointment.',
    overlap: (others) => `Overlaps: ${others}`,
    overlapNext: 'It can be booked all the same.',
    overlapUnknown: 'Other appointments could not be read; overlaps are not checked.',
    held: (until, left) => `Held until ${until} (${left} left).`,
    heldLong: 'Held; the server does not say until when.',
    holdOver: 'The hold has run out',
    holdOverNext: 'The time may still be free. The reason is kept.',
    holdAgain: 'Hold again',
    holdRefused: 'Not held: the server refused. It can be booked as long as it is free.',
    requestNext: 'A proposal: nothing is booked until the practice answers.',
    taken: 'Taken meanwhile',
    takenNext: 'Nothing was booked. The reason is kept.',
    takenNear: 'Nearest free:',
    takenNone: 'None free near it.',
    notDone: { booked: 'Not booked', requested: 'Request not sent' },
    stillHere: 'What was written is kept.',
    unanswered: 'The answers could not be stored',
    withoutAnswers: { booked: 'Book without answers', requested: 'Send without answers' },
    unsure: { booked: 'Sent, outcome unknown', requested: 'Request sent, outcome unknown' },
    unsureNext: {
      booked: 'Finding out looks for it first; it is not booked twice.',
      requested: 'Finding out looks for it first; it is not sent twice.',
    },
    contact: 'Contact for this visit (optional)',
    contactNext: (number) =>
      number
        ? `On record: ${number}. Kept as a note of this visit only.`
        : 'None on record. Kept as a note of this visit only.',
    contactUnread: 'Kept as a note of this visit only.',
    coverage: 'Coverage',
    coverageUnsaid: 'Not stated',
    coverageNone: 'No active Coverage on record.',
    coverageUnread: 'Coverage could not be read.',
    coverageDenied: 'Coverage not permitted: the scope was not granted.',
    selfPay: 'Self pay',
    answersSent: 'Answers stored and linked',
    answersBegun: 'Answers stored, still in progress',
    answersBegunNext: 'They could not be marked as completed.',
    requestedNext: 'The practice answers the patient.',
    askTitle: 'Request an appointment',
    askNext: 'Proposed, not booked: the practice answers.',
    anyDay: 'None ticked means any.',
    anyPart: 'None ticked means any time.',
    waitlist: 'Waiting list: an earlier time is wanted',
    givenOver: 'Taken over by this page',
    givenOverNext: 'It has not reported an outcome.',
    link: 'Book on the practice’s own page',
    linkNext: 'Opens elsewhere; the reason does not go along.',
    phone: 'Book by telephone',
    noNumber: 'No number is listed.',
    readOnly: {
      off: 'Read only here.',
      scope: 'Booking not permitted: the scope was not granted.',
      capability: 'The server does not take bookings.',
      host: 'This page does not take bookings.',
      bundle: 'A document: nothing can be booked in it.',
      'no-source': 'The session is over.',
    },
    booked: (source) => `Booked at ${source}`,
    bookedSaid: 'Booked',
    requested: (source) => `Proposed to ${source}`,
    requestedSaid: 'Proposed, not booked.',
    moved: 'Moved; the old time is free.',
    oldCancelled: 'The old appointment is cancelled.',
    oldKept: 'The old appointment still stands',
    oldKeptNext: 'There are two now. Cancel the old one.',
  },
});
