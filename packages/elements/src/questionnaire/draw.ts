import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '@ehr-widgets/sdk/questionnaire';
import { icon } from '../shared/icons.ts';
import type { Reader } from '../shared/reader.ts';
import { message, reasonOf, skeleton } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawField, fieldId } from './fields.ts';
import { questionnaireStrings } from './questionnaire.strings.ts';
import type { QuestionsState } from './questions.ts';

export interface QuestionsContext {
  readonly reader: Reader;
  readonly level: number;
  readonly state: QuestionsState;
  readonly checked: boolean;
  readonly typed: ReadonlyMap<string, readonly string[]>;
  /** @param typed As it stands in the field, where that is not what is written. */
  readonly write: (path: string, written: readonly string[], typed?: readonly string[]) => void;
  readonly add: (path: string) => void;
  readonly remove: (path: string) => void;
  readonly retry: () => void;
  /** What becomes of the answers, where that is not what is usual. */
  readonly sentWith: string | undefined;
}

/** A form, or why there is none. */
export function drawQuestions(context: QuestionsContext): TemplateResult | typeof nothing {
  const { reader, level, state, checked, retry, sentWith } = context;
  const words = questionnaireStrings.for(reader);
  const states = stateStrings.for(reader);
  switch (state.kind) {
    case 'reading':
      return html`<p class="vh">${words.reading}</p>
        ${skeleton()}`;
    case 'withheld':
      return html`<p class="muted">${words.cannotKeep[state.why]}</p>`;
    case 'failed': {
      const again = html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`;
      const { code, status } = state.error;
      return message('warning', words.unread, states.failedNext(reasonOf(code), status), again);
    }
    case 'asked': {
      const { form, entries, problems } = state.filled;
      const isInUse = form.status === 'active';
      return html`<div class="form" part="questions">
        ${
          form.title
            ? html`<div class="h" role="heading" aria-level=${level}>${reader.concept(form.title)}</div>`
            : nothing
        }
        ${form.description ? html`<p>${reader.concept(form.description)}</p>` : nothing}
        ${isInUse ? nothing : drawNote(words.notInUse(form.status))}
        ${
          checked && problems.length > 0
            ? html`<div role="alert">${drawNote(words.putRight(reader.count(problems.length)))}</div>`
            : nothing
        }
        ${entries.map((entry) => drawEntry(entry, context))}
        <p class="muted">${sentWith ?? words.sentWith}</p>
      </div>`;
    }
  }
}

function drawEntry(entry: Entry, context: QuestionsContext): TemplateResult {
  const { question } = entry;
  if (question.cannotAsk) return drawNotAsked(entry, context);
  if (question.kind === 'group') return drawGroup(entry, context);
  const below = entry.entries.map((one) => drawEntry(one, context));
  if (question.kind === 'display') return html`<p class="shown">${titleOf(entry, context)}</p>`;
  return html`<div class="question">
    ${drawField(entry, context, titleOf(entry, context))} ${drawProblem(entry, context)}
    ${below.length > 0 ? html`<div class="below">${below}</div>` : nothing}
  </div>`;
}

function drawGroup(entry: Entry, context: QuestionsContext): TemplateResult {
  const { question, path, index, count, entries } = entry;
  const { reader, add, remove } = context;
  const words = questionnaireStrings.for(reader);
  const title = titleOf(entry, context);
  const numbered = count > 1 ? words.nth(title, reader.count(index + 1), reader.count(count)) : title;
  return html`<fieldset class="group" id=${fieldId(path)} tabindex="-1">
      <legend class="h">${numbered}</legend>
      ${drawProblem(entry, context)} ${entries.map((one) => drawEntry(one, context))}
      ${
        count > 1
          ? html`<button class="link" type="button" @click=${() => remove(path)}>${words.remove(numbered)}</button>`
          : nothing
      }
    </fieldset>
    ${
      question.repeats && index === count - 1
        ? html`<button class="btn small" type="button" @click=${() => add(path)}>${words.another(title)}</button>`
        : nothing
    }`;
}

/** That a question is there which somebody else has to ask. */
function drawNotAsked(entry: Entry, context: QuestionsContext): TemplateResult {
  const words = questionnaireStrings.for(context.reader);
  const why = words.cannotAskWhy[entry.question.cannotAsk ?? 'kind'];
  return html`<div class="question">
    <p class="t">${titleOf(entry, context)}</p>
    ${drawNote(words.cannotAsk, `${why} ${words.cannotAskNext}`)}
  </div>`;
}

function drawProblem(
  { path, question, problem }: Entry,
  { reader, checked }: QuestionsContext,
): TemplateResult | typeof nothing {
  if (!checked || !problem) return nothing;
  const words = questionnaireStrings.for(reader);
  const limit = problem === 'too-low' ? question.least : problem === 'too-high' ? question.most : question.longest;
  const said = words.problems[problem](reader.decimal('2.5'), limit === undefined ? '' : reader.decimal(String(limit)));
  return html`<p class="problem" id="${fieldId(path)}-problem">${icon('warning')} <span>${said}</span></p>`;
}

function titleOf({ question: { prefix, words, kind } }: Entry, { reader }: QuestionsContext): string {
  const said = reader.concept(words) || (kind === 'group' ? '' : questionnaireStrings.for(reader).unnamed);
  return [prefix, said].filter(Boolean).join(' ');
}

function drawNote(title: string, text = ''): TemplateResult {
  return html`<div class="note caution" part="notice">
    ${icon('warning')}
    <div>
      <p class="t">${title}</p>
      ${text ? html`<p>${text}</p>` : nothing}
    </div>
  </div>`;
}
