import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '@ehr-widgets/sdk';
import type { Brand, BrandSearchResult } from '@ehr-widgets/sdk/brands';
import type { FhirBundle } from '../session/configuration.ts';
import { WidgetElement } from '../shared/element.ts';
import { EhrConnectEvent } from '../shared/session-events.ts';
import { SessionFollower } from '../shared/session-follower.ts';
import { message, skeleton } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { usableLevel } from '../shared/usable.ts';
import { Announcer } from './announcer.ts';
import { BrandList, type ListState } from './brand-list.ts';
import { usableClientId, type ClientIdFor } from './client-id.ts';
import { connectStrings, type ConnectWords } from './connect.strings.ts';
import { styles } from './connect.styles.ts';
import { doorsOf, placeName, type Door } from './doors.ts';
import { drawResults, type ResultContext } from './results.ts';

/** This many places are shown at first, and at each "Show more"; a longer list waits for a question. */
const PAGE = 20;

/**
 * Lets a person find their hospital or clinic by name or place, and connect to it. Put it inside an `<ehr-session>`,
 * which adds the chosen place and opens its sign-in, or listen for `ehr-connect`.
 *
 * The list is a SMART User-Access Brands Bundle: its address in `brands`, or the Bundle itself in the property. Which
 * places this page is registered with says `client-id` when it is the same everywhere, else the property `clientIdFor`.
 * The others are shown as places that this page cannot connect to.
 *
 * @tagname ehr-connect
 * @summary Finds a provider among user-access brands, and connects to it.
 *
 * @fires {EhrConnectEvent} ehr-connect - A place was chosen. Carries its FHIR base URL, the client id, the scopes and
 *   the place's name. Prevent it to connect by other means.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart card - The widget's frame.
 * @csspart field - The search field.
 * @csspart count - How many there are.
 * @csspart brand - A hospital, clinic or other place.
 * @csspart portal - One of several ways into a place.
 * @csspart connect - The button that connects.
 * @csspart chip - What says that a place is connected.
 * @csspart message - What stands in place of the list.
 * @csspart loading - The skeleton while the list is fetched.
 *
 * @cssproperty [--ehr-color-accent] - Buttons and initials; must reach a contrast of 4.5 on the surface.
 */
export class EhrConnect extends WidgetElement {
  static override readonly tag: string = 'ehr-connect';
  static override styles = [...WidgetElement.styles, styles];

