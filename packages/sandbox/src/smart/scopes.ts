/**
 * SMART scopes at the authorization server: which of those asked for can be granted at all, and what each one means in
 * words for the consent page (SMART App Launch 2.2, "Scopes and Launch Context").
 * @module
 */
import { parseScope, type Permission, type Scope } from '../fhir/access.ts';

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

/** The scopes that shape the id token or the kind of refresh, rather than access to FHIR. */
export const openIdScopes: readonly string[] = ['openid', 'fhirUser', 'profile', 'offline_access'];

/** The form of a clinical scope; whether there is such a resource type is another question. */
const wellFormed = /^\w+\/(\*|\w+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(\?.+)?$/;

const sessionScopes = ['offline_access', 'online_access'];

/** The groups of messages to the EHR's own page (SMART Web Messaging 1.0, "Authorization with SMART Scopes"). */
export const messagingScopes: readonly string[] = ['messaging/ui', 'messaging/scratchpad'];

/** The scopes of a request that this server can grant. Unknown ones are left out, and `launch` without a launch. */
export function grantableScopes(requested: readonly string[], ehrLaunch: boolean): ScopeDecision {
  for (const scope of requested) {
    const fault = faultOf(scope);
    if (fault) return { kind: 'invalid', reason: fault };
  }
  const scopes = requested.filter((scope) => isKnown(scope, ehrLaunch));
  if (!scopes.some((scope) => scope === 'openid' || parseScope(scope))) {
    return { kind: 'invalid', reason: 'None of the scopes asked for can be granted by this server.' };
  }
  return { kind: 'grantable', scopes };
}

/** Whether an app that asked for these needs one patient in context. */
export function needsPatient(scopes: readonly string[]): boolean {
  return scopes.some((scope) => isLaunchContext(scope) || parseScope(scope)?.context === 'patient');
}

/** Whether an app that asked for these wants to know one visit or stay. */
export function wantsEncounter(scopes: readonly string[]): boolean {
  return scopes.includes('launch/encounter');
}

/** A scope in words. */
export function describeScope(scope: string): ScopeWords {
  const clinical = parseScope(scope);
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
  'launch/encounter': ['Know which visit this is about', 'One visit or stay.'],
  offline_access: ['Stay connected when you have left', 'New access without asking again, until you or it ends this.'],
  online_access: ['Stay connected while you are signed in', 'New access without asking again, during this session.'],
};

function faultOf(scope: string): string | undefined {
  if (parseScope(scope)?.context === 'system')
    return `"${scope}": system scopes are for backend services, not for signing in.`;
  if (!/^(patient|user|system)\//.test(scope) || wellFormed.test(scope)) return undefined;
  return `"${scope}" is not a SMART scope. Write it as patient/Observation.rs: the letters are c, r, u, d, s, in that order.`;
}

function isKnown(scope: string, ehrLaunch: boolean): boolean {
  // Messages go to the page of the EHR, which there is in a launch by it only.
  if (scope === 'launch' || messagingScopes.includes(scope)) return ehrLaunch;
  return [...openIdScopes, 'online_access'].includes(scope) || isLaunchContext(scope) || !!parseScope(scope);
}

function isLaunchContext(scope: string): boolean {
  return scope === 'launch/patient' || scope === 'launch/encounter';
}

function describeClinical(scope: Scope): Pick<ScopeWords, 'title' | 'detail'> {
  const whose = scope.context === 'patient' ? 'For this one patient.' : 'For every patient that you may see.';
  const narrowed = scope.query.map(([name, value]) => `Only where ${name} is ${value.split('|').at(-1)}.`);
  return { title: `${verbs(scope.permissions)} ${nounOf(scope.type)}`, detail: [whose, ...narrowed].join(' ') };
}

function verbs(may: ReadonlySet<Permission>): string {
  const words = [
    may.has('r') || may.has('s') ? 'see' : '',
    may.has('c') ? 'add' : '',
    may.has('u') ? 'change' : '',
    may.has('d') ? 'delete' : '',
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
