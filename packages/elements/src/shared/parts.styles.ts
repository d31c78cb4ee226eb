import { css } from 'lit';

/** What every widget is put together from: frame, foot, chips, rows, notes, buttons, alarms. */
export const parts = css`
  .w {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-lg);
    box-shadow: 0 1px 2px var(--_shadow);
    overflow: clip;
  }
  .pad {
    padding: 1.15em 1.25em;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 1.25em;
    align-items: center;
    padding: 0.75em 1.25em;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
  }
  .foot > * {
    font-size: var(--_sm);
  }
  .muted {
    color: var(--_text-muted);
  }
  .num,
  time {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .nw {
    white-space: nowrap;
  }
  /* Words may be in another direction than the page, until a translation is there: each keeps its own order. */
  .t,
  .t + p,
  dt,
  b,
  .h,
  .n,
  .btn,
  .link,
  .muted,
  .chip > span,
  .foot > .num,
  .foot > span:last-child {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg.i {
    inline-size: 1em;
    block-size: 1em;
    flex: none;
    fill: currentColor;
    vertical-align: -0.125em;
  }
  svg.i.s {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .src {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
  }

  /* A status is word, shape and colour, always the three. */
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 0.4em;
  }
  .chip {
    --c: var(--_neutral);
    --b: var(--_neutral-soft);
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.14em 0.6em 0.14em 0.5em;
    border-radius: 1em;
    font-size: var(--_sm);
    font-weight: 600;
    line-height: 1.4;
    color: var(--c);
    background: var(--b);
  }
  .chip svg.i {
    inline-size: 0.8em;
    block-size: 0.8em;
    vertical-align: 0;
  }
  .chip svg.i.s {
    inline-size: 0.95em;
    block-size: 0.95em;
    stroke-width: 1.8;
  }
  .chip .by-range {
    font-weight: 400;
  }
  .high {
    --c: var(--_high);
    --b: var(--_high-soft);
  }
  .low {
    --c: var(--_low);
    --b: var(--_low-soft);
  }
  .abnormal {
    --c: var(--_abnormal);
    --b: var(--_abnormal-soft);
  }
  .ok {
    --c: var(--_ok);
    --b: var(--_ok-soft);
  }
  .caution {
    --c: var(--_caution);
    --b: var(--_caution-soft);
  }
  .info {
    --c: var(--_accent);
    --b: var(--_accent-soft);
  }
  .critsoft {
    --c: var(--_critical);
    --b: var(--_critical-soft);
  }
  .crit {
    --c: var(--_on-critical);
    --b: var(--_critical-solid);
  }
  .chip.plain {
    background: none;
    padding-inline: 0;
  }
  .chip.outline {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_border-strong);
  }

  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: var(--_target);
    padding: 0.4em 1em;
    cursor: pointer;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-md);
    background: var(--_surface);
    color: var(--_text);
    font-weight: 600;
  }
  /* In the flow, with no room of its own: white space after what is out of it would be an item, and what is seen not in the middle. */
  .btn > .vh {
    position: relative;
    margin-inline-start: calc(-0.5em - 1px);
  }
  .btn:hover {
    background: var(--_surface-hover);
  }
  .btn.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .btn.primary:hover {
    background: var(--_accent-hover);
    border-color: var(--_accent-hover);
  }
  .btn.small {
    min-block-size: 2.85em;
    padding: 0.2em 0.8em;
    font-size: var(--_sm);
  }
  .link {
    border: 0;
    background: none;
    padding: 0.25em 0;
    min-block-size: 1.75em;
    color: var(--_accent);
    font-weight: 600;
    font-size: var(--_sm);
    cursor: pointer;
    text-align: start;
  }
  .link:hover {
    color: var(--_accent-hover);
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
    margin-block-start: 0.6em;
  }

  .note,
  .msg {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1em 0.75em;
    align-items: start;
  }
  .note {
    --c: var(--_accent);
    --b: var(--_accent-soft);
    padding: 0.75em 1em;
    border-radius: var(--_radius-md);
    background: var(--b);
    border-inline-start: 0.25em solid var(--c);
    color: var(--_text);
  }
  .note.caution {
    --c: var(--_caution);
    --b: var(--_caution-soft);
  }
  .note.critsoft {
    --c: var(--_critical);
    --b: var(--_critical-soft);
  }
  .note > svg.i {
    color: var(--c);
    margin-block-start: 0.2em;
    inline-size: 1.15em;
    block-size: 1.15em;
  }
  .msg > svg.i {
    inline-size: 1.35em;
    block-size: 1.35em;
    margin-block-start: 0.1em;
    color: var(--_text-muted);
  }
  .t {
    font-weight: 600;
  }

  .loading {
    animation: appear 1ms 200ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .skeleton {
    display: grid;
    gap: 0.8em;
    margin-block-start: 0.6em;
  }
  .skeleton span {
    display: block;
    block-size: 0.8em;
    border-radius: 0.25em;
    background: var(--_neutral-soft);
    inline-size: 64%;
  }
  .skeleton span:nth-child(3n + 1) {
    inline-size: 46%;
  }
  .skeleton span:nth-child(3n + 2) {
    inline-size: 78%;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 0.375em;
    margin-block-start: 0.5em;
    border: 0;
    border-radius: 1em;
    background: var(--_neutral-soft);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_neutral-soft);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 1em;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
    border-radius: 1em;
  }

  @container ehr (max-width: 479px) {
    .pad,
    .foot {
      padding-inline: 1em;
    }
  }
  @media (forced-colors: active) {
    .chip,
    .note {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .w {
      border: 0;
      box-shadow: none;
      overflow: visible;
    }
    .btn,
    .link:not(.said),
    .acts {
      display: none;
    }
    /* Its words are part of what is said: on paper they stand without what they lead to. */
    .said {
      color: inherit;
      text-decoration: none;
    }
    .said svg.i {
      display: none;
    }
    .chip {
      background: none;
      border: 1px solid currentColor;
    }
    .chip.plain {
      border: 0;
    }
    .chip.crit {
      color: #000;
      border-width: 2px;
    }
  }
`;
