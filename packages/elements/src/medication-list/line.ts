import { html, nothing, type TemplateResult } from 'lit';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { drawAsk, drawAsked, drawChooser, type AskContext } from './ask-view.ts';
import { drawConflicts } from './conflict.ts';
import {
  chipsOf,
  directionsOf,
  doubtsOf,
  otherName,
  reasonText,
  standingOf,
  statusSentence,
  supplyText,
} from './facts.ts';
import { drawHistory, drawToggle, type HistoryContext } from './history.ts';
import { drawSteps } from './steps.ts';
import { nameOf, nameParts } from './telling.ts';

/** What the drawing of lines needs to know of the widget. */
export interface LineContext extends HistoryContext {
  readonly level: number;
  readonly asking: AskContext;
  /** The whole list, by key. */
  readonly medicineOf: (key: string) => Medicine | undefined;
  /** Moves the reader to the line of another medicine. */
  readonly goTo: (medicine: Medicine) => void;
}

/** One medicine: what it is and for, how to take it, what its status means and what to do next. */
export function drawLine(medicine: Medicine, context: LineContext): TemplateResult {
  const { told, level, asking } = context;
  const { words } = told;
  const { name, strength } = nameParts(medicine, told);
  const why = reasonText(medicine, told);
  const { lead, more } = directionsOf(medicine, told);
  const supply = supplyText(medicine, told);
  return html`<li class="med ${medicine.place}" part="line">
    <div class="nm">
      ${drawChooser(medicine, asking)}
      <div>
        <div class="h" role="heading" aria-level=${Math.min(level + 2, 6)} tabindex="-1" data-key=${medicine.key}>
          <bdi>${name}</bdi>${strength ? html` <bdi class="strength">${strength}</bdi>` : nothing}
        </div>
        ${why ? html`<p class="muted">${why}</p>` : nothing}
      </div>
    </div>
    <div class="how">
      ${lead ? html`<p class="take num"><bdi>${lead}</bdi></p>` : nothing}
      ${more.map((text) => html`<p class="muted num"><bdi>${text}</bdi></p>`)}
    </div>
    <div class="status">
      <div class="chips">${drawChips(chipsOf(medicine, told))}</div>
      ${medicine.allergyClashes.map(
        ({ allergy, matched, by }) =>
          html`<p class="clash">${words.clashBy[by](nameOf(allergy, told), told.reader.concept(matched))}</p>`,
      )}
      <p>${statusSentence(medicine, told)}</p>
      ${drawAsked(medicine, asking)} ${drawDoubts(medicine, context)}
      ${supply ? html`<p class="supply num">${supply}</p>` : nothing}
    </div>
    <div class="act">${drawAsk(medicine, asking)}</div>
    ${drawSteps(medicine, told)} ${drawConflicts(medicine, told)}
    <div class="standing">
      ${standingOf(medicine, told).map(
        ({ shape, text }) => html`<span class="src">${icon(shape)}<bdi>${text}</bdi></span>`,
      )}
    </div>
    ${drawToggle(medicine, context)} ${drawHistory(medicine, context)}
  </li>`;
}

/** Each other line can be followed to, from within the sentence that names it. */
function drawDoubts(medicine: Medicine, { told, medicineOf, goTo }: LineContext): TemplateResult[] {
  return doubtsOf(medicine, told, medicineOf).map(({ say, others }) => {
    const [before = '', after = ''] = say(NAMES).split(NAMES);
    const names = others.map(
      (other, index) =>
        html`${index > 0 ? ', ' : ''}<button class="link twin said" type="button" @click=${() => goTo(other)}>
            <bdi>${otherName(other, told)}</bdi>
          </button>`,
    );
    return html`<p>${before}${names}${after}</p>`;
  });
}

/** Stands in a sentence where the names go. */
const NAMES = '\u0000';
