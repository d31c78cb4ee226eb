/**
 * The demo EHR: a record system's frame around an app. A clinician opens a patient, and the chart opens the app with
 * `iss` and `launch` (SMART App Launch 2.2, "Launch App: EHR Launch").
 * @module
 */
import type { Context } from 'koa';
import { BodyTooLarge, readForm } from '../server/body.ts';
import { allowCrossOrigin } from '../server/cors.ts';
import type { Organisation } from '../server/organisations.ts';
import { isLocalAddress } from '../smart/clients.ts';
import { isPatientLogin, type Login, type PatientEntry } from '../smart/organisation.ts';
import { launch, type Launched } from './ehr-launch.ts';
import { messagingContext } from './ehr-messaging.ts';
import { html, type Html } from './html.ts';
import { sendPage } from './layout.ts';
import type { Handler } from '../server/handler.ts';

const path = '/ehr/';

/** What is on the screen. */
interface Chart {
  readonly organisation: Organisation;
  readonly clinician: Login;
  readonly search: string;
  readonly patient?: PatientEntry;
  /** Address of the app, with its launch. */
  readonly app?: string;
  /** Address of the page with the day of the practice. */
  readonly agenda: string;
  /** Why no chart could be opened. */
  readonly problem?: string;
}

/**
 * The pages. `GET /ehr/` lists patients; `POST /ehr/` opens a chart with an app in it, the demo's or the page that the
 * field `app` names; `POST /ehr/launch` makes a launch for scripts and answers `{ iss, launch }`, or goes on to that page.
 */
export function ehrPages(organisations: readonly Organisation[], portalOrigin: string): Handler {
  return async (ctx, next) => {
    if (ctx.path === '/ehr') return ctx.redirect(path);
    if (ctx.path !== path && ctx.path !== `${path}launch`) return next();
    const forScripts = ctx.path === `${path}launch`;
    if (forScripts && allowCrossOrigin(ctx, 'local')) {
      ctx.status = 204;
      return;
    }
    const form = await formOf(ctx);
    const organisation = organisations.find(({ identity }) => identity.slug === form.get('organisation'));
    const chosen = organisation ?? organisations[0];
    const clinician = chosen && clinicianOf(chosen, form.get('clinician'));
    if (!chosen || !clinician) return next();
    const base = {
      organisation: chosen,
      clinician,
      search: form.get('name') ?? '',
      agenda: `${portalOrigin}/portal/agenda.html`,
    };
    if (ctx.method !== 'POST') return sendChart(ctx, organisations, base);

    const messaging = forScripts ? {} : messagingContext(`${ctx.protocol}://${ctx.host}`);
    const launched = await launch(chosen, clinician, form, messaging);
    if (forScripts) return sendLaunch(ctx, launched, form.get('app') ?? '');
    if ('problem' in launched) {
      return sendChart(ctx, organisations, { ...base, problem: launched.problem });
    }
    const { patient, iss, launch: id } = launched;
    const app = localPage(form.get('app') || `${portalOrigin}/portal/ehr-app.html`);
    if (!app) return sendChart(ctx, organisations, { ...base, problem: wrongApp });
    app.searchParams.set('iss', iss);
    app.searchParams.set('launch', id);
    return sendChart(ctx, organisations, { ...base, patient, app: app.href });
  };
}

const wrongApp = 'app is the address of a page of this machine, http://localhost:…';

function localPage(address: string): URL | undefined {
  const url = URL.parse(address);
  return url && isLocalAddress(url) ? url : undefined;
}

/** The answer to a script: the launch as JSON, or on to the app with it when the form names one. */
function sendLaunch(ctx: Context, launched: Launched, app: string): void {
  if ('problem' in launched) {
    ctx.status = launched.status;
    ctx.body = { error: launched.problem };
    return;
  }
  const { iss, launch: id } = launched;
  if (app === '') {
    ctx.body = { iss, launch: id };
    return;
  }
  const url = localPage(app);
  if (!url) {
    ctx.status = 400;
    ctx.body = { error: wrongApp };
    return;
  }
  url.searchParams.set('iss', iss);
  url.searchParams.set('launch', id);
  ctx.body = null;
  ctx.status = 303;
  ctx.set('Location', url.href);
}

