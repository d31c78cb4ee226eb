import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLaunchContext, readMessagingOffer } from '../../../packages/sdk/src/auth/token-context.ts';

const nobody = { identity: 'none', fhirUser: undefined } as const;
const read = (response: Record<string, unknown>) => {
  const context = readLaunchContext({ patient: '1', ...response }, nobody);
  return context && 'patient' in context ? context : undefined;
};

describe('the launch context', () => {
  it('holds everything that a server may say', () => {
    const fhirContext = [
      { reference: 'ImagingStudy/1' },
      { canonical: 'http://example.org/Questionnaire/q|1', type: 'Questionnaire', role: 'https://example.org/role' },
      { identifier: { system: 'http://example.org/ids', value: 'x' }, type: 'ServiceRequest' },
      { reference: 'Patient/mother', role: 'https://example.org/mother' },
    ];
    const response = {
      patient: '1',
      encounter: 'e1',
      need_patient_banner: false,
      intent: 'reconcile-medications',
      smart_style_url: 'https://ehr.example/style.json',
      tenant: 'clinic-7',
      fhirContext,
    };
    assert.deepEqual(readLaunchContext(response, { identity: 'verified', fhirUser: 'Practitioner/1' }), {
      patient: '1',
      encounter: 'e1',
      fhirUser: 'Practitioner/1',
      identity: 'verified',
      needPatientBanner: false,
      intent: 'reconcile-medications',
      tenant: 'clinic-7',
      styleUrl: 'https://ehr.example/style.json',
      fhirContext,
    });
  });

  it('is that of nobody where no patient is named, and keeps what else came', () => {
    const context = readLaunchContext({ encounter: 'e', tenant: 'clinic-7' }, nobody);
    assert.deepEqual([context && 'patient' in context, context?.tenant], [false, 'clinic-7']);
    assert.equal(context && 'encounter' in context, false);
  });

  it('takes a reference for the id of a patient, and nothing else that is none', () => {
    assert.equal(readLaunchContext({ patient: 7 }, nobody), undefined);
    assert.equal(read({ patient: 'Patient/abc' })?.patient, 'abc');
    assert.equal(read({ encounter: 'Encounter/e' })?.encounter, 'e');
  });

  for (const patient of ['Patient/', '1,2', '*', 'https://other.example/fhir/Patient/1', '1?_id=2', ' ']) {
    it(`names nobody by "${patient}", which is not one id`, () => {
      assert.equal(readLaunchContext({ patient }, nobody), undefined);
    });
  }

  for (const [said, expected] of [
    [undefined, true],
    [true, true],
    [false, false],
    ['false', false],
    ['no', true],
    [0, true],
  ] as const) {
    it(`shows who the patient is ${expected ? '' : 'not '}when need_patient_banner is ${JSON.stringify(said)}`, () => {
      assert.equal(read({ need_patient_banner: said })?.needPatientBanner, expected);
    });
  }

  for (const url of ['http://ehr.example/s.json', 'javascript:alert(1)', 'ftp://localhost/s', '/s.json', 7]) {
    it(`takes no style from ${url}`, () => assert.equal(read({ smart_style_url: url })?.styleUrl, undefined));
  }

  it('leaves out of fhirContext what points to nothing, and a patient or encounter without a role', () => {
    const nonsense = ['x', null, 7, {}, { role: 'r' }, { reference: 7 }, { identifier: 'x' }];
    const doubles = [{ reference: 'Patient/2' }, { reference: 'Encounter/2' }];
    const kept = { reference: 'Task/1', type: 7, extra: 'gone' };
    assert.deepEqual(read({ fhirContext: [...nonsense, ...doubles, kept] })?.fhirContext, [{ reference: 'Task/1' }]);
    assert.deepEqual(read({ fhirContext: { reference: 'Task/1' } })?.fhirContext, []);
  });
});

describe('an offer of messages with the EHR', () => {
  const offer = { smart_web_messaging_handle: 'h', smart_web_messaging_origin: 'https://ehr.example' };

  it('is an origin and a handle', () => {
    assert.deepEqual(readMessagingOffer(offer), { origin: 'https://ehr.example', handle: 'h' });
    const path = { ...offer, smart_web_messaging_origin: 'https://EHR.example:443/apps' };
    assert.deepEqual(readMessagingOffer(path), { origin: 'https://ehr.example', handle: 'h' }, 'an origin has no path');
  });

  for (const [what, change] of [
    ['a handle', { smart_web_messaging_handle: undefined }],
    ['an origin', { smart_web_messaging_origin: undefined }],
    ['an origin that is one', { smart_web_messaging_origin: '*' }],
    ['an encrypted origin', { smart_web_messaging_origin: 'http://ehr.example' }],
  ] as const) {
    it(`is none without ${what}`, () => assert.equal(readMessagingOffer({ ...offer, ...change }), undefined));
  }

  it('is no part of the context', () => {
    assert.doesNotMatch(JSON.stringify(read(offer)), /"h"/);
  });
});
