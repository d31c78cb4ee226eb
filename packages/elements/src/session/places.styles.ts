import { css } from 'lit';

export const styles = css`
  .ends {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 1em;
  }

  /* Several places: what each is called, how it stands, and the one thing to do. */
  .places {
    max-inline-size: 46em;
    margin-block: 0.5em 1em;
  }
  .places .head,
  .places li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em 1.25em;
    padding: 0.75em 1.25em;
  }
  .places .head {
    padding-block-start: 1em;
  }
  .places .head .muted,
  .places .who .muted {
    font-size: var(--_sm);
  }
  .places li {
    border-block-start: 1px solid var(--_border);
  }
  .who {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .who > p:first-child {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 0.75em;
  }
  .main {
    font-weight: 600;
  }

  @container ehr (max-width: 479px) {
    .places .head,
    .places li {
      padding-inline: 1em;
    }
  }
  @media print {
    .places {
      display: none;
    }
  }
`;
