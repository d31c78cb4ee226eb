import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dress } from '../../../packages/sandbox/src/dress/dress.ts';
import { azure } from '../../../packages/sandbox/src/dress/vendors/azure.ts';
import { hapi } from '../../../packages/sandbox/src/dress/vendors/hapi.ts';
import type { Grant } from '../../../packages/sandbox/src/fhir/service.ts';
import type { Json } from '../fhir/fixtures.ts';
import { entriesOf, Fitting, linkOf, matchesIn, nextLink, patientApp, type Reply } from './fitting.ts';

async function wearing(dress: Dress | string, use: (server: Fitting) => Promise<void>, grant?: Grant): Promise<void> {
  const server = await Fitting.start(dress, grant);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const codeOf = ({ details }: Json): string | undefined => details?.coding?.[0]?.code;
const codesIn = (outcome: Json): (string | undefined)[] => outcome.issue.map(codeOf);
const noticesOf = (reply: Reply): (string | undefined)[] => entriesOf(reply.json, 'outcome').flatMap(codesIn);

function refused(reply: Reply, status: number, words: RegExp): void {
  assert.equal(reply.status, status, reply.text.slice(0, 300));
  assert.equal(reply.json.resourceType, 'OperationOutcome');
  assert.match(reply.json.issue[0].diagnostics, words);
}

const batchOf = (...urls: string[]): Json => ({
  resourceType: 'Bundle',
  type: 'batch',
  entry: urls.map((url) => ({ request: { method: 'GET', url } })),
});

describe('Epic', () => {
  it('refuses a search without what it needs: 4111', () =>
    wearing('epic', async (server) => {
      for (const search of [
        '/Observation?patient=ana',
        '/Condition',
        '/CarePlan?patient=ana',
        '/EpisodeOfCare?patient=ana',
      ]) {
        const reply = await server.ask(`GET ${search}`);
        refused(reply, 400, /needs patient/);
        assert.deepEqual(codesIn(reply.json), ['4111'], search);
        assert.equal(reply.json.issue[0].severity, 'fatal');
      }
      assert.equal((await server.ask('GET /Observation?patient=ana&code=code-laboratory')).status, 200);
      assert.equal((await server.ask('GET /Observation?subject=Patient/ana&category=laboratory')).status, 200);
    }));

  it('refuses categories that it does not know, and posted searches that rely on the URL', () =>
    wearing('epic', async (server) => {
      refused(await server.ask('GET /Observation?patient=ana&category=therapy'), 400, /category=therapy/);
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
      refused(await server.ask('POST /Condition/_search?patient=ana', '_id:missing=', form), 400, /needs patient/);
      assert.equal((await server.ask('POST /Condition/_search?patient=nobody', 'patient=ana', form)).json.total, 2);
    }));

  it('says in the Bundle that nothing was found (4101), and to patients that there may be more (4119)', () =>
    wearing(
      'epic',
      async (server) => {
        const found = await server.ask('GET /Condition?patient=ana');
        assert.deepEqual(noticesOf(found), ['4119']);
        const nothing = await server.ask('GET /AllergyIntolerance?patient=ana');
        assert.equal(nothing.status, 200);
        assert.deepEqual(noticesOf(nothing), ['4101', '4119']);
        assert.deepEqual(matchesIn(nothing.json), []);
      },
      patientApp,
    ));

  it('names a parameter that it does not know as 59100', () =>
    wearing('epic', async (server) => {
      assert.deepEqual(noticesOf(await server.ask('GET /Condition?patient=ana&zzz=1')), ['59100']);
    }));

  it('ends its paging sessions: 4113, and the search can be run again', () =>
    wearing('epic', async (server) => {
      const first = await server.ask('GET /Observation?patient=ana&category=laboratory&_count=10');
      const next = nextLink(first.json);
      assert.match(next ?? '', /\/Observation\?sessionID=/);
      assert.equal(linkOf(first.json, 'last'), undefined);
      server.clock.pass(5);
      assert.equal(matchesIn((await server.ask(`GET ${next}`)).json).length, 10);
      server.clock.pass(20);
      const late = await server.ask(`GET ${next}`);
      refused(late, 410, /Run the search again/);
      assert.deepEqual(codesIn(late.json), ['4113']);
    }));

  it('gives at most a hundred patients: 4127', () =>
    wearing('epic', async (server) => {
      assert.deepEqual(codesIn((await server.ask('GET /Patient?_id:missing=false')).json), ['4127']);
      assert.equal((await server.ask('GET /Patient?family=lima')).json.total, 1);
    }));

  it('takes no batch, has no slots, and lets little be written', () =>
    wearing('epic', async (server) => {
      refused(await server.ask('POST ', batchOf('Patient/ana')), 404, /no batch/);
      refused(await server.ask('GET /Slot?status=free'), 404, /has no Slot/);
      refused(await server.ask('GET /Provenance?target=Condition/asthma'), 405, /cannot be searched/);
      refused(await server.ask('POST /Appointment', { resourceType: 'Appointment' }), 405, /Appointment/);
      refused(await server.ask('DELETE /Condition/asthma'), 405, /DELETE/);
      const note = { resourceType: 'Communication', status: 'completed' };
      assert.equal((await server.ask('POST /Communication', note)).status, 201);
      assert.deepEqual(codesIn((await server.ask('GET /Condition/none')).json), ['4102']);
    }));

  it('includes Provenance and nothing else backwards', () =>
    wearing('epic', async (server) => {
      const { json } = await server.ask(
        'GET /Condition?patient=ana&_revinclude=Provenance:target&_revinclude=Task:focus',
      );
      assert.equal(entriesOf(json, 'include').length, 3);
    }));
});

describe('Oracle Health', () => {
  it('leaves scopes to write out for patients without a word', () =>
    wearing(
      'oracle-health',
      async (server) => {
        const problem = { resourceType: 'Condition', subject: { reference: 'Patient/ana' } };
        const reply = await server.ask('POST /Condition', problem);
        refused(reply, 403, /No granted scope/);
        assert.match(reply.headers.get('www-authenticate') ?? '', /insufficient_scope/);
        assert.equal((await server.ask('GET /Condition?patient=ana')).status, 200);
      },
      { ...patientApp, scopes: ['patient/*.rs', 'patient/Condition.write', 'patient/Condition.cruds'] },
    ));

  it('refuses the whole search when an include has no scope of its own', () =>
    wearing(
      'oracle-health',
      async (server) => {
        refused(await server.ask('GET /Condition?patient=ana&_revinclude=Provenance:target'), 403, /Provenance/);
        assert.equal((await server.ask('GET /Condition?patient=ana')).status, 200);
      },
      { ...patientApp, scopes: ['patient/Condition.rs'] },
    ));

  it('writes medicines as contained resources', () =>
    wearing('oracle-health', async (server) => {
      const inList = entriesOf((await server.ask('GET /MedicationRequest?patient=ana')).json, 'match')[0];
      const alone = (await server.ask('GET /MedicationRequest/inhaler')).json;
      for (const request of [inList, alone]) {
        assert.deepEqual(request.medicationReference, { reference: '#medication' });
        assert.equal(request.contained[0].code.text, 'Salbutamol');
        assert.equal(request.medicationCodeableConcept, undefined);
      }
    }));

  it('masks for patients what was entered in error', async () => {
    await wearing(
      'oracle-health',
      async (server) => {
        const { json, text } = await server.ask('GET /Condition/mistake');
        assert.equal(json.code.extension[0].valueCode, 'masked');
        assert.doesNotMatch(text, /Gout|wrong chart/);
        for (const path of ['/Condition?patient=ana', '/Patient/ana/Condition', '/Condition/mistake/_history']) {
          assert.doesNotMatch((await server.ask(`GET ${path}`)).text, /Gout|wrong chart/, path);
        }
        assert.equal((await server.ask('GET /Condition/asthma')).json.code.text, 'Asthma');
      },
      { ...patientApp, scopes: ['patient/*.rs'] },
    );
    await wearing('oracle-health', async (server) => {
      assert.equal((await server.ask('GET /Condition/mistake')).json.code.text, 'Gout');
    });
  });

  it('needs dates of appointments, and service and start of slots', () =>
    wearing('oracle-health', async (server) => {
      refused(await server.ask('GET /Appointment?patient=ana'), 400, /patient and date/);
      refused(await server.ask('GET /Slot?start=ge2026-10-20'), 400, /service-type and start/);
      assert.equal((await server.ask('GET /Appointment?patient=ana&date=ge2026-01-01')).status, 200);
    }));

  it('answers 500 when something required is missing', () =>
    wearing('oracle-health', async (server) => {
      const reply = await server.ask('POST /Observation', { resourceType: 'Observation', code: { text: 'x' } });
      assert.equal(reply.status, 500);
      assert.equal(reply.json.issue[0].code, 'required');
    }));

  it('links pages with pageContext, and gives at most 200 a page', () =>
    wearing('oracle-health', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana');
      assert.equal(matchesIn(json).length, 50);
      assert.match(nextLink(json) ?? '', /pageContext=[^&]+&direction=NEXT/);
    }));

  it('sends Retry-After with 429 where pages cannot read it', () =>
    wearing('oracle-health', async (server) => {
      let reply: Reply | undefined;
      for (let requests = 0; requests <= 200; requests += 1) reply = await server.ask('GET /Patient/ana');
      assert.equal(reply?.status, 429);
      assert.equal(reply.json.issue[0].code, 'throttled');
      assert.equal(reply.headers.get('retry-after'), '10');
      assert.doesNotMatch(reply.headers.get('access-control-expose-headers') ?? '', /Retry-After/i);
      server.clock.pass(1);
      assert.equal((await server.ask('GET /Patient/ana')).status, 200);
    }));
});

