/** Finding free times at the sandbox over HTTP: pages, months, clock changes, lengths, and what is told where it fails. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Bundle, Slot } from 'fhir/r4.js';
import {
  choicesWithin,
  findTimes,
  type FindOptions,
  type FreeMonth,
  type FreeTime,
  type TimeFinder,
  type TimesWanted,
} from '../../../packages/sdk/src/appointments.ts';
import { startSandbox } from '../../../packages/sandbox/src/index.ts';
import { openSession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { daysOfMonth } from '../../../packages/sdk/src/topics/free-time.ts';
import { freeSlot, Practice, zoned } from './practice.ts';

let practice: Practice;

beforeEach(async () => (practice = await Practice.open('2026-10-19T08:00:00Z')));
afterEach(() => practice.close());

const looking = (wanted: TimesWanted = {}, options: FindOptions = {}): TimeFinder =>
  findTimes(practice.session(), wanted, { now: practice.now, ...options });
const timesOf = ({ days }: FreeMonth): FreeTime[] => days.flatMap(({ times }) => times);
const slotsOf = (times: readonly FreeTime[]): string[] =>
  times.map(({ slots }) => slots.join('+').replaceAll('Slot/', ''));
const slotRequests = () => practice.way.passed.filter(({ path }) => /^\/(Slot|Appointment\/\$find)\?/.test(path));
const bySlots = (): void => void (practice.way.says = { operation: [] });
const at = (start: string, count: number, minutes = 30, prefix = 's'): Slot[] =>
  Array.from({ length: count }, (_, index) =>
    freeSlot(`${prefix}${index}`, new Date(Date.parse(start) + index * minutes * 60_000).toISOString(), minutes),
  );

for (const way of ['$find', 'slots'] as const) {
  describe(`free times by ${way}`, () => {
    beforeEach(() => way === 'slots' && bySlots());

    it('are those that are free and not gone by, each with who, where, in which zone, and how', async () => {
      practice.load(
        freeSlot('gone', '2026-10-19T07:30:00Z'),
        freeSlot('busy', '2026-10-19T10:00:00Z', 30, { status: 'busy' }),
        freeSlot('free', '2026-10-27T09:30:00Z'),
      );
      const finder = looking();
      const month = await finder.month('2026-10');
      assert.deepEqual(slotsOf(timesOf(month)), ['free']);
      assert.deepEqual([month.count, month.complete, month.days.length], [1, true, 31]);
      const [time] = timesOf(month);
      assert.deepEqual(time?.zone, { kind: 'told', zone: 'Europe/London', by: 'location' });
      assert.deepEqual(
        [time.people[0]?.name, time.places[0]?.name, time.mode],
        ['Dr Iris Lindqvist', 'Level 2', 'in-person'],
      );
      assert.deepEqual(
        [time.services, time.places[0]?.telecom[0]?.value],
        [['HealthcareService/renal'], '0113 496 0142'],
      );
      assert.equal(await finder.zone(), 'Europe/London');
      practice.pass(9 * 24 * 60);
      assert.equal((await finder.month('2026-10')).count, 0, 'what goes by is not offered any more');
    });

    it('of many pages come whole, and what could not be read is told', async () => {
      practice.load(...at('2026-11-02T00:00:00Z', 560, 45));
      const whole = await looking().month('2026-11');
      assert.deepEqual([whole.count, whole.complete], [560, true]);
      assert.ok(slotRequests().length >= 2);
      practice.load(...at('2026-12-01T00:00:00Z', 600, 30, 'd'));
      const cut = looking();
      await cut.choices();
      // Of the links to further pages none can be read.
      practice.way.failsOn = /_offset=|_page/;
      const part = await cut.month('2026-12');
      assert.equal(part.complete, false);
      assert.ok(part.count > 0 && part.count < 600, String(part.count));
    });

    it('five thousand of one month', async () => {
      practice.load(...at('2026-11-02T00:00:00Z', 5000, 8));
      const month = await looking().month('2026-11');
      assert.equal(month.count, 5000);
      assert.equal(new Set(slotsOf(timesOf(month))).size, 5000);
    });
  });
}

describe('five thousand times of a month', () => {
  it('are put on their days in many pieces, between which a page can scroll', async () => {
    practice.load(...at('2026-11-02T00:00:00Z', 5000, 8));
    const times = timesOf(await looking().month('2026-11'));
    const work = daysOfMonth('2026-11', times, 'Europe/London');
    let pauses = 0;
    while (!work.next().done) pauses++;
    assert.ok(times.length === 5000 && pauses > 100, `${pauses} pauses`);
  });
});

describe('days are those of the place', () => {
  const inZone = (zone: string): void =>
    practice.load({ resourceType: 'Location', id: 'leeds', name: 'Level 2', ...zoned(zone) });
  const daysWithTimes = (month: FreeMonth) =>
    month.days.filter(({ times }) => times.length > 0).map(({ day, times }) => [day, times.length]);
  /** A slot each hour, all round the clock. */
  const roundTheClock = (from: string, hours: number) => practice.load(...at(from, hours, 60));

  for (const [zone, from, month, changed, hours, by] of [
    ['Europe/London', '2026-10-23T23:00:00Z', '2026-10', '2026-10-25', 25, -60],
    ['Europe/London', '2027-03-26T00:00:00Z', '2027-03', '2027-03-28', 23, 60],
    ['Australia/Sydney', '2027-04-01T13:00:00Z', '2027-04', '2027-04-04', 25, -60],
    ['America/Santiago', '2027-04-02T03:00:00Z', '2027-04', '2027-04-03', 25, -60],
    ['Africa/Lagos', '2026-10-23T23:00:00Z', '2026-10', '2026-10-25', 24, 0],
  ] as const) {
    it(`${changed} in ${zone} has ${hours} hours`, async () => {
      inZone(zone);
      roundTheClock(from, 24 * 5);
      const found = await looking().month(month);
      const day = found.days.find((one) => one.day === changed);
      assert.deepEqual([day?.times.length, day?.clockChange], [hours, by]);
      assert.deepEqual(daysWithTimes(found)[0]?.[1], 24, 'the first day is whole');
    });
  }

  it('from the first to the last hour of the month, whatever zone the reader is in', async () => {
    inZone('Pacific/Auckland');
    // The first of November begins there on the 31st of October at 11:00 in UTC.
    roundTheClock('2026-10-31T09:00:00Z', 6);
    const finder = looking();
    assert.deepEqual(daysWithTimes(await finder.month('2026-10')), [['2026-10-31', 2]]);
    assert.deepEqual(daysWithTimes(await finder.month('2026-11')), [['2026-11-01', 4]]);
    assert.equal(await finder.thisMonth(), '2026-10');
  });

  it('of each place where there are several, and in the zone that the host gives where none is told', async () => {
    practice.load(
      {
        resourceType: 'Schedule',
        id: 'kiwi',
        actor: [{ reference: 'Practitioner/iris' }],
        ...zoned('Pacific/Auckland'),
      },
      { resourceType: 'Schedule', id: 'nowhere', actor: [{ reference: 'Practitioner/iris' }] },
      freeSlot('kiwi-time', '2026-10-31T12:00:00Z', 30, { schedule: { reference: 'Schedule/kiwi' } }),
      freeSlot('leeds-time', '2026-10-31T12:00:00Z'),
      freeSlot('untold', '2026-10-31T23:30:00-09:00', 30, { schedule: { reference: 'Schedule/nowhere' } }),
    );
    bySlots();
    const finder = looking();
    assert.deepEqual(slotsOf(timesOf(await finder.month('2026-10'))), ['leeds-time']);
    assert.deepEqual(slotsOf(timesOf(await finder.month('2026-11'))), ['kiwi-time', 'untold']);
    const untold = looking({}, { zone: 'Pacific/Honolulu' });
    const [time] = timesOf(await untold.month('2026-11')).filter(({ calendar }) => calendar === 'Schedule/nowhere');
    assert.deepEqual(time?.zone, { kind: 'untold', offset: '-09:00' });
  });
});

