import type { nothing, ReactiveControllerHost, TemplateResult } from 'lit';
import { asEhrError, type EhrError, type Session } from '@ehr-widgets/sdk';
import {
  canKeepAnswers,
  FilledForm,
  keepAnswers,
  readQuestionnaire,
  type AnswerPermission,
  type KeptAnswers,
} from '@ehr-widgets/sdk/questionnaire';
import type { Reader } from '../shared/reader.ts';
import { drawQuestions } from './draw.ts';
import { fieldId } from './fields.ts';

/** An element that shows a form; its styles have those of the form among them. */
export interface QuestionsHost extends Pick<ReactiveControllerHost, 'requestUpdate' | 'updateComplete'> {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface QuestionsOptions {
  /** The id of the session's source that asks. */
  readonly source: string;
  /** `Questionnaire/intake`, or a canonical. */
  readonly questionnaire: string;
}

/** How a form stands. `withheld`: its answers cannot be kept there, and it is not asked. */
export type QuestionsState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly error: EhrError }
  | { readonly kind: 'withheld'; readonly why: Extract<AnswerPermission, { readonly allowed: false }>['why'] }
  | { readonly kind: 'asked'; readonly filled: FilledForm };

/** A practice's form within an element: it is read, drawn, checked and its answers are kept. */
export class Questions {
  state: QuestionsState = { kind: 'reading' };
  /** Ends when the form has been read, well or badly. */
  #reading: Promise<void>;
  /** Set once somebody wanted to go on: from then on it is said what is not right. */
  #checked = false;
  #kept: KeptAnswers | undefined;
  /** Numbers as they were typed, in the reader's own digits and marks. */
  readonly #typed = new Map<string, readonly string[]>();
  readonly #host: QuestionsHost;
  readonly #session: Session;
  readonly #options: QuestionsOptions;

  constructor(host: QuestionsHost, session: Session, options: QuestionsOptions) {
    this.#host = host;
    this.#session = session;
    this.#options = options;
    this.#reading = this.#read();
  }

  /**
   * @param level Of the form's own heading.
   * @param sentWith What becomes of the answers; that they go along with what else is sent, when left out.
   */
  draw(reader: Reader, level: number, sentWith?: string): TemplateResult | typeof nothing {
    return drawQuestions({
      reader,
      level,
      state: this.state,
      checked: this.#checked,
      typed: this.#typed,
      write: (path, written, typed) => {
        if (typed) this.#typed.set(path, typed);
        this.#change((filled) => filled.write(path, written));
      },
      add: (path) => this.#change((filled) => filled.add(path)),
      remove: (path) => this.#change((filled) => filled.remove(path)),
      retry: () => {
        this.#reading = this.#read();
      },
      sentWith,
    });
  }

  /**
   * Whether one may go on, once the form has been read. Where something is missing or not right, it is said and the reader is
   * led to the first of it.
   */
  async check(): Promise<boolean> {
    while (this.state.kind === 'reading') await this.#reading;
    if (this.state.kind !== 'asked') return true;
    const [first] = this.state.filled.problems;
    this.#checked = true;
    this.#host.requestUpdate();
    if (!first) return true;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(fieldId(first.path))}`)?.focus();
    return false;
  }

  /** Whether there are answers to keep. */
  get hasAnswers(): boolean {
    return this.state.kind === 'asked' && !this.state.filled.isEmpty;
  }

  /**
   * Keeps the answers, once.
   * @returns the reference of the QuestionnaireResponse; undefined where there is nothing to keep, or the server does not say.
   * @throws EhrError as a change does.
   */
  async keep(status: 'in-progress' | 'completed'): Promise<string | undefined> {
    if (this.state.kind !== 'asked' || !this.hasAnswers) return undefined;
    this.#kept ??= keepAnswers(this.#session, this.state.filled, { source: this.#options.source });
    return (await this.#kept.keep(status)).reference;
  }

  /** Reads the form, once more where that failed. */
  async #read(): Promise<void> {
    const { source, questionnaire } = this.#options;
    this.#become({ kind: 'reading' });
    try {
      const permission = await canKeepAnswers(this.#session, { source });
      if (!permission.allowed) return this.#become({ kind: 'withheld', why: permission.why });
      const form = await readQuestionnaire(this.#session, questionnaire, { source });
      this.#become({ kind: 'asked', filled: new FilledForm(form) });
    } catch (thrown) {
      const unknown = 'What the server sent of a questionnaire could not be understood.';
      this.#become({ kind: 'failed', error: asEhrError(thrown, 'bad-response', unknown) });
    }
  }

  #change(change: (filled: FilledForm) => void): void {
    if (this.state.kind !== 'asked') return;
    change(this.state.filled);
    this.#host.requestUpdate();
  }

  #become(state: QuestionsState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
