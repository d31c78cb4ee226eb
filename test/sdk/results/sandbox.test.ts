/** Reports and images as the sandbox sends them over HTTP: what is in the record is in the view. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, DiagnosticReport, FhirResource, ImagingStudy } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { contentOf } from '../../../packages/sdk/src/format/file.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { frameUrl, imaging, type ImagingStudyLine } from '../../../packages/sdk/src/topics/imaging.ts';
import { reports, type ReportsView } from '../../../packages/sdk/src/topics/reports.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { once } from '../../support/record.ts';
import { inputOf } from '../topics/support/corpus.ts';

describe('the reports of everybody in the sandbox', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  });
  after(() => sandbox.close());

  it('are all told, with their orders, specimens and results, none of which is missing', async () => {
    const base = sandbox.organisations[0]!.fhirBase;
    const all = await bundle<DiagnosticReport>(`${base}/DiagnosticReport?_count=500`);
    const patients = new Set(all.map(({ subject }) => subject?.reference?.split('/')[1] ?? ''));
    assert.ok(patients.size > 3, `${patients.size} people have reports`);
    let told = 0;
    for (const id of patients) {
      const view = await viewOf(base, id);
      const shown = [...view.reports, ...view.enteredInError].flatMap((one) => [one, ...one.earlier]);
      const sent = all.filter(({ subject }) => subject?.reference === `Patient/${id}`);
      assert.deepEqual(
        shown.map((one) => one.reference).sort(),
        sent.map((one) => `DiagnosticReport/${one.id}`).sort(),
      );
      for (const one of shown) {
        const resource = sent.find((each) => one.reference.endsWith(`/${each.id}`))!;
        assert.equal(one.missing, 0, one.reference);
        assert.equal(one.results.length, resource.result?.length ?? 0);
        assert.notDeepEqual(one.kinds, ['other'], one.name?.text);
        for (const { name, requester } of one.orders) assert.ok(name && requester?.name, one.reference);
        for (const { type, collected } of one.specimens) assert.ok(type && collected, one.reference);
        told++;
      }
    }
    assert.equal(told, all.length);
  });
});

async function viewOf(base: string, patient: string): Promise<ReportsView> {
  const record = recordOf(new FixedSession([serverSource('Hospital', base, patient)]));
  const state = await once(record, reports);
  assert.ok(state.kind === 'ready', state.kind);
  assert.ok(state.complete);
  return state.view;
}

async function bundle<R>(url: string): Promise<R[]> {
  const { entry = [] } = (await (await fetch(url)).json()) as Bundle;
  return entry.map(({ resource }) => resource as R);
}

describe('the images of the sandbox', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  });
  after(() => sandbox.close());

  it('are told by study and series, each with the address of a picture that is there', async () => {
    const base = sandbox.organisations[0]!.fhirBase;
    const studies = await bundle<ImagingStudy>(`${base}/ImagingStudy?_count=500`);
    assert.ok(studies.length > 0);
    for (const id of new Set(studies.map(({ subject }) => subject.reference?.split('/')[1] ?? ''))) {
      const state = await once(recordOf(new FixedSession([serverSource('Hospital', base, id)])), imaging);
      assert.ok(state.kind === 'ready');
      const sent = studies.filter(({ subject }) => subject.reference === `Patient/${id}`);
      assert.equal([...state.view.current, ...state.view.past].length, sent.length);
      for (const study of state.view.current) {
        assert.ok(study.name && study.modalities.length > 0 && study.uid, study.reference);
        assert.equal(study.series.length, study.seriesCount);
        for (const series of study.series) {
          const [instance] = series.instances;
          if (!instance || study.status !== 'available') continue;
          const response = await fetch(frameUrl(study, series, instance, { size: 64 }) ?? '');
          assert.equal(response.status, 200);
          const picture = contentOf(new Uint8Array(await response.arrayBuffer()));
          assert.equal(picture.type, 'image/png');
        }
      }
    }
  });
});

describe('an imaging study', () => {
  const endpoint = (more: object = {}): object => ({
    resourceType: 'Endpoint',
    id: 'e',
    status: 'active',
    connectionType: { code: 'dicom-wado-rs' },
    address: 'https://images.example/dicom/',
    ...more,
  });
  const study = (more: object = {}): object => ({
    resourceType: 'ImagingStudy',
    id: 's',
    status: 'available',
    identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
    endpoint: [{ reference: 'Endpoint/e' }],
    series: [
      {
        uid: '1.2.3.1',
        modality: { code: 'CT' },
        numberOfInstances: 40,
        instance: [
          { uid: '1.2.3.1.2', number: 2, sopClass: {} },
          { uid: '1.2.3.1.1', number: 1, sopClass: {} },
          { uid: '../../evil', number: 3, sopClass: {} },
        ],
      },
    ],
    ...more,
  });
  const lineOf = (...resources: object[]): ImagingStudyLine =>
    imaging.view(inputOf(resources as FhirResource[])).current[0]!;
  const urlOf = (line: ImagingStudyLine): string | undefined =>
    frameUrl(line, line.series[0]!, line.series[0]!.instances[0]!, { frame: 3 });

  it('has the addresses of its frames from what serves them, and no UID that is none', () => {
    const line = lineOf(study(), endpoint());
    assert.equal(
      urlOf(line),
      'https://images.example/dicom/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/frames/3/rendered',
    );
    assert.deepEqual([line.instanceCount, line.series[0]?.instances.length], [40, 2]);
    assert.deepEqual(
      line.modalities.map(({ text }) => text),
      ['CT'],
    );
  });

  it('has none where nothing that is in use serves them', () => {
    const without = [{ status: 'off' }, { connectionType: { code: 'ihe-xcpd' } }, { address: 'javascript:alert(1)' }];
    for (const more of without) assert.equal(urlOf(lineOf(study(), endpoint(more))), undefined);
    assert.equal(urlOf(lineOf(study({ identifier: [] }), endpoint())), undefined);
  });
});
