import { adoptStyles, html, nothing, type LitElement, type TemplateResult } from 'lit';
import { EhrError, patient, type PatientView, type Session } from '@ehr-widgets/sdk';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { Reader, type Units } from '../shared/reader.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { usableDensity, usableLevel, usableTimeZone, usableUnits } from '../shared/usable.ts';
import { drawBanner, drawSheetHead, whoSection } from './banner.ts';
import { drawCard } from '../shared/card.ts';
import type { LastLooks } from './last-looks.ts';
import { Later } from '../shared/later.ts';
import { LaterTier } from './later-tier.ts';
import { drawAlarms, drawColumns, drawFoot, drawNoticesAbove, type LayoutContext } from './layout.ts';
import type { ExportedSummary } from './export.ts';
import { leftPage } from './left-page.ts';
import { Origins } from './origins.ts';
import { noticesAbove, Parts, type Part } from './part.ts';
import { summaryNameStrings } from './name.strings.ts';
import { summaryStrings } from './patient-summary.strings.ts';
import { styles } from './patient-summary.styles.ts';
import type { RawResources } from './raw.ts';
import { compactStyles } from './compact.styles.ts';
import { chooseSections, type Chosen, type Row, type SectionChoice } from './section.ts';
import { telling } from './sections/line-words.ts';
import { standardSections } from './sections/standard.ts';
import { TakingAlong } from './taking-along.ts';

/** The element as its record needs it. */
export interface SummaryHost extends LitElement {
  readonly sections: SectionChoice | undefined | null;
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly downloadable: boolean;
  readonly remember: string | undefined | null;
  readonly debug: boolean;
  readonly units: string | undefined | null;
  readonly density: string | undefined | null;
}

/** What is drawn once there is a record to read. A part of its own, so that a page before sign-in need not load it. */
export class SummaryView {
  /** While the page is printed: days are called by their dates, because "today" means nothing on paper. */
  printing = false;

  readonly #host: SummaryHost;
  readonly #surroundings: Surroundings;
  readonly #session: () => Session | undefined;
  readonly #topics: TopicController;
  readonly #parts = new Parts();
  readonly #origins = new Origins(() => this.#host.requestUpdate());
  readonly #later: LaterTier;
  readonly #takingAlong = new TakingAlong(() => this.#host.requestUpdate());
  #raw: RawResources | undefined;
  #lastLooks: LastLooks | undefined;
  #lastLooksLoading: Promise<void> | undefined;
  #isReading = true;
  #waiting: (() => void)[] = [];
  #opened: ReadonlySet<string> = new Set();
  #shown: ReadonlyMap<string, number> = new Map();
  #unfolded: ReadonlySet<string> = new Set();