describe('what is looked for', () => {
  beforeEach(() => {
    practice.load(
      { resourceType: 'Practitioner', id: 'sam', name: [{ text: 'Sam Okoro' }] },
      { resourceType: 'HealthcareService', id: 'video', name: 'Kidney advice', characteristic: [{ text: 'By video' }] },
      {
        resourceType: 'Schedule',
        id: 'sam',
        actor: ['Practitioner/sam', 'HealthcareService/video'].map((reference) => ({ reference })),
        ...zoned('Europe/London'),
      },
      ...at('2026-10-27T09:00:00Z', 3, 20, 'iris'),
      ...at('2026-10-27T09:00:00Z', 3, 20, 'sam').map((slot) => ({ ...slot, schedule: { reference: 'Schedule/sam' } })),
    );
  });
  const found = async (wanted: TimesWanted) => slotsOf(timesOf(await looking(wanted).month('2026-10')));

  for (const way of ['$find', 'slots'] as const) {
    it(`is a person, a place, a service or a way to take part, by ${way}`, async () => {
      if (way === 'slots') bySlots();
      const [iris, sam] = [
        ['iris0', 'iris1', 'iris2'],
        ['sam0', 'sam1', 'sam2'],
      ];
      assert.deepEqual(await found({ people: ['Practitioner/sam'] }), sam);
      assert.deepEqual(await found({ places: ['Location/leeds'] }), iris);
      assert.deepEqual(await found({ services: ['HealthcareService/video'] }), sam);
      assert.deepEqual(await found({ modes: ['video'] }), sam);
      assert.deepEqual(await found({ modes: ['in-person'] }), iris);
      assert.deepEqual(await found({ modes: ['phone'] }), []);
      assert.equal((await found({})).length, 6, 'two people at one time are two times');
    });

    it(`is of the length that is wanted: times of one calendar without a gap between them are taken together, by ${way}`, async () => {
      if (way === 'slots') bySlots();
      practice.load(freeSlot('later', '2026-10-27T10:30:00Z', 20));
      assert.deepEqual(await found({ minutes: 40, people: ['Practitioner/iris'] }), ['iris0+iris1', 'iris1+iris2']);
      assert.deepEqual(await found({ minutes: 50, people: ['Practitioner/iris'] }), ['iris0+iris1+iris2']);
      assert.deepEqual(await found({ minutes: 15, people: ['Practitioner/sam'] }), ['sam0', 'sam1', 'sam2']);
      assert.deepEqual(await found({ minutes: 80 }), []);
    });
  }

  it('narrows what else can be chosen', async () => {
    const choices = await looking().choices();
    const names = ({ services, people, places }: typeof choices) => [
      services.map(({ name }) => name).sort(),
      people.map(({ name }) => name).sort(),
      places.map(({ name }) => name),
    ];
    assert.deepEqual(names(choices), [
      ['Kidney advice', 'Renal clinic'],
      ['Dr Iris Lindqvist', 'Sam Okoro'],
      ['Level 2'],
    ]);
    assert.deepEqual(names(choicesWithin(choices, { modes: ['video'] })), [['Kidney advice'], ['Sam Okoro'], []]);
    assert.equal(choices.complete, true);
  });

  it('leaves out what is overbooked, unless somebody who may wants it', async () => {
    bySlots();
    practice.load(freeSlot('over', '2026-10-28T09:00:00Z', 20, { overbooked: true }));
    assert.ok(!(await found({})).includes('over'));
    assert.ok((await found({ overbooked: true })).includes('over'));
  });

  it('carries the practice’s own page and number for a time, https only', async () => {
    bySlots();
    const links = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';
    const linked = (id: string, valueUrl: string) =>
      freeSlot(id, '2026-10-29T09:00:00Z', 20, {
        extension: [
          { url: `${links}booking-deep-link`, valueUrl },
          { url: `${links}booking-phone`, valueString: '0113 496 0000' },
        ],
      });
    practice.load(linked('good', 'https://book.example/?slot=1'), linked('bad', 'javascript:alert(1)'));
    const times = timesOf(await looking().month('2026-10')).filter(({ phone }) => phone);
    assert.deepEqual(
      times.map(({ link, phone }) => [link, phone]),
      [
        [undefined, '0113 496 0000'],
        ['https://book.example/?slot=1', '0113 496 0000'],
      ],
    );
  });
});

