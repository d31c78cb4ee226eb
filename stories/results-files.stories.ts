import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import type { FhirResource } from 'fhir/r4.js';
import '@ehr-widgets/elements/results-viewer/define';
import { dischargeSummary, unstructured } from './support/clinical-document.ts';
import { person } from './support/record.ts';
import { base64, letter, report, study } from './support/reports.ts';
import { readySession } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  readonly width?: string;
  readonly resources: () => readonly FhirResource[];
  /** Buttons that are pressed one after the other, by how their names begin. */
  readonly press?: readonly string[];
  /** Without it no image is fetched. */
  readonly images?: 'drawn' | 'refused';
}

const meta = {
  title: 'Elements/Results viewer/Files and images',
  component: 'ehr-results-viewer',
  args: { persona: 'clinician', resources: () => [] },
  argTypes: { resources: { table: { disable: true } } },
  render: viewer,
  async play({ args, canvasElement }) {
    for (const name of args.press ?? []) await pressed(canvasElement, name);
  },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function viewer({ persona, theme, lang, width, resources, images }: Args): TemplateResult {
  return html`<style>
      .frame {
        max-inline-size: ${width ?? '70rem'};
      }
    </style>
    <div class="frame" lang=${lang ?? nothing} dir=${lang === 'ar' ? 'rtl' : nothing}>
      <ehr-results-viewer
        view="reports"
        persona=${persona}
        theme=${theme ?? nothing}
        .imageFetch=${images && ((url: string) => fetched(url, images))}
        .session=${readySession({ resources: [person(), ...resources()] })}
      ></ehr-results-viewer>
    </div>`;
}

const document = (title: string, source: string): readonly FhirResource[] => [
  { ...letter('2026-02-01T10:00:00Z'), content: [{ attachment: { title, ...cda(source) } }] },
];
const cda = (source: string): { contentType: string; data: string } => ({
  contentType: 'application/hl7-cda+xml',
  data: base64(source),
});
const read = ['Read'];

/** C-CDA: its header, then its sections in their words, with what is crossed out crossed out. */
export const ClinicalDocument: Story = {
  args: { resources: () => document('Summary', dischargeSummary()), press: read },
};

/** The same, about somebody else. */
export const AnothersDocument: Story = {
  args: { resources: () => document('Summary', dischargeSummary({ birthTime: '19900101' })), press: read },
};

/** A clinical document that is a PDF inside. */
export const PdfInside: Story = {
  args: {
    resources: () =>
      document('Scan', dischargeSummary({ body: unstructured('application/pdf', base64('%PDF-1.4 …')) })),
    press: ['Read Scan'],
  },
};

/** XML that is not well-formed: nothing of it is shown, and it may be saved. */
export const Broken: Story = {
  args: { resources: () => document('Summary', dischargeSummary().replace('</section>', '')), press: read },
};

/** PDF is told with its type and size, and saved. */
export const Pdf: Story = {
  args: { resources: () => [letter('2026-02-01T10:00:00Z')], press: ['Read Printed letter'] },
};

export const Text: Story = {
  args: { resources: () => [letter('2026-02-01T10:00:00Z')], press: ['Read Letter'] },
};

/** HTML in a frame without rights. */
export const Html: Story = {
  args: {
    resources: () => [
      {
        ...letter('2026-02-01T10:00:00Z'),
        content: [
          {
            attachment: {
              title: 'Page',
              contentType: 'text/html',
              data: base64('<!doctype html><h1>Señora Müller</h1>'),
            },
          },
        ],
      },
    ],
    press: read,
  },
};

/** A document without any file. */
export const NoFile: Story = { args: { resources: () => [{ ...letter('2026-02-01T10:00:00Z'), content: [] }] } };

/** A study with its report, on a page that shows its images: one small picture of the series, and the one that is open. */
export const Images: Story = {
  args: { resources: () => imaged(), images: 'drawn', press: ['Show images', 'Show the images'] },
};

/** The image service refuses. */
export const ImagesRefused: Story = {
  args: { resources: () => imaged(), images: 'refused', press: ['Show images', 'Show the images'] },
};

/** A page that shows no images says so. */
export const ImagesElsewhere: Story = { args: { persona: 'patient', resources: () => imaged() } };

export const Dark: Story = { args: { ...ClinicalDocument.args, theme: 'dark' } };

export const RightToLeft: Story = { args: { ...ClinicalDocument.args, lang: 'ar' } };

export const Narrow: Story = {
  args: { ...ClinicalDocument.args, width: '320px', press: ['Discharge letter', 'Read'] },
};

function imaged(): readonly FhirResource[] {
  return [
    study('kidneys', '2026-02-01T09:00:00Z'),
    report('renal', 'Renal ultrasound', 'RAD', '2026-02-01T09:30:00Z', {
      imagingStudy: [{ reference: 'ImagingStudy/kidneys' }],
      conclusion: 'Both kidneys of normal size.',
    }),
  ];
}

/** A picture that is drawn here, with its place on it: stories ask nobody for anything. */
async function fetched(url: string, how: 'drawn' | 'refused'): Promise<Blob> {
  if (how === 'refused') throw new Error('Refused.');
  const size = Number(/viewport=(\d+)/.exec(url)?.[1] ?? 512);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('Nothing to draw on.');
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#999';
  context.beginPath();
  context.ellipse(size / 2, size / 2, size / 3, size / 5, 0.6, 0, 2 * Math.PI);
  context.fill();
  return canvas.convertToBlob();
}

/** Waits for the button, and presses it. */
async function pressed(canvas: HTMLElement, name: string): Promise<void> {
  const find = (): HTMLElement | undefined =>
    [...(canvas.querySelector('ehr-results-viewer')?.shadowRoot?.querySelectorAll('button') ?? [])].find((button) =>
      button.textContent.replace(/\s+/g, ' ').trim().startsWith(name),
    );
  while (!find()) await new Promise((resolve) => requestAnimationFrame(resolve));
  find()?.click();
}
