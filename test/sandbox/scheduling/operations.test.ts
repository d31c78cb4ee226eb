import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Clinic, refused, type Json, type Reply } from '../fhir/fixtures.ts';
import { appOf, clerk, Clock, slot, Surgery, visit } from './surgery.ts';

const ana = appOf('ana');
const ben = appOf('ben');

const period = [
  { name: 'start', valueDateTime: '2026-10-20T00:00:00Z' },
  { name: 'end', valueDateTime: '2026-10-21T00:00:00Z' },
];
const slotsOf = ({ json }: Reply): string[] =>
  (json.entry ?? []).flatMap(({ resource }: Json) => resource.slot?.map((each: Json) => each.reference) ?? []);
const proposals = async (surgery: Surgery, grant = ana): Promise<Json[]> =>
  (await surgery.operate('$find', period, grant)).json.entry.map(({ resource }: Json) => resource);
const reference = (id: string) => [
  { name: 'appointment-reference', valueReference: { reference: `Appointment/${id}` } },
];

describe('$find', () => {
  it('proposes an appointment for every free time in the period, earliest first, ready to be booked', async () => {
    const surgery = new Surgery();
    await surgery.create(1, ben);
    const [first, second, ...more] = await proposals(surgery);
    assert.deepEqual(
      [first.status, first.slot, first.start, first.minutesDuration],
      ['proposed', [{ reference: 'Slot/slot-0' }], slot(0).start, 30],
    );
    assert.deepEqual(
      first.participant.map(({ actor }: Json) => actor.reference),
      ['Patient/ana', 'Practitioner/rosa', 'Location/main-street'],
    );
    assert.equal(second.slot[0].reference, 'Slot/slot-2');
    assert.equal(more.length, 0);
    assert.equal(surgery.service.count('Appointment'), 1, 'proposals are not stored');
  });

  it('answers GET as well, leaves out what is past, and starts now when no start is given', async () => {
    const clock = new Clock();
    const surgery = new Surgery(3, { now: clock.now });
    clock.pass(25 * 60 + 15);
    const reply = await surgery.ask('GET /Appointment/$find?end=2026-10-21', { grant: ana });
    assert.deepEqual(slotsOf(reply), ['Slot/slot-1', 'Slot/slot-2']);
  });

  it('chooses by practitioner, place, service and part of an address', async () => {
    const surgery = new Surgery(2);
    const hugo = { schedule: { reference: 'Schedule/hugo' }, serviceType: [{ coding: [{ code: 'other' }] }] };
    surgery.service.load([slot(5, hugo)]);
    const found = async (...parameters: Json[]) =>
      slotsOf(await surgery.operate('$find', [...period, ...parameters], ana));
    const rosas = ['Slot/slot-0', 'Slot/slot-1'];
    const practitioner = (valueReference: Json) => ({ name: 'practitioner', valueReference });
    assert.deepEqual(await found(practitioner({ reference: 'Practitioner/hugo' })), ['Slot/slot-5']);
    assert.deepEqual(await found(practitioner({ identifier: { system: 'urn:npi', value: '1' } })), rosas);
    assert.deepEqual(await found(practitioner({ identifier: { value: 'nobody' } })), []);
    assert.deepEqual(
      await found({ name: 'location-reference', valueReference: { reference: 'Location/main-street' } }),
      rosas,
    );
    assert.deepEqual(await found({ name: 'location-string', valueString: 'spring' }), rosas);
    assert.deepEqual(await found({ name: 'visit-type', valueString: 'urn:services|visit' }), rosas);
    const either = ['Practitioner/rosa', 'Practitioner/hugo'].map((each) => practitioner({ reference: each }));
    assert.equal((await found(...either)).length, 3, 'several of one kind mean any of them');
    const place = { name: 'location-reference', valueReference: { reference: 'Location/main-street' } };
    assert.deepEqual(await found(either[1], place), [], 'several kinds mean all of them');
  });

  it('gives pages, with the number of all', async () => {
    const surgery = new Surgery(5);
    const first = await surgery.operate('$find', [...period, { name: '_count', valueInteger: 2 }], ana);
    assert.equal(first.json.total, 5);
    const pages = [slotsOf(first)];
    let next = first.json.link.find((link: Json) => link.relation === 'next')?.url;
    while (next) {
      const page = await surgery.ask(`GET ${next.slice('https://clinic.example/fhir'.length)}`, { grant: ana });
      pages.push(slotsOf(page));
      next = page.json.link.find((link: Json) => link.relation === 'next')?.url;
    }
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 2, 1],
    );
    assert.equal(new Set(pages.flat()).size, 5);
  });

  it('says which parameters it did not use, and refuses what makes no sense', async () => {
    const surgery = new Surgery(1);
    const reply = await surgery.operate('$find', [...period, { name: 'reason', valueString: 'x|y' }], ana);
    const notice = reply.json.entry.find(({ search }: Json) => search.mode === 'outcome').resource;
    assert.equal(notice.issue[0].severity, 'information');
    assert.match(notice.issue[0].diagnostics, /reason was not used/);
    refused(await surgery.operate('$find', [{ name: 'start', valueDateTime: 'soon' }], ana), 400, /start is a date/);
    refused(await surgery.ask('PUT /Appointment/$find', { grant: ana, body: {} }), 405, /GET, POST/);
    assert.equal((await surgery.operate('$find', period, appOf('ana', ['patient/Observation.rs']))).status, 403);
  });
});

