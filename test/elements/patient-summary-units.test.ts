/** Values in the units that a reader is used to, beside those recorded. */
import { expect, fixture, html } from '@open-wc/testing';
import type { FhirResource } from 'fhir/r4.js';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { PATIENT, person } from '../../stories/support/record.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { all, button, says, section, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const measured = (category: string, code: string, name: string, value: number, unit: string): FhirResource => ({
  resourceType: 'Observation',
  id: `o-${code}`,
  status: 'final',
  subject: { reference: PATIENT },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] }],
  code: { coding: [{ system: 'http://loinc.org', code }], text: name },
  effectiveDateTime: '2026-11-02',
  valueQuantity: { value, unit, code: unit, system: 'http://unitsofmeasure.org' },
});

const resources = [
  person(),
  measured('vital-signs', '29463-7', 'Body weight', 70.5, 'kg'),
  measured('vital-signs', '8867-4', 'Heart rate', 72, '/min'),
  measured('laboratory', '14749-6', 'Glucose', 5.5, 'mmol/L'),
  measured('laboratory', '2951-2', 'Sodium', 140, 'mmol/L'),
];

async function summary(units: string | undefined, lang = 'en'): Promise<EhrPatientSummary> {
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang=${lang}
      persona="patient"
      sections="vitals results"
      .units=${units}
      .session=${readySession({ resources })}
    ></ehr-patient-summary>`,
  );
  await says(element, 'Sodium');
  return element;
}

const line = (element: Element, name: string): HTMLElement =>
  button(element, name).closest<HTMLElement>('[part~="line"]') as HTMLElement;

describe('units', () => {
  it('are those recorded, and nothing else, where the host asks for none', async () => {
    const element = await summary(undefined);
    expect(wordsOf(element)).to.contain('70.5 kg').and.not.to.contain('≈');
  });

  it('of the reader stand after those recorded, marked, and said to be converted', async () => {
    const element = await summary('us');
    await says(element, '≈ 155.4 lb');
    expect(wordsOf(line(element, 'Weight'))).to.match(/70\.5\skg.*≈\s155\.4\slb/);
    expect(wordsOf(line(element, 'Glucose'))).to.match(/5\.5\smmol\/L.*≈\s99\smg\/dL/);
    expect(line(element, 'Weight').querySelector('.converted')?.textContent).to.contain('Converted');
    for (const title of ['Measurements', 'Latest results'])
      expect(wordsOf(section(element, title))).to.contain('≈ Worked out here from the recorded value, by UCUM.');
    line(element, 'Glucose').querySelector('button')?.click();
    await says(element, 'Converted ≈ 99 mg/dL. Worked out here from the recorded value');
  });

  it('are left as recorded where nothing is to be converted, or may be', async () => {
    const element = await summary('us');
    await says(element, '≈ 155.4 lb');
    for (const name of ['Pulse', 'Sodium']) expect(wordsOf(line(element, name))).not.to.contain('≈');
  });

  it('follow the host, and are those recorded where it names none that is known', async () => {
    const element = await summary('us');
    await says(element, '≈ 155.4 lb');
    element.units = 'si';
    await until(() => !wordsOf(element).includes('≈'), 'nothing to convert');
    const said = await warnings(async () => {
      element.units = 'imperial' as 'us';
      await element.updateComplete;
    });
    expect(said.join()).to.contain('units="imperial" is not known');
    expect(all(element, '.converted')).to.deep.equal([]);
  });
});
