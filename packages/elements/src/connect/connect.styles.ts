import { css } from 'lit';

export const styles = css`
  .title {
    font-size: var(--_xl);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.012em;
  }
  .root:lang(ar, fa, ur, he) .title {
    letter-spacing: normal;
  }
  .h {
    inline-size: fit-content;
    font-weight: 600;
  }
  /* Takes the focus when its button goes: always seen, and clear of the line below. */
  .h:focus {
    margin-block-end: 0.2em;
    outline: 3px solid var(--_focus);
    outline-offset: 1px;
    border-radius: var(--_radius-sm);
  }
  search {
    display: block;
    margin-block-start: 0.75em;
  }
  label {
    display: block;
    font-weight: 600;
    margin-block-end: 0.35em;
  }
  input {
    appearance: none;
    display: block;
    inline-size: 100%;
    max-inline-size: 32em;
    min-block-size: var(--_target);
    padding: 0.4em 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    color: var(--_text);
  }
  label,
  .count,
  .about,
  .title,
  .closed .muted span {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .count {
    margin-block-start: 0.5em;
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .told {
    margin-block-start: 1em;
  }
  .brands {
    margin-block-start: 0.75em;
    border-block-start: 1px solid var(--_border);
  }
  .brand,
  .doors li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.35em 0.85em;
    align-items: center;
  }
  .brand {
    grid-template-columns: auto minmax(0, 1fr) auto;
    padding-block: 0.75em;
    border-block-end: 1px solid var(--_border);
  }
  .brand:last-child {
    border-block-end: 0;
    padding-block-end: 0;
  }
  .brand .muted,
  .about {
    font-size: var(--_sm);
  }
  .doors {
    grid-column: 2 / -1;
    display: grid;
    gap: 0.6em;
    margin-block-start: 0.35em;
    padding-inline-start: 0.85em;
    border-inline-start: 2px solid var(--_border);
  }
  .doors .t {
    font-weight: 600;
    font-size: var(--_sm);
  }
  .logo {
    display: grid;
    place-items: center;
    align-self: start;
    inline-size: 2.75em;
    block-size: 2.75em;
    border-radius: var(--_radius-md);
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 600;
    overflow: clip;
  }
  /* Logos are drawn for a light ground, and many have none of their own. */
  .logo.pic {
    background: #fff;
    box-shadow: inset 0 0 0 1px var(--_border);
  }
  .logo img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .closed {
    grid-column: 2 / -1;
  }
  .doors .closed {
    grid-column: 1 / -1;
  }
  .closed .muted {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.4em;
  }
  .closed svg.i {
    margin-block-start: 0.25em;
  }
  .closed .link {
    display: inline-block;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .more {
    margin-block-start: 1.25em;
  }
  @container ehr (max-width: 479px) {
    .brand > .act,
    .doors li > .act {
      grid-column: 2 / -1;
    }
    .doors li > .act {
      grid-column: 1 / -1;
    }
    .doors {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .logo {
      border: 1px solid CanvasText;
    }
    .h:focus {
      outline-color: Highlight;
    }
  }
  @media print {
    .w {
      display: none;
    }
  }
`;
