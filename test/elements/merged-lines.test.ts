/** What one line says of what several places tell: nothing of it is lost because another place leads. */
import { expect, fixture, html } from '@open-wc/testing';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { allergy, person, PATIENT } from '../../stories/support/record.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import { all, section, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

type Resource = Server['resources'][number];

async function summaryOf(hospital: Resource, clinic: Resource): Promise<EhrPatientSummary> {
  const session = readySession(
    { name: 'University Hospital', resources: [person(), hospital] },
    { name: 'City Clinic', resources: [person(), clinic] },
  );
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary lang="en" persona="clinician" .session=${session}></ehr-patient-summary>`,
  );
  await until(() => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0, 'settled');
  return element;
}

const penicillin = {
  code: { coding: [{ system: 'http://snomed.info/sct', code: '764146007' }], text: 'Penicillin' },
};
const hives = { reaction: [{ manifestation: [{ text: 'Hives' }] }] };

describe('a line of several places', () => {
  it('says the reaction that only one place knows of, where another leads for its risk', async () => {
    const risk = {
      ...allergy('h', 'Penicillin', { criticality: 'high', verification: 'confirmed' }),
      ...penicillin,
      reaction: [],
    };
    const reaction = { ...allergy('c', 'Penicillin', { verification: 'confirmed' }), ...penicillin, ...hives };
    const words = wordsOf(section(await summaryOf(risk, reaction), 'Allergies and intolerances'));
    expect(words.match(/Penicillin/g)).to.have.length(1);
    expect(words).to.include('High criticality');
    expect(words).to.include('Hives');
  });

  it('keeps the notes of each place in its story', async () => {
    const [one, other] = ['Tolerates cefazolin', 'Mother has it too'].map((text, index) => ({
      ...allergy(index ? 'c' : 'h', 'Penicillin', { verification: 'confirmed' }),
      ...penicillin,
      note: [{ text }],
    })) as [Resource, Resource];
    const element = await summaryOf(one, other);
    const list = section(element, 'Allergies and intolerances');
    list.querySelector<HTMLButtonElement>('button.main')?.click();
    await element.updateComplete;
    expect(wordsOf(list)).to.include('Tolerates cefazolin').and.include('Mother has it too');
  });

  it('says the other value of a moment, which is drawn nowhere else', async () => {
    const potassium = (id: string, value: number): Resource => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      subject: { reference: PATIENT },
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
      effectiveDateTime: '2026-01-10T08:00:00Z',
      valueQuantity: { value, unit: 'mmol/L' },
    });
    const words = wordsOf(section(await summaryOf(potassium('h', 4.1), potassium('c', 7.3)), 'Results to notice'));
    expect(words).to.match(/May be the same as “Potassium 7\.3.mmol\/L.*” at City Clinic/);
  });
});
