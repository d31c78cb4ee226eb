/** The list of appointments, from resources. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Appointment, FhirResource, Location, Organization, Schedule } from 'fhir/r4.js';
import {
  appointments,
  appointmentsAt,
  appointmentsFile,
  overlapping,
  type AppointmentLine,
} from '../../../packages/sdk/src/appointments.ts';
import { ResourcePool } from '../../../packages/sdk/src/fhir/references.ts';
import type { SourcedResource } from '../../../packages/sdk/src/topics/topic.ts';

const NOW = new Date('2026-10-19T12:00:00Z');
const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

const at = (id: string, change: Partial<Appointment> = {}): Appointment => ({
  resourceType: 'Appointment',
  id,
  status: 'booked',
  start: '2026-10-27T09:30:00Z',
  end: '2026-10-27T10:00:00Z',
  participant: [{ actor: { reference: 'Patient/1' }, status: 'accepted' }],
  ...change,
});

function view(sent: readonly Appointment[], others: readonly FhirResource[] = [], now = NOW) {
  const pool = new ResourcePool('');
  for (const resource of [...sent, ...others]) pool.add({ resource });
  const matches = sent.map((resource): SourcedResource => ({ resource, origin: { source: 'a', sourceName: 'A' } }));
  return appointments.view({ matches, now, resolve: (reference, { resource }) => pool.resolve(reference, resource) });
}

const ids = (lines: readonly AppointmentLine[]) => lines.map(({ reference }) => reference.slice('Appointment/'.length));
const only = (sent: Appointment, others: readonly FhirResource[] = []): AppointmentLine => {
  const { upcoming, requested, past, cancelled } = view([sent], others);
  return [...upcoming, ...requested, ...past, ...cancelled][0]!;
};

describe('each status stands where a reader looks for it', () => {
  const statuses = [
    'proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist odd',
  ].flatMap((all) => all.split(' ')) as Appointment['status'][];

  it('before its time', () => {
    const { upcoming, requested, past, cancelled, enteredInError } = view(
      statuses.map((status) => at(status, { status })),
    );
    assert.deepEqual(ids(upcoming).sort(), ['arrived', 'booked', 'checked-in', 'odd']);
    assert.deepEqual(ids(requested).sort(), ['pending', 'proposed', 'waitlist']);
    assert.deepEqual(ids(past).sort(), ['fulfilled', 'noshow']);
    assert.deepEqual([ids(cancelled), ids(enteredInError)], [['cancelled'], ['entered-in-error']]);
    assert.equal(upcoming.find(({ reference }) => reference.endsWith('odd'))?.status, 'unknown');
  });

  it('after it: what was only booked or asked for is past with the status that it had', () => {
    const before = view(statuses.map((status) => at(status, { status })));
    const { upcoming, requested, past } = appointmentsAt(before, new Date('2026-10-27T10:00:01Z'));
    assert.deepEqual(ids(upcoming).sort(), ['arrived', 'checked-in'], 'who is there waits still');
    assert.deepEqual(ids(requested), []);
    assert.deepEqual(ids(past).sort(), ['booked', 'fulfilled', 'noshow', 'odd', 'pending', 'proposed', 'waitlist']);
    assert.equal(past.find(({ reference }) => reference.endsWith('booked'))?.status, 'booked');
  });

  it('soonest first what is to come, newest first what was, and last what has no time', () => {
    const sent = ['2026-10-25', '2026-10-21', '2026-10-23'].map((day) =>
      at(day, { start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z` }),
    );
    assert.deepEqual(ids(view(sent).upcoming), ['2026-10-21', '2026-10-23', '2026-10-25']);
    assert.deepEqual(ids(view(sent, [], new Date('2026-12-01')).past), ['2026-10-25', '2026-10-23', '2026-10-21']);
    const { start: _start, end: _end, ...timeless } = at('wish', { status: 'proposed' });
    const wishes = [timeless, { ...timeless, id: 'soon', requestedPeriod: [{ start: '2026-10-20' }] }];
    assert.deepEqual(ids(view(wishes).requested), ['soon', 'wish']);
  });
});

describe('a line', () => {
  it('has the zone of the calendar, else of the place, else of its organisation, and says when none is told', () => {
    const zoned = (resource: Location | Organization | Schedule, zone: string): FhirResource => ({
      ...resource,
      extension: [{ url: TIMEZONE, valueCode: zone }],
    });
    const slot = {
      resourceType: 'Slot',
      id: '1',
      schedule: { reference: 'Schedule/1' },
      status: 'busy',
      start: '',
      end: '',
    } as const;
    const schedule: Schedule = { resourceType: 'Schedule', id: '1', actor: [] };
    const house: Location = {
      resourceType: 'Location',
      id: '1',
      managingOrganization: { reference: 'Organization/1' },
    };
    const organization = zoned({ resourceType: 'Organization', id: '1' }, 'Africa/Lagos');
    const sent = at('1', {
      start: '2026-10-27T09:30:00+01:00',
      slot: [{ reference: 'Slot/1' }],
      participant: [{ actor: { reference: 'Location/1' }, status: 'accepted' }],
    });
    const zones = (...others: FhirResource[]) => only(sent, others).zone;
    assert.deepEqual(zones(slot, zoned(schedule, 'Europe/London'), zoned(house, 'Asia/Tokyo')), {
      kind: 'told',
      zone: 'Europe/London',
      by: 'schedule',
    });
    assert.deepEqual(zones(zoned(house, 'Asia/Tokyo')), {
      kind: 'told',
      zone: 'Asia/Tokyo',
      by: 'location',
    });
    assert.deepEqual(zones(house, organization), {
      kind: 'told',
      zone: 'Africa/Lagos',
      by: 'organization',
    });
    assert.deepEqual(zones(zoned(house, 'Mars/Olympus')), { kind: 'untold', offset: '+01:00' });
    assert.deepEqual(only(at('2')).zone, { kind: 'untold', offset: undefined });
  });

  it('joins by video through https only, told in the form of R5 or of its extension', () => {
    const url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService';
    const joining = (addressUrl: string) =>
      at('1', {
        extension: [
          {
            url,
            extension: [
              { url: 'address', valueUrl: addressUrl },
              { url: 'sessionKey', valueString: '4711' },
            ],
          },
        ],
      });
    const { mode, virtualServices } = only(joining('https://video.example/room/1'));
    assert.deepEqual(
      [mode, virtualServices[0]?.link, virtualServices[0]?.sessionKey],
      ['video', 'https://video.example/room/1', '4711'],
    );
    for (const bad of ['http://video.example/1', 'javascript:alert(1)', 'https://user:word@video.example', 'room 4']) {
      assert.equal(only(joining(bad)).virtualServices[0]?.link, undefined, bad);
    }
    const later = { ...at('2'), virtualService: [{ addressUrl: 'https://video.example/2' }] } as Appointment;
    assert.equal(only(later).virtualServices[0]?.link, 'https://video.example/2');
  });

  it('says in which way one takes part, and does not guess', () => {
    const place = { actor: { reference: 'Location/1', display: 'Level 2' }, status: 'accepted' } as const;
    assert.equal(only(at('1')).mode, 'unknown');
    assert.equal(only(at('1', { participant: [place] })).mode, 'in-person');
    assert.equal(
      only(at('1', { participant: [place], serviceType: [{ text: 'Telephone consultation' }] })).mode,
      'phone',
    );
    assert.equal(only(at('1', { appointmentType: { coding: [{ code: '448337001' }] } })).mode, 'video');
  });

  it('tells the house with its address, and the practitioner behind a role with the photo', () => {
    const others = [
      {
        resourceType: 'Location',
        id: '1',
        name: 'Outpatients',
        address: { line: ['Level 2'], city: 'Leeds' },
        position: { latitude: 53.8, longitude: -1.55 },
      },
      {
        resourceType: 'PractitionerRole',
        id: '1',
        practitioner: { reference: 'Practitioner/1' },
        specialty: [{ text: 'Nephrology' }],
      },
      {
        resourceType: 'Practitioner',
        id: '1',
        name: [{ text: 'Dr Iris Lindqvist' }],
        photo: [{ contentType: 'image/png', url: 'Binary/9' }],
      },
    ] as FhirResource[];
    const { people, places } = only(
      at('1', {
        participant: ['Location/1', 'PractitionerRole/1'].map((reference) => ({
          actor: { reference },
          status: 'accepted',
        })),
      }),
      others,
    );
    assert.deepEqual(places[0]?.address?.lines, ['Level 2', 'Leeds']);
    assert.deepEqual(places[0]?.position, { latitude: '53.8', longitude: '-1.55' });
    assert.deepEqual(
      [people[0]?.name, people[0]?.photos[0]?.url, people[0]?.specialties[0]?.text],
      ['Dr Iris Lindqvist', 'Binary/9', 'Nephrology'],
    );
  });
});

describe('what is at the same time', () => {
  it('is told of the others where one has a time that no clock shows', () => {
    const odd = at('odd', { start: '2026-10-27T09:30:60Z', end: '2026-10-27T09:59:60Z' });
    const { upcoming, overlaps } = view([odd, at('a'), at('b')]);
    assert.deepEqual(ids(upcoming).sort(), ['a', 'b', 'odd']);
    assert.deepEqual([...overlaps.keys()].sort(), ['a/Appointment/a', 'a/Appointment/b']);
    assert.doesNotMatch(appointmentsFile([only(odd)], { words: () => ({ summary: 'x' }) }), /VEVENT/);
  });

  it('is told with both, and what was cancelled takes up no time', () => {
    const { overlaps, upcoming, requested } = view([
      at('a'),
      at('b', { start: '2026-10-27T09:45:00Z', end: '2026-10-27T10:15:00Z' }),
      at('c', { start: '2026-10-27T10:15:00Z', end: '2026-10-27T10:30:00Z' }),
      at('d', { status: 'cancelled' }),
    ]);
    assert.deepEqual(
      [...overlaps].map(([key, lines]) => [key, ids(lines)]),
      [
        ['a/Appointment/a', ['b']],
        ['a/Appointment/b', ['a']],
      ],
    );
    const time = { start: '2026-10-27T10:10:00Z', end: '2026-10-27T10:20:00Z' };
    assert.deepEqual(ids(overlapping({ upcoming, requested }, time)), ['b', 'c']);
    const { start: _start, end: _end, ...wish } = at('e', { status: 'proposed' });
    assert.deepEqual(ids(overlapping({ upcoming, requested: [{ ...only(wish as Appointment) }] }, time)), ['b', 'c']);
  });
});