describe('athenahealth', () => {
  it('wants the practice in every search, its slash as it is', () =>
    wearing('athenahealth', async (server) => {
      refused(await server.ask('GET /Condition?patient=ana'), 400, /ah-practice=Organization\/a-1\.Practice-/);
      const encoded = 'ah-practice=Organization%2Fa-1.Practice-1';
      refused(await server.ask(`GET /Condition?patient=ana&${encoded}`), 400, /the slash as it is/);
      const practice = 'ah-practice=Organization/a-1.Practice-1';
      assert.equal((await server.ask(`GET /Condition?patient=ana&${practice}`)).status, 200);
      refused(await server.ask(`GET /Observation?patient=ana&${practice}`), 400, /patient and category/);
      refused(await server.ask(`GET /MedicationRequest?patient=ana&${practice}`), 400, /patient and intent/);
      refused(await server.ask(`GET /Provenance?patient=ana&${practice}`), 400, /needs target/);
    }));

  it('answers the eleventh request of a second with 429, and does not say when to come back', () =>
    wearing('athenahealth', async (server) => {
      const statuses: number[] = [];
      for (let requests = 0; requests < 11; requests += 1) statuses.push((await server.ask('GET /Patient/ana')).status);
      assert.deepEqual(statuses, [...Array<number>(10).fill(200), 429]);
      assert.equal((await server.ask('GET /Patient/ana')).headers.get('retry-after'), null);
    }));
});

