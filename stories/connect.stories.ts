import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import '@ehr-widgets/elements/connect/define';
import { brandsBundle, fewProviders, issuerOf, manyProviders } from './support/brands.ts';
import { READY, StorySession } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly brands: () => unknown;
  readonly session: () => Session;
  readonly clientIdFor: (issuer: string) => string | undefined;
}

/** A session with nobody signed in: what is not connected yet. */
const nobody = (): Session => new StorySession({ kind: 'signed-out' });

/** Signed in at the University Hospital of the list. */
const atHospital = (): Session => {
  const session = new StorySession(READY, [{ name: 'University Hospital', resources: [] }]);
  session.sources = session.sources.map(
    (source) => ({ ...source, base: issuerOf('university-hospital') }) as typeof source,
  );
  return session;
};

const meta = {
  title: 'Elements/Connect',
  component: 'ehr-connect',
  args: {
    persona: 'patient',
    brands: () => brandsBundle(fewProviders),
    session: nobody,
    clientIdFor: (issuer) => (issuer.includes('example-labs') ? undefined : 'our-portal'),
  },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    brands: { table: { disable: true } },
    session: { table: { disable: true } },
    clientIdFor: { table: { disable: true } },
  },
  render: ({ persona, brands, session, clientIdFor }) =>
    html`<ehr-connect
      persona=${persona}
      .brands=${brands()}
      .session=${session()}
      .clientIdFor=${clientIdFor}
    ></ehr-connect>`,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

/** A short list is shown whole: among it several portals, a part of a hospital, and places that cannot be connected to. */
export const Few: Story = {};
export const ForClinicians: Story = { args: { persona: 'clinician' } };
export const OneConnected: Story = { args: { session: atHospital } };
export const SeveralPortals: Story = {
  args: { brands: () => brandsBundle(fewProviders.filter(({ id }) => id === 'desert-children')) },
};
/** A long list waits for a question. Try `mary hospital`, `yuma`, or `zebra`. */
export const Many: Story = { args: { brands: () => brandsBundle(manyProviders(5000)) } };
export const None: Story = { args: { brands: () => brandsBundle([]) } };
export const Loading: Story = { args: { brands: () => undefined } };
/** The address answers with something else than a Bundle. */
export const Failed: Story = { args: { brands: () => 'callback.html' } };
export const NotSetUp: Story = { args: { brands: () => ({ resourceType: 'Patient' }) } };
