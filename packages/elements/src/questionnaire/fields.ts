import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Entry, Question } from '@ehr-widgets/sdk/questionnaire';
import type { QuestionsContext } from './draw.ts';
import { questionnaireStrings, type QuestionnaireWords } from './questionnaire.strings.ts';
import { plainNumber } from './written-number.ts';

/** The id of what is focused to answer a question. */
export function fieldId(path: string): string {
  return `question-${encodeURIComponent(path)}`;
}

interface Field extends QuestionsContext {
  readonly entry: Entry;
  readonly title: string;
  readonly words: QuestionnaireWords;
}

/** More choices than these are in a list that opens. */
const MOST_BESIDE = 8;

/** A question with its field, as its kind has it. */
export function drawField(entry: Entry, context: QuestionsContext, title: string): TemplateResult {
  const field: Field = { ...context, entry, title, words: questionnaireStrings.for(context.reader) };
  const { kind, readOnly, choices, repeats } = entry.question;
  if (readOnly) return drawFixed(field);
  if (kind === 'boolean') return drawChoices(field, false);
  if (kind === 'choice' && !repeats && choices.length > MOST_BESIDE) return drawList(field);
  if (kind === 'choice' || (kind === 'open-choice' && choices.length > 0)) return drawChoices(field, repeats);
  if (kind === 'quantity') return drawQuantity(field);
  return drawLines(field);
}

/** What stands there and is not to be changed. */
function drawFixed({ entry, title, reader }: Field): TemplateResult {
  const { question, written } = entry;
  const said = written.map((one) => reader.concept(question.choices.find(({ key }) => key === one)?.words) || one);
  return html`<p class="t">${title}</p>
    <p>${reader.list(said)}</p>`;
}

/** One or several of a few, side by side; with words of one's own where the form takes them. */
function drawChoices(field: Field, several: boolean): TemplateResult {
  const { entry, title, words, reader, write } = field;
  const { path, question, written, problem } = entry;
  const id = fieldId(path);
  const choices =
    question.kind === 'boolean'
      ? [['true', words.yes] as const, ['false', words.no] as const]
      : question.choices.map(({ key, words: said }) => [key, reader.concept(said)] as const);
  const keys = choices.map(([key]) => key);
  const own = written.find((one) => !keys.includes(one));
  const chosen = written.filter((one) => keys.includes(one));
  const choose = (key: string, on: boolean): void => {
    if (!several) return write(path, [key]);
    write(path, [...written.filter((one) => one !== key), ...(on ? [key] : [])]);
  };
  const isWrong = field.checked && problem !== undefined;
  return html`<fieldset
    class="choices"
    id=${id}
    tabindex="-1"
    aria-describedby=${isWrong ? `${id}-problem` : nothing}
    aria-invalid=${isWrong ? 'true' : nothing}
  >
    <legend class="t">${drawTitle(field)}</legend>
    ${drawHint(field)}
    <div class="options">
      ${choices.map(
        ([key, said]) =>
          html`<label class="option">
            <input
              type=${several ? 'checkbox' : 'radio'}
              name=${id}
              value=${key}
              .checked=${live(chosen.includes(key))}
              @change=${({ currentTarget }: Event) => choose(key, (currentTarget as HTMLInputElement).checked)}
            /><span>${said}</span>
          </label>`,
      )}
    </div>
    ${
      question.kind === 'open-choice'
        ? html`<label class="own"
            ><span>${words.other}</span
            ><input
              type="text"
              maxlength=${question.longest ?? nothing}
              .value=${live(own ?? '')}
              @input=${({ currentTarget }: Event) => {
                const { value } = currentTarget as HTMLInputElement;
                write(path, [...(several ? chosen : []), ...(value === '' ? [] : [value])]);
              }}
          /></label>`
        : nothing
    }
    ${
      !several && written.length > 0 && !question.required
        ? html`<button class="link" type="button" aria-label="${words.clear}: ${title}" @click=${() => write(path, [])}>
            ${words.clear}
          </button>`
        : nothing
    }
  </fieldset>`;
}

