import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Appointment, FhirResource } from 'fhir/r4.js';
import type { EhrAppointmentPicker, EhrBookEvent, HostOutcome } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-picker/define';
import '@ehr-widgets/elements/languages/es/define';
import { clockChange, dayAt, daysAfter, startOfDay } from '@ehr-widgets/sdk/appointments';
import { EhrRescheduleEvent } from '@ehr-widgets/elements';
import { booked, clinic, clinicWithTimes, slot } from '../../stories/support/appointments.ts';
import { dayAhead, instantOn, timeAhead } from '../../stories/support/clock.ts';
import type { StorySession } from '../../stories/support/sessions.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import { joinable } from '../../stories/support/visits.ts';
import { until } from '../support/until.ts';
import { all, button, says, wordsOf } from './reading.ts';

interface Asked {
  readonly server?: Partial<Server>;
  /** Null where the place does not tell it. */
  readonly zone?: string | null;
  readonly timeZone?: string;
  readonly lang?: string;
  readonly changes?: Partial<EhrAppointmentPicker>;
}

async function picker({
  server = {},
  zone = 'Europe/London',
  timeZone = 'Europe/London',
  lang = 'en',
  changes = {},
}: Asked = {}): Promise<EhrAppointmentPicker> {
  const session = readySession({ resources: clinicWithTimes(zone ?? undefined), ...server });
  const element = await fixture<EhrAppointmentPicker>(
    html`<ehr-appointment-picker lang=${lang} time-zone=${timeZone} .session=${session}></ehr-appointment-picker>`,
  );
  element.style.cssText = 'display: block; inline-size: 70rem';
  Object.assign(element, { service: 'HealthcareService/kidney', ...changes });
  return element;
}

/** With times to choose from. */
async function shown(asked: Asked = {}): Promise<EhrAppointmentPicker> {
  const element = await picker(asked);
  await until(() => all(element, '.time').length > 0, wordsOf(element));
  return element;
}

async function press(element: EhrAppointmentPicker, words: string): Promise<void> {
  button(element, words).click();
  await element.updateComplete;
}

/** Looks at a time of the day that is shown, with a reason. */
async function check(element: EhrAppointmentPicker, index = 0, reason = 'Swollen ankles'): Promise<void> {
  all(element, '.time')[index]?.click();
  await element.updateComplete;
  await press(element, 'Continue with');
  const [field] = all<HTMLTextAreaElement>(element, 'textarea');
  if (!field) return;
  field.value = reason;
  field.dispatchEvent(new Event('input'));
}

const sessionOf = (element: EhrAppointmentPicker): StorySession => element.session as StorySession;
const tidy = (words: string | null | undefined): string => (words ?? '').replace(/\s+/g, ' ').trim();
const focused = (element: Element): string => tidy(element.shadowRoot?.activeElement?.textContent);
const clocks = (element: Element): string[] => all(element, '.time .clock').map((one) => tidy(one.textContent));
const spoken = (element: Element): string => tidy(all(element, '[role=status]')[0]?.textContent);
const of = (...resources: FhirResource[]): Partial<Server> => ({
  resources: [...clinic('Europe/London'), ...resources],
});

