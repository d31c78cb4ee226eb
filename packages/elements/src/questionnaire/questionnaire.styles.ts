import { css } from 'lit';

/** A practice's form, within an element that has the parts of all widgets. */
export const questionnaire = css`
  .form,
  .form .group,
  .question,
  .choices,
  .below {
    display: grid;
    gap: 0.5em;
  }
  .form {
    gap: 1.25em;
  }
  .form fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .form legend {
    padding: 0;
    margin-block-end: 0.35em;
  }
  .form .group {
    gap: 1.1em;
    padding: 0.9em 1em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
  }
  .form .btn,
  .form .link {
    justify-self: start;
  }
  .below {
    padding-inline-start: 1em;
    border-inline-start: 2px solid var(--_border);
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1.5em;
  }
  .option {
    display: flex;
    gap: 0.6em;
    align-items: center;
    min-block-size: var(--_target);
    cursor: pointer;
  }
  .option input {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0;
    accent-color: var(--_accent);
  }
  .form .own,
  .form .amount {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 0.6em;
    align-items: center;
    min-block-size: var(--_target);
  }
  .form :is(input:not([type='radio'], [type='checkbox']), select) {
    max-inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0.4em 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
  }
  .form :is(input[type='text'], input[type='url']) {
    inline-size: min(100%, 26em);
  }
  .form :is(input[inputmode], .amount input) {
    inline-size: min(100%, 9em);
  }
  .form [aria-invalid='true'] {
    border-color: var(--_caution);
  }
  .form fieldset[aria-invalid='true'] {
    border-inline-start: 0.25em solid var(--_caution);
    padding-inline-start: 0.75em;
  }
  .problem {
    display: flex;
    gap: 0.4em;
    align-items: baseline;
    color: var(--_caution);
    font-weight: 600;
  }
  .must {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .shown {
    unicode-bidi: plaintext;
  }
`;
