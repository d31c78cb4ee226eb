/**
 * The pages of a sign-in: log-in, patient, consent. Plain forms; they work without script.
 * @module
 */
import type { Context } from 'koa';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/layout.ts';
import type { RegisteredClient } from './clients.ts';
import {
  isPatientLogin,
  type EncounterEntry,
  type Login,
  type OrganisationIdentity,
  type PatientEntry,
} from './organisation.ts';
import type { ScopeWords } from './scopes.ts';

/** What every page of one sign-in says. */
export interface SignInFacts {
  readonly client: RegisteredClient;
  readonly organisation: OrganisationIdentity;
  readonly redirectUri: string;
}

/** Asks who it is. */
export function sendLoginPage(ctx: Context, facts: SignInFacts, problem: string | undefined): void {
  const { logins } = facts.organisation;
  send(ctx, facts, problem ? 401 : 200, {
    title: `Sign in to ${facts.organisation.name}`,
    lead: html`<strong>${facts.client.name}</strong> asks you to sign in.`,
    content: html`
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
      <form method="post">
        <input type="hidden" name="step" value="login" />
        <label>User name <input name="username" autocomplete="username" required /></label>
        <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
        <button class="primary">Sign in</button>
      </form>
      <form method="post" class="demo">
        <input type="hidden" name="step" value="login" />
        <h2>Demo log-ins</h2>
        <p>This is a sandbox: everyone in it is made up. Choose a person to sign in as with one click.</p>
        <h3>Staff</h3>
        ${loginButtons(logins.filter((login) => !isPatientLogin(login)))}
        <h3>Patients</h3>
        ${loginButtons(logins.filter(isPatientLogin))}
      </form>
    `,
  });
}

/** Asks which patient it is about. */
export function sendPatientPage(
  ctx: Context,
  facts: SignInFacts,
  name: string,
  found: { readonly patients: readonly PatientEntry[]; readonly total: number },
): void {
  const shown = found.patients.length;
  send(ctx, facts, 200, {
    title: 'Choose a patient',
    lead: html`<strong>${facts.client.name}</strong> will open one record.`,
    content: html`
      <form method="get" role="search" class="search">
        <label>Name <input type="search" name="name" value="${name}" /></label>
        <button>Search</button>
      </form>
      <p class="count" role="status">
        ${shown < found.total ? `The first ${shown} of ${found.total} patients. Search to find others.` : ''}
        ${found.total === 0 ? 'No patient has this name.' : ''}
      </p>
      <form method="post">
        <input type="hidden" name="step" value="patient" />
        <ul class="choices">
          ${found.patients.map(
            (patient) =>
              html`<li>
                <button name="patient" value="${patient.id}">
                  <span class="who"><bdi>${patient.name}</bdi></span> <span class="fact">${factsAbout(patient)}</span>
                </button>
              </li>`,
          )}
        </ul>
      </form>
      ${endings('Use another log-in')}
    `,
  });
}

/** Asks which visit it is about. */
export function sendEncounterPage(
  ctx: Context,
  facts: SignInFacts,
  patient: PatientEntry,
  encounters: readonly EncounterEntry[],
): void {
  send(ctx, facts, 200, {
    title: 'Choose a visit',
    lead: html`<strong>${facts.client.name}</strong> wants to know which visit of <bdi>${patient.name}</bdi> this is
      about.`,
    content: html`
      ${encounters.length === 0 ? html`<p role="status">No visit is recorded for this patient.</p>` : ''}
      <form method="post">
        <input type="hidden" name="step" value="encounter" />
        <ul class="choices">
          ${encounters.map(
            (encounter) =>
              html`<li>
                <button name="encounter" value="${encounter.id}">
                  <span class="who">${encounter.title}</span> <span class="fact">${factsOf(encounter)}</span>
                </button>
              </li>`,
          )}
          <li>
            <button name="encounter" value="none"><span class="who">Go on without a visit</span></button>
          </li>
        </ul>
      </form>
      ${endings('Use another log-in')}
    `,
  });
}