describe('moving through months', () => {
  it('reads the next one ahead, shows what is known at once, and reads nothing twice', async () => {
    practice.load(freeSlot('a', '2026-10-27T09:00:00Z'), freeSlot('b', '2026-11-03T09:00:00Z'));
    const finder = looking();
    assert.equal(finder.known('2026-10'), undefined);
    await finder.month('2026-10');
    const ahead = await finder.month('2026-11');
    assert.deepEqual(finder.known('2026-11'), ahead);
    assert.equal(finder.known('2026-10')?.count, 1);
    await finder.month('2026-10');
    // October, November, and December read ahead.
    await practice.way.until(({ path }) => path.includes('start=2026-12'));
    assert.equal(slotRequests().length, 3);
    assert.equal(finder.narrowed({ modes: ['in-person'] }).known('2026-10')?.count, 1);
  });

  it('goes no further than times are planned, or than the host wants', async () => {
    assert.equal(await looking({}, { daysAhead: 60 }).lastMonth(), '2026-12');
    practice.load({
      resourceType: 'Schedule',
      id: 'iris',
      actor: [{ reference: 'Location/leeds' }],
      planningHorizon: { start: '2026-01-01', end: '2026-11-15' },
    });
    const finder = looking();
    assert.equal(await finder.lastMonth(), '2026-11');
    practice.load(freeSlot('late', '2026-10-30T09:00:00Z'));
    assert.equal((await looking({}, { daysAhead: 5 }).month('2026-10')).count, 0);
    assert.deepEqual((await finder.first()).times.length, 1);
  });

  it('finds the first in whichever month it is, and says when there is none', async () => {
    practice.load(freeSlot('far', '2027-02-03T09:00:00Z'));
    assert.deepEqual(slotsOf((await looking().first()).times), ['far']);
    const none = await looking({}, { daysAhead: 30 }).first();
    assert.deepEqual([none.times, none.complete], [[], true]);
  });

  it('stops reading what the reader has moved away from', async () => {
    const finder = looking();
    await finder.choices();
    const stop = new AbortController();
    practice.way.holdsReads = /Slot\?|\$find/;
    const reading = finder.month('2026-12', { signal: stop.signal });
    await practice.way.until(({ path }) => /Slot\?|\$find/.test(path));
    stop.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    practice.way.holdsReads = undefined;
    assert.equal((await finder.month('2026-12')).count, 0);
  });

  it('reads again after a while', async () => {
    const finder = looking({}, { staleAfter: 0 });
    await finder.month('2026-10');
    practice.load(freeSlot('new', '2026-10-27T09:00:00Z'));
    assert.equal((await finder.month('2026-10')).count, 1);
  });
});

