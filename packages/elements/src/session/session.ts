import { ContextProvider } from '@lit/context';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session, SessionState } from '@ehr-widgets/sdk';
import { Later } from '../shared/later.ts';
import { sessionContext } from '../shared/session-context.ts';
import {
  EhrConnectEvent,
  EhrErrorEvent,
  EhrSessionChangeEvent,
  EhrSourceChangeEvent,
  type SourceChoice,
} from '../shared/session-events.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { drawAlone, panel } from './alone.ts';
import { readConfiguration } from './configuration.ts';
import { loadSignIn } from './configure.ts';
import type { EndingWatch } from './ending.ts';
import { PlaceElement } from './place-element.ts';
import { Place } from './place.ts';
import { signedIn } from './signed-in.ts';
import { styles } from './session.styles.ts';
import type { Several } from './several.ts';
import type { EhrLook } from './smart-style.ts';
import { sourcesContext, type SourceGatherer } from './sources-context.ts';

/**
 * Gives the elements inside it a session: who is signed in, and where the record is read from. Shows the sign-in button
 * and, when signing in does not work, what happened and what to do next. What stands inside it always stays in the page.
 *
 * Say where the record is in one of five ways: `issuer` and `client-id` (SMART App Launch), `fhir-base` and `patient`
 * (an open server; with `proxy`, the host's own proxy; with the property `getToken`, a token of the host), the property
 * `bundle`, or the property `session`. Staff whose page needs no patient, as one with a practice's agenda does not, sign in with
 * `user/` scopes and without `launch/patient`, or the page says `practice` in place of `patient`. A record that comes from several places has an `<ehr-source>` inside for each,
 * beside or in place of these; people add places of their own through `<ehr-connect>`.
 *
 * @tagname ehr-session
 * @summary Signs in, and gives the session to the elements inside.
 *
 * @slot - The page's own content with the elements that share the session.
 *
 * @fires {EhrSessionChangeEvent} ehr-session-change - The session's state has changed. Says which state it is.
 * @fires {EhrErrorEvent} ehr-error - Signing in did not work. Carries the error's code; raised at the `<ehr-source>` it is about, if at one.
 * @fires {EhrSessionEndingEvent} ehr-session-ending - The session is about to end by itself. Says why and when. Prevent
 *   it to say so in the page's own way; otherwise a bar says it, and offers to go on.
 * @fires {EhrSourceChangeEvent} ehr-source-change - Somebody has added a place, or taken one away. Carries its issuer and name.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart panel - The card that asks to sign in, or says why it did not work.
 * @csspart bar - The line that says where one is signed in, with the sign-out button.
 * @csspart place - One of several places in the card.
 * @csspart ending - The bar that says that the session is about to end.
 *
 * @cssproperty [--ehr-color-accent] - The sign-in button; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-ending-inset=0] - How far below the top of the window the bar about the end stays, for a page with
 *   a head of its own that stays there.
 */
export class EhrSession extends PlaceElement {
  static override readonly tag: string = 'ehr-session';
  static override styles = [...PlaceElement.styles, styles];

  /** Whether signing in opens a window (`popup`) or leaves the page and comes back (`redirect`). */
  @property({ attribute: 'sign-in' }) signInBy: 'popup' | 'redirect' = 'popup';
  /** `ehr` for a page that is only ever opened from a chart: it then asks nobody to sign in. */
  @property() launch: '' | 'ehr' = '';
  /** Where sign-ins are kept: in `memory` until the page is left, or for this `tab`, so that a reload keeps them. */
  @property() keep: 'memory' | 'tab' = 'memory';
  /** After how many minutes in which nobody uses the page the session ends; never when left out. */
  @property({ type: Number, attribute: 'idle-minutes' }) idleMinutes: number | undefined | null;
  /** How many minutes before that end it is announced. */
  @property({ type: Number, attribute: 'warn-minutes' }) warnMinutes: number | undefined | null;

  /** Keeps the page's own look where the EHR that launched it offers its own. */
  @property({ type: Boolean, attribute: 'ignore-style' }) ignoreStyle = false;

  readonly #own = new Place({ joins: false });
  /** Places inside, with the elements that stand for them. */
  readonly #elements = new Map<Place, Element>();
  #chosen: readonly SourceChoice[] = [];
  #several: Several | undefined;
  #ending: EndingWatch | undefined;
  #look: EhrLook | undefined;
  readonly #provider = new ContextProvider(this, { context: sessionContext });
  readonly #gatherer = new ContextProvider(this, { context: sourcesContext, initialValue: this.#gathering() });
  #followed: Session | undefined;
  #unsubscribe: (() => void) | undefined;
  #told: SessionState['kind'] | undefined;
  /** What the live region says. */
  #said = '';

