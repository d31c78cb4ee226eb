import { css } from 'lit';

/** What lists of a record have above them: title, standing, and the choice of what is shown. */
export const listParts = css`
  /* Words may be in another direction than the page, until a translation is there. */
  .told p,
  .asof {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
    padding: 1em 1.25em;
  }
  .title {
    font-size: var(--_xl);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .root:lang(ar, fa, ur, he) .title {
    letter-spacing: normal;
  }
  .head .end {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-inline-start: auto;
  }
  .asof {
    flex-basis: 100%;
    font-size: var(--_sm);
  }
  .told {
    padding: 0 1.25em 1.15em;
  }
  .reading .skeleton {
    display: none;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    align-items: center;
    padding: 0 1.25em 1em;
  }
  .matching {
    padding: 0 1.43em 0.75em;
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .views {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    max-inline-size: 100%;
    border-radius: var(--_radius-md);
    background: var(--_neutral-soft);
  }
  .views button {
    flex: 1 0 auto;
    border: 0;
    background: none;
    padding: 0.35em 0.85em;
    min-block-size: 2.375em;
    border-radius: 0.375em;
    cursor: pointer;
    color: var(--_text-muted);
    font-weight: 600;
    font-size: var(--_sm);
  }
  .views button[aria-pressed='true'] {
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 0 0 1px var(--_border-strong);
  }
  .views .num {
    font-weight: 500;
  }
  .field {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 2.625em;
    padding-inline-start: 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
  }
  .field.grow {
    flex: 1 1 11em;
    max-inline-size: 22em;
  }
  .field .muted {
    font-size: var(--_sm);
  }
  .field svg.i {
    color: var(--_text-muted);
  }
  .field input,
  .field select {
    appearance: none;
    flex: 1 1 auto;
    min-inline-size: 0;
    inline-size: 100%;
    border: 0;
    border-radius: calc(var(--_radius-md) - 1px);
    background: none;
    padding: 0.5em 0.75em 0.5em 0.35em;
  }
  .field input:dir(rtl) {
    padding-inline: 0.35em 0.75em;
  }
  .field select {
    field-sizing: content;
    max-inline-size: 12.5em;
    padding-inline: 0.35em 2em;
    cursor: pointer;
    background-color: var(--_surface);
    text-overflow: ellipsis;
  }
  /* The ring stands around the whole field. */
  .field:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .field :focus-visible {
    outline-color: transparent;
  }
  .field.choice {
    position: relative;
  }
  .field.choice > svg.i {
    position: absolute;
    inset-inline-end: 0.75em;
    inline-size: 0.8em;
    pointer-events: none;
    color: var(--_text);
  }
  ::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  @container ehr (max-width: 479px) {
    .head,
    .told,
    .tools {
      padding-inline: 1em;
    }
    .matching {
      padding-inline: 1.143em;
    }
    .tools > * {
      flex: 1 1 100%;
      max-inline-size: none;
    }
    .field select {
      max-inline-size: none;
    }
  }
  @media (forced-colors: active) {
    .views button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .tools,
    .matching {
      display: none;
    }
  }
`;
