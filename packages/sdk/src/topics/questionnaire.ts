/**
 * A form of a practice's, as it is asked (FHIR R4 §9.1 Questionnaire). What cannot be asked here stays in it, with why: who
 * fills in a form is to know of every question that somebody else has to ask them.
 * @module
 */
import type {
  Coding,
  FhirResource,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponseItemAnswer,
  ValueSet,
} from 'fhir/r4.js';
import { conceptOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { extensions, list, oneOf, text, truth } from '../format/read.ts';

/** Item types (FHIR R4, http://hl7.org/fhir/item-type) that can be asked. */
const KINDS = [
  'group',
  'display',
  'boolean',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
  'choice',
  'open-choice',
  'quantity',
] as const;

export type QuestionKind = (typeof KINDS)[number];

/**
 * Why a question cannot be asked. `kind`: its type is not known here (files, references). `options`: what can be chosen is
 * kept elsewhere. `nested`: it asks more of each of several answers.
 */
export type CannotAsk = 'kind' | 'options' | 'nested';

/** One answer to choose. */
export interface AnswerChoice {
  /** By which it is written: see `FilledForm.write`. */
  readonly key: string;
  readonly words: Concept;
  /** As it is sent. */
  readonly answer: QuestionnaireResponseItemAnswer;
}

/** When a question is asked (FHIR R4 §9.1, Questionnaire.item.enableWhen). */
export interface AskedWhen {
  readonly question: string;
  readonly operator: 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<=';
  /** `answerBoolean` and the like, under the name that an answer has it: `valueBoolean`. */
  readonly answer: QuestionnaireResponseItemAnswer;
}

export interface Question {
  readonly linkId: string;
  /** `1.`, `a)`. */
  readonly prefix: string | undefined;
  readonly words: Concept | undefined;
  readonly kind: QuestionKind;
  readonly cannotAsk: CannotAsk | undefined;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly readOnly: boolean;
  /** It is sent as it is, and not shown (extension questionnaire-hidden). */
  readonly hidden: boolean;
  /** Whether it is asked in some cases only, which cannot be told here: whoever answers says whether it concerns them. */
  readonly conditionUnknown: boolean;
  readonly askedWhen: readonly AskedWhen[];
  readonly askedWhenAll: boolean;
  readonly choices: readonly AnswerChoice[];
  readonly longest: number | undefined;
  /** Least and most, as decimals in text. */
  readonly least: string | undefined;
  readonly most: string | undefined;
  /** Units to choose among; where none is told, whoever answers writes one. */
  readonly units: readonly Coding[];
  /** What stands there before anything is written. */
  readonly initial: readonly QuestionnaireResponseItemAnswer[];
  readonly questions: readonly Question[];
}

export interface QuestionnaireForm {
  /** The canonical with its version, as an answer names it. */
  readonly canonical: string | undefined;
  readonly title: Concept | undefined;
  readonly description: Concept | undefined;
  /** `draft` and `retired` are to be told to whoever fills it in. */
  readonly status: string;
  readonly questions: readonly Question[];
}

const EXTENSION = 'http://hl7.org/fhir/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';

export function questionnaireForm(resource: Questionnaire): QuestionnaireForm {
  const { url, version, id, status } = resource;
  const canonical = text(url) ?? (id === undefined ? undefined : `Questionnaire/${id}`);
  return {
    canonical: canonical !== undefined && url && version ? `${canonical}|${version}` : canonical,
    title: wordsOf(resource, 'title'),
    description: wordsOf(resource, 'description'),
    status: text(status) ?? 'unknown',
    questions: questionsOf(resource.item, list(resource.contained) as FhirResource[]),
  };
}

function questionsOf(items: readonly QuestionnaireItem[] | undefined, contained: readonly FhirResource[]): Question[] {
  return list(items).map((item) => questionOf(item, contained));
}

function questionOf(item: QuestionnaireItem, contained: readonly FhirResource[]): Question {
  const kind = oneOf(KINDS, item.type);
  const choices = choicesOf(item, contained);
  const questions = questionsOf(item.item, contained);
  const repeats = truth(item.repeats) === true;
  return {
    linkId: text(item.linkId) ?? '',
    prefix: text(item.prefix),
    words: wordsOf(item, 'text'),
    kind: kind ?? 'display',
    cannotAsk: cannotAsk(item, kind, choices, questions),
    required: truth(item.required) === true,
    repeats,
    readOnly: truth(item.readOnly) === true,
    hidden: extensions(item, `${EXTENSION}/questionnaire-hidden`).some((one) => one['valueBoolean'] === true),
    conditionUnknown: extensions(item, `${SDC}/sdc-questionnaire-enableWhenExpression`).length > 0,
    askedWhen: list(item.enableWhen).map((one) => ({
      question: text(one.question) ?? '',
      operator: oneOf(OPERATORS, one.operator) ?? '=',
      answer: renamed(one, 'answer'),
    })),
    askedWhenAll: item.enableBehavior === 'all',
    choices,
    longest: typeof item.maxLength === 'number' && item.maxLength > 0 ? item.maxLength : undefined,
    least: limit(item, 'minValue'),
    most: limit(item, 'maxValue'),
    units: unitsOf(item),
    initial: initialOf(item, choices),
    questions,
  };
}

const OPERATORS = ['exists', '=', '!=', '>', '<', '>=', '<='] as const;

function cannotAsk(
  item: QuestionnaireItem,
  kind: QuestionKind | undefined,
  choices: readonly AnswerChoice[],
  questions: readonly Question[],
): CannotAsk | undefined {
  // What changes the meaning of a question in a way that is not known here (FHIR R4 §2.4.0.2).
  if (!kind || list(item.modifierExtension).length > 0) return 'kind';
  if (kind === 'choice' && choices.length === 0) return 'options';
  const asks = questions.some((one) => one.kind !== 'display' || one.cannotAsk !== undefined);
  return kind !== 'group' && truth(item.repeats) && asks ? 'nested' : undefined;
}

function choicesOf(item: QuestionnaireItem, contained: readonly FhirResource[]): AnswerChoice[] {
  const options = list(item.answerOption).map((option) => renamed(option, 'value'));
  const inside = contained.find(({ id }) => id !== undefined && item.answerValueSet === `#${id}`);
  const codings = inside?.resourceType === 'ValueSet' ? codingsIn(inside) : [];
  return [...options, ...codings.map((valueCoding) => ({ valueCoding }))].flatMap((answer, index) => {
    const words = wordsOfAnswer(answer);
    return words ? { key: `#${index}`, words, answer } : [];
  });
}

/** What a value set within the form lists; one that only says by which rule is kept elsewhere. */
function codingsIn({ expansion, compose }: ValueSet): Coding[] {
  const expanded = list(expansion?.contains).filter((one) => one.abstract !== true);
  if (expanded.length > 0) return expanded.map(({ system, code, display }) => codingOf(system, code, display));
  const includes = list(compose?.include);
  if (list(compose?.exclude).length > 0 || includes.some(({ concept }) => list(concept).length === 0)) return [];
  return includes.flatMap(({ system, concept }) =>
    list(concept).map(({ code, display }) => codingOf(system, code, display)),
  );
}

function codingOf(system: string | undefined, code: string | undefined, display: string | undefined): Coding {
  return { ...(system && { system }), ...(code && { code }), ...(display && { display }) };
}

/** An answer in words, where it has any. */
function wordsOfAnswer(answer: QuestionnaireResponseItemAnswer): Concept | undefined {
  const { valueCoding, valueReference } = answer;
  if (valueCoding) return conceptOf(valueCoding);
  if (valueReference) return conceptOf(valueReference.display ?? valueReference.reference);
  const [, value] = valueIn(answer);
  return conceptOf(text(value));
}

/** The value of an answer, with the name that it stands under. */
export function valueIn(answer: QuestionnaireResponseItemAnswer): readonly [name: string, value: unknown] {
  return Object.entries(answer).find(([name]) => name.startsWith('value')) ?? ['', undefined];
}

/** `answerDate` or `valueDate`, as an answer has it. */
function renamed(holder: object, prefix: 'answer' | 'value'): QuestionnaireResponseItemAnswer {
  const found = Object.entries(holder).find(([name]) => name.startsWith(prefix) && name !== prefix);
  return found ? { [`value${found[0].slice(prefix.length)}`]: found[1] as unknown } : {};
}

function initialOf(
  item: QuestionnaireItem,
  choices: readonly AnswerChoice[],
): readonly QuestionnaireResponseItemAnswer[] {
  const chosen = choices.filter((_, index) => item.answerOption?.[index]?.initialSelected === true);
  return [...list(item.initial).map((one) => renamed(one, 'value')), ...chosen.map(({ answer }) => answer)];
}

/** The units told for a quantity (extensions questionnaire-unit and questionnaire-unitOption). */
function unitsOf(item: QuestionnaireItem): Coding[] {
  return ['questionnaire-unit', 'questionnaire-unitOption'].flatMap((name) =>
    extensions(item, `${EXTENSION}/${name}`).flatMap((one) => (one['valueCoding'] as Coding | undefined) ?? []),
  );
}

function limit(item: QuestionnaireItem, name: 'minValue' | 'maxValue'): string | undefined {
  const [found] = extensions(item, `${EXTENSION}/${name}`);
  return decimalText(found, 'valueDecimal') ?? decimalText(found, 'valueInteger');
}

/** With its translations, where the sender gave some. */
function wordsOf(holder: object, name: string): Concept | undefined {
  const { [name]: said, [`_${name}`]: more } = holder as Record<string, unknown>;
  const words = text(said);
  return words === undefined ? undefined : conceptOf({ text: words, _text: more } as Parameters<typeof conceptOf>[0]);
}
