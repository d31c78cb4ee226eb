/**
 * A form while it is filled in: which questions are asked now, what was written, what is still wrong, and the answers as they
 * are sent (FHIR R4 §9.1 Questionnaire, §9.2 QuestionnaireResponse).
 * @module
 */
import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import { answersOf, isMet, writtenFor, type AnswerProblem } from './questionnaire-answer.ts';
import type { Question, QuestionnaireForm } from './questionnaire.ts';

/** A question in its place, once for each time that its group is there. */
export interface Entry {
  /** By which it is written. It stays the same while the form is filled in. */
  readonly path: string;
  readonly question: Question;
  readonly written: readonly string[];
  readonly problem: AnswerProblem | undefined;
  /** Of a group that repeats: which it is, from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
  readonly entries: readonly Entry[];
}

interface Node extends Entry {
  readonly parent: Node | undefined;
  readonly entries: Node[];
  readonly answers: readonly QuestionnaireResponseItemAnswer[];
}

export class FilledForm {
  readonly form: QuestionnaireForm;
  readonly #written = new Map<string, readonly string[]>();
  /** How often a group that repeats is there, by number, so that those that stay keep theirs. */
  readonly #groups = new Map<string, readonly number[]>();
  #nodes: Node[] | undefined;
  readonly #asked = new Map<Node, boolean>();

  constructor(form: QuestionnaireForm) {
    this.form = form;
  }

  /** What is asked now, in the order of the form. */
  get entries(): readonly Entry[] {
    return this.#shown(this.#tree());
  }

  /** Writes an answer: text as it is meant (`true`, `2026-03-04`, `5.0`), the key of a choice, an amount and its unit. */
  write(path: string, written: readonly string[]): void {
    this.#written.set(path, written);
    this.#nodes = undefined;
  }

  /** Once more the group in which `path` stands first. */
  add(path: string): void {
    const [base = ''] = path.split(LAST);
    const own = this.#groups.get(base) ?? [0];
    this.#groups.set(base, [...own, Math.max(...own) + 1]);
    this.#nodes = undefined;
  }

