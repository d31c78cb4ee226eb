import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { EhrError, Session, SessionState } from '@ehr-widgets/sdk';
import { WidgetElement } from '../shared/element.ts';
import { Later } from '../shared/later.ts';
import { sessionContext } from '../shared/session-context.ts';
import { EhrErrorEvent, EhrSessionChangeEvent } from '../shared/session-events.ts';
import { usableSession } from '../shared/usable.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { configure, type Configured } from './configure.ts';
import { CONFIGURATION, readConfiguration, type FhirBundle, type GetToken } from './configuration.ts';
import type { SessionActions } from './panel.ts';
import { styles } from './session.styles.ts';

/**
 * Gives the elements inside it a session: who is signed in, and where the record is read from. Shows the sign-in button
 * and, when signing in does not work, what happened and what to do next. What stands inside it always stays in the page.
 *
 * Say where the record is in one of five ways: `issuer` and `client-id` (SMART App Launch), `fhir-base` and `patient`
 * (an open server; with `proxy`, the host's own proxy; with the property `getToken`, a token of the host), the property
 * `bundle`, or the property `session`.
 *
 * @tagname ehr-session
 * @summary Signs in, and gives the session to the elements inside.
 *
 * @slot - The page's own content with the elements that share the session.
 *
 * @fires {EhrSessionChangeEvent} ehr-session-change - The session's state has changed. Says which state it is.
 * @fires {EhrErrorEvent} ehr-error - Signing in did not work. Carries the error's code.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart panel - The card that asks to sign in, or says why it did not work.
 * @csspart bar - The line that says where one is signed in, with the sign-out button.
 *
 * @cssproperty [--ehr-color-accent] - The sign-in button; must reach a contrast of 4.5 on the surface.
 */
export class EhrSession extends WidgetElement {
  static override readonly tag: string = 'ehr-session';
  static override styles = [...WidgetElement.styles, styles];

  /** The FHIR base URL to sign in at; several that are allowed, separated by spaces. */
  @property() issuer = '';
  /** The client id that the authorization server knows this page by. */
  @property({ attribute: 'client-id' }) clientId = '';
  /** The scopes to ask for; what a summary needs when left out. */
  @property() scope = '';
  /** Where the authorization server sends the person back to; this page when left out. */
  @property({ attribute: 'redirect-uri' }) redirectUri = '';
  /** Whether signing in opens a window (`popup`) or leaves the page and comes back (`redirect`). */
  @property({ attribute: 'sign-in' }) signInBy: 'popup' | 'redirect' = 'popup';
  /** `ehr` for a page that is only ever opened from a chart: it then asks nobody to sign in. */
  @property() launch: '' | 'ehr' = '';
  /** The FHIR base URL to read from without signing in here. */
  @property({ attribute: 'fhir-base' }) fhirBase = '';
  /** The Patient's logical id at `fhir-base`. */
  @property() patient = '';
  /** `fhir-base` is the host's own proxy, which knows the person by cookie. */
  @property({ type: Boolean }) proxy = false;
  /** What readers know the record's source by, for instance the hospital's name. */
  @property() name = '';

  /** A session of the host's own making. Wins over everything else. */
  @property({ attribute: false }) session: Session | undefined;
  /** Gives an access token for `fhir-base`. */
  @property({ attribute: false }) getToken: GetToken | undefined;
  /** A FHIR Bundle to show, for instance an International Patient Summary. */
  @property({ attribute: false }) bundle: FhirBundle | undefined;

  readonly #provider = new ContextProvider(this, { context: sessionContext });
  #configured: Configured;
  /** What the newest configuration loads before there is a session. */
  #arriving: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #unsubscribe: (() => void) | undefined;
  #told: SessionState['kind'] | undefined;

  /** The session in use, whichever way it was asked for. */
  get activeSession(): Session | undefined {
    return this.#configured && 'session' in this.#configured ? this.#configured.session : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!CONFIGURATION.some((name) => changed.has(name)) && this.hasUpdated) return;
    this.#arriving = undefined;
    this.#failure = undefined;
    const configured = configure(readConfiguration(this));
    if (!(configured instanceof Promise)) {
      this.#use(configured);
      return;
    }
    // The session of before ends now, not when the new one arrives.
    this.#use(undefined);
    if (this.issuer) void panel.ready();
    this.#expect(configured);
  }

  /** What is loaded first; a newer configuration makes it void. */
  #expect(configured: Promise<Configured>): void {
    const arriving: Promise<void> = configured
      .then(
        (arrived) => arriving === this.#arriving && this.#use(arrived),
        (error: unknown) => {
          if (arriving === this.#arriving) this.#failure = { error };
        },
      )
      .then(() => this.requestUpdate());
    this.#arriving = arriving;
  }

  /** Elements inside hear of another session at once, and the one before it ends. */
  #use(configured: Configured): void {
    const before = this.activeSession;
    this.#configured = configured;
    if (configured && 'mistake' in configured) warnOnce(configured.mistake);
    if (before === this.activeSession) return;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#told = undefined;
    if (before && before !== this.#hosts) void before.signOut();
    this.#hosts = usableSession(this.session);
    this.#listen();
    this.#provider.setValue(this.activeSession);
    void this.activeSession?.resume();
  }

  protected override draw(): TemplateResult | symbol {
    if (this.#failure) throw this.#failure.error;
    if (!this.#configured) return nothing;
    const state = 'mistake' in this.#configured ? ({ kind: 'mistake' } as const) : this.#configured.session.state;
    // Of a session that is the host's own affair there is nothing to say while it is well, and no need of words.
    if (this.activeSession?.kind !== 'smart' && (state.kind === 'ready' || state.kind === 'signed-out')) return nothing;
    return panel.for(this)?.drawState(state, this.surroundings, this.#actions()) ?? nothing;
  }

  /** Also waits for what is loaded for this state. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#arriving;
    await super.getUpdateComplete();
    await panel.underWay;
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    // Outside the armour: what the page puts here keeps the page's own styles.
    return html`${super.render()}<slot></slot>`;
  }

  /** The host's own session, which is not ours to sign out when it is replaced. */
  #hosts: Session | undefined;

  #actions(): SessionActions {
    const session = this.activeSession;
    const { issuer, name } = readConfiguration(this);
    const issuers = issuer.split(/\s+/).filter(Boolean);
    return {
      by: this.signInBy === 'redirect' ? 'redirect' : 'popup',
      signsIn: session?.kind === 'smart',
      fromChart: this.launch === 'ehr',
      issuers,
      place: name || session?.sources[0]?.name || '',
      signIn: (options) => void session?.signIn(options),
      signOut: () => void session?.signOut(),
    };
  }

  #listen(): void {
    const session = this.activeSession;
    if (!session || this.#unsubscribe || !this.isConnected) return;
    this.#unsubscribe = session.subscribe(() => this.#changed(session));
    this.#changed(session);
  }

  #changed(session: Session): void {
    this.requestUpdate();
    const { state } = session;
    if (state.kind === this.#told) return;
    this.#told = state.kind;
    const change = new EhrSessionChangeEvent(state.kind);
    this.dispatchEvent(change);
    const error: EhrError | undefined = 'error' in state ? state.error : undefined;
    if (!error) return;
    const failure = new EhrErrorEvent(error.code);
    this.dispatchEvent(failure);
  }
}

/** The card and its words: an element that only hands its session on never draws them. */
const panel = new Later(() => import('./panel.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-session': EhrSession;
  }
}
