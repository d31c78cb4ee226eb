import { css } from 'lit';

/**
 * A shade at the lower edge of a box that has more below. Where scroll bars hide until they are used, a list that ends
 * between two of its lines would look like all there is. A browser without timelines of scrolling shows its bar alone.
 */
export const scrollCue = css`
  .more-below::after {
    content: '';
    position: sticky;
    inset-block-end: 0;
    inset-inline-start: 0;
    z-index: 3;
    display: block;
    block-size: 1.75em;
    margin-block-start: -1.75em;
    background: linear-gradient(transparent, color-mix(in srgb, var(--_text) 22%, transparent));
    opacity: 0;
    pointer-events: none;
  }
  @supports (animation-timeline: scroll()) {
    .more-below::after {
      animation: cue linear;
      animation-timeline: scroll(nearest block);
    }
  }
  @keyframes cue {
    from,
    95% {
      opacity: 1;
    }
    /* The end of a box may be part of a pixel away. */
    99%,
    to {
      opacity: 0;
    }
  }
  @media print {
    .more-below::after {
      content: none;
    }
  }
`;
