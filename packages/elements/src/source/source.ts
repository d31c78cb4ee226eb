import { nothing, type TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { ContextFollower } from '../shared/session-context.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { drawAlone, panel } from '../session/alone.ts';
import { readConfiguration } from '../session/configuration.ts';
import { PlaceElement } from '../session/place-element.ts';
import { Place } from '../session/place.ts';
import { styles } from '../session/session.styles.ts';
import { sourcesContext, type SourceGatherer } from '../session/sources-context.ts';

/**
 * One of several places that a record comes from. Put one for each place inside an `<ehr-session>`, anywhere: its panel
 * has a row for each, and the elements inside show what all of them have. Each signs in, fails and ends by itself. They
 * may come, go, move and change their `name` at any time.
 *
 * Say where the record is in the same ways as on `<ehr-session>`. `redirect-uri` is taken from there when left out. What
 * is taken out of the page is signed out.
 *
 * @tagname ehr-source
 * @summary One of several places that a record comes from.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart panel - The card that asks to sign in, or says why it did not work. Only outside an `<ehr-session>`, where
 *   nobody else can say it.
 * @csspart bar - The line that says where one is signed in. Only outside an `<ehr-session>`.
 */
export class EhrSource extends PlaceElement {
  static override readonly tag: string = 'ehr-source';
  static override styles = [...PlaceElement.styles, styles];

  readonly #place = new Place({ joins: true });
  readonly #around = new ContextFollower(this, sourcesContext);
  #joined: SourceGatherer | undefined;
  #followed: Session | undefined;
  #unfollow: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  /** This place's own session; the elements of the page read through that of the `<ehr-session>` around. */
  get activeSession(): Session | undefined {
    return this.#place.session;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.#place.subscribe(() => this.requestUpdate());
    // Where it stands has changed, and with it, perhaps, its turn among the others.
    this.#joined?.join(this.#place, this);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#follow(undefined);
    // An element that is moved leaves and comes back in one turn.
    queueMicrotask(() => {
      if (this.isConnected || !this.#joined?.session.isConnected) return;
      this.#join(undefined);
      this.#place.end();
    });
  }

  protected override willUpdate(): void {
    const around = this.#around.value;
    // A session that is still to be upgraded has a say in how this place signs in.
    if (!around && sessionAround(this)) return;
    if (!around) warnOnce('<ehr-source> stands outside of any <ehr-session>, so nothing shows its record.');
    this.#place.configure(configurationOf(this, around));
    if (this.isConnected) this.#join(around);
    this.#follow(around || !this.isConnected ? undefined : this.#place.session);
  }

  protected override draw(): TemplateResult | symbol {
    if (this.#around.value || sessionAround(this)) return nothing;
    return drawAlone(this.#place, this, this.surroundings, 'popup');
  }

  /** Also waits for what is loaded for this state. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#place.arriving;
    await super.getUpdateComplete();
    await panel.underWay;
    return super.getUpdateComplete();
  }

  #join(around: SourceGatherer | undefined): void {
    const before = this.#joined;
    this.#joined = around;
    if (before === around) return;
    // The same session tells of other defaults by another gatherer: joining there again changes nothing.
    if (before?.session !== around?.session) before?.leave(this.#place);
    around?.join(this.#place, this);
  }

  /** Inside a session it is that one's panel that follows. */
  #follow(session: Session | undefined): void {
    if (session === this.#followed) return;
    this.#unfollow?.();
    this.#followed = session;
    this.#unfollow = session?.subscribe(() => this.requestUpdate());
  }
}

function configurationOf(source: EhrSource, around: SourceGatherer | undefined): ReturnType<typeof readConfiguration> {
  const own = readConfiguration(EhrSource.tag, source);
  const { defaults } = around ?? {};
  return { ...own, ...defaults, redirectUri: own.redirectUri || (defaults?.redirectUri ?? '') };
}

/** Whether a session is to be expected around an element, upgraded or not. */
function sessionAround(element: Element): boolean {
  for (let one: Element | null = element; one;) {
    const found: Element | null = one.closest('ehr-session');
    if (found) return true;
    const root: Node = one.getRootNode();
    one = root instanceof ShadowRoot ? root.host : null;
  }
  return false;
}

declare global {
  interface HTMLElementTagNameMap {
    'ehr-source': EhrSource;
  }
}
