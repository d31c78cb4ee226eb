import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { EhrError, type Session } from '@ehr-widgets/sdk';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { person } from './support/record.ts';
import { hospitalReports, letter } from './support/reports.ts';
import { clinicResults, hospitalResults, lab, manyResults, measured, panelReport } from './support/results.ts';
import { readySession, StorySession, type Server } from './support/sessions.ts';
import { corrected } from './support/versions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  readonly view?: 'reports' | 'time';
  /** Made anew for each story, so that stories do not share data. */
  readonly session: () => Session | undefined;
}

const hospital = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: hospitalResults(),
  ...changes,
});
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicResults(),
  ...changes,
});

const meta = {
  title: 'Elements/Results viewer',
  component: 'ehr-results-viewer',
  args: { persona: 'patient', session: () => readySession(hospital(), clinic()) },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    session: { table: { disable: true } },
  },
  render: viewer,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function viewer({ persona, theme, lang, view, session }: Args): TemplateResult {
  return html`<ehr-results-viewer
    persona=${persona}
    theme=${theme ?? nothing}
    lang=${lang ?? nothing}
    view=${view ?? nothing}
    dir=${lang === 'ar' ? 'rtl' : nothing}
    .session=${session()}
  ></ehr-results-viewer>`;
}

/** Results of two places: every form of value, every mark and status. */
export const Ready: Story = {};

/** The same in words for those who treat. */
export const ForClinicians: Story = { args: { persona: 'clinician' } };

/** Nobody is signed in. */
export const Waiting: Story = { args: { session: () => undefined } };

/** Signed in, but no patient was chosen. */
export const WaitingForPatient: Story = {
  args: {
    session: () =>
      new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', 'No patient was chosen.') }),
  },
};

/** Nothing has come yet. */
export const Loading: Story = { args: { session: () => readySession(hospital({ faults: { '*': 'never' } })) } };

/** What has come is shown, with how much there is. */
export const PartlyLoaded: Story = {
  args: { session: () => readySession(hospital({ halfRead: { Observation: 8 } })) },
};

/** Nothing is recorded, which is not the same as "none". */
export const Empty: Story = { args: { session: () => readySession(hospital({ resources: [person()] })) } };

/** The last good data stays, with its age, when a refresh fails. */
export const Stale: Story = {
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<EhrResultsViewer>('ehr-results-viewer');
    const session = element?.session as StorySession;
    session.servers = [hospital({ faults: { '*': 500 } }), clinic({ faults: { '*': 500 } })];
    await element?.refresh();
  },
};

/** The sign-in did not grant it. */
export const Denied: Story = {
  args: { session: () => readySession(hospital({ denied: ['Observation', 'DiagnosticReport'] })) },
};

/** The server does not have it. */
export const Unsupported: Story = {
  args: { session: () => readySession(hospital({ lacks: ['Observation', 'DiagnosticReport'] })) },
};

/** Nothing could be read. */
export const Failed: Story = { args: { session: () => readySession(hospital({ faults: { '*': 400 } })) } };

/** The server stopped early. */
export const CutOff: Story = {
  args: { session: () => readySession(hospital({ cutOff: { Observation: { shown: 12, total: 1212 } } })) },
};

/** One of two sources did not answer. */
export const PartFailed: Story = {
  args: { session: () => readySession(hospital(), clinic({ faults: { '*': 400 } })) },
};

/** Ten thousand results, of which only what can be seen stands in the page; search, sort and print take all of them. */
export const Long: Story = {
  args: { session: () => readySession(hospital({ resources: manyResults(100, 100) })) },
};

/** One test under two codes, which LOINC counts as one; and panels to choose tests by. */
export const SeveralCodes: Story = {
  args: { persona: 'clinician', session: () => readySession(hospital({ resources: severalCodes() })) },
};

function severalCodes(): Server['resources'] {
  const results = [
    lab('cr1', 'Creatinine in serum', '2160-0', '2026-03-01T09:30:00Z', measured(['1.1', 'mg/dL'])),
    lab('cr2', 'Creatinine in blood', '38483-4', '2026-06-02T09:30:00Z', measured(['1.2', 'mg/dL'])),
    lab('na', 'Sodium', '2951-2', '2026-06-02T09:30:00Z', measured(['140', 'mmol/L'])),
  ];
  return [person(), ...results, panelReport('r1', 'Renal profile', '2026-06-02T09:30:00Z', results.slice(1))];
}

/** A report that was corrected where it was, on a server that keeps what it said before. */
export const SaidBefore: Story = {
  args: { view: 'reports', persona: 'clinician', session: () => readySession(corrected()) },
  play: async ({ canvasElement }) => {
    const root = canvasElement.querySelector('ehr-results-viewer')?.shadowRoot;
    const find = (): HTMLElement | null | undefined => root?.querySelector('.versions > button');
    while (!find()) await new Promise((resolve) => requestAnimationFrame(resolve));
    find()?.click();
  },
};

/** Each report with what it holds: panels, what is missing, versions, and what no report holds by its day. */
export const ByReport: Story = {
  args: {
    view: 'reports',
    persona: 'clinician',
    session: () => readySession(hospital({ resources: hospitalReports() })),
  },
};

/** Files of a document: read when asked for, shown as text or picture, else saved. */
export const Files: Story = {
  args: {
    view: 'reports',
    session: () => readySession(hospital({ resources: [person(), letter('2026-02-01T10:00:00Z')] })),
  },
};

export const Dark: Story = { args: { theme: 'dark' } };

/** Right to left. The words are English until a translation is registered. */
export const RightToLeft: Story = { args: { lang: 'ar' } };

/** As narrow as a phone, or a page at 400 % zoom. */
export const Narrow: Story = {
  render: (args) =>
    html`${frame('320px')}
      <div class="narrow">${viewer(args)}</div>`,
};

/** In a column of a portal. */
export const Medium: Story = {
  render: (args) =>
    html`${frame('720px')}
      <div class="narrow">${viewer(args)}</div>`,
};

function frame(width: string): TemplateResult {
  return html`<style>
    .narrow {
      max-inline-size: ${width};
    }
  </style>`;
}
