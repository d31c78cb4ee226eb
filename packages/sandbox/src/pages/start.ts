/**
 * The start page: everything that someone needs who wants to call, launch or sign in.
 * @module
 */
import type { Organisation } from '../server/organisations.ts';
import { brandBundleUrl } from '../smart/brands.ts';
import { isPatientLogin } from '../smart/organisation.ts';
import { html, type Html } from './html.ts';
import { sendPage } from './layout.ts';
import type { Handler } from '../server/handler.ts';
import { clientSection } from './start-clients.ts';
import { launchForm } from './start-launch.ts';

/** Where the demo pages are. */
export interface Addresses {
  readonly home: string;
  readonly portal: string;
  readonly ehr: string;
}

/** Serves `/`. */
export function startPage(organisations: readonly Organisation[], addresses: Addresses): Handler {
  return async (ctx, next) => {
    if (ctx.path !== '/' || !['GET', 'HEAD'].includes(ctx.method)) return next();
    const open = organisations.every(({ authorization }) => !authorization);
    sendPage(ctx, 200, {
      title: 'EHR Widgets sandbox',
      shape: 'wide',
      // The launch form leads to an app of this machine.
      formTargets: ['http://localhost:*', 'http://127.0.0.1:*'],
      body: html`<header class="start">
          <h1>EHR Widgets sandbox</h1>
          <p class="lead">
            FHIR R4 servers with SMART App Launch on this machine. Every person in them is made up. Nothing here is for
            real patients.
          </p>
          <p class="doors">
            <a class="door" href="${addresses.portal}"><b>Demo portal</b> A patient signs in and sees a summary.</a>
            <a class="door" href="${addresses.ehr}"><b>Demo EHR</b> A clinician opens a chart with the app in it.</a>
          </p>
          ${
            open
              ? html`<p class="problem">
                  Sign-in is switched off (<code>--auth off</code>): FHIR answers without a token, and the demo pages,
                  which sign in, do not work.
                </p>`
              : ''
          }
        </header>
        <main>
          ${await Promise.all(organisations.map((organisation) => organisationSection(organisation)))}
          ${open ? '' : clientSection()} ${snippetSection(organisations, open)}
        </main>`,
    });
  };
}

async function organisationSection({ identity, authorization }: Organisation): Promise<Html> {
  const { patients, total } = await identity.patients.search('', 100);
  const { slug, name, fhirBase, issuer } = identity;
  return html`<section class="card" aria-labelledby="${slug}">
    <h2 id="${slug}">${name}</h2>
    <dl class="summary">
      <dt>FHIR base (<code>iss</code>)</dt>
      <dd><code>${fhirBase}</code> <a href="${fhirBase}/metadata">metadata</a></dd>
      ${
        authorization
          ? html`<dt>SMART configuration</dt>
              <dd><a href="${fhirBase}/.well-known/smart-configuration">.well-known/smart-configuration</a></dd>
              <dt>OAuth issuer</dt>
              <dd>
                <code>${issuer}</code> <a href="${issuer}/.well-known/openid-configuration">openid-configuration</a>
              </dd>
              <dt>User-access brands</dt>
              <dd><a href="${brandBundleUrl(identity)}">brand bundle</a> <a href="/brands/all.json">of all</a></dd>`
          : ''
      }
    </dl>
    <details>
      <summary>${total} patients</summary>
      <div class="scroll" role="region" aria-label="Patients of ${name}" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Born</th>
              <th scope="col">Id</th>
              <th scope="col">Story</th>
            </tr>
          </thead>
          <tbody>
            ${patients.map(
              (patient) =>
                html`<tr>
                  <td><bdi>${patient.name}</bdi></td>
                  <td>${patient.birthDate ?? 'not recorded'}</td>
                  <td><code>${patient.id}</code></td>
                  <td>${patient.story ?? 'Loaded from a file.'}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${patients.length < total ? html`<p class="fact">The first ${patients.length} are shown.</p>` : ''}
    </details>
    <details>
      <summary>${identity.logins.length} log-ins</summary>
      <div class="scroll" role="region" aria-label="Log-ins of ${name}" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">User name</th>
              <th scope="col">Password</th>
              <th scope="col">Sees</th>
            </tr>
          </thead>
          <tbody>
            ${identity.logins.map(
              (login) =>
                html`<tr>
                  <td><bdi>${login.display}</bdi></td>
                  <td><code>${login.username}</code></td>
                  <td><code>${login.password}</code></td>
                  <td>${isPatientLogin(login) ? 'own record' : 'every patient'}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
    ${authorization ? launchForm(identity, patients) : ''}
  </section>`;
}

function snippetSection(organisations: readonly Organisation[], open: boolean): Html {
  const base = organisations[0]?.identity.fhirBase ?? '';
  const page = `<script type="module" src="/ehr-widgets/autoload.js"></script>
<ehr-session
  issuer="${base}"
  client-id="test-app"
  scope="launch/patient patient/*.rs openid fhirUser"
  redirect-uri="/callback.html">
  <ehr-patient-summary></ehr-patient-summary>
</ehr-session>`;
  return html`<section class="card" aria-labelledby="snippet">
    <h2 id="snippet">Try it from your own page</h2>
    ${open ? '' : html`<pre tabindex="0"><code>${page}</code></pre>`}
    <p>${open ? 'Read without a token:' : 'An EHR launch for a script:'}</p>
    <pre tabindex="0"><code>${open ? `curl ${base}/Patient` : launchExample(organisations)}</code></pre>
  </section>`;
}

function launchExample(organisations: readonly Organisation[]): string {
  const identity = organisations[0]?.identity;
  const home = identity ? new URL(identity.fhirBase).origin : '';
  return `curl ${home}/ehr/launch -d organisation=${identity?.slug ?? ''} -d patient=<id>\n→ {"iss":"…","launch":"…"}: add both to your app's launch address`;
}
