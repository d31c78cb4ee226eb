import { html, nothing, type TemplateResult } from 'lit';
import type { Medicine, RefillKind, RefillRequested } from '@ehr-widgets/sdk/medications';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Asked, WhyNot } from './asking.ts';
import { nameOf, type Telling } from './telling.ts';

/** What the drawing of asking needs to know of the widget. */
export interface AskContext {
  readonly told: Telling;
  /** What can be asked for now; undefined where nothing can. */
  readonly kindOf: (medicine: Medicine) => RefillKind | undefined;
  readonly whyNotOf: (medicine: Medicine) => WhyNot | undefined;
  /** Asked for before, as the record has it. */
  readonly requestedOf: (medicine: Medicine) => RefillRequested | undefined;
  readonly askedOf: (medicine: Medicine) => Asked | undefined;
  readonly ask: (medicines: readonly Medicine[]) => void;
  /** The reader is choosing several to ask for at once. */
  readonly choosing: boolean;
  readonly isChosen: (medicine: Medicine) => boolean;
  readonly choose: (medicine: Medicine, chosen: boolean) => void;
}

/** The line's one action. While it is under way the button stays, so that the focus does. */
export function drawAsk(medicine: Medicine, context: AskContext): TemplateResult | typeof nothing {
  const { told, kindOf, askedOf, ask, choosing } = context;
  const asked = askedOf(medicine);
  const kind = asked?.kind === 'asking' ? asked.askKind : kindOf(medicine);
  if (!kind || choosing || asked?.kind === 'sent') return nothing;
  const { words } = told;
  const asking = asked?.kind === 'asking';
  const word = asking ? words.asking : asked ? words.askAgain : words.ask[kind];
  return html`<button
    class="btn small ${asking ? '' : 'primary'}"
    part="ask"
    type="button"
    aria-disabled=${asking ? 'true' : 'false'}
    @click=${() => (asking ? undefined : ask([medicine]))}
  >
    ${word}<span class="vh">: ${nameOf(medicine, told)}</span>
  </button>`;
}

/** How asking went, on the line itself. */
export function drawAsked(
  medicine: Medicine,
  { told, askedOf, requestedOf }: AskContext,
): TemplateResult | typeof nothing {
  const asked = askedOf(medicine);
  // What was written may have come back with the record, which says it then.
  if (asked?.kind === 'asking' || medicine.status === 'renewal-asked') return nothing;
  const { reader, words } = told;
  if (asked?.kind === 'sent')
    return drawSent(words.asked[asked.askKind], words.sent(asked.sourceName, reader.moment(asked.at)));
  const requested = requestedOf(medicine);
  if (requested?.kind && requested.answer === 'refused' && !asked) {
    const { kind, origin, date, reasons } = requested;
    const text = words.refusedNext(reader.concepts(reasons), origin.sourceName, reader.calendarDay(date));
    return drawCaution(words.refused[kind], text);
  }
  if (requested?.kind && requested.answer === 'waiting') {
    const { kind, origin, date } = requested;
    return drawSent(words.asked[kind], words.askedBefore(origin.sourceName, reader.calendarDay(date)));
  }
  if (!asked) return nothing;
  const { code, status } = asked.error;
  const [title, text] =
    asked.kind === 'unsure'
      ? [words.unsure, words.unsureNext]
      : [words.notSent[asked.askKind], stateStrings.for(reader).failedNext(reasonOf(code), status)];
  return drawCaution(title, text);
}

function drawCaution(title: string, text: string): TemplateResult {
  return html`<div class="note caution" part="notice">
    ${icon('warning')}
    <div>
      <p class="t">${title}</p>
      <p class="num">${text}</p>
    </div>
  </div>`;
}

function drawSent(word: string, text: string): TemplateResult {
  return html`<div class="chips">${drawChips([{ word, shape: 'check', tone: 'info' }])}</div>
    <p class="num">${text}</p>`;
}

/** Where nothing can be asked for, and why: once for each source, not on every line. */
export function drawWhyNot(medicines: readonly Medicine[], { told, whyNotOf }: AskContext): TemplateResult[] {
  const said = new Set(
    medicines.flatMap((medicine) => {
      const why = whyNotOf(medicine);
      return why ? told.words.cannotAsk[why](medicine.origin.sourceName) : [];
    }),
  );
  return [...said].map((text) => html`<p class="several muted">${text}</p>`);
}

/** The box by which a line is chosen, where several are asked for at once. */
export function drawChooser(medicine: Medicine, context: AskContext): TemplateResult | typeof nothing {
  const { told, kindOf, askedOf, choosing, isChosen, choose } = context;
  const asked = askedOf(medicine)?.kind;
  if (!choosing || !kindOf(medicine) || asked === 'sent' || asked === 'asking') return nothing;
  return html`<input
    type="checkbox"
    aria-label=${told.words.choose(nameOf(medicine, told))}
    .checked=${isChosen(medicine)}
    @change=${({ currentTarget }: Event) => choose(medicine, (currentTarget as HTMLInputElement).checked)}
  />`;
}
