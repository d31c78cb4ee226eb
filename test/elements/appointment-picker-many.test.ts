import { expect, fixture, html } from '@open-wc/testing';
import type { EhrAppointmentPicker } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-picker/define';
import { dayAt, daysAfter, monthsAfter, startOfDay } from '@ehr-widgets/sdk/appointments';
import { clinic, slot } from '../../stories/support/appointments.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { all, wordsOf } from './reading.ts';

const ZONE = 'Europe/London';
const MINUTE = 60_000;
const OF_A_DAY = 180;

/** The month after this one, whole: its days, and 180 times on each from seven hours into the day, five minutes apart. */
function fullMonth(): { days: string[]; slots: ReturnType<typeof slot>[] } {
  const month = monthsAfter(dayAt(Date.now(), ZONE).slice(0, 7), 1);
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = daysAfter(day, 1)) days.push(day);
  const slots = days.flatMap((day) => {
    const seven = startOfDay(day, ZONE) + 7 * 60 * MINUTE;
    return Array.from({ length: OF_A_DAY }, (_, index) =>
      slot(`${day}-${index}`, new Date(seven + index * 5 * MINUTE).toISOString(), 'kidney', 5),
    );
  });
  return { days, slots };
}

async function full(): Promise<[EhrAppointmentPicker, ReturnType<typeof fullMonth>]> {
  const month = fullMonth();
  const session = readySession({ resources: [...clinic(ZONE), ...month.slots] });
  const element = await fixture<EhrAppointmentPicker>(
    html`<ehr-appointment-picker
      service="HealthcareService/kidney"
      time-zone=${ZONE}
      .session=${session}
    ></ehr-appointment-picker>`,
  );
  element.style.cssText = 'display: block; inline-size: 70rem';
  await until(() => all(element, '.time').length > 0, wordsOf(element));
  return [element, month];
}

describe('<ehr-appointment-picker> with more than 5,000 free times in a month', () => {
  it('counts all of them on their days', async () => {
    const [element, { days, slots }] = await full();
    expect(slots.length).to.be.greaterThan(5000);
    expect(all(element, 'td[data-day]').map((one) => one.dataset['day'])).to.deep.equal(days);
    for (const day of all(element, 'td[data-day]'))
      expect(day.querySelector('.vh')?.textContent, day.dataset['day']).to.include(`${OF_A_DAY} times free`);
  });

  it('draws at most 1,000 nodes, whichever day is looked at, and all times of a day when asked', async () => {
    const [element] = await full();
    const nodes = (): number => all(element, '*').length;
    expect(nodes()).to.be.lessThan(1000);
    all(element, 'td[data-day]').at(-1)?.click();
    await element.updateComplete;
    expect(nodes()).to.be.lessThan(1000);
    const rest = (): HTMLElement[] => all(element, '.list .btn');
    expect(rest()).to.have.length(3);
    for (const left of [2, 1, 0]) {
      rest()[0]?.click();
      await until(() => rest().length === left, wordsOf(element));
    }
    expect(all(element, '.time')).to.have.length(OF_A_DAY);
  });

  it('writes no day and no time of day again for a click on a time', async () => {
    const [element] = await full();
    const written = await datesWritten(async () => {
      all(element, '.time')[3]?.click();
      await until(() => all(element, '.time')[3]?.ariaChecked === 'true', wordsOf(element));
    });
    expect(wordsOf(element)).to.include('Continue with 07:15');
    // What day it is, and when the times were read, is asked each time.
    expect(written).to.be.lessThan(30);
  });
});

/** How often a date is written by the browser while something is done. */
async function datesWritten(work: () => Promise<void>): Promise<number> {
  const { prototype } = Intl.DateTimeFormat;
  const { formatToParts } = prototype;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format') as PropertyDescriptor;
  let written = 0;
  prototype.formatToParts = function (this: Intl.DateTimeFormat, ...given) {
    written++;
    return formatToParts.apply(this, given);
  };
  Object.defineProperty(prototype, 'format', {
    ...format,
    get(this: Intl.DateTimeFormat) {
      written++;
      return format.get?.call(this) as unknown;
    },
  });
  try {
    await work();
  } finally {
    prototype.formatToParts = formatToParts;
    Object.defineProperty(prototype, 'format', format);
  }
  return written;
}
