import { css } from 'lit';

/**
 * The armour. Everything inherited from the host page stops at the inner root; only custom properties, direction and
 * language pass, which `all` leaves alone (CSS Cascade 4 §3.2). `font-size: medium` keeps the reader's own text size
 * and ignores the page's. The host element itself is left to the host page's layout.
 */
export const reset = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  .root {
    all: initial;
    display: block;
    container: ehr / inline-size;
    font: 400 var(--ehr-font-size, medium) / var(--_leading) var(--_font-family);
    color: var(--_text);
    text-align: start;
    -webkit-text-size-adjust: 100%;
    overflow-wrap: break-word;
    visibility: inherit;
  }
  .root:lang(ar, fa, ur) {
    --_leading: 1.6;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :where(h2, h3, h4, p, dl, dd, ul, ol, figure) {
    margin: 0;
    padding: 0;
  }
  :where(ul, ol) {
    list-style: none;
  }
  :where(p, dd, li) {
    text-wrap: pretty;
  }
  :where(button, input, select) {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before {
      transition: none !important;
      animation: none !important;
    }
  }
`;
