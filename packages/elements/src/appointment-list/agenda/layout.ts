import { html, nothing, type TemplateResult } from 'lit';
import { clockChange, type AgendaLine, type AppointmentMark } from '@ehr-widgets/sdk/appointments';
import { fullDay, shortDay } from '../../appointment-picker/dates.ts';
import { icon } from '../../shared/icons.ts';
import { drawSelect } from '../../shared/list/fields.ts';
import { printIcon } from '../../shared/list/tool-icons.ts';
import { drawNotice, message, reasonOf, skeleton } from '../../shared/state-view.ts';
import { Reader } from '../../shared/reader.ts';
import { stateStrings } from '../../shared/state.strings.ts';
import { zoneText } from '../../shared/zone-dates.ts';
import { dayCount, type AgendaTelling } from './agenda-telling.ts';
import type { Choice } from './choosing.ts';
import { drawDetail } from './detail.ts';
import type { GridPlace } from './keys.ts';
import type { DaysLaid } from './laying.ts';
import type { Marked } from './marking.ts';
import type { DaysAsked, DaysRead } from './reading.ts';
import { drawSheet } from './sheet.ts';
import { drawTable } from './table.ts';
import { drawWeekList } from './week-list.ts';

/** All that is shown of an agenda, and what can be done. */
export interface AgendaShown {
  readonly telling: AgendaTelling;
  readonly level: number;
  readonly choice: Choice;
  readonly choices: readonly Choice[];
  readonly asked: DaysAsked;
  readonly read: DaysRead;
  readonly span: 'day' | 'week';
  readonly day: string;
  readonly days: readonly string[];
  readonly today: string;
  readonly laid: DaysLaid;
  /** Of the whole week, without what is left out by choice. */
  readonly lines: readonly AgendaLine[];
  readonly opened: AgendaLine | undefined;
  readonly isZoneTold: boolean;
  readonly cancelled: number;
  readonly errors: number;
  readonly showCancelled: boolean;
  /** Scopes without which nothing can be changed. */
  readonly missing: readonly string[];
  readonly printing: boolean;
  readonly happened: string;
  readonly marked: Marked | undefined;
  readonly mayMark: boolean;
  readonly active: GridPlace;
  readonly choose: (key: string) => void;
  readonly look: (span: 'day' | 'week') => void;
  readonly go: (day: string) => void;
  readonly turn: (by: 1 | -1) => void;
  readonly toggleCancelled: () => void;
  readonly retry: () => void;
  readonly move: (place: GridPlace) => void;
  readonly open: (line: AgendaLine) => void;
  readonly close: () => void;
  readonly mark: (line: AgendaLine, mark: AppointmentMark) => void;
}

/** The whole widget, once it is known whose days are shown. */
export function drawAgenda(shown: AgendaShown): TemplateResult {
  const { telling, read, opened, printing, days, lines, level } = shown;
  return html`<article class="w agenda" aria-labelledby="title" aria-busy=${read.agenda ? 'false' : 'true'}>
    <p class="vh" role="status">${announcement(shown)}</p>
    ${drawHead(shown)} ${printing ? nothing : drawTools(shown)} ${drawNotices(shown)}
    ${
      !read.agenda
        ? html`<div class="told">${read.error ? drawFailed(shown) : skeleton()}</div>`
        : printing
          ? drawSheet(days, lines, level, telling)
          : html`<div class="whole ${opened ? 'with-visit' : ''}">
              ${opened ? drawDetail(opened, shown) : nothing} ${drawTable(shown)}
              ${days.length > 1 ? drawWeekList(lines, level, shown) : nothing}
            </div>`
    }
  </article>`;
}

function drawHead({ telling, level, choice, read, day, days, isZoneTold }: AgendaShown): TemplateResult {
  const { reader, words, zone, told } = telling;
  const zoneName = zoneText(zone, Date.parse(`${day}T12:00:00Z`), reader.locale);
  return html`<div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>
        ${words.title}: <bdi>${choice.name}</bdi>, ${daysText(days, reader.locale)}
      </div>
      <p class="asof muted num">
        ${isZoneTold ? words.zone(zoneName) : words.zoneUntold(zoneName)}
        ${read.agenda ? words.asOf(asOf(read.agenda, telling), choice.source.name) : nothing}
      </p>
    </div>
    <div class="sheet-head">
      <p class="num">
        <b><bdi>${choice.name}</bdi></b
        >, ${choice.source.name} ${told.words.printed(reader.stamp(reader.now))}
      </p>
    </div>`;
}

/** By the clock of the practice, as all times here are. */
function asOf({ asOf: at }: NonNullable<DaysRead['agenda']>, { reader, zone }: AgendaTelling): string {
  return new Reader({ ...reader, timeZone: zone }).moment(at);
}

