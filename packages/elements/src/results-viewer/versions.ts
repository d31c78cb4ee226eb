import { html, nothing, type TemplateResult } from 'lit';
import { asEhrError, EhrError, type ObservationLine, type Session } from '@ehr-widgets/sdk';
import {
  resultHistory,
  type RecordedVersion,
  type RecordedVersions,
  type Report,
  type ResultHistory,
} from '@ehr-widgets/sdk/results';
import { icon } from '../shared/icons.ts';
import { addStyles } from '../shared/part-styles.ts';
import { message, reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Telling } from './telling.ts';
import { changedFacets, drawVersion } from './version.ts';
import { versionStrings } from './versions.strings.ts';
import { styles } from './versions.styles.ts';

type Source = Session['sources'][number];

export interface VersionsContext {
  readonly told: Telling;
  readonly session: Session | undefined;
  /** Reads the record again. */
  readonly reread: () => void;
}

/** What is known of one resource's versions. Until it is asked for, no more than whether they can be. */
interface Known {
  history?: ResultHistory | EhrError;
  shown: boolean;
  read?: 'reading' | RecordedVersions | EhrError;
}

/** What results and reports said before they were changed in place: each asked for when somebody wants to see it. */
export class Versions {
  readonly #changed: () => void;
  readonly #asking = new WeakSet<Known>();
  #known = new WeakMap<Source, Map<string, Known>>();
  #leaving = new AbortController();

  /** @param changed Called when there is news. */
  constructor(root: HTMLElement | DocumentFragment, changed: () => void) {
    this.#changed = changed;
    addStyles(root, styles);
  }

  forget(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#known = new WeakMap();
  }

  draw(line: ObservationLine | Report, context: VersionsContext): TemplateResult | typeof nothing {
    const { told, session } = context;
    const words = versionStrings.for(told.reader);
    const source = session?.sources.find(({ id }) => id === line.origin.source);
    // What has no id has no versions to ask for.
    if (!session || !source || !line.reference.includes('/')) return nothing;
    const known = this.#of(source, line.reference);
    const { history, shown } = known;
    if (!history) {
      void this.#ask(session, line, known);
      return html`<p class="muted" role="status">${words.asking}</p>`;
    }
    if (history instanceof EhrError) return this.#drawFailed(history, told, () => void this.#ask(session, line, known));
    if (history.kind === 'denied') return message('lock', words.denied, words.deniedNext(history.scopes.join(' ')));
    // Versions that were filed one by one are told already.
    if (history.kind === 'unsupported')
      return 'earlier' in line && line.earlier.length > 0 ? nothing : html`<p class="muted">${words.unsupported}</p>`;
    const toggle = (): void => {
      known.shown = !shown;
      this.#changed();
      if (known.shown) void this.#read(history, known);
    };
    return html`<div class="versions">
      <button class="link" type="button" aria-expanded=${shown ? 'true' : 'false'} @click=${toggle}>
        ${icon('chevron')}${words.title}
      </button>
      ${shown ? this.#drawRead(line, history, known, context) : nothing}
    </div>`;
  }

  #drawRead(
    line: ObservationLine | Report,
    history: Extract<ResultHistory, { kind: 'offered' }>,
    known: Known,
    { told, reread }: VersionsContext,
  ): TemplateResult {
    const words = versionStrings.for(told.reader);
    const { read } = known;
    if (read === undefined || read === 'reading') return html`<p class="muted" role="status">${words.reading}</p>`;
    if (read instanceof EhrError) return this.#drawFailed(read, told, () => void this.#read(history, known));
    const { versions, leftOut, complete } = read;
    const [newest] = versions;
    // The newest is what is shown already, but for a deletion.
    const from = newest?.kind === 'deleted' ? 0 : 1;
    const earlier = versions.slice(from);
    const again = (): void => {
      delete known.read;
      known.shown = false;
      reread();
    };
    return html`${
      newest && differs(line, newest, told)
        ? html`<p>
            ${words.newer} <button class="btn small" type="button" @click=${again}>${words.readAgain}</button>
          </p>`
        : nothing
    }
    ${
      earlier.length > 0
        ? html`<ol>
            ${earlier.map((version, at) => drawVersion(version, versions[from + at - 1], told))}
          </ol>`
        : leftOut === 0 && complete
          ? html`<p class="muted">${words.none}</p>`
          : nothing
    }
    ${leftOut > 0 ? html`<p class="muted">${words.leftOut(told.reader.count(leftOut))}</p>` : nothing}
    ${complete ? nothing : html`<p class="muted">${words.cutOff}</p>`}
    ${'results' in line && line.results.length > 0 ? html`<p class="muted">${words.resultsApart}</p>` : nothing}`;
  }

  #drawFailed(error: EhrError, told: Telling, retry: () => void): TemplateResult {
    const states = stateStrings.for(told.reader);
    return message(
      'warning',
      versionStrings.for(told.reader).failed,
      states.failedNext(reasonOf(error.code), error.status),
      html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`,
    );
  }

  async #ask(session: Session, { reference, origin }: ObservationLine | Report, known: Known): Promise<void> {
    if (this.#asking.has(known)) return;
    this.#asking.add(known);
    known.history = await resultHistory(session, reference, origin.source).catch((thrown: unknown) =>
      asEhrError(thrown, 'unreachable', 'What reads earlier versions was not loaded.'),
    );
    this.#asking.delete(known);
    this.#changed();
  }

  async #read({ read }: Extract<ResultHistory, { kind: 'offered' }>, known: Known): Promise<void> {
    if (known.read !== undefined && !(known.read instanceof EhrError)) return;
    const { signal } = this.#leaving;
    known.read = 'reading';
    this.#changed();
    known.read = await read({ signal }).catch((thrown: unknown) =>
      asEhrError(thrown, 'bad-response', 'What the server sent of earlier versions could not be understood.'),
    );
    if (!signal.aborted) this.#changed();
  }

  #of(source: Source, reference: string): Known {
    const all = this.#known.get(source) ?? new Map<string, Known>();
    this.#known.set(source, all);
    const known = all.get(reference) ?? { shown: false };
    all.set(reference, known);
    return known;
  }
}

/** Whether the newest version says otherwise than what is shown. What a report names is compared nowhere: it is not in it. */
function differs(line: ObservationLine | Report, newest: RecordedVersion, told: Telling): boolean {
  if (newest.kind === 'deleted') return true;
  if (newest.kind === 'result')
    return !('results' in line) && changedFacets({ kind: 'result', line }, newest, told).length > 0;
  const report = 'results' in line && { ...line, results: newest.report.results };
  return report !== false && changedFacets({ kind: 'report', report }, newest, told).length > 0;
}