describe('where times cannot be found', () => {
  it('it is said what the sign-in lacks, or that the server has none', async () => {
    const session = (scope: string) =>
      tokenSession({ fhirBase: practice.way.base, patient: 'ana', getToken: () => 'x', scope });
    const unscoped = session('patient/Patient.rs');
    await assert.rejects(findTimes(unscoped).month('2026-10'), {
      code: 'forbidden',
      message: /patient\/Appointment\.s or patient\/Slot\.s/,
    });
    await unscoped.signOut();
    practice.way.says = { operation: [], type: 'Patient' };
    await assert.rejects(looking().month('2026-10'), { code: 'not-supported' });
  });

  it('by $find, they are looked for by slots', async () => {
    practice.load(freeSlot('a', '2026-10-27T09:00:00Z'));
    practice.way.refusesReads = /\$find/;
    assert.deepEqual(slotsOf(timesOf(await looking().month('2026-10'))), ['a']);
  });

  it('a failure is told, and gone once the server is well again', async () => {
    const finder = looking();
    await finder.choices();
    practice.way.readsFail = true;
    await assert.rejects(finder.month('2026-10'), { code: 'unreachable' });
    practice.way.readsFail = false;
    assert.equal((await finder.month('2026-10')).count, 0);
  });

  it('once the session has ended nothing is told any more, not even what was read', async () => {
    practice.load(freeSlot('a', '2026-10-27T09:00:00Z'));
    const session = practice.session();
    const finder = findTimes(session, {}, { now: practice.now });
    await finder.month('2026-10');
    await session.signOut();
    assert.equal(finder.known('2026-10'), undefined);
    await assert.rejects(finder.month('2026-10'), { code: 'session-expired' });
  });

  it('and the practice cannot be read either, times are found all the same', async () => {
    practice.load(freeSlot('a', '2026-10-27T09:00:00Z'));
    practice.way.refusesReads = /_include/;
    const scope = 'patient/Slot.rs';
    const session = tokenSession({ fhirBase: practice.way.base, patient: 'ana', getToken: () => 'x', scope });
    const finder = findTimes(session, {}, { now: practice.now, zone: 'Europe/London' });
    const [time] = timesOf(await finder.month('2026-10'));
    assert.deepEqual([time?.slots, time?.zone.kind, time?.mode], [['Slot/a'], 'untold', 'unknown']);
    assert.equal((await finder.choices()).complete, false);
    await session.signOut();
  });
});

