import type { AnswerProblem, CannotAsk } from '@ehr-widgets/sdk/questionnaire';
import { Strings } from '../shared/strings.ts';

/** Every word around a practice's form that is not the form's own. Numbers come as formatted text. */
export interface QuestionnaireWords {
  readonly reading: string;
  readonly required: string;
  readonly yes: string;
  readonly no: string;
  readonly clear: string;
  readonly other: string;
  readonly choose: string;
  readonly amount: string;
  readonly unit: string;
  readonly another: (question: string) => string;
  readonly remove: (question: string) => string;
  readonly nth: (question: string, number: string, count: string) => string;
  readonly ownClock: string;
  readonly ifItConcerns: string;
  readonly unnamed: string;
  readonly cannotAsk: string;
  readonly cannotAskWhy: Readonly<Record<CannotAsk, string>>;
  readonly cannotAskNext: string;
  readonly notInUse: (status: string) => string;
  readonly putRight: (count: string) => string;
  /** @param limit The least, the most or the longest that is allowed. */
  readonly problems: Readonly<Record<AnswerProblem, (example: string, limit: string) => string>>;
  readonly cannotKeep: Readonly<Record<'scope' | 'capability' | 'no-source', string>>;
  readonly unread: string;
  readonly sentWith: string;
}

const problems: QuestionnaireWords['problems'] = {
  missing: () => 'Answer this question.',
  number: (example) => `Write a number, such as ${example}.`,
  whole: () => 'Write a whole number.',
  date: () => 'Write a whole date.',
  time: () => 'Write a time of day.',
  address: () => 'Write a web address, such as https://www.example.org.',
  'too-long': (_, limit) => `Write ${limit} letters at most.`,
  'too-low': (_, limit) => `Write ${limit} or more.`,
  'too-high': (_, limit) => `Write ${limit} or less.`,
  unit: () => 'Say the unit as well.',
  choice: () => 'Choose one of the answers.',
};

const common = {
  reading: 'Reading the questions',
  required: 'needs an answer',
  yes: 'Yes',
  no: 'No',
  clear: 'Take the answer back',
  other: 'Something else',
  choose: 'Choose',
  amount: 'Amount',
  unit: 'Unit',
  another: (question: string): string => `Add another: ${question}`,
  remove: (question: string): string => `Remove: ${question}`,
  nth: (question: string, number: string, count: string): string => `${question} (${number} of ${count})`,
  unnamed: 'Question without words',
  putRight: (count: string): string =>
    count === '1' ? 'One answer is missing or not right' : `${count} answers are missing or not right`,
  problems,
};

export const questionnaireStrings = new Strings<QuestionnaireWords>('questionnaire', {
  patient: {
    ...common,
    ownClock: 'By your own clock.',
    ifItConcerns: 'Answer this only if it concerns you.',
    cannotAsk: 'This question cannot be answered here',
    cannotAskWhy: {
      kind: 'It asks for something that this page cannot take.',
      options: 'The answers to choose from could not be read.',
      nested: 'It asks more about each answer than this page can.',
    },
    cannotAskNext: 'The practice will ask you.',
    notInUse: (status) => `The practice has marked these questions as ${status}. Ask whether you should answer them.`,
    cannotKeep: {
      scope: 'The practice has questions for you, and your sign-in does not include answering them. They will ask you.',
      capability: 'The practice has questions for you, and does not take the answers online. They will ask you.',
      'no-source': 'You are not signed in there any more.',
    },
    unread: 'The practice’s questions could not be read',
    sentWith: 'Your answers are sent to the practice together with this.',
  },
  clinician: {
    ...common,
    ownClock: 'By this device’s clock.',
    ifItConcerns: 'Only if it applies: its condition cannot be worked out here.',
    cannotAsk: 'Not answerable here',
    cannotAskWhy: {
      kind: 'A type of answer that is not known here.',
      options: 'Its value set is not part of the form.',
      nested: 'It nests questions below repeated answers.',
    },
    cannotAskNext: 'To be asked in person.',
    notInUse: (status) => `Status of the form: ${status}.`,
    cannotKeep: {
      scope: 'Questionnaire not asked: the scope for QuestionnaireResponse was not granted.',
      capability: 'Questionnaire not asked: the server takes no QuestionnaireResponse.',
      'no-source': 'The session is over.',
    },
    unread: 'The questionnaire could not be read',
    sentWith: 'Stored as a QuestionnaireResponse and linked.',
  },
});
