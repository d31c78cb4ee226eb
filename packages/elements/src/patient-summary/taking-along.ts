import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { ExportedSummary, Outcome } from './export.ts';
import type { Part } from './part.ts';
import { summaryStrings } from './patient-summary.strings.ts';

/** The summary as a document to keep. What makes it loads when it is first asked for. */
export class TakingAlong {
  readonly #changed: () => void;
  #outcome: Told | 'busy' | undefined;

  /** @param changed Called when there is news. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async export(session: Session, parts: readonly Part[], reader: Reader): Promise<ExportedSummary> {
    const { exported } = await import('./export.ts');
    return exported(session, parts, reader);
  }

  /** The button, and how it went. What was made of another's record is not told any more. */
  draw(session: Session | undefined, parts: (reader: Reader) => readonly Part[], reader: Reader): TemplateResult {
    const { download, downloading } = summaryStrings.for(reader);
    const outcome = this.#outcome;
    const busy = outcome === 'busy';
    const told = typeof outcome === 'object' && outcome.of === session?.sources ? outcome.draw(reader) : nothing;
    return html`<div class="take" part="download">
      <button
        class="btn small"
        type="button"
        aria-disabled=${busy ? 'true' : 'false'}
        @click=${() => session && !busy && void this.#save(session, parts, reader)}
      >
        ${busy ? downloading : download}
      </button>
      <div role="status">${told}</div>
    </div>`;
  }

  async #save(session: Session, parts: (reader: Reader) => readonly Part[], reader: Reader): Promise<void> {
    const of = session.sources;
    this.#tell('busy');
    const draw = await import('./export.ts')
      .then(({ saved }) => saved(session, parts(reader), reader))
      .catch(() => notLoaded);
    this.#tell({ of, draw });
  }

  #tell(outcome: Told | 'busy'): void {
    this.#outcome = outcome;
    this.#changed();
  }
}

/** How it went, and with whose record. */
interface Told {
  readonly of: Session['sources'];
  readonly draw: Outcome;
}

function notLoaded(reader: Reader): TemplateResult {
  const words = stateStrings.for(reader);
  return message('warning', words.couldNotDraw, words.couldNotDrawNext);
}
