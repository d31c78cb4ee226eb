/**
 * What passes between the HTTP layer and the FHIR service.
 * @module
 */

/** One FHIR interaction as it came over HTTP. */
export interface FhirRequest {
  readonly method: string;
  /** After the FHIR base, with the query: `/Patient/1`, `/Observation?patient=1`, or empty for the base itself. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  /** What the caller may do. Absent on an open server, where everything is allowed. */
  readonly grant?: Grant;
}

export interface FhirResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a bearer token stands for (SMART App Launch 2.2, scopes and launch context). */
export interface Grant {
  /** SMART v1 or v2 resource scopes; other scopes (`openid`, `launch/patient`, …) are ignored here. */
  readonly scopes: readonly string[];
  /** The logical id of the patient in context; `patient/` scopes reach this patient's compartment only. */
  readonly patient?: string;
  /** Reference of the signed-in person, relative or absolute. A Patient's `user/` scopes reach their own compartment. */
  readonly fhirUser?: string;
}

/** Any FHIR resource. Decimals may be numbers or raw JSON. */
export interface FhirResource {
  readonly resourceType: string;
  readonly id?: string;
}
