import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ResultTable } from '@ehr-widgets/sdk/results';
import { TableWindow } from './table-window.ts';

/** Below this width, in ems of the reader's own text size, a list stands in place of the table. */
const NARROW = 40;

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Keeps what is drawn fitted to the room there is: how wide the element is, and what of the table can be seen. */
export class Measuring implements ReactiveController {
  readonly window = new TableWindow();
  narrow: boolean;
  /** Of the element, in pixels. */
  width = 0;
  /** The same in ems of the reader's own text size; of what has no room yet, as it was. */
  ems = NARROW;

  readonly #host: Host;
  readonly #table: () => ResultTable;
  readonly #observer: ResizeObserver;
  #frame: number | undefined;

  constructor(host: Host, table: () => ResultTable) {
    this.#host = host;
    this.#table = table;
    // In the next frame: drawing within the observation would make the browser observe again.
    this.#observer = new ResizeObserver(() => this.#soon());
    this.narrow = this.#isNarrow();
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    this.narrow = this.#isNarrow();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  hostUpdated(): void {
    this.#soon();
  }

  /** The table was scrolled: what can be seen now is drawn with the next frame. */
  scrolled(): void {
    this.#soon();
  }

  #soon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.measure();
    });
  }

  /** Measures now, and has the element drawn again where something else is to be seen. */
  measure(): void {
    const narrow = this.#isNarrow();
    const width = this.#host.clientWidth;
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.scroll');
    const moved = scroller ? this.window.measure(scroller, this.#table()) : false;
    if (narrow === this.narrow && width === this.width && !moved) return;
    this.narrow = narrow;
    this.width = width;
    this.#host.requestUpdate();
  }

  /** What has no room yet, in a closed tab or a hidden part of the page, is as it was. */
  #isNarrow(): boolean {
    const { clientWidth } = this.#host;
    if (clientWidth === 0) return this.narrow ?? false;
    const root = this.#host.renderRoot.querySelector('.root');
    const em = root ? parseFloat(getComputedStyle(root).fontSize) : 16;
    this.ems = clientWidth / em;
    return this.ems < NARROW;
  }
}
