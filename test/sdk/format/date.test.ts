import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageAt, formatAge } from '../../../packages/sdk/src/format/age.ts';
import { calendarDay, daysFromNow, formatDate, formatTime, parseDate } from '../../../packages/sdk/src/format/date.ts';

const now = new Date('2026-10-19T09:42:00Z');
const english = { locale: 'en-GB', timeZone: 'Europe/London', now };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a date is day first with a short month word in English, in the order of the language otherwise', () => {
  assert.equal(plain(formatDate('2026-09-05', english)), '5 Sep 2026');
  assert.equal(plain(formatDate('2026-09-05', { locale: 'en' })), '5 Sep 2026');
  assert.equal(plain(formatDate('2026-09-05', { locale: 'en-US' })), 'Sep 5, 2026');
  assert.equal(plain(formatDate('2026-10-05', { locale: 'es' })), '5 oct 2026');
});

test('day and month are never torn apart', () => {
  assert.equal(formatDate('2026-10-19', english), '19\u00a0Oct\u00a02026');
});

test('a partial date stays partial', () => {
  assert.equal(plain(formatDate('2026-09', english)), 'Sep 2026');
  assert.equal(formatDate('2011', english), '2011');
  assert.equal(formatDate('0850', english), '850');
});

test('a date without a time is the same day in every zone', () => {
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
    assert.equal(plain(formatDate('2026-03-01', { locale: 'en-GB', timeZone, now })), '1 Mar 2026');
  }
});

test('a time is told in the zone asked for, with its day there', () => {
  const late = '2026-06-30T23:30:00Z';
  assert.equal(plain(formatDate(late, { locale: 'en-GB', timeZone: 'Europe/London' })), '1 Jul 2026 00:30');
  assert.equal(plain(formatDate(late, { locale: 'en-GB', timeZone: 'America/New_York' })), '30 Jun 2026 19:30');
});

test('today and yesterday are words, only where a time was sent', () => {
  assert.equal(plain(formatDate('2026-10-19T06:55:00Z', english)), 'today 07:55');
  assert.equal(plain(formatDate('2026-10-18T16:20:00Z', english)), 'yesterday 17:20');
  assert.equal(plain(formatDate('2026-10-18T16:20:00Z', { ...english, locale: 'es' })), 'ayer 17:20');
  assert.equal(plain(formatDate('2026-10-17T16:20:00Z', english)), '17 Oct 2026 17:20');
  assert.equal(plain(formatDate('2026-10-19', english)), '19 Oct 2026');
});

test('yesterday is by the calendar and not by the hours', () => {
  const soonAfterMidnight = new Date('2026-10-18T23:10:00Z');
  assert.equal(plain(formatDate('2026-10-18T22:50:00Z', { ...english, now: soonAfterMidnight })), 'yesterday 23:50');
});

test('a twelve-hour language has no leading zero', () => {
  assert.match(
    plain(formatDate('2026-10-10T13:05:00Z', { locale: 'en-US', timeZone: 'UTC' })),
    /^Oct 10, 2026 1:05 PM$/,
  );
  assert.equal(formatTime('08:00:00', 'en-GB'), '08:00');
});

test('digits are Latin and years are common-era in every language', () => {
  assert.match(formatDate('2026-09-05', { locale: 'ar-EG' }), /5.*2026/);
  assert.match(formatDate('2026-09-05', { locale: 'th' }), /2026/);
});

test('what is not a FHIR date is told as it was sent', () => {
  for (const odd of ['last spring', '2026-10-19T99:99', '19/10/2026']) assert.equal(formatDate(odd, english), odd);
  assert.equal(parseDate('20261019'), undefined);
});

test('days from now count calendar days', () => {
  assert.equal(daysFromNow('2026-10-20', now, 'UTC'), 1);
  assert.equal(daysFromNow('2026-10-12T23:59:00Z', now, 'UTC'), -7);
  assert.equal(daysFromNow('2026', now, 'UTC'), undefined);
});

