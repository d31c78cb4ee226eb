import type { nothing } from 'lit';
import { type TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import {
  dayAt,
  daysAfter,
  maySeeAgenda,
  zoneName,
  type AgendaLine,
  type AppointmentMark,
} from '@ehr-widgets/sdk/appointments';
import { placeInWeek } from '../../appointment-picker/dates.ts';
import { beforeRecord } from '../../shared/before-record.ts';
import { drawTold } from '../../shared/list/told.ts';
import { EhrOpenEvent } from '../../shared/open-event.ts';
import { addStyles } from '../../shared/part-styles.ts';
import { Reader } from '../../shared/reader.ts';
import { message, skeleton } from '../../shared/state-view.ts';
import { stateStrings } from '../../shared/state.strings.ts';
import type { Surroundings } from '../../shared/surroundings.ts';
import { usableLevel, usableMinutes, usableTimeZone } from '../../shared/usable.ts';
import type { ListHost } from '../list-host.ts';
import { Ticking } from '../ticking.ts';
import { agendaStyles } from './agenda.styles.ts';
import { agendaTelling, markedText, type AgendaTelling } from './agenda-telling.ts';
import { agendaSources, allSources, choicesAt, type Choice } from './choosing.ts';
import { cellAt, placeAt, type GridPlace } from './keys.ts';
import { layDays, type DaysLaid } from './laying.ts';
import { drawAgenda, type AgendaShown } from './layout.ts';
import { MarkingVisits } from './marking.ts';
import { minutesIn } from './placing.ts';
import { ReadingDays, type DaysAsked } from './reading.ts';
import { Repeating } from './repeating.ts';

const MINUTE = 60_000;

/** A practice's day or week, for staff. A part of its own: few pages show it. */
export class AgendaView {
  /** While the page is printed: the sheet holds a line for each visit. */
  printing = false;

  readonly #host: ListHost;
  readonly #surroundings: Surroundings;
  readonly #session: () => Session | undefined;
  readonly #reading: ReadingDays;
  readonly #marking: MarkingVisits;
  readonly #ticking: Ticking;
  #sources: ReturnType<typeof allSources> = [];
  #chosen: string | undefined;
  #span: 'day' | 'week' | undefined;
  #day: string | undefined;
  #at: GridPlace | undefined;
  #opened: AgendaLine | undefined;
  #showCancelled = false;
  #happened = '';
  #shown: AgendaShown | undefined;
  /** By whose calendars tell no zone: that of their visits. */
  readonly #zones = new Map<string, string>();

  constructor(host: ListHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.#host = host;
    this.#surroundings = surroundings;
    this.#session = session;
    const changed = (): void => host.requestUpdate();
    this.#reading = new ReadingDays(session, changed);
    this.#marking = new MarkingVisits(host, session, { changed, reread: () => this.#reread() });
    this.#ticking = new Ticking(host);
    addStyles(host.shadowRoot, agendaStyles);
    new Repeating(host, {
      minutes: () => usableMinutes('agenda-minutes', host.agendaMinutes),
      act: () => void this.refresh(),
    });
    host.addController({
      hostConnected: () => globalThis.addEventListener('pagehide', this.#onPageHide),
      hostDisconnected: () => globalThis.removeEventListener('pagehide', this.#onPageHide),
    });
  }

  /** Reads what is shown again, keeping it until that has come. */
  async refresh(): Promise<void> {
    await this.#reread();
  }

  draw(): TemplateResult {
    this.#shown = undefined;
    this.#forgetOthers();
    const session = this.#session();
    const reader = this.#reader();
    const own = reader.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const untold = agendaTelling(reader, own);
    const say = (content: TemplateResult | typeof nothing, status = ''): TemplateResult =>
      drawTold(untold.words.title, this.#level, content, status);
    const { noun } = untold.words;
    const sources = session ? allSources(session) : [];
    if (!session || sources.length === 0) {
      const { told, status } = beforeRecord(session?.state.kind, noun, this.#surroundings);
      return say(told, status);
    }
    const states = stateStrings.for(reader);
    const { servers, missing } = agendaSources(session);
    if (servers.length === 0 && missing.length === 0) {
      return say(message('ban', states.unsupported(noun, reader.list(sources.map(({ name }) => name))), ''));
    }
    if (servers.length === 0)
      return say(message('lock', states.denied(noun), states.deniedNext(noun, missing.join(' '))));
    const choices = this.#choices(servers);
    if (!choices) return say(skeleton(), states.reading(noun));
    const choice = choices.find(({ key }) => key === this.#chosen) ?? choices[0];
    if (!choice) return say(message('person', untold.words.nobody, untold.words.nobodyNext));
    const shown = this.#show(choice, choices, untold);
    this.#shown = shown;
    void this.#keepFocus(shown.laid);
    return drawAgenda(shown);
  }

  /** Everybody whose days can be looked at; undefined while that is read. */
  #choices(servers: ReturnType<typeof agendaSources>['servers']): Choice[] | undefined {
    const named = (this.#host.agendaOf ?? '').split(/\s+/).filter(Boolean);
    const read = servers.map((source) => [source, this.#reading.calendarsOf(source)] as const);
    const choices: Choice[] = [];
    for (const [source, calendars] of read) {
      if (calendars === undefined) return undefined;
      choices.push(...choicesAt(source, calendars, named));
    }
    return choices;
  }

  #show(choice: Choice, choices: readonly Choice[], { reader, zone: own }: AgendaTelling): AgendaShown {
    const span = this.#span ?? (this.#host.agendaSpan === 'week' ? 'week' : 'day');
    const zone = choice.zone ?? this.#zones.get(choice.key) ?? own;
    const telling = agendaTelling(reader, zone);
    const today = dayAt(reader.now.getTime(), zone);
    const day = this.#day ?? today;
    const asked = this.#askedFor(choice, day, zone, reader);
    const read = this.#reading.daysOf(choice.source, asked);
    const told = choice.zone === undefined && !this.#zones.has(choice.key) && zoneTold(read.agenda?.lines ?? []);
    if (told) {
      // Calendars do not tell their zone, visits do: days are those of that zone from now on.
      this.#zones.set(choice.key, told);
      return this.#show(choice, choices, agendaTelling(reader, own));
    }
    // What comes before and after is there by the time that somebody asks for it.
    if (read.agenda)
      for (const by of [7, -7])
        this.#reading.daysOf(choice.source, this.#askedFor(choice, daysAfter(day, by), zone, reader));
    const days = span === 'day' ? [day] : Array.from({ length: 7 }, (_, index) => daysAfter(asked.from, index));
    const all = read.agenda?.lines ?? [];
    const cancelled = all.filter(({ status, start }) => status === 'cancelled' && isIn(days, start, zone));
    const lines = all.filter(
      ({ status }) => status !== 'entered-in-error' && (this.#showCancelled || status !== 'cancelled'),
    );
    const laid = layDays(days, zone, lines, read.hours?.times ?? []);
    const opened = this.#opened && lines.find(({ key }) => key === this.#opened?.key);
    const permission = maySeeAgenda(choice.source, 'update');
    if (days.includes(today)) this.#ticking.wake([reader.now.getTime() + MINUTE], reader.now.getTime());
    return {
      telling,
      level: this.#level,
      choice,
      choices,
      asked,
      read,
      span,
      day,
      days,
      today,
      laid,
      lines,
      opened,
      isZoneTold: choice.zone !== undefined || this.#zones.has(choice.key),
      cancelled: cancelled.length,
      errors: all.filter(({ status, start }) => status === 'entered-in-error' && isIn(days, start, zone)).length,
      showCancelled: this.#showCancelled,
      missing: permission.allowed ? [] : permission.missing,
      printing: this.printing,
      happened: this.#happened,
      marked: opened && this.#marking.markedOf(opened),
      mayMark: permission.allowed,
      active: this.#activeIn(laid, today, telling),
      choose: (key) => this.#change(() => (this.#chosen = key)),
      look: (wanted) => this.#change(() => (this.#span = wanted)),
      go: (wanted) => this.#change(() => (this.#day = wanted)),
      turn: (by) => void this.#turn(daysAfter(day, by * (span === 'day' ? 1 : 7))),
      toggleCancelled: () => this.#change(() => (this.#showCancelled = !this.#showCancelled)),
      retry: () => void this.refresh(),
      move: (place) => void this.#move(place),
      open: (line) => void this.#open(line),
      close: () => void this.#close(),
      mark: (line, mark) => void this.#mark(line, mark),
    };
  }

  #askedFor({ reference, calendars }: Choice, day: string, zone: string, { locale }: Reader): DaysAsked {
    const from = daysAfter(day, -placeInWeek(day, locale));
    return { of: reference, calendars, from, until: daysAfter(from, 6), zone };
  }

  /** Where Tab leads: where the reader was, else now. */
  #activeIn(laid: DaysLaid, today: string, { reader, zone }: AgendaTelling): GridPlace {
    if (this.#at && cellAt(laid, this.#at)) return this.#at;
    return placeAt(laid, today, minutesIn(reader.now.getTime(), today, zone));
  }

  async #move(place: GridPlace): Promise<void> {
    this.#change(() => (this.#at = place));
    await this.#host.updateComplete;
    this.#focusCell();
  }

  /** Earlier or later days by key: the reader stays in the table. */
  async #turn(day: string): Promise<void> {
    this.#change(() => (this.#day = day));
    await this.#host.updateComplete;
    this.#focusCell();
  }

  async #open(line: AgendaLine): Promise<void> {
    const patients = line.patients.flatMap(({ reference }) => reference ?? []);
    if (!this.#host.dispatchEvent(new EhrOpenEvent(line.reference, line.origin.source, patients))) return;
    this.#marking.forget(line);
    this.#happened = '';
    this.#change(() => (this.#opened = line));
    await this.#host.updateComplete;
    this.#host.shadowRoot?.querySelector<HTMLElement>('#opened')?.focus();
  }

  /** The focus goes back to the visit. */
  async #close(): Promise<void> {
    const key = this.#opened?.key;
    this.#change(() => (this.#opened = undefined));
    await this.#host.updateComplete;
    const shown = this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    // In the table, or in the list that stands for it where there is little room.
    [...shown].find((one) => one.dataset['key'] === key && one.getClientRects().length > 0)?.focus();
  }

  async #mark(line: AgendaLine, mark: AppointmentMark): Promise<void> {
    await this.#marking.mark(line, mark);
    const shown = this.#shown;
    const marked = this.#marking.markedOf(line);
    if (!shown || !marked) return;
    const now = shown.lines.find(({ key }) => key === line.key) ?? line;
    this.#happened = markedText(marked, mark, now, shown.telling);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    // The button that was pressed is not there any more.
    if (!this.#host.shadowRoot?.activeElement) this.#host.shadowRoot?.querySelector<HTMLElement>('#opened')?.focus();
  }

  async #reread(): Promise<boolean> {
    const shown = this.#shown;
    return shown ? this.#reading.read(shown.choice.source, shown.asked) : false;
  }

  #focusCell(): void {
    this.#host.shadowRoot?.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus();
  }

  /** What was read anew stands in other cells: who was in the table stays in it. */
  async #keepFocus(laid: DaysLaid): Promise<void> {
    const inside = this.#host.shadowRoot?.activeElement?.closest('[role=grid]');
    if (!inside || !laid) return;
    await this.#host.updateComplete;
    if (!this.#host.shadowRoot?.activeElement) this.#focusCell();
  }

  /** What was opened and chosen goes with the sign-in that it was for. */
  #forgetOthers(): void {
    const session = this.#session();
    const sources = session ? allSources(session) : [];
    if (this.#sources.length > 0 && !this.#sources.some((source) => sources.includes(source))) this.#forget();
    this.#sources = sources;
  }

  #forget(): void {
    this.#reading.forget();
    this.#zones.clear();
    this.#chosen = undefined;
    this.#opened = undefined;
    this.#at = undefined;
    this.#happened = '';
  }

  #change(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #reader(): Reader {
    const { locale } = this.#surroundings;
    return new Reader({ locale, persona: 'clinician', timeZone: usableTimeZone(this.#host.timeZone) });
  }

  get #level(): number {
    return usableLevel(this.#host.headingLevel);
  }

  /** What the back-forward cache keeps must not be a picture of other people's visits. */
  readonly #onPageHide = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    this.#forget();
    this.#host.requestUpdate();
  };
}

/** The zone that all visits tell, where they tell one. */
function zoneTold(lines: readonly AgendaLine[]): string | undefined {
  const zones = new Set(lines.map(({ zone }) => zoneName(zone)));
  return zones.size === 1 ? [...zones][0] : undefined;
}

function isIn(days: readonly string[], start: string | undefined, zone: string): boolean {
  return start !== undefined && days.includes(dayAt(Date.parse(start), zone));
}
