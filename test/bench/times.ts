/**
 * What putting thousands of free times on the days of their month costs: at once, and its longest piece where whoever runs it
 * pauses at each.
 *
 *     npx node test/bench/times.ts [slots]
 *
 * @module
 */
import type { Slot } from 'fhir/r4.js';
import type { Pieces } from '../../packages/sdk/src/format/pieces.ts';
import { each } from '../../packages/sdk/src/format/pieces.ts';
import type { BookingChoices } from '../../packages/sdk/src/topics/booking-choices.ts';
import { daysOfMonth, timeOfSlot, timesWanted, type FreeTime } from '../../packages/sdk/src/topics/free-time.ts';

const SLOTS = Number(process.argv[2] ?? 5000);
const TURNS = 5;
const ZONE = 'Europe/London';
const MONTH = '2027-03';
const NONE: BookingChoices = { services: [], people: [], places: [], calendars: [], complete: true };

const begin = Date.parse(`${MONTH}-01T08:00:00Z`);
const apart = Math.floor((28 * 24 * 60) / SLOTS) || 1;
// As a server with many calendars sends them: in no order.
const slots = Array.from({ length: SLOTS }, (_, index): Slot => {
  const start = begin + ((index * 7919) % SLOTS) * apart * 60_000;
  return {
    resourceType: 'Slot',
    id: `s-${index}`,
    schedule: { reference: 'Schedule/one' },
    status: 'free',
    start: new Date(start).toISOString(),
    end: new Date(start + 10 * 60_000).toISOString(),
  };
});

console.table(
  Array.from({ length: TURNS }, () => {
    const pieces = lengthsOf(month());
    const whole = pieces.reduce((sum, one) => sum + one, 0);
    return { slots: SLOTS, 'whole, ms': whole.toFixed(1), 'longest piece, ms': Math.max(...pieces).toFixed(1) };
  }),
);

function* month(): Pieces<void> {
  const times: FreeTime[] = [];
  yield* each(slots, (slot) => {
    const time = timeOfSlot(slot, 'source', NONE);
    if (time) times.push(time);
  });
  const wanted = yield* timesWanted(times, {}, new Date(begin - 1));
  yield* daysOfMonth(MONTH, wanted, ZONE);
}

/** By processor time of this thread, which others on the machine do not lengthen. */
function lengthsOf(work: Pieces<void>): number[] {
  const lengths: number[] = [];
  for (let isDone = false; !isDone;) {
    const started = process.threadCpuUsage();
    isDone = work.next().done === true;
    const { user, system } = process.threadCpuUsage(started);
    lengths.push((user + system) / 1000);
  }
  return lengths;
}