describe('<ehr-appointment-picker> finds a time', () => {
  it('asks what for, unless the page says', async () => {
    const element = await picker({ changes: { service: undefined } });
    await says(element, 'What is your visit for?');
    await press(element, 'Renal clinic, follow-up');
    await until(() => all(element, '.time').length > 0);
    expect(wordsOf(element)).to.contain('Have a blood test 2 to 5 days before.');
    await press(element, 'Change');
    expect(wordsOf(element)).to.contain('Dietitian');
  });

  it('shows the first that is free, by the part of the day, with how many there are on each day', async () => {
    const element = await shown();
    expect(clocks(element)).to.deep.equal(['09:00', '09:30', '11:00', '14:30', '17:30']);
    expect(all(element, '.part').map((one) => tidy(one.textContent))).to.deep.equal([
      'Morning',
      'Afternoon',
      'Evening',
    ]);
    const [chosen] = all(element, '[aria-selected="true"]');
    expect(tidy(chosen?.textContent)).to.contain('5 times free');
    expect(chosen?.dataset['day']).to.equal(dayAhead(1));
  });

  it('names the zone of the place, and tells the reader’s own clock beside it where that differs', async () => {
    const same = await shown();
    expect(wordsOf(same)).to.contain('Times are in United Kingdom Time');
    expect(wordsOf(same)).not.to.contain('your time:');
    const far = await shown({ timeZone: 'Asia/Tokyo' });
    expect(clocks(far)[0]).to.equal('09:00');
    expect(tidy(all(far, '.own')[0]?.textContent)).to.match(/1[78]:00 your time/);
    expect(wordsOf(far)).to.contain('Your own clock is in Japan Standard Time');
  });

  it('says so where the place does not tell its zone, instead of guessing it', async () => {
    const element = await shown({ zone: null, timeZone: 'Asia/Tokyo' });
    expect(wordsOf(element)).to.contain('Ask which time zone the practice is in');
    expect(clocks(element)[0]).to.match(/1[78]:00/);
  });

  it('names the zone of each time where one place tells it and another does not', async () => {
    const resources = clinicWithTimes('Europe/London').map((one) =>
      one.resourceType === 'Schedule' && one.id === 'video' ? { ...one, extension: [] } : one,
    );
    const element = await shown({ server: { resources }, timeZone: 'Asia/Tokyo' });
    expect(wordsOf(element)).to.contain('Not all of these say their time zone.');
    const zones = all(element, '.time').map((one) => /United Kingdom|Japan/.exec(one.textContent ?? '')?.[0]);
    expect([...zones].sort()).to.deep.equal(['Japan', ...Array<string>(4).fill('United Kingdom')]);
  });

  it('leaves only the kind of visit that is chosen', async () => {
    const element = await shown();
    await press(element, 'Video');
    expect(clocks(element)).to.deep.equal(['14:30']);
    expect(tidy(all(element, '[aria-selected="true"]')[0]?.textContent)).to.contain('1 time free');
  });

  it('says which service a time is for where the page fixed several', async () => {
    const element = await shown({
      server: of(slot('one', timeAhead(2, '09:00'), 'diet'), slot('two', timeAhead(2, '10:00'))),
      changes: { service: 'HealthcareService/kidney HealthcareService/diet' },
    });
    expect(wordsOf(element)).to.match(/First free: [^:]+:00, In person, Dietitian/);
    expect(wordsOf(element)).to.contain('Any of these');
    expect(wordsOf(element)).not.to.contain('Service without a name');
  });

  it('shows no time after the last day that the page wants, and says which day that is', async () => {
    const last = dayAt(Date.now() + 5 * 24 * 60 * 60_000 - 1, 'UTC');
    const element = await picker({ zone: 'UTC', timeZone: 'UTC', changes: { daysAhead: 5, view: 'first' } });
    await until(() => all(element, '.time').length === 10, wordsOf(element));
    await press(element, 'Show more times');
    await until(() => all(element, '.time').length === 15, wordsOf(element));
    await says(element, 'That is all until');
    for (const said of ['Shown until', 'That is all until'])
      expect(wordsOf(element)).to.match(
        new RegExp(`${said} \\w+day,? ${Number(last.slice(8))} \\w+ ${last.slice(0, 4)}`),
      );
  });

  it('has every time where the server sends them on several pages, and says so where it does not send them all', async () => {
    const last = lastOfMonth();
    const many = Array.from({ length: 28 * 20 }, (_, index) => {
      const day = Date.parse(`${last}T08:00:00Z`) + Math.ceil((index + 1) / 20) * 24 * 60 * 60_000;
      return slot(`p-${index}`, new Date(day + (index % 20) * 15 * 60_000).toISOString(), 'kidney', 15);
    });
    const resources = [...clinic('UTC'), ...many];
    const counted = (element: EhrAppointmentPicker): number =>
      all(element, 'td[data-day] .vh')
        .map((one) => Number(/(\d+) times? free/.exec(tidy(one.textContent))?.[1] ?? 0))
        .reduce((sum, count) => sum + count, 0);
    const utc = { zone: 'UTC', timeZone: 'UTC' };
    const whole = await shown({ ...utc, server: { resources, paged: { Slot: 200 } } });
    expect(counted(whole)).to.equal(560);
    expect(wordsOf(whole)).not.to.contain('More times may be free');
    const part = await shown({ ...utc, server: { resources, cutOff: { Slot: { shown: 400, total: 560 } } } });
    expect(counted(part)).to.equal(400);
    await says(part, 'More times may be free than are shown here');
    const days = all(part, '[role=gridcell][data-day]').map(({ textContent }) => textContent);
    expect(days.some((one) => one.includes('not all times were read'))).to.equal(true);
    expect(days.join()).not.to.contain('no times free');
  });

  it('is worked by keyboard: days, weeks, months, then times', async () => {
    const element = await shown();
    const active = (): string => (element.shadowRoot?.activeElement as HTMLElement).dataset['day'] ?? '';
    all(element, '[role=grid] [tabindex="0"]')[0]?.focus();
    const from = active();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => active() !== from);
    expect(active()).to.equal(dayAhead(2));
    await sendKeys({ press: 'PageDown' });
    await until(() => active().slice(0, 7) !== dayAhead(2).slice(0, 7));
    await sendKeys({ press: 'PageUp' });
    await until(() => active() === dayAhead(2));
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(spoken(element)).to.match(/, 5 times free$/);
    all(element, '.time[tabindex="0"]')[0]?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => focused(element).startsWith('09:30'));
    expect(all(element, '.time[aria-checked="true"]')).to.have.length(1);
    await sendKeys({ press: 'Enter' });
    await until(() => focused(element) === 'Check and book');
  });

  it('with no more than a few of each part of a day, and the others at hand', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      slot(
        `m-${index}`,
        new Date(Date.parse(`${dayAhead(7)}T00:00:00Z`) + index * 15 * 60_000).toISOString(),
        'kidney',
        15,
      ),
    );
    const element = await shown({ zone: 'UTC', timeZone: 'UTC', server: { resources: [...clinic('UTC'), ...many] } });
    expect(all(element, '.part').map((one) => tidy(one.textContent))).to.deep.equal(['Morning', 'Afternoon']);
    // 48 before noon, 12 after.
    expect(clocks(element)).to.have.length(20 + 12);
    const rest = button(element, '28 more');
    expect(tidy(rest.textContent)).to.equal('28 more, Morning');
    rest.click();
    await until(() => clocks(element).length === 60, wordsOf(element));
    await until(() => focused(element).startsWith('05:00'), 'the first of them has the focus');
    await sendKeys({ press: 'ArrowUp' });
    await until(() => focused(element).startsWith('04:45'), 'the one before has the focus');
    expect(clocks(element)).to.have.length(60);
  });

  it('says every day in full with how many times are free', async () => {
    const element = await shown();
    const said = all(element, 'td[data-day] .vh').map((one) => tidy(one.textContent));
    expect(
      said.every((one) => /^\w+day,? \d+ \w+ \d{4}(, today)?, (\d+ times? free|no times free)/.test(one)),
    ).to.equal(true);
  });
});

