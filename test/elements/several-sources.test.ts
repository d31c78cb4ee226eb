import { expect, fixture, html } from '@open-wc/testing';
import type { MedicationRequest, Provenance } from 'fhir/r4.js';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { allergy, person, PATIENT } from '../../stories/support/record.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import { all, section, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

type Resource = Server['resources'][number];

/** What two places hold of one person, drawn. */
async function summaryOf(
  hospital: readonly Resource[],
  clinic: readonly Resource[],
  other = person(),
): Promise<EhrPatientSummary> {
  const session = readySession(
    { name: 'University Hospital', resources: [person(), ...hospital] },
    { name: 'City Clinic', resources: [other, ...clinic] },
  );
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary lang="en" persona="clinician" .session=${session}></ehr-patient-summary>`,
  );
  await until(() => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0, 'settled');
  return element;
}

const losartan = (
  id: string,
  status: MedicationRequest['status'],
  text = '1 tablet each morning',
): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id,
  status,
  intent: 'order',
  subject: { reference: PATIENT },
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '979485' }],
    text: 'losartan 50 mg tablet',
  },
  dosageInstruction: [{ text }],
});

describe('a summary of several places', () => {
  it('shows one medicine once, with both places, where they agree', async () => {
    const element = await summaryOf([losartan('h', 'active')], [losartan('c', 'active')]);
    const words = wordsOf(section(element, 'Current medications'));
    expect(words.match(/losartan/g)).to.have.length(1);
    expect(words).to.include('University Hospital · City Clinic');
    expect(words).not.to.include('Sources disagree');
  });

  it('says above everything, too, where each danger was recorded', async () => {
    const penicillin = allergy('penicillin', 'Penicillin', { criticality: 'high', verification: 'confirmed' });
    const latex = allergy('latex', 'Latex', { criticality: 'high', verification: 'confirmed' });
    const alarms = all(await summaryOf([penicillin], [latex]), '[part="alarm"]').map(wordsOf);
    expect(alarms).to.have.length(2);
    expect(alarms.find((words) => words.includes('Penicillin'))).to.include('University Hospital');
    expect(alarms.find((words) => words.includes('Latex'))).to.include('City Clinic');
  });

  it('names the organisation of a line where that is another than its place, without being asked', async () => {
    const statement: Provenance = {
      resourceType: 'Provenance',
      id: 'one',
      target: [{ reference: 'MedicationRequest/h' }],
      recorded: '2019-07-02T09:00:00Z',
      agent: [{ who: { display: 'Dr Rosa Mensah' }, onBehalfOf: { display: 'Riverside Clinic' } }],
    };
    const element = await summaryOf([losartan('h', 'active'), statement], []);
    const words = wordsOf(section(element, 'Current medications'));
    expect(words).to.include('University Hospital, from Riverside Clinic');
  });

  it('keeps a medicine among the current ones while one place has it active, and tells both side by side', async () => {
    const element = await summaryOf([losartan('h', 'stopped')], [losartan('c', 'active')]);
    const words = wordsOf(section(element, 'Current medications'));
    expect(words).to.include('Sources disagree');
    expect(words).to.match(/City Clinic\s*Active · 1 tablet each morning/);
    expect(words).to.match(/University Hospital\s*Stopped · 1 tablet each morning/);
  });

  it('leads with the allergy that one place warns of, and says that the other has ruled it out', async () => {
    const refuted = { coding: [{ code: 'refuted' }] };
    const penicillin = { coding: [{ system: 'http://snomed.info/sct', code: '764146007' }], text: 'Penicillin' };
    const warned = {
      ...allergy('c', 'Penicillin', { criticality: 'high', verification: 'confirmed' }),
      code: penicillin,
    };
    const element = await summaryOf([{ ...warned, id: 'h', verificationStatus: refuted }], [warned]);
    const [alarm] = all(element, '[part~=alarm]');
    expect(wordsOf(alarm as Element)).to.match(/Penicillin/);
    expect(wordsOf(alarm as Element)).to.match(/University Hospital: .*Refuted/);
  });

  it('leaves apart what may be the same, and says so on both lines', async () => {
    const inWords = { ...losartan('c', 'active'), medicationCodeableConcept: { text: 'Losartan 50 mg tablet' } };
    const element = await summaryOf([losartan('h', 'active')], [inWords]);
    const words = wordsOf(section(element, 'Current medications'));
    expect(words.match(/Possible duplicate/g)).to.have.length(2);
    expect(words).to.include('May be the same as “Losartan 50 mg tablet” at City Clinic');
  });

  it('does not clutter an alarm with what may be the same', async () => {
    const penicillin = (id: string) => allergy(id, 'Penicillin', { criticality: 'high', verification: 'confirmed' });
    const element = await summaryOf([penicillin('h')], [penicillin('c')]);
    const alarms = all(element, '[part~=alarm]').map(wordsOf);
    expect(alarms).to.have.length(2);
    expect(alarms.join()).not.to.include('May be the same');
    expect(wordsOf(section(element, 'Allergies and intolerances'))).to.include('May be the same as');
  });

  it('says before anything else that a place may have sent another person’s record', async () => {
    const element = await summaryOf([], [], person({ birthDate: '1990-12-31' }));
    const [note] = all(element, '[part~=banner] ~ [part~=notice], .who ~ [part~=notice]');
    expect(wordsOf(note as Element)).to.include('City Clinic may be another patient’s record');
    expect(wordsOf(note as Element)).to.include('31 Dec 1990');
    const same = await summaryOf([], []);
    expect(wordsOf(same)).not.to.include('another patient’s record');
  });
});
