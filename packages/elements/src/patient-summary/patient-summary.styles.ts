import { css } from 'lit';

export const styles = css`
  .who {
    display: flex;
    gap: 1em;
    padding: 1.15em 1.25em 1em;
  }
  .who .grow {
    min-inline-size: 0;
    flex: 1;
  }
  .photo {
    inline-size: 4.5em;
    block-size: 4.5em;
    border-radius: var(--_radius-md);
    flex: none;
  }
  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1em 0.6em;
  }
  .name .h {
    font-size: var(--_2xl);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.018em;
  }
  .root:lang(ar, fa, ur, he) .h {
    letter-spacing: normal;
  }
  .who dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 2.25em;
    margin-block-start: 0.7em;
  }
  .who dl > div {
    min-inline-size: 0;
  }
  .who dd {
    font-weight: 600;
  }
  .who.slim {
    padding-block: 0.6em;
  }
  .slim .grow,
  .slim dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1em 1.5em;
    align-items: baseline;
    margin-block-start: 0;
  }
  .slim .h {
    font-size: var(--_lg);
  }
  .slim dt,
  .slim dd {
    display: inline;
  }
  .deceased {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 0.6em;
    padding: 0.6em 1.25em;
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_lg);
  }
  .deceased ~ .above {
    padding-block-start: 1em;
  }

  .alarm .end {
    font-size: var(--_sm);
    color: var(--_text-muted);
  }
  .alarm .link {
    white-space: nowrap;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }

  .columns {
    display: grid;
    gap: 1px;
    background: var(--_border);
    border-block-start: 1px solid var(--_border);
  }
  .alarm + .columns {
    border-block-start: 0;
  }
  .more > .msg {
    padding: 1em 1.25em;
    border-block-start: 1px solid var(--_border);
  }
  .column {
    display: contents;
  }
  section {
    background: var(--_surface);
    padding: 1.05em 1.25em 1.1em;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1em 0.5em;
    min-block-size: 1.75em;
    margin-block-end: 0.3em;
  }
  .head .h {
    font-weight: 600;
    line-height: 1.25;
  }
  .head .n {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .head .link {
    margin-inline-start: auto;
  }
  section > .note {
    margin-block: 0.25em 0.6em;
  }
  section .btn {
    margin-block-start: 0.5em;
  }

  .rows > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1em;
    padding-block: 0.4em;
    border-block-start: 1px solid var(--_border);
    align-items: baseline;
  }
  .rows > .group {
    display: block;
    padding-block: 0.7em 0.1em;
    font-size: var(--_sm);
    font-weight: 600;
    color: var(--_text-muted);
  }
  .rows > .group + li,
  .rows > li:first-child,
  .results > li:first-child {
    border-block-start: 0;
  }
  .main {
    border: 0;
    background: none;
    padding: 0.1em 0;
    min-block-size: 1.5em;
    font-weight: 600;
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
    border-radius: var(--_radius-sm);
  }
  .main:hover bdi {
    text-decoration: underline;
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  .struck .main bdi {
    text-decoration: line-through;
    font-weight: 400;
  }
  .side {
    display: inline-block;
    text-align: end;
    font-size: var(--_sm);
    color: var(--_text-muted);
    max-inline-size: 11em;
  }
  .rows .chips,
  .rows .sub,
  .results .sub,
  .tellings,
  .story,
  .raws {
    grid-column: 1 / -1;
  }
  .raws {
    inline-size: 100%;
    min-inline-size: 0;
    font-size: var(--_sm);
  }
  .raws summary {
    padding-block: 0.35em;
    cursor: pointer;
  }
  .raws pre {
    margin: 0;
    max-block-size: 24em;
    overflow: auto;
    padding: 0.6em 0.75em;
    background: var(--_surface-sunken);
  }
  .rows .chips {
    margin-block: 0.2em 0.15em;
  }
  .sub {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .tellings {
    display: grid;
    gap: 0.25em;
    margin-block: 0.3em 0.15em;
    padding-inline-start: 0.75em;
    border-inline-start: 0.1875em solid var(--_caution);
    font-size: var(--_sm);
  }
  .tellings dt {
    display: inline;
    font-weight: 600;
  }
  .tellings dt::after {
    content: ': ';
  }
  .tellings dd {
    display: inline;
    margin: 0;
  }
  .plain .t {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
  }

  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.25em, 1fr));
    gap: 0.55em;
    margin-block-start: 0.25em;
  }
  .tiles > li {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.05em;
    min-inline-size: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
    padding: 0.45em 0.7em 0.6em;
  }
  .tiles > li.old {
    border-style: dashed;
    border-color: var(--_border-strong);
  }
  .tiles > li:has(> .story) {
    grid-column: 1 / -1;
  }
  .tiles .main {
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 400;
  }
  .tiles .value {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    font-size: var(--_lg);
    font-weight: 600;
  }
  .tiles .unit {
    white-space: nowrap;
    font-size: 0.72em;
    font-weight: 500;
    color: var(--_text-muted);
  }
  .converted {
    display: block;
    margin-block-start: 0.1em;
    font-size: var(--_xs);
    font-weight: 400;
    color: var(--_text-muted);
  }
  .when {
    display: inline-block;
    color: var(--_text-muted);
    font-size: var(--_xs);
  }
  .when::first-letter,
  .side::first-letter {
    text-transform: uppercase;
  }
  .tiles .sub {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    font-size: var(--_xs);
  }
  .tiles .chips {
    margin-block-start: 0.2em;
  }
  .tiles .chip,
  .results .chip {
    font-size: var(--_xs);
  }

  .results > li {
    display: grid;
    grid-template-columns: minmax(5.6em, auto) minmax(1em, 1fr) auto;
    gap: 0.1em 0.75em;
    align-items: center;
    padding-block: 0.45em;
    border-block-start: 1px solid var(--_border);
  }
  .results .main {
    grid-column: 1 / span 2;
  }
  .results .value {
    grid-column: 3;
    justify-self: end;
    text-align: end;
    font-weight: 600;
  }
  .results .unit {
    font-weight: 400;
    font-size: var(--_sm);
    color: var(--_text-muted);
  }
  .results .when {
    white-space: nowrap;
    font-size: var(--_sm);
  }
  .results .chips {
    justify-content: flex-end;
  }
  .spark {
    inline-size: 100%;
    max-inline-size: 4.5em;
    block-size: 1.75em;
    display: block;
    overflow: visible;
    direction: ltr;
  }
  .spark polyline {
    fill: none;
    stroke: var(--_chart-line);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }
  .spark circle {
    fill: var(--_chart-line);
  }
  .spark rect {
    fill: var(--_chart-band);
  }
  .unfold {
    display: none;
  }
  .take {
    display: grid;
    gap: 0.6em;
    justify-items: start;
    padding: 0.75em 1.25em;
    border-block-start: 1px solid var(--_border);
  }

  @container ehr (min-width: 640px) {
    .columns {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .columns.one {
      grid-template-columns: minmax(0, 1fr);
    }
    .column {
      display: flex;
      flex-direction: column;
      gap: 1px;
      min-inline-size: 0;
    }
    .column > section:last-child {
      flex: 1;
    }
  }
  @container ehr (min-width: 640px) and (max-width: 999px) {
    .columns.three > .column:nth-child(3) {
      grid-column: 1 / -1;
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .columns.three > .column:nth-child(3) > section:last-child:nth-child(odd) {
      grid-column: 1 / -1;
    }
  }
  @container ehr (min-width: 1000px) {
    .columns.three {
      grid-template-columns: minmax(0, 1.02fr) minmax(0, 1.06fr) minmax(0, 1fr);
    }
  }
  @container ehr (max-width: 479px) {
    .name .h {
      font-size: var(--_xl);
    }
    .who dl {
      display: grid;
      grid-template-columns: 1.35fr 1fr;
      gap: 0.6em 1em;
    }
    .who,
    section,
    .take,
    .deceased {
      padding-inline: 1em;
    }
    .alarm .end,
    .alarm .link {
      grid-column: 2;
      justify-self: start;
    }
    section:not(.unfolded) .fold {
      display: none;
    }
    .unfold {
      display: inline-flex;
      inline-size: 100%;
    }
  }
  .tighten {
    display: none;
  }
  @media print {
    section .fold.fold {
      display: grid !important;
    }
    .main {
      cursor: auto;
    }
    .take,
    .raws {
      display: none;
    }
    /* Columns of text go on from sheet to sheet; a grid that does lays its end over what follows it. */
    .columns.columns {
      display: block;
      columns: 20em 2;
      column-gap: 0;
      background: none;
    }
    .columns.columns > .column.column {
      display: block;
    }
    section {
      border-block-end: 1px solid var(--_border);
    }
    section li,
    .head {
      break-inside: avoid;
    }
    /* As high as its first line too, so that it stands on no sheet without one. */
    .head {
      padding-block-end: 5em;
      margin-block-end: -4.7em;
    }
    .deceased {
      border-block: 2px solid #000;
    }
  }
  @media (forced-colors: active) {
    .deceased {
      border: 2px solid CanvasText;
    }
  }
`;
