import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { EhrError, type EhrErrorCode, type SessionState } from '@ehr-widgets/sdk';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/source/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from './support/record.ts';
import { READY, StorySession } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  /** One for each place. */
  readonly states: readonly SessionState[];
}

const PLACES = ['University Hospital', 'City Clinic', 'Dr Mensah’s practice'];

const failed = (code: EhrErrorCode): SessionState => ({
  kind: 'failed',
  error: new EhrError(code, 'A story about this failure.'),
});
const expired = (code: EhrErrorCode): SessionState => ({ kind: 'expired', error: new EhrError(code, 'It is over.') });
const signedOut: SessionState = { kind: 'signed-out' };

const meta = {
  title: 'Elements/Source',
  component: 'ehr-source',
  args: { persona: 'patient', states: [signedOut, signedOut, signedOut] },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    states: { table: { disable: true } },
  },
  render: ({ persona, states }) =>
    html`<ehr-session persona=${persona}>
      ${states.map((state, index) => {
        const name = PLACES[index] ?? 'A place';
        const session = new StorySession(state, [{ name, resources: margaret() }]);
        return html`<ehr-source name=${name} .session=${session}></ehr-source>`;
      })}
      <ehr-patient-summary sections="allergies problems"></ehr-patient-summary>
    </ehr-session>`,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

export const NoneSignedIn: Story = {};
export const OneSigningIn: Story = { args: { states: [signedOut, { kind: 'signing-in' }, signedOut] } };
export const SomeSignedIn: Story = { args: { states: [READY, READY, signedOut] } };
export const AllSignedIn: Story = { args: { states: [READY, READY, READY] } };
export const SomeFailed: Story = { args: { states: [READY, failed('access-denied'), failed('discovery-failed')] } };
export const WindowsBlocked: Story = { args: { states: [READY, failed('popup-blocked'), signedOut] } };
export const SomeEnded: Story = { args: { states: [READY, expired('session-expired'), expired('session-idle')] } };
export const ForClinicians: Story = {
  args: {
    persona: 'clinician',
    states: [READY, failed('token-request-failed'), { kind: 'no-patient', error: new EhrError('no-patient', 'None.') }],
  },
};

/** A place that somebody chose can be removed again. */
export const Added: StoryObj = {
  render: () => {
    const session = document.createElement('ehr-session');
    for (const [index, name] of PLACES.slice(0, 2).entries()) {
      session.addSource({ issuer: `https://server-${index}.example/fhir`, clientId: 'portal', name });
    }
    return session;
  },
};

/** Outside of a session, which is a mistake: it shows what is so by itself. */
export const Alone: StoryObj = {
  render: () => html`<ehr-source .session=${new StorySession(signedOut)}></ehr-source>`,
};
