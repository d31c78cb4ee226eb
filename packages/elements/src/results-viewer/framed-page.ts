import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/**
 * What a page sent in a record begins with here. Nothing loads but pictures in the page itself; links lead to a new window,
 * which a frame without rights may not open.
 */
const FIRST =
  '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' +
  "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">" +
  '<meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off">' +
  '<base target="_blank">';

/**
 * A page in a frame that may do nothing (HTML, "sandbox": no scripts, forms, windows, and no way to the page around it).
 *
 * `srcdoc` is a sink of Trusted Types. The only markup that is made here is the frame itself, with name and page as escaped
 * attributes, under Lit's own policy. A template of its own, other than static HTML, is let go with what it holds.
 */
export function framedPage(page: string, name: string): TemplateResult {
  const frame =
    '<iframe class="framed" sandbox="" referrerpolicy="no-referrer" tabindex="0" ' +
    `title="${escaped(name)}" srcdoc="${escaped(FIRST + page)}"></iframe>`;
  return html`<div @load=${stay}>${unsafeHTML(frame)}</div>`;
}

const loaded = new WeakSet<HTMLIFrameElement>();

/** A frame that loads again has followed a link that named the frame itself: the page of the record takes its place again. */
const stay = {
  capture: true,
  handleEvent({ target }: Event): void {
    const frame = target as HTMLIFrameElement;
    if (loaded.has(frame)) frame.replaceWith(frame.cloneNode());
    loaded.add(frame);
  },
};

/**
 * Whether a page can be shown as it was meant: without its styles, what is crossed out or hidden in it would read as said.
 * Styles that lie elsewhere are not loaded, and a host's Content-Security-Policy holds for frames in its page too.
 * @param near An element of the page, on which styles are tried.
 */
export function keepsItsLook(page: string, near: Element): boolean {
  if (/\brel\s*=[^>]{0,40}stylesheet|@import\b/i.test(page)) return false;
  return !/<style\b|\bstyle\s*=/i.test(page) || allowsStyles(near);
}

function allowsStyles(near: Element): boolean {
  const sheet = document.createElement('style');
  near.append(sheet);
  const isSheet = sheet.sheet !== null;
  sheet.remove();
  const probe = document.createElement('p');
  probe.setAttribute('style', 'order: 1');
  return isSheet && probe.style.order === '1';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
