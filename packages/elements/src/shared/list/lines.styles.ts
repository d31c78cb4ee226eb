import { css } from 'lit';

/** Lines of a record under headings: medicines, appointments. */
export const listLines = css`
  .group {
    border-block-start: 1px solid var(--_border);
  }
  .group > .h {
    display: flex;
    align-items: center;
    gap: 0.5em;
    padding: 0.55em 1.43em;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 600;
  }
  .group > .h .num {
    font-weight: 400;
  }
  :where(.group > ul > li) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.7em 1.75em;
    padding: 1.05em 1.25em;
    border-block-start: 1px solid var(--_border);
  }
  .group > ul > li:first-child {
    border-block-start: 0;
  }
  .status {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.4em;
    min-inline-size: 0;
  }
  .more,
  .errors {
    padding: 0.75em 1.25em;
    border-block-start: 1px solid var(--_border);
  }
  [aria-disabled='true'] {
    cursor: default;
    opacity: 0.75;
  }

  @container ehr (max-width: 479px) {
    :where(.group > ul > li),
    .more,
    .errors {
      padding-inline: 1em;
    }
    .group > .h {
      padding-inline: 1.143em;
    }
  }
  @media print {
    .more {
      display: none;
    }
    .group > ul > li {
      break-inside: avoid;
    }
    .group > .h {
      break-after: avoid;
    }
  }
`;
