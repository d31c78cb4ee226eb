import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { joinedSession } from '@ehr-widgets/sdk/joined';
import { addStyles } from '../shared/part-styles.ts';
import { EhrErrorEvent, EhrSourceChangeEvent, type SourceChoice } from '../shared/session-events.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { drawAlone } from './alone.ts';
import type { SessionConfiguration } from './configuration.ts';
import { Place } from './place.ts';
import { signedIn } from './signed-in.ts';
import { drawPlaces, sayPlace } from './places-view.ts';
import { styles } from './places.styles.ts';

/** The places that a session element has gathered. */
export interface Gathered {
  /** What its own attributes describe. */
  readonly own: Place;
  /** What stands inside it, with the elements. */
  readonly elements: ReadonlyMap<Place, Element>;
  /** What was added: by the host, or by somebody who chose it. */
  readonly chosen: readonly SourceChoice[];
  readonly configurationOf: (choice: SourceChoice) => SessionConfiguration;
}

interface SeveralHost extends ReactiveControllerHost, HTMLElement {
  removeSource(issuer: string): void;
}

/** Makes one session out of several places, and tells of each of them. A page with one place does without. */
export class Several implements ReactiveController {
  readonly session = joinedSession();
  /** In the order in which readers see them: the session's own, those of the page as they stand in it, those chosen. */
  places: readonly Place[] = [];

  readonly #host: SeveralHost;
  readonly #changed: () => void;
  #elements: ReadonlyMap<Place, Element> = new Map();
  readonly #chosen = new Map<SourceChoice, Place>();
  readonly #followed = new Map<Place, () => void>();
  /** What was last told of each place: its state, and what was wrong. */
  readonly #told = new Map<Place, string>();
  /** Shown in full or not, as the reader wished. */
  #isOpen: boolean | undefined;
  #focused: Element | null = null;

  /** @param changed Called when a place has another session or another name. */
  constructor(host: SeveralHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    addStyles(host.shadowRoot, styles);
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  /** A row that goes, or is folded away, hands the focus to what is left, so that the reader is not thrown out. */
  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected || this.#focused.closest('.ending')) return;
    const left = this.#host.shadowRoot?.querySelector<HTMLElement>('.toggle, .places button');
    left?.focus({ preventScroll: true });
  }

  /** Brings the session in line with what is gathered. What stays is left as it is. */
  arrange({ own, elements, chosen, configurationOf }: Gathered): void {
    this.#elements = elements;
    for (const choice of chosen) {
      const place = this.#chosen.get(choice) ?? new Place({ joins: true });
      this.#chosen.set(choice, place);
      place.configure(configurationOf(choice));
    }
    const removed = [...this.#chosen].filter(([choice]) => !chosen.includes(choice));
    for (const [choice] of removed) this.#chosen.delete(choice);

    const inPage = [...elements].sort(([, one], [, other]) => inPageOrder(one, other)).map(([place]) => place);
    const others = [...inPage, ...this.#chosen.values()];
    this.places = own.state ? [own, ...others] : others;
    this.#follow(others);
    const members = this.places.flatMap((place) => (place.session ? [[place.session, place] as const] : []));
    this.session.arrange(new Map(members.map(([session, { id, name }]) => [session, { id, name }])));
    for (const [, place] of removed) place.end();
  }

  draw(reader: Surroundings, by: 'popup' | 'redirect', isKept: boolean): TemplateResult | typeof nothing {
    const [first, second] = this.places;
    if (!first) return nothing;
    if (!second) return drawAlone(first, this.#host, reader, by);
    const choices = new Map([...this.#chosen].map(([choice, place]) => [place, choice]));
    return drawPlaces(this.places, reader, {
      by,
      isKept,
      isOpen: this.#isOpen,
      open: (isOpen) => {
        this.#isOpen = isOpen;
        this.#host.requestUpdate();
      },
      remover: (place) => {
        const choice = choices.get(place);
        return choice && (() => this.#remove(choice));
      },
    });
  }

  /** Raises what went wrong since the last time, and gives what a live region has to say, if anything. */
  tell(reader: Surroundings): string | undefined {
    const news = this.places.flatMap((place) => {
      const { state } = place;
      if (!state || state.kind === 'loading') return [];
      const error = 'error' in state && state.kind !== 'not-loaded' && !signedIn(state) ? state.error : undefined;
      const before = this.#told.get(place);
      const now = [state.kind, error?.code].join(' ');
      if (before === now) return [];
      this.#told.set(place, now);
      if (error) {
        const failure = new EhrErrorEvent(error.code);
        (this.#elements.get(place) ?? this.#host).dispatchEvent(failure);
      }
      if (before === undefined) return [];
      // A place that needs something is not left folded away.
      if (!signedIn(state) && state.kind !== 'signing-in') this.#isOpen = undefined;
      return [sayPlace(place, reader)];
    });
    return news.length > 0 ? news.join(' ') : undefined;
  }

  #follow(places: readonly Place[]): void {
    for (const [place, unfollow] of this.#followed) {
      if (places.includes(place)) continue;
      unfollow();
      this.#followed.delete(place);
      this.#told.delete(place);
    }
    for (const place of places) {
      if (!this.#followed.has(place)) this.#followed.set(place, place.subscribe(this.#changed));
    }
  }

  #remove(choice: SourceChoice): void {
    this.#host.removeSource(choice.issuer);
    const change = new EhrSourceChangeEvent('removed', choice);
    this.#host.dispatchEvent(change);
  }
}

function inPageOrder(one: Element, other: Element): number {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
