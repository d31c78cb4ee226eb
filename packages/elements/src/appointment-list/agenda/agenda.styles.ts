import { css } from 'lit';

/** What an agenda has besides what every list has. */
export const agendaStyles = css`
  .agenda .turning,
  .agenda .end {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .agenda .tools .end {
    margin-inline-start: auto;
  }
  .turn svg.i {
    transform: rotate(90deg);
  }
  .turn.forth svg.i {
    transform: rotate(-90deg);
  }
  .turn.back:dir(rtl) svg.i {
    transform: rotate(-90deg);
  }
  .turn.forth:dir(rtl) svg.i {
    transform: rotate(90deg);
  }
  .with-cancelled {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    font-size: var(--_sm);
  }
  .with-cancelled input {
    inline-size: 1.5em;
    block-size: 1.5em;
    margin: 0;
    accent-color: var(--_accent);
  }

  .whole {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border-block-start: 1px solid var(--_border);
  }
  .days {
    overflow: auto clip;
    min-inline-size: 0;
  }
  .agenda table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  .days table {
    table-layout: fixed;
    block-size: 1px;
  }
  .days col.clock {
    inline-size: 5.5em;
  }
  .days th {
    font-weight: 600;
    text-align: start;
  }
  .days thead th {
    padding: 0.5em 0.6em;
    border-block-end: 1px solid var(--_border-strong);
    border-inline-start: 1px solid var(--_border);
    background: var(--_surface-sunken);
    font-size: var(--_sm);
  }
  .days thead .corner {
    border-inline-start: 0;
  }
  .days thead .muted {
    display: block;
    font-weight: 400;
  }
  .days thead .today {
    box-shadow: inset 0 -3px var(--_accent);
  }
  .days tbody th,
  .days .axis {
    position: relative;
    padding: 0 0.5em;
    vertical-align: top;
    text-align: end;
    font-size: var(--_xs);
    font-weight: 400;
    color: var(--_text-muted);
    white-space: nowrap;
  }
  .days .hour > *,
  .days td {
    border-block-start: 1px solid var(--_border);
  }
  .days .axis {
    border: 0;
  }
  .days tbody tr:first-child > * {
    border-block-start: 0;
  }
  /* As tall as their minutes, and taller where words need it. */
  .step-5 {
    block-size: 0.7em;
  }
  .step-10 {
    block-size: 1.3em;
  }
  .step-15 {
    block-size: 1.9em;
  }
  .step-20 {
    block-size: 2.5em;
  }
  .step-30 {
    block-size: 3.4em;
  }
  .now-mark {
    position: absolute;
    z-index: 3;
    inset-inline-start: 0.25em;
    inset-block-start: 0;
    padding: 0 0.35em;
    border-radius: var(--_radius-sm);
    background: var(--_critical-solid);
    color: var(--_on-critical);
    font-weight: 600;
  }
  .now th::after {
    content: '';
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline-start: 100%;
    inline-size: 100cqi;
    border-block-start: 2px solid var(--_critical-solid);
    pointer-events: none;
  }
  .q1 th > .now-mark,
  .q1 th::after {
    inset-block-start: 25%;
  }
  .q2 th > .now-mark,
  .q2 th::after {
    inset-block-start: 50%;
  }
  .q3 th > .now-mark,
  .q3 th::after {
    inset-block-start: 75%;
  }

  .days td:not(.axis) {
    padding: 0.25em 0.5em;
    border-inline-start: 1px solid var(--_border);
    vertical-align: top;
  }
  .days td:focus-visible {
    position: relative;
    z-index: 3;
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
  }
  .ground .said {
    unicode-bidi: plaintext;
  }
  .ground {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .ground.shut,
  .ground.missing,
  .ground.taken,
  .ground.kept {
    background: repeating-linear-gradient(135deg, var(--_surface-sunken) 0 0.5em, var(--_neutral-soft) 0.5em 1em);
  }
  /* Above the line of now, which would strike their words out. */
  .days td.visit,
  .week-list .visit {
    position: relative;
    z-index: 2;
    display: table-cell;
    padding: 0.35em 0.6em;
    border-inline-start: 0.3em solid var(--_accent);
    background: var(--_accent-soft);
    cursor: pointer;
  }
  .week-list .visit {
    display: block;
    inline-size: 100%;
    border-block: 0;
    border-inline-end: 0;
    border-radius: var(--_radius-sm);
    text-align: start;
  }
  .days td.visit:hover,
  .week-list .visit:hover {
    background: var(--_surface-hover);
  }
  .days td.on {
    border-inline-end: 0.3em solid var(--_critical-solid);
  }
  .visit.opened {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  :is(.days td, .week-list button).visit.arrived,
  :is(.days td, .week-list button).visit.checked-in {
    border-inline-start-color: var(--_ok);
    background: var(--_ok-soft);
  }
  :is(.days td, .week-list button).visit.fulfilled {
    border-inline-start-color: var(--_neutral);
    background: var(--_neutral-soft);
  }
  :is(.days td, .week-list button).visit.off,
  :is(.days td, .week-list button).visit.asked,
  :is(.days td, .week-list button).visit.unknown {
    border-inline-start-color: var(--_caution);
    border-inline-start-style: dashed;
    background: var(--_surface);
  }
  .off .name,
  .off .at {
    text-decoration: line-through;
  }
  .visit .at,
  .visit .for,
  .visit .name {
    display: block;
  }
  .visit .at,
  .visit .for {
    font-size: var(--_sm);
    color: var(--_text-muted);
  }
  .visit .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .visit .chips {
    margin-block-start: 0.2em;
  }
  .visit .chip {
    font-size: var(--_xs);
  }

  .week-list {
    display: none;
    padding: 0.75em 1em 1em;
  }
  .week-list .h {
    padding-block: 0.6em 0.3em;
    font-weight: 600;
  }
  .week-list .h .muted {
    font-weight: 400;
  }
  .week-list ul {
    display: grid;
    gap: 0.4em;
  }

  .opened-visit {
    display: grid;
    align-content: start;
    gap: 0.6em;
    padding: 1em 1.25em;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
  }
  .opened-visit .top {
    display: flex;
    gap: 0.75em;
    align-items: start;
    justify-content: space-between;
  }
  .opened-visit .h {
    font-size: var(--_lg);
    font-weight: 600;
    border-radius: var(--_radius-sm);
  }
  .opened-visit .h:focus {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .opened-visit .acts {
    margin-block-start: 0;
  }
  .sheet {
    padding: 0.75em 1.43em;
    break-before: auto;
  }
  .sheet > .h {
    font-weight: 600;
    padding-block-end: 0.3em;
  }
  .sheet > .h .num {
    font-weight: 400;
  }
  .sheet th,
  .sheet td {
    padding: 0.3em 0.6em 0.3em 0;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: top;
    font-size: var(--_sm);
  }
  .sheet tr {
    break-inside: avoid;
  }

  @container ehr (min-width: 960px) {
    .whole.with-visit {
      grid-template-columns: minmax(0, 1fr) 22em;
    }
    .with-visit .days {
      grid-area: 1 / 1;
    }
    .with-visit .opened-visit {
      grid-area: 1 / 2;
      border-block-end: 0;
      border-inline-start: 1px solid var(--_border);
    }
  }
  /* Seven days beside each other need room for a name each. */
  @container ehr (max-width: 799px) {
    .days:has(> .week) {
      display: none;
    }
    .week-list {
      display: block;
    }
  }
  @container ehr (max-width: 479px) {
    .opened-visit {
      padding-inline: 1em;
    }
    .agenda .tools .end {
      margin-inline-start: 0;
    }
    .days col.clock {
      inline-size: 3.6em;
    }
    .now-mark .word {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .visit.opened {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
