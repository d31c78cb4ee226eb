import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { EhrError, joinedSession, openSession, type Session } from '@ehr-widgets/sdk';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/languages/es/define';
import { laterLines } from './support/later.ts';
import { allergy, datesBefore, margaret, noKnownAllergies, person } from './support/record.ts';
import { hasRead } from './support/read.ts';
import { READY, readySession, StorySession, type Server } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly sections: string;
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  readonly downloadable?: boolean;
  readonly remember?: string;
  readonly units?: 'recorded' | 'si' | 'us';
  readonly density?: 'auto' | 'compact' | 'comfortable';
  readonly debug?: boolean;
  /** Made anew for each story, so that stories do not share data. */
  readonly session: () => Session | undefined;
}

const hospital = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: margaret(),
  ...changes,
});
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: [person()],
  ...changes,
});

const meta = {
  title: 'Elements/Patient summary',
  component: 'ehr-patient-summary',
  args: { persona: 'clinician', sections: '', session: () => readySession(hospital()) },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    sections: { control: 'text' },
    units: { control: 'inline-radio', options: ['recorded', 'si', 'us'] },
    density: { control: 'inline-radio', options: ['auto', 'compact', 'comfortable'] },
    debug: { control: 'boolean' },
    session: { table: { disable: true } },
  },
  render: summary,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function summary({
  persona,
  sections,
  theme,
  lang,
  downloadable = false,
  remember,
  units,
  density,
  debug = false,
  session,
}: Args): TemplateResult {
  return html`<ehr-patient-summary
    persona=${persona}
    sections=${sections || nothing}
    theme=${theme ?? nothing}
    lang=${lang ?? nothing}
    dir=${lang === 'ar' ? 'rtl' : nothing}
    remember=${remember ?? nothing}
    units=${units ?? nothing}
    density=${density ?? nothing}
    ?downloadable=${downloadable}
    ?debug=${debug}
    .session=${session()}
  ></ehr-patient-summary>`;
}

/** Everything is there, from one server. */
export const Ready: Story = {};

/** The same record in words for the person it is about. */
export const ForPatients: Story = { args: { persona: 'patient' } };

/** Weights, heights and temperatures in other units too, after what was recorded. */
export const UnitsBothWays: Story = { args: { units: 'us', sections: 'vitals results' } };

/** A line for each section, as in a narrow column: what warns stays in sight. */
export const Compact: Story = { args: { density: 'compact' } };

/** For who builds with it: an opened line offers the FHIR resources that it was made of. */
export const Debug: Story = {
  args: { debug: true, sections: 'allergies' },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<EhrPatientSummary>('ehr-patient-summary');
    await hasRead(element);
    element?.shadowRoot?.querySelector<HTMLElement>('[part~=line] .main')?.click();
    await element?.updateComplete;
  },
};

/** Nobody is signed in: no skeleton, because nothing is on its way. */
export const Waiting: Story = { args: { persona: 'patient', session: () => undefined } };

/** Signed in, but no patient was chosen. */
export const WaitingForPatient: Story = {
  args: {
    session: () =>
      new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', 'No patient was chosen.') }),
  },
};

/** Nothing has come yet. */
export const Loading: Story = { args: { session: () => readySession(hospital({ faults: { '*': 'never' } })) } };

/** Results are still being read, with counts; what is there is shown. */
export const PartlyLoaded: Story = {
  args: { session: () => readySession(hospital({ halfRead: { Observation: 6 }, faults: { Encounter: 'never' } })) },
};

/** Nothing is recorded, which is not the same as "none". */
export const Empty: Story = {
  args: { persona: 'patient', session: () => readySession(hospital({ resources: [person()] })) },
};

/** Somebody asked, and wrote down "none". */
export const KnownNone: Story = {
  args: {
    session: () =>
      readySession(hospital({ resources: [person(), noKnownAllergies(datesBefore(new Date()).day(222))] })),
  },
};

/** The last good data stays, with its age, when a refresh fails. */
export const Stale: Story = {
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<EhrPatientSummary>('ehr-patient-summary');
    await hasRead(element);
    const session = element?.session as StorySession;
    session.servers = [hospital({ faults: { '*': 500 } })];
    await element?.refresh();
  },
};

/** The sign-in did not grant some of it. */
export const Denied: Story = {
  args: { session: () => readySession(hospital({ denied: ['Condition', 'Encounter'] })) },
};

/** The server does not have some of it. */
export const Unsupported: Story = {
  args: { persona: 'patient', session: () => readySession(hospital({ lacks: ['Immunization'] })) },
};

/** Some of it could not be read. */
export const Failed: Story = {
  args: { session: () => readySession(hospital({ faults: { Condition: 400, Immunization: 400 } })) },
};

/** Nothing could be read. */
export const AllFailed: Story = {
  args: { persona: 'patient', session: () => readySession(hospital({ faults: { '*': 400 } })) },
};

