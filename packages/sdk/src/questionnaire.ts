/**
 * `@ehr-widgets/sdk/questionnaire`: forms that a practice asks to be filled in, and keeping the answers.
 * @module
 */
export {
  canKeepAnswers,
  keepAnswers,
  readQuestionnaire,
  type AnswerPermission,
  type KeptAnswers,
} from './actions/questionnaire.ts';
export { FilledForm, type Entry } from './topics/questionnaire-filling.ts';
export type { AnswerProblem } from './topics/questionnaire-answer.ts';
export {
  questionnaireForm,
  type AnswerChoice,
  type CannotAsk,
  type Question,
  type QuestionKind,
  type QuestionnaireForm,
} from './topics/questionnaire.ts';
