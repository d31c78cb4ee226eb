/** Days and clocks of a place, and which day moments are on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockChange, dayAt, daysIn, placeAmong, startOfDay } from '../../../packages/sdk/src/format/zone.ts';

const MINUTE = 60_000;
/** Zones and months in which clocks change at midnight, by half an hour, twice in a month, or a day is left out. */
const MONTHS: readonly (readonly [zone: string, month: string])[] = [
  ['Europe/London', '2026-10'],
  ['America/New_York', '2026-03'],
  ['Australia/Lord_Howe', '2026-04'],
  ['America/Santiago', '2026-09'],
  ['America/Sao_Paulo', '2018-11'],
  ['America/Sao_Paulo', '2019-02'],
  ['Africa/Casablanca', '2026-02'],
  ['Africa/Casablanca', '2026-03'],
  ['Pacific/Apia', '2011-12'],
  ['Asia/Kathmandu', '2026-02'],
  ['Africa/Cairo', '2026-04'],
  ['UTC', '2028-02'],
];

describe('the days of a month in a zone', () => {
  for (const [zone, month] of MONTHS) {
    it(`begin when clocks there say so, and each moment is on the day that they show: ${zone}, ${month}`, () => {
      const days = daysIn(month);
      const placeOf = placeAmong(days, zone);
      const [first = '', last = ''] = [days[0], days.at(-1)];
      for (const day of days) {
        const start = startOfDay(day, zone);
        assert.ok(dayAt(start, zone) >= day, `${day} begins at its first moment`);
        assert.ok(dayAt(start - MINUTE, zone) < day, `and not later: ${day}`);
      }
      const [from, until] = [startOfDay(first, zone) - 40 * MINUTE, startOfDay(last, zone) + 26 * 60 * MINUTE];
      for (let instant = from; instant < until; instant += 10 * MINUTE) {
        const shown = dayAt(instant, zone);
        const place = placeOf(instant);
        assert.equal(place === undefined ? undefined : days[place], days.includes(shown) ? shown : undefined);
      }
    });
  }

  it('are as many as the month has', () => {
    assert.deepEqual(
      ['2026-02', '2028-02', '2026-12'].map((month) => [daysIn(month).length, daysIn(month).at(-1)]),
      [
        [28, '2026-02-28'],
        [29, '2028-02-29'],
        [31, '2026-12-31'],
      ],
    );
  });

  it('change their clocks by as much whichever day was looked at before', () => {
    const asked = ['2026-10-26', '2026-10-25', '2026-10-24', '2026-10-25'];
    assert.deepEqual(
      asked.map((day) => clockChange(day, 'Europe/Paris')),
      [0, -60, 0, -60],
    );
  });
});
