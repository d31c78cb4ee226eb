/** Days of 23, 23½ and 25 hours in a practice's agenda, in both hemispheres, read by somebody in another zone (London, as this browser is). */
import { expect, fixture, html } from '@open-wc/testing';
import type { Appointment, FhirResource } from 'fhir/r4.js';
import type { EhrAppointmentList } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-list/define';
import { PRACTICE, STAFF, StorySession } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { all, wordsOf } from './reading.ts';

const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

function visit(start: string, end: string, who: string, status: Appointment['status'] = 'booked'): Appointment {
  return {
    resourceType: 'Appointment',
    id: who.toLowerCase(),
    meta: { versionId: '1' },
    status,
    start,
    end,
    participant: [
      { actor: { reference: `Patient/${who}`, display: who }, status: 'accepted' },
      { actor: { reference: 'Practitioner/iris' }, status: 'accepted' },
    ],
  };
}

/** The agenda at some moment, of a practice in some zone. */
async function agendaAt(now: string, zone: string, visits: readonly FhirResource[]): Promise<EhrAppointmentList> {
  const resources: FhirResource[] = [
    { resourceType: 'Practitioner', id: 'iris', name: [{ text: 'Dr Iris Lindqvist' }] },
    {
      resourceType: 'Schedule',
      id: 'iris',
      extension: [{ url: TIMEZONE, valueCode: zone }],
      actor: [{ reference: 'Practitioner/iris' }],
    },
    ...visits,
  ];
  const RightDate = Date;
  const moment = RightDate.parse(now);
  globalThis.Date = new Proxy(RightDate, {
    construct: (Right, given: []) => (given.length > 0 ? new Right(...given) : new Right(moment)),
    get: (Right, name) => (name === 'now' ? () => moment : (Reflect.get(Right, name) as unknown)),
  });
  try {
    const element = await fixture<EhrAppointmentList>(
      html`<ehr-appointment-list
        view="agenda"
        lang="en-GB"
        .session=${new StorySession({ ...STAFF, practice: PRACTICE }, [{ name: 'University Hospital', resources }])}
      ></ehr-appointment-list>`,
    );
    await until(() => lines(element).length > 0, 'read');
    await element.updateComplete;
    return element;
  } finally {
    globalThis.Date = RightDate;
  }
}

const lines = (element: Element): HTMLElement[] => all(element, '[role=grid] [part~=line]');
const times = (element: Element): string[] =>
  lines(element).map((line) => line.querySelector('.at')?.textContent?.trim() ?? '');

describe('an agenda on a day on which clocks go back', () => {
  it('of 25 hours in Chicago tells apart what stands twice, and calls only what meets at once', async () => {
    const element = await agendaAt('2026-11-01T12:00:00Z', 'America/Chicago', [
      visit('2026-11-01T04:30:00Z', '2026-11-01T04:45:00Z', 'Yesterday'),
      visit('2026-11-01T06:30:00Z', '2026-11-01T06:45:00Z', 'First'),
      visit('2026-11-01T07:30:00Z', '2026-11-01T07:45:00Z', 'Second'),
      visit('2026-11-01T06:50:00Z', '2026-11-01T07:10:00Z', 'Across'),
      visit('2026-11-02T05:30:00Z', '2026-11-02T06:00:00Z', 'Last'),
      visit('2026-11-02T06:00:00Z', '2026-11-02T06:30:00Z', 'Tomorrow'),
    ]);
    expect(times(element)).to.deep.equal([
      '01:30 GMT-5 to 01:45 GMT-5',
      '01:30 GMT-6 to 01:45 GMT-6',
      '01:50 GMT-5 to 01:10 GMT-6',
      '23:30 GMT-6 to 00:00 GMT-6',
    ]);
    expect(wordsOf(element)).to.contain('Clocks go back on Sunday, 1 November 2026').and.not.contain('at once');
    expect(wordsOf(element)).to.contain('As of today 06:00');
  });

  it('in Auckland in autumn says of two that meet that they do', async () => {
    const element = await agendaAt('2026-04-04T20:00:00Z', 'Pacific/Auckland', [
      visit('2026-04-04T13:30:00Z', '2026-04-04T14:00:00Z', 'First'),
      visit('2026-04-04T14:30:00Z', '2026-04-04T15:00:00Z', 'Second'),
      visit('2026-04-04T14:45:00Z', '2026-04-04T15:00:00Z', 'Third'),
    ]);
    expect(times(element)).to.have.members([
      '02:30 GMT+13 to 02:00 GMT+12',
      '02:30 GMT+12 to 03:00 GMT+12',
      '02:45 GMT+12 to 03:00 GMT+12',
    ]);
    const said = (who: string): string =>
      lines(element).find((line) => line.textContent?.includes(who))?.textContent ?? '';
    expect(said('First')).not.to.contain('at once');
    for (const who of ['Second', 'Third']) expect(said(who)).to.contain('2 at once');
  });
});

describe('an agenda on a day on which clocks go forward', () => {
  const cases = [
    ['Australia/Sydney', '2026-10-03T22:00:00Z', '2026-10-03T15:30:00Z', '01:30 GMT+10 to 03:30 GMT+11', '4 October'],
    ['Europe/London', '2026-03-29T09:00:00Z', '2026-03-29T00:30:00Z', '00:30 GMT to 02:30 BST', '29 March'],
    [
      'Australia/Lord_Howe',
      '2026-10-03T22:00:00Z',
      '2026-10-03T15:00:00Z',
      '01:30 GMT+10:30 to 03:00 GMT+11',
      '4 October',
    ],
  ] as const;
  for (const [zone, now, start, expected, date] of cases) {
    it(`in ${zone} tells a visit across the change, and which times do not exist`, async () => {
      const end = new Date(Date.parse(start) + 3_600_000).toISOString();
      const element = await agendaAt(now, zone, [visit(start, end, 'Across')]);
      expect(times(element)).to.deep.equal([expected]);
      expect(wordsOf(element)).to.contain(`Clocks go forward on Sunday, ${date} 2026`).and.contain('1 visit');
    });
  }

  it('in Sydney marks the hour that is left out where nobody comes', async () => {
    const element = await agendaAt('2026-10-03T22:00:00Z', 'Australia/Sydney', [
      visit('2026-10-03T15:00:00Z', '2026-10-03T15:30:00Z', 'Before'),
      visit('2026-10-03T16:30:00Z', '2026-10-03T17:00:00Z', 'After'),
    ]);
    const missing = all(element, '.ground.missing');
    expect(missing.map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'This time does not exist: clocks go forward, 02:00 to 03:00',
    ]);
  });

  it('in Santiago begins at one, and has nothing of the day before', async () => {
    const element = await agendaAt('2026-09-06T15:00:00Z', 'America/Santiago', [
      visit('2026-09-06T03:30:00Z', '2026-09-06T04:00:00Z', 'Yesterday'),
      visit('2026-09-06T04:00:00Z', '2026-09-06T04:30:00Z', 'First'),
    ]);
    expect(times(element)).to.deep.equal(['01:00 GMT-3 to 01:30 GMT-3']);
  });
});
