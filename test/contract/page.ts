/** A page of its own for a test: a frame in which nothing has been imported yet. */
import { until } from '../support/until.ts';

export type Page = Window & typeof globalThis;

/** Opens a page with this markup, its policy, scripts and styles in the head; `close` removes it. */
export async function openPage(markup: string): Promise<{ page: Page; document: Document; close: () => void }> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 1100px; block-size: 2500px';
  frame.srcdoc = `<!doctype html><html lang="en">${markup}</html>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentWindow as Page;
  return { page, document: page.document, close: () => frame.remove() };
}

/** A `<script>` for the published files of the library. */
export const libraryScript = (file: string): string =>
  `<script type="module" src="/packages/elements/cdn/${file}"></script>`;

/** Waits until the tag is defined in a page. */
export async function defined(page: Page, tag: string): Promise<void> {
  await until(() => page.customElements.get(tag) !== undefined, `<${tag}> defined`);
}
