import { expect, fixture, html } from '@open-wc/testing';
import type { EhrAppointmentPicker } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-picker/define';
import { clinicWithTimes, slot } from '../../stories/support/appointments.ts';
import { timeAhead } from '../../stories/support/clock.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { all, button, says, wordsOf } from './reading.ts';

const ZONE = 'Europe/London';

async function picker(attributes: Partial<EhrAppointmentPicker>): Promise<EhrAppointmentPicker> {
  const resources = [...clinicWithTimes(ZONE), slot('diet', timeAhead(3, '12:00'), 'diet')];
  const element = await fixture<EhrAppointmentPicker>(
    html`<ehr-appointment-picker time-zone=${ZONE} .session=${readySession({ resources })}></ehr-appointment-picker>`,
  );
  element.style.cssText = 'display: block; inline-size: 70rem';
  Object.assign(element, attributes);
  return element;
}

const tidy = (words: string | null | undefined): string => (words ?? '').replace(/\s+/g, ' ').trim();
/** The list of steps, with the one that the reader is at in brackets. */
const steps = (element: EhrAppointmentPicker): string[] =>
  all(element, '.steps li').map((one) => {
    const word = tidy(one.querySelector('.word')?.textContent);
    return one.ariaCurrent === 'step' ? `[${word}]` : word;
  });
const offers = (element: EhrAppointmentPicker, words: string): boolean =>
  all(element, 'button').some((one) => tidy(one.textContent) === words);

describe('<ehr-appointment-picker> lists the step of what for where it can be gone to', () => {
  it('where the page fixed several services: at once with the times of all, and in view when it is gone to', async () => {
    const element = await picker({ service: 'HealthcareService/kidney HealthcareService/diet' });
    await until(() => all(element, '.time').length > 0, wordsOf(element));
    expect(steps(element)).to.deep.equal(['What for', '[Date and time]', 'Check', 'Done']);
    button(element, 'Change').click();
    await says(element, 'What is your visit for?');
    expect(steps(element)).to.deep.equal(['[What for]', 'Date and time', 'Check', 'Done']);
    button(element, 'Dietitian').click();
    await until(() => all(element, '.time').length === 1, wordsOf(element));
    expect(steps(element)).to.deep.equal(['What for', '[Date and time]', 'Check', 'Done']);
    expect(offers(element, 'Change')).to.equal(true);
  });

  it('and not where it fixed one, or left one by fixing with whom', async () => {
    for (const fixed of [{ service: 'HealthcareService/kidney' }, { practitioner: 'Practitioner/iris' }]) {
      const element = await picker(fixed);
      await until(() => all(element, '.time').length > 0, wordsOf(element));
      expect(steps(element)).to.deep.equal(['[Date and time]', 'Check', 'Done']);
      expect(offers(element, 'Change')).to.equal(false);
    }
  });

  it('with every service that the page left open, whomever the reader looked for meanwhile', async () => {
    const element = await picker({});
    await says(element, 'What is your visit for?');
    button(element, 'Any of these').click();
    await until(() => all(element, '.time').length > 0, wordsOf(element));
    const [people] = all<HTMLSelectElement>(element, '.what select');
    if (!people) throw new Error(wordsOf(element));
    people.value = 'Practitioner/iris';
    people.dispatchEvent(new Event('change'));
    await until(() => all(element, '.time').length > 0, wordsOf(element));
    expect(steps(element)).to.deep.equal(['What for', '[Date and time]', 'Check', 'Done']);
    button(element, 'Change').click();
    await says(element, 'What is your visit for?');
    expect(wordsOf(element)).to.include('Dietitian');
  });
});