function daysText(days: readonly string[], locale: string): string {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return first === last ? fullDay(first, locale) : `${shortDay(first, locale)} – ${shortDay(last, locale)}`;
}

function drawTools(shown: AgendaShown): TemplateResult {
  const { telling, choices, choice, span, day, today, cancelled, showCancelled, read } = shown;
  const { reader, words, told } = telling;
  const several = new Set(choices.map(({ source }) => source)).size > 1;
  const names = choices.map(({ key, name, source }) => [key, several ? `${name}, ${source.name}` : name] as const);
  const step = span === 'day' ? 'Day' : 'Week';
  return html`<div class="tools">
    ${choices.length > 1 ? drawSelect(words.whose, names, choice.key, shown.choose) : nothing}
    <div class="views" role="group" aria-label=${words.span}>
      ${(['day', 'week'] as const).map(
        (one) =>
          html`<button type="button" aria-pressed=${one === span ? 'true' : 'false'} @click=${() => shown.look(one)}>
            ${words[one]}
          </button>`,
      )}
    </div>
    <div class="turning">
      <button class="btn small turn back" type="button" @click=${() => shown.turn(-1)}>
        ${icon('chevron')}<span class="vh">${words[`previous${step}`]}</span>
      </button>
      <button
        class="btn small"
        type="button"
        aria-disabled=${day === today ? 'true' : 'false'}
        @click=${() => shown.go(today)}
      >
        ${words.today}
      </button>
      <button class="btn small turn forth" type="button" @click=${() => shown.turn(1)}>
        ${icon('chevron')}<span class="vh">${words[`next${step}`]}</span>
      </button>
    </div>
    ${
      cancelled > 0
        ? html`<label class="with-cancelled"
            ><input type="checkbox" .checked=${showCancelled} @change=${shown.toggleCancelled} /><span class="num"
              >${words.showCancelled(reader.count(cancelled))}</span
            ></label
          >`
        : nothing
    }
    <div class="end">
      <button class="btn small" type="button" aria-disabled=${read.reading ? 'true' : 'false'} @click=${shown.retry}>
        ${icon('loop')}${words.again}
      </button>
      <button class="btn small" type="button" @click=${() => globalThis.print()}>
        ${printIcon}${told.words.print}
      </button>
    </div>
  </div>`;
}

/** What is missing, what may not be changed, and where clocks change: above what is shown. */
function drawNotices(shown: AgendaShown): TemplateResult | typeof nothing {
  const { telling, read, days, missing, errors, retry } = shown;
  const { reader, words, zone } = telling;
  const states = stateStrings.for(reader);
  const changes = days.map((day) => [fullDay(day, reader.locale), clockChange(day, zone)] as const);
  const sentences = [
    missing.length > 0 ? words.readOnly(missing.join(' ')) : '',
    ...changes.map(([day, by]) => (by > 0 ? words.forward(day) : by < 0 ? words.back(day) : '')),
    read.agenda && !read.reading && !read.hours?.complete ? words.noHours : '',
    errors > 0 ? words.errors(reader.count(errors)) : '',
  ].filter(Boolean);
  const notices = [
    read.agenda && read.error
      ? ({
          shape: 'clock',
          title: states.stale(asOf(read.agenda, telling)),
          text: states.staleNext(reasonOf(read.error.code), read.error.status),
          retry: true,
        } as const)
      : undefined,
    read.agenda && !read.agenda.complete
      ? ({ shape: 'warning', title: words.incomplete, text: words.incompleteNext, retry: true } as const)
      : undefined,
  ].flatMap((notice) => notice ?? []);
  if (sentences.length === 0 && notices.length === 0) return nothing;
  return html`<div class="above">
    ${notices.map((notice) => drawNotice({ ...notice, key: notice.title, sharedText: '' }, retry, states.tryAgain))}
    ${sentences.map((text) => html`<p class="muted">${text}</p>`)}
  </div>`;
}

function drawFailed({ telling, read, retry }: AgendaShown): TemplateResult | typeof nothing {
  const { reader, words } = telling;
  const { error } = read;
  const states = stateStrings.for(reader);
  if (!error) return nothing;
  return message(
    'warning',
    states.failed(words.noun),
    states.failedNext(reasonOf(error.code), error.status),
    html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`,
  );
}

/** Said by screen readers: what is read, what came, and how a change went. */
function announcement({ telling, read, days, laid, happened }: AgendaShown): string {
  const { reader, words } = telling;
  if (happened) return happened;
  const span = daysText(days, reader.locale);
  if (!read.agenda) return words.reading(span);
  const count = laid.days.reduce((sum, { visits }) => sum + visits, 0);
  return `${span}: ${dayCount(count, telling)}`;
}
