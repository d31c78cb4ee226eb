/**
 * SMART scopes at the authorization server: which of those asked for can be granted at all, and what each one means in
 * words for the consent page (SMART App Launch 2.2, "Scopes and Launch Context").
 * @module
 */

/** A scope for clinical data, v1 (`patient/*.read`) or v2 (`patient/Observation.rs?category=…|vital-signs`). */
export interface ClinicalScope {
  readonly level: 'patient' | 'user';
  /** A resource type, or `*`. */
  readonly type: string;
  readonly may: readonly Permission[];
  /** What a v2 scope is narrowed to. */
  readonly only: readonly (readonly [parameter: string, value: string])[];
}

export type Permission = 'create' | 'read' | 'update' | 'delete' | 'search';

/** One line of the consent page. */
export interface ScopeWords {
  readonly scope: string;
  readonly group: 'identity' | 'data' | 'session';
  readonly title: string;
  readonly detail: string;
  /** False for what sign-in cannot do without. */
  readonly optional: boolean;
}

/** The right to leave scopes out is the server's (RFC 6749 §3.3); a scope that cannot be read is an error. */
export type ScopeDecision =
  | { readonly kind: 'grantable'; readonly scopes: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

const v1Letters: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
/** The scopes that shape the id token or the kind of refresh, rather than access to FHIR. */
export const openIdScopes: readonly string[] = ['openid', 'fhirUser', 'profile', 'offline_access'];

const sessionScopes = ['offline_access', 'online_access'];
const permissions: readonly (readonly [letter: string, permission: Permission])[] = [
  ['c', 'create'],
  ['r', 'read'],
  ['u', 'update'],
  ['d', 'delete'],
  ['s', 'search'],
];

/** The scopes of a request that this server can grant. Unknown ones are left out; `launch` ones need their launch. */
export function grantableScopes(requested: readonly string[], ehrLaunch: boolean): ScopeDecision {
  for (const scope of requested) {
    const fault = faultOf(scope);
    if (fault) return { kind: 'invalid', reason: fault };
  }
  const scopes = requested.filter((scope) => isKnown(scope, ehrLaunch));
  if (!scopes.some((scope) => scope === 'openid' || parseClinicalScope(scope))) {
    return { kind: 'invalid', reason: 'None of the scopes asked for can be granted by this server.' };
  }
  return { kind: 'grantable', scopes };
}

/** Whether an app that asked for these needs one patient in context. */
export function needsPatient(scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope === 'launch/patient' || scope.startsWith('patient/'));
}

/** Reads a clinical scope; undefined when the text is none. */
export function parseClinicalScope(scope: string): ClinicalScope | undefined {
  const match = /^(patient|user)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/.exec(scope);
  const [, level, type, rights, query] = match ?? [];
  if (!level || !type || !rights) return undefined;
  return {
    level: level as ClinicalScope['level'],
    type,
    may: permissionsOf(rights),
    only: [...new URLSearchParams(query ?? '')],
  };
}

/** A scope in words. */
export function describeScope(scope: string): ScopeWords {
  const clinical = parseClinicalScope(scope);
  if (clinical) return { scope, group: 'data', optional: true, ...describeClinical(clinical) };
  const group = sessionScopes.includes(scope) ? 'session' : 'identity';
  const [title, detail] = otherWords[scope] ?? [scope, 'A scope of this name.'];
  return { scope, group, title, detail, optional: !['openid', 'launch', 'launch/patient'].includes(scope) };
}

const otherWords: Readonly<Record<string, readonly [title: string, detail: string]>> = {
  openid: ['Know that it is you', 'A signed statement that you signed in here.'],
  fhirUser: ['Know which person in the record you are', 'A link to your own Patient or Practitioner entry.'],
  profile: ['Know your name', 'Your name as this organisation writes it.'],
  launch: ['Know what is open in the record system', 'The patient, and the encounter if there is one.'],
  'launch/patient': ['Know which patient this is about', 'One patient, chosen here.'],
  'launch/encounter': ['Know which encounter is open', 'One visit or stay.'],
  offline_access: ['Stay connected when you have left', 'New access without asking again, until you or it ends this.'],
  online_access: ['Stay connected while you are signed in', 'New access without asking again, during this session.'],
};

function faultOf(scope: string): string | undefined {
  if (scope.startsWith('system/')) return `"${scope}": system scopes are for backend services, not for signing in.`;
  if (!/^(patient|user)\//.test(scope) || parseClinicalScope(scope)) return undefined;
  return `"${scope}" is not a SMART scope. Write it as patient/Observation.rs: the letters are c, r, u, d, s, in that order.`;
}

function isKnown(scope: string, ehrLaunch: boolean): boolean {
  if (scope === 'launch' || scope === 'launch/encounter') return ehrLaunch;
  return [...openIdScopes, 'online_access', 'launch/patient'].includes(scope) || !!parseClinicalScope(scope);
}

function permissionsOf(rights: string): Permission[] {
  const letters = v1Letters[rights] ?? rights;
  return permissions.filter(([letter]) => letters.includes(letter)).map(([, permission]) => permission);
}

function describeClinical(scope: ClinicalScope): Pick<ScopeWords, 'title' | 'detail'> {
  const whose = scope.level === 'patient' ? 'For this one patient.' : 'For every patient that you may see.';
  const narrowed = scope.only.map(([name, value]) => `Only where ${name} is ${value.split('|').at(-1)}.`);
  return { title: `${verbs(scope.may)} ${nounOf(scope.type)}`, detail: [whose, ...narrowed].join(' ') };
}

function verbs(may: readonly Permission[]): string {
  const words = [
    may.includes('read') || may.includes('search') ? 'see' : '',
    may.includes('create') ? 'add' : '',
    may.includes('update') ? 'change' : '',
    may.includes('delete') ? 'delete' : '',
  ].filter((word) => word !== '');
  const last = words.pop() ?? '';
  const text = words.length ? `${words.join(', ')} and ${last}` : last;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const nouns: Readonly<Record<string, string>> = {
  '*': 'everything in the record',
  AllergyIntolerance: 'allergies and intolerances',
  Condition: 'conditions and diagnoses',
  Coverage: 'insurance coverage',
  DiagnosticReport: 'reports of tests',
  DocumentReference: 'documents and notes',
  Encounter: 'visits and stays',
  Immunization: 'vaccinations',
  Medication: 'details of medicines',
  MedicationDispense: 'medicines handed out',
  MedicationRequest: 'prescriptions',
  MedicationStatement: 'medicines taken',
  Observation: 'results and measurements',
  Organization: 'organisations',
  Patient: 'name, birth date and contact details',
  Practitioner: 'doctors, nurses and other staff',
};

function nounOf(type: string): string {
  return nouns[type] ?? `entries of the kind "${type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()}"`;
}