  constructor(host: SummaryHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.#host = host;
    const { elementStyles } = host.constructor as typeof LitElement;
    if (host.shadowRoot) adoptStyles(host.shadowRoot, [...elementStyles, styles, compactStyles]);
    this.#surroundings = surroundings;
    this.#session = session;
    this.#later = new LaterTier(host);
    this.#topics = new TopicController(host, session, () => [
      patient,
      ...this.#chosen().sections.map(({ topic }) => topic),
    ]);
    // What is waited for does not come any more; after a move within the page it does.
    host.addController({ hostDisconnected: () => queueMicrotask(() => this.#tellWaiting()) });
  }

  /** Reads everything again, or the topics named, keeping what is shown until it has arrived. */
  refresh(topics?: readonly string[]): Promise<void> {
    return this.#topics.refresh(topics);
  }

  /** What is shown as a document, once it has been read. */
  async exportDocument(): Promise<ExportedSummary> {
    while (this.#isReading) {
      if (!this.#host.isConnected) throw leftPage();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const session = this.#session();
    if (session?.state.kind !== 'ready') throw new EhrError('session-expired', 'Nobody is signed in: sign in first.');
    const { wantsLater } = this.#chosen();
    if (wantsLater && !this.#later.sections && this.#later.hasBegun)
      throw new EhrError(
        'unreachable',
        'Some sections could not be loaded, so the document would lack them. Try again.',
      );
    const reader = this.#reader(true);
    return this.#takingAlong.export(session, this.#keptParts(reader), reader);
  }

  draw(): TemplateResult {
    this.#tellWaiting();
    this.#isReading = true;
    const reader = this.#reader(this.printing);
    const { title, noun } = summaryNameStrings.for(reader);
    if (this.#topics.concealed) return drawCard(title, message('lock', stateStrings.for(reader).checking, ''), '');
    const who = this.#parts.of(whoSection, this.#topics.state(patient), reader);
    const summary = { reader, noun };
    if (who.state.kind === 'waiting') {
      this.#later.end();
      this.#isReading = false;
      return drawCard(
        title,
        stateMessage(who.state, summary, () => this.#retry()),
        '',
      );
    }
    const chosen = this.#chosen();
    const parts = this.#marked(
      chosen.sections.map((section) => this.#parts.of(section, this.#topics.state(section.topic), reader)),
      reader,
    );
    const failed = failedAlike([who, ...parts]);
    const more = chosen.wantsLater && !failed;
    const pending = more && !this.#later.sections;
    if (more) this.#later.begin([who, ...parts], this.#session());
    this.#isReading =
      (pending && this.#later.isComing) ||
      [who, ...parts].some(({ state }) => state.kind === 'loading' || state.kind === 'waiting');
    const status = announcement([who, ...parts], reader, pending);
    if (failed) {
      return drawCard(
        title,
        stateMessage(who.state, summary, () => this.#retry()),
        status,
      );
    }
    const context = this.#layout(reader);
    const below = chosen.usual ? parts.filter(({ section }) => section.later) : [];
    const shared = new Set(noticesAbove(who, parts).map(({ notice }) => notice.key));
    return html`<article class="w density-${usableDensity(this.#host.density)}" aria-label=${title}>
      ${this.printing ? drawSheetHead(who.view as PatientView | undefined, reader) : nothing}
      <div class="sheet">
        <p class="vh" role="status">${status}</p>
        ${this.#who(who, reader)} ${drawNoticesAbove(who, parts, context)} ${drawAlarms(parts, context)}
        ${this.#marksNew ? this.#lastLooks?.draw(parts, reader) : nothing}
        ${drawColumns(
          parts.filter((part) => !below.includes(part)),
          shared,
          context,
        )}
        ${pending ? this.#later.drawPending(reader) : this.#later.draw(below, shared, context)}
        ${drawFoot([who, ...parts], reader, !pending)}
        ${
          this.#host.downloadable && !this.#isReading
            ? this.#takingAlong.draw(this.#session(), (kept) => this.#keptParts(kept), this.#reader(true))
            : nothing
        }
      </div>
    </article>`;
  }

  /** Who it is; above all else, so that no line is read for the wrong person. */
  #who({ view, state }: Part, reader: Reader): TemplateResult {
    const words = summaryStrings.for(reader);
    const told = { reader, noun: words.topics.patient.noun };
    if (view) return drawBanner(view as PatientView, reader, this.#level, this.#isNamedAround);
    return html`<div class="who">${stateMessage(state, told, () => this.#retry([patient.name]))}</div>`;
  }

  #tellWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #layout(reader: Reader): LayoutContext {
    return {
      reader,
      words: summaryStrings.for(reader),
      level: this.#level,
      manySources: (this.#session()?.sources.length ?? 0) > 1,
      isOpen: (section, row) => this.#opened.has(placeIn(section, row)),
      open: (section, row) => this.#open(section, row),
      detailsOf: (row) => this.#origins.detailsOf(this.#session(), row, telling(reader)),
      rawOf: (row) => this.#rawOf(row, reader),
      shown: (section) => this.#shown.get(section) ?? 0,
      show: (section, lines) => this.#change(() => (this.#shown = new Map(this.#shown).set(section, lines))),
      isUnfolded: (section) => this.#unfolded.has(section),
      toggleFolded: (section) => this.#change(() => (this.#unfolded = toggled(this.#unfolded, section))),
      retry: (topics) => this.#retry(topics),
    };
  }

  /** The resources of an open line, where the host chose that. */
  #rawOf(row: Row, reader: Reader): TemplateResult | typeof nothing {
    if (!this.#host.debug) return nothing;
    const module = raw.orWithout(this.#host, 'what `debug` shows could not be loaded.');
    this.#raw ??= module && new module.RawResources(() => this.#host.requestUpdate());
    return this.#raw?.draw(this.#session(), row, reader) ?? nothing;
  }

  #change(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #open(section: string, row: Row): void {
    const place = placeIn(section, row);
    const closing = this.#opened.has(place);
    if (!closing) {
      const event = new EhrOpenEvent(row.reference, row.origin.source);
      if (!this.#host.dispatchEvent(event)) return;
    }
    if (!closing) this.#origins.opened(this.#session(), row);
    this.#change(() => (this.#opened = toggled(this.#opened, place)));
  }

  #retry(topics?: readonly string[]): void {
    void this.refresh(topics && this.#topics.staleAlike(topics));
  }

  #chosen(): Chosen {
    return chooseSections(this.#host.sections, standardSections, this.#later.sections, this.#surroundings.persona);
  }

  /** With what came since the reader last looked marked, where the host chose that and once it is known. */
  #marked(parts: readonly Part[], reader: Reader): readonly Part[] {
    const { remember } = this.#host;
    const session = this.#session();
    if (!remember || !session || !this.#marksNew) return parts;
    this.#lastLooksLoading ??= import('./last-looks.ts').then(
      ({ LastLooks }) => this.#change(() => (this.#lastLooks = new LastLooks(() => this.#host.requestUpdate()))),
      () => warnOnce('what marks new entries could not be loaded; nothing is marked as new.'),
    );
    return this.#lastLooks?.marked(parts, remember, session, reader) ?? parts;
  }

  /** The sections as they are now, in the words of a reader who keeps them. */
  #keptParts(reader: Reader): readonly Part[] {
    const parts = new Parts();
    return this.#chosen().sections.map((section) => parts.of(section, this.#topics.state(section.topic), reader));
  }

  #reader(kept = false): Reader {
    const { locale, persona } = this.#surroundings;
    const timeZone = usableTimeZone(this.#host.timeZone);
    return new Reader({ locale, persona, kept, timeZone, units: this.#units() });
  }

  /** Undefined until what converts has been loaded: the recorded values wait for nothing. */
  #units(): Units | undefined {
    const system = usableUnits(this.#host.units);
    const module = system && units.orWithout(this.#host, 'what converts units could not be loaded; none is converted.');
    return module && { system, convert: (quantity, name) => module.convertFor(system, quantity, name) };
  }

  /** Paper is read later, by others too: what is new to this reader now says nothing there. */
  get #marksNew(): boolean {
    return Boolean(this.#host.remember) && !this.printing;
  }

  /** The EHR around the page shows who it is: a second banner would take the room of what is read here. */
  get #isNamedAround(): boolean {
    const state = this.#session()?.state;
    return state?.kind === 'ready' && !state.context.needPatientBanner && !this.printing;
  }

  get #level(): number {
    return usableLevel(this.#host.headingLevel);
  }
}

const units = new Later(() => import('@ehr-widgets/sdk/units'));
const raw = new Later(() => import('./raw.ts'));

/** The same, with what it lacked, or without what it had. */
function toggled(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const changed = new Set(all);
  if (!changed.delete(one)) changed.add(one);
  return changed;
}

/** What a line is known by where it stands. */
function placeIn(section: string, { key }: Row): string {
  return `${section} ${key}`;
}

/** Every topic ended the same bad way: one message says it better than nine. */
function failedAlike(parts: readonly Part[]): boolean {
  const codes = new Set(parts.map(({ state }) => (state.kind === 'failed' ? state.error.code : undefined)));
  return codes.size === 1 && !codes.has(undefined);
}

/** Said by screen readers once at the start and once at the end. */
function announcement(parts: readonly Part[], reader: Reader, pending: boolean): string {
  const words = summaryStrings.for(reader);
  if (pending || parts.some(({ state }) => state.kind === 'loading'))
    return stateStrings.for(reader).reading(summaryNameStrings.for(reader).noun);
  const facts = parts.flatMap(({ section, body }) => (body?.count ? `${section.title(reader)} ${body.count}` : []));
  return words.done(reader.list(facts));
}
