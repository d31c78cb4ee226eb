import { css } from 'lit';

export const styles = css`
  .versions {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.5em;
  }
  .versions > ol {
    display: grid;
    gap: 0.75em;
    inline-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .versions > ol > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em;
    padding: 0.75em 1em;
    border: 1px dashed var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface-sunken);
    break-inside: avoid;
  }
  .versions .story {
    margin: 0;
    padding: 0;
    background: none;
  }
  .versions .stored {
    font-size: var(--_sm);
  }
`;