async function sendChart(ctx: Context, organisations: readonly Organisation[], chart: Chart): Promise<void> {
  const { identity } = chart.organisation;
  const { patients, total } = await identity.patients.search(chart.search, 200);
  sendPage(ctx, 200, {
    title: chart.patient ? `${chart.patient.name} · ${identity.name} EHR` : `${identity.name} EHR`,
    shape: 'bare',
    // The app's frame passes through this origin when it signs in.
    ...(chart.app ? { frames: ["'self'", new URL(chart.app).origin], script: '/sandbox/ehr.js' } : {}),
    body: html`<header class="ehr-top">
        <span class="organisation">${identity.name} EHR</span>
        <nav aria-label="Organisation">
          ${organisations.map(
            (other) =>
              html`<a
                href="${path}?organisation=${other.identity.slug}"
                ${other === chart.organisation ? html`aria-current="page"` : ''}
                >${other.identity.name}</a
              >`,
          )}
          <a href="${chart.agenda}">Front desk</a>
        </nav>
        <span class="user"><bdi>${chart.clinician.display}</bdi></span>
        <span class="badge">Sandbox</span>
      </header>
      <div class="ehr">
        <nav class="ehr-list" aria-label="Patients">
          <form method="get" role="search" class="search">
            <input type="hidden" name="organisation" value="${identity.slug}" />
            <label>Find a patient <input type="search" name="name" value="${chart.search}" /></label>
            <button>Search</button>
          </form>
          <p class="count" role="status">${countWords(patients.length, total)}</p>
          ${patientButtons(chart, patients)}
        </nav>
        <main class="ehr-chart" aria-label="Chart">
          ${chart.patient && chart.app ? openChart(chart.patient, chart.app) : noChart(chart.problem)}
        </main>
      </div>`,
  });
}

function patientButtons(chart: Chart, patients: readonly PatientEntry[]): Html {
  return html`<form method="post" action="${path}">
    <input type="hidden" name="organisation" value="${chart.organisation.identity.slug}" />
    <input type="hidden" name="name" value="${chart.search}" />
    <ul class="choices">
      ${patients.map(
        (patient) =>
          html`<li>
            <button
              name="patient"
              value="${patient.id}"
              ${patient.id === chart.patient?.id ? html`aria-current="true"` : ''}
            >
              <span class="who"><bdi>${patient.name}</bdi></span>
              <span class="fact">${[patient.birthDate, patient.sex].filter((fact) => !!fact).join(' · ')}</span>
            </button>
          </li>`,
      )}
    </ul>
  </form>`;
}

function openChart(patient: PatientEntry, app: string): Html {
  return html`<div class="ehr-banner">
      <h1><bdi>${patient.name}</bdi></h1>
      <span class="fact"
        >${[patient.birthDate && `born ${patient.birthDate}`, patient.sex].filter((fact) => !!fact).join(' · ')}</span
      >
    </div>
    <p id="notice" class="ehr-notice" role="status"></p>
    <iframe name="app" title="Chart summary" src="${app}" data-origin="${new URL(app).origin}"></iframe>`;
}

function noChart(problem: string | undefined): Html {
  return html`<div class="ehr-none">
    <h1>No chart is open</h1>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
    <p>Choose a patient. The chart opens with an app in it, launched with SMART.</p>
  </div>`;
}

function countWords(shown: number, total: number): string {
  if (total === 0) return 'No patient has this name.';
  return shown < total ? `The first ${shown} of ${total}` : `${total} patients`;
}

function clinicianOf(organisation: Organisation, username: string | null): Login | undefined {
  const clinicians = organisation.identity.logins.filter((login) => !isPatientLogin(login));
  return clinicians.find((login) => login.username === username) ?? clinicians[0];
}

async function formOf(ctx: Context): Promise<URLSearchParams> {
  if (ctx.method !== 'POST') return new URLSearchParams(ctx.querystring);
  try {
    return await readForm(ctx);
  } catch (error) {
    if (error instanceof BodyTooLarge) ctx.throw(413, error.message);
    throw error;
  }
}
