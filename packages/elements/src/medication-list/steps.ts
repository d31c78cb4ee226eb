import { html, nothing, type TemplateResult } from 'lit';
import type { Dosage } from '@ehr-widgets/sdk';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import { icon } from '../shared/icons.ts';
import type { Telling } from './telling.ts';

/** A course in steps, such as a dose that goes down: each step, its dates as sent, and which of them applies today. */
export function drawSteps(medicine: Medicine, told: Telling): TemplateResult | typeof nothing {
  const { dosages, dosageNow, place } = medicine;
  const steps = stepsOf(dosages);
  if (steps.length < 2 || (place !== 'current' && place !== 'proposed')) return nothing;
  const now = dosageNow === undefined ? -1 : steps.findIndex((step) => step.includes(dosages[dosageNow] as Dosage));
  return html`<ol class="steps num" aria-label=${told.words.steps}>
    ${steps.map((step, index) => drawStep(step, index, now, steps.length, told))}
  </ol>`;
}

/** Dosages of one sequence number run at the same time, and are one step. */
function stepsOf(dosages: readonly Dosage[]): Dosage[][] {
  const steps = new Map<string | undefined, Dosage[]>();
  for (const dosage of dosages) steps.set(dosage.sequence, [...(steps.get(dosage.sequence) ?? []), dosage]);
  // Without a number nobody knows whether it follows.
  return steps.has(undefined) ? [] : [...steps.values()];
}

function drawStep(step: readonly Dosage[], index: number, now: number, of: number, told: Telling): TemplateResult {
  const { reader, words } = told;
  const place = now < 0 ? 'step' : index < now ? 'done' : index === now ? 'now' : index === now + 1 ? 'next' : 'then';
  const [number, all] = [reader.count(index + 1), reader.count(of)];
  const tag =
    place === 'step' ? words.step(number, all) : place === 'now' ? words.stepNow(number, all) : words.stepTags[place];
  const shape = place === 'done' ? icon('check') : place === 'now' ? icon('disc') : nothing;
  return html`<li class=${place} aria-current=${place === 'now' ? 'step' : nothing}>
    <p class="dose"><bdi>${reader.list(step.map((dosage) => reader.dosage(dosage)))}</bdi></p>
    <p class="when">${reader.list(step.map((dosage) => whenOf(dosage, told)))}</p>
    <p class="tag">${shape}${tag}</p>
  </li>`;
}

function whenOf({ timing }: Dosage, { reader, words }: Telling): string {
  if (timing?.bounds?.kind !== 'period') return '';
  const { start, end } = timing.bounds;
  if (start && end) return reader.period(timing.bounds);
  return start ? words.from(reader.day(start)) : end ? words.to(reader.day(end)) : '';
}
