import { css, unsafeCSS, type CSSResult } from 'lit';

/** A line for each section, with what warns under it: where the host chose it, or in a column with no room for more, narrower than that of a phone. */
export const compactStyles = css`
  @media not print {
    ${linesFor('.density-compact')}
    @container ehr (max-width: 300px) {
      ${linesFor('.density-auto')}
    }
  }
`;

function linesFor(density: '.density-compact' | '.density-auto'): CSSResult {
  const within = unsafeCSS(density);
  return css`
    ${within} .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    ${within} section {
      padding: 0.5em 1em;
    }
    ${within} .head {
      margin-block-end: 0;
    }
    ${within} .head .tighten {
      display: inline-flex;
    }
    ${within} section:not(.unfolded) :is(.tight, .tighten ~ .link, .unfold),
    ${within} .unfold {
      display: none;
    }
    ${within} .tiles {
      grid-template-columns: repeat(auto-fill, minmax(6.5em, 1fr));
    }
    ${within} .name .h {
      font-size: var(--_lg);
    }
    ${within} .who {
      padding-block: 0.7em;
    }
    ${within} .photo {
      inline-size: 3em;
      block-size: 3em;
    }
    ${within} .alarm {
      padding-block: 0.5em;
    }
  `;
}
