import { expect, fixture, html } from '@open-wc/testing';
import type { FhirResource, Provenance } from 'fhir/r4.js';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret, PATIENT } from '../../stories/support/record.ts';
import { READY, readySession, type StorySession } from '../../stories/support/sessions.ts';
import { button, says, section, wordsOf } from './reading.ts';

const agent = (code: string, who: string, onBehalfOf?: string): Provenance['agent'][number] => ({
  type: { coding: [{ code }] },
  who: { display: who },
  ...(onBehalfOf !== undefined && { onBehalfOf: { display: onBehalfOf } }),
});

const provenance: Provenance = {
  resourceType: 'Provenance',
  id: 'one',
  target: [{ reference: 'Condition/diabetes' }],
  recorded: '2019-07-02T09:00:00Z',
  agent: [agent('author', 'Dr Rosa Mensah', 'City Clinic'), agent('transmitter', 'Regional Exchange')],
};

async function opened(session: StorySession): Promise<EhrPatientSummary> {
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona="patient"
      sections="problems"
      .session=${session}
    ></ehr-patient-summary>`,
  );
  await says(element, 'Type 2 diabetes');
  button(section(element, 'Conditions'), 'Type 2 diabetes').click();
  return element;
}

const place = (...more: FhirResource[]): Parameters<typeof readySession>[0] => ({
  name: 'University Hospital',
  resources: [...margaret(), ...more],
});

describe('the story of a line', () => {
  it('says where it was written, by whom, and who sent it here', async () => {
    const element = await opened(readySession(place(provenance)));
    await says(element, 'Source University Hospital, from City Clinic');
    await says(element, 'Written by Dr Rosa Mensah · 2 Jul 2019');
    await says(element, 'Sent by Regional Exchange');
    await says(element, 'Received today');
  });

  it('names one place where it was written there', async () => {
    const here = { ...provenance, agent: [agent('author', 'Dr Rosa Mensah', 'University Hospital')] };
    const element = await opened(readySession(place(here)));
    await says(element, 'Written by Dr Rosa Mensah');
    expect(wordsOf(element)).not.to.contain('from University Hospital');
    expect(wordsOf(element)).not.to.contain('Sent by');
  });

  it('says what the line itself tells, where nobody else does, and never calls a change at the server writing', async () => {
    const plain = margaret().filter(({ id }) => id !== 'diabetes');
    const changed: FhirResource = {
      resourceType: 'Condition',
      id: 'diabetes',
      subject: { reference: PATIENT },
      code: { text: 'Type 2 diabetes' },
      meta: { lastUpdated: '2020-03-04T12:00:00Z' },
    };
    const element = await opened(readySession({ name: 'University Hospital', resources: [...plain, changed] }));
    await says(element, 'Last changed at the source 4 Mar 2020');
    expect(wordsOf(element)).not.to.contain('Written by');
    expect(wordsOf(section(element, 'Conditions'))).not.to.contain('Recorded 4 Mar 2020');
  });

  it('is as before where the server tells nothing of it, and is asked for only when it is opened', async () => {
    const session = readySession(place());
    const element = await fixture<EhrPatientSummary>(
      html`<ehr-patient-summary
        lang="en"
        sections="problems"
        persona="patient"
        .session=${session}
      ></ehr-patient-summary>`,
    );
    await says(element, 'Type 2 diabetes');
    expect(session.requests.filter((url) => url.includes('Provenance'))).to.deep.equal([]);
    button(section(element, 'Conditions'), 'Type 2 diabetes').click();
    await says(element, 'Received today');
    expect(wordsOf(element)).not.to.contain('Written by');
  });

  it('says so where it could not be read, and reads it when the line is opened again', async () => {
    const session = readySession({ ...place(provenance), faults: { Provenance: 500 } });
    const element = await opened(session);
    await says(element, 'Written by Could not be read');
    session.servers = [place(provenance)];
    button(section(element, 'Conditions'), 'Type 2 diabetes').click();
    button(section(element, 'Conditions'), 'Type 2 diabetes').click();
    await says(element, 'Written by Dr Rosa Mensah');
  });

  it('is forgotten with the session', async () => {
    const session = readySession(place(provenance));
    const element = await opened(session);
    await says(element, 'Written by Dr Rosa Mensah');
    session.become({ kind: 'signed-out' });
    session.servers = [place()];
    session.become(READY);
    await says(element, 'Received today');
    expect(wordsOf(element)).not.to.contain('Dr Rosa Mensah');
  });
});
