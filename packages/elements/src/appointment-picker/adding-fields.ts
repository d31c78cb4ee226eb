import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { EhrError, type ContactPoint } from '@ehr-widgets/sdk';
import type { CoverageLine } from '@ehr-widgets/sdk/appointments';
import { reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { coverageText, reachText, type Telling } from './telling.ts';

export interface AddingContext {
  readonly told: Telling;
  readonly asks: Readonly<Record<'reason' | 'contact' | 'coverage', boolean>>;
  /** How the record says that they are reached; undefined where it could not be read. */
  readonly reach: readonly ContactPoint[] | undefined;
  readonly reason: string;
  readonly longest: number;
  readonly writeReason: (words: string) => void;
  readonly contact: string;
  readonly writeContact: (words: string) => void;
  /** Undefined while they are read. */
  readonly coverages: readonly CoverageLine[] | EhrError | undefined;
  /** The reference of a Coverage, `self`, or nothing said. */
  readonly payer: string;
  readonly self: string;
  readonly choosePayer: (payer: string) => void;
  readonly readCoveragesAgain: () => void;
  readonly questions: TemplateResult | symbol | undefined;
}

/** What the reader can say besides the time. */
export function drawAdding(context: AddingContext): TemplateResult {
  const { asks, questions } = context;
  return html`${questions ?? nothing} ${asks.reason ? drawReason(context) : nothing}
  ${asks.contact ? drawContact(context) : nothing} ${asks.coverage ? drawCoverage(context) : nothing}`;
}

function drawReason({ told, reason, longest, writeReason }: AddingContext): TemplateResult {
  const { words, reader } = told;
  const left = longest - reason.length;
  return html`<div class="reason">
    <label class="t" for="reason">${words.reason}</label>
    <p class="muted" id="reason-next">${words.reasonNext}</p>
    <textarea
      id="reason"
      rows="3"
      maxlength=${longest}
      aria-describedby="reason-next reason-left"
      .value=${live(reason)}
      @input=${({ currentTarget }: Event) => writeReason((currentTarget as HTMLTextAreaElement).value)}
    ></textarea>
    <p class="muted num" id="reason-left">${left <= longest / 5 ? words.lettersLeft(reader.count(left)) : nothing}</p>
  </div>`;
}

/** For this visit only: the record is changed by nobody. */
function drawContact({ told, reach, contact, writeContact }: AddingContext): TemplateResult {
  const { words } = told;
  return html`<div class="reason">
    <label class="t" for="contact">${words.contact}</label>
    <p class="muted" id="contact-next">${reach ? words.contactNext(reachText(reach)) : words.contactUnread}</p>
    <input
      id="contact"
      class="line"
      type="text"
      maxlength="200"
      autocomplete="off"
      aria-describedby="contact-next"
      .value=${live(contact)}
      @input=${({ currentTarget }: Event) => writeContact((currentTarget as HTMLInputElement).value)}
    />
  </div>`;
}

function drawCoverage(context: AddingContext): TemplateResult {
  const { told, coverages, payer, self, choosePayer } = context;
  const { words } = told;
  if (coverages === undefined) return html`<p class="muted">${words.coverageReading}</p>`;
  const lines = coverages instanceof EhrError ? [] : coverages;
  const options = [
    ['', words.coverageUnsaid] as const,
    ...lines.map((line) => [line.reference, coverageText(line, words.unnamedCoverage)] as const),
    [self, words.selfPay] as const,
  ];
  return html`<fieldset class="payers">
    <legend class="t">${words.coverage}</legend>
    ${drawUnread(context)}
    ${coverages instanceof EhrError || lines.length > 0 ? nothing : html`<p class="muted">${words.coverageNone}</p>`}
    ${options.map(
      ([value, said]) =>
        html`<label class="option">
          <input type="radio" name="payer" .checked=${live(value === payer)} @change=${() => choosePayer(value)} /><span
            ><bdi>${said}</bdi></span
          >
        </label>`,
    )}
  </fieldset>`;
}

function drawUnread({ told, coverages, readCoveragesAgain }: AddingContext): TemplateResult | typeof nothing {
  if (!(coverages instanceof EhrError)) return nothing;
  const { words, reader } = told;
  const states = stateStrings.for(reader);
  const { code, status } = coverages;
  if (code === 'forbidden') return html`<p class="muted">${words.coverageDenied}</p>`;
  return html`<p>${words.coverageUnread} ${states.failedNext(reasonOf(code), status)}</p>
    <button class="btn small" type="button" @click=${readCoveragesAgain}>${states.tryAgain}</button>`;
}
