import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { EhrError, type Session } from '@ehr-widgets/sdk';
import type { EhrMedicationList } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/languages/es/define';
import '@ehr-widgets/elements/medication-list/define';
import { clinicMedicines, hospitalMedicines, manyMedicines } from './support/medicines.ts';
import { person } from './support/record.ts';
import { hasRead } from './support/read.ts';
import { readySession, StorySession, type Server } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly refills: 'auto' | 'host' | 'off';
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  /** Made anew for each story, so that stories do not share data. */
  readonly session: () => Session | undefined;
}

const hospital = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: hospitalMedicines(),
  ...changes,
});
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicMedicines(),
  ...changes,
});
const TYPES = ['MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'MedicationAdministration'];

const meta = {
  title: 'Elements/Medication list',
  component: 'ehr-medication-list',
  args: { persona: 'patient', refills: 'host', session: () => readySession(hospital(), clinic()) },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    refills: { control: 'inline-radio', options: ['auto', 'host', 'off'] },
    session: { table: { disable: true } },
  },
  render: list,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function list({ persona, refills, theme, lang, session }: Args): TemplateResult {
  return html`<ehr-medication-list
    persona=${persona}
    refills=${refills}
    theme=${theme ?? nothing}
    lang=${lang ?? nothing}
    dir=${lang === 'ar' ? 'rtl' : nothing}
    .session=${session()}
  ></ehr-medication-list>`;
}

/** Medicines of two places, with all that a person may have to look at. */
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
  args: { session: () => readySession(hospital({ halfRead: { MedicationRequest: 4 } })) },
};

/** Nothing is recorded, which is not the same as "none". */
export const Empty: Story = { args: { session: () => readySession(hospital({ resources: [person()] })) } };

/** The last good data stays, with its age, when a refresh fails. */
export const Stale: Story = {
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<EhrMedicationList>('ehr-medication-list');
    await hasRead(element);
    const session = element?.session as StorySession;
    session.servers = [hospital({ faults: { '*': 500 } }), clinic({ faults: { '*': 500 } })];
    await element?.refresh();
  },
};

/** The sign-in did not grant it. */
export const Denied: Story = { args: { session: () => readySession(hospital({ denied: TYPES })) } };

/** The server does not have it. */
export const Unsupported: Story = {
  args: { session: () => readySession(hospital({ lacks: [...TYPES, 'AllergyIntolerance'] })) },
};

/** Nothing could be read. */
export const Failed: Story = { args: { session: () => readySession(hospital({ faults: { '*': 400 } })) } };

/** The server stopped early. */
export const CutOff: Story = {
  args: { session: () => readySession(hospital({ cutOff: { MedicationRequest: { shown: 4, total: 1212 } } })) },
};

/** One of two sources did not answer. */
export const PartFailed: Story = {
  args: { session: () => readySession(hospital(), clinic({ faults: { '*': 400 } })) },
};

/** Five hundred medicines, a page at a time; search, sort and print take all of them. */
export const Long: Story = { args: { session: () => readySession(hospital({ resources: manyMedicines(500) })) } };

export const Dark: Story = { args: { theme: 'dark' } };

/** Right to left. The words are English until a translation is registered. */
export const RightToLeft: Story = { args: { lang: 'ar' } };

/** Words, dates and directions in Spanish; what was written is told as it was written. */
export const Spanish: Story = { args: { lang: 'es' } };

/** As narrow as a phone, or a page at 400 % zoom. */
export const Narrow: Story = {
  render: (args) =>
    html`${frame('320px')}
      <div class="narrow">${list(args)}</div>`,
};

/** In a column of a portal. */
export const Medium: Story = {
  render: (args) =>
    html`${frame('720px')}
      <div class="narrow">${list(args)}</div>`,
};

function frame(width: string): TemplateResult {
  return html`<style>
    .narrow {
      max-inline-size: ${width};
    }
  </style>`;
}