describe('a server like Oracle Health, which has no operations and wants a kind of service with each search', () => {
  it('is told all kinds that there are, or the one that is looked for', async () => {
    const sandbox = await startSandbox({ port: 0, auth: 'off', dress: ['oracle-health'] });
    const session = openSession({ fhirBase: sandbox.organisations[0]!.fhirBase, patient: 'p-1001' });
    const all = await findTimes(session).first(1);
    assert.equal(all.times.length, 1);
    const [kidney] = (await findTimes(session, { types: ['http://snomed.info/sct|394589003'] }).first(1)).times;
    assert.deepEqual(
      [kidney?.people[0]?.name, kidney?.zone],
      ['Dr. Anil Patel', { kind: 'told', zone: 'America/Phoenix', by: 'location' }],
    );
    await session.signOut();
    await sandbox.close();
  });
});

describe('where calendars cannot be looked at by themselves', () => {
  it('whose a time is comes along with it', async () => {
    bySlots();
    practice.way.refusesReads = /^\/(Schedule|HealthcareService)\?/;
    practice.load(freeSlot('a', '2026-10-27T09:00:00Z'));
    const [time] = timesOf(await looking().month('2026-10'));
    assert.deepEqual([time?.people[0]?.name, time?.places[0]?.name], ['Dr Iris Lindqvist', 'Level 2']);
  });
});

describe('the answer of a server that is asked for proposals', () => {
  it('may hold words, which are told', async () => {
    const bundle = (await (await fetch(`${practice.way.target}/Appointment/$find?reason=x`)).json()) as Bundle;
    assert.ok(bundle.entry?.some(({ resource }) => resource?.resourceType === 'OperationOutcome'));
    assert.deepEqual((await looking().month('2026-10')).remarks, []);
  });
});
