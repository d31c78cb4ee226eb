import { css } from 'lit';
import { questionnaire } from '../../questionnaire/questionnaire.styles.ts';

/** Loaded with what asks the questions: most lists of appointments ask none. */
export const checkInStyles = [
  questionnaire,
  css`
    .check-in {
      display: grid;
      gap: 0.9em;
    }
    section.check-in {
      padding: 1em;
      border: 1px solid var(--_border);
      border-radius: var(--_radius-md);
      background: var(--_surface);
    }
    .check-in > .h {
      inline-size: fit-content;
      font-size: var(--_lg);
      font-weight: 600;
      border-radius: var(--_radius-sm);
    }
    .check-in > .h:focus {
      outline: 3px solid var(--_focus);
      outline-offset: 2px;
    }
    .check-in .form > .h {
      font-weight: 600;
    }
    .check-in textarea {
      inline-size: min(100%, 40em);
      padding: 0.5em 0.75em;
      border: 1px solid var(--_border-strong);
      border-radius: var(--_radius-md);
      background: var(--_surface);
      color: inherit;
      font: inherit;
    }
    .check-in .group > .h {
      display: block;
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      font-size: inherit;
    }
    @container ehr (min-width: 640px) {
      .check-in {
        grid-column: 2 / -1;
      }
    }
    @media print {
      section.check-in {
        display: none;
      }
    }
  `,
];
