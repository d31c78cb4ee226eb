import { css } from 'lit';

export const styles = css`
  /* Words may be in another direction than the page, until a translation is there. */
  .test p,
  .above p,
  .errors p,
  .matching,
  .detail p,
  tbody th .sub,
  dd {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .toggle[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  [aria-disabled='true'] {
    cursor: default;
    opacity: 0.75;
  }
  .fold svg.i {
    margin-inline-start: 0.35em;
  }
  .fold[aria-expanded='true'] svg.i {
    transform: rotate(180deg);
  }
  .panels {
    display: grid;
    gap: 0.6em;
    margin: 0 1.25em 1em;
    padding: 1em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
  }
  .panels > p {
    font-size: var(--_sm);
  }
  .panels > ul {
    max-block-size: 22em;
    overflow: auto;
  }
  .panels li {
    display: flex;
    gap: 0.35em;
    align-items: center;
  }
  .panels li label {
    display: flex;
    gap: 0.6em;
    align-items: center;
    padding-block: 0.35em;
    cursor: pointer;
  }
  .panels .leaf {
    padding-inline-start: 2.75em;
  }
  .panels .muted {
    font-size: var(--_sm);
  }
  .panels .pager {
    padding: 0;
  }
  input[type='checkbox'] {
    inline-size: 1.5em;
    block-size: 1.5em;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }
  .u {
    color: var(--_text-muted);
    font-size: 0.8em;
    font-weight: 400;
  }

  .body {
    padding: 0 1.25em 1.25em;
  }
  .scroll {
    /* What is hidden from the eye in it scrolls with it. */
    position: relative;
    max-block-size: 31em;
    overflow: auto;
    /* What gets the focus is not to hide behind the heads. */
    scroll-padding-block: 4.5em 0.5em;
    scroll-padding-inline: 12.5em 0.5em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
    overscroll-behavior-inline: contain;
  }
  table {
    min-inline-size: 100%;
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 0;
    font-size: 1em;
    font-variant-numeric: tabular-nums lining-nums;
  }
  th,
  td {
    padding: 0.5em 0.75em;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    text-align: end;
    font-weight: 400;
    vertical-align: middle;
    overflow-wrap: anywhere;
  }
  td.gap {
    padding: 0;
    background: none;
  }
  thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
  }
  thead th {
    background: var(--_surface-sunken);
    font-size: var(--_sm);
    font-weight: 600;
    vertical-align: bottom;
  }
  .yr {
    padding-block: 0.3em;
    border-inline-start: 1px solid var(--_border);
    color: var(--_text-muted);
    text-align: start;
  }
  .yr span {
    position: sticky;
    inset-inline-start: 14.5em;
  }
  .tm {
    display: block;
    color: var(--_text-muted);
    font-weight: 400;
  }
  .first {
    border-inline-start: 1px solid var(--_border);
  }
  tbody th,
  .corner {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    border-inline-end: 1px solid var(--_border-strong);
    text-align: start;
  }
  tbody th {
    font-weight: 600;
    cursor: pointer;
  }
  tbody th .t {
    text-decoration: underline;
    text-decoration-color: var(--_border-strong);
    text-underline-offset: 0.18em;
  }
  tbody th .sub {
    display: block;
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 400;
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  tbody tr:hover > *,
  tr.open > * {
    background: var(--_surface-hover);
  }
  tr:hover > .gap,
  tr.open > .gap {
    background: none;
  }
  [role='grid'] :focus {
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
  }
  td.nil {
    color: var(--_text-muted);
  }
  .cell {
    --c: inherit;
    display: inline-flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    gap: 0 0.4em;
    max-inline-size: calc(100% + 0.45em);
    margin-inline-end: -0.45em;
    padding: 0.05em 0.45em;
    border-radius: var(--_radius-sm);
    color: var(--c);
    font-weight: 600;
    cursor: pointer;
  }
  .cell:not(.quiet) {
    background: var(--b);
  }
  .cell.quiet {
    font-weight: 400;
  }
  .cell.outline,
  .cell.by-us {
    --c: inherit;
    background: none;
    box-shadow: inset 0 0 0 1px currentColor;
  }
  .cell.high {
    --c: var(--_high);
  }
  .cell.low {
    --c: var(--_low);
  }
  .cell.abnormal {
    --c: var(--_abnormal);
  }
  .cell.crit {
    --c: var(--_on-critical);
  }
  .cell.crit.by-us {
    --c: var(--_critical);
  }
  .cell svg.i {
    inline-size: 0.75em;
    block-size: 0.75em;
  }
  .cell > bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
  }
  .cu {
    font-size: 0.85em;
    font-weight: 400;
  }
  .legend > span {
    font-size: var(--_sm);
  }

  .tests {
    border-block-start: 1px solid var(--_border);
  }
  .test {
    display: grid;
    /* A long value leaves the name room for its words. */
    grid-template-columns: minmax(6.5em, 1fr) minmax(0, auto);
    gap: 0.15em 0.75em;
    align-items: baseline;
    padding: 0.8em 1.25em;
    border-block-end: 1px solid var(--_border);
  }
  .test > .h {
    font-weight: 600;
  }
  .test > .v {
    max-inline-size: 10em;
    text-align: end;
  }
  .v {
    font-size: var(--_lg);
    font-weight: 600;
  }
  .test > p,
  .test > .detail,
  .test > .link {
    grid-column: 1 / -1;
    font-size: var(--_sm);
  }
  .test > .chips {
    grid-column: 1 / -1;
  }
  .test > .link {
    justify-self: start;
  }
  .test > .detail {
    font-size: 1em;
    margin-block-start: 0.5em;
  }
  .link svg.i {
    margin-inline-end: 0.35em;
    transition: transform 160ms ease-out;
  }
  .link[aria-expanded='true'] svg.i {
    transform: rotate(180deg);
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1em;
    align-items: center;
    padding: 0.8em 1.25em;
  }
  .detail .pager {
    padding-inline: 0;
  }

  .detail {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6em;
    margin-block-start: 1em;
    padding: 1em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
  }
  .dh {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    justify-content: space-between;
    align-items: center;
  }
  .dh .h {
    font-size: var(--_lg);
    font-weight: 600;
    border-radius: var(--_radius-sm);
  }
  .dh .h:focus {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .big {
    font-size: var(--_2xl);
    font-weight: 600;
    line-height: 1.25;
  }
  .big .u {
    font-size: 0.6em;
  }
  .story {
    grid-template-columns: repeat(auto-fill, minmax(min(13em, 100%), 1fr));
    gap: 0.6em 1.25em;
  }
  .dh .acts {
    margin: 0;
  }
  .help {
    display: grid;
    justify-items: start;
    gap: 0.6em;
  }
  .help summary {
    padding-block: 0.35em;
    cursor: pointer;
  }
  .help details p {
    max-inline-size: 42em;
    margin-block-start: 0.4em;
  }
  .h.sub {
    font-weight: 600;
  }

  .res {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1em 1em;
    align-items: baseline;
    padding-block: 0.5em;
    border-block-start: 1px solid var(--_border);
  }
  .res .when {
    flex: 0 0 10.5em;
  }
  .res .v {
    flex: 1 1 7em;
    font-size: 1em;
  }
  .res .muted {
    font-size: var(--_sm);
  }
  .res .comment {
    flex-basis: 100%;
    white-space: pre-line;
  }
  .every {
    padding: 0.8em 1.25em;
    border-block-start: 1px solid var(--_border);
    /* What is far below the screen need not be laid out before it is near. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 12em;
  }
  .every > .h {
    font-weight: 600;
    padding-block-end: 0.35em;
  }

  .errors {
    padding: 0.75em 1.25em;
    border-block-start: 1px solid var(--_border);
  }
  .errors p {
    font-size: var(--_sm);
  }
  .errors li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 0.75em;
    align-items: baseline;
    padding-block: 0.4em;
  }
  .struck {
    text-decoration: line-through;
  }

  /* Wider, and as many cells as there may be at once. */
  @container ehr (min-width: 1400px) {
    .scroll {
      max-block-size: 24em;
    }
  }
  @container ehr (max-width: 479px) {
    .views {
      display: flex;
      flex-wrap: nowrap;
    }
    .views button {
      flex: 1 1 auto;
      padding-inline: 0.35em;
    }
    .test,
    .every,
    .errors,
    .pager {
      padding-inline: 1em;
    }
    .panels {
      margin-inline: 1em;
    }
    .test > .detail {
      padding: 0.75em;
    }
  }
  @media (forced-colors: active) {
    .cell:not(.quiet) {
      border: 1px solid CanvasText;
    }
    .toggle[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .every {
      content-visibility: visible;
    }
    .every > .h {
      break-after: avoid;
    }
    .res,
    .test {
      break-inside: avoid;
    }
    .pager {
      display: none;
    }
  }
`;
