import { css } from 'lit';

export const styles = css`
  .panel {
    max-inline-size: 34em;
    margin-block: 0.5em 1em;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 1em;
    padding-block-end: 0.4em;
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .bar .link {
    font-size: 1em;
  }
  @media print {
    .bar,
    .panel {
      display: none;
    }
  }
`;