describe('$book', () => {
  it('books a proposal for the patient in context', async () => {
    const surgery = new Surgery();
    const [first] = await proposals(surgery);
    const reply = await surgery.operate('$book', reference(first.id), ana);
    assert.equal(reply.status, 200, reply.text);
    const { resource } = reply.json.entry[0];
    assert.equal(resource.status, 'booked');
    assert.ok(resource.participant.every(({ status }: Json) => status === 'accepted'));
    assert.equal(await surgery.slotStatus(0), 'busy');
    assert.equal((await surgery.ask(`GET /Appointment/${resource.id}`, { grant: ana })).status, 200);
  });

  it('tells whoever comes second that the time is gone', async () => {
    const surgery = new Surgery();
    const [first] = await proposals(surgery);
    await surgery.operate('$book', reference(first.id), ben);
    refused(await surgery.operate('$book', reference(first.id), ana), 409, /Slot\/slot-0 is not free.*booked/);
  });

  it('takes an Appointment of the client, as appt-resource or as the body, and a clerk names the patient', async () => {
    const surgery = new Surgery();
    const { participant: _all, ...open } = visit(0, 'ana', { status: 'proposed' });
    const parameters = [
      { name: 'appt-resource', resource: { ...open, participant: [] } },
      { name: 'patient-reference', valueReference: { reference: 'Patient/ana' } },
    ];
    const first = await surgery.operate('$book', parameters, clerk);
    assert.equal(first.status, 200, first.text);
    assert.equal(first.json.entry[0].resource.participant[0].actor.reference, 'Patient/ana');
    const second = await surgery.ask('POST /Appointment/$book', { grant: ana, body: visit(1, 'ana') });
    assert.equal(second.status, 200, second.text);
  });

  it('moves an appointment to another time, and cancels it', async () => {
    const surgery = new Surgery();
    const { json } = await surgery.create(0, ana);
    await surgery.create(1, ben);
    const move = (to: number, change: Json = {}) =>
      surgery.operate(
        '$book',
        [{ name: 'appt-resource', resource: visit(to, 'ana', { id: json.id, ...change }) }],
        ana,
      );
    refused(await move(1), 409, /slot-1/);
    assert.equal(await surgery.slotStatus(0), 'busy', 'the old time is kept until the new one is booked');
    assert.equal((await move(2)).json.entry[0].resource.id, json.id);
    assert.deepEqual([await surgery.slotStatus(0), await surgery.slotStatus(2)], ['free', 'busy']);
    assert.equal((await move(2, { status: 'cancelled' })).json.entry[0].resource.status, 'cancelled');
    assert.equal(await surgery.slotStatus(2), 'free');
  });

  it('is for oneself only', async () => {
    const surgery = new Surgery();
    const [first] = await proposals(surgery);
    const forBen = [
      ...reference(first.id),
      { name: 'patient-reference', valueReference: { reference: 'Patient/ben' } },
    ];
    refused(await surgery.operate('$book', forBen, ana), 403, /do not reach/);
    const bens = await surgery.create(1, ben);
    refused(await surgery.operate('$book', reference(bens.json.id), ana), 404, /no Appointment/);
    refused(await surgery.operate('$book', reference(first.id), appOf('ana', ['patient/*.rs'])), 403, /Appointment\.c/);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('changes what is booked only with the right to update, and what is on hold with the right to create too', async () => {
    const surgery = new Surgery();
    const creator = appOf('ana', ['patient/Appointment.crs']);
    const booked = await surgery.create(0, creator);
    const move = [{ name: 'appt-resource', resource: visit(1, 'ana', { id: booked.json.id }) }];
    refused(await surgery.operate('$book', move, creator), 403, /Appointment\.u/);
    assert.equal(await surgery.slotStatus(0), 'busy');
    const onHold = await surgery.operate('$hold', reference((await proposals(surgery, creator))[0].id), creator);
    const decided = await surgery.operate('$book', reference(onHold.json.entry[0].resource.id), creator);
    assert.equal(decided.json.entry[0].resource.status, 'booked', decided.text);
  });

  it('says what is wrong with what it was given', async () => {
    const surgery = new Surgery();
    refused(await surgery.operate('$book', [], ana), 400, /appointment-reference/);
    refused(await surgery.operate('$book', reference('proposal-999999'), ana), 404, /ask \$find again/);
    refused(await surgery.operate('$book', reference('nothing'), ana), 404, /no Appointment\/nothing/);
    refused(await surgery.operate('$book', reference('no/thing'), ana), 400, /no appointment of this server/);
    const other = [{ name: 'appt-resource', resource: { resourceType: 'Patient' } }];
    refused(await surgery.operate('$book', other, ana), 400, /not an Appointment/);
    refused(await surgery.ask('GET /Appointment/$book', { grant: ana }), 405, /POST/);
    const broken = [{ name: 'appt-resource', resource: visit(0, 'ana', { start: 'noon' }) }];
    assert.equal((await surgery.operate('$book', broken, ana)).status, 400);
    assert.equal(await surgery.slotStatus(0), 'free');
  });
});

describe('$hold', () => {
  const held = async (surgery: Surgery): Promise<Json> => {
    const [first] = await proposals(surgery);
    const reply = await surgery.operate('$hold', reference(first.id), ana);
    assert.equal(reply.status, 200, reply.text);
    return reply.json.entry[0].resource;
  };

  it('keeps a time from everyone else until it is booked', async () => {
    const surgery = new Surgery();
    const { id, status } = await held(surgery);
    assert.equal(status, 'pending');
    assert.equal(await surgery.slotStatus(0), 'busy-tentative');
    assert.equal((await proposals(surgery, ben)).length, 2, 'it is not proposed any more');
    refused(await surgery.create(0, ben), 409, /somebody else holds it/);
    const booked = await surgery.ask(`POST /Appointment/${id}/$book`, { grant: ana });
    assert.equal(booked.json.entry[0].resource.status, 'booked', booked.text);
    assert.equal(booked.json.entry[0].resource.extension, undefined);
    assert.equal(await surgery.slotStatus(0), 'busy');
  });

  it('runs out: the time is free again, and booking it says why not', async () => {
    const clock = new Clock();
    const surgery = new Surgery(3, { now: clock.now });
    const { id } = await held(surgery);
    clock.pass(9);
    assert.equal(await surgery.slotStatus(0), 'busy-tentative');
    clock.pass(2);
    assert.equal(await surgery.slotStatus(0), 'free');
    assert.equal((await surgery.ask(`GET /Appointment/${id}`, { grant: ana })).json.status, 'cancelled');
    refused(await surgery.operate('$book', reference(id), ana), 409, /hold on this appointment ran out/);
    assert.equal((await surgery.create(0, ben)).status, 201);
  });

  it('is kept with the data, and runs out after a restart as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ehr-holds-'));
    const clock = new Clock();
    const options = { now: clock.now, file: join(folder, 'data.sqlite') };
    try {
      const first = new Surgery(1, options);
      await held(first);
      first.service.close();
      const again = new Clinic(options);
      const status = async () => (await again.ask('GET /Slot/slot-0')).json.status;
      assert.equal(await status(), 'busy-tentative');
      clock.pass(11);
      assert.equal(await status(), 'free');
      again.service.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('does not run out once it is booked', async () => {
    const clock = new Clock();
    const surgery = new Surgery(3, { now: clock.now });
    const { id } = await held(surgery);
    await surgery.operate('$book', reference(id), ana);
    clock.pass(60);
    assert.equal(await surgery.slotStatus(0), 'busy');
  });

  it('can be held longer by holding again, and given up by cancelling', async () => {
    const clock = new Clock();
    const surgery = new Surgery(3, { now: clock.now });
    const { id } = await held(surgery);
    clock.pass(8);
    assert.equal((await surgery.operate('$hold', reference(id), ana)).status, 200);
    clock.pass(8);
    assert.equal(await surgery.slotStatus(0), 'busy-tentative');
    const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    await surgery.ask(`PATCH /Appointment/${id}`, { grant: ana, body: patch });
    assert.equal(await surgery.slotStatus(0), 'free');
  });
});