describe('<ehr-appointment-picker> tells time as clocks do where the visit is', () => {
  interface Change {
    readonly zone: string;
    /** The reader's own. */
    readonly timeZone: string;
    /** Of the change to come, in the month that is looked at. */
    readonly forward: boolean;
  }

  const changes: readonly Change[] = [
    { zone: 'Europe/London', timeZone: 'Europe/London', forward: true },
    { zone: 'Europe/London', timeZone: 'America/New_York', forward: false },
    { zone: 'Australia/Sydney', timeZone: 'Europe/London', forward: true },
    { zone: 'Australia/Sydney', timeZone: 'Australia/Sydney', forward: false },
  ];

  for (const { zone, timeZone, forward } of changes) {
    it(`on a day of ${forward ? 23 : 25} hours in ${zone}, for a reader in ${timeZone}`, async () => {
      const day = nextChange(zone, forward);
      const starts = [4, 10, 15].map((hour) => new Date(startOfDay(day, zone) + hour * 60 * 60_000).toISOString());
      const element = await shown({
        zone,
        timeZone,
        server: {
          resources: [...clinic(zone), ...starts.map((start, index) => slot(`c-${index}`, start))],
        },
      });
      // Four hours into the day, the clock was put forward or back meanwhile.
      const by = forward ? 1 : -1;
      expect(clocks(element)).to.deep.equal([4, 10, 15].map((hour) => `${String(hour + by).padStart(2, '0')}:00`));
      expect(all(element, '[role=gridcell].on').map((one) => one.dataset['day'])).to.deep.equal([day]);
      await says(element, forward ? 'clocks there go forward 1 hour' : 'clocks there go back 1 hour');
      const said = tidy(all(element, '[role=gridcell].on .vh')[0]?.textContent);
      expect(said).to.match(/3 times free\. .*clocks there go (forward|back) 1 hour\.$/);
      const own = all(element, '.time .own').map((one) => tidy(one.textContent));
      const there = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      if (timeZone === zone) expect(own).to.deep.equal(['', '', '']);
      else
        for (const [index, start] of starts.entries())
          expect(own[index]).to.include(`${there.format(new Date(start))} your time`);
    });
  }

  it('and names the reader’s own day where that is another', async () => {
    const start = timeAhead(7, '22:00');
    const element = await shown({
      zone: 'Europe/London',
      timeZone: 'Pacific/Auckland',
      server: of(slot('late', start)),
    });
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Pacific/Auckland', weekday: 'short' });
    expect(tidy(all(element, '.time .own')[0]?.textContent)).to.match(
      new RegExp(`^${day.format(new Date(start))} .*, \\d\\d:\\d\\d your time`),
    );
  });

  it('marks today by the place, whatever day the reader has', async () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const element = await shown({
        zone,
        server: { resources: [...clinic(zone), slot('soon', new Date(Date.now() + 2 * 60 * 60_000).toISOString())] },
      });
      const today = dayAt(Date.now(), zone);
      // Two hours from now may be in the month to come.
      if (all(element, '.grid .today').length > 0)
        expect(all(element, '.grid .today')[0]?.dataset['day']).to.equal(today);
      else expect(all(element, '.grid [data-day]')[0]?.dataset['day']?.slice(0, 7)).to.not.equal(today.slice(0, 7));
    }
  });

  it('with the clock, the first day of the week and the calendar of the reader’s language', async () => {
    const head = (element: EhrAppointmentPicker): string =>
      tidy(all(element, '.grid th .vh')[0]?.textContent).toLowerCase();
    const american = await shown({ lang: 'en-US' });
    expect(head(american)).to.equal('sunday');
    expect(clocks(american)[0]).to.match(/^9:00\sAM$/);
    expect(head(await shown({ lang: 'es' }))).to.equal('lunes');
    // Days are booked by the Gregorian calendar, and counted in Latin digits, wherever the reader is from.
    for (const lang of ['fa-IR', 'th-TH', 'ar-EG']) {
      const element = await shown({ lang });
      const year = new Date(`${all(element, '.grid .on')[0]?.dataset['day']}T12:00:00Z`).getUTCFullYear();
      expect(tidy(all(element, '#month')[0]?.textContent), lang).to.include(String(year));
      const numbers = all(element, '.grid .day .num').map((one) => tidy(one.textContent));
      expect(numbers[0], lang).to.equal('1');
      expect(clocks(element)[0], lang).to.match(/^0?9:00/);
    }
  });
});

