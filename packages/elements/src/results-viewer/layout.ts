import { html, nothing, type TemplateResult } from 'lit';
import type { NamedLine, PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { ReportsView } from '@ehr-widgets/sdk/results';
import { nameOf as nameOfLine } from '../patient-summary/sections/line-words.ts';
import { drawChips } from '../shared/chip.ts';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { printIcon } from '../shared/list/tool-icons.ts';
import { drawNotice, message, noticesOf, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Choice } from './choice.ts';
import { drawDetail, type DetailContext } from './detail.ts';
import { drawEveryResult } from './every-result.ts';
import { drawLegend } from './legend.ts';
import { resultsNameStrings } from './name.strings.ts';
import { drawTable, type TableContext } from './table.ts';
import { drawTests, type TestListContext } from './test-list.ts';
import { drawTools, type ToolsContext } from './tools.ts';

/** What the drawing of the viewer needs to know of the widget. */
export interface ViewerContext extends TableContext, Omit<TestListContext, 'detail'>, ToolsContext {
  readonly choice: Choice;
  /** In a narrow column a list stands in place of the table. */
  readonly narrow: boolean;
  readonly showAll: () => void;
  readonly patient: PatientDetails | undefined;
  /** Lines that the choice leaves, and of how many. */
  readonly all: number;
  readonly tests: number;
  readonly laidOut: number;
  readonly detail: DetailContext | undefined;
  readonly errorsShown: boolean;
  /** Whether something was chosen since the record came: screen readers say what it left. */
  readonly chose: boolean;
  readonly showErrors: (shown: boolean) => void;
  readonly retry: () => void;
  readonly print: () => void;
}

interface HeadContext extends Pick<ViewerContext, 'told' | 'level' | 'patient' | 'print'> {
  readonly counts: string;
}

type State = TopicState<ReportsView>;

/** The whole widget, once there are results, or it is known that there are none. */
export function drawViewer(view: ReportsView, state: State, context: ViewerContext): TemplateResult {
  const { table, told, all, chose } = context;
  const { reader, words } = told;
  const matching = words.matching(reader.count(table.lines), reader.count(all));
  const said = chose ? matching : standingOf(state, context);
  return html`<article class="w" aria-labelledby="title" aria-busy=${state.kind === 'loading' ? 'true' : 'false'}>
    <p class="vh" role="status">${said}</p>
    ${drawHead(state, { ...context, counts: countsText(context) })} ${drawNotices(state, context)}
    ${all > 0 ? drawTools(context) : nothing}
    ${table.lines < all && table.lines > 0 ? drawMatching(matching, context) : nothing} ${drawReading(state, context)}
    ${table.lines > 0 ? drawForm(context) : drawNone(state, context)} ${drawErrors(view.allInError, context)}
  </article>`;
}

/** How much of the record is shown, and the way back to all of it. */
export function drawMatching(
  matching: string,
  { told, choice, newSince, showAll }: Pick<ViewerContext, 'told' | 'choice' | 'newSince' | 'showAll'>,
): TemplateResult {
  const { reader, words } = told;
  const oldest = choice.fresh && newSince && new Date(Math.min(...[...newSince.values()].map(Number)));
  return html`<p class="matching num">
    ${matching}${oldest ? html` · ${words.freshSince(reader.moment(oldest))}` : nothing}
    <button class="link" type="button" @click=${showAll}>${words.showAll}</button>
  </p>`;
}

function countsText({ table, told: { reader, words } }: ViewerContext): string {
  return table.lines > 0 ? words.counts(reader.count(table.lines), reader.count(table.tests.length)) : '';
}

/** Title, how much there is, the way to paper, and as of when. */
export function drawHead(
  state: TopicState<unknown>,
  { told, level, patient, print, counts }: HeadContext,
): TemplateResult {
  const { reader, words } = told;
  return html`<div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>${resultsNameStrings.for(reader).title}</div>
      ${counts ? html`<span class="muted num">${counts}</span>` : nothing}
      <div class="end">
        <button class="btn small" type="button" @click=${print}>${printIcon}${words.print}</button>
      </div>
      <p class="asof muted num">${asOfText(state, told)}</p>
    </div>
    <div class="sheet-head">
      <p class="num"><b>${personText(patient, told)}</b> ${words.printed(reader.stamp(reader.now))}</p>
    </div>`;
}

/** What is missing and how old it is, above what is shown. */
function drawNotices(state: State, { told, retry }: ViewerContext): TemplateResult | typeof nothing {
  const { reader } = told;
  const notices = noticesOf(state, { reader, noun: resultsNameStrings.for(reader).noun });
  if (notices.length === 0) return nothing;
  return html`<div class="above">
    ${notices.map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
  </div>`;
}

/** How far reading has come, while more is on its way. */
function drawReading(state: State, { told, retry }: ViewerContext): TemplateResult | typeof nothing {
  if (state.kind !== 'loading') return nothing;
  const { reader } = told;
  return html`<div class="told reading">
    ${stateMessage(state, { reader, noun: resultsNameStrings.for(reader).noun }, retry)}
  </div>`;
}

function drawForm(context: ViewerContext): TemplateResult {
  const { choice, narrow, detail, told, table, laidOut } = context;
  const { reader, words } = told;
  if (choice.form === 'list')
    return html`${
      laidOut < table.lines
        ? html`<p class="matching num">${words.preparing(reader.count(laidOut), reader.count(table.lines))}</p>`
        : nothing
    }${drawEveryResult(context)}`;
  if (narrow) return drawTests(context);
  return html`<div class="body">
      <p class="vh" id="keys">${words.tableKeys}</p>
      ${drawTable(context)} ${detail ? drawDetail(detail) : nothing}
    </div>
    ${drawLegend(context)}`;
}

/** What stands in place of results: nothing recorded, something missing, or nothing that matches. */
function drawNone(state: State, { told, all, showAll }: ViewerContext): TemplateResult | typeof nothing {
  if (state.kind === 'loading') return nothing;
  const { words } = told;
  if (all > 0) {
    const button = html`<button class="btn small" type="button" @click=${showAll}>${words.showAll}</button>`;
    return html`<div class="told">${message('unknown', words.noMatch, words.noMatchNext, button)}</div>`;
  }
  const whole = 'complete' in state && state.complete;
  return html`<div class="told">
    ${
      whole
        ? message('unknown', words.nothing, words.nothingNext)
        : message('unknown', words.nothingArrived, words.nothingArrivedNext)
    }
  </div>`;
}

/** What was entered in error: counted for everybody, and shown to clinicians, struck through, when they ask. */
export function drawErrors(
  allInError: readonly (NamedLine & { readonly date?: string | undefined })[],
  { told, errorsShown, showErrors }: Pick<ViewerContext, 'told' | 'errorsShown' | 'showErrors'>,
): TemplateResult | typeof nothing {
  if (allInError.length === 0) return nothing;
  const { reader, words, values } = told;
  const may = reader.persona === 'clinician';
  const isShown = may && errorsShown;
  return html`<div class="errors" part="errors">
    <p class="muted num">
      ${words.enteredInError(reader.count(allInError.length))}
      ${
        may
          ? html`<button
              class="link"
              type="button"
              aria-expanded=${isShown ? 'true' : 'false'}
              @click=${() => showErrors(!isShown)}
            >
              ${isShown ? words.hideErrors : words.showErrors}
            </button>`
          : nothing
      }
    </p>
    ${
      isShown
        ? html`<ul>
            ${allInError.map(
              (line) =>
                html`<li>
                  <bdi class="struck">${nameOfLine(line, values)}</bdi>
                  ${drawChips([{ word: words.errorChip, shape: 'cross', tone: 'outline' }])}
                  <bdi class="muted num"
                    >${[reader.date(line.date), line.origin.sourceName].filter(Boolean).join(' · ')}</bdi
                  >
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}

/** Said by screen readers: that reading began, and what it came to. */
function standingOf(state: State, { told, all, tests }: ViewerContext): string {
  const { reader, words } = told;
  if (state.kind === 'loading') return stateStrings.for(reader).reading(resultsNameStrings.for(reader).noun);
  return words.counts(reader.count(all), reader.count(tests));
}
