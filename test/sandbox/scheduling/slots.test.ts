import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base, refused } from '../fhir/fixtures.ts';
import { appOf, clerk, slot, Surgery, visit } from './surgery.ts';

const ana = appOf('ana');
const ben = appOf('ben');

describe('an appointment written in the plain way', () => {
  it('makes its slot busy when it is booked, and free when it is cancelled', async () => {
    const surgery = new Surgery();
    const booked = await surgery.create(0, ana);
    assert.equal(booked.status, 201, booked.text);
    assert.equal(await surgery.slotStatus(0), 'busy');
    const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    const cancelled = await surgery.ask(`PATCH /Appointment/${booked.json.id}`, { grant: ana, body: patch });
    assert.equal(cancelled.status, 200, cancelled.text);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('frees its slot when it is deleted', async () => {
    const surgery = new Surgery();
    const { json } = await surgery.create(0, ana);
    assert.equal((await surgery.ask(`DELETE /Appointment/${json.id}`, { grant: ana })).status, 204);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('holds a slot tentatively while it is pending, and none while it is only proposed', async () => {
    const surgery = new Surgery();
    await surgery.ask('POST /Appointment', { grant: ana, body: visit(0, 'ana', { status: 'pending' }) });
    await surgery.ask('POST /Appointment', { grant: ana, body: visit(1, 'ana', { status: 'proposed' }) });
    assert.deepEqual([await surgery.slotStatus(0), await surgery.slotStatus(1)], ['busy-tentative', 'free']);
  });

  it('is refused with 409 when the slot is taken, and nothing of it stays', async () => {
    const surgery = new Surgery();
    await surgery.create(0, ana);
    const second = await surgery.create(0, ben);
    refused(second, 409, /Slot\/slot-0 is not free: it has been booked.*Choose another time/);
    assert.doesNotMatch(second.text, /ana/, 'it does not say who has it');
    assert.equal(surgery.service.count('Appointment'), 1);
  });

  it('is refused for time that nobody works in, for a slot that is missing, and at another time than the slot', async () => {
    const surgery = new Surgery();
    surgery.service.load([slot(1, { status: 'busy-unavailable' })]);
    refused(await surgery.create(1, ana), 409, /nobody can be seen/);
    refused(await surgery.create(7, ana), 422, /There is no Slot\/slot-7/);
    const late = visit(0, 'ana', { end: '2026-10-20T18:00:00Z' });
    refused(await surgery.ask('POST /Appointment', { grant: ana, body: late }), 422, /lie outside the slots/);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('takes all of its slots or none', async () => {
    const surgery = new Surgery();
    await surgery.create(1, ben);
    const both = { slot: [{ reference: 'Slot/slot-0' }, { reference: `${base}/Slot/slot-1` }] };
    refused(await surgery.ask('POST /Appointment', { grant: ana, body: visit(0, 'ana', both) }), 409, /slot-1/);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('keeps its old slot until the new one is its own', async () => {
    const surgery = new Surgery();
    const { json } = await surgery.create(0, ana);
    await surgery.create(1, ben);
    const move = (to: number) =>
      surgery.ask(`PUT /Appointment/${json.id}`, { grant: ana, body: visit(to, 'ana', { id: json.id }) });
    refused(await move(1), 409, /slot-1 is not free/);
    assert.equal(await surgery.slotStatus(0), 'busy');
    assert.equal((await surgery.ask(`GET /Appointment/${json.id}`)).json.slot[0].reference, 'Slot/slot-0');
    assert.equal((await move(2)).status, 200);
    assert.deepEqual([await surgery.slotStatus(0), await surgery.slotStatus(2)], ['free', 'busy']);
  });

  it('is part of a transaction like anything else', async () => {
    const surgery = new Surgery();
    await surgery.create(1, ben);
    const entry = [0, 1].map((number) => ({
      resource: visit(number, 'ana'),
      request: { method: 'POST', url: 'Appointment' },
    }));
    const body = { resourceType: 'Bundle', type: 'transaction', entry };
    refused(await surgery.ask('POST ', { grant: ana, body }), 409, /entry\[1\].*slot-1/);
    assert.equal(await surgery.slotStatus(0), 'free');
  });

  it('may come with the slot that is busy because of it, when files are loaded', async () => {
    const resources = [visit(0, 'ana', { id: 'kept' }), slot(0, { status: 'busy' })];
    const entry = resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    }));
    for (const order of [entry, entry.toReversed()]) {
      const fresh = new Surgery(0);
      const reply = await fresh.ask('POST ', { body: { resourceType: 'Bundle', type: 'transaction', entry: order } });
      assert.equal(reply.status, 200, reply.text);
      assert.equal(await fresh.slotStatus(0), 'busy');
      refused(await fresh.create(0, ben), 409, /booked/);
    }
  });
});

describe('a patient', () => {
  it('books for nobody else, not even together with themselves', async () => {
    const surgery = new Surgery();
    assert.equal((await surgery.create(0, ana, 'ben')).status, 403);
    const body = visit(0, 'ana');
    body.participant.push({ actor: { reference: 'Patient/ben' }, status: 'accepted' });
    refused(await surgery.ask('POST /Appointment', { grant: ana, body }), 403, /a patient whom/);
    assert.equal(await surgery.slotStatus(0), 'free');
    assert.equal((await surgery.ask('POST /Appointment', { grant: clerk, body })).status, 201);
  });

  it('needs a scope to book, and none to have the slot made busy', async () => {
    const surgery = new Surgery();
    assert.equal((await surgery.create(0, appOf('ana', ['patient/*.rs']))).status, 403);
    assert.equal((await surgery.create(0, appOf('ana', ['patient/Appointment.c']))).status, 201);
    assert.equal(await surgery.slotStatus(0), 'busy');
  });
});