/** The server stopped early. */
export const CutOff: Story = {
  args: { session: () => readySession(hospital({ cutOff: { MedicationRequest: { shown: 4, total: 1212 } } })) },
};

/** One of two sources did not answer. */
export const PartFailed: Story = {
  args: { session: () => readySession(hospital(), clinic({ faults: { '*': 400 } })) },
};

/** Two sources, each line saying where it is from. */
export const TwoSources: Story = {
  args: {
    session: () => readySession(hospital(), clinic({ resources: margaret().slice(0, 12) })),
  },
};

/** Two sessions, each with a place of its own, read as one record; what both tell of is told once. */
export const JoinedSources: Story = {
  args: {
    session: () => {
      const session = joinedSession();
      session.add(readySession(hospital({ resources: whole() })), { id: 'hospital', name: 'University Hospital' });
      const known = margaret().filter(({ resourceType }) => /Patient|Condition|Allergy/.test(resourceType));
      session.add(readySession(clinic({ resources: known })), { id: 'clinic', name: 'City Clinic' });
      return session;
    },
  },
};

/** The sections that are read after the others, each with something to tell. */
export const LaterSections: Story = { args: { session: () => readySession(hospital({ resources: whole() })) } };

/** The same for the person it is about. */
export const LaterSectionsForPatients: Story = { args: { ...LaterSections.args, persona: 'patient' } };

/** Words, dates and numbers in Spanish; the record's own words as they were written. */
export const Spanish: Story = { args: { ...LaterSections.args, lang: 'es', persona: 'patient' } };

/** Offered as a file, and made into one. */
export const Downloadable: Story = { args: { ...LaterSections.args, downloadable: true, persona: 'patient' } };

/** Something came since the reader last looked. */
export const NewSinceLastLook: Story = {
  args: { remember: 'storybook' },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<EhrPatientSummary>('ehr-patient-summary');
    await hasRead(element);
    const session = element?.session as StorySession;
    const fresh = { ...allergy('nickel', 'Nickel', { verification: 'confirmed' }), recordedDate: now() };
    session.servers = [hospital({ resources: [...margaret(), fresh] })];
    session.become({ kind: 'signed-out' });
    session.become(READY);
  },
};

/** Inside an EHR that says itself who it is: one line is enough. */
export const SlimBanner: Story = {
  args: {
    session: () =>
      new StorySession({ ...READY, context: { ...READY.context, needPatientBanner: false } }, [hospital()]),
  },
};

/** The patient has died. */
export const Deceased: Story = {
  args: {
    session: () =>
      readySession(
        hospital({
          resources: [
            person({ deceasedDateTime: datesBefore(new Date()).day(30) }),
            ...margaret().filter(({ resourceType }) => resourceType === 'Condition'),
          ],
        }),
      ),
  },
};

/** Only some sections, in the host's order. */
export const ChosenSections: Story = { args: { sections: 'medications allergies', persona: 'patient' } };

export const Dark: Story = { args: { theme: 'dark' } };

/** The words are English until an Arabic translation is registered; layout, dates and order are right to left. */
export const RightToLeft: Story = { args: { lang: 'ar' } };

/** In a column of 320 pixels, lines without a status fold. */
export const Narrow: Story = {
  decorators: [(story) => html`<div class="narrow">${frame('20rem')}${story()}</div>`],
};

/** Two columns. */
export const Medium: Story = {
  decorators: [(story) => html`<div class="narrow">${frame('45rem')}${story()}</div>`],
};

const live = {
  args: { fhirBase: 'http://localhost:4460/university-hospital/fhir', persona: 'clinician' },
  argTypes: { fhirBase: { control: 'text' } },
} as const;

/** Against a running sandbox (`npm start`): a real sign-in, then real requests. */
export const Live: StoryObj<{ fhirBase: string; persona: string }> = {
  ...live,
  render: ({ fhirBase, persona }) =>
    html`<ehr-session
      issuer=${fhirBase}
      client-id="storybook"
      scope="launch/patient patient/*.rs openid fhirUser"
      redirect-uri="/callback.html"
      persona=${persona}
    >
      <ehr-patient-summary></ehr-patient-summary>
    </ehr-session>`,
};

/** Against a sandbox, or any other server, that asks for no sign-in (`npm start -- --auth off`). */
export const LiveWithoutSignIn: StoryObj<{ fhirBase: string; patient: string; persona: string }> = {
  args: { ...live.args, patient: 'p-1001' },
  argTypes: { ...live.argTypes, patient: { control: 'text' } },
  tags: ['live'],
  render: ({ fhirBase, patient, persona }) =>
    html`<ehr-patient-summary persona=${persona} .session=${openSession({ fhirBase, patient })}></ehr-patient-summary>`,
};

/** The standard sections and the later ones. */
function whole(): Server['resources'] {
  return [...margaret(), ...laterLines()];
}

function now(): string {
  return new Date().toISOString();
}

function frame(width: string): TemplateResult {
  return html`<style>
    .narrow {
      max-inline-size: ${width};
    }
  </style>`;
}
