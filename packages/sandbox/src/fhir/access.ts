/**
 * What a grant allows: SMART App Launch 2.2 scopes (https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html)
 * as conditions on resources, so that search, read, include and write all ask the same question.
 * @module
 */
import {
  isResourceType,
  patientParametersOf,
  searchParametersOf,
  type SearchParameter,
} from './definitions/registry.ts';
import { Refusal } from './outcome.ts';
import { all, always, any, meets, never, where, type Condition } from './search/conditions.ts';
import { condition, refersTo, UnknownParameter } from './search/parameters.ts';
import type { ResourceStore } from './store/store.ts';
import type { Grant } from './types.ts';

/** The letters of a v2 scope: create, read, update, delete, search. */
export type Permission = 'c' | 'r' | 'u' | 'd' | 's';

export interface Scope {
  readonly context: 'patient' | 'user' | 'system';
  /** A resource type, or `*`. */
  readonly type: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The granular part: `category=laboratory` of `patient/Observation.rs?category=laboratory`. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const versionOne: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const prefix = 'http://smarthealthit.org/fhir/scopes/';

/** A v1 or v2 resource scope; undefined for any other scope. Letters out of order are no scope. */
export function parseScope(text: string): Scope | undefined {
  const short = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const match = /^(patient|user|system)\/(\*|[A-Z]\w+)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/.exec(short);
  if (match === null) return undefined;
  const [, context, type, access, query] = match as unknown as [string, Scope['context'], string, string, string?];
  const letters = versionOne[access] ?? access;
  if (letters === '' || (type !== '*' && !isResourceType(type))) return undefined;
  return {
    context,
    type,
    permissions: new Set(letters as unknown as Iterable<Permission>),
    query: [...new URLSearchParams(query ?? '')],
  };
}

/** Types that hold nothing of one patient and that a patient's app may read: who, where, with what, in which words. */
const sharedTypes = new Set(
  (
    'ActivityDefinition CatalogEntry ChargeItemDefinition CodeSystem ConceptMap Endpoint Evidence EvidenceVariable ' +
    'HealthcareService InsurancePlan Library Location Measure Medication MedicationKnowledge NamingSystem ' +
    'ObservationDefinition OperationDefinition Organization OrganizationAffiliation PlanDefinition Practitioner ' +
    'PractitionerRole Questionnaire Schedule SearchParameter Slot SpecimenDefinition StructureDefinition ' +
    'StructureMap Substance ValueSet'
  ).split(' '),
);

export class Access {
  readonly #store: ResourceStore;
  readonly #base: string;
  readonly #now: Date;
  readonly #grant: Grant | undefined;
  readonly #scopes: readonly Scope[];

  constructor(store: ResourceStore, base: string, now: Date, grant: Grant | undefined) {
    this.#store = store;
    this.#base = base;
    this.#now = now;
    this.#grant = grant;
    this.#scopes = (grant?.scopes ?? []).flatMap((scope) => parseScope(scope) ?? []);
  }

  /** True when nothing is withheld: an open server. */
  get open(): boolean {
    return this.#grant === undefined;
  }

