/**
 * One answer to a question of a form: from what somebody wrote to what is sent, and whether that can be (FHIR R4 §9.2
 * QuestionnaireResponse.item.answer).
 * @module
 */
import type { Coding, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import { decimalText, parseJson } from '../format/decimal.ts';
import { date, text } from '../format/read.ts';
import { valueIn, type AskedWhen, type Question } from './questionnaire.ts';

/** What keeps something that was written from being an answer. */
export type AnswerProblem =
  | 'missing'
  | 'number'
  | 'whole'
  | 'date'
  | 'time'
  | 'address'
  | 'too-long'
  | 'too-low'
  | 'too-high'
  | 'unit'
  | 'choice';

/** What is sent for what was written; nothing for what is blank. */
export function answersOf(
  question: Question,
  written: readonly string[],
): readonly QuestionnaireResponseItemAnswer[] | AnswerProblem {
  const answers: QuestionnaireResponseItemAnswer[] = [];
  const all = question.kind === 'quantity' ? [written] : written.map((one) => [one]);
  for (const [value = '', unit = ''] of all) {
    const words = value.trim();
    if (words === '') continue;
    const answer = answerOf(question, words, unit.trim());
    if (typeof answer === 'string') return answer;
    answers.push(answer);
  }
  return answers;
}

function answerOf(question: Question, words: string, unit: string): QuestionnaireResponseItemAnswer | AnswerProblem {
  const { kind, choices, longest } = question;
  if (longest !== undefined && isText(kind) && words.length > longest) return 'too-long';
  switch (kind) {
    case 'group':
    case 'display':
      return {};
    case 'boolean':
      return { valueBoolean: words === 'true' };
    case 'integer':
      return /^[+-]?\d{1,10}$/.test(words)
        ? (outside(question, words) ?? { valueInteger: Number(words) })
        : numberLike(words)
          ? 'whole'
          : 'number';
    case 'decimal':
      return numberLike(words) ? (outside(question, words) ?? number('valueDecimal', words)) : 'number';
    case 'quantity':
      return numberLike(words) ? (outside(question, words) ?? quantity(question, words, unit)) : 'number';
    case 'date':
      return date(words) !== undefined && !words.includes('T') ? { valueDate: words } : 'date';
    case 'dateTime':
      return date(words) === undefined ? 'date' : { valueDateTime: words };
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(words)
        ? { valueTime: words.length === 5 ? `${words}:00` : words }
        : 'time';
    case 'url':
      return URL.canParse(words) ? { valueUri: words } : 'address';
    case 'string':
    case 'text':
      return { valueString: words };
    case 'choice':
    case 'open-choice': {
      const chosen = choices.find(({ key }) => key === words);
      if (chosen) return chosen.answer;
      return kind === 'open-choice' ? { valueString: words } : 'choice';
    }
  }
}

/** What was written, as it stands for an answer that was sent before. */
export function writtenFor(question: Question, answer: QuestionnaireResponseItemAnswer): readonly string[] {
  const [name, value] = valueIn(answer);
  const chosen = question.choices.find(({ answer: one }) => isEqual(one, answer));
  if (chosen) return [chosen.key];
  if (question.kind === 'quantity') {
    const { unit, code } = (value ?? {}) as { unit?: string; code?: string };
    const known = question.units.findIndex((one) => one.code !== undefined && one.code === code);
    return [decimalText(value, 'value') ?? '', known < 0 ? (unit ?? code ?? '') : `#${known}`];
  }
  if (name === 'valueDecimal') return [decimalText(answer, 'valueDecimal') ?? ''];
  if (typeof value === 'object' && value !== null) return [text((value as Coding).display) ?? ''];
  return [typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''];
}

/** Whether the answers to a question are such that another is asked (FHIR R4, http://hl7.org/fhir/questionnaire-enable-operator). */
export function isMet({ operator, answer }: AskedWhen, answers: readonly QuestionnaireResponseItemAnswer[]): boolean {
  switch (operator) {
    case 'exists':
      return answers.length > 0 === (answer.valueBoolean !== false);
    case '=':
      return answers.some((one) => isEqual(one, answer));
    case '!=':
      return !answers.some((one) => isEqual(one, answer));
    case '>':
      return answers.some((one) => (order(one, answer) ?? 0) > 0);
    case '<':
      return answers.some((one) => (order(one, answer) ?? 0) < 0);
    case '>=':
      return answers.some((one) => (order(one, answer) ?? -1) >= 0);
    case '<=':
      return answers.some((one) => (order(one, answer) ?? 1) <= 0);
  }
}

function isEqual(one: QuestionnaireResponseItemAnswer, other: QuestionnaireResponseItemAnswer): boolean {
  const [coding, wanted] = [one.valueCoding, other.valueCoding];
  if (coding && wanted) return coding.code === wanted.code && (coding.system ?? '') === (wanted.system ?? '');
  return order(one, other) === 0;
}

/** Below 0 where the one comes first; undefined where they cannot be compared. */
function order(one: QuestionnaireResponseItemAnswer, other: QuestionnaireResponseItemAnswer): number | undefined {
  const [[, mine], [, theirs]] = [valueIn(one), valueIn(other)];
  if (typeof mine === 'number' && typeof theirs === 'number') return mine - theirs;
  if (typeof mine === 'boolean' && typeof theirs === 'boolean') return Number(mine) - Number(theirs);
  if (typeof mine === 'string' && typeof theirs === 'string') {
    const [at, then] = [one.valueDateTime, other.valueDateTime].map((moment) => Date.parse(moment ?? ''));
    if (at !== undefined && then !== undefined && !Number.isNaN(at - then)) return at - then;
    return mine < theirs ? -1 : mine > theirs ? 1 : 0;
  }
  const [amount, limit] = [one.valueQuantity, other.valueQuantity];
  if (amount?.value === undefined || limit?.value === undefined) return undefined;
  // Amounts in different units are not compared: nothing is converted unseen.
  return (amount.code ?? amount.unit) === (limit.code ?? limit.unit) ? amount.value - limit.value : undefined;
}

function isText(kind: Question['kind']): boolean {
  return kind === 'string' || kind === 'text' || kind === 'open-choice' || kind === 'url';
}

function numberLike(words: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(words);
}

function outside({ least, most }: Question, words: string): AnswerProblem | undefined {
  if (least !== undefined && Number(words) < Number(least)) return 'too-low';
  return most !== undefined && Number(words) > Number(most) ? 'too-high' : undefined;
}

function quantity({ units }: Question, words: string, unit: string): QuestionnaireResponseItemAnswer | AnswerProblem {
  const told = unit === '' && units.length === 1 ? units[0] : units[Number(unit.slice(1))];
  if (!told && (unit === '' || unit.startsWith('#'))) return 'unit';
  const { system, code, display = code } = told ?? { display: unit };
  const more = { ...(display && { unit: display }), ...(system && { system }), ...(code && { code }) };
  return { valueQuantity: Object.assign(number('value', words), more) };
}

/** With all its digits: `5.0` stays `5.0`. */
function number(name: string, words: string): Record<string, number> {
  return parseJson(`{"${name}":${words}}`) as Record<string, number>;
}
