/** Booking in each of the ways that servers have, when all goes well, when somebody is quicker, and when things get lost. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Appointment } from 'fhir/r4.js';
import {
  appointments,
  appointmentsAt,
  bestWay,
  bookTime,
  bookingWays,
  canChangeAppointment,
  cancelAppointment,
  findTimes,
  requestVisit,
  type AppointmentLine,
  type Booking,
  type BookingOutcome,
  type FreeTime,
} from '../../../packages/sdk/src/appointments.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { once, shown } from '../../support/record.ts';
import { freeSlot, Practice } from './practice.ts';

const BOOKING = ['operation', 'create'] as const;

let practice: Practice;

before(async () => (practice = await Practice.open('2026-10-19T08:00:00Z')));
afterEach(() => practice.calm());
after(() => practice.close());

let slots = 0;
/** A free time that nobody else looks at, a day after the one before. */
async function freshTime(session: Session): Promise<FreeTime> {
  const id = `fresh-${++slots}`;
  const start = new Date(Date.parse('2026-10-20T09:00:00Z') + slots * 86_400_000).toISOString();
  practice.load(freeSlot(id, start));
  const finder = findTimes(session, {}, { now: practice.now });
  finder.forget();
  const { days } = await finder.month(start.slice(0, 7));
  const time = days.flatMap(({ times }) => times).find((one) => one.slots[0] === `Slot/${id}`);
  assert.ok(time);
  practice.way.passed.length = 0;
  return time;
}

const slotIn = (time: FreeTime): string => (time.slots[0] as string).slice('Slot/'.length);
const holders = (time: FreeTime) => practice.all<Appointment>(`Appointment?slot=${time.slots[0]}`);
const made = async (time: FreeTime) => (await holders(time)).filter(({ status }) => status === 'booked');

function booked(outcome: BookingOutcome): AppointmentLine {
  assert.ok(outcome.kind === 'booked', outcome.kind);
  return outcome.appointment;
}

async function code(of: Promise<unknown>): Promise<string> {
  const thrown: unknown = await of.then(
    () => assert.fail('It succeeded.'),
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof EhrError, String(thrown));
  return thrown.code;
}

describe('a server that drops identifiers', () => {
  it('is sent nothing twice where it did it, and again where it did not', async () => {
    practice.way.says = { conditionalCreate: false };
    practice.way.ignoresIdentifiers = true;
    for (const way of BOOKING) {
      for (const mishap of ['lose-answer', 'lose-request'] as const) {
        const session = practice.session();
        const time = await freshTime(session);
        practice.way.mishaps = [mishap];
        practice.way.drops = 'identifier';
        booked(await bookTime(session, time, { way }).book());
        assert.equal(practice.way.changes.length, mishap === 'lose-answer' ? 1 : 2, `${way} ${mishap}`);
        assert.equal((await made(time)).length, 1);
      }
    }
  });

  it('and that gave the time to somebody else after the request was lost: it is said that it is taken', async () => {
    for (const way of BOOKING) {
      const session = practice.session();
      const time = await freshTime(session);
      const booking = bookTime(session, time, { way });
      practice.way.mishaps = ['lose-request'];
      practice.way.meanwhileLost = () =>
        practice
          .read(time.slots[0] as string)
          .then((slot) => practice.load({ ...(slot as object), status: 'busy' } as never));
      assert.equal((await booking.book()).kind, 'taken', way);
      assert.equal((await holders(time)).length, 0);
    }
  });
});

describe('what way is best', () => {
  const best = async (says: object, allow?: ('link' | 'phone' | 'request' | 'create' | 'operation')[]) => {
    practice.way.says = says;
    const session = practice.session();
    const ways = await bookingWays(session, allow ? { allow } : {});
    const link = { ...(await freshTime(practice.session('ana', practice.way.target))), link: 'https://book.example/1' };
    await session.signOut();
    return [bestWay(ways), bestWay(ways, link), ways.finds, ways.holds];
  };
  it('is the surest that the server has and the host wants', async () => {
    const reads = [{ code: 'read' }, { code: 'search-type' }];
    assert.deepEqual(await best({}), ['operation', 'operation', 'operation', true]);
    assert.deepEqual(await best({ operation: [] }), ['create', 'create', 'slots', false]);
    assert.deepEqual(await best({ operation: [] }, ['request', 'link', 'phone']), ['request', 'link', 'slots', false]);
    assert.deepEqual(await best({ operation: [], interaction: reads }), ['phone', 'link', 'slots', false]);
    assert.deepEqual(await best({ operation: [], interaction: reads }, ['link']), [undefined, 'link', 'slots', false]);
  });
});

