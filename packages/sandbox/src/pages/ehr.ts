/**
 * The demo EHR: a record system's frame around an app. A clinician opens a patient, and the chart opens the app with
 * `iss` and `launch` (SMART App Launch 2.2, "Launch App: EHR Launch").
 * @module
 */
import type { Context } from 'koa';
import { BodyTooLarge, readForm } from '../server/body.ts';
import type { Organisation } from '../server/organisations.ts';
import type { LaunchContext } from '../smart/launch.ts';
import { isPatientLogin, type Login, type PatientEntry } from '../smart/organisation.ts';
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
  /** Why no chart could be opened. */
  readonly problem?: string;
}

/**
 * The pages. `GET /ehr/` lists patients, `POST /ehr/` opens a chart with the app in it, `POST /ehr/launch` makes a launch
 * for scripts and answers `{ iss, launch }`.
 */
export function ehrPages(organisations: readonly Organisation[], portalOrigin: string): Handler {
  return async (ctx, next) => {
    if (ctx.path === '/ehr') return ctx.redirect(path);
    if (ctx.path !== path && ctx.path !== `${path}launch`) return next();
    const form = await formOf(ctx);
    const organisation = organisations.find(({ identity }) => identity.slug === form.get('organisation'));
    const chosen = organisation ?? organisations[0];
    const clinician = chosen && clinicianOf(chosen, form.get('clinician'));
    if (!chosen || !clinician) return next();
    const search = form.get('name') ?? '';
    if (ctx.method !== 'POST') return sendChart(ctx, organisations, { organisation: chosen, clinician, search });

    const launched = await launch(chosen, clinician, form);
    if (ctx.path === `${path}launch`) return sendLaunch(ctx, launched);
    if ('problem' in launched) {
      return sendChart(ctx, organisations, { organisation: chosen, clinician, search, problem: launched.problem });
    }
    const { patient, iss, launch: id } = launched;
    const app = `${portalOrigin}/portal/ehr-app.html?${new URLSearchParams({ iss, launch: id })}`;
    return sendChart(ctx, organisations, { organisation: chosen, clinician, search, patient, app });
  };
}

type Launched = { readonly patient: PatientEntry; readonly iss: string; readonly launch: string } | { problem: string };

async function launch(organisation: Organisation, clinician: Login, form: URLSearchParams): Promise<Launched> {
  const { authorization, identity } = organisation;
  if (!authorization) return { problem: 'Sign-in is switched off (--auth off): there is nothing to launch.' };
  const patient = await identity.patients.find(form.get('patient') ?? '');
  if (!patient) return { problem: 'No such patient at this organisation.' };
  const encounter = form.get('encounter') ?? (await openEncounter(organisation, patient.id));
  const intent = form.get('intent');
  const context: LaunchContext = {
    patient: patient.id,
    ...(encounter ? { encounter } : {}),
    ...(intent ? { intent } : {}),
    need_patient_banner: form.get('need_patient_banner') === 'true',
  };
  return {
    patient,
    iss: identity.fhirBase,
    launch: authorization.launches.create({ username: clinician.username, context }),
  };
}

/** The encounter that a clinician would be in: one that is in progress. */
async function openEncounter(organisation: Organisation, patient: string): Promise<string | undefined> {
  const query = new URLSearchParams({ patient, status: 'in-progress', _sort: '-date', _count: '1' });
  const response = await organisation.fhir.handle({ method: 'GET', path: `/Encounter?${query}`, headers: {} });
  if (response.status !== 200) return undefined;
  const bundle = JSON.parse(response.body ?? '{}') as { entry?: { resource?: { id?: string } }[] };
  return bundle.entry?.[0]?.resource?.id;
}

function sendLaunch(ctx: Context, launched: Launched): void {
  ctx.status = 'problem' in launched ? 404 : 200;
  ctx.body = 'problem' in launched ? { error: launched.problem } : { iss: launched.iss, launch: launched.launch };
}

async function sendChart(ctx: Context, organisations: readonly Organisation[], chart: Chart): Promise<void> {
  const { identity } = chart.organisation;
  const { patients, total } = await identity.patients.search(chart.search, 200);
  sendPage(ctx, 200, {
    title: chart.patient ? `${chart.patient.name} · ${identity.name} EHR` : `${identity.name} EHR`,
    shape: 'bare',
    // The app's frame passes through this origin when it signs in.
    ...(chart.app ? { frames: ["'self'", new URL(chart.app).origin] } : {}),
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
          ${chart.patient ? openChart(chart, chart.patient) : noChart(chart.problem)}
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

function openChart(chart: Chart, patient: PatientEntry): Html {
  return html`<div class="ehr-banner">
      <h1><bdi>${patient.name}</bdi></h1>
      <span class="fact"
        >${[patient.birthDate && `born ${patient.birthDate}`, patient.sex].filter((fact) => !!fact).join(' · ')}</span
      >
    </div>
    <iframe name="app" title="Chart summary" src="${chart.app}"></iframe>`;
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
