import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { EhrError, type Session } from '@ehr-widgets/sdk';
import type { EhrAppointmentList } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-list/define';
import '@ehr-widgets/elements/languages/es/define';
import { IRIS, practiceDays } from './support/agenda.ts';
import { intake } from './support/appointments.ts';
import { hasRead } from './support/read.ts';
import { person } from './support/record.ts';
import { readySession, StorySession, type Server } from './support/sessions.ts';
import { appointment, clinicAppointments, hospitalAppointments } from './support/visits.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly moving: 'auto' | 'host' | 'off';
  readonly cancelling: 'auto' | 'host' | 'off';
  readonly checkIn?: boolean;
  readonly questionnaire?: string;
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  /** Made anew for each story, so that stories do not share data. */
  readonly session: () => Session | undefined;
}

const hospital = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: hospitalAppointments(),
  ...changes,
});
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicAppointments(),
  ...changes,
});
/** Those of the hospital that are in one of these states, and nothing else. */
const only = (...statuses: string[]): Server =>
  hospital({
    resources: hospitalAppointments().filter(
      (one) => one.resourceType !== 'Appointment' || statuses.includes(one.status),
    ),
  });

/** The hospital, which has a question before each visit. */
const asking = (): Server => hospital({ resources: [...hospitalAppointments(), intake] });