for (const way of BOOKING) {
  describe(`booking by ${way}`, () => {
    const start = async (patient = 'ana'): Promise<{ session: Session; time: FreeTime; booking: Booking }> => {
      const session = practice.session(patient);
      const time = await freshTime(session);
      return { session, time, booking: bookTime(session, time, { way, now: practice.now }) };
    };

    it('two people want one time: one has it, the other is told that it is taken, and nothing is booked twice', async () => {
      const { time, booking } = await start();
      const other = practice.session('ben');
      const outcomes = await Promise.all([booking.book(), bookTime(other, time, { way }).book()]);
      assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['booked', 'taken']);
      assert.equal((await made(time)).length, 1);
      const finder = findTimes(other, {}, { now: practice.now });
      practice.load(freeSlot('near', new Date(Date.parse(time.start) + 3_600_000).toISOString()));
      const nearest = await finder.nearest(time, 1);
      assert.equal(nearest[0]?.slots[0], 'Slot/near');
      assert.ok(nearest.every(({ slots }) => slots[0] !== time.slots[0]));
    });

    it('is sent once, however often it is pressed, also when it is done', async () => {
      const { time, booking } = await start();
      const [one, two] = await Promise.all([booking.book(), booking.book()]);
      assert.equal(booked(await booking.book()).reference, booked(one).reference);
      assert.equal(booked(one).reference, booked(two).reference);
      assert.equal(practice.way.changes.length, 1);
      assert.equal((await made(time)).length, 1);
    });

    for (const mishap of ['lose-answer', 'no-body', 'bare'] as const) {
      it(`is found to be made where the server did it (${mishap})`, async () => {
        const { time, booking } = await start();
        practice.way.mishaps = [mishap];
        const line = booked(await booking.book({ reason: 'Ankles' }));
        assert.equal(line.start, time.start);
        assert.equal(practice.way.changes.length, 1);
        assert.equal((await made(time)).length, 1);
      });
    }

    it('is not sent again while nobody knows whether it was made, and found out by the next attempt', async () => {
      const { time, booking } = await start();
      practice.way.mishaps = ['lose-answer'];
      practice.way.meanwhile = () => (practice.way.readsFail = true);
      assert.equal(await code(booking.book()), 'outcome-unknown');
      practice.way.readsFail = false;
      practice.way.meanwhile = () => undefined;
      booked(await booking.book({ reason: 'Other words' }));
      assert.equal(practice.way.changes.length, 1);
      assert.equal((await made(time)).length, 1);
    });

    it('can be tried again with what was typed after the server failed', async () => {
      const { time, booking } = await start();
      for (const status of [422, 400, 403]) {
        practice.way.mishaps = [{ status }];
        assert.match(await code(booking.book({ reason: 'Ankles' })), /rejected|forbidden/);
        assert.equal((await holders(time)).length, 0);
      }
      assert.equal(booked(await booking.book({ reason: 'Ankles' })).reasons[0]?.text, 'Ankles');
    });

    it('for another patient than the one in context is never sent', async () => {
      const { session, time } = await start();
      await session.signOut();
      assert.throws(() => bookTime(session, time, { way }), { code: 'session-expired' });
    });

    it('moves an appointment in one change, and keeps it as it was where the new time is taken', async () => {
      const { session, time, booking } = await start();
      const old = booked(await booking.book({ reason: 'Ankles' }));
      const next = await freshTime(session);
      practice.load({ ...(await practice.read<object>(next.slots[0] as string)), status: 'busy' } as never);
      const taken = await bookTime(session, next, { way, replaces: old }).book();
      assert.equal(taken.kind, 'taken');
      assert.equal(await practice.slotStatus(slotIn(time)), 'busy', 'the old time stands');
      const other = await freshTime(session);
      const outcome = await bookTime(session, other, { way, replaces: old }).book();
      assert.deepEqual(outcome.kind === 'booked' && outcome.old, { kind: 'moved' });
      const moved = booked(outcome);
      assert.deepEqual([moved.reference, moved.start, moved.reasons[0]?.text], [old.reference, other.start, 'Ankles']);
      assert.deepEqual(
        [await practice.slotStatus(slotIn(time)), await practice.slotStatus(slotIn(other))],
        ['free', 'busy'],
      );
    });

    it('a move whose answer is lost is found out, and what was moved is not cancelled', async () => {
      const { session, booking } = await start();
      const old = booked(await booking.book());
      const next = await freshTime(session);
      const moving = bookTime(session, next, { way, replaces: old });
      practice.way.mishaps = ['lose-answer'];
      practice.way.meanwhile = () => (practice.way.readsFail = true);
      assert.equal(await code(moving.book()), 'outcome-unknown');
      practice.way.readsFail = false;
      practice.way.meanwhile = () => undefined;
      const outcome = await moving.book();
      assert.deepEqual(outcome.kind === 'booked' && outcome.old, { kind: 'moved' });
      const [there, ...more] = await holders(next);
      assert.deepEqual([there?.status, more.length], ['booked', 0]);
    });

    it('an appointment that somebody changed meanwhile is not moved over their change', async () => {
      const { session, booking } = await start();
      const old = booked(await booking.book());
      practice.load({ ...(await practice.read<object>(old.reference)), comment: 'Bring a list' } as never);
      const next = await freshTime(session);
      assert.equal(await code(bookTime(session, next, { way, replaces: old }).book()), 'conflict');
      assert.equal(await practice.slotStatus(slotIn(next)), 'free');
    });
  });
}