describe('MEDITECH', () => {
  it('goes on with `continue`, and exposes a header of its own only', () =>
    wearing('meditech', async (server) => {
      const reply = await server.ask('GET /Observation?patient=ana&category=laboratory&_count=10');
      assert.match(nextLink(reply.json) ?? '', /\?continue=[\w-]+&_count=10$/);
      assert.equal(reply.headers.get('access-control-expose-headers'), 'mtrestapi-requestid');
      refused(await server.ask('GET /Observation?continue=nonsense'), 410, /expired/);
    }));

  it('lets a patient write messages and answers to forms only', () =>
    wearing('meditech', async (server) => {
      const note = { resourceType: 'Communication', status: 'completed' };
      assert.equal((await server.ask('POST /Communication', note)).status, 201);
      refused(await server.ask('POST /Condition', { resourceType: 'Condition' }), 405, /Condition/);
    }));
});

describe('NextGen', () => {
  it('takes _maxresults in the place of _count', () =>
    wearing('nextgen', async (server) => {
      const search = '/Observation?patient=ana&category=laboratory';
      assert.equal(matchesIn((await server.ask(`GET ${search}&_maxresults=5`)).json).length, 5);
      assert.equal(matchesIn((await server.ask(`GET ${search}&_count=5`)).json).length, 25);
    }));

  it('includes nothing but Provenance, and is for reading', () =>
    wearing('nextgen', async (server) => {
      const includes = '_include=Condition:subject&_revinclude=Provenance:target';
      const { json } = await server.ask(`GET /Condition?patient=ana&${includes}`);
      assert.deepEqual(new Set(entriesOf(json, 'include').map((each) => each.resourceType)), new Set(['Provenance']));
      refused(await server.ask('POST /Communication', { resourceType: 'Communication' }), 405, /NextGen/);
    }));
});

describe('HAPI', () => {
  it('links pages at the base', () =>
    wearing('hapi', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana&category=laboratory');
      const next = nextLink(json) ?? '';
      assert.ok(next.startsWith(`${server.fhirBase}?_getpages=`), next);
      assert.match(next, /_bundletype=searchset/);
      assert.equal(matchesIn((await server.ask(`GET ${next}`)).json).length, 5);
    }));

  it('drops includes over its limit without a word', () =>
    wearing({ ...hapi, includes: { most: 2 } }, async (server) => {
      const { json } = await server.ask('GET /Condition?patient=ana&_revinclude=Provenance:target');
      assert.equal(entriesOf(json, 'include').length, 2);
      assert.deepEqual(entriesOf(json, 'outcome'), []);
      assert.equal(linkOf(json, 'related'), undefined);
      assert.equal((await server.ask('GET /Provenance?target=Condition/asthma')).json.total, 2);
    }));

  it('refuses parameters that it does not know', () =>
    wearing('hapi', async (server) => {
      refused(await server.ask('GET /Condition?patient=ana&zzz=1'), 400, /zzz/);
    }));
});

