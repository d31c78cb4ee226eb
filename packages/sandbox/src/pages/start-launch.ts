/**
 * The start page's EHR launch: opens one's own app as an EHR would, with everything that SMART lets an EHR say.
 * @module
 */
import { isPatientLogin, type OrganisationIdentity, type PatientEntry } from '../smart/organisation.ts';
import { html, type Html } from './html.ts';

/** The form for one organisation. */
export function launchForm(identity: OrganisationIdentity, patients: readonly PatientEntry[]): Html {
  return html`<details>
    <summary>Launch your app from here</summary>
    <p>
      Your app is opened with <code>iss</code> and <code>launch</code>, as the record system of ${identity.name} would.
    </p>
    <form method="post" action="/ehr/launch" class="launch">
      <input type="hidden" name="organisation" value="${identity.slug}" />
      <label
        >Launch address of your app <input type="url" name="app" value="http://localhost:3000/launch.html" required
      /></label>
      <label
        >Patient
        <select name="patient">
          ${patients.map((patient) => html`<option value="${patient.id}">${patient.name}</option>`)}
        </select></label
      >
      <label
        >Signed in at the record system
        <select name="clinician">
          ${identity.logins
            .filter((login) => !isPatientLogin(login))
            .map((login) => html`<option value="${login.username}">${login.display}</option>`)}
        </select></label
      >
      <label>Encounter id, or none <input name="encounter" placeholder="the one in progress" /></label>
      <label>Intent <input name="intent" placeholder="reconcile-medications" /></label>
      <label>Tenant <input name="tenant" placeholder="${identity.slug}" /></label>
      <label>fhirContext, as JSON <input name="fhirContext" placeholder='[{"reference":"ImagingStudy/123"}]' /></label>
      <label class="tick"
        ><input type="checkbox" name="need_patient_banner" value="true" checked /> The app shows the patient banner
        itself</label
      >
      <button class="primary">Launch</button>
    </form>
  </details>`;
}
