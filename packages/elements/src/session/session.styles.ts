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
    inline-size: fit-content;
    margin-inline-start: auto;
    margin-block-end: 0.4em;
    padding-inline: 1em;
    border-radius: var(--_radius-lg);
    background: var(--_surface);
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
