import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Ending } from '@ehr-widgets/sdk';
import { icon } from '../shared/icons.ts';
import { addStyles } from '../shared/part-styles.ts';
import { drawRoot } from '../shared/root.ts';
import { EhrSessionEndingEvent } from '../shared/session-events.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { endingStrings } from './ending.strings.ts';
import { styles } from './ending.styles.ts';
import type { Place } from './place.ts';
import { signedIn } from './signed-in.ts';

/** What ends, and where, if that needs saying. */
interface EndingNews extends Ending {
  readonly place: Place;
  readonly name: string;
}

interface EndingActions {
  readonly by: 'popup' | 'redirect';
  /** Somebody is here: at all places. */
  readonly stay: () => void;
}

const MINUTE = 60_000;
const STEP = 10_000;
/** Timers are late by a little: what is called a minute may be a breath less. */
const SLACK = 1_500;
const RELEASES = ['pointerup', 'pointercancel', 'keyup', 'blur'] as const;

/**
 * Tells of a session that is about to end by itself (WCAG 2.2, 2.2.1): the host first, then, unless the host does that
 * itself, the reader, in a bar that counts in minutes, and from the last one on in steps of ten seconds.
 */
export class EndingWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #news: EndingNews | undefined;
  /** The host shows it in its own way. */
  #isHosts = false;
  #step: ReturnType<typeof setTimeout> | undefined;
  /** Somebody is pressing the bar: gone under the finger, it would let the press land on what is below. */
  #held: EndingNews | undefined;
  #cameFrom: EventTarget | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    addStyles(host.shadowRoot, styles);
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#step);
    this.#held = undefined;
  }

  hostUpdated(): void {
    if (this.#news || this.#held || !this.#cameFrom) return;
    const cameFrom = this.#cameFrom;
    this.#cameFrom = null;
    // The bar took the focus with it.
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (isLost && cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
  }

  /** Gives what a live region has to say, once for each end that comes near, and not again while the time runs. */
  tell(places: readonly Place[], reader: Surroundings): string | undefined {
    const before = this.#news;
    const now = soonest(places);
    this.#news = now;
    if (before?.because === now?.because && before?.at === now?.at) return undefined;
    if (!now) {
      const isOn = places.some(({ state }) => signedIn(state));
      return isOn && !this.#isHosts ? endingStrings.for(reader).stayed : '';
    }
    const event = new EhrSessionEndingEvent(now);
    this.#host.dispatchEvent(event);
    this.#isHosts = event.defaultPrevented;
    return this.#isHosts ? undefined : sentence(now, reader);
  }

  /** The bar, if anything is about to end. It stays at the top of the window while what is inside is in view. */
  draw(reader: Surroundings, actions: EndingActions): TemplateResult | undefined {
    clearTimeout(this.#step);
    const news = this.#news ?? this.#held;
    if (!news || this.#isHosts) return undefined;
    const wait = untilOtherWords(news.at - Date.now());
    if (this.#news && wait > 0) this.#step = setTimeout(() => this.#host.requestUpdate(), wait);
    return html`<div class="top">${drawRoot(reader, () => this.#drawBar(news, reader, actions))}</div>`;
  }

  #drawBar(news: EndingNews, reader: Surroundings, { by, stay }: EndingActions): TemplateResult {
    const words = endingStrings.for(reader);
    const isIdle = news.because === 'idle';
    const act = isIdle ? stay : (): void => news.place.signIn({ by });
    return html`<div
      class="ending w"
      part="ending"
      @pointerdown=${this.#hold}
      @keydown=${this.#hold}
      @focusin=${this.#remember}
    >
      ${icon('clock')}
      <p class="num">${sentence(news, reader)}</p>
      <button class="btn primary small" type="button" @click=${act}>${isIdle ? words.stay : words.signIn}</button>
    </div>`;
  }

  readonly #hold = (): void => {
    this.#held = this.#news;
    const letGo = (): void => {
      for (const type of RELEASES) globalThis.removeEventListener(type, letGo, true);
      // After the click that a release makes.
      setTimeout(() => {
        this.#held = undefined;
        this.#host.requestUpdate();
      });
    };
    for (const type of RELEASES) globalThis.addEventListener(type, letGo, true);
  };

  readonly #remember = ({ relatedTarget }: FocusEvent): void => {
    this.#cameFrom = relatedTarget;
  };
}

function soonest(places: readonly Place[]): EndingNews | undefined {
  const found = places.flatMap((place) => {
    const { ending: near } = signedIn(place.state) ?? {};
    if (!near) return [];
    return [{ ...near, place, name: places.length > 1 ? place.name : '' }];
  });
  return found.sort((one, other) => one.at - other.at)[0];
}

/** Why, and how long there is still. */
function sentence({ because, at, name }: EndingNews, reader: Surroundings): string {
  const words = endingStrings.for(reader);
  const left = timeLeft(at - Date.now(), reader.locale) || words.moment;
  return because === 'idle' ? words.idle(left) : words.expiry(left, name);
}

/** Never more than there is; empty for less than ten seconds. */
function timeLeft(milliseconds: number, locale: string): string {
  const minutes = Math.floor((milliseconds + SLACK) / MINUTE);
  const seconds = Math.floor((milliseconds + SLACK) / STEP) * (STEP / 1000);
  const [count, unit] = minutes > 0 ? [minutes, 'minute'] : [seconds, 'second'];
  return count > 0 ? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count) : '';
}

/** Zero when there are no others to come. */
function untilOtherWords(milliseconds: number): number {
  const left = milliseconds + SLACK;
  return left < STEP ? 0 : (left % (left >= MINUTE ? MINUTE : STEP)) + 1;
}
