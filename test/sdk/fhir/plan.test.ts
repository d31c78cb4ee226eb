import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import { plannedPages } from '../../../packages/sdk/src/fhir/plan.ts';
import type { Page } from '../../../packages/sdk/src/fhir/search.ts';
import type { Search } from '../../../packages/sdk/src/topics/topic.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

type Answer = (query: URLSearchParams, response: ServerResponse, type: string) => void;

async function serving(answer: Answer): Promise<{ base: string; fetch: typeof fetch }> {
  server = await serve((path, response) => {
    const url = new URL(path, 'http://x');
    answer(url.searchParams, response, url.pathname.slice(1));
  });
  return { base: server.base, fetch };
}
async function read(answer: Answer, search: Search, patient = 'p1'): Promise<Page[]> {
  const endpoint = await serving(answer);
  const pages = [];
  for await (const page of plannedPages(endpoint, search, patient)) pages.push(page);
  return pages;
}
const idsOf = (pages: Page[]): unknown[] => pages.flatMap((page) => page.matches.map(({ resource }) => resource.id));
const remarksOf = (pages: Page[]): unknown[] => pages.flatMap((page) => page.remarks);
const asked = (name: string): (string | null)[] =>
  (server?.requests ?? []).map((path) => new URL(path, 'http://x').searchParams.get(name));
const refuse = (response: ServerResponse, code: string, diagnostics: string, coded?: string): void =>
  send(
    response,
    {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'fatal', code, diagnostics, details: { coding: [{ code: coded }] } }],
    },
    400,
  );

const medicines: Search = { type: 'MedicationRequest', by: 'patient' };
const found = (type: string, ...ids: string[]): object => searchset(ids.map((id) => ({ resourceType: type, id })));

describe('a search that a server wants more of', () => {
  it('is asked again with every value of what the refusal names', async () => {
    const pages = await read((query, response) => {
      if (query.has('intent')) send(response, found('MedicationRequest', 'a'));
      else refuse(response, 'required', 'A search needs patient and intent, or _id.');
    }, medicines);
    assert.deepEqual(idsOf(pages), ['a']);
    assert.deepEqual(remarksOf(pages), []);
    assert.equal(
      asked('intent')[1],
      'proposal,plan,order,original-order,reflex-order,filler-order,instance-order,option',
    );
    assert.equal(server?.requests.length, 2);
  });

  it('is asked for one value after the other where a list of them is refused, and makes one answer', async () => {
    const pages = await read((query, response) => {
      const intent = query.get('intent');
      if (!intent) refuse(response, 'required', 'Must have intent', '4111');
      else if (intent.includes(',')) refuse(response, 'invalid', 'One value only');
      else if (intent === 'order') send(response, searchset([{ resourceType: 'MedicationRequest', id: 'a' }], '', 1));
      else if (intent === 'option') send(response, searchset([{ resourceType: 'MedicationRequest', id: 'b' }], '', 1));
      else if (intent === 'plan') refuse(response, 'value', 'No such intent here');
      else send(response, searchset([], '', 0));
    }, medicines);
    assert.deepEqual(idsOf(pages), ['a', 'b']);
    assert.deepEqual(remarksOf(pages), []);
    assert.deepEqual(
      pages.map(({ total }) => total).filter((total) => total !== undefined),
      [2],
    );
  });

  it('says that something may be missing where one of several parts was refused for another reason', async () => {
    const pages = await read(
      (query, response) => {
        const category = query.get('category') ?? '';
        if (category.includes(',')) refuse(response, 'invalid', 'One value only');
        else if (category === 'survey') refuse(response, 'forbidden', 'Not authorized for this sub-resource');
        else send(response, found('Observation', category));
      },
      { type: 'Observation', by: 'patient', params: { category: ['laboratory', 'survey'] } },
    );
    assert.deepEqual(idsOf(pages), ['laboratory']);
    assert.deepEqual(remarksOf(pages), [{ kind: 'may-be-incomplete' }]);
  });

  it('fails where every part is refused', async () => {
    await assert.rejects(
      read((_, response) => refuse(response, 'invalid', 'No'), {
        type: 'Observation',
        by: 'patient',
        params: { category: ['laboratory', 'survey'] },
      }),
      { code: 'rejected' },
    );
  });

  it('uses the values that the refusal lists, and says where they may not be all', async () => {
    const pages = await read(
      (query, response) => {
        const category = query.get('category');
        if (!category) {
          refuse(
            response,
            'required',
            'This resource requires a category for searching. Use 38717003 for longitudinal, 734163000 for encounter.',
          );
        } else if (category.includes(',')) refuse(response, 'value', 'One category only');
        else send(response, found('CarePlan', category));
      },
      { type: 'CarePlan', by: 'patient' },
    );
    assert.deepEqual(idsOf(pages), ['38717003', '734163000']);
    assert.deepEqual(remarksOf(pages), [{ kind: 'may-be-incomplete' }]);
  });

  it('learns from the CapabilityStatement what a refusal does not name, and asks for that once', async () => {
    const endpoint = await serving((query, response, type) => {
      if (type === 'metadata') {
        const required = (valueString: string): object => ({ url: 'required', valueString });
        const url = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination';
        const resource = (of: string): object => ({
          type: of,
          extension: [{ url, extension: [required('patient'), required('status')] }],
        });
        send(response, {
          rest: [{ mode: 'server', resource: [resource('MedicationRequest'), resource('Immunization')] }],
        });
      } else if (query.has('status')) send(response, found(type, 'a'));
      else refuse(response, 'required', 'Required search parameter missing from request.', '4111');
    });
    const all = async (search: Search): Promise<unknown[]> => {
      const pages = [];
      for await (const page of plannedPages(endpoint, search, 'p1')) pages.push(page);
      return idsOf(pages);
    };
    const immunizations: Search = { type: 'Immunization', by: 'patient' };
    assert.deepEqual(await Promise.all([all(medicines), all(immunizations)]), [['a'], ['a']]);
    assert.deepEqual(await all(medicines), ['a']);
    const types = server?.requests.map((path) => path.split('?')[0]).sort();
    assert.deepEqual(types, [
      'Immunization',
      'Immunization',
      'MedicationRequest',
      'MedicationRequest',
      'MedicationRequest',
      'metadata',
    ]);
  });

  it('knows vendors by their CapabilityStatement where neither says it', async () => {
    const pages = await read(
      (query, response, type) => {
        if (type === 'metadata') send(response, { software: { name: 'Epic' }, rest: [] });
        else if (query.has('type')) send(response, found(type, 'a'));
        else refuse(response, 'required', 'Required search parameter missing from request.', '4111');
      },
      { type: 'EpisodeOfCare', by: 'patient' },
    );
    assert.deepEqual(idsOf(pages), ['a']);
    assert.deepEqual(remarksOf(pages), [{ kind: 'may-be-incomplete' }]);
  });

  it('leaves out a size of page that is refused', async () => {
    const pages = await read((query, response) => {
      if (query.has('_count')) refuse(response, 'invalid', 'Unknown parameter _count');
      else send(response, found('MedicationRequest', 'a'));
    }, medicines);
    assert.deepEqual(idsOf(pages), ['a']);
  });

  const practice = (path: string): string => /[?&](ah-practice=[^&]*)/.exec(path)?.[1] ?? '';

  it('names the practice that is part of the patient’s id, the slash as it is', async () => {
    const pages = await read(
      (query, response, type) =>
        query.has('ah-practice')
          ? send(response, found(type, 'a'))
          : refuse(response, 'required', 'ah-practice is required'),
      medicines,
      'a-195900.E-17',
    );
    assert.deepEqual(idsOf(pages), ['a']);
    assert.equal(practice(server?.requests.at(-1) ?? ''), 'ah-practice=Organization/a-1.Practice-195900');
  });

  it('names the practice that the patient’s own resource names', async () => {
    const valueReference = { reference: 'Organization/a-1.Practice-42' };
    const extension = [{ url: 'https://fhir.athena.io/StructureDefinition/ah-practice', valueReference }];
    const pages = await read((query, response, type) => {
      if (type === 'Patient/p1') send(response, { resourceType: 'Patient', id: 'p1', extension });
      else if (query.has('ah-practice')) send(response, found(type, 'a'));
      else refuse(response, 'required', 'ah-practice is required');
    }, medicines);
    assert.deepEqual(idsOf(pages), ['a']);
    assert.equal(practice(server?.requests.at(-1) ?? ''), 'ah-practice=Organization/a-1.Practice-42');
  });

  it('is given up at once where the server’s own rules stand against it', async () => {
    await assert.rejects(
      read((_, response) => refuse(response, 'processing', 'Break the glass', '4131'), {
        ...medicines,
        include: ['MedicationRequest:medication'],
      }),
      { code: 'forbidden' },
    );
    assert.equal(server?.requests.length, 1);
  });
});