const AGES: readonly [born: string, age: string, approximate: boolean][] = [
  ['1959-03-14', '67 y', false],
  ['1959-10-19', '67 y', false],
  ['1959-10-20', '66 y', false],
  ['2024-10-19', '2 y', false],
  ['2024-10-20', '23 mths', false],
  ['2026-08-19', '2 mths', false],
  ['2026-09-20', '4 wks', false],
  ['2026-09-22', '27 days', false],
  ['2026-10-19', '0 days', false],
  ['1959', '67 y', true],
  ['1959-03', '67 y', true],
];

test('ages are in years, under two years in months, under four weeks in days', () => {
  for (const [born, expected, approximate] of AGES) {
    const age = ageAt(born, now, 'UTC');
    assert.ok(age, born);
    assert.equal(plain(formatAge(age, 'en')), expected, born);
    assert.equal(age.approximate, approximate, born);
  }
});

test('an age is whole also in words', () => {
  assert.equal(plain(formatAge({ value: 1, unit: 'year', approximate: false }, 'en', 'long')), '1 year');
});

test('nobody is born in the future', () => {
  for (const born of ['2026-10-20', '2026-11', '2027']) assert.equal(ageAt(born, now, 'UTC'), undefined, born);
});

test('a birth date told with a time counts by its day', () => {
  assert.equal(ageAt('not a date', now), undefined);
  assert.equal(ageAt('2000-10-19T23:00:00Z', now, 'UTC')?.value, 26);
});

test('tells one part of a date alone, for heads that tell the others, and none that was not sent', () => {
  const part = (value: string, name: 'year' | 'day' | 'time'): string =>
    plain(formatDate(value, { ...english, timeZone: 'Europe/London', part: name }));
  assert.deepEqual(
    (['year', 'day', 'time'] as const).map((name) => part('2026-12-31T23:30:00-02:00', name)),
    ['2027', '1 Jan', '01:30'],
  );
  assert.deepEqual(
    (['year', 'day', 'time'] as const).map((name) => part('2026-09', name)),
    ['2026', 'Sep', ''],
  );
  assert.equal(part('2011', 'day'), '');
});

test("the reader's own day is that of the zone they are in, at every hour of a year", () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000)
    assert.deepEqual(calendarDay(at), calendarDay(at, timeZone));
});

test('English days, months, years and times are those that Intl writes, at every hour of a year', () => {
  const shapes = [
    [{ dateOnly: true }, { year: 'numeric', month: 'short', day: 'numeric' }],
    [{ part: 'day' }, { month: 'short', day: 'numeric' }],
    [{ part: 'year' }, { year: 'numeric' }],
    [{ part: 'time' }, { hour: '2-digit', minute: '2-digit' }],
  ] as const;
  for (const locale of ['en-GB', 'en-US']) {
    for (const [asked, shape] of shapes) {
      const intl = new Intl.DateTimeFormat(locale, shape);
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000) {
        const told = intl.format(at).replace('Sept', 'Sep').replace('\u202f', ' ');
        const expected = locale === 'en-US' ? told.replace(/^0(?=\d:)/, '') : told;
        assert.equal(plain(formatDate(new Date(at).toISOString(), { locale, ...asked })), expected);
      }
    }
  }
});

test('English words for today, yesterday and a year of age are those of Intl', () => {
  for (const locale of ['en', 'en-GB', 'en-US']) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    const says = (day: string): string =>
      formatDate(`2026-10-${day}T12:00:00Z`, { ...english, locale, dateOnly: true });
    assert.deepEqual([says('19'), says('18')], [words.format(0, 'day'), words.format(-1, 'day')]);
    const years = new Intl.NumberFormat(locale, { style: 'unit', unit: 'year', unitDisplay: 'narrow' });
    const age = { value: 67, unit: 'year', approximate: false } as const;
    assert.equal(formatAge(age, locale).replace('\u00a0', ''), years.format(67));
  }
});
