import { css } from 'lit';

export const styles = css`
  /* Words may be in another direction than the page, until a translation is there. */
  .w p,
  .steps .word,
  .service span,
  dd {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .h {
    font-weight: 600;
  }
  .h.step {
    font-size: var(--_lg);
  }
  .small {
    font-size: var(--_sm);
  }
  [aria-disabled='true'] {
    cursor: default;
  }
  .btn[aria-disabled='true'] {
    opacity: 0.6;
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.5em;
    padding: 0 1.25em 1em;
  }
  .steps li {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    color: var(--_text-muted);
  }
  .steps .word {
    font-size: var(--_sm);
  }
  .steps li + li::before {
    content: '';
    inline-size: 1.5em;
    block-size: 1px;
    background: var(--_border-strong);
  }
  .steps .number {
    display: inline-grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border: 1px solid var(--_border-strong);
    border-radius: 50%;
    font-size: var(--_xs);
    font-weight: 600;
  }
  .steps [aria-current] {
    color: var(--_text);
    font-weight: 600;
  }
  .steps [aria-current] .number {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .steps .past .number {
    border-color: var(--_ok);
    background: var(--_ok-soft);
    color: var(--_ok);
  }
  .alarm .btn {
    background: var(--_surface);
  }
  .alarm + .steps {
    padding-block-start: 1em;
  }

  .pad,
  .choosing {
    border-block-start: 1px solid var(--_border);
  }
  .services,
  .check {
    display: grid;
    gap: 0.9em;
  }
  .services ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16em), 1fr));
    gap: 0.6em;
  }
  .service {
    flex-direction: column;
    align-items: start;
    justify-content: start;
    gap: 0.15em;
    inline-size: 100%;
    block-size: 100%;
    padding: 0.75em 1em;
    text-align: start;
  }
  .service .muted {
    font-size: var(--_sm);
    font-weight: 400;
  }

  .choosing {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .choosing > * {
    min-inline-size: 0;
    padding: 1.15em 1.25em;
    display: grid;
    gap: 0.9em;
    align-content: start;
  }
  .what {
    background: var(--_surface-sunken);
  }
  .what > .h {
    font-size: var(--_lg);
  }
  .what > .btn {
    justify-self: start;
  }
  .what .field select {
    max-inline-size: none;
  }
  .about {
    display: grid;
    gap: 0.6em;
  }
  .about li {
    display: grid;
    grid-template-columns: 1.25em minmax(0, 1fr);
    gap: 0.6em;
  }
  .about svg.i {
    margin-block-start: 0.25em;
    color: var(--_text-muted);
  }
  .more {
    display: block;
    font-size: var(--_sm);
  }

  .month {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  .month .h {
    flex: 1;
    font-size: var(--_lg);
  }
  .turn {
    inline-size: var(--_target);
    padding: 0;
  }
  .turn svg.i {
    rotate: -90deg;
  }
  .turn.back svg.i {
    rotate: 90deg;
  }
  .turn:dir(rtl) svg.i {
    rotate: 90deg;
  }
  .turn.back:dir(rtl) svg.i {
    rotate: -90deg;
  }
  .grid {
    /* What is hidden from the eye in it stays within it. */
    position: relative;
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 0.2em;
    font-size: 1em;
  }
  th {
    padding: 0.2em 0;
    color: var(--_text-muted);
    font-size: var(--_sm);
    font-weight: 600;
    text-align: center;
  }
  .grid td {
    position: relative;
    block-size: 3.125em;
    padding: 0.1em;
    border: 1px solid transparent;
    border-radius: var(--_radius-md);
    line-height: 1.15;
    text-align: center;
    vertical-align: middle;
  }
  .day {
    color: var(--_text-muted);
    cursor: pointer;
  }
  .day[aria-disabled='true'] {
    cursor: default;
  }
  .few {
    display: block;
    unicode-bidi: plaintext;
    font-size: 0.75em;
    font-weight: 500;
  }
  .grid .today {
    border: 1px dashed var(--_border-strong);
  }
  .grid .has {
    border-color: color-mix(in srgb, var(--_accent) 30%, transparent);
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 700;
  }
  .grid .has.today {
    border: 1px dashed var(--_accent);
  }
  .grid .has:hover {
    border-color: var(--_accent);
  }
  .grid .on {
    border: 1px solid var(--_border-strong);
  }
  .grid .has.on {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .turns {
    position: absolute;
    inset-block-start: 0.1em;
    inset-inline-end: 0.2em;
    font-size: 0.7em;
    color: var(--_caution);
  }
  .has.on .turns {
    color: inherit;
  }

  .seeing {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    align-items: center;
  }
  .days .views {
    justify-self: start;
  }
  .seeing .btn[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .week {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em 0.4em;
  }
  .column {
    display: grid;
    gap: 0.35em;
    align-content: start;
    min-inline-size: 0;
    position: relative;
  }
  .column .h {
    padding-block-end: 0.2em;
    border-block-end: 1px solid var(--_border);
    font-size: var(--_sm);
  }
  .column .few {
    display: inline;
    /* At both ends: its words may run in another direction than the column. */
    margin-inline: 0.5em;
    font-weight: 400;
  }
  .column.off .h {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .slot {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: center;
    justify-content: space-between;
    min-block-size: var(--_target);
    padding: 0.2em 0.6em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    cursor: pointer;
  }
  .slot:hover {
    background: var(--_surface-hover);
  }
  .slot .clock {
    font-size: 1em;
  }
  .slot .own {
    inline-size: 100%;
  }
  .slot .own:empty {
    display: none;
  }
  .slot[aria-checked='true'] {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .slot[aria-checked='true'] > span {
    color: var(--_on-accent);
  }
  .compare {
    table-layout: fixed;
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 1em;
  }
  .compare :is(th, td) {
    padding: 0.5em 0.6em 0.5em 0;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: middle;
  }
  .narrow {
    display: none;
  }
  .compare tbody th {
    color: var(--_text);
    font-size: 1em;
  }

  .parts {
    display: grid;
    gap: 0.4em;
  }
  .parts .h {
    font-size: var(--_sm);
  }
  .parts .list {
    display: grid;
    gap: 0.4em;
    margin-block-end: 0.5em;
  }
  .time {
    display: grid;
    grid-template-columns: minmax(3.4em, auto) minmax(0, 1fr) auto;
    gap: 0.1em 0.75em;
    align-items: center;
    min-block-size: var(--_target);
    padding: 0.3em 0.9em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    cursor: pointer;
  }
  .time:hover {
    background: var(--_surface-hover);
  }
  .clock {
    font-size: var(--_lg);
    font-weight: 700;
  }
  .own,
  .how {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .own bdi:not(:last-child)::after {
    content: ' ·';
  }
  .time[aria-checked='true'] {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .time[aria-checked='true'] > span {
    color: var(--_on-accent);
  }

  .when .day {
    color: var(--_text);
    cursor: auto;
    font-size: var(--_xl);
    font-weight: 600;
    line-height: 1.3;
  }
  .whom bdi {
    font-weight: 600;
  }
  .struck {
    text-decoration: line-through;
  }
  .facts {
    border-block-end: 1px solid var(--_border);
  }
  .fact {
    display: grid;
    grid-template-columns: 8.5em minmax(0, 1fr);
    gap: 0.1em 1em;
    padding-block: 0.6em;
    border-block-start: 1px solid var(--_border);
  }
  .fact dt {
    font-size: var(--_sm);
  }
  .reason {
    display: grid;
    gap: 0.35em;
  }
  .wishes {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.25em;
  }
  .payers,
  .several {
    display: grid;
    gap: 0.3em;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .check legend {
    padding: 0;
  }
  .line {
    min-block-size: var(--_target);
    max-inline-size: 100%;
  }
  .line[type='text'] {
    inline-size: min(100%, 26em);
  }
  .line,
  textarea {
    padding: 0.6em 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }
  textarea {
    inline-size: 100%;
    resize: vertical;
  }
  .note.ok {
    --c: var(--_ok);
    --b: var(--_ok-soft);
  }
  a.btn {
    text-decoration: none;
  }

  @container ehr (min-width: 640px) {
    .choosing {
      grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
    }
    .what,
    .days.wide {
      grid-column: 1 / -1;
    }
    .week {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .about {
      grid-template-columns: 1fr 1fr;
    }
    .day-times {
      border-inline-start: 1px solid var(--_border);
    }
  }
  @container ehr (min-width: 960px) {
    .choosing {
      grid-template-columns: 16.5em minmax(0, 1.15fr) minmax(0, 1fr);
    }
    .what {
      grid-column: auto;
      border-inline-end: 1px solid var(--_border);
    }
    .days.wide {
      grid-column: 2 / -1;
    }
    .week {
      grid-template-columns: repeat(7, minmax(0, 1fr));
    }
    .about {
      grid-template-columns: 1fr;
    }
  }
  @container ehr (max-width: 479px) {
    .alarm .acts {
      grid-column: 1 / -1;
    }
    .choosing > *,
    .steps {
      padding-inline: 1em;
    }
    .alarm > .btn {
      grid-column: 1 / -1;
      justify-self: start;
    }
    .grid {
      border-spacing: 0.1em;
    }
    .few .word,
    .steps li:not([aria-current]) .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .steps,
    .steps li {
      gap: 0.35em;
    }
    .steps li + li::before {
      inline-size: 0.4em;
    }
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }
    .compare,
    .compare :is(tbody, tr, th, td) {
      display: block;
    }
    .compare thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .narrow {
      display: inline;
    }
    .compare :is(th, td) {
      padding-block: 0.15em;
      border: 0;
    }
    .compare tr {
      padding-block: 0.5em;
      border-block-end: 1px solid var(--_border);
    }
  }
  @media (forced-colors: active) {
    .grid .has,
    .slot,
    .time {
      border-color: CanvasText;
    }
    .grid .on,
    .slot[aria-checked='true'],
    .time[aria-checked='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .steps,
    .reason,
    .head:has(~ [part='done']) {
      display: none;
    }
  }
`;
