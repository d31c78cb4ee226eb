import { css } from 'lit';

/** What widgets that show a record are put together from besides: alarms, stories, notices above, the head of a sheet. */
export const record = css`
  .sheet-head {
    display: none;
  }
  .above {
    display: grid;
    gap: 0.6em;
    padding: 0 1.25em 1em;
  }

  .alarm + .above {
    padding-block-start: 1em;
  }

  .alarm {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.15em 0.9em;
    align-items: center;
    padding: 0.8em 1.25em;
    background: var(--_critical-soft);
    border-block: 1px solid color-mix(in srgb, var(--_critical) 35%, transparent);
  }
  .alarm + .alarm {
    border-block-start: 0;
  }
  .alarm > svg.i {
    color: var(--_critical);
    inline-size: 1.5em;
    block-size: 1.5em;
  }
  .alarm b {
    color: var(--_critical);
    font-weight: 700;
  }

  dt {
    color: var(--_text-muted);
    font-size: var(--_xs);
  }
  .story {
    display: grid;
    max-inline-size: 100%;
    gap: 0.35em;
    margin-block: 0.4em 0.2em;
    padding: 0.6em 0.75em;
    border-radius: var(--_radius-md);
    background: var(--_surface-sunken);
    font-size: var(--_sm);
    /* References and addresses have no place to break. */
    overflow-wrap: anywhere;
  }
  .story dd {
    white-space: pre-line;
  }

  @container ehr (max-width: 479px) {
    .alarm,
    .above {
      padding-inline: 1em;
    }
    .alarm {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: start;
    }
  }
  @media print {
    /* What heads a table is printed again on every sheet that the table goes on to. */
    .w:has(> .sheet-head) {
      display: table;
      inline-size: 100%;
    }
    .sheet-head {
      display: table-header-group;
      break-inside: avoid;
    }
    .sheet-head p {
      padding: 0.4em 1.43em;
      border-block-end: 1px solid;
      font-size: var(--_sm);
    }
    .alarm,
    .note {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .alarm {
      border: 2px solid CanvasText;
    }
  }
`;
