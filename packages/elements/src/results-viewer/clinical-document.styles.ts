import { css } from 'lit';

export const styles = css`
  .cda,
  .cda section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6em;
    overflow-wrap: anywhere;
  }
  .cda {
    gap: 1em;
  }
  .file > div > .cda {
    margin-block: 0.75em;
  }
  .cda > .story {
    margin: 0;
  }
  .cda section section {
    padding-inline-start: 1em;
  }
  .cda section > .h {
    padding-block-end: 0.2em;
    border-block-end: 1px solid var(--_border);
  }
  .cda .para,
  .cda li {
    max-inline-size: 60em;
  }
  .cda .written {
    white-space: pre-line;
  }
  .cda b {
    font-weight: 600;
  }
  .cda del {
    text-decoration: line-through;
  }
  .cda ins {
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
  }
  .cda .caption {
    font-weight: 600;
  }
  .cda :is(ul.dots, ol) {
    display: grid;
    gap: 0.2em;
    padding-inline-start: 1.5em;
  }
  .cda ul.dots {
    list-style: disc;
  }
  .cda ol {
    list-style: decimal;
  }
  .cda .wide {
    overflow-x: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
  }
  .cda table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: auto;
    font-size: var(--_sm);
  }
  .cda thead {
    position: static;
  }
  /* Not as the table of results, which is beside it in the same element. */
  .cda :is(th, td) {
    position: static;
    block-size: auto;
    max-inline-size: 30em;
    padding: 0.45em 0.75em;
    border-inline: 0;
    cursor: auto;
    overflow-wrap: break-word;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: top;
  }
  .cda :is(tbody, tfoot) tr > * {
    background: none;
  }
  .cda tr:last-child > * {
    border-block-end: 0;
  }
  .cda thead th {
    border-block-end: 1px solid var(--_border-strong);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    font-weight: 600;
  }
  .cda .contents ul {
    columns: 16em;
    display: block;
  }
  .cda .contents .link {
    text-align: start;
  }
  @media print {
    .cda .contents {
      display: none;
    }
    .cda .wide {
      overflow: visible;
    }
    .cda :is(tr, .para, li) {
      break-inside: avoid;
    }
  }
`;
