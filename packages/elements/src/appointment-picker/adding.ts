import { EhrError } from '@ehr-widgets/sdk';
import { readCoverages, type BookingDetails, type CoverageLine } from '@ehr-widgets/sdk/appointments';
import type { TemplateResult } from 'lit';
import { Later } from '../shared/later.ts';
import type { Questions } from '../questionnaire/questions.ts';
import type { AddingContext } from './adding-fields.ts';
import { errorOf } from './finding.ts';
import type { Stage } from './stage.ts';
import { coverageText, type Telling } from './telling.ts';
import { wordsOf } from './wishes.ts';

/** The value by which somebody says that nobody but themselves pays. */
const SELF = 'self';
const LONGEST_REASON = 1000;
/** What can be asked besides the practice's own questions. */
const ASKED = ['reason', 'contact', 'coverage'] as const;

/** What the reader adds to a time or a wish. It stays while the time changes, and through whatever goes wrong. */
export class Adding {
  reason = '';
  contact = '';
  #payer = '';
  #coverages: readonly CoverageLine[] | EhrError | undefined;
  #readsCoverages = false;
  #questions: Questions | undefined;
  #asked = '';
  #withoutAnswers = false;
  #isChecking = false;
  readonly #stage: Stage;
  readonly #source: string;

  constructor(stage: Stage, source: string) {
    this.#stage = stage;
    this.#source = source;
  }

  context(): AddingContext {
    const { told, level, host } = this.#stage;
    const asks = host.ask === undefined || host.ask === null ? ['reason', 'contact'] : wordsOf(host.ask);
    const [reason, contact, coverage] = ASKED.map((one) => asks.includes(one)) as [boolean, boolean, boolean];
    if (coverage) this.#readCoverages();
    const longest = host.reasonLength && host.reasonLength > 0 ? host.reasonLength : LONGEST_REASON;
    return {
      told,
      asks: { reason, contact, coverage },
      reach: this.#stage.reach(this.#source),
      reason: this.reason,
      longest,
      writeReason: (words) => this.#stage.change(() => (this.reason = words)),
      contact: this.contact,
      writeContact: (words) => this.#stage.change(() => (this.contact = words)),
      coverages: this.#coverages,
      payer: this.#payer,
      self: SELF,
      choosePayer: (payer) => this.#stage.change(() => (this.#payer = payer)),
      readCoveragesAgain: () => {
        this.#readsCoverages = false;
        this.#stage.change(() => (this.#coverages = undefined));
      },
      questions: this.#drawQuestions(told, level + 2),
    };
  }

  /** What was added, in words, for the reader to see what was sent. */
  facts({ words }: Telling): readonly (readonly [label: string, text: string])[] {
    const { facts } = words;
    const answered = this.#questions?.hasAnswers && !this.#withoutAnswers ? words.answersSent : '';
    return [
      [facts.reason, this.reason.trim()],
      [facts.reach, this.contact.trim()],
      [facts.pays, this.#payer === SELF ? words.selfPay : this.#payerText(words.unnamedCoverage)],
      [facts.answers, answered],
    ];
  }

  /**
   * Whether the practice's questions are answered as they have to be; the reader is led to what is missing. Whoever is
   * quicker than they come is asked all the same, and is not heard twice meanwhile.
   */
  async check(): Promise<boolean> {
    if (this.#withoutAnswers || !this.#questionnaire) return true;
    if (this.#isChecking) return false;
    this.#isChecking = true;
    try {
      await questions.underWay;
      await this.#stage.host.updateComplete;
      return (await this.#questions?.check()) === true;
    } finally {
      this.#isChecking = false;
    }
  }

  /** The reader goes on although the answers could not be sent. */
  leaveAnswers(): void {
    this.#withoutAnswers = true;
  }

  /**
   * What goes along with the appointment. Answers are kept first, so that it can name them.
   * @param mayKeep Whether the page lets them be written.
   * @throws EhrError where the answers could not be kept.
   */
  async details({ words }: Telling, mayKeep: () => boolean, more: readonly string[] = []): Promise<BookingDetails> {
    const [reason, contact] = [this.reason.trim(), this.contact.trim()];
    const said = [...more, contact && words.contactSent(contact), this.#payer === SELF ? words.selfPay : ''];
    const comment = said.filter(Boolean).join('\n');
    const keeps = !this.#withoutAnswers && this.#questions?.hasAnswers === true && mayKeep();
    const answers = keeps ? await this.#questions?.keep('in-progress') : undefined;
    const supporting = [this.#payer === SELF ? '' : this.#payer, answers ?? ''].filter(Boolean);
    return { ...(reason && { reason }), ...(comment && { comment }), ...(supporting.length > 0 && { supporting }) };
  }

  /** It is booked: the answers are whole. Whether that could be said to the practice. */
  async complete(): Promise<boolean> {
    if (this.#withoutAnswers) return true;
    try {
      await this.#questions?.keep('completed');
      return true;
    } catch {
      return false;
    }
  }

  /** For the next appointment. */
  clear(): void {
    this.reason = '';
    this.contact = '';
    this.#payer = '';
    this.#questions = undefined;
    this.#asked = '';
    this.#withoutAnswers = false;
  }

  /** What is asked here: a page that books itself asks its own questions. */
  get #questionnaire(): string {
    const { host, session } = this.#stage;
    return session() && (host.booking ?? 'auto') === 'auto' ? (host.questionnaire?.trim() ?? '') : '';
  }

  #drawQuestions({ reader }: Telling, level: number): TemplateResult | symbol | undefined {
    const { host, session } = this.#stage;
    const questionnaire = this.#questionnaire;
    const now = session();
    if (!questionnaire || !now) return undefined;
    const module = questions.for(host);
    if (!module) return undefined;
    if (!this.#questions || this.#asked !== questionnaire) {
      this.#asked = questionnaire;
      this.#questions = new module.Questions(host, now, { source: this.#source, questionnaire });
    }
    return this.#questions.draw(reader, level);
  }

  #readCoverages(): void {
    const session = this.#stage.session();
    if (this.#readsCoverages || !session) return;
    this.#readsCoverages = true;
    readCoverages(session, { source: this.#source }).then(
      (found) => this.#stage.change(() => (this.#coverages = found)),
      (thrown: unknown) => this.#stage.change(() => (this.#coverages = errorOf(thrown))),
    );
  }

  #payerText(unnamed: string): string {
    const lines = this.#coverages instanceof EhrError ? [] : (this.#coverages ?? []);
    const line = lines.find(({ reference }) => reference === this.#payer);
    return line ? coverageText(line, unnamed) : '';
  }
}

const questions = new Later(() => import('../questionnaire/questions.ts'));
