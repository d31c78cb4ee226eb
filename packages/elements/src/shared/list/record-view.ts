import type { ReactiveControllerHost } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { Reader } from '../reader.ts';
import type { Surroundings } from '../surroundings.ts';
import { usableLevel, usableTimeZone } from '../usable.ts';

/** The element as what draws its record needs it. */
export interface RecordHost extends ReactiveControllerHost, HTMLElement {
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly updateComplete: Promise<boolean>;
}

/**
 * What an element draws once there is a record to read: who reads it, at which level, and how long what they chose holds.
 * A part of its own, so that a page before sign-in need not load it.
 */
export abstract class RecordView<Host extends RecordHost> {
  /** While the page is printed: the sheet holds all of it, whatever was chosen to be seen. */
  printing = false;

  protected readonly host: Host;
  protected readonly session: () => Session | undefined;
  readonly #surroundings: Surroundings;
  #sources: Session['sources'] = [];

  constructor(host: Host, surroundings: Surroundings, session: () => Session | undefined) {
    this.host = host;
    this.session = session;
    this.#surroundings = surroundings;
  }

  /** Lets go of what was searched, opened and chosen. */
  protected abstract forget(): void;

  /** What was chosen goes with the record that it was in. To be called before anything is drawn. */
  protected forgetOthers(): void {
    const sources = this.session()?.sources ?? [];
    if (this.#sources.length > 0 && !this.#sources.some((source) => sources.includes(source))) this.forget();
    this.#sources = sources;
  }

  protected change(change: () => void): void {
    change();
    this.host.requestUpdate();
  }

  /** @param kept What is said is kept, on paper or in a file. */
  protected reader(kept = false): Reader {
    const { locale, persona } = this.#surroundings;
    return new Reader({ locale, persona, timeZone: usableTimeZone(this.host.timeZone), kept });
  }

  protected get level(): number {
    return usableLevel(this.host.headingLevel);
  }
}
