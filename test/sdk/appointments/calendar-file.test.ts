/** Files for a reader's own calendar, read by a parser that is not ours (ical.js, Mozilla's). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { appointmentsFile, type AppointmentLine, type CalendarWords } from '../../../packages/sdk/src/appointments.ts';

const NOW = new Date('2026-10-01T12:00:00Z');

const line = (change: Partial<AppointmentLine> = {}): AppointmentLine => ({
  key: 'https://fhir.example/r4/Appointment/17',
  reference: 'Appointment/17',
  origin: { source: 'https://fhir.example/r4', sourceName: 'Hospital' },
  name: { text: 'Kidney clinic', codings: [] },
  notes: [],
  status: 'booked',
  version: '3',
  start: '2026-10-27T09:30:00Z',
  end: '2026-10-27T10:00:00Z',
  wanted: [],
  zone: { kind: 'told', zone: 'Europe/London', by: 'location' },
  mode: 'in-person',
  services: [],
  specialties: [],
  reasons: [],
  instructions: [],
  people: [],
  places: [],
  participants: [],
  virtualServices: [],
  slots: [],
  supporting: [],
  identifiers: [],
  ...change,
});

const file = (
  lines: readonly AppointmentLine[],
  words: Partial<CalendarWords> = {},
  alarms: readonly number[] = [],
): string => appointmentsFile(lines, { words: () => ({ summary: 'Kidney clinic', ...words }), alarms, now: NOW });

/** The events of a file as the parser has them, with the zones that the file itself describes. */
function eventsIn(text: string): InstanceType<typeof ICAL.Event>[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
}

const instantOf = (time: InstanceType<typeof ICAL.Time>): string => time.toJSDate().toISOString();

describe('a calendar file', () => {
  it('has the time of the place, in a zone that it describes itself, and is at the same moment everywhere', () => {
    const zones = {
      'Europe/London': ['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-10-24T09:30:00Z', '2026-10-25T09:30:00Z'],
      'Australia/Lord_Howe': [
        '2026-04-04T14:59:00Z',
        '2026-04-04T15:30:00Z',
        '2026-10-03T15:30:00Z',
        '2026-12-01T00:00:00Z',
      ],
      'America/Santiago': ['2026-04-05T02:59:00Z', '2026-09-06T04:00:00Z', '2026-09-06T12:00:00Z'],
      'Africa/Casablanca': ['2026-02-20T09:00:00Z', '2026-02-10T09:00:00Z', '2026-06-10T09:00:00Z'],
      'Asia/Kolkata': ['2026-06-10T09:00:00Z'],
      'America/Phoenix': ['2026-07-01T16:30:00Z'],
    };
    for (const [zone, starts] of Object.entries(zones)) {
      for (const start of starts) {
        const end = new Date(Date.parse(start) + 1_800_000).toISOString();
        const text = file([line({ start, end, zone: { kind: 'told', zone, by: 'location' } })]);
        const [event] = eventsIn(text);
        assert.equal(instantOf(event!.startDate), new Date(start).toISOString(), `${zone} ${start}\n${text}`);
        assert.equal(instantOf(event!.endDate), end, `${zone} ${start}`);
      }
    }
  });

  it('names both halves of the hour that comes twice', () => {
    const starts = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    for (const start of starts) {
      const [event] = eventsIn(file([line({ start, end: '2026-10-25T02:00:00Z' })]));
      assert.equal(instantOf(event!.startDate), new Date(start).toISOString());
    }
  });

  it('is in UTC where the zone of the place is not known', () => {
    const text = file([line({ start: '2026-10-27T09:30:00+05:30', zone: { kind: 'untold', offset: '+05:30' } })]);
    assert.match(text, /DTSTART:20261027T040000Z/);
    assert.doesNotMatch(text, /VTIMEZONE/);
  });

  it('is the same entry after each change, newer each time, and takes it out once cancelled', () => {
    const entry = (change: Partial<AppointmentLine>) => {
      const text = file([line(change)], {}, [60]);
      const [event] = eventsIn(text);
      const status = event!.component.getFirstPropertyValue('status');
      return {
        uid: event!.uid,
        sequence: event!.sequence,
        status,
        method: /METHOD:(\w+)/.exec(text)?.[1],
        alarms: /VALARM/.test(text),
      };
    };
    const uid = 'Appointment-17@fhir.example';
    assert.deepEqual(entry({}), { uid, sequence: 3, status: 'CONFIRMED', method: 'PUBLISH', alarms: true });
    assert.deepEqual(entry({ start: '2026-10-28T09:30:00Z', version: '4' }).sequence, 4);
    assert.deepEqual(entry({ status: 'cancelled', version: '5' }), {
      uid,
      sequence: 5,
      status: 'CANCELLED',
      method: 'CANCEL',
      alarms: false,
    });
    assert.equal(entry({ status: 'proposed' }).status, 'TENTATIVE');
    const dated = {
      source: 'https://fhir.example/r4',
      sourceName: 'H',
      recordedAs: 'lastUpdated',
      recorded: '2026-10-01T00:00:00Z',
    } as const;
    assert.ok(
      entry({ version: 'abc', origin: dated }).sequence <
        entry({ version: 'abd', origin: { ...dated, recorded: '2026-10-01T00:01:00Z' } }).sequence,
    );
  });

  it('reminds when it is asked to', () => {
    const [event] = eventsIn(file([line()], {}, [1440, 60]));
    const triggers = event!.component
      .getAllSubcomponents('valarm')
      .map((alarm) => String(alarm.getFirstPropertyValue('trigger')));
    assert.deepEqual(triggers, ['-PT1440M', '-PT60M']);
  });

  it('says where, with the position, and how to join', () => {
    const place = {
      name: 'Outpatients; level 2',
      address: { use: 'work' as const, lines: ['Great George Street', 'Leeds, LS1 3EX'] },
      position: { latitude: '53.80', longitude: '-1.5500' },
      telecom: [],
      virtual: false,
    };
    const [event] = eventsIn(file([line({ places: [place], virtualServices: [{ link: 'https://video.example/1' }] })]));
    assert.equal(event!.location, 'Outpatients; level 2, Great George Street, Leeds, LS1 3EX');
    assert.deepEqual(event!.component.getFirstPropertyValue('geo'), [53.8, -1.55]);
    assert.equal(String(event!.component.getFirstPropertyValue('url')), 'https://video.example/1');
  });

  it('leaves out what has no time and what was entered in error', () => {
    const { start: _start, end: _end, ...timeless } = line({ status: 'proposed' });
    assert.equal(eventsIn(file([timeless, line({ status: 'entered-in-error' })])).length, 0);
  });

  it('carries any words, in lines of at most 75 octets', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((text) => /\S/.test(text));
    fc.assert(
      fc.property(words, words, (summary, description) => {
        const text = file([line()], { summary: `x${summary}x`, description: `a\nb;c,d\\e\t"${description}."` });
        for (const one of text.split('\r\n')) assert.ok(new TextEncoder().encode(one).length <= 75, one);
        assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
        const [event] = eventsIn(text);
        const plain = (sent: string) => sent.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
        assert.equal(event!.summary, plain(`x${summary}x`));
        assert.equal(event!.description, plain(`a\nb;c,d\\e\t"${description}."`));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('lets nobody put lines of their own into it', () => {
    const text = file([line()], {
      summary: 'Visit\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028ATTACH:x',
      location: 'A\nURL:https://bad.example',
    });
    assert.equal(eventsIn(text).length, 1);
    assert.ok(!text.split('\r\n').some((one) => /^(ATTACH|URL)/.test(one)));
  });
});