describe('a search that is refused however it is put', () => {
  const makers = 'nobody,Epic,Cerner,athenahealth,MEDITECH,NextGen,Google,Azure,HAPI,Firely,Canvas,HealthLake,Medplum';
  for (const maker of makers.split(',')) {
    for (const words of ['Unknown search parameter "x"', 'A required parameter is missing: x']) {
      it(`fails after few requests to a server of ${maker}: ${words}`, async () => {
        const refused = read((_, response, type) => {
          if (type === 'metadata') send(response, { software: { name: maker }, rest: [{ mode: 'server' }] });
          // One that never gives up is answered at last, for the test to end.
          else if (server!.requests.length > 30) send(response, found('Observation', 'a'));
          else refuse(response, 'processing', words);
        }, sorted);
        await assert.rejects(refused, { code: 'rejected' });
        assert.ok(server!.requests.length <= 9, `${server!.requests.length} requests`);
        const searches = server!.requests.filter((path) => path.startsWith('Observation'));
        assert.deepEqual(searches, [...new Set(searches)], 'none is sent twice');
      });
    }
  }
  const sorted: Search = {
    type: 'Observation',
    by: 'patient',
    params: { category: ['laboratory', 'survey'], _sort: '-date', x: '1' },
  };
});

describe('a server whose address is known', () => {
  for (const [base, search, wanted] of [
    [
      'https://api.platform.athenahealth.com/fhir/r4',
      medicines,
      /intent=.*&ah-practice=Organization\/a-1\.Practice-7$/,
    ],
    ['https://greenfield-prod-apis.meditech.com/v2/uscore/STU6', medicines, /intent=/],
    ['https://fhir.nextgen.com/nge/prod/fhir-api-r4/fhir/R4', medicines, /_maxresults=50$/],
  ] as const) {
    it(`is asked in its own way from the first request: ${new URL(base).host}`, async () => {
      const urls: string[] = [];
      const answering = (url: string): Promise<Response> => {
        urls.push(url);
        return Promise.resolve(Response.json(found('MedicationRequest', 'a')));
      };
      const pages = [];
      for await (const page of plannedPages({ base, fetch: answering }, search, 'a-7.E-1')) pages.push(page);
      assert.deepEqual(idsOf(pages), ['a']);
      assert.equal(urls.length, 1);
      assert.match(urls[0]!, wanted);
    });
  }
});