describe('moving at a server that changes no times', () => {
  const noUpdate = { interaction: ['read', 'search-type', 'create'].map((one) => ({ code: one })) };

  it('books the new time, then says that the old one stands, where nothing can be cancelled', async () => {
    practice.way.says = { operation: [], ...noUpdate } as never;
    const session = practice.session();
    const time = await freshTime(session);
    const old = booked(await bookTime(session, time, { way: 'create' }).book());
    assert.deepEqual(await canChangeAppointment(session, old), { allowed: false, why: 'capability' });
    const outcome = await bookTime(session, await freshTime(session), { way: 'create', replaces: old }).book();
    assert.ok(outcome.kind === 'booked');
    assert.equal(outcome.old?.kind, 'kept');
    assert.ok(outcome.old.error instanceof EhrError);
    assert.equal(await practice.slotStatus(slotIn(time)), 'busy');
  });

  it('books the new time and then cancels the old one, where the change of time is refused', async () => {
    practice.way.says = { operation: [] };
    const session = practice.session();
    const time = await freshTime(session);
    const old = booked(await bookTime(session, time, { way: 'create' }).book());
    const next = await freshTime(session);
    practice.way.mishaps = [{ status: 422 }];
    const outcome = await bookTime(session, next, { way: 'create', replaces: old }).book();
    assert.deepEqual(outcome.kind === 'booked' && outcome.old, { kind: 'cancelled' });
    assert.deepEqual(
      [await practice.slotStatus(slotIn(time)), await practice.slotStatus(slotIn(next))],
      ['free', 'busy'],
    );
  });
});

