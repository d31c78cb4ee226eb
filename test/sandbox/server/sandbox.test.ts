import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Bundle, CapabilityStatement, Encounter, OperationOutcome, Patient } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { App } from './app.ts';

let sandbox: Sandbox;
let hospital: App;
let clinic: App;

before(async () => {
  sandbox = await startSandbox({ port: 0, today: new Date('2026-10-19T09:42:00Z') });
  const [first, second] = sandbox.organisations;
  assert.ok(first && second);
  hospital = new App(first);
  clinic = new App(second);
});
after(() => sandbox.close());

describe('a sandbox', () => {
  it('has two organisations, each with its own FHIR base and issuer', () => {
    assert.deepEqual(
      sandbox.organisations.map(({ name, slug }) => [name, slug]),
      [
        ['University Hospital', 'university-hospital'],
        ['City Clinic', 'city-clinic'],
      ],
    );
    for (const { slug, fhirBase, issuer } of sandbox.organisations) {
      assert.equal(fhirBase, `${sandbox.home}${slug}/fhir`);
      assert.equal(issuer, `${sandbox.home}${slug}/auth`);
    }
  });

  it('serves the portal at an origin of its own', () => {
    assert.notEqual(new URL(sandbox.portal).origin, new URL(sandbox.home).origin);
  });

  it('says in its capability statement, to anyone, where to sign in', async () => {
    const statement = (await (await fetch(`${hospital.fhirBase}/metadata`)).json()) as CapabilityStatement;
    const uris = statement.rest?.[0]?.security?.extension?.[0]?.extension;
    assert.equal(uris?.find(({ url }) => url === 'token')?.valueUri, `${hospital.issuer}/token`);
  });

  it('signs every patient in to their own record', async () => {
    for (const { username, patient } of await hospital.patientLogins(sandbox.home)) {
      const { body } = await hospital.tokens({ as: username });
      assert.equal(body['patient'], patient, username);
      const response = await hospital.get(`/Patient/${patient}`, body['access_token']);
      assert.equal(response.status, 200, username);
    }
  });

  it('lets a clinician open every patient', async () => {
    const { body } = await hospital.tokens({ as: 'anil-patel' }, { scope: 'user/Patient.rs openid' });
    const bundle = (await (
      await hospital.get('/Patient?_total=accurate', body['access_token'])
    ).json()) as Bundle<Patient>;
    const logins = await hospital.patientLogins(sandbox.home);
    assert.equal(bundle.total, logins.length);
  });
});

describe('scopes, through real tokens,', () => {
  it('hold a patient to the own record', async () => {
    const [mine, other] = await hospital.patientLogins(sandbox.home);
    const { body } = await hospital.tokens(
      { as: mine?.username ?? '' },
      { scope: 'launch/patient patient/*.rs user/*.rs' },
    );
    const token = body['access_token'];
    assert.equal((await hospital.get(`/Patient/${mine?.patient}`, token)).status, 200);
    assert.equal((await hospital.get(`/Patient/${other?.patient}`, token)).status, 404);
    const all = (await (await hospital.get('/Condition?_total=accurate', token)).json()) as Bundle;
    assert.ok((all.total ?? 0) > 0);
    for (const { resource } of all.entry ?? []) {
      assert.match(JSON.stringify(resource), new RegExp(`"subject":\\{"reference":"Patient/${mine?.patient}"`));
    }
  });

  it('refuse what was not asked for, and what was unticked', async () => {
    const { body } = await hospital.tokens(
      { as: 'margaret', untick: ['patient/Condition.rs'] },
      { scope: 'launch/patient patient/Patient.rs patient/Condition.rs openid' },
    );
    for (const path of ['/Condition?patient=x', '/Observation?patient=x']) {
      const response = await hospital.get(path, body['access_token']);
      assert.equal(response.status, 403, path);
      assert.match(response.headers.get('www-authenticate') ?? '', /insufficient_scope/);
      assert.equal(((await response.json()) as OperationOutcome).resourceType, 'OperationOutcome');
    }
  });

  it('refuse writing where only reading was granted', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' });
    const response = await hospital.send('POST', '/Observation', body['access_token'], {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Weight at home' },
      subject: { reference: `Patient/${String(body['patient'])}` },
    });
    assert.equal(response.status, 403);
  });

  it('keep a decimal as it was written, there and back', async () => {
    const { body } = await hospital.tokens({ as: 'anil-patel' }, { scope: 'user/Observation.cruds openid' });
    const text =
      '{"resourceType":"Observation","status":"final","code":{"text":"Potassium"},"valueQuantity":{"value":5.0}}';
    const created = await hospital.send('POST', '/Observation', body['access_token'], text);
    assert.equal(created.status, 201);
    const location = created.headers.get('location') ?? '';
    const read = await hospital.get(location.slice(hospital.fhirBase.length), body['access_token']);
    assert.match(await read.text(), /"value": ?5\.0/);
  });

  it('do not reach from one organisation into another', async () => {
    const { body } = await clinic.tokens({ as: 'rosa-mensah' }, { scope: 'user/*.rs openid' });
    assert.equal((await clinic.get('/Patient', body['access_token'])).status, 200);
    assert.equal((await hospital.get('/Patient', body['access_token'])).status, 401);
  });
});