function drawList(field: Field): TemplateResult {
  const { entry, words, reader, write } = field;
  const { path, question, written } = entry;
  return html`<label class="t" for=${fieldId(path)}>${drawTitle(field)}</label>
    ${drawHint(field)}
    <select
      id=${fieldId(path)}
      aria-required=${question.required ? 'true' : nothing}
      @change=${({ currentTarget }: Event) => {
        const { value } = currentTarget as HTMLSelectElement;
        write(path, value === '' ? [] : [value]);
      }}
    >
      <option value="" ?selected=${written.length === 0}>${words.choose}</option>
      ${question.choices.map(
        ({ key, words: said }) =>
          html`<option value=${key} ?selected=${written.includes(key)}>${reader.concept(said)}</option>`,
      )}
    </select>`;
}

function drawQuantity(field: Field): TemplateResult {
  const { entry, title, words, reader, typed, write } = field;
  const { path, question, written } = entry;
  const [amount = '', unit = ''] = written;
  const { units } = question;
  const only = units.length === 1 ? (units[0]?.display ?? units[0]?.code) : undefined;
  const one = only === undefined ? unit : '#0';
  const put = (value: string, of: string): void => write(path, [plainNumber(value, reader.locale), of], [value]);
  const typedNow = typed.get(path)?.[0] ?? amount;
  return html`<label class="t" for=${fieldId(path)}>${drawTitle(field)}</label>
    ${drawHint(field)}
    <div class="amount">
      ${drawInput(field, { type: 'text', mode: 'decimal', value: typedNow, put: (value) => put(value, one) })}
      ${
        only !== undefined
          ? html`<span>${only}</span>`
          : units.length > 1
            ? html`<select
                aria-label="${title}, ${words.unit}"
                @change=${({ currentTarget }: Event) => put(typedNow, (currentTarget as HTMLSelectElement).value)}
              >
                <option value="" ?selected=${unit === ''}>${words.unit}</option>
                ${units.map(
                  ({ display, code }, index) =>
                    html`<option value="#${index}" ?selected=${unit === `#${index}`}>${display ?? code}</option>`,
                )}
              </select>`
            : html`<input
                type="text"
                aria-label="${title}, ${words.unit}"
                placeholder=${words.unit}
                .value=${live(unit)}
                @input=${({ currentTarget }: Event) => put(typedNow, (currentTarget as HTMLInputElement).value)}
              />`
      }
    </div>`;
}

/** What is written: one, or as many as somebody wants to add. */
function drawLines(field: Field): TemplateResult {
  const { entry, title, words, reader, typed, write } = field;
  const { path, question, written } = entry;
  const { kind, repeats } = question;
  const isNumber = kind === 'integer' || kind === 'decimal';
  const now = (isNumber ? typed.get(path) : undefined) ?? written;
  const lines = repeats ? (now.length > 0 ? now : ['']) : [now[0] ?? ''];
  const write1 = (values: readonly string[]): void =>
    isNumber
      ? write(
          path,
          values.map((one) => plainNumber(one, reader.locale)),
          values,
        )
      : write(path, values.map(plainFor(kind)));
  const put = (value: string, index: number): void => write1(lines.map((line, at) => (at === index ? value : line)));
  return html`<label class="t" for=${fieldId(path)}>${drawTitle(field)}</label> ${drawHint(field)}
    ${lines.map(
      (value, index) =>
        html`<div class="line-of">
          ${
            kind === 'text'
              ? drawArea(field, value, index, (said) => put(said, index))
              : drawInput(field, {
                  ...INPUTS[kind],
                  value: shownFor(kind, value),
                  index,
                  put: (said) => put(said, index),
                })
          }
          ${
            lines.length > 1
              ? html`<button class="link" type="button" @click=${() => write1(lines.filter((_, at) => at !== index))}>
                  ${words.remove(words.nth(title, reader.count(index + 1), reader.count(lines.length)))}
                </button>`
              : nothing
          }
        </div>`,
    )}
    ${
      repeats && lines.at(-1) !== ''
        ? html`<button class="btn small" type="button" @click=${() => write1([...lines, ''])}>
            ${words.another(title)}
          </button>`
        : nothing
    }`;
}