describe('a hold', () => {
  const hold = async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const booking = bookTime(session, time, { way: 'operation', now: practice.now });
    return { session, time, booking, held: await booking.hold() };
  };

  it('keeps the time from others, says until when, and becomes the appointment', async () => {
    const { time, booking, held } = await hold();
    assert.ok(held.kind === 'held');
    assert.equal(held.until, new Date(practice.now().getTime() + 600_000).toISOString());
    const other = practice.session('ben');
    assert.equal((await bookTime(other, time, { way: 'create' }).book()).kind, 'taken');
    assert.equal((await bookTime(other, time, { way: 'operation' }).hold()).kind, 'taken');
    const line = booked(await booking.book({ reason: 'Ankles' }));
    assert.deepEqual([line.reference, line.reasons[0]?.text], [held.appointment.reference, 'Ankles']);
    assert.equal((await holders(time)).length, 1);
  });

  it('is one, however often it is asked for, and lasts longer each time', async () => {
    const { time, booking } = await hold();
    practice.pass(5);
    const [again] = await Promise.all([booking.hold(), booking.hold()]);
    assert.ok(again.kind === 'held');
    assert.equal(again.until, new Date(practice.now().getTime() + 600_000).toISOString());
    assert.equal((await holders(time)).length, 1);
    assert.equal(practice.way.changes.length, 2);
  });

  it('that ran out, and whose time somebody else has: nothing is booked, and that is said', async () => {
    const { time, booking } = await hold();
    practice.pass(11);
    booked(await bookTime(practice.session('ben'), time, { way: 'create' }).book());
    assert.equal((await booking.book()).kind, 'hold-over');
    assert.deepEqual(
      (await made(time)).map(({ participant }) => participant[0]?.actor?.reference),
      ['Patient/ben'],
    );
    assert.equal((await booking.book()).kind, 'taken');
  });

  it('given up is free for others at once', async () => {
    const { time, booking } = await hold();
    await booking.release();
    assert.equal(await practice.slotStatus(slotIn(time)), 'free');
    await booking.release();
    assert.equal(practice.way.changes.length, 2);
  });

  for (const [so, end] of [
    ['by signing out', (session: Session) => session.signOut()],
    ['where a page has another patient now', (session: Session) => session.signOut({ quietly: true })],
  ] as const) {
    it(`is free for others as soon as its session ends ${so}`, { timeout: 20_000 }, async () => {
      const { session, time } = await hold();
      const ended = end(session);
      assert.equal(session.sources.length, 0);
      await ended;
      while ((await practice.slotStatus(slotIn(time))) !== 'free') await setImmediate();
      assert.equal(practice.way.changes.length, 2);
    });
  }

  it('that became the appointment stays when the session ends', async () => {
    const { session, time, booking } = await hold();
    booked(await booking.book());
    await session.signOut();
    assert.equal((await made(time)).length, 1);
    assert.equal(practice.way.changes.length, 2);
  });

  it('that is still on its way becomes the appointment all the same', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const booking = bookTime(session, time, { way: 'operation' });
    const [, outcome] = await Promise.all([booking.hold(), booking.book()]);
    booked(outcome);
    assert.equal((await holders(time)).length, 1);
  });

  it('given up while it is on its way is given up once it is there', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const booking = bookTime(session, time, { way: 'operation' });
    await Promise.all([booking.hold(), booking.release()]);
    assert.equal(await practice.slotStatus(slotIn(time)), 'free');
  });

  it('whose answer is lost is found, and not a second one made', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const booking = bookTime(session, time, { way: 'operation' });
    practice.way.mishaps = ['lose-answer'];
    assert.equal((await booking.hold()).kind, 'held');
    booked(await booking.book());
    assert.equal((await holders(time)).length, 1);
  });

  it('that takes the place of an appointment for the practice says so of the old one', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const old = booked(await bookTime(session, time, { way: 'operation' }).book());
    const booking = bookTime(session, await freshTime(session), { way: 'operation', replaces: old });
    assert.equal((await booking.hold()).kind, 'held');
    const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
    const coding = { system, code: 'prov', display: 'Provider' };
    booked(await booking.book({ replacesBecause: { text: 'Provider', codings: [coding] } }));
    const { status, cancelationReason } = await practice.read<Appointment>(old.reference);
    assert.deepEqual([status, cancelationReason], ['cancelled', { coding: [coding], text: 'Provider' }]);
  });

  it('can take the place of an appointment: the old one goes once the new one is booked', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const old = booked(await bookTime(session, time, { way: 'operation' }).book());
    const booking = bookTime(session, await freshTime(session), { way: 'operation', replaces: old });
    assert.equal((await booking.hold()).kind, 'held');
    assert.equal(await practice.slotStatus(slotIn(time)), 'busy');
    const outcome = await booking.book();
    assert.deepEqual(outcome.kind === 'booked' && outcome.old, { kind: 'cancelled' });
    assert.equal(await practice.slotStatus(slotIn(time)), 'free');
  });
});