describe('the demo EHR', () => {
  it('opens a chart with the app in a frame, launched for that patient by that clinician', async () => {
    const [{ patient } = { patient: '' }] = await hospital.patientLogins(sandbox.home);
    const list = await fetch(sandbox.ehr);
    assert.match(await list.text(), new RegExp(`name="patient"\\s+value="${patient}"`));
    const form = new URLSearchParams({ organisation: 'university-hospital', patient });
    const chart = await fetch(sandbox.ehr, { method: 'POST', body: form });
    const source = /<iframe[^>]* src="([^"]+)"/.exec(await chart.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const app = new URL(source);
    assert.equal(app.origin, new URL(sandbox.portal).origin);
    assert.match(chart.headers.get('content-security-policy') ?? '', new RegExp(`frame-src 'self' ${app.origin};`));
    assert.equal(app.searchParams.get('iss'), hospital.fhirBase);
    const { body } = await hospital.launch(
      app.searchParams.get('launch') ?? '',
      'demo-ehr-app',
      `${app.origin}${app.pathname}`,
    );
    assert.equal(body['patient'], patient);
    assert.equal(body['need_patient_banner'], false);
    assert.equal((await hospital.get(`/Patient/${patient}`, body['access_token'])).status, 200);
  });

  it('makes launches for scripts, with the encounter that is in progress', async () => {
    const { body: clinician } = await hospital.tokens({ as: 'anil-patel' }, { scope: 'user/Encounter.rs' });
    const search = await hospital.get('/Encounter?status=in-progress', clinician['access_token']);
    const encounter = ((await search.json()) as Bundle<Encounter>).entry?.[0]?.resource;
    assert.ok(encounter?.id);
    const patient = encounter.subject?.reference?.replace('Patient/', '') ?? '';
    const form = new URLSearchParams({ organisation: 'university-hospital', patient, intent: 'review' });
    const made = (await (await fetch(`${sandbox.ehr}launch`, { method: 'POST', body: form })).json()) as {
      iss: string;
      launch: string;
    };
    assert.equal(made.iss, hospital.fhirBase);
    const { body } = await hospital.launch(made.launch, 'test-app', 'http://localhost:9/callback');
    assert.deepEqual([body['patient'], body['encounter'], body['intent']], [patient, encounter.id, 'review']);
  });

  it('makes launches with everything that SMART lets an EHR say', async () => {
    const [{ patient } = { patient: '' }] = await hospital.patientLogins(sandbox.home);
    const fhirContext = [{ reference: 'ImagingStudy/chest' }, { canonical: 'http://example.org/Questionnaire/phq9|1' }];
    const form = {
      patient,
      encounter: 'none',
      intent: 'reconcile-medications',
      tenant: 'ward-7',
      need_patient_banner: 'true',
      fhirContext: JSON.stringify(fhirContext),
    };
    const { launch } = (await (await makeLaunch(form)).json()) as { launch: string };
    const { body } = await hospital.launch(launch, 'test-app', 'http://localhost:9/callback');
    assert.deepEqual(
      {
        patient: body['patient'],
        encounter: body['encounter'],
        intent: body['intent'],
        tenant: body['tenant'],
        need_patient_banner: body['need_patient_banner'],
        fhirContext: body['fhirContext'],
      },
      { ...form, encounter: undefined, need_patient_banner: true, fhirContext },
    );
  });

  it('goes on to the app that is named, if it is of this machine', async () => {
    const [{ patient } = { patient: '' }] = await hospital.patientLogins(sandbox.home);
    const response = await makeLaunch({ patient, app: 'http://localhost:9/launch.html?mine=1' });
    assert.equal(response.status, 303);
    const app = new URL(response.headers.get('location') ?? '');
    assert.equal(`${app.origin}${app.pathname}`, 'http://localhost:9/launch.html');
    assert.equal(app.searchParams.get('mine'), '1');
    assert.equal(app.searchParams.get('iss'), hospital.fhirBase);
    const { body } = await hospital.launch(app.searchParams.get('launch') ?? '', 'test-app', 'http://localhost:9/x');
    assert.equal(body['patient'], patient);
    for (const away of ['https://evil.example/', 'javascript:alert(1)', 'nonsense']) {
      assert.equal((await makeLaunch({ patient, app: away })).status, 400, away);
    }
  });

  it('makes none for a patient or an encounter that is not there, or with a context that is none', async () => {
    const [{ patient } = { patient: '' }] = await hospital.patientLogins(sandbox.home);
    const cases: readonly (readonly [Readonly<Record<string, string>>, number, RegExp])[] = [
      [{ patient: 'nobody' }, 404, /patient/],
      [{ patient, encounter: 'nowhere' }, 404, /encounter/],
      [{ patient, fhirContext: '{' }, 400, /JSON array/],
      [{ patient, fhirContext: '{}' }, 400, /JSON array/],
      [{ patient, fhirContext: '[{"role":"launch"}]' }, 400, /JSON array/],
      [{ patient, fhirContext: '[{"reference":"Patient/x"}]' }, 400, /needs a role/],
    ];
    for (const [form, status, problem] of cases) {
      const response = await makeLaunch(form);
      assert.equal(response.status, status, JSON.stringify(form));
      assert.match(((await response.json()) as { error: string }).error, problem);
    }
  });

  it('makes launches for pages of this machine and of no other', async () => {
    const origins = { 'http://localhost:6006': 'http://localhost:6006', 'https://elsewhere.example': null };
    for (const [origin, allowed] of Object.entries(origins)) {
      const response = await makeLaunch({ patient: 'nobody' }, { Origin: origin });
      assert.equal(response.headers.get('access-control-allow-origin'), allowed);
    }
  });

  it('finds patients by name', async () => {
    const text = await (await fetch(`${sandbox.ehr}?organisation=university-hospital&name=adeyemi`)).text();
    assert.match(text, /Adeyemi/);
    assert.doesNotMatch(text, /Tremblay/);
  });
});

