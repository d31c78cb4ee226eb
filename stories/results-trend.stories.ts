import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import type { FhirResource } from 'fhir/r4.js';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { readySession } from './support/sessions.ts';
import { bounds, kidney, manyOfOne, twoCodes, twoUnits, unitsApart, withGoals } from './support/trends.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  readonly width?: string;
  readonly resources: () => FhirResource[];
  /** What is pressed once the trend is open, by its words. */
  readonly press: readonly string[];
}

const meta = {
  title: 'Elements/Results viewer/Trend',
  component: 'ehr-results-viewer',
  args: { persona: 'clinician', resources: () => kidney(), press: [] },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    resources: { table: { disable: true } },
    press: { table: { disable: true } },
  },
  render: viewer,
  play: async ({ canvasElement, args }) => {
    const element = canvasElement.querySelector<EhrResultsViewer>('ehr-results-viewer');
    const find = (selector: string, words = ''): HTMLElement | undefined =>
      [...(element?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].find((one) =>
        (one.ariaLabel ?? one.textContent).includes(words),
      );
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const opener = 'tbody th, .test .link';
    while (!find(opener)) await frame();
    find(opener)?.click();
    while (!find('.trend figure')) await frame();
    for (const words of args.press) {
      while (!find('.trend button', words)) await frame();
      find('.trend button', words)?.click();
      await element?.updateComplete;
    }
  },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function viewer({ persona, theme, lang, width, resources }: Args): TemplateResult {
  return html`<style>
      .trend-width {
        max-inline-size: ${width ?? 'none'};
      }
    </style>
    <div class="trend-width">
      <ehr-results-viewer
        persona=${persona}
        theme=${theme ?? nothing}
        lang=${lang ?? nothing}
        dir=${lang === 'ar' ? 'rtl' : nothing}
        .session=${readySession({ name: 'University Hospital', resources: resources() })}
      ></ehr-results-viewer>
    </div>`;
}

/** Limits that the sender calls critical are lines; each result has its own range behind it. */
export const CriticalLimits: Story = {};

/** The same for the patient. */
export const ForPatients: Story = { args: { persona: 'patient' } };

/** By mass and by mole on one chart: what was converted is hollow, marked "≈", and its own value is said with it. */
export const Converted: Story = { args: { resources: () => twoUnits() } };

/** Nothing converts per cent of HbA1c into mmol/mol: a chart for each. */
export const UnitsApart: Story = { args: { resources: () => unitsApart() } };

/** Arrows for what lies beyond a number; what cannot be drawn is counted, with the reason. */
export const Bounds: Story = { args: { resources: () => bounds() } };

/** Two codes of one LOINC group in one row, and said so. */
export const TwoCodes: Story = { args: { resources: () => twoCodes() } };

/** Other tests on the same axis of time, each on its own scale. */
export const Aligned: Story = { args: { press: ['Other tests at the same time', 'Add ', 'Add '] } };

/** When medicines were ordered, or reported as begun: read only when somebody asks. */
export const Medicines: Story = { args: { press: ['Medicines begun'] } };

/** Five thousand results: every extreme is drawn, and each can be read by keyboard. */
export const Thousands: Story = { args: { resources: () => manyOfOne(5000) } };

export const Dark: Story = { args: { theme: 'dark', press: ['Medicines begun'] } };

/** Right to left; time goes from left to right, as in every language. */
export const RightToLeft: Story = { args: { lang: 'ar', press: ['Other tests at the same time', 'Add '] } };

/** As narrow as a phone, or a page at 400 % zoom. */
export const Narrow: Story = { args: { width: '320px', press: ['Medicines begun'] } };

/** What is to be reached, as lines with marks on the side to reach; a goal in another unit is converted, and said to be. */
export const Goals: Story = { args: { resources: () => withGoals(), press: ['Goals'] } };