describe('Azure', () => {
  it('gives ten a page, a next link with a long token and nothing else, and no total', () =>
    wearing('azure', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana&category=laboratory');
      assert.equal(matchesIn(json).length, 10);
      assert.equal(json.total, undefined);
      assert.deepEqual(
        json.link.map(({ relation }: Json) => relation),
        ['self', 'next'],
      );
      assert.ok(new URL(nextLink(json)!).searchParams.get('ct')!.length >= 1200);
      assert.equal((await server.ask('GET /Condition?patient=ana&_total=accurate')).json.total, 2);
    }));

  it('warns when more than a thousand are asked for', () =>
    wearing('azure', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana&_count=5000');
      assert.match(entriesOf(json, 'outcome')[0].issue[0].diagnostics, /maximum of 1000/);
    }));

  it('ignores unknown parameters unless it is asked to be strict', () =>
    wearing('azure', async (server) => {
      const lenient = await server.ask('GET /Condition?patient=ana&zzz=1');
      assert.deepEqual([lenient.status, entriesOf(lenient.json, 'outcome')], [200, []]);
      const strict = await server.ask('GET /Condition?patient=ana&zzz=1', undefined, { Prefer: 'handling=strict' });
      refused(strict, 400, /zzz/);
    }));

  it('gives the includes that do not fit at a related link', () =>
    wearing({ ...azure, includes: { most: 2, linked: true } }, async (server) => {
      const { json } = await server.ask('GET /Condition?patient=ana&_revinclude=Provenance:target');
      const more = await server.ask(`GET ${linkOf(json, 'related')}`);
      const ids = [...entriesOf(json, 'include'), ...entriesOf(more.json, 'include')].map(({ id }) => id);
      assert.deepEqual(ids.sort(), ['copy', 'of-asthma', 'of-mistake']);
    }));

  it('says with 429 how long to wait, in seconds and in milliseconds', () =>
    wearing({ ...azure, rate: { ...azure.rate!, requests: 1 } }, async (server) => {
      await server.ask('GET /Patient/ana');
      const reply = await server.ask('GET /Patient/ana');
      assert.equal(reply.status, 429);
      assert.equal(reply.headers.get('retry-after'), '10');
      assert.equal(reply.headers.get('x-ms-retry-after-ms'), '10000');
      assert.equal(reply.headers.get('access-control-expose-headers'), null);
    }));

  it('takes at most 500 entries in a Bundle', () =>
    wearing('azure', async (server) => {
      const urls = Array<string>(501).fill('Patient/ana');
      refused(await server.ask('POST ', batchOf(...urls)), 413, /at most 500/);
      assert.equal((await server.ask('POST ', batchOf('Patient/ana'))).json.entry[0].resource.id, 'ana');
    }));
});

describe('Google', () => {
  it('carries out everything in a batch except searches', () =>
    wearing('google', async (server) => {
      const { json } = await server.ask('POST ', batchOf('Patient/ana', 'Condition?patient=ana', 'Condition/asthma'));
      assert.deepEqual(
        json.entry.map(({ response }: Json) => response.status.slice(0, 3)),
        ['200', '400', '200'],
      );
      assert.match(json.entry[1].response.outcome.issue[0].diagnostics, /except search/);
      refused(
        await server.ask('POST ', { ...batchOf('Condition?patient=ana'), type: 'transaction' }),
        400,
        /except search/,
      );
    }));

  it('estimates the total until the last page', () =>
    wearing('google', async (server) => {
      const first = await server.ask('GET /Observation?patient=ana&category=laboratory&_count=15');
      assert.notEqual(first.json.total, 25);
      const last = await server.ask(`GET ${nextLink(first.json)}`);
      assert.equal(last.json.total, 25);
      assert.equal(linkOf(last.json, 'previous'), undefined, 'forward only');
    }));
});

describe('Firely Server', () => {
  it('gives ten a page and at most fifty, and takes at most 150 entries', () =>
    wearing('firely', async (server) => {
      assert.equal(matchesIn((await server.ask('GET /Observation')).json).length, 10);
      assert.equal(matchesIn((await server.ask('GET /Observation?_count=200')).json).length, 50);
      refused(await server.ask('POST ', batchOf(...Array<string>(151).fill('Patient/ana'))), 413, /at most 150/);
    }));
});

describe('Canvas and Zus', () => {
  it('write links that are relative', () =>
    wearing('canvas', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana');
      for (const { url } of json.link) assert.match(url, /^\/Observation\?/);
    }));

  it('write links without a scheme', () =>
    wearing('zus', async (server) => {
      const { json } = await server.ask('GET /Observation?patient=ana');
      assert.match(nextLink(json) ?? '', /^localhost:\d+\/clinic\/fhir\/Observation\?/);
    }));
});