describe('the start page', () => {
  it('lists what one needs: bases, patients, log-ins, apps, a snippet', async () => {
    const text = await (await fetch(sandbox.home)).text();
    for (const { fhirBase, issuer } of sandbox.organisations) {
      assert.ok(text.includes(fhirBase));
      assert.ok(text.includes(issuer));
    }
    for (const word of ['margaret', 'anil-patel', 'Adeyemi', 'demo-portal', 'test-app', '&lt;ehr-session']) {
      assert.ok(text.includes(word), word);
    }
    assert.ok(text.includes(sandbox.portal) && text.includes(sandbox.ehr));
  });

  it('says how confidential apps sign in, and hands out the keys to sign with, to no other page', async () => {
    const text = await (await fetch(sandbox.home)).text();
    assert.ok(text.includes('secret-app') && text.includes('everyone-may-know-this-one'));
    const keys = await fetch(new URL(/href="(\/clients\/[^"]+)"/.exec(text)?.[1] ?? 'none', sandbox.home), {
      headers: { Origin: 'http://localhost:9' },
    });
    assert.equal(keys.headers.get('access-control-allow-origin'), null);
    const algorithms = ((await keys.json()) as { keys: { alg: string; d: string }[] }).keys.map(({ alg, d }) => {
      assert.ok(d);
      return alg;
    });
    assert.deepEqual(algorithms, ['RS384', 'ES384']);
  });

  it('links brand bundles, and has a form that launches an app of this machine', async () => {
    const response = await fetch(sandbox.home);
    const text = await response.text();
    for (const { slug } of sandbox.organisations) {
      assert.ok(text.includes(`${sandbox.home}brands/${slug}.json`));
      assert.match(text, new RegExp(`action="/ehr/launch"[^]*name="organisation" value="${slug}"`));
    }
    for (const field of ['app', 'patient', 'clinician', 'encounter', 'intent', 'tenant', 'fhirContext']) {
      assert.match(text, new RegExp(`name="${field}"`));
    }
    assert.match(response.headers.get('content-security-policy') ?? '', /form-action 'self' http:\/\/localhost:\*/);
  });
});

