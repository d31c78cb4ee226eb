import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dress } from '../../../packages/sandbox/src/dress/dress.ts';
import { dresses, dressNames } from '../../../packages/sandbox/src/dress/wardrobe.ts';
import { Fitting } from './fitting.ts';

/** The searches that a client makes who has read each vendor's documentation. */
const usual = [
  '/Observation?patient=ana&category=vital-signs',
  '/Observation?patient=ana&category=laboratory',
  '/Condition?patient=ana',
  '/MedicationRequest?patient=ana&intent=order',
];
const practice = '&ah-practice=Organization/a-1.Practice-195900';

/** In pages small enough that every vendor's links have to be followed. */
const searches = ({ name, paging }: Dress): string[] =>
  usual.map((search) => {
    const inPages = `${search}&${paging?.parameter ?? '_count'}=7`;
    return name === 'athenahealth' ? inPages + practice : inPages;
  });

describe('every dress', () => {
  it('has the vendors that were promised', () => {
    for (const name of 'epic oracle-health meditech athenahealth nextgen hapi azure google firely canvas'.split(' '))
      assert.ok(dressNames.includes(name), name);
  });

  for (const dress of dresses) {
    it(`serves a client that keeps to the rules the same record: ${dress.name}`, async () => {
      const plain = await Fitting.start(undefined);
      const dressed = await Fitting.start(dress);
      try {
        for (const [index, search] of usual.entries()) {
          const expected = await plain.matches(search);
          assert.ok(expected.length > 0, search);
          const found = await dressed.matches(searches(dress)[index]!);
          assert.deepEqual(found, expected, `${dress.name}: ${search}`);
          const [type = '', id = ''] = found[0]!.split('/');
          assert.equal((await dressed.patiently(`GET /${type}/${id}`)).json.id, id);
        }
      } finally {
        await plain.close();
        await dressed.close();
      }
    });

    it(`claims in its capability statement no more than it does: ${dress.name}`, async () => {
      const dressed = await Fitting.start(dress);
      try {
        const { json } = await dressed.ask('GET /metadata');
        const [rest] = json.rest;
        const claims = (code: string) => rest.interaction.some((each: { code: string }) => each.code === code);
        const bundle = { resourceType: 'Bundle', type: 'batch', entry: [] };
        assert.equal((await dressed.ask('POST ', bundle)).status === 200, claims('batch'), 'batch');
        for (const type of dress.lacks ?? []) {
          assert.equal(
            rest.resource.find((each: { type: string }) => each.type === type),
            undefined,
            type,
          );
          assert.equal((await dressed.ask(`GET /${type}?_id=x`)).status, 404, type);
        }
        const ofType = (type: string) => rest.resource.find((each: { type: string }) => each.type === type);
        for (const type of ['Observation', 'Communication', 'Appointment']) {
          const canCreate = ofType(type).interaction.some((each: { code: string }) => each.code === 'create');
          const reply = await dressed.ask(`POST /${type}`, { resourceType: type });
          assert.equal(reply.status !== 405, canCreate, `${type}: ${reply.text}`);
        }
        assert.match(json.implementation.description, new RegExp(dress.title.replaceAll(/[()]/g, '.')));
      } finally {
        await dressed.close();
      }
    });
  }
});
