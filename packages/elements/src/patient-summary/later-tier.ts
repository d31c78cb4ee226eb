import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { Later } from '../shared/later.ts';
import type { Reader } from '../shared/reader.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type * as LaterModule from './sections/later.ts';
import type { LayoutContext } from './layout.ts';
import type { Part } from './part.ts';

/**
 * The sections that a summary reads once the others have been read: what is needed first comes first, from a slow server
 * too. Of a document, which is there already, they are drawn with the others.
 */
export class LaterTier {
  readonly #host: ReactiveControllerHost;
  #begun = false;
  #holdsDocument = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Undefined until it is their turn and they have been loaded. */
  get sections(): { readonly usual: Module['laterSections']; readonly named: Module['namedSections'] } | undefined {
    const { module } = later;
    if (!this.#begun || !module) return undefined;
    const usual = this.#holdsDocument ? [...module.laterSections, ...module.documentSections] : module.laterSections;
    return { usual, named: module.namedSections };
  }

  get hasBegun(): boolean {
    return this.#begun;
  }

  /** Whether they need only be waited for. */
  get isComing(): boolean {
    return !this.#begun || later.underWay !== undefined;
  }

  /** Lets it be their turn where the others have been read. */
  begin(others: readonly Part[], session: Session | undefined): void {
    if (this.#begun) return;
    const kinds = session?.sources.map(({ kind }) => kind) ?? [];
    const isDocument = kinds.every((kind) => kind === 'bundle');
    if (!isDocument && others.some(({ state }) => state.kind === 'loading' || state.kind === 'waiting')) return;
    this.#begun = true;
    this.#holdsDocument = kinds.includes('bundle');
    this.#load();
  }

  /** Another patient, or nobody: the others come first again. */
  end(): void {
    this.#begun = false;
  }

  draw(parts: readonly Part[], shared: ReadonlySet<string>, context: LayoutContext): TemplateResult | typeof nothing {
    return (parts.length > 0 && later.module?.drawLater(parts, shared, context)) || nothing;
  }

  /** What stands in their place: that more is to come, or that it could not be loaded. */
  drawPending(reader: Reader): TemplateResult {
    const words = stateStrings.for(reader);
    if (this.isComing) return html`<div class="more" aria-busy="true"></div>`;
    return html`<div class="more">
      ${message(
        'warning',
        words.couldNotDraw,
        words.couldNotDrawNext,
        html`<button class="btn small" type="button" @click=${() => this.#load()}>${words.tryAgain}</button>`,
      )}
    </div>`;
  }

  #load(): void {
    void later.ready().then(() => this.#host.requestUpdate());
  }
}

type Module = typeof LaterModule;

const later = new Later<Module>(() => import('./sections/later.ts'));