async function checkingIn({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const element = canvasElement.querySelector<EhrAppointmentList>('ehr-appointment-list');
  await hasRead(element);
  const buttons = [...(element?.shadowRoot?.querySelectorAll('button') ?? [])];
  buttons.find((one) => one.textContent?.includes('Check in'))?.click();
}

async function cancelling({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const element = canvasElement.querySelector<EhrAppointmentList>('ehr-appointment-list');
  await hasRead(element);
  const press = async (find: () => HTMLElement | null | undefined): Promise<void> => {
    while (element?.isConnected && !find()) await new Promise((resolve) => requestAnimationFrame(resolve));
    find()?.click();
  };
  const buttons = (): HTMLElement[] => [...(element?.shadowRoot?.querySelectorAll('button') ?? [])];
  await press(() => buttons().find((one) => one.textContent?.includes('Cancel this appointment')));
  await press(() => element?.shadowRoot?.querySelector<HTMLElement>('dialog[open] [value=cancel]'));
}

/** What cancelling comes to at both places. */
const cancelledAs = (fault: number | 'lost'): Session => {
  const writes = { Appointment: fault };
  return readySession(hospital({ writes }), clinic({ writes }));
};

const meta = {
  title: 'Elements/Appointment list',
  component: 'ehr-appointment-list',
  args: {
    persona: 'patient',
    moving: 'host',
    cancelling: 'auto',
    session: () => readySession(hospital(), clinic()),
  },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    moving: { control: 'inline-radio', options: ['auto', 'host', 'off'] },
    cancelling: { control: 'inline-radio', options: ['auto', 'host', 'off'] },
    session: { table: { disable: true } },
  },
  render: list,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function list({ persona, moving, cancelling, checkIn, questionnaire, theme, lang, session }: Args): TemplateResult {
  return html`<ehr-appointment-list
    persona=${persona}
    moving=${moving}
    cancelling=${cancelling}
    ?check-in=${checkIn}
    questionnaire=${questionnaire ?? nothing}
    map-url="https://www.openstreetmap.org/search?query={address}"
    cancel-policy="Please cancel at least a day before, so that somebody else can have the time."
    reminders="1440 60"
    theme=${theme ?? nothing}
    lang=${lang ?? nothing}
    dir=${lang === 'ar' ? 'rtl' : nothing}
    .session=${session()}
  ></ehr-appointment-list>`;
}

/** Appointments at two places: a video visit about to begin, what is asked for, what was, and what two places tell differently. */
export const Ready: Story = {};

/** The same in words for those who treat. */
export const ForClinicians: Story = { args: { persona: 'clinician' } };

/** What is booked. */
export const Upcoming: Story = { args: { session: () => readySession(only('booked')) } };

/** What is asked for and on a waiting list: nothing of it is booked. */
export const Requested: Story = { args: { session: () => readySession(only('proposed', 'waitlist')) } };

/** What was, and what was missed. */
export const Past: Story = { args: { session: () => readySession(only('fulfilled', 'noshow')) } };

/** What was called off, with the reason. */
export const Cancelled: Story = { args: { session: () => readySession(only('cancelled')) } };

/** A page that asks its own questions before a visit. */
export const CheckIn: Story = { args: { checkIn: true } };

/** The practice's questions before a visit, in the line of the appointment. */
export const CheckInQuestions: Story = {
  args: { checkIn: true, questionnaire: 'Questionnaire/intake', session: () => readySession(asking()) },
  play: checkingIn,
};

/** The sign-in does not include answering them. */
export const CheckInDenied: Story = {
  args: {
    checkIn: true,
    questionnaire: 'Questionnaire/intake',
    session: () => readySession({ ...asking(), denied: ['QuestionnaireResponse'] }),
  },
  play: checkingIn,
};

/** Just cancelled, with the way back. */
export const JustCancelled: Story = { play: cancelling };

/** The practice did not take the cancelling: the appointment stands. */
export const CancellingFailed: Story = { args: { session: () => cancelledAs(422) }, play: cancelling };

/** The answer to the cancelling was lost: nobody knows yet whether the appointment stands. */
export const CancellingUnsure: Story = { args: { session: () => cancelledAs('lost') }, play: cancelling };

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
  args: { session: () => readySession(hospital({ halfRead: { Appointment: 4 } })) },
};

/** Nothing is recorded, which is not the same as "none". */
export const Empty: Story = { args: { session: () => readySession(hospital({ resources: [person()] })) } };

/** The sign-in did not grant it. */
export const Denied: Story = { args: { session: () => readySession(hospital({ denied: ['Appointment'] })) } };

/** The server does not have it. */
export const Unsupported: Story = { args: { session: () => readySession(hospital({ lacks: ['Appointment'] })) } };

/** Nothing could be read. */
export const Failed: Story = { args: { session: () => readySession(hospital({ faults: { '*': 400 } })) } };

/** The server stopped early. */
export const CutOff: Story = {
  args: { session: () => readySession(hospital({ cutOff: { Appointment: { shown: 4, total: 90 } } })) },
};

/** One of two sources did not answer. */
export const PartFailed: Story = {
  args: { session: () => readySession(hospital(), clinic({ faults: { '*': 400 } })) },
};

/** Two hundred that went by, twenty more at each press. */
export const Long: Story = {
  args: {
    session: () => {
      const long = Array.from({ length: 200 }, (_, index) => {
        const start = Date.now() - (index + 1) * 7 * 86_400_000;
        const span = [start, start + 1_800_000].map((at) => new Date(at).toISOString()) as [string, string];
        return appointment(`long-${index}`, 'Renal clinic', span, { status: 'fulfilled' });
      });
      return readySession(hospital({ resources: [...hospitalAppointments(), ...long] }));
    },
  },
};

export const Dark: Story = { args: { theme: 'dark' } };

/** Right to left. The words are English until a translation is registered. */
export const RightToLeft: Story = { args: { lang: 'ar' } };

/** Words and dates in Spanish; what was written is told as it was written. */
export const Spanish: Story = { args: { lang: 'es' } };

/** As narrow as a phone, or a page at 400 % zoom. */
export const Narrow: Story = {
  render: (args) =>
    html`<style>
        .narrow {
          max-inline-size: 320px;
        }
      </style>
      <div class="narrow">${list(args)}</div>`,
};

/** A practice's day, for staff. */
export const Agenda: Story = { render: (args) => agenda(args, 'day') };

/** A practice's week. */
export const AgendaOfAWeek: Story = { render: (args) => agenda(args, 'week') };

/** Staff whose sign-in lets them look, and change nothing. */
export const AgendaReadOnly: Story = {
  args: {
    session: () => {
      const session = practice();
      session.sources = session.sources.map((source) => ({ ...source, scopes: ['user/*.rs'] }));
      return session;
    },
  },
  render: (args) => agenda(args, 'day'),
};

/** A sign-in for one patient. */
export const AgendaDenied: Story = {
  args: {
    session: () => {
      const session = practice();
      session.sources = session.sources.map((source) => ({ ...source, scopes: ['patient/*.rs'] }));
      return session;
    },
  },
  render: (args) => agenda(args, 'day'),
};

/** The days could not be read. */
export const AgendaFailed: Story = {
  args: { session: () => practice({ faults: { Appointment: 400 } }) },
  render: (args) => agenda(args, 'day'),
};

export const AgendaInSpanish: Story = { args: { lang: 'es' }, render: (args) => agenda(args, 'day') };

function agenda({ theme, lang, session }: Args, span: 'day' | 'week'): TemplateResult {
  return html`<ehr-appointment-list
    view="agenda"
    agenda-of=${IRIS}
    agenda-span=${span}
    theme=${theme ?? nothing}
    lang=${lang ?? nothing}
    .session=${session === meta.args.session ? practice() : session()}
  ></ehr-appointment-list>`;
}

function practice(changes: Partial<Server> = {}): StorySession {
  return readySession({ name: 'University Hospital', resources: practiceDays(), ...changes });
}
