import { css } from 'lit';

export const styles = css`
  /* Words may be in another direction than the page, until a translation is there. */
  .med p,
  .above p,
  .alarm p,
  .allergies p,
  .several > span {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .copied {
    padding: 0 1.43em 1em;
    font-size: var(--_sm);
  }
  textarea {
    display: block;
    inline-size: 100%;
    margin-block-start: 0.5em;
    padding: 0.6em 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .alarm + .tools {
    padding-block-start: 1em;
  }

  .several {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    align-items: center;
    padding: 0 1.25em 1em;
  }
  .several > span {
    font-weight: 600;
  }
  input[type='checkbox'] {
    inline-size: 1.5em;
    block-size: 1.5em;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }

  .nm {
    display: flex;
    gap: 0.75em;
    align-items: start;
    min-inline-size: 0;
  }
  .nm .h {
    inline-size: fit-content;
    font-size: var(--_lg);
    font-weight: 600;
    line-height: 1.3;
    border-radius: var(--_radius-sm);
  }
  .nm .h:focus {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .strength {
    font-weight: 400;
    font-size: 0.889em;
  }
  .past .nm .h,
  .past .take {
    font-weight: 400;
  }
  .past .nm .h {
    font-weight: 600;
  }
  .take {
    font-weight: 600;
  }
  .clash {
    font-weight: 600;
  }
  .supply {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .standing {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.1em 1.25em;
    align-items: center;
    color: var(--_text-muted);
  }
  .src {
    align-items: baseline;
  }
  .standing .src,
  .who .muted {
    font-size: var(--_sm);
  }
  .toggle {
    justify-self: start;
  }
  .link svg.i {
    transition: transform 160ms ease-out;
  }
  .link[aria-expanded='true'] svg.i {
    transform: rotate(180deg);
  }
  .act:empty {
    display: none;
  }

  .steps,
  .conflict,
  .history {
    grid-column: 1 / -1;
  }
  .steps {
    display: grid;
    gap: 0.5em;
  }
  .steps > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 0.75em;
    align-items: baseline;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-md);
    padding: 0.5em 0.8em 0.55em;
  }
  .steps .dose {
    font-weight: 600;
  }
  .steps .when,
  .steps .tag {
    color: var(--_text-muted);
    font-size: var(--_sm);
  }
  .steps .tag {
    grid-column: 2;
    display: flex;
    gap: 0.35em;
    align-items: center;
  }
  .steps > .now {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
    background: var(--_accent-soft);
  }
  .steps > .now .tag {
    color: var(--_accent);
    font-weight: 600;
  }
  .steps > .done {
    background: var(--_surface-sunken);
  }
  .steps > .done .dose {
    font-weight: 400;
  }
  .steps svg.i {
    inline-size: 0.8em;
    block-size: 0.8em;
  }

  .conflict {
    display: grid;
    gap: 0.5em;
  }
  .conflict ul {
    display: grid;
    gap: 0.5em;
  }
  .conflict li {
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    padding: 0.6em 0.85em;
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 0.6em;
    align-items: center;
    justify-content: space-between;
  }
  .conflict li p {
    font-size: var(--_sm);
  }

  .history > ol {
    border-block-start: 1px solid var(--_border);
  }
  .history li {
    border-block-end: 1px solid var(--_border);
    padding-block: 0.25em;
  }
  .history .btn {
    margin-block-start: 0.6em;
  }
  .entry {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15em 0.75em;
    align-items: center;
  }
  .entry > .muted {
    font-size: var(--_sm);
  }
  .entry .chip {
    font-size: var(--_xs);
  }
  .story {
    grid-template-columns: repeat(auto-fill, minmax(min(14em, 100%), 1fr));
    gap: 0.5em 1.25em;
  }
  dd {
    margin: 0;
  }

  .errors p,
  .allergies p {
    font-size: var(--_sm);
  }
  .errors li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: center;
    padding-block: 0.35em;
  }
  .struck {
    text-decoration: line-through;
  }
  .allergies {
    display: grid;
    gap: 0.2em;
    padding: 0.75em 1.25em;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface-sunken);
  }
  .clinician .med {
    padding-block: 0.7em;
    row-gap: 0.35em;
  }

  @container ehr (min-width: 600px) {
    .med {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr);
      grid-template-rows: auto 1fr;
      row-gap: 0.5em;
    }
    .nm {
      grid-area: 1 / 1;
    }
    .how {
      grid-area: 2 / 1;
    }
    .status {
      grid-area: 1 / 2 / span 2;
    }
    .act {
      grid-area: 3 / 2;
    }
    .standing {
      grid-area: 4 / 1;
    }
    .toggle {
      grid-area: 4 / 2;
      justify-self: end;
    }
    .conflict ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .steps {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .steps > li {
      display: block;
    }
  }
  @container ehr (min-width: 960px) {
    .med {
      grid-template-columns: minmax(0, 1.1fr) minmax(0, 1.1fr) minmax(0, 1.35fr) 9.5em;
      row-gap: 0.35em;
    }
    .how {
      grid-area: 1 / 2 / span 2;
    }
    .status {
      grid-area: 1 / 3 / span 2;
    }
    .act {
      grid-area: 1 / 4 / span 1;
      display: grid;
    }
    .standing {
      grid-area: 2 / 1;
      align-self: start;
    }
    .toggle {
      grid-area: 2 / 4;
      justify-self: end;
      align-self: end;
    }
    .steps,
    .conflict {
      margin-block-start: 0.5em;
    }
  }
  @container ehr (max-width: 479px) {
    .several,
    .allergies {
      padding-inline: 1em;
    }
    .copied {
      padding-inline: 1.143em;
    }
  }
  @media (forced-colors: active) {
    .steps > .now {
      border-width: 2px;
    }
  }
  /* A name within a sentence, which stays on paper. */
  .twin {
    min-block-size: 0;
    padding: 0;
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }

  @media print {
    .twin {
      display: inline;
      color: inherit;
      text-decoration: none;
    }
    .several,
    .copied {
      display: none;
    }
    .steps > li,
    .conflict li {
      break-inside: avoid;
    }
  }
`;
