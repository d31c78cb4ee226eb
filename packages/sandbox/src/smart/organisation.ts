/**
 * What sign-in has to know about an organisation.
 * @module
 */

/** Someone who can sign in at an organisation. */
export interface Login {
  readonly username: string;
  readonly password: string;
  /** The person's name and role, for pages. */
  readonly display: string;
  /** Relative reference to the person's own resource, for instance `Practitioner/iris-lindqvist`. */
  readonly fhirUser: string;
  /** Ids of the patients whose record a patient's log-in may open. A clinician may open every one. */
  readonly patients: readonly string[];
}

/** A patient as pickers and pages list one. */
export interface PatientEntry {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | undefined;
  readonly sex: string | undefined;
  /** One sentence about a synthetic patient; loaded ones have none. */
  readonly story: string | undefined;
}

/** A visit or stay as the picker lists one. */
export interface EncounterEntry {
  readonly id: string;
  /** What kind of visit it was. */
  readonly title: string;
  /** FHIR dateTime. */
  readonly start: string | undefined;
  readonly status: string;
}

/** The patients of an organisation. */
export interface PatientDirectory {
  /** Those whose name matches, at most `limit`, and how many there are in all. */
  search(name: string, limit: number): Promise<{ readonly patients: readonly PatientEntry[]; readonly total: number }>;
  find(id: string): Promise<PatientEntry | undefined>;
  /** The latest visits and stays of a patient, newest first, at most `limit`. */
  encounters(patient: string, limit: number): Promise<readonly EncounterEntry[]>;
}

/** One organisation as its authorization server sees it. */
export interface OrganisationIdentity {
  readonly slug: string;
  readonly name: string;
  /** Absolute FHIR base URL, no trailing slash; the `aud` of every request. */
  readonly fhirBase: string;
  /** OAuth issuer, no trailing slash. */
  readonly issuer: string;
  readonly logins: readonly Login[];
  readonly patients: PatientDirectory;
  /** What this organisation grants of scopes that could be granted; all of them when left out. It does not say why. */
  readonly grants?: (scopes: readonly string[]) => readonly string[];
}

/** Whether the person is a patient (or speaks for one), rather than staff. */
export function isPatientLogin(login: Login): boolean {
  return !/^(Practitioner|PractitionerRole)\//.test(login.fhirUser);
}