/** Who it is and what was chosen, for the consent page. */
export interface Chosen {
  readonly login: Login;
  readonly patient: PatientEntry | undefined;
  readonly encounter: EncounterEntry | undefined;
}

/** Asks what the app may do; every line that sign-in can do without can be unticked. */
export function sendConsentPage(
  ctx: Context,
  facts: SignInFacts,
  { login, patient, encounter }: Chosen,
  scopes: readonly ScopeWords[],
): void {
  const group = (name: ScopeWords['group'], title: string): Html | '' => {
    const lines = scopes.filter((scope) => scope.group === name);
    return lines.length === 0
      ? ''
      : html`<fieldset>
          <legend>${title}</legend>
          ${lines.map(scopeLine)}
        </fieldset>`;
  };
  send(ctx, facts, 200, {
    title: 'Allow access?',
    lead: html`<strong>${facts.client.name}</strong> asks for access at ${facts.organisation.name}.`,
    content: html`
      <dl class="summary">
        <dt>Signed in</dt>
        <dd><bdi>${login.display}</bdi></dd>
        ${
          patient
            ? html`<dt>Patient</dt>
                <dd><bdi>${patient.name}</bdi> <span class="fact">${factsAbout(patient)}</span></dd>`
            : ''
        }
        ${
          encounter
            ? html`<dt>Visit</dt>
                <dd>${encounter.title} <span class="fact">${factsOf(encounter)}</span></dd>`
            : ''
        }
      </dl>
      <form method="post" class="consent">
        <input type="hidden" name="step" value="consent" />
        ${group('data', 'Health data')} ${group('identity', 'Who you are')} ${group('session', 'For how long')}
        <p class="fact">
          Untick what you do not want to share. Afterwards you return to ${originOf(facts.redirectUri)}.
        </p>
        <button class="primary">Allow</button>
      </form>
      ${endings('Start over with another log-in')}
    `,
  });
}

function send(
  ctx: Context,
  facts: SignInFacts,
  status: number,
  page: { readonly title: string; readonly lead: Html; readonly content: Html },
): void {
  sendPage(ctx, status, {
    title: `${page.title} · ${facts.organisation.name}`,
    shape: 'narrow',
    formTargets: [originOf(facts.redirectUri)],
    body: html`<header class="sign">
        <span class="organisation">${facts.organisation.name}</span>
        <span class="badge">Sandbox</span>
      </header>
      <main class="card" aria-labelledby="title">
        <h1 id="title">${page.title}</h1>
        <p class="lead">${page.lead}</p>
        ${page.content}
      </main>`,
  });
}

function loginButtons(logins: readonly Login[]): Html {
  return html`<ul class="choices">
    ${logins.map(
      (login) =>
        html`<li>
          <button name="as" value="${login.username}">
            <span class="who"><bdi>${login.display}</bdi></span>
            <span class="fact">${login.username} / ${login.password}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

function scopeLine(scope: ScopeWords): Html {
  return html`<label class="scope">
    <input type="checkbox" name="scope" value="${scope.scope}" checked ${scope.optional ? '' : html`disabled`} />
    <span>
      <span class="who">${scope.title}</span>
      <span class="fact">${scope.detail}${scope.optional ? '' : ' Needed to sign in.'}</span>
      <code>${scope.scope}</code>
    </span>
  </label>`;
}

function endings(restart: string): Html {
  return html`<form method="post" class="endings">
    <button name="step" value="cancel">Do not allow</button>
    <button name="step" value="restart" class="quiet">${restart}</button>
  </form>`;
}

function factsAbout(patient: PatientEntry): string {
  return [patient.birthDate && `born ${patient.birthDate}`, patient.sex, patient.id]
    .filter((fact) => !!fact)
    .join(' · ');
}

function factsOf({ start, status, id }: EncounterEntry): string {
  return [start?.slice(0, 10), status, id].filter((fact) => !!fact).join(' · ');
}

function originOf(address: string): string {
  return URL.parse(address)?.origin ?? '';
}
