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

/** Frames without a change after which a page is at rest: what is drawn after measuring comes within one or two. */
const STILL_FRAMES = 5;

/** What `read` says once it says the same frame after frame. */
export async function atRest<T>(read: () => T): Promise<T> {
  let [last, still] = [read(), 0];
  while (still < STILL_FRAMES) {
    await new Promise(requestAnimationFrame);
    const now = read();
    still = JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
    last = now;
  }
  return last;
}
