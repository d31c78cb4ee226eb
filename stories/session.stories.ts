import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { EhrError, type EhrErrorCode, type Session } from '@ehr-widgets/sdk';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from './support/record.ts';
import { READY, StorySession } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly session: () => Session;
}

const failing = (code: EhrErrorCode): (() => Session) => {
  return () => new StorySession({ kind: 'failed', error: new EhrError(code, 'A story about this failure.') });
};

const meta = {
  title: 'Elements/Session',
  component: 'ehr-session',
  args: { persona: 'patient', session: () => new StorySession({ kind: 'signed-out' }) },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    session: { table: { disable: true } },
  },
  render: ({ persona, session }) =>
    html`<ehr-session persona=${persona} .session=${session()}>
      <p>The page’s own content stays, whatever happens.</p>
    </ehr-session>`,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

export const SignedOut: Story = {};
export const SigningIn: Story = { args: { session: () => new StorySession({ kind: 'signing-in' }) } };
export const Ready: Story = {
  args: {
    session: () => new StorySession(READY, [{ name: 'University Hospital', resources: margaret() }]),
  },
  render: ({ persona, session }) =>
    html`<ehr-session persona=${persona} .session=${session()}>
      <ehr-patient-summary></ehr-patient-summary>
    </ehr-session>`,
};
export const PopupBlocked: Story = { args: { session: failing('popup-blocked') } };
export const PopupClosed: Story = { args: { session: failing('popup-closed') } };
export const AccessDenied: Story = { args: { session: failing('access-denied') } };
export const IssuerNotAllowed: Story = { args: { persona: 'clinician', session: failing('issuer-not-allowed') } };
export const StateMismatch: Story = { args: { session: failing('state-mismatch') } };
export const CodeRejected: Story = { args: { session: failing('code-rejected') } };
export const ServerDown: Story = { args: { session: failing('discovery-failed') } };
export const NothingGranted: Story = { args: { session: failing('nothing-granted') } };
export const NoPatient: Story = {
  args: {
    persona: 'clinician',
    session: () =>
      new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', 'No patient was chosen.') }),
  },
};
export const Expired: Story = {
  args: {
    session: () =>
      new StorySession({ kind: 'expired', error: new EhrError('session-expired', 'The session has ended.') }),
  },
};

const ending = (because: 'idle' | 'expiry', milliseconds: number): Session =>
  new StorySession({ ...READY, ending: { because, at: Date.now() + milliseconds } }, [
    { name: 'University Hospital', resources: margaret() },
  ]);

/** Nobody has used the page for a while: it says so before it ends the session. */
export const EndingUnused: Story = { ...Ready, args: { session: () => ending('idle', 60_000) } };
/** The right to read runs out. */
export const EndingByExpiry: Story = { ...Ready, args: { session: () => ending('expiry', 300_000) } };
export const EndedUnused: Story = {
  args: {
    session: () => new StorySession({ kind: 'expired', error: new EhrError('session-idle', 'The page was not used.') }),
  },
};

/** The host left something out. The console says what; readers are told to tell the people who run the site. */
export const NotSetUp: StoryObj = {
  render: () => html`<ehr-session issuer="https://fhir.example/r4"><p>The page’s own content.</p></ehr-session>`,
};
