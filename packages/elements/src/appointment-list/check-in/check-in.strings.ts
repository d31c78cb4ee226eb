import { Strings } from '../../shared/strings.ts';

/** Words around the practice's questions before a visit that is booked. */
export interface CheckInWords {
  readonly title: string;
  readonly sentWith: string;
  readonly send: string;
  readonly sending: string;
  readonly later: string;
  readonly nothingYet: string;
  readonly notSent: string;
  readonly stillHere: string;
  readonly unsure: string;
  readonly unsureNext: string;
  readonly sent: (source: string, moment: string) => string;
  readonly unnamed: string;
  readonly unnamedNext: (source: string) => string;
}

export const checkInStrings = new Strings<CheckInWords>('checkIn', {
  patient: {
    title: 'Before your visit',
    sentWith: 'Your answers are sent to the practice for this visit.',
    send: 'Send my answers',
    sending: 'Sending your answers',
    later: 'Not now',
    nothingYet: 'Nothing is answered yet.',
    notSent: 'Your answers were not sent',
    stillHere: 'What you wrote is still here.',
    unsure: 'It is not known whether your answers were sent',
    unsureNext: 'Send them again. It is looked first whether they are there, so that they are not sent twice.',
    sent: (source, moment) => `Your answers were sent to ${source}, ${moment}.`,
    unnamed: 'The appointment does not mention your answers',
    unnamedNext: (source) => `${source} has them among your forms. Say so when you come.`,
  },
  clinician: {
    title: 'Questions before the visit',
    sentWith: 'Stored as a QuestionnaireResponse that the appointment names.',
    send: 'Save answers',
    sending: 'Saving answers',
    later: 'Close',
    nothingYet: 'No answers yet.',
    notSent: 'Answers not saved',
    stillHere: 'Nothing entered is lost.',
    unsure: 'Outcome unknown: answers',
    unsureNext: 'Save again: it is checked first whether they are stored.',
    sent: (source, moment) => `Answers saved at ${source}, ${moment}.`,
    unnamed: 'Answers not linked to the appointment',
    unnamedNext: (source) => `Stored at ${source} as a QuestionnaireResponse of its own.`,
  },
});
