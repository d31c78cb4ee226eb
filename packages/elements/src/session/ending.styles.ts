import { css } from 'lit';

export const styles = css`
  /* What stands over all that is inside, wherever the reader has scrolled to. */
  .top {
    position: sticky;
    inset-block-start: var(--ehr-ending-inset, 0);
    z-index: 1;
  }
  .ending {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
    margin-block-end: 0.75em;
    padding: 0.6em 1em;
    border-color: var(--_caution);
    background: var(--_caution-soft);
    box-shadow: 0 2px 10px var(--_shadow);
  }
  .ending > svg.i {
    color: var(--_caution);
    inline-size: 1.15em;
    block-size: 1.15em;
  }
  .ending > p {
    flex: 1 1 12em;
    font-weight: 600;
  }
  @media print {
    .top {
      display: none;
    }
  }
`;