  /** Without this one of the groups, and what was written in it. */
  remove(path: string): void {
    const [base = '', number = ''] = path.split(LAST);
    const own = this.#groups.get(base) ?? [0];
    this.#groups.set(
      base,
      own.filter((one) => String(one) !== number),
    );
    for (const written of [...this.#written.keys()]) if (written.startsWith(`${path}/`)) this.#written.delete(written);
    this.#nodes = undefined;
  }

  /** What has to be put right before it is whole, in the order of the form. */
  get problems(): readonly Entry[] {
    const all = (entries: readonly Entry[]): Entry[] =>
      entries.flatMap((entry) => [...(entry.problem ? [entry] : []), ...all(entry.entries)]);
    return all(this.entries);
  }

  /** What cannot be asked here, of what would be. */
  get notAsked(): readonly Entry[] {
    const all = (entries: readonly Entry[]): Entry[] =>
      entries.flatMap((entry) => [...(entry.question.cannotAsk ? [entry] : []), ...all(entry.entries)]);
    return all(this.entries);
  }

  get isEmpty(): boolean {
    return itemsOf(this.#tree(), (node) => this.#isAsked(node)).length === 0;
  }

  /**
   * The answers to what is asked now. What has to be answered and cannot be asked here keeps them `in-progress`: somebody
   * else has to ask it.
   */
  response(status: 'in-progress' | 'completed', patient: string, authored: Date): QuestionnaireResponse {
    const item = itemsOf(this.#tree(), (node) => this.#isAsked(node));
    const isWhole = !this.notAsked.some(({ question }) => question.required);
    return {
      resourceType: 'QuestionnaireResponse',
      ...(this.form.canonical !== undefined && { questionnaire: this.form.canonical }),
      status: status === 'completed' && isWhole ? 'completed' : 'in-progress',
      subject: { reference: `Patient/${patient}` },
      authored: authored.toISOString(),
      ...(item.length > 0 && { item }),
    };
  }

  #tree(): Node[] {
    if (!this.#nodes) {
      this.#asked.clear();
      this.#nodes = this.#nodesFor(this.form.questions, '', undefined);
    }
    return this.#nodes;
  }

  #nodesFor(questions: readonly Question[], above: string, parent: Node | undefined): Node[] {
    return questions.flatMap((question) => {
      const base = `${above}${question.linkId}`;
      const isMany = question.kind === 'group' && question.repeats;
      const numbers = isMany ? (this.#groups.get(base) ?? [0]) : [0];
      return numbers.map((number, index) => {
        const path = isMany ? `${base}#${number}` : base;
        return this.#node(question, path, { parent, index, count: numbers.length });
      });
    });
  }

  #node(question: Question, path: string, place: Pick<Node, 'parent' | 'index' | 'count'>): Node {
    const written = this.#written.get(path) ?? question.initial.flatMap((one) => writtenFor(question, one));
    const asks = question.kind !== 'group' && question.kind !== 'display' && !question.cannotAsk;
    const answers = asks ? answersOf(question, written) : [];
    const isWrong = typeof answers === 'string';
    const node: Node = {
      ...place,
      path,
      question,
      written,
      answers: isWrong ? [] : answers,
      entries: [],
      problem: isWrong ? answers : asks && isMissing(question, answers) ? 'missing' : undefined,
    };
    node.entries.push(...this.#nodesFor(question.questions, `${path}/`, node));
    return node;
  }

  #shown(nodes: readonly Node[]): Entry[] {
    return nodes
      .filter((node) => !node.question.hidden && this.#isAsked(node))
      .map((node) => {
        const entries = this.#shown(node.entries);
        const { question } = node;
        const isMissing = question.kind === 'group' && question.required && !hasAnswer(node);
        return { ...node, entries, problem: isMissing ? 'missing' : node.problem };
      });
  }

  #isAsked(node: Node): boolean {
    const known = this.#asked.get(node);
    if (known !== undefined) return known;
    // A form whose conditions go round in a circle asks all of them.
    this.#asked.set(node, true);
    const asked = (!node.parent || this.#isAsked(node.parent)) && this.#isBelowAnswer(node) && this.#isCalledFor(node);
    this.#asked.set(node, asked);
    return asked;
  }

  /** What asks more of an answer has nothing to belong to before that is there. */
  #isBelowAnswer({ parent, question }: Node): boolean {
    return !parent || parent.question.kind === 'group' || question.kind === 'display' || parent.answers.length > 0;
  }

  #isCalledFor(node: Node): boolean {
    const { askedWhen, askedWhenAll } = node.question;
    if (askedWhen.length === 0) return true;
    const met = askedWhen.map((one) => isMet(one, this.#answersTo(one.question, node)));
    return askedWhenAll ? met.every(Boolean) : met.some(Boolean);
  }

  /** Of the nearest question of this name: in the same group first. What is not asked has no answer. */
  #answersTo(linkId: string, from: Node): readonly QuestionnaireResponseItemAnswer[] {
    for (let above = from.parent; above; above = above.parent) {
      if (above.question.linkId === linkId) return above.answers;
      const found = named(linkId, above.entries);
      if (found.length > 0) return this.#answersIn(found);
    }
    return this.#answersIn(named(linkId, this.#tree()));
  }

  #answersIn(nodes: readonly Node[]): readonly QuestionnaireResponseItemAnswer[] {
    return nodes.filter((node) => this.#isAsked(node)).flatMap(({ answers }) => answers);
  }
}

/** Between a group and its number. */
const LAST = /#(?=\d+$)/;

function isMissing(
  { required, readOnly, conditionUnknown }: Question,
  answers: readonly QuestionnaireResponseItemAnswer[],
): boolean {
  return required && !readOnly && !conditionUnknown && answers.length === 0;
}

function hasAnswer(node: Node): boolean {
  return node.answers.length > 0 || node.entries.some(hasAnswer);
}

function named(linkId: string, nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [...(node.question.linkId === linkId ? [node] : []), ...named(linkId, node.entries)]);
}

/** Only what has an answer, in it or below it; and words only shown are no answer. */
function itemsOf(nodes: readonly Node[], isAsked: (node: Node) => boolean): QuestionnaireResponseItem[] {
  return nodes.filter(isAsked).flatMap((node) => {
    const { question, answers } = node;
    const below = itemsOf(node.entries, isAsked);
    if (answers.length === 0 && (question.kind !== 'group' || below.length === 0)) return [];
    const [first, ...more] = answers;
    const answered = first && [{ ...first, ...(below.length > 0 && { item: below }) }, ...more];
    return [
      {
        linkId: question.linkId,
        ...(question.words && { text: question.words.text }),
        ...(answered ? { answer: below.length > 0 ? answered : [...answers] } : { item: below }),
      },
    ];
  });
}