describe('<ehr-appointment-picker> shows free times in other ways than by the month', () => {
  const columns = (element: EhrAppointmentPicker): string[] =>
    all(element, '.column').map((one) => tidy(one.querySelector('.h .vh')?.textContent));
  const slots = (element: EhrAppointmentPicker): HTMLElement[] => all(element, '.slot');
  const checked = (element: EhrAppointmentPicker): string =>
    tidy(all(element, '[role=radio][aria-checked=true]')[0]?.textContent);

  async function weeks(asked: Asked = {}): Promise<EhrAppointmentPicker> {
    const element = await picker({ ...asked, changes: { view: 'weeks', ...asked.changes } });
    // A week may lie in two months, of which one is there first.
    await until(() => slots(element).length > 0 && all(element, '[aria-busy=true]').length === 0, wordsOf(element));
    return element;
  }

  it('as the reader chooses, unless the page says', async () => {
    const element = await shown();
    await press(element, 'Week');
    await until(() => slots(element).length > 0, wordsOf(element));
    await press(element, 'First free');
    await says(element, 'Next free times');
    await press(element, 'Month');
    await until(() => all(element, '[role=grid]').length === 1, wordsOf(element));
    element.view = 'first';
    await says(element, 'Next free times');
    expect(all(element, '.views button').map((one) => tidy(one.textContent))).to.not.include('Month');
  });

  it('as seven days of a week, each told in full with how many are free', async () => {
    const element = await weeks();
    expect(columns(element)).to.have.length(7);
    for (const said of columns(element))
      expect(said).to.match(/^\w+day,? \d+ \w+ \d{4}(, today)?, (\d+ times? free|no times free)$/);
    expect(columns(element)[0]).to.match(/^Monday/);
    expect(tidy(slots(element)[0]?.textContent)).to.match(/^\w+day.*\d{4}, 09:00 In person/);
  });

  it('and goes from time to time, day to day and week to week by keyboard', async () => {
    const element = await weeks({
      server: of(
        ...[7, 8, 9].flatMap((days) =>
          ['09:00', '10:00'].map((clock) => slot(`${days}-${clock}`, timeAhead(days, clock))),
        ),
        ...[16].map((days) => slot(`${days}`, timeAhead(days, '12:00'))),
      ),
    });
    const free = slots(element);
    const now = (): string => focused(element);
    const first = free[0] as HTMLElement;
    first.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => now() === tidy(free[1]?.textContent), 'the next time has the focus');
    await sendKeys({ press: 'End' });
    const inWeek = free.length;
    await until(() => now() === tidy(free[inWeek - 1]?.textContent), 'the last day has the focus');
    await sendKeys({ press: 'Home' });
    await until(() => now() === tidy(free[1]?.textContent), 'the next time has the focus');
    await sendKeys({ press: 'ArrowUp' });
    await until(() => now() === tidy(first.textContent), 'the first time has the focus');
    expect(checked(element)).to.equal(tidy(first.textContent));
    const before = columns(element)[0];
    await sendKeys({ press: 'PageDown' });
    await until(() => columns(element)[0] !== before, wordsOf(element));
    await until(() => now().length > 0, wordsOf(element));
  });

  it('and counts over weeks that lie in two months', async () => {
    const last = lastOfMonth();
    const next = new Date(Date.parse(`${last}T12:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10);
    const element = await weeks({
      server: of(slot('last', instantOn(last, '10:00')), slot('next', instantOn(next, '11:00'))),
    });
    const clocksOf = (): string[] => all(element, '.slot .clock').map((one) => tidy(one.textContent));
    await until(() => clocksOf().length > 0, wordsOf(element));
    if (new Date(`${next}T12:00:00Z`).getUTCDay() === 1) {
      await press(element, 'Next week');
      await until(() => clocksOf().includes('11:00'), wordsOf(element));
    } else {
      await until(() => clocksOf().join() === '10:00,11:00', wordsOf(element));
    }
  });

  it('with no more than a few of a day, and the others at hand', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      slot(`m-${index}`, new Date(Date.parse(timeAhead(7, '08:00')) + index * 15 * 60_000).toISOString(), 'kidney', 15),
    );
    const element = await weeks({ server: of(...many) });
    expect(slots(element)).to.have.length(8);
    await press(element, '22 more');
    expect(slots(element)).to.have.length(30);
  });

  it('as a list of the next ones, by the day, and more when asked', async () => {
    const element = await picker({ changes: { view: 'first' } });
    await until(() => all(element, '.time').length === 10, wordsOf(element));
    expect(spoken(element)).to.equal('10 free times listed');
    const days = all(element, '.parts .h').map((one) => tidy(one.textContent));
    expect(days).to.have.length(2);
    await press(element, 'Show more times');
    await until(() => all(element, '.time').length === 20, wordsOf(element));
    await press(element, 'Show more times');
    await press(element, 'Show more times');
    // Times of later months are among them, and where they end is said.
    await until(() => all(element, '.time').length === 40, wordsOf(element));
    await says(element, 'That is all until');
  });

  it('and books from each', async () => {
    for (const view of ['weeks', 'first'] as const) {
      const element = await picker({ changes: { view } });
      await until(() => all(element, '[role=radio]').length > 0, wordsOf(element));
      all(element, '[role=radio]')[0]?.click();
      await element.updateComplete;
      await press(element, 'Continue with');
      await says(element, 'Check and book');
    }
  });
});

describe('<ehr-appointment-picker> compares', () => {
  const rows = (element: EhrAppointmentPicker): string[] =>
    all(element, '.compare tbody tr').map((one) => tidy(one.textContent));

  async function comparing(asked: Asked = {}): Promise<EhrAppointmentPicker> {
    const element = await shown(asked);
    await press(element, 'Compare');
    await until(() => rows(element).length > 0 && all(element, '[aria-busy=true]').length === 0, wordsOf(element));
    return element;
  }

  it('kinds of visit and people by their first free time and how many they have soon', async () => {
    const element = await comparing();
    const [inPerson, video, iris, omar] = rows(element);
    expect(inPerson).to.match(/^In person \w+ \d+ \w+, 09:00.*24 times See all times/);
    expect(video).to.match(/^Video \w+ \d+ \w+, 14:30.*6 times See all times/);
    expect(iris).to.match(/^Dr Iris Lindqvist .*09:00/);
    expect(omar).to.match(/^Dr Omar Haddad .*14:30/);
  });

  it('and goes on with the first time of one, or to all of them', async () => {
    const element = await comparing();
    all(element, '.compare tbody tr')[1]?.querySelector<HTMLElement>('.link')?.click();
    await says(element, 'Check and book');
    await says(element, 'Video');
    const again = await comparing();
    all(again, '.compare tbody tr')[3]?.querySelector<HTMLElement>('.btn')?.click();
    await until(() => clocks(again).join() === '14:30', wordsOf(again));
  });

  it('and says which service a time is for where that is left open, and only there', async () => {
    const element = await picker({
      server: of(slot('one', timeAhead(2, '09:00'), 'diet'), slot('two', timeAhead(2, '10:00'))),
      changes: { service: undefined },
    });
    await says(element, 'What is your visit for?');
    await press(element, 'Any of these');
    await until(() => all(element, '.time').length > 0, wordsOf(element));
    await press(element, 'Compare');
    await until(() => rows(element).length > 0 && all(element, '[aria-busy=true]').length === 0, wordsOf(element));
    const row = (name: string): string => rows(element).find((one) => one.startsWith(name)) ?? '';
    expect(row('In person')).to.match(/:00, Dietitian/);
    expect(row('Dr Omar Haddad')).to.match(/:00, Dietitian/);
    expect(row('Dr Iris Lindqvist')).to.match(/:00, Renal clinic, follow-up/);
    for (const one of rows(await comparing())) expect(one).not.to.contain('Renal clinic');
  });

  it('what has no time at all until the last day that is shown', async () => {
    const element = await comparing({
      server: of(slot('one', timeAhead(3, '10:00'))),
      changes: { daysAhead: 20 },
    });
    expect(rows(element).find((one) => one.startsWith('Video'))).to.match(/^Video None until .* 0 times/);
  });
});

describe('<ehr-appointment-picker> tells apart why there is nothing', () => {
  const states: readonly (readonly [string, string, Partial<Server>])[] = [
    ['none is free', 'No time is free until', of()],
    ['it is not permitted', 'not allowed to look for free times', { denied: ['Slot', 'Appointment'] }],
    ['the server does not offer it', 'does not offer times to book online', { lacks: ['Slot'] }],
    ['reading failed', 'We could not show free times', { faults: { Slot: 400 } }],
    ['a part is missing', 'More times may be free', { cutOff: { Slot: { shown: 5 } } }],
  ];
  for (const [so, words, server] of states) {
    it(`when ${so}`, async () => {
      await says(await picker({ server }), words);
    });
  }

  it('and keeps what was read when it cannot be read again', async () => {
    const element = await shown();
    sessionOf(element).servers = [{ resources: clinic(), faults: { Slot: 500 } }];
    void element.refresh();
    await says(element, 'could not be read again');
    expect(clocks(element)).to.have.length(5);
  });
});

describe('<ehr-appointment-picker> books a time', () => {
  it('once, with the reason, and says what came of it', async () => {
    const element = await shown();
    await check(element);
    expect(wordsOf(element)).to.contain('09:00 to 09:30');
    expect(focused(element)).to.equal('Check and book');
    const book = button(element, 'Book this appointment');
    book.click();
    book.click();
    await says(element, 'has booked your appointment');
    const made = sessionOf(element).written as Appointment[];
    expect(made).to.have.length(1);
    expect([made[0]?.status, made[0]?.reasonCode?.[0]?.text]).to.deep.equal(['booked', 'Swollen ankles']);
    expect(made[0]?.slot?.[0]?.reference).to.equal('Slot/s-1-0');
    await until(() => focused(element) === 'You are booked');
  });

  it('offers it no longer, once it is booked', async () => {
    const element = await shown();
    await check(element);
    await press(element, 'Book this appointment');
    await says(element, 'has booked your appointment');
    sessionOf(element).servers = [{ resources: clinicWithTimes('Europe/London').filter(({ id }) => id !== 's-1-0') }];
    await press(element, 'Book another appointment');
    await says(element, 'First free');
    await until(() => clocks(element).length === 4, wordsOf(element));
    expect(wordsOf(element)).to.contain('09:30, In person Choose this');
    expect(wordsOf(element)).not.to.contain('09:00,');
  });

  it('warns of an appointment at the same time', async () => {
    const start = timeAhead(1, '09:15');
    const element = await shown({ server: { resources: [...clinicWithTimes('Europe/London'), booked(start)] } });
    await check(element);
    await says(element, 'You have another appointment then');
    expect(wordsOf(element)).to.contain('Eye screening');
  });

  it('says when somebody else was quicker, offers what is near, and keeps what was typed', async () => {
    const element = await shown({ server: { writes: { Appointment: 409 } } });
    await check(element);
    await press(element, 'Book this appointment');
    await says(element, 'The nearest times that are free');
    await press(element, '09:30 · In person');
    expect(all<HTMLTextAreaElement>(element, 'textarea')[0]?.value).to.equal('Swollen ankles');
    expect(wordsOf(element)).to.contain('09:30 to 10:00');
  });

  it('says that it was not booked, and why, and lets it be tried again', async () => {
    const element = await shown({ server: { writes: { Appointment: 422 } } });
    await check(element);
    await press(element, 'Book this appointment');
    await says(element, 'It was not booked');
    sessionOf(element).servers = [{ resources: clinicWithTimes('Europe/London') }];
    await press(element, 'Book this appointment');
    await says(element, 'has booked your appointment');
  });

  it('does not send again what may have been booked before it is found out', async () => {
    const element = await shown({ server: { writes: { Appointment: 'lost' } } });
    await check(element);
    await press(element, 'Book this appointment');
    await says(element, 'We do not know whether it was booked');
    expect(all(element, '.check .primary')).to.have.length(0);
  });

  it('only shows times where it may not book, says why, and gives the number to call', async () => {
    const element = await shown({ server: { denied: ['Appointment'] } });
    await check(element);
    expect(wordsOf(element)).to.contain('Your sign-in does not include booking.');
    expect(all<HTMLAnchorElement>(element, 'a').map(({ href }) => href)).to.contain('tel:+441134960101');
    const only = await shown({ server: { readsOnly: ['Appointment'] } });
    await check(only);
    expect(wordsOf(only)).to.contain('This practice does not take bookings online. Call to book.');
    expect(wordsOf(only)).not.to.contain('Book this appointment');
    expect(all<HTMLAnchorElement>(only, 'a').map(({ href }) => href)).to.contain('tel:+441134960101');
    const off = await shown({ changes: { booking: 'off' } });
    await check(off);
    expect(wordsOf(off)).to.contain('Times are only shown here.');
  });

  it('calls an extension as one, and only tells words that are no number', async () => {
    const element = await shown({ changes: { emergencyPhone: '112, 0113 496 0142 ext. 17, 0800 REVERSE' } });
    const calls = all(element, '[part=emergency] .acts > *');
    expect(calls.map((one) => [tidy(one.textContent), one.getAttribute('href')])).to.deep.equal([
      ['Call 112', 'tel:112'],
      ['Call 0113 496 0142 ext. 17', 'tel:01134960142;ext=17'],
      ['Call 0800 REVERSE', null],
    ]);
  });

  it('leads to the practice’s own page where that is how a time is booked', async () => {
    const url = 'https://book.example/slot/1';
    const own = {
      ...slot('own', timeAhead(1, '10:00')),
      extension: [
        { url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link', valueUrl: url },
      ],
    };
    const element = await shown({ server: of(own), changes: { ways: 'link phone' } });
    await check(element);
    const [link] = all<HTMLAnchorElement>(element, 'a[target]');
    expect([link?.href, link?.rel]).to.deep.equal([url, 'noopener noreferrer']);
  });
});

describe('<ehr-appointment-picker> tells how a visit that was booked is joined', () => {
  const link = 'https://video.example/room/1';

  async function booked(start: string): Promise<EhrAppointmentPicker> {
    const adds = { extension: [joinable(link, '+44 113 496 0199', '482 913')] };
    const resources = [...clinic('UTC'), slot('video', start, 'video')];
    const element = await shown({ zone: 'UTC', timeZone: 'UTC', server: { resources, adds } });
    await check(element);
    await press(element, 'Book this appointment');
    await says(element, 'You are booked');
    return element;
  }
  const ways = (element: EhrAppointmentPicker): HTMLAnchorElement[] =>
    all<HTMLAnchorElement>(element, 'a').filter(({ href }) => href === link);

  it('by video from when, and by telephone with the number and the code', async () => {
    const element = await booked(`${dayAhead(3)}T10:00:00Z`);
    expect(wordsOf(element)).to.match(/Video visit You can join from \w+,? \d+ \w+, 09:45;/);
    expect(ways(element)).to.have.length(0);
    expect(wordsOf(element)).to.contain('Join by phone +44 113 496 0199');
    expect(wordsOf(element)).to.contain('Meeting code 482 913');
  });

  it('at once where it begins within a quarter of an hour', async () => {
    const element = await booked(new Date(Date.now() + 10 * 60_000).toISOString());
    expect(ways(element).map(({ rel, target }) => [rel, target])).to.deep.equal([['noopener noreferrer', '_blank']]);
    expect(wordsOf(element)).to.contain('Join the video visit');
    expect(wordsOf(element)).not.to.contain('You can join from');
  });
});

describe('<ehr-appointment-picker> moves an appointment', () => {
  const start = timeAhead(2, '12:00');
  const reference = `Appointment/booked-${dayAhead(2)}`;
  const server = { resources: [...clinicWithTimes('Europe/London'), booked(start)] };

  it('that the page names, and keeps it until the new one is booked', async () => {
    const element = await shown({ server, changes: { replaces: reference } });
    await says(element, 'You are moving your appointment of');
    expect(wordsOf(element)).to.contain('Eye screening');
    const requests: unknown[] = [];
    element.addEventListener('ehr-book', (event) => {
      event.respondWith('booked');
      requests.push(event.request.replaces);
    });
    await check(element);
    await press(element, 'Move the appointment to this time');
    await says(element, 'has booked your appointment');
    expect(requests).to.deep.equal([reference]);
  });

  it('that another element of the page wants moved', async () => {
    const element = await shown({ server });
    const event = new EhrRescheduleEvent(reference, 'source-0');
    await until(() => (document.dispatchEvent(event), event.defaultPrevented), 'taken');
    await says(element, 'You are moving your appointment of');
    await press(element, 'Leave it as it is');
    expect(wordsOf(element)).not.to.contain('You are moving');
  });

  it('and says so where it is not in the record, since the new one would stand beside it', async () => {
    const element = await shown({ changes: { replaces: 'Appointment/elsewhere' } });
    await says(element, 'We could not find the appointment that you want to move');
    await check(element);
    expect(wordsOf(element)).to.contain('Book this appointment');
  });
});

describe('<ehr-appointment-picker> leaves booking to a page that wants it', () => {
  async function heard(
    answer: (event: EhrBookEvent) => void,
    changes: Partial<EhrAppointmentPicker> = {},
  ): Promise<[EhrAppointmentPicker, EhrBookEvent[]]> {
    const element = await shown({ changes });
    const events: EhrBookEvent[] = [];
    element.addEventListener('ehr-book', (event) => {
      events.push(event);
      answer(event);
    });
    await check(element);
    await press(element, 'Book this appointment');
    return [element, events];
  }

  it('writes nothing when the event is prevented, and tells that the page took it', async () => {
    const [element, events] = await heard((event) => event.preventDefault());
    await says(element, 'This website took your booking');
    expect(sessionOf(element).written).to.deep.equal([]);
    expect(events[0]?.request).to.deep.include({ source: 'source-0', slots: ['Slot/s-1-0'] });
    expect(JSON.stringify(events[0]?.request)).not.to.contain('Swollen');
  });

  for (const [outcome, words] of [
    ['booked', 'has booked your appointment'],
    ['requested', 'Nothing is booked yet'],
    ['taken', 'Somebody else has just taken this time'],
  ] as readonly (readonly [HostOutcome, string])[]) {
    it(`tells what the page says came of it: ${outcome}`, async () => {
      const [element] = await heard((event) => event.respondWith(Promise.resolve(outcome)), { booking: 'host' });
      await says(element, words);
      expect(sessionOf(element).written).to.deep.equal([]);
    });
  }
});

describe('<ehr-appointment-picker> keeps nothing of another patient', () => {
  it('when the session ends', async () => {
    const element = await shown();
    await check(element);
    await sessionOf(element).signOut();
    await says(element, 'Sign in to see');
    expect(wordsOf(element)).not.to.contain('09:00');
    sessionOf(element).become(readySession().state);
    await until(() => all(element, '.time').length > 0);
    await check(element, 0, '');
    expect(all<HTMLTextAreaElement>(element, 'textarea')[0]?.value).to.equal('');
  });
});

/** A last day of a month that is at least a week ahead. */
function lastOfMonth(): string {
  const [year = 0, month = 0] = dayAhead(7).split('-').map(Number);
  return new Date(Date.UTC(year, month, 0, 12)).toISOString().slice(0, 10);
}

/** The next day on which clocks are put forward, or back, in a zone. */
function nextChange(zone: string, forward: boolean): string {
  for (let day = dayAhead(2); ; day = daysAfter(day, 1)) {
    const change = clockChange(day, zone);
    if (forward ? change > 0 : change < 0) return day;
  }
}
