/**
 * Remembers everything that pages say, however briefly: each change of a text or attribute, in shadow trees too, and all
 * that stands on the page at each frame the browser paints.
 * @module
 */
import type { BrowserContext } from 'playwright-core';

export class Glimpses {
  #seen: { readonly document: string; readonly words: string }[] = [];
  #before = new Set<string>();

  /** Watches every page that the context opens from now on, and the frames in them. */
  static async in(context: BrowserContext): Promise<Glimpses> {
    const glimpses = new Glimpses();
    await context.exposeBinding('tellGlimpse', (_, document: string, words: string) => {
      glimpses.#seen.push({ document, words });
    });
    await context.addInitScript(watch);
    return glimpses;
  }

  /** From now on only pages count that are loaded from now on: those that are there may go on saying what they say. */
  startAfresh(): void {
    this.#before = new Set(this.#seen.map(({ document }) => document));
  }

  /** All that was seen in pages loaded since. */
  get since(): readonly string[] {
    return this.#seen.filter(({ document }) => !this.#before.has(document)).map(({ words }) => words);
  }
}

/** Runs in every page, before anything of the page does. */
function watch(): void {
  const id = `${location.pathname} ${crypto.randomUUID?.() ?? performance.timeOrigin}`;
  const tell = (words: string): void =>
    void (globalThis as unknown as { tellGlimpse(id: string, words: string): void }).tellGlimpse(id, words);
  const wordsOf = (node: Node): string => {
    if (!(node instanceof Element || node instanceof DocumentFragment)) return node.textContent ?? '';
    if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return '';
    const attributes = node instanceof Element ? [...node.attributes].map(({ value }) => value) : [];
    const shadow = node instanceof Element && node.shadowRoot ? [node.shadowRoot] : [];
    return [...attributes, ...[...shadow, ...node.childNodes].map(wordsOf)].join(' ');
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes, attributeName } of changes) {
      if (attributeName) tell((target as Element).getAttribute(attributeName) ?? '');
      for (const node of addedNodes.length > 0 ? addedNodes : [target]) tell(wordsOf(node));
    }
  });
  const whatever = { subtree: true, childList: true, characterData: true, attributes: true };
  observer.observe(document, whatever);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    observer.observe(root, whatever);
    return root;
  };
  let painted = '';
  const onFrame = (): void => {
    const words = document.documentElement ? wordsOf(document.documentElement) : '';
    if (words !== painted) tell((painted = words));
    requestAnimationFrame(onFrame);
  };
  tell('');
  onFrame();
}