  /** Which resources of a type the grant reaches for any of these permissions. Throws 403 when no scope names them. */
  reach(type: string, ...permissions: Permission[]): Condition {
    if (this.open) return always;
    const scopes = this.#scopesFor(type, permissions);
    if (scopes.length === 0) throw insufficientScope(type, permissions);
    return any(scopes.map((scope) => this.#reachOf(scope, type, permissions)));
  }

  /** As reach, but nothing instead of a refusal. */
  reachOrNothing(type: string, ...permissions: Permission[]): Condition {
    return this.open || this.#scopesFor(type, permissions).length > 0 ? this.reach(type, ...permissions) : never;
  }

  /** Whether nothing of a type is withheld by its scopes, but for the records of other patients. */
  reachesAll(type: string, ...permissions: Permission[]): boolean {
    return this.open || this.#scopesFor(type, permissions).some((scope) => scope.query.length === 0);
  }

  /** Whether the stored resource of this number is within reach. */
  reaches(pk: number, type: string, ...permissions: Permission[]): boolean {
    return this.open || meets(this.#store, pk, this.reach(type, ...permissions));
  }

  /** Whether a resource may come along with others, for instance by `_include`. Never throws. */
  mayShow(pk: number, type: string, permissions: readonly Permission[]): boolean {
    return this.open || meets(this.#store, pk, this.reachOrNothing(type, ...permissions));
  }

  /** Whether a version that is not, or no longer, the stored one is within reach. Never throws. */
  reachesText(type: string, id: string, text: string, ...permissions: Permission[]): boolean {
    if (this.open) return true;
    const reach = this.reachOrNothing(type, ...permissions);
    return this.#store.asIfStored(type, id, text, (pk) => meets(this.#store, pk, reach));
  }

  #scopesFor(type: string, permissions: readonly Permission[]): Scope[] {
    return this.#scopes.filter(
      (scope) => (scope.type === '*' || scope.type === type) && permissions.some((each) => scope.permissions.has(each)),
    );
  }

  #reachOf(scope: Scope, type: string, permissions: readonly Permission[]): Condition {
    const limit = this.#limitOf(scope);
    const reading = permissions.every((each) => each === 'r' || each === 's');
    const within = limit === undefined ? always : this.#compartment(type, limit.patient, reading);
    return all([within, ...scope.query.map(([name, value]) => this.#granular(type, name, value))]);
  }

  /** The patient, if known, whose compartment a scope is limited to; undefined for a scope without such a limit. */
  #limitOf(scope: Scope): { readonly patient: string | undefined } | undefined {
    if (scope.context === 'system') return undefined;
    if (scope.context === 'patient') return { patient: this.#grant?.patient };
    // A patient's own log-in, or a relative's, reaches no further with user/ scopes than with patient/ ones.
    const user = /(?:^|\/)(Patient|RelatedPerson|Person)\/([A-Za-z0-9.-]+)$/.exec(this.#grant?.fhirUser ?? '');
    if (user === null) return undefined;
    return { patient: user[1] === 'Patient' ? user[2] : this.#grant?.patient };
  }

  #compartment(type: string, patient: string | undefined, reading: boolean): Condition {
    const shared = sharedTypes.has(type) && reading ? always : never;
    if (patient === undefined) return shared;
    const itself: Condition = type === 'Patient' ? { kind: 'key', keys: [`Patient/${patient}`] } : never;
    if (type === 'Binary') return reading ? this.#attachments(patient) : never;
    if (type === 'Subscription') return subscriptionsTo(patient);
    const parameters = sharedTypes.has(type) ? [] : withNarrower(type, patientParametersOf(type));
    return any(
      [itself, shared, refersTo(this.#store, parameters, `Patient/${patient}`)].filter((each) => each !== never),
    );
  }

  /** A Binary is the patient's when a DocumentReference of theirs has it as its content. */
  #attachments(patient: string): Condition {
    const documents = refersTo(this.#store, patientParametersOf('DocumentReference'), `Patient/${patient}`);
    if (documents.kind !== 'row') return never;
    const location = this.#store.parameterId('DocumentReference.location');
    const owned =
      'SELECT d.resource FROM reference AS d WHERE d.param IN ' +
      `(${documents.params.map(() => '?').join(', ')}) AND ${documents.where.sql}`;
    const sql =
      'SELECT b.pk AS pk FROM uri AS u CROSS JOIN resource AS b ' +
      'ON b.key = CASE WHEN substr(u.value, 1, length(?)) = ? THEN substr(u.value, length(?) + 1) ELSE u.value END ' +
      `WHERE u.param = ? AND u.resource IN (${owned}) AND b.type = 'Binary' AND b.text IS NOT NULL`;
    const base = `${this.#base}/`;
    return {
      kind: 'among',
      query: where(sql, base, base, base, location, ...documents.params, ...documents.where.args),
    };
  }

  #granular(type: string, name: string, value: string): Condition {
    // A wildcard scope's query limits only the types that have the parameter; it must never widen to the others.
    if (!searchParametersOf(type).has(name.split(':')[0]!)) return never;
    try {
      const context = { store: this.#store, base: this.#base, now: this.#now, visible: () => never };
      return condition(context, type, name, value);
    } catch (error) {
      if (error instanceof UnknownParameter || error instanceof Refusal) return never;
      throw error;
    }
  }
}

/**
 * The same compartment with the parameters that read a part of what it reads: `patient` is `subject` where that is a
 * Patient. A search by one of those is then seen to stay within the compartment, which need not be asked for again.
 */
function withNarrower(type: string, parameters: readonly SearchParameter[]): readonly SearchParameter[] {
  const members = ({ expression }: SearchParameter): string[] =>
    expression.split(' | ').map((member) => member.replace(/\.where\(resolve\(\) is Patient\)$/, ''));
  const known = new Set(parameters.flatMap(members));
  const narrower = [...searchParametersOf(type).values()].filter(
    (each) => each.type === 'reference' && members(each).every((member) => known.has(member)),
  );
  return [...new Set([...parameters, ...narrower])];
}

/** In no compartment by FHIR's own definition; here a subscription is the patient's whose record it follows. */
function subscriptionsTo(patient: string): Condition {
  const first = "json_extract(s.text, '$._criteria.extension[0].valueString')";
  const sql = `SELECT s.pk AS pk FROM resource AS s WHERE s.type = 'Subscription' AND (${first} LIKE ? OR ${first} LIKE ?)`;
  return { kind: 'among', query: where(sql, `%=Patient/${patient}`, `%=${patient}`) };
}

function insufficientScope(type: string, permissions: readonly Permission[]): Refusal {
  const wanted = `${type}.${permissions[0]}`;
  return new Refusal(403, 'forbidden', `No granted scope allows this; patient/${wanted} or user/${wanted} would.`, {
    'WWW-Authenticate': `Bearer error="insufficient_scope", scope="patient/${wanted}"`,
  });
}
