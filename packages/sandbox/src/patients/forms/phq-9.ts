/**
 * The PHQ-9 depression questionnaire by its LOINC panel, with the score of every answer.
 * @module
 */
import type { Coding, Questionnaire, QuestionnaireItem, QuestionnaireResponseItem } from 'fhir/r4.js';
import { LOINC } from '../codes/systems.ts';

const ORDINAL = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';

const questions: readonly (readonly [code: string, display: string, text: string])[] = [
  [
    '44250-9',
    'Little interest or pleasure in doing things in last 2 weeks',
    'Little interest or pleasure in doing things',
  ],
  ['44255-8', 'Feeling down, depressed, or hopeless in last 2 weeks', 'Feeling down, depressed, or hopeless'],
  [
    '44259-0',
    'Trouble falling or staying asleep, or sleeping too much in last 2 weeks [Reported.PHQ]',
    'Trouble falling or staying asleep, or sleeping too much',
  ],
  [
    '44254-1',
    'Feeling tired or having little energy in last 2 weeks [Reported.PHQ]',
    'Feeling tired or having little energy',
  ],
  ['44251-7', 'Poor appetite or overeating in last 2 weeks [Reported.PHQ]', 'Poor appetite or overeating'],
  [
    '44258-2',
    'Feeling bad about yourself - or that you are a failure or have let yourself or your family down in last 2 weeks [Reported.PHQ]',
    'Feeling bad about yourself, or that you are a failure or have let yourself or your family down',
  ],
  [
    '44252-5',
    'Trouble concentrating on things, such as reading the newspaper or watching television in last 2 weeks [Reported.PHQ]',
    'Trouble concentrating on things, such as reading the newspaper or watching television',
  ],
  [
    '44253-3',
    'Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual in last 2 weeks [Reported.PHQ]',
    'Moving or speaking so slowly that other people could have noticed; or the opposite, being so fidgety or restless that you have been moving around a lot more than usual',
  ],
  [
    '44260-8',
    'Thoughts that you would be better off dead, or of hurting yourself in some way in last 2 weeks [Reported.PHQ]',
    'Thoughts that you would be better off dead, or of hurting yourself in some way',
  ],
];

const frequencies: readonly (readonly [code: string, display: string])[] = [
  ['LA6568-5', 'Not at all'],
  ['LA6569-3', 'Several days'],
  ['LA6570-1', 'More than half the days'],
  ['LA6571-9', 'Nearly every day'],
];

const difficulties: readonly (readonly [code: string, display: string])[] = [
  ['LA6572-7', 'Not difficult at all'],
  ['LA6573-5', 'Somewhat difficult'],
  ['LA6575-0', 'Very difficult'],
  ['LA6574-3', 'Extremely difficult'],
];

export const phq9Canonical = 'https://university-hospital.example/fhir/Questionnaire/phq-9';

/** How often each of the nine was a bother: 0 not at all to 3 nearly every day. */
export type Phq9Answers = readonly [number, number, number, number, number, number, number, number, number];

/** LOINC code of the total score. */
export const phq9Score: Coding = {
  system: LOINC,
  code: '44261-6',
  display: 'Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]',
};

export const phq9: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'phq-9',
  url: phq9Canonical,
  version: '1.0',
  name: 'PHQ9',
  title: 'Patient health questionnaire (PHQ-9)',
  status: 'active',
  subjectType: ['Patient'],
  publisher: 'University Hospital',
  description: 'Over the last two weeks, how often have you been bothered by any of the following problems?',
  code: [{ system: LOINC, code: '44249-1', display: 'PHQ-9 quick depression assessment panel [Reported.PHQ]' }],
  item: [
    {
      linkId: 'intro',
      type: 'display',
      text: 'Over the last two weeks, how often have you been bothered by any of the following problems?',
    },
    ...questions.map(([code, display, text]): QuestionnaireItem => ({
      linkId: code,
      code: [{ system: LOINC, code, display }],
      text,
      type: 'choice',
      required: true,
      answerOption: frequencies.map((_, score) => ({ valueCoding: frequency(score) })),
    })),
    {
      linkId: '69722-7',
      code: [
        {
          system: LOINC,
          code: '69722-7',
          display:
            'How difficult have these problems made it for you to do your work, take care of things at home, or get along with other people',
        },
      ],
      text: 'How difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
      type: 'choice',
      enableBehavior: 'any',
      enableWhen: questions.map(([code]) => ({
        question: code,
        operator: '!=',
        answerCoding: { system: LOINC, code: 'LA6568-5' },
      })),
      answerOption: difficulties.map((_, step) => ({ valueCoding: difficulty(step) })),
    },
    { linkId: '44261-6', code: [phq9Score], text: 'Total score', type: 'integer', readOnly: true },
  ],
};

/** The answers as a response carries them, with their sum. A missing `hindered` leaves the tenth question open. */
export function phq9Items(answers: Phq9Answers, hindered?: 0 | 1 | 2 | 3): QuestionnaireResponseItem[] {
  return [
    ...questions.map(([code, , text], at) => ({
      linkId: code,
      text,
      answer: [{ valueCoding: frequency(answers[at] ?? 0) }],
    })),
    ...(hindered === undefined
      ? []
      : [
          {
            linkId: '69722-7',
            text: 'How difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
            answer: [{ valueCoding: difficulty(hindered) }],
          },
        ]),
    { linkId: '44261-6', text: 'Total score', answer: [{ valueInteger: phq9Total(answers) }] },
  ];
}

export function phq9Total(answers: Phq9Answers): number {
  return answers.reduce((total, one) => total + one, 0);
}

function frequency(score: number): Coding {
  const [code, display] = frequencies[score] ?? [];
  if (code === undefined || display === undefined) throw new RangeError(`PHQ-9 has no answer of score ${score}`);
  return { extension: [{ url: ORDINAL, valueDecimal: score }], system: LOINC, code, display };
}

function difficulty(step: number): Coding {
  const [code, display] = difficulties[step] ?? [];
  if (code === undefined || display === undefined) throw new RangeError(`PHQ-9 has no difficulty ${step}`);
  return { system: LOINC, code, display };
}
