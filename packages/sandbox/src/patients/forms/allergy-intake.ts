/**
 * A form about allergies that patients fill in before a visit: groups that repeat, questions that open others.
 * @module
 */
import type { Questionnaire, QuestionnaireResponseItem } from 'fhir/r4.js';

export const allergyIntakeCanonical = 'https://university-hospital.example/fhir/Questionnaire/allergy-intake';

export const allergyIntake: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'allergy-intake',
  url: allergyIntakeCanonical,
  version: '2.1',
  name: 'AllergyIntake',
  title: 'Your allergies',
  status: 'active',
  subjectType: ['Patient'],
  publisher: 'University Hospital',
  item: [
    { linkId: 'any', text: 'Have you ever had an allergic reaction?', type: 'boolean', required: true },
    {
      linkId: 'allergy',
      text: 'An allergy',
      type: 'group',
      repeats: true,
      enableWhen: [{ question: 'any', operator: '=', answerBoolean: true }],
      item: [
        { linkId: 'allergy.to', text: 'To what?', type: 'string', required: true, maxLength: 80 },
        {
          linkId: 'allergy.kind',
          text: 'What kind of thing is it?',
          type: 'open-choice',
          answerOption: [
            { valueString: 'A medicine' },
            { valueString: 'A food' },
            { valueString: 'Something in the air' },
            { valueString: 'An insect' },
          ],
        },
        { linkId: 'allergy.reaction', text: 'What happened?', type: 'text' },
        { linkId: 'allergy.last', text: 'When did it last happen?', type: 'date' },
        { linkId: 'allergy.hospital', text: 'Did you go to a hospital for it?', type: 'boolean' },
        {
          linkId: 'allergy.days',
          text: 'How many days did you stay?',
          type: 'integer',
          enableWhen: [{ question: 'allergy.hospital', operator: '=', answerBoolean: true }],
        },
      ],
    },
    {
      linkId: 'pen',
      text: 'Do you carry an epinephrine pen?',
      type: 'boolean',
      enableWhen: [{ question: 'any', operator: '=', answerBoolean: true }],
    },
    { linkId: 'else', text: 'Anything else that we should know?', type: 'text' },
  ],
};

/** One allergy as a patient tells it. */
export interface ToldAllergy {
  readonly to: string;
  readonly kind?: string;
  readonly reaction?: string;
  /** A full date. */
  readonly last?: string;
  /** Days in hospital, if they went to one. */
  readonly hospitalDays?: number;
}

export function allergyIntakeItems(
  allergies: readonly ToldAllergy[],
  more: { readonly pen?: boolean; readonly words?: string } = {},
): QuestionnaireResponseItem[] {
  return [
    answered('any', 'Have you ever had an allergic reaction?', { valueBoolean: allergies.length > 0 }),
    ...allergies.map(({ to, kind, reaction, last, hospitalDays }): QuestionnaireResponseItem => ({
      linkId: 'allergy',
      text: 'An allergy',
      item: [
        answered('allergy.to', 'To what?', { valueString: to }),
        ...(kind === undefined ? [] : [answered('allergy.kind', 'What kind of thing is it?', { valueString: kind })]),
        ...(reaction === undefined ? [] : [answered('allergy.reaction', 'What happened?', { valueString: reaction })]),
        ...(last === undefined ? [] : [answered('allergy.last', 'When did it last happen?', { valueDate: last })]),
        answered('allergy.hospital', 'Did you go to a hospital for it?', {
          valueBoolean: hospitalDays !== undefined,
        }),
        ...(hospitalDays === undefined
          ? []
          : [answered('allergy.days', 'How many days did you stay?', { valueInteger: hospitalDays })]),
      ],
    })),
    ...(more.pen === undefined
      ? []
      : [answered('pen', 'Do you carry an epinephrine pen?', { valueBoolean: more.pen })]),
    ...(more.words === undefined
      ? []
      : [answered('else', 'Anything else that we should know?', { valueString: more.words })]),
  ];
}

function answered(
  linkId: string,
  text: string,
  answer: NonNullable<QuestionnaireResponseItem['answer']>[number],
): QuestionnaireResponseItem {
  return { linkId, text, answer: [answer] };
}
