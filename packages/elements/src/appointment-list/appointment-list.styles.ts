import { css } from 'lit';

export const styles = css`
  /* Words may be in another direction than the page, until a translation is there. */
  .visit p,
  .above p,
  dialog p,
  dd {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .when,
  .what {
    min-inline-size: 0;
  }
  .day {
    font-weight: 600;
  }
  .time {
    font-size: var(--_lg);
    font-weight: 600;
  }
  .when .muted {
    font-size: var(--_sm);
  }
  .what .h {
    inline-size: fit-content;
    font-size: var(--_lg);
    font-weight: 600;
    line-height: 1.3;
    border-radius: var(--_radius-sm);
  }
  .what .h:focus {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .past .day,
  .past .time,
  .cancelled .day,
  .cancelled .time {
    font-weight: 400;
  }
  .cancelled .time {
    text-decoration: line-through;
  }
  /* Of a visit this is the line itself, and not something that was opened in it. */
  .story {
    padding: 0;
    background: none;
    font-size: 1em;
    display: grid;
    gap: 0.3em;
    margin-block-start: 0.4em;
  }
  dl > div {
    display: grid;
    grid-template-columns: 6.5em minmax(0, 1fr);
    gap: 0 0.75em;
  }
  dt {
    padding-block-start: 0.15em;
  }
  dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  /* The value around it takes its direction from the letters of a name. */
  .root:dir(rtl) .person {
    direction: rtl;
  }
  .person + .person {
    margin-block-start: 0.3em;
  }
  .face {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    overflow: hidden;
    border: 1px solid var(--_border-strong);
    border-radius: 50%;
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 600;
    user-select: none;
  }
  .photo {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .there {
    background: var(--_surface);
  }
  .away {
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .away:hover {
    color: var(--_accent-hover);
  }
  .status .note {
    inline-size: 100%;
  }
  .status .acts {
    margin-block-start: 0.2em;
  }
  a.btn {
    text-decoration: none;
  }
  .doubts {
    display: grid;
    gap: 0.5em;
  }
  .standing {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .errors {
    font-size: var(--_sm);
  }
  dialog {
    max-inline-size: min(30em, calc(100% - 2em));
    margin: auto;
    padding: 1.25em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-lg);
    background: var(--_surface);
    color: var(--_text);
  }
  dialog::backdrop {
    background: #0008;
  }
  dialog form {
    display: grid;
    gap: 0.6em;
  }
  dialog .h {
    font-size: var(--_lg);
    font-weight: 600;
  }
  .policy {
    white-space: pre-line;
  }

  @container ehr (min-width: 640px) {
    .visit {
      grid-template-columns: 14em minmax(0, 1fr);
    }
    .status,
    .doubts,
    .standing {
      grid-column: 2;
    }
  }
  @container ehr (min-width: 960px) {
    .visit {
      grid-template-columns: 15em minmax(0, 1fr) 20em;
    }
    .status {
      grid-column: 3;
      grid-row: 1;
    }
    .doubts,
    .standing {
      grid-column: 2 / -1;
    }
  }
  @container ehr (max-width: 479px) {
    dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
    .acts .btn {
      flex: 1 1 100%;
    }
  }
  @media print {
    dialog,
    .photo {
      display: none;
    }
    .off-paper {
      display: none;
    }
    /* The number is what paper can tell. */
    .away {
      color: inherit;
      text-decoration: none;
    }
  }
`;