const INPUTS: Readonly<Record<string, { readonly type: string; readonly mode?: string }>> = {
  integer: { type: 'text', mode: 'numeric' },
  decimal: { type: 'text', mode: 'decimal' },
  date: { type: 'date' },
  dateTime: { type: 'datetime-local' },
  time: { type: 'time' },
  url: { type: 'url' },
};

interface Input {
  readonly type?: string;
  readonly mode?: string;
  readonly value: string;
  readonly index?: number;
  readonly put: (value: string) => void;
}

function drawInput(field: Field, { type = 'text', mode, value, index = 0, put }: Input): TemplateResult {
  const { entry, title } = field;
  const { question, path, problem } = entry;
  const id = fieldId(path);
  const isWrong = field.checked && problem !== undefined;
  return html`<input
    id=${index === 0 ? id : `${id}-${index}`}
    type=${type}
    inputmode=${mode ?? nothing}
    maxlength=${question.kind === 'string' ? (question.longest ?? nothing) : nothing}
    aria-label=${index === 0 ? nothing : title}
    aria-required=${question.required ? 'true' : nothing}
    aria-invalid=${isWrong ? 'true' : nothing}
    aria-describedby=${isWrong ? `${id}-problem` : nothing}
    .value=${live(value)}
    @input=${({ currentTarget }: Event) => put((currentTarget as HTMLInputElement).value)}
  />`;
}

function drawArea(field: Field, value: string, index: number, put: (value: string) => void): TemplateResult {
  const { entry, title } = field;
  const { question, path, problem } = entry;
  const id = fieldId(path);
  const isWrong = field.checked && problem !== undefined;
  return html`<textarea
    id=${index === 0 ? id : `${id}-${index}`}
    rows="3"
    maxlength=${question.longest ?? nothing}
    aria-label=${index === 0 ? nothing : title}
    aria-required=${question.required ? 'true' : nothing}
    aria-invalid=${isWrong ? 'true' : nothing}
    aria-describedby=${isWrong ? `${id}-problem` : nothing}
    .value=${live(value)}
    @input=${({ currentTarget }: Event) => put((currentTarget as HTMLTextAreaElement).value)}
  ></textarea>`;
}

function drawTitle({ title, entry, words }: Field): TemplateResult {
  return html`${title}${entry.question.required && !entry.question.conditionUnknown ? html` <span class="must">(${words.required})</span>` : nothing}`;
}

function drawHint({ entry: { question }, words }: Field): TemplateResult | typeof nothing {
  const hints = [
    question.conditionUnknown ? words.ifItConcerns : '',
    question.kind === 'dateTime' ? words.ownClock : '',
  ];
  const said = hints.filter(Boolean).join(' ');
  return said ? html`<p class="muted">${said}</p>` : nothing;
}

/** A moment by the reader's own clock, as an instant with its offset. */
function plainFor(kind: Question['kind']): (value: string) => string {
  if (kind !== 'dateTime') return (value) => value;
  return (value) => {
    const moment = new Date(value);
    return /Z|[+-]\d\d:\d\d$/.test(value) || Number.isNaN(moment.getTime()) ? value : moment.toISOString();
  };
}

/** An instant as the field of a moment takes it. */
function shownFor(kind: Question['kind'], value: string): string {
  const moment = new Date(value);
  if (kind !== 'dateTime' || Number.isNaN(moment.getTime())) return value;
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
