import { html, nothing, type TemplateResult } from 'lit';
import { asEhrError, EhrError, type Session } from '@ehr-widgets/sdk';
import type { AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { Questions } from '../../questionnaire/questions.ts';
import { addStyles } from '../../shared/part-styles.ts';
import { reasonOf } from '../../shared/state-view.ts';
import { stateStrings } from '../../shared/state.strings.ts';
import { drawNote } from '../actions-view.ts';
import { addSupporting } from '../change-actions.ts';
import { EhrCheckInEvent } from '../change-events.ts';
import type { ListHost } from '../list-host.ts';
import { nameOf, type Telling } from '../telling.ts';
import { checkInStrings } from './check-in.strings.ts';
import { checkInStyles } from './check-in.styles.ts';

/** How sending the answers goes. */
type Going =
  | { readonly kind: 'answering' | 'nothing-yet' | 'sending' }
  /** `unsure`: they may have been sent all the same. */
  | { readonly kind: 'failed' | 'unsure'; readonly error: EhrError }
  | Sent;

/** `unnamed`: the appointment does not name them. `reference`: what it could still be made to name. */
interface Sent {
  readonly kind: 'sent';
  readonly at: Date;
  readonly unnamed: boolean;
  readonly reference?: string | undefined;
}

/** The questions of one appointment, and how far they are. What is typed stays until the record goes. */
interface Asked {
  readonly questions: Questions;
  going: Going;
}

export interface CheckInOptions {
  /** Called with what screen readers are to say. */
  readonly happened: (said: string) => void;
  /** Puts the focus on an appointment. */
  readonly focusLine: (key: string) => void;
}

/** The practice's questions before a visit that is booked, within its line. A part of its own: few lists ask any. */
export class CheckIns {
  readonly #host: ListHost;
  readonly #session: Session;
  readonly #options: CheckInOptions;
  readonly #asked = new Map<string, Asked>();
  /** One at a time: a form's fields are known by their questions. */
  #open: string | undefined;

  constructor(host: ListHost, session: Session, options: CheckInOptions) {
    this.#host = host;
    this.#session = session;
    this.#options = options;
    addStyles(host.shadowRoot, ...checkInStyles);
  }

  /** @param questionnaire `Questionnaire/intake`, or a canonical. */
  async open({ key, origin }: AppointmentLine, questionnaire: string): Promise<void> {
    const asked = this.#asked.get(key);
    if (!asked) {
      const questions = new Questions(this.#host, this.#session, { source: origin.source, questionnaire });
      this.#asked.set(key, { questions, going: { kind: 'answering' } });
    } else if (asked.going.kind === 'sent') {
      asked.going = { kind: 'answering' };
    }
    this.#open = key;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.shadowRoot?.querySelector<HTMLElement>('#check-in')?.focus();
  }

  /** @param level Of the form's heading. */
  draw(line: AppointmentLine, told: Telling, level: number): TemplateResult | typeof nothing {
    const asked = this.#asked.get(line.key);
    if (!asked) return nothing;
    if (asked.going.kind === 'sent') return this.#drawSent(line, asked, asked.going, told);
    return this.#open === line.key ? this.#drawForm(line, asked, told, level) : nothing;
  }

  #drawForm(line: AppointmentLine, asked: Asked, told: Telling, level: number): TemplateResult {
    const { reader } = told;
    const { questions, going } = asked;
    const words = checkInStrings.for(reader);
    const isSending = going.kind === 'sending';
    return html`<section class="check-in" aria-labelledby="check-in">
      <div class="h" id="check-in" role="heading" aria-level=${Math.min(level, 6)} tabindex="-1">
        ${words.title}<span class="vh">: ${nameOf(line, told)}</span>
      </div>
      <div ?inert=${isSending}>${questions.draw(reader, Math.min(level + 1, 6), words.sentWith)}</div>
      ${drawGoing(going, told)}
      <div class="acts">
        ${
          questions.state.kind === 'asked'
            ? html`<button
                class="btn primary"
                type="button"
                aria-disabled=${isSending ? 'true' : 'false'}
                @click=${() => void this.#send(line, asked, told)}
              >
                ${isSending ? words.sending : words.send}
              </button>`
            : nothing
        }
        ${isSending ? nothing : html`<button class="btn" type="button" @click=${() => void this.#close()}>${words.later}</button>`}
      </div>
    </section>`;
  }

  #drawSent(line: AppointmentLine, asked: Asked, sent: Sent, told: Telling): TemplateResult {
    const { reader } = told;
    const words = checkInStrings.for(reader);
    const { sourceName } = line.origin;
    return html`<div class="check-in">
      <p class="num"><bdi>${words.sent(sourceName, reader.moment(sent.at))}</bdi></p>
      ${sent.unnamed ? drawNote('info', words.unnamed, words.unnamedNext(sourceName)) : nothing}
      ${
        sent.reference
          ? html`<button class="btn small" type="button" @click=${() => void this.#name(line, asked, sent)}>
              ${stateStrings.for(reader).tryAgain}<span class="vh">: ${words.unnamed}</span>
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Where something is missing, the reader is led to it and nothing is sent. The page can keep it from being sent, too. */
  async #send(line: AppointmentLine, asked: Asked, told: Telling): Promise<void> {
    const { questions } = asked;
    if (asked.going.kind === 'sending' || !(await questions.check())) return;
    if (!questions.hasAnswers) return this.#go(asked, { kind: 'nothing-yet' });
    if (!this.#host.dispatchEvent(new EhrCheckInEvent(line.reference, line.origin.source, true))) return;
    const words = checkInStrings.for(told.reader);
    this.#go(asked, { kind: 'sending' });
    this.#options.happened(words.sending);
    try {
      const reference = await questions.keep('completed');
      const at = new Date();
      await this.#name(line, asked, { kind: 'sent', at, unnamed: true, reference });
      this.#options.happened(`${nameOf(line, told)}: ${words.sent(line.origin.sourceName, told.reader.moment(at))}`);
      await this.#close();
    } catch (thrown) {
      const error = asEhrError(thrown, 'bad-response', 'The answers were not kept.');
      const isUnsure = error.code === 'outcome-unknown';
      this.#options.happened(isUnsure ? words.unsure : words.notSent);
      this.#go(asked, { kind: isUnsure ? 'unsure' : 'failed', error });
    }
  }

  /** The appointment is to name the answers. Where it does not, they are there all the same, and that is told. */
  async #name(line: AppointmentLine, asked: Asked, sent: Sent): Promise<void> {
    const { at, reference } = sent;
    const named: Sent = { kind: 'sent', at, unnamed: false };
    if (reference === undefined) return this.#go(asked, sent);
    if (line.supporting.includes(reference)) return this.#go(asked, named);
    try {
      await addSupporting(this.#session, line, reference).run();
      this.#go(asked, named);
    } catch (thrown) {
      const isFinal = thrown instanceof EhrError && FINAL.includes(thrown.code);
      this.#go(asked, { kind: 'sent', at, unnamed: true, ...(!isFinal && { reference }) });
    }
  }

  #go(asked: Asked, going: Going): void {
    asked.going = going;
    this.#host.requestUpdate();
  }

  /** The focus goes back to the appointment. */
  async #close(): Promise<void> {
    const key = this.#open;
    this.#open = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (key !== undefined) this.#options.focusLine(key);
  }
}

/** Trying again changes nothing about these. */
const FINAL: readonly EhrError['code'][] = ['forbidden', 'not-supported'];

/** How sending went, where it is not done. */
function drawGoing(going: Going, { reader }: Telling): TemplateResult | typeof nothing {
  const words = checkInStrings.for(reader);
  switch (going.kind) {
    case 'nothing-yet':
      return html`<p role="alert">${words.nothingYet}</p>`;
    case 'unsure':
      return drawNote('warning', words.unsure, words.unsureNext);
    case 'failed': {
      const { code, status } = going.error;
      const why = stateStrings.for(reader).failedNext(reasonOf(code), status);
      return drawNote('warning', words.notSent, `${why} ${words.stillHere}`);
    }
    default:
      return nothing;
  }
}