  /** The address of a User-Access Brands Bundle, or the Bundle itself. */
  @property() brands: string | FhirBundle | undefined | null;
  /** The client id of this page, where it is the same at every place. */
  @property({ attribute: 'client-id' }) clientId: string | undefined | null;
  /** The scopes to ask for; what a summary needs when left out. */
  @property() scope: string | undefined | null;
  /** Shows initials in place of logos. Logos come from the servers that the Bundle names. */
  @property({ type: Boolean, attribute: 'no-logos' }) noLogos = false;
  /** The level of the widget's heading, 1 to 5; places are one below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** Says this page's client id at an issuer. Wins over `client-id`. */
  @property({ attribute: false }) clientIdFor: ClientIdFor | undefined;
  /** The session that says which places are connected. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  readonly #session = new SessionFollower(this, () => this.session);
  readonly #list = new BrandList(this);
  readonly #announcer = new Announcer(this);
  /** Logos that could not be shown. */
  readonly #broken = new Set<string>();
  #asked = '';
  #limit = PAGE;
  /** The place that had the focus before the last drawing. */
  #focused: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#focused = this.shadowRoot?.activeElement?.closest<HTMLElement>('[data-brand]')?.dataset['brand'];
    if (!changed.has('brands')) return;
    this.#list.take(this.brands);
    this.#asked = '';
    this.#limit = PAGE;
  }

  protected override draw(): TemplateResult {
    const words = connectStrings.for(this.surroundings);
    const level = usableLevel(this.headingLevel);
    return html`<section class="w pad" part="card" aria-labelledby="title">
      <div class="title" role="heading" aria-level=${level} id="title">${words.title}</div>
      <p class="vh" role="status">${this.#announcer.said}</p>
      ${this.#drawList(words, level)}
    </section>`;
  }

  /** Also waits for what is loaded to read a list. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#list.underWay;
    return super.getUpdateComplete();
  }

  protected override updated(): void {
    this.#keepFocus();
  }

  #drawList(words: ConnectWords, level: number): TemplateResult {
    const { state } = this.#list;
    switch (state.kind) {
      case 'loading':
        this.#announcer.say(words.loading);
        return this.#drawSearch(words, '', skeleton());
      case 'failed': {
        this.#announcer.say(words.failed);
        const { tryAgain } = stateStrings.for(this.surroundings);
        const again = html`<button class="btn small" type="button" @click=${this.#retry}>${tryAgain}</button>`;
        return told(message('warning', words.failed, words.failedNext(state.passing), again));
      }
      case 'mistake':
        this.#announcer.say(words.mistake);
        return told(message('warning', words.mistake, words.mistakeNext));
      case 'ready':
        if (state.brands.length > 0) return this.#drawFound(state, words, level + 1);
        this.#announcer.say(words.empty);
        return told(message('info', words.empty, words.emptyNext));
    }
  }

  #drawFound(list: ReadyList, words: ConnectWords, level: number): TemplateResult {
    const { brands } = list;
    const asked = this.#asked.trim();
    const { matches, total } = this.#found(list);
    if (total === 0) {
      this.#announcer.say(words.notFound(asked));
      return this.#drawSearch(words, '', told(message('info', words.notFound(asked), words.notFoundNext)));
    }
    const context = this.#resultContext(brands, words, level);
    const count = asked ? this.#countWords(matches.length, total, words) : words.hint(this.#number(brands.length));
    this.#announcer.say(count);
    return this.#drawSearch(words, count, drawResults(matches, total, context, this.#showMore));
  }

  /** One template for every state that has a field, so that nobody loses it, or the focus, while they type. */
  #drawSearch(words: ConnectWords, count: string, below: TemplateResult | typeof nothing): TemplateResult {
    return html`<search>
        <label for="asked">${words.label}</label>
        <input
          id="asked"
          part="field"
          type="search"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="search"
          .value=${this.#asked}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
        />
        ${count ? html`<p class="count num" part="count">${count}</p>` : nothing}
      </search>
      ${below}`;
  }

  /** A short list is shown whole; a long one once something is asked. */
  #found({ brands, search }: ReadyList): BrandSearchResult {
    if (!this.#asked.trim() && brands.length > PAGE) return { matches: [], total: brands.length };
    return search(this.#asked, this.#limit);
  }

  #countWords(shown: number, total: number, words: ConnectWords): string {
    return shown < total ? words.tooMany(this.#number(shown), this.#number(total)) : words.found(this.#number(total));
  }

  #number(value: number): string {
    return value.toLocaleString(this.surroundings.locale);
  }

  #resultContext(brands: readonly Brand[], words: ConnectWords, level: number): ResultContext {
    const clientIdFor = (issuer: string): string | undefined => usableClientId(this, issuer);
    const keys = { session: this.#session.session, clientIdFor };
    return {
      words,
      level,
      locale: this.surroundings.locale,
      logos: !this.noLogos,
      isBroken: (url) => this.#broken.has(url),
      broke: (url) => {
        this.#broken.add(url);
        this.requestUpdate();
      },
      doors: (brand) => doorsOf(brand, keys),
      choose: (brand, door) => this.#choose(brand, door, brands),
    };
  }

  /** In the click itself: the session around opens a window, and a browser allows that only then. */
  #choose(brand: Brand, door: Door, brands: readonly Brand[]): void {
    const { standing } = door;
    if (standing.kind !== 'open' && standing.kind !== 'signing-in') return;
    const { issuer, clientId } = standing;
    const scope = typeof this.scope === 'string' && this.scope ? this.scope : undefined;
    const choice = new EhrConnectEvent({ issuer, clientId, scope, name: placeName(brand, door, issuer, brands) });
    this.dispatchEvent(choice);
  }

  #ask(asked: string): void {
    this.#asked = asked;
    this.#limit = PAGE;
    this.requestUpdate();
  }

  readonly #onInput = (event: Event): void => {
    this.#ask((event.target as HTMLInputElement).value);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#asked) return;
    // What is around, for instance a dialog, is not meant to close.
    event.preventDefault();
    event.stopPropagation();
    this.#ask('');
  };

  readonly #retry = (): void => {
    this.#list.retry();
    // The button goes; the field is what comes next.
    void this.updateComplete.then(() => this.shadowRoot?.querySelector('input')?.focus());
  };

  readonly #showMore = (): void => {
    const before = this.#limit;
    this.#limit += PAGE;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#headings()[before]?.focus());
  };

  /** A button that is gone, because its place is connected now, leaves the focus with the place's name. */
  #keepFocus(): void {
    if (this.#focused === undefined || this.shadowRoot?.activeElement) return;
    const heading = this.#headings().find((one) => one.closest<HTMLElement>('li')?.dataset['brand'] === this.#focused);
    heading?.focus({ preventScroll: true });
  }

  #headings(): readonly HTMLElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLElement>('.brand .h') ?? [])];
  }
}

type ReadyList = Extract<ListState, { readonly kind: 'ready' }>;

function told(content: TemplateResult): TemplateResult {
  return html`<div class="told">${content}</div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ehr-connect': EhrConnect;
  }
}
