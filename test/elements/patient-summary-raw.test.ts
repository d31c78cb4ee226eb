/** What a summary shows of the resources behind its lines, where the host asks for it. */
import { expect, fixture, html } from '@open-wc/testing';
import type { FhirResource } from 'fhir/r4.js';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { PATIENT, person } from '../../stories/support/record.ts';
import { readySession, type StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const weight: FhirResource = {
  resourceType: 'Observation',
  id: 'weight',
  status: 'final',
  subject: { reference: PATIENT },
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Body weight' },
  effectiveDateTime: '2026-11-02',
  valueQuantity: { value: 70.123, unit: 'kg' },
};

/** A server whose decimals have the zeros that a JavaScript number forgets. */
function session(resources: FhirResource[] = [person(), weight]): StorySession {
  const made = readySession({ resources });
  for (const source of made.sources) {
    const { fetch } = source as unknown as { fetch: typeof globalThis.fetch };
    Object.assign(source, {
      fetch: async (url: string, init?: RequestInit) => {
        const answer = await fetch(url, init);
        const text = (await answer.text()).replace('70.123', '70.10');
        return new Response(text, { status: answer.status, headers: answer.headers });
      },
    });
  }
  return made;
}

async function opened(from: StorySession, debug: boolean): Promise<EhrPatientSummary> {
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona="clinician"
      sections="vitals"
      ?debug=${debug}
      .session=${from}
    ></ehr-patient-summary>`,
  );
  await says(element, '70.10 kg');
  button(element, 'Weight').click();
  await says(element, 'Received today');
  return element;
}

const unfold = async (element: EhrPatientSummary): Promise<void> => {
  await until(() => all(element, '.raws summary').length > 0, 'offered');
  all(element, '.raws summary')[0]?.click();
};

describe('the resources behind a line', () => {
  it('are not there unless the host asks for them', async () => {
    const from = session();
    const element = await opened(from, false);
    expect(all(element, '.raws')).to.deep.equal([]);
    expect(wordsOf(element)).not.to.contain('FHIR');
  });

  it('are read when they are unfolded, and shown whole with every decimal as sent, left to right', async () => {
    const from = session();
    const reads = (): number => from.requests.filter((url) => url.startsWith('Observation/weight')).length;
    const element = await opened(from, true);
    await until(() => all(element, '.raws summary').length > 0, 'offered');
    expect(reads()).to.equal(0);
    await unfold(element);
    await says(element, '"resourceType": "Observation"');
    expect(reads()).to.equal(1);
    const [pre] = all(element, '.raws pre');
    expect(pre?.textContent).to.contain('\n    "value": 70.10,\n');
    expect(getComputedStyle(pre as Element).direction).to.equal('ltr');
  });

  it('say what went wrong where they cannot be read, and are read when they are unfolded again', async () => {
    const from = session();
    const element = await opened(from, true);
    const [server] = from.servers;
    from.servers = [{ ...server, resources: [person()] }];
    await unfold(element);
    await says(element, 'Could not be read: not-found');
    from.servers = server ? [server] : [];
    all(element, '.raws summary')[0]?.click();
    all(element, '.raws summary')[0]?.click();
    await says(element, '"resourceType": "Observation"');
  });
});
