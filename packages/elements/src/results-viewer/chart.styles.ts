import { css } from 'lit';

/** What only the drawings of trends need: it comes with them. */
export const styles = css`
  .trend {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
  }
  .trend .muted {
    font-size: var(--_sm);
  }
  .trend .span {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    align-items: center;
  }
  .trend .field input {
    padding-inline-end: 0.5em;
  }
  .trend .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin: 0;
  }
  .beside,
  .medicines {
    display: grid;
    gap: 0.6em;
    padding: 0.75em;
    border-radius: var(--_radius-md);
    background: var(--_surface-sunken);
  }
  .beside .field.grow {
    justify-self: start;
    inline-size: 100%;
  }
  .ft {
    font-weight: 600;
  }
  .plot {
    border-radius: var(--_radius-sm);
    cursor: crosshair;
    /* Sideways a finger chooses a time; up and down it scrolls the page. */
    touch-action: pan-y pinch-zoom;
    user-select: none;
  }
  .now {
    font-weight: 600;
  }
  .chart {
    display: block;
    inline-size: 100%;
    block-size: auto;
    direction: ltr;
  }
  .chart text {
    fill: var(--_text-muted);
    font-size: 0.8125em;
  }
  .chart .vl {
    fill: var(--_text);
    font-weight: 600;
    paint-order: stroke;
    stroke: var(--_surface);
    stroke-width: 3;
  }
  .band {
    fill: var(--_chart-band);
  }
  .tick,
  .axis {
    stroke: var(--_border);
  }
  .axis {
    stroke: var(--_border-strong);
  }
  .line {
    fill: none;
    stroke: var(--_chart-line);
    stroke-width: 2;
  }
  .critical-limit {
    fill: none;
    stroke: var(--_critical);
    stroke-width: 1.5;
    stroke-dasharray: 6, 4;
  }
  .goal {
    fill: none;
    stroke: var(--_text);
    stroke-width: 1.5;
  }
  .med {
    fill: none;
    stroke: var(--_text-muted);
    stroke-width: 1.5;
    stroke-dasharray: 2, 3;
  }
  .chart .medn {
    fill: var(--_text);
    font-weight: 600;
  }
  .cursor {
    stroke: var(--_border-strong);
    stroke-dasharray: 1, 3;
  }
  .drag {
    fill: var(--_chart-line);
    fill-opacity: 0.15;
  }
  .pt {
    fill: var(--c, var(--_chart-line));
    stroke: var(--_surface);
    stroke-width: 1;
  }
  .pt.conv {
    fill: var(--_surface);
    stroke: var(--c, var(--_chart-line));
    stroke-width: 2;
  }
  .sel {
    fill: none;
    stroke: var(--_chart-line);
    stroke-width: 2;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1.25em;
    font-size: var(--_sm);
  }
  .key li {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
  }
  .chart.sample {
    flex: none;
    inline-size: 24px;
    block-size: 16px;
  }
  .meds {
    display: grid;
    gap: 0.25em;
  }
  .meds li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: baseline;
  }
  .meds label {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    min-block-size: 2em;
    cursor: pointer;
  }
  .rows caption {
    text-align: start;
    color: var(--_text-muted);
  }
  .same > summary {
    min-block-size: 2em;
    inline-size: fit-content;
    color: var(--_accent);
    font-weight: 600;
    font-size: var(--_sm);
    cursor: pointer;
  }
  .rows {
    overflow-x: auto;
    font-size: var(--_sm);
  }
  .rows table {
    inline-size: 100%;
    table-layout: auto;
  }
  .rows :is(thead, tbody) :is(th, td) {
    position: static;
    padding-block: 0.4em;
    padding-inline: 0 1em;
    border-inline: 0;
    background: none;
    text-align: start;
    vertical-align: baseline;
    white-space: nowrap;
    cursor: auto;
  }
  .rows :is(thead, tbody) .end {
    text-align: end;
  }
  .rows thead {
    position: static;
  }
  .rows thead th {
    color: var(--_text-muted);
    font-weight: 600;
  }
  /* Drawn to be painted onto an image: laid out, and never seen. */
  .root.stage {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 912px;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    background: var(--_surface);
  }
  .sheet .trend {
    padding: 0 1.25em 1em;
  }
  .sheet .trend > .h {
    font-weight: 600;
    font-size: var(--_lg);
  }

  @media (forced-colors: active) {
    .chart {
      forced-color-adjust: none;
    }
    .chart :is(text, .vl, .medn) {
      fill: CanvasText;
    }
    .pt.conv,
    .line,
    .pt,
    .sel,
    .axis,
    .med,
    .goal,
    .cursor,
    .critical-limit {
      stroke: CanvasText;
    }
    .pt {
      fill: CanvasText;
    }
    .pt.conv {
      fill: Canvas;
    }
    .tick {
      stroke: GrayText;
    }
    .band {
      fill: Canvas;
      stroke: GrayText;
    }
    .drag {
      fill: Highlight;
    }
    .chart .vl {
      stroke: Canvas;
    }
  }
  @media print {
    .sheet .now,
    .sheet .sel,
    .sheet .cursor {
      display: none;
    }
    .sheet figure,
    .sheet tr {
      break-inside: avoid;
    }
  }
`;