describe('the demo portal', () => {
  it('has pages that name this sandbox, may call it, and run no inline script', async () => {
    const pages = [
      '',
      'redirect.html',
      'callback.html',
      'ehr-app.html',
      'agenda.html',
      'booking.html',
      'appointments.html',
    ];
    for (const page of pages) {
      const response = await fetch(`${sandbox.portal}${page}`);
      const text = await response.text();
      assert.equal(response.status, 200, page);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(policy, /script-src 'self';/);
      assert.ok(policy.includes(`connect-src 'self' ${new URL(sandbox.home).origin}`));
      assert.doesNotMatch(text, /<script(?![^>]* src=)|localhost:446\d/, page);
      if (page !== 'callback.html') assert.ok(text.includes(hospital.fhirBase), page);
      for (const [, file] of text.matchAll(/(?:href|src)="([\w-]+\.(?:css|js|svg|html))"/g)) {
        assert.equal((await fetch(new URL(file ?? '', sandbox.portal))).status, 200, file);
      }
    }
  });

  it('is not sent again when it has not changed', async () => {
    const first = await fetch(sandbox.portal);
    const again = await rawGet(sandbox.portal, { 'If-None-Match': first.headers.get('etag') ?? '' });
    assert.equal(again.status, 304);
  });

  it('serves nothing from outside its folder', async () => {
    for (const path of ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%5cpackage.json', '%00', '%zz']) {
      assert.equal((await fetch(`${sandbox.portal}${path}`)).status, 404, path);
    }
  });
});

describe('bad input', () => {
  it('at FHIR gets an OperationOutcome without a stack trace', async () => {
    const { body } = await hospital.tokens({ as: 'anil-patel' }, { scope: 'user/*.cruds' });
    const token = body['access_token'];
    const attempts = [
      hospital.send('POST', '/Observation', token, '{"resourceType":'),
      hospital.send('POST', '/Observation', token, '[]'),
      hospital.get('/NoSuchType', token),
      hospital.get('/Patient?name=%27%3B%20DROP%20TABLE%20resource%3B--&birthdate=not-a-date', token),
      hospital.get('/Patient/%E0%A4%A', token),
    ];
    for (const response of await Promise.all(attempts)) {
      const text = await response.text();
      assert.ok(response.status >= 400 && response.status < 500, `${response.status} ${text}`);
      assert.equal((JSON.parse(text) as OperationOutcome).resourceType, 'OperationOutcome');
      assert.doesNotMatch(text, /\bat .*\.ts:\d+|node_modules|SQLITE/);
    }
    assert.equal((await hospital.get('/Patient', token)).status, 200);
  });

  it('is refused under a foreign host name', async () => {
    const { status } = await rawGet(sandbox.home, { Host: 'rebound.example' });
    assert.equal(status, 421);
  });
});

/** Asks the demo EHR for a launch at the hospital. */
function makeLaunch(
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new URLSearchParams({ organisation: 'university-hospital', ...form });
  return fetch(`${sandbox.ehr}launch`, { method: 'POST', body, headers, redirect: 'manual' });
}

/** GET with headers that `fetch` sets itself. */
function rawGet(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | undefined }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode });
    }).on('error', reject);
  });
}
