import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { skeleton } from '../shared/state-view.ts';
import { drawCheck, type CheckContext } from './check.ts';
import { drawDone, type DoneContext } from './done.ts';
import { pickerNameStrings } from './name.strings.ts';
import { drawNumbers } from './numbers.ts';
import { drawError, drawTimeStep, type TimeStepContext } from './time-step.ts';
import { drawServices } from './what.ts';

export type Step = 'what' | 'time' | 'check' | 'ask' | 'done';

/** An appointment to be moved, in words; empty where the record that was read does not have it. */
export interface Moving {
  readonly appointment: string;
}

/** What the drawing of the picker needs to know of the widget. What a step does not need is not made. */
export interface PickerContext extends TimeStepContext {
  readonly step: Step;
  readonly said: string;
  /** Whether the reader chooses what for. */
  readonly hasWhat: boolean;
  readonly emergency: { readonly text: string; readonly phones: readonly string[] };
  /** What is being moved; undefined where nothing is. */
  readonly moving: Moving | undefined;
  readonly stopMoving: () => void;
  readonly check: () => CheckContext;
  readonly done: () => DoneContext | undefined;
  /** Undefined until what asks is there. */
  readonly asking: () => TemplateResult | undefined;
}

/** The whole widget, once there is somewhere to book. */
export function drawPicker(context: PickerContext): TemplateResult {
  const { told, level, finding, said } = context;
  const { reader, words } = told;
  return html`<article class="w" aria-labelledby="title" aria-busy=${finding.reading ? 'true' : 'false'}>
    <p class="vh" role="status">${finding.reading ? words.reading : said}</p>
    <div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>${pickerNameStrings.for(reader).title}</div>
    </div>
    ${drawEmergency(context)} ${drawSteps(context)} ${drawMoving(context)} ${drawStep(context)}
  </article>`;
}

function drawSteps({ told, step, hasWhat, finding }: PickerContext): TemplateResult | typeof nothing {
  const { words, reader } = told;
  if (!finding.ground) return nothing;
  const steps = [...(hasWhat ? (['what'] as const) : []), 'time', 'check', 'done'] as const;
  // Asking stands in the place of checking a time.
  const now = (steps as readonly Step[]).indexOf(step === 'ask' ? 'check' : step);
  return html`<ol class="steps" part="steps" aria-label=${words.steps}>
    ${steps.map(
      (name, index) =>
        html`<li class=${index < now ? 'past' : ''} aria-current=${index === now ? 'step' : nothing}>
          <span class="number num" aria-hidden="true">${index < now ? icon('check') : reader.count(index + 1)}</span>
          <span class="word">${words.stepNames[name]}</span>${
            index < now ? html`<span class="vh">, ${words.stepDone}</span>` : nothing
          }
        </li>`,
    )}
  </ol>`;
}

function drawEmergency({ told, emergency: { text, phones } }: PickerContext): TemplateResult | typeof nothing {
  if (!text && phones.length === 0) return nothing;
  const { words } = told;
  return html`<div class="alarm" part="emergency">
    ${icon('warning')}
    <div>
      <p><b>${words.emergency}</b></p>
      ${text ? html`<p>${text}</p>` : nothing}
    </div>
    ${phones.length > 0 ? drawNumbers(phones, told) : nothing}
  </div>`;
}

/** That an appointment is to be moved, which stands for as long as nothing new is booked. */
function drawMoving({ told, step, moving, stopMoving }: PickerContext): TemplateResult | typeof nothing {
  if (!moving || step === 'done') return nothing;
  const { words } = told;
  return html`<div class="above">
    <div class="note ${moving.appointment ? 'info' : 'caution'}" part="notice">
      ${icon(moving.appointment ? 'info' : 'warning')}
      <div>
        <p class="t num">${moving.appointment ? words.moving(moving.appointment) : words.movingUnknown}</p>
        <p>${moving.appointment ? words.movingNext : words.movingUnknownNext}</p>
        <button class="link" type="button" @click=${stopMoving}>${words.stopMoving}</button>
      </div>
    </div>
  </div>`;
}

function drawStep(context: PickerContext): TemplateResult | typeof nothing {
  const { step, finding, what, check, asking, done } = context;
  if (!finding.ground) return drawNoGround(context);
  if (step === 'what') return drawServices(what());
  if (step === 'check') return drawCheck(check());
  if (step === 'ask') return asking() ?? html`<div class="told">${skeleton()}</div>`;
  const ended = step === 'done' ? done() : undefined;
  return ended ? drawDone(ended) : drawTimeStep(context);
}

function drawNoGround(context: PickerContext): TemplateResult {
  const { finding } = context;
  return html`<div class="told">${finding.error ? drawError(context) : skeleton()}</div>`;
}
