import { html, nothing, type TemplateResult } from 'lit';
import type { PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView, Medicine } from '@ehr-widgets/sdk/medications';
import { drawNotice, noticesOf, stateMessage, type NoticeWords } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { copyIcon, printIcon } from '../shared/list/tool-icons.ts';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { drawAllergies, drawClashes } from './allergy-view.ts';
import { drawWhyNot } from './ask-view.ts';
import { arrange, isToCheck, viewsOf, type Choice, type FilterName, type GroupName, type ViewName } from './choice.ts';
import { drawCopied, type Copying } from './copying.ts';
import { drawErrors, drawGroups, drawNone } from './groups.ts';
import type { LineContext } from './line.ts';
import { medicationNameStrings } from './name.strings.ts';
import { contradictionOf } from './none.ts';
import type { Search } from './search.ts';
import { drawSeveral } from './several.ts';
import { nameOf } from './telling.ts';
import { drawTools } from './tools.ts';

/** What the drawing of the list needs to know of the widget. */
export interface ListContext extends LineContext {
  readonly choice: Choice;
  /** How many lines are shown at most. */
  readonly limit: number;
  readonly patient: PatientDetails | undefined;
  /** The last thing that happened by the reader's hand. */
  readonly happened: 'chosen' | { readonly said: string } | undefined;
  readonly search: Search;
  readonly errorsShown: boolean;
  /** Chosen to be asked for together. */
  readonly chosen: readonly Medicine[];
  readonly copying: Copying;
  readonly change: (choice: Partial<Choice>) => void;
  readonly showMore: () => void;
  readonly showErrors: (shown: boolean) => void;
  readonly startChoosing: (choosing: boolean) => void;
  readonly retry: () => void;
  readonly copy: () => void;
}

type State = TopicState<MedicationListView>;

/** The whole widget, once there is a list. */
export function drawList(list: MedicationListView, state: State, context: ListContext): TemplateResult {
  const { told, choice } = context;
  const { reader, words } = told;
  const views = viewsOf(list);
  const inView = views[choice.view];
  const passing = inView.filter((medicine) => passes(medicine, choice.filter, context));
  const found = context.search.find(passing, choice.search, reader);
  const groups = arrange(found, choice, reader, (medicine) => nameOf(medicine, told));
  const matching = words.matching(reader.count(found.length), reader.count(inView.length));
  return html`<article class="w" aria-labelledby="title" aria-busy=${state.kind === 'loading' ? 'true' : 'false'}>
    <p class="vh" role="status">${announcement(list, state, matching, context)}</p>
    ${drawHead(state, context)} ${drawCopied(context.copying, told)} ${drawNotices(list, state, context)}
    ${drawClashes(list, told)} ${views.all.length > 0 ? drawChoice(views, context) : nothing}
    ${drawSeveral(views.current, context)} ${drawWhyNot(views.current, context.asking)}
    ${found.length < inView.length && found.length > 0 ? html`<p class="matching num">${matching}</p>` : nothing}
    ${drawReading(state, context)}
    ${found.length > 0 ? drawGroups(groups, found.length, context) : drawNone(list, inView, state, context)}
    ${drawErrors(list, context)} ${drawAllergies(list, state, told)}
  </article>`;
}

function drawHead(state: State, { told, level, patient, copy }: ListContext): TemplateResult {
  const { words } = told;
  return html`<div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>
        ${medicationNameStrings.for(told.reader).title}
      </div>
      <div class="end">
        <button class="btn small" type="button" @click=${copy}>${copyIcon}${words.copy}</button>
        <button class="btn small" type="button" @click=${() => globalThis.print()}>${printIcon}${words.print}</button>
      </div>
      <p class="asof muted num">${asOfText(state, told)}</p>
    </div>
    <div class="sheet-head">
      <p class="num"><b>${personText(patient, told)}</b> ${words.printed(told.reader.stamp(told.reader.now))}</p>
    </div>`;
}

/** What is missing, how old it is, and what contradicts itself, above what is shown. */
function drawNotices(
  list: MedicationListView,
  state: State,
  { told, retry }: ListContext,
): TemplateResult | typeof nothing {
  const { reader } = told;
  const notices = noticesOf(state, { reader, noun: medicationNameStrings.for(reader).noun });
  const contradiction = contradictionOf(list, told);
  const all: NoticeWords[] = [
    ...notices,
    ...(contradiction ? [{ key: '', shape: 'split', retry: false, sharedText: '', ...contradiction } as const] : []),
  ];
  if (all.length === 0) return nothing;
  return html`<div class="above">
    ${all.map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
  </div>`;
}

/** How far reading has come, while more is on its way. */
function drawReading(state: State, { told, retry }: ListContext): TemplateResult | typeof nothing {
  if (state.kind !== 'loading') return nothing;
  const { reader } = told;
  return html`<div class="told reading">
    ${stateMessage(state, { reader, noun: medicationNameStrings.for(reader).noun }, retry)}
  </div>`;
}

function drawChoice(views: ReturnType<typeof viewsOf>, context: ListContext): TemplateResult {
  const { told, choice, change } = context;
  const counts = Object.fromEntries(
    Object.entries(views).map(([view, medicines]) => [view, medicines.length]),
  ) as Record<ViewName, number>;
  const filterCounts = Object.fromEntries(
    FILTERS.map((filter) => [filter, views[choice.view].filter((one) => passes(one, filter, context)).length]),
  ) as Record<FilterName, number>;
  const groupings: GroupName[] = [
    'none',
    ...(views.all.some(({ reasons }) => reasons.length > 0) ? ['purpose' as const] : []),
    ...(views.all.some(({ classes }) => classes.length > 0) ? ['class' as const] : []),
  ];
  return drawTools({ told, choice, change, counts, filterCounts, groupings });
}

const FILTERS: readonly FilterName[] = ['any', 'check', 'refill', 'asked', 'reported', 'over-the-counter'];

function passes(medicine: Medicine, filter: FilterName, { asking }: ListContext): boolean {
  switch (filter) {
    case 'any':
      return true;
    case 'check':
      return medicine.place === 'current' && isToCheck(medicine);
    case 'refill':
      return asking.kindOf(medicine) !== undefined && asking.askedOf(medicine)?.kind !== 'sent';
    case 'asked':
      return (
        medicine.status === 'renewal-asked' ||
        asking.askedOf(medicine)?.kind === 'sent' ||
        !!asking.requestedOf(medicine)
      );
    case 'reported':
      return typeof medicine.reported === 'object' && medicine.reported.kind === 'patient';
    case 'over-the-counter':
      return medicine.overTheCounter;
  }
}

/** Said by screen readers: that reading began and ended, what a choice left, and how asking went. */
function announcement(list: MedicationListView, state: State, matching: string, context: ListContext): string {
  const { reader, words } = context.told;
  const { happened } = context;
  if (typeof happened === 'object') return happened.said;
  if (happened === 'chosen') return matching;
  if (state.kind === 'loading') return stateStrings.for(reader).reading(medicationNameStrings.for(reader).noun);
  return words.done(reader.count(viewsOf(list).current.length), reader.count(list.past.length));
}