  constructor() {
    super();
    this.#own.subscribe(() => this.#arrange());
  }

  /** The session in use, whichever way it was asked for. Of several places it is a joined one. */
  get activeSession(): Session | undefined {
    return this.#several?.session ?? this.#own.session;
  }

  /** The places that were added with `addSource` or chosen by somebody, for a page that keeps the list. */
  get addedSources(): readonly SourceChoice[] {
    return this.#chosen;
  }

  /** Adds a place to sign in at. One that is there already is left as it is. Opens no window: a person does. */
  addSource(choice: SourceChoice): void {
    if (!choice?.issuer) warnOnce('addSource() needs an issuer: the FHIR base URL of the server to sign in at.');
    else if (!this.#find(choice)) this.#choose([...this.#chosen, choice]);
  }

  /** Takes away a place that was added, signs out there, and drops what was read from it. */
  removeSource(issuer: string): void {
    this.#choose(this.#chosen.filter((choice) => choice.issuer !== issuer));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(EhrConnectEvent.type, this.#onConnect);
    this.addEventListener('focusin', this.#onFocusIn);
    queueMicrotask(() => this.isConnected && this.#forgetRemoved());
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(EhrConnectEvent.type, this.#onConnect);
    this.removeEventListener('focusin', this.#onFocusIn);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#own.configure(readConfiguration(EhrSession.tag, this));
    const isShared = SHARED.some((name) => changed.has(name));
    if (isShared && this.hasUpdated) this.#gatherer.setValue(this.#gathering());
    if (changed.has('ignoreStyle')) this.#dress();
    if (isShared || (this.#isOfSeveral && !this.#several)) this.#arrange();
  }

  protected override draw(): TemplateResult {
    return html`${this.#drawPlaces()}
      <p class="vh" role="status">${this.#said}</p>`;
  }

  #drawPlaces(): TemplateResult | symbol {
    if (this.#several) return this.#several.draw(this.surroundings, this.#by, this.keep === 'tab');
    // Says so when what joins several places could not be loaded, and tries again.
    if (this.#isOfSeveral) several.for(this);
    return drawAlone(this.#own, this, this.surroundings, this.#by);
  }

  /** Also waits for what is loaded for this state. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await several.underWay;
    for (const place of this.#places) await place.arriving;
    await super.getUpdateComplete();
    await Promise.all([panel.underWay, ending.underWay]);
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    const stay = (): void => this.activeSession?.stay();
    // Outside the armour: what the page puts here keeps the page's own styles.
    return html`${this.#ending?.draw(this.surroundings, { by: this.#by, stay })}${super.render()}<slot></slot>`;
  }

  get #by(): 'popup' | 'redirect' {
    return this.signInBy === 'redirect' ? 'redirect' : 'popup';
  }

  get #places(): readonly Place[] {
    return this.#several?.places ?? [this.#own, ...this.#elements.keys()];
  }

  get #isOfSeveral(): boolean {
    return this.#elements.size + this.#chosen.length > 0;
  }

  /** From the first that joins on the session stays a joined one: what is read elsewhere stays when a place goes. */
  #arrange(): void {
    if (this.#isOfSeveral && !this.#several) {
      const { module } = several;
      if (module) this.#several = new module.Several(this, () => this.#arrange());
      else void several.ready().then(() => several.module && this.#arrange());
    }
    this.#several?.arrange({
      own: this.#own,
      elements: this.#elements,
      chosen: this.#chosen,
      configurationOf: (choice) =>
        readConfiguration(EhrSession.tag, { ...this.#gathering().defaults, ...choice, scope: choice.scope }),
    });
    this.requestUpdate();
    if (this.activeSession === this.#followed) {
      if (this.#unsubscribe) this.#changed();
      return;
    }
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#told = undefined;
    this.#follow();
    // Elements inside hear of another session at once.
    this.#provider.setValue(this.activeSession);
  }

  #choose(chosen: readonly SourceChoice[]): void {
    this.#chosen = chosen;
    this.#arrange();
  }

  #find({ issuer }: SourceChoice): Place | SourceChoice | undefined {
    return this.#places.find((place) => place.isAt(issuer)) ?? this.#chosen.find((choice) => choice.issuer === issuer);
  }

  #follow(): void {
    const session = this.activeSession;
    this.#followed = session;
    if (!session || this.#unsubscribe || !this.isConnected) return;
    this.#unsubscribe = session.subscribe(() => this.#changed());
    this.#changed();
  }

  #changed(): void {
    this.requestUpdate();
    const { state } = this.activeSession ?? {};
    if (state && state.kind !== this.#told) {
      this.#told = state.kind;
      const change = new EhrSessionChangeEvent(state.kind);
      this.dispatchEvent(change);
      if ('error' in state && !this.#several && !signedIn(state)) {
        const failure = new EhrErrorEvent(state.error.code);
        this.dispatchEvent(failure);
      }
      // What says that the session is about to end has to be there by then.
      if (signedIn(state) && (this.idleMinutes || this.#places.some((place) => place.signsIn))) {
        void ending.ready();
      }
    }
    this.#said = this.#several?.tell(this.surroundings) ?? this.#said;
    this.#watchEnding();
    this.#dress();
  }

  /** Takes over the look of the EHR that the session was launched by; of several places none has that say. */
  #dress(): void {
    const { state } = this.activeSession ?? {};
    const isOffered = !this.#several && !this.ignoreStyle;
    const url = isOffered ? signedIn(state)?.context.styleUrl : undefined;
    if (!url && !this.#look) return;
    const { module } = look;
    if (module) (this.#look ??= new module.EhrLook(this)).wear(url);
    else void look.ready().then(() => look.module && this.#dress());
  }

  #watchEnding(): void {
    const { state } = this.activeSession ?? {};
    if (!this.#ending && !signedIn(state)?.ending) return;
    const { module } = ending;
    if (!module) {
      void ending.ready().then(() => ending.module && this.#watchEnding());
      return;
    }
    this.#ending ??= new module.EndingWatch(this);
    this.#said = this.#ending.tell(this.#places, this.surroundings) ?? this.#said;
    this.requestUpdate();
  }

  readonly #onConnect = (event: EhrConnectEvent): void => {
    const [nearest] = event.composedPath().filter((one) => (one as Element).localName === this.localName);
    if (nearest !== this || !event.issuer) return;
    // After all who listen further out, and still in the turn of the click, without which no window opens.
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#connect(event);
    });
  };

  /** Somebody is about to choose a place: the code for signing in has to be there when they click. */
  readonly #onFocusIn = (event: Event): void => {
    if (!event.composedPath().some((one) => (one as Element).localName === 'ehr-connect')) return;
    void several.ready();
    loadSignIn().catch(() => undefined);
  };

  #connect({ issuer, clientId, scope, name }: SourceChoice): void {
    const choice = { issuer, clientId, name, ...(scope && { scope }) };
    const isNew = !this.#find(choice);
    this.addSource(choice);
    const signIn = (): void => {
      const place = this.#places.find((one) => one.isAt(issuer));
      if (place?.state?.kind !== 'ready') place?.signIn({ by: 'popup', issuer });
    };
    if (several.module) signIn();
    else void several.ready().then(signIn);
    if (!isNew) return;
    const change = new EhrSourceChangeEvent('added', choice);
    this.dispatchEvent(change);
  }

  /** Elements that went while the session itself was out of the page. */
  #forgetRemoved(): void {
    for (const [place, element] of this.#elements) {
      if (element.isConnected) continue;
      this.#elements.delete(place);
      this.#arrange();
      place.end();
    }
  }

  #gathering(): SourceGatherer {
    const defaults = (): SourceGatherer['defaults'] => readConfiguration(EhrSession.tag, this);
    return {
      session: this,
      // Read when asked for: sources ask while this element is still being upgraded.
      get defaults() {
        const { redirectUri, keep, idleMinutes, warnMinutes } = defaults();
        return { redirectUri, keep, idleMinutes, warnMinutes };
      },
      join: (place, element) => {
        this.#elements.set(place, element);
        this.#arrange();
      },
      leave: (place) => {
        if (this.#elements.delete(place)) this.#arrange();
      },
    };
  }
}

/** What holds for sources that say nothing else. */
const SHARED = ['redirectUri', 'keep', 'idleMinutes', 'warnMinutes'] as const;

/** A page with one place does without. */
const several = new Later(() => import('./several.ts'));
/** And one that does not end by itself without this. */
const ending = new Later(() => import('./ending.ts'));
/** And one that no EHR has launched without that. */
const look = new Later(() => import('./smart-style.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-session': EhrSession;
  }
}
