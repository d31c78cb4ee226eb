import { html, nothing, type TemplateResult } from 'lit';
import { dayAt, endOf, marksFor, type AgendaLine, type AppointmentMark } from '@ehr-widgets/sdk/appointments';
import { fullDay } from '../../appointment-picker/dates.ts';
import { drawChips } from '../../shared/chip.ts';
import { icon } from '../../shared/icons.ts';
import { reasonOf } from '../../shared/state-view.ts';
import { stateStrings } from '../../shared/state.strings.ts';
import { drawStory } from '../../shared/story.ts';
import { cancelledText, statusSentence } from '../status.ts';
import { nameOf, placeText } from '../telling.ts';
import { chipOf, spanText, whoText, type AgendaTelling } from './agenda-telling.ts';
import type { Marked } from './marking.ts';

/** What the drawing of one visit needs to know of the widget. */
export interface DetailContext {
  readonly telling: AgendaTelling;
  readonly level: number;
  readonly marked: Marked | undefined;
  readonly mayMark: boolean;
  readonly mark: (line: AgendaLine, mark: AppointmentMark) => void;
  readonly close: () => void;
}

/** One visit: who comes, what for, how it stands, and what staff may say of it. */
export function drawDetail(line: AgendaLine, context: DetailContext): TemplateResult {
  const { telling, level, close } = context;
  const { told, words, zone, reader } = telling;
  const day = dayAt(Date.parse(line.start ?? ''), zone);
  const cancelled = cancelledText(line, told);
  const sentence = statusSentence(line, endOf(line) < reader.now.getTime() ? 'past' : 'upcoming', told);
  return html`<section
    class="opened-visit"
    part="detail"
    aria-labelledby="opened"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && close()}
  >
    <div class="top">
      <div class="h" id="opened" role="heading" aria-level=${Math.min(level + 1, 6)} tabindex="-1">
        <bdi>${whoText(line, telling)}</bdi>
      </div>
      <button class="btn small" type="button" @click=${close}>${words.close}</button>
    </div>
    <p class="num"><bdi>${fullDay(day, reader.locale)}, ${spanText(line, day, telling)}</bdi></p>
    <div class="chips">${drawChips([chipOf(line, telling)])}</div>
    ${sentence ? html`<p>${sentence}</p>` : nothing} ${cancelled ? html`<p><bdi>${cancelled}</bdi></p>` : nothing}
    ${drawMarks(line, day, context)} ${drawFacts(line, telling)}
  </section>`;
}

function drawFacts(line: AgendaLine, { told }: AgendaTelling): TemplateResult {
  const { reader, words } = told;
  const facts: readonly (readonly [string, string])[] = [
    [words.about, reader.list([nameOf(line, told), ...line.reasons.map((one) => reader.concept(one))])],
    [words.how, words.mode[line.mode]],
    [words.with, reader.list(line.people.map(({ name }) => name ?? words.unnamedPerson))],
    ...line.places.map((place) => [words.where, placeText(place, told)] as const),
    [
      words.comment,
      reader.list([line.description ?? '', line.comment ?? '', ...line.notes.map((one) => reader.note(one))]),
    ],
    ...line.instructions.map((text) => [words.before, text] as const),
  ];
  return drawStory(facts);
}

/** What staff may say of it, how that went, and the way back. */
function drawMarks(line: AgendaLine, day: string, context: DetailContext): TemplateResult | typeof nothing {
  const { telling, marked, mayMark, mark } = context;
  const { words, reader, zone } = telling;
  const isAhead = day > dayAt(reader.now.getTime(), zone);
  const isBegun = Date.parse(line.start ?? '') <= reader.now.getTime();
  const marks = marksFor(line).filter((one) => one !== 'noshow' || isBegun);
  if (!mayMark || marks.length === 0) return drawOutcome(line, context);
  if (isAhead) return html`<p class="muted">${words.onTheDay}</p>`;
  const isSaving = marked?.kind === 'saving';
  const before = marked?.kind === 'saved' ? marks.find((one) => one === marked.before) : undefined;
  return html`${drawOutcome(line, context)}
    <div class="acts" role="group" aria-label=${words.say}>
      ${marks
        .filter((one) => one !== before)
        .map(
          (one, index) =>
            html`<button
              class="btn small ${index === 0 && !before ? 'primary' : ''}"
              type="button"
              aria-disabled=${isSaving ? 'true' : 'false'}
              @click=${() => (isSaving ? undefined : mark(line, one))}
            >
              ${words.marks[one]}
            </button>`,
        )}
      ${
        before
          ? html`<button class="btn small" type="button" @click=${() => mark(line, before)}>
              ${icon('history')}${words.takeBack(telling.told.words.status[before])}
            </button>`
          : nothing
      }
    </div>`;
}

function drawOutcome(line: AgendaLine, { telling, marked }: DetailContext): TemplateResult | typeof nothing {
  const { words, reader, told } = telling;
  switch (marked?.kind) {
    case undefined:
      return nothing;
    case 'saving':
      return html`<p class="muted">${words.saving}</p>`;
    case 'saved':
      return html`<p>${words.saved(told.words.status[marked.mark])}</p>`;
    case 'conflict':
      return drawNote(
        words.conflict,
        marked.isRead ? words.conflictNext(told.words.status[line.status]) : words.conflictUnread,
      );
    case 'unsure':
      return drawNote(words.unsure, marked.isRead ? words.unsureNext : words.unsureUnread);
    case 'failed': {
      const { code, status } = marked.error;
      return drawNote(words.notSaved, stateStrings.for(reader).failedNext(reasonOf(code), status));
    }
  }
}

function drawNote(title: string, text: string): TemplateResult {
  return html`<div class="note caution" part="notice">
    ${icon('warning')}
    <div>
      <p class="t">${title}</p>
      <p>${text}</p>
    </div>
  </div>`;
}
