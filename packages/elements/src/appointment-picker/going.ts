import { html, nothing, type TemplateResult } from 'lit';
import type { FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon, type IconName } from '../shared/icons.ts';
import { reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Going } from './attempt.ts';
import { momentText, withText, type Telling } from './telling.ts';

export interface GoingContext {
  readonly told: Telling;
  readonly going: Going;
  /** What was wanted: nothing that was asked for is called booked. */
  readonly what: 'booked' | 'requested';
  readonly book: () => void;
  readonly bookWithoutAnswers: () => void;
  readonly back: () => void;
  readonly choose?: (time: FreeTime) => void;
}

/** What is in the way: taken, failed, not known; each with what to do next. */
export function drawGoing(context: GoingContext): TemplateResult | typeof nothing {
  const { going, told, what, book, bookWithoutAnswers } = context;
  const { words, reader } = told;
  const failedNext = stateStrings.for(reader).failedNext;
  switch (going.kind) {
    case 'failed': {
      const { code, status } = going.error;
      return note(
        'warning',
        'caution',
        words.notDone[what],
        `${failedNext(reasonOf(code), status)} ${words.stillHere}`,
      );
    }
    case 'unanswered': {
      const { code, status } = going.error;
      const text = `${words.notDone[what]}. ${failedNext(reasonOf(code), status)} ${words.stillHere}`;
      const button = html`<button class="btn small" type="button" @click=${bookWithoutAnswers}>
        ${words.withoutAnswers[what]}
      </button>`;
      return note('warning', 'caution', words.unanswered, text, button);
    }
    case 'unsure': {
      const button = html`<button class="btn small" type="button" @click=${book}>${words.findOut}</button>`;
      return note('unknown', 'caution', words.unsure[what], words.unsureNext[what], button);
    }
    case 'given-over':
      return note('info', 'info', words.givenOver, words.givenOverNext);
    case 'taken':
      return drawTaken(context, going.nearest);
    case 'deciding':
    case 'sending':
    case 'done':
      return nothing;
  }
}

function drawTaken({ told, choose, back }: GoingContext, nearest: readonly FreeTime[] | undefined): TemplateResult {
  const { words } = told;
  const others = nearest?.map(
    (one) =>
      html`<button class="btn small" type="button" @click=${() => choose?.(one)}>
        ${[momentText(one, told), words.modes[one.mode], withText(one, told)].filter(Boolean).join(' · ')}
      </button>`,
  );
  const near = nearest === undefined ? words.takenReading : nearest.length > 0 ? words.takenNear : words.takenNone;
  return note(
    'warning',
    'caution',
    words.taken,
    `${words.takenNext} ${near}`,
    html`${others} <button class="btn small" type="button" @click=${back}>${words.back}</button>`,
  );
}

export function note(
  shape: IconName,
  tone: string,
  title: string,
  text: string,
  actions: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="note ${tone}" part="notice">
    ${icon(shape)}
    <div>
      <p class="t num">${title}</p>
      ${text ? html`<p>${text}</p>` : nothing}${actions === nothing ? nothing : html`<div class="acts">${actions}</div>`}
    </div>
  </div>`;
}