describe('a request', () => {
  it('takes no time, and stands among what is asked for with when it would suit', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const booking = bookTime(session, time, { way: 'request', now: practice.now });
    const [outcome] = await Promise.all([booking.book({ reason: 'Ankles' }), booking.book()]);
    assert.ok(outcome.kind === 'requested');
    assert.equal(practice.way.changes.length, 1);
    assert.equal(await practice.slotStatus(slotIn(time)), 'free');
    assert.deepEqual(outcome.appointment.wanted, [{ start: time.start, end: time.end }]);
    const view = shown(await once(recordOf(session), appointments));
    assert.ok(typeof view === 'object');
    const { requested } = appointmentsAt(view, practice.now());
    assert.ok(requested.some(({ reference }) => reference === outcome.appointment.reference));
  });

  it('without a time, and to be put on a waiting list', async () => {
    const session = practice.session();
    const periods = [{ start: '2026-10-20', end: '2026-10-24' }];
    const outcome = await requestVisit(session, { periods, waitlist: true }, { now: practice.now }).book();
    assert.ok(outcome.kind === 'requested');
    assert.deepEqual([outcome.appointment.status, outcome.appointment.wanted], ['waitlist', periods]);
  });

  it('to move an appointment leaves it as it is, and says so', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const old = booked(await bookTime(session, time, { way: 'create' }).book());
    const outcome = await bookTime(session, await freshTime(session), { way: 'request', replaces: old }).book();
    assert.deepEqual(outcome.kind === 'requested' && outcome.old, { kind: 'kept' });
    assert.equal(await practice.slotStatus(slotIn(time)), 'busy');
  });
});

describe('cancelling', () => {
  const able = (...codes: string[]) => codes.map((one) => ({ code: one }));
  const servers: Record<string, object> = {
    'that takes the whole': {},
    'that takes $book and no change': { interaction: able('read', 'search-type', 'create') },
    'that takes changes of parts only': { operation: [], interaction: able('read', 'search-type', 'create', 'patch') },
  };
  for (const [server, says] of Object.entries(servers)) {
    it(`gives the time back with a reason, and can be taken back, at a server ${server}`, async () => {
      practice.way.says = says;
      const session = practice.session();
      const time = await freshTime(session);
      const line = booked(await bookTime(session, time, { way: 'create' }).book({ reason: 'Ankles' }));
      practice.way.passed.length = 0;
      const cancelling = cancelAppointment(session, line);
      await assert.rejects(cancelling.undo.run(), { code: 'rejected' });
      await Promise.all([cancelling.run(), cancelling.run()]);
      assert.equal(practice.way.changes.length, 1);
      const stored = await practice.read<Appointment>(line.reference);
      assert.deepEqual([stored.status, stored.cancelationReason?.coding?.[0]?.code], ['cancelled', 'pat']);
      assert.equal(await practice.slotStatus(slotIn(time)), 'free');
      await cancelling.undo.run();
      const again = await practice.read<Appointment>(line.reference);
      assert.deepEqual(
        [again.status, again.cancelationReason, again.reasonCode?.[0]?.text],
        ['booked', undefined, 'Ankles'],
      );
      assert.equal(await practice.slotStatus(slotIn(time)), 'busy');
    });
  }

  it('cannot be taken back once somebody else has the time', async () => {
    const session = practice.session();
    const time = await freshTime(session);
    const cancelling = cancelAppointment(session, booked(await bookTime(session, time, { way: 'create' }).book()));
    await cancelling.run();
    booked(await bookTime(practice.session('ben'), time, { way: 'create' }).book());
    assert.equal(await code(cancelling.undo.run()), 'conflict');
  });

  it('is found out before it is sent again, where nobody knows whether it was made', async () => {
    const session = practice.session();
    const line = booked(await bookTime(session, await freshTime(session), { way: 'create' }).book());
    practice.way.passed.length = 0;
    practice.way.mishaps = ['lose-answer'];
    practice.way.meanwhile = () => (practice.way.readsFail = true);
    const cancelling = cancelAppointment(session, line);
    assert.equal(await code(cancelling.run()), 'outcome-unknown');
    practice.way.readsFail = false;
    await cancelling.run();
    assert.equal(practice.way.changes.length, 1);
    await cancelling.undo.run();
    assert.equal((await practice.read<Appointment>(line.reference)).status, 'booked');
  });

  it('whose answer is lost is found to be made', async () => {
    const session = practice.session();
    const line = booked(await bookTime(session, await freshTime(session), { way: 'create' }).book());
    practice.way.passed.length = 0;
    practice.way.mishaps = ['lose-answer'];
    await cancelAppointment(session, line).run();
    assert.equal(practice.way.changes.length, 1);
    assert.equal((await practice.read<Appointment>(line.reference)).status, 'cancelled');
  });
});
