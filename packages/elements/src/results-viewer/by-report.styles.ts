import { css } from 'lit';

export const styles = css`
  .reports {
    display: grid;
    grid-template-columns: 17em minmax(0, 1fr);
    border-block-start: 1px solid var(--_border);
  }
  .reports.narrow {
    grid-template-columns: minmax(0, 1fr);
  }
  .list {
    display: grid;
    align-content: start;
    min-inline-size: 0;
    background: var(--_surface-sunken);
  }
  .reports:not(.narrow) > .list {
    border-inline-end: 1px solid var(--_border);
  }
  .reports:not(.narrow) > .list > .entries {
    max-block-size: 44em;
    overflow: auto;
  }
  .month {
    padding: 0.75em 1.43em 0.35em;
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 600;
  }
  .entry {
    display: grid;
    gap: 0.1em 0.75em;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0.6em 1.25em 0.6em 1em;
    border: 0;
    border-inline-start: 0.25em solid transparent;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .entry:hover {
    background: var(--_surface-hover);
  }
  .entry.on {
    border-inline-start-color: var(--_accent);
    background: var(--_surface);
  }
  .entry:focus-visible {
    outline-offset: -3px;
  }
  .nm {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .entry .muted {
    font-size: var(--_sm);
  }
  .entry .chip {
    font-size: var(--_xs);
  }

  .pick {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    padding: 0.75em 1.25em;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
  }
  .pick > .muted {
    margin-inline-start: auto;
    font-size: var(--_sm);
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.9em;
    min-inline-size: 0;
    padding: 1.1em 1.25em 1.25em;
  }
  .page > .dh {
    justify-content: start;
    gap: 0.35em 0.75em;
  }
  .page > .alarm {
    grid-template-columns: auto minmax(0, 1fr);
    border-inline: 1px solid color-mix(in srgb, var(--_critical) 35%, transparent);
    border-radius: var(--_radius-md);
  }
  .page > .story {
    margin: 0;
    font-size: 1em;
    background: none;
    padding: 0;
  }
  .words p {
    max-inline-size: 60em;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .page .comment {
    display: block;
    font-size: var(--_sm);
    font-weight: 400;
    white-space: pre-line;
  }

  .row {
    display: grid;
    grid-template-columns:
      minmax(8em, 1.8fr) minmax(6em, 1.5fr) minmax(8em, 1.3fr) minmax(5em, 1.2fr)
      minmax(7.5em, 1.4fr);
    gap: 0.15em 0.9em;
    align-items: center;
    padding: 0.45em 0.25em;
    border-block-end: 1px solid var(--_border);
    overflow-wrap: anywhere;
  }
  .row.heads {
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 600;
  }
  .row .v {
    font-size: 1em;
    text-align: end;
  }
  .row.heads > :nth-child(2) {
    text-align: end;
  }
  .row .opens {
    font-size: 1em;
    text-decoration: underline;
    text-decoration-color: var(--_border-strong);
    text-underline-offset: 0.18em;
    color: var(--_text);
  }
  .row.open {
    background: var(--_surface-hover);
  }
  .row > .muted {
    font-size: var(--_sm);
  }
  .before > bdi {
    display: block;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .row .before {
    font-size: var(--_sm);
  }
  .before .piece {
    display: inline-block;
  }
  .row.bare > :first-child {
    font-weight: 600;
  }
  .d1 > :first-child {
    padding-inline-start: 1.25em;
  }
  .d2 > :first-child {
    padding-inline-start: 2.5em;
  }
  .d3 > :first-child {
    padding-inline-start: 3.75em;
  }
  .d4 > :first-child {
    padding-inline-start: 5em;
  }
  .page .pager {
    padding-inline: 0;
  }
  .files {
    display: grid;
    gap: 0.75em;
  }
  .file {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.15em 0.9em;
    align-items: center;
    padding: 0.75em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
  }
  .entry > .nm,
  .file > .nm {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .file > .muted {
    grid-column: 1;
    font-size: var(--_sm);
  }
  .file > .btn {
    grid-area: 1 / 2 / span 2;
  }
  .file > div {
    grid-column: 1 / -1;
  }
  .file pre {
    max-block-size: 40em;
    overflow: auto;
    margin-block-start: 0.6em;
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .offer {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.9em;
    align-items: center;
    justify-content: space-between;
    font-size: var(--_sm);
  }
  .offer.viewers {
    justify-content: start;
  }
  .thumb {
    grid-area: 1 / 2 / span 3;
    display: grid;
    place-items: center;
    inline-size: 8em;
    block-size: 8em;
    overflow: hidden;
    padding: 0;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface-sunken);
    font-size: var(--_sm);
    cursor: pointer;
  }
  .thumb > .awaited,
  .thumb img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .thumb > span:not(.vh) {
    padding: 0.4em;
  }
  .picture {
    display: block;
    max-inline-size: 100%;
    margin-block-start: 0.6em;
  }
  /* A page was written for white ground, whatever is around it. */
  .framed {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    block-size: min(40em, 80vh);
    margin-block: 0.6em;
    border: 1px solid var(--_border);
    background: #fff;
    color-scheme: light;
    resize: vertical;
  }
  .earlier ol {
    display: grid;
    gap: 0.75em;
    margin-block-start: 0.5em;
  }
  .earlier svg.i {
    margin-inline-end: 0.35em;
  }
  .entry-head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 0.75em;
    align-items: center;
  }

  .stacked .row {
    grid-template-columns: minmax(8em, 1fr) auto;
  }
  .stacked .row > [role='cell'].muted {
    max-inline-size: 10em;
    text-align: end;
  }
  .stacked .before {
    grid-column: 1 / -1;
  }
  .stacked .before > bdi {
    display: inline;
  }
  .stacked .before:empty {
    display: none;
  }
  .stacked .row > .v {
    max-inline-size: 12em;
  }
  .stacked :is(.d2, .d3, .d4) > :first-child {
    padding-inline-start: 1.9em;
  }
  @container ehr (max-width: 479px) {
    .page,
    .pick {
      padding-inline: 1em;
    }
    .pick {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .month {
      padding-inline: 1.143em;
    }
    .entry {
      padding-inline: 0.75em 1em;
    }
  }
  @media (forced-colors: active) {
    .entry.on {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .file pre {
      max-block-size: none;
    }
    /* Only what is scrolled to would be on paper. */
    .framed,
    .pick,
    .offer,
    .thumb:not(:has(img)) {
      display: none;
    }
    .row,
    .entry {
      break-inside: avoid;
    }
    .list {
      background: none;
    }
    .entry {
      border-block-end: 1px solid var(--_border);
    }
  }
`;
