/** The summary in a narrow column: a line for each section, and nothing that warns folded away. */
import { expect, fixture, html } from '@open-wc/testing';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { all, button, section, warnings } from './reading.ts';
import { until } from '../support/until.ts';

async function summary(width: number, density?: string): Promise<EhrPatientSummary> {
  const around = await fixture<HTMLElement>(
    html`<div style="inline-size: ${width}px">
      <ehr-patient-summary
        lang="en"
        persona="clinician"
        .density=${density}
        .session=${readySession({ resources: margaret() })}
      ></ehr-patient-summary>
    </div>`,
  );
  const element = around.querySelector('ehr-patient-summary') as EhrPatientSummary;
  const isRead = (): boolean => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0;
  await until(isRead, 'read');
  return element;
}

/** The names of the lines that can be seen in a section. */
const seen = (element: Element, title: string): string[] =>
  [...section(element, title).querySelectorAll<HTMLElement>('.main')]
    .filter((line) => line.checkVisibility())
    .map((line) => line.textContent?.trim() ?? '');

describe('a compact summary', () => {
  for (const [name, width, density] of [
    ['a narrow column', 290, undefined],
    ['a wide one where the host chose it', 1000, 'compact'],
  ] as const) {
    it(`of ${name} keeps every warning in sight, and the rest one press away`, async () => {
      const element = await summary(width, density);
      expect(all(element, '[part~="alarm"]').every((alarm) => alarm.checkVisibility())).to.equal(true);
      expect(seen(element, 'Allergies and intolerances')).to.have.length(4);
      expect(seen(element, 'Current medications')).to.deep.equal(['losartan 50 mg tablet']);
      expect(seen(element, 'Results to notice')).to.include.members(['Potassium', 'eGFR', 'HbA1c']);
      expect(seen(element, 'Results to notice')).not.to.include('C-reactive protein');
      expect(seen(element, 'Problems')).to.deep.equal([]);
      const more = button(section(element, 'Problems'), '5 more');
      more.click();
      await element.updateComplete;
      expect(seen(element, 'Problems')).to.have.length(5);
      expect(more.getAttribute('aria-expanded')).to.equal('true');
      more.click();
      await element.updateComplete;
      expect(seen(element, 'Problems')).to.deep.equal([]);
    });
  }

  it('is not there with more room, nor where the host chose against it', async () => {
    for (const [width, density] of [
      [330, undefined],
      [1000, 'auto'],
      [290, 'comfortable'],
    ] as const) {
      const element = await summary(width, density);
      expect(seen(element, 'Problems').length, `${width} ${density}`).to.be.greaterThan(1);
      expect(all(element, '.tighten').some((one) => one.checkVisibility())).to.equal(false);
    }
  });

  it('follows the width where the host names no density that is known', async () => {
    const said = await warnings(async () => {
      const element = await summary(1000, 'tight');
      expect(seen(element, 'Problems')).to.have.length(5);
    });
    expect(said.join()).to.contain('density="tight" is not known');
  });
});
