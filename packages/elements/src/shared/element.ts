import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Surroundings, type Persona, type Theme } from './surroundings.ts';
import { reset } from './reset.styles.ts';
import { tokens } from './tokens.styles.ts';
import { parts } from './parts.styles.ts';
import { drawRoot } from './root.ts';
import { version } from './version.ts';
import { warnOnce } from './warn-once.ts';

/** What every element of this library is made from: a guarded `define`, the armoured inner root and its surroundings. */
export abstract class WidgetElement extends LitElement {
  /** The element's tag name. */
  static readonly tag: string;
  /** Elements that this one draws, defined together with it. */
  static readonly uses: readonly (typeof WidgetElement)[] = [];
  /** The library version this class came with. */
  static readonly version: string = version;

  static override styles = [reset, tokens, parts];

  /** For whom the words are. That of the nearest element of ours when left out, else `patient`. */
  @property({ reflect: true }) persona: Persona | undefined | null;

  /** The colour scheme. That of the nearest element of ours or `data-theme` of the page when left out, else `auto`. */
  @property({ reflect: true }) theme: Theme | undefined | null;

  /** The language, persona and theme in force where the element stands. */
  protected readonly surroundings: Surroundings = new Surroundings(this);

  /**
   * Registers the element and those it uses. Where the tag is already taken by another copy of the library it warns
   * once with both versions and leaves the first in place; it never throws.
   */
  static define(registry: CustomElementRegistry = globalThis.customElements): void {
    for (const used of this.uses) used.define(registry);
    const taken = registry.get(this.tag) as { version?: string } | undefined;
    if (taken === (this as unknown)) return;
    if (taken) {
      warnOnce(
        `<${this.tag}> is already defined by version ${taken.version ?? 'unknown'}; version ${this.version} leaves it so.`,
      );
      return;
    }
    try {
      registry.define(this.tag, this as unknown as CustomElementConstructor);
    } catch {
      warnOnce(`<${this.tag}> ${this.version} could not be defined in this registry.`);
    }
  }

  /** What stands inside the armoured root. */
  protected abstract draw(): TemplateResult | symbol;

  protected override render(): TemplateResult {
    return drawRoot(this.surroundings, () => this.draw());
  }
}
