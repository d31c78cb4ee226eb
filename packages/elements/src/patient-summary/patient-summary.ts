import { html, type nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { patient, type PatientView, type Session } from '@ehr-widgets/sdk';
import { WidgetElement } from '../shared/element.ts';
import { EhrOpenEvent } from '../shared/open-event.ts';
import { Reader } from '../shared/reader.ts';
import { usableLevel, usableSession, usableTimeZone } from '../shared/usable.ts';
import { SessionConsumer } from '../shared/session-context.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { drawBanner, whoSection } from './banner.ts';
import { drawAlarms, drawColumns, drawFoot, drawNoticesAbove, type LayoutContext } from './layout.ts';
import { Parts, type Part } from './part.ts';
import { summaryStrings } from './patient-summary.strings.ts';
import { styles } from './patient-summary.styles.ts';
import { chooseSections, type AnySection, type Row, type SectionChoice } from './section.ts';
import { standardSections } from './sections/standard.ts';

/**
 * The patient at a glance: who they are, what can harm them, then allergies, problems, encounters, medications,
 * immunizations, results and vital signs, each painted as its own data arrives.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given.
 *
 * @tagname ehr-patient-summary
 * @summary A patient summary with every section, state and warning.
 *
 * @fires {EhrOpenEvent} ehr-open - A line was opened. Carries its reference and source, nothing else. Prevent it to
 *   show the line elsewhere; otherwise its details show in place.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart banner - Name, birth date, sex, record numbers.
 * @csspart deceased - The strip that says that the patient has died.
 * @csspart alarm - A strip that says what can harm.
 * @csspart section - A section.
 * @csspart not-shown - The section that names what is not shown, and why.
 * @csspart line - One line, tile or result.
 * @csspart chip - A status.
 * @csspart notice - Something to know about what is shown.
 * @csspart message - What stands in place of content.
 * @csspart loading - The skeleton of a section that is being read.
 * @csspart photo - The patient's picture.
 * @csspart foot - As of when, from where, and whether it is whole.
 *
 * @cssproperty [--ehr-font-size=medium] - The base size, 14px to 22px; everything else follows.
 * @cssproperty [--ehr-font-family=system-ui] - The typeface.
 * @cssproperty [--ehr-radius-lg=0.75em] - Corners of the widget, 0 to 1em.
 * @cssproperty [--ehr-color-accent] - Links and buttons; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-color-surface] - The widget's ground.
 * @cssproperty [--ehr-color-text] - The widget's text.
 */
export class EhrPatientSummary extends WidgetElement {
  static override readonly tag: string = 'ehr-patient-summary';
  static override styles = [...WidgetElement.styles, styles];

  /** The session to read from. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /**
   * Which sections to show, in which order: names in a string (`"allergies medications"`), or a list of names and of
   * the host's own sections. All standard sections when left out.
   */
  @property() sections: SectionChoice | undefined | null;

  /** The level of the widget's heading, 1 to 5; sections are one below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** The IANA time zone in which times are told; the reader's own when left out. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  @state() private opened: ReadonlySet<string> = new Set();
  @state() private shown: ReadonlyMap<string, number> = new Map();
  @state() private unfolded: ReadonlySet<string> = new Set();

  readonly #context = new SessionConsumer(this);
  readonly #topics = new TopicController(
    this,
    () => this.#session,
    () => [patient, ...this.#sections().map(({ topic }) => topic)],
  );
  readonly #parts = new Parts();

  /** Reads everything again, keeping what is shown until it has arrived. */
  async refresh(): Promise<void> {
    await this.#topics.refresh();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('beforeprint', this.#onBeforePrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('beforeprint', this.#onBeforePrint);
  }

  protected override draw(): TemplateResult {
    const reader = this.#reader();
    const words = summaryStrings.for(reader);
    if (this.#topics.concealed) return this.#card(message('lock', stateStrings.for(reader).checking, ''), '');
    const who = this.#parts.of(whoSection, this.#topics.state(patient), reader);
    const summary = { reader, noun: words.summary };
    if (who.state.kind === 'waiting')
      return this.#card(
        stateMessage(who.state, summary, () => this.#retry()),
        '',
      );
    const parts = this.#sections().map((section) => this.#parts.of(section, this.#topics.state(section.topic), reader));
    const status = announcement([who, ...parts], reader);
    if (failedAlike([who, ...parts])) {
      return this.#card(
        stateMessage(who.state, summary, () => this.#retry()),
        status,
      );
    }
    const context = this.#layout(reader);
    return html`<article class="w" aria-label=${words.summaryTitle}>
      <p class="vh" role="status">${status}</p>
      ${this.#who(who, reader)} ${drawNoticesAbove(who, parts, context)} ${drawAlarms(parts, context)}
      ${drawColumns(who, parts, context)} ${drawFoot([who, ...parts], reader)}
    </article>`;
  }

  /** Who it is; above all else, so that no line is read for the wrong person. */
  #who({ view, state }: Part, reader: Reader): TemplateResult {
    const words = summaryStrings.for(reader);
    const told = { reader, noun: words.topics.patient.noun };
    return html`${
        view
          ? drawBanner(view as PatientView, reader, this.#level)
          : html`<div class="who">${stateMessage(state, told, () => this.#retry([patient.name]))}</div>`
      }
      <p class="print-id num">${words.printed(reader.stamp(reader.now))}</p>`;
  }

  /** The widget when it has one thing to say. */
  #card(content: TemplateResult | typeof nothing, status: string): TemplateResult {
    return html`<article class="w pad" aria-label=${summaryStrings.for(this.surroundings).summaryTitle}>
      <p class="vh" role="status">${status}</p>
      ${content}
    </article>`;
  }

  #layout(reader: Reader): LayoutContext {
    return {
      reader,
      words: summaryStrings.for(reader),
      level: this.#level,
      manySources: (this.#session?.sources.length ?? 0) > 1,
      isOpen: (key) => this.opened.has(key),
      open: (row) => this.#open(row),
      shown: (section) => this.shown.get(section) ?? 0,
      show: (section, lines) => (this.shown = new Map(this.shown).set(section, lines)),
      isUnfolded: (section) => this.unfolded.has(section),
      unfold: (section) => (this.unfolded = new Set(this.unfolded).add(section)),
      retry: (topics) => this.#retry(topics),
    };
  }

  /** The sheet says when it was printed, not when the page was opened. */
  readonly #onBeforePrint = (): void => {
    this.requestUpdate();
  };

  #open(row: Row): void {
    const closing = this.opened.has(row.key);
    if (!closing) {
      const event = new EhrOpenEvent(row.reference, row.origin.source);
      if (!this.dispatchEvent(event)) return;
    }
    const opened = new Set(this.opened);
    if (closing) opened.delete(row.key);
    else opened.add(row.key);
    this.opened = opened;
  }

  #retry(topics?: readonly string[]): void {
    void this.#topics.refresh(topics);
  }

  #sections(): readonly AnySection[] {
    return chooseSections(this.sections, standardSections, this.surroundings.persona);
  }

  #reader(): Reader {
    const { locale, persona } = this.surroundings;
    return new Reader({ locale, persona, timeZone: usableTimeZone(this.timeZone) });
  }

  /** A session of the element's own wins over the one around it. */
  get #session(): Session | undefined {
    return usableSession(this.session) ?? this.#context.session;
  }

  get #level(): number {
    return usableLevel(this.headingLevel);
  }
}

/** Every topic ended the same bad way: one message says it better than nine. */
function failedAlike(parts: readonly Part[]): boolean {
  const codes = new Set(parts.map(({ state }) => (state.kind === 'failed' ? state.error.code : undefined)));
  return codes.size === 1 && !codes.has(undefined);
}

/** Said by screen readers once at the start and once at the end. */
function announcement(parts: readonly Part[], reader: Reader): string {
  const words = summaryStrings.for(reader);
  if (parts.some(({ state }) => state.kind === 'loading')) return stateStrings.for(reader).reading(words.summary);
  const facts = parts.flatMap(({ section, body }) => (body?.count ? `${section.title(reader)} ${body.count}` : []));
  return words.done(reader.list(facts));
}

declare global {
  interface HTMLElementTagNameMap {
    'ehr-patient-summary': EhrPatientSummary;
  }
}
