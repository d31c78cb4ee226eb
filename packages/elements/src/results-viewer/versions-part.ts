import { nothing, type TemplateResult } from 'lit';
import type { ObservationLine, Session } from '@ehr-widgets/sdk';
import type { Report } from '@ehr-widgets/sdk/results';
import { Later } from '../shared/later.ts';
import type { RecordHost } from '../shared/list/record-view.ts';
import type { Telling } from './telling.ts';
import type { Versions } from './versions.ts';

/** What asks for earlier versions, and shows them: for who opens what was changed. */
const versions = new Later(() => import('./versions.ts'));

interface Host extends RecordHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What an opened result or report said before. Earlier values are drawn here and go nowhere else. */
export class VersionsPart {
  readonly #host: Host;
  readonly #session: () => Session | undefined;
  readonly #reread: () => void;
  #versions: Versions | undefined;

  /** @param reread Reads the record again. */
  constructor(host: Host, session: () => Session | undefined, reread: () => void) {
    this.#host = host;
    this.#session = session;
    this.#reread = reread;
  }

  /** Ends when what is being loaded to show versions has come to an end. */
  get underWay(): Promise<void> | undefined {
    return versions.underWay;
  }

  /** Earlier versions go with the record that they are of. */
  forget(): void {
    this.#versions?.forget();
  }

  /** Nothing for what never said anything else. */
  draw(line: ObservationLine | Report, told: Telling): TemplateResult | typeof nothing {
    if (!CHANGED.has(line.status)) return nothing;
    const module = versions.orWithout(this.#host, 'What shows earlier versions could not be loaded.');
    if (!module) return nothing;
    this.#versions ??= new module.Versions(this.#host.renderRoot, () => this.#host.requestUpdate());
    return this.#versions.draw(line, { told, session: this.#session(), reread: this.#reread });
  }
}

/** Statuses of what said something else before. */
const CHANGED: ReadonlySet<string> = new Set<Report['status']>([
  'amended',
  'corrected',
  'appended',
  'entered-in-error',
]);
