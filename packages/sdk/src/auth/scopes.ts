/**
 * Scopes, both generations: `patient/Observation.rs?category=laboratory` and `patient/Observation.read`
 * (SMART App Launch 2.2 and 1.0, "Scopes for requesting FHIR resources").
 * @module
 */

/** RESTful interactions a scope can grant (SMART App Launch 2.2: the letters c, r, u, d, s). */
export type Interaction = 'create' | 'read' | 'update' | 'delete' | 'search';

/** Search parameters that narrow an interaction. Several values mean "any of these": `{ category: 'laboratory' }`. */
export type Narrowing = Readonly<Record<string, string | readonly string[]>>;

/** Whether the granted scopes cover an interaction; when they do not, the scopes that would. */
export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly missing: readonly string[] };

/** A scope for FHIR resources, taken apart. */
export interface ResourceScope {
  readonly context: string;
  /** A resource type, or `*`. */
  readonly type: string;
  /** Letters out of `cruds`. */
  readonly letters: string;
  /** Search parameters it is limited to, all of them at once; empty when unlimited. `a,b` as a value means either. */
  readonly narrowing: readonly (readonly [name: string, value: string])[];
  readonly generation: 1 | 2;
}

/** The order that SMART App Launch 2.2 demands. */
const LETTERS = ['c', 'r', 'u', 'd', 's'];
const LETTER: Readonly<Record<Interaction, string>> = { create: 'c', read: 'r', update: 'u', delete: 'd', search: 's' };
const FIRST_GENERATION: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
/** The long form some servers send; it means the same. */
const URI_PREFIX = /^https?:\/\/smarthealthit\.org\/fhir\/scopes\//;

/** The scopes of a space-separated list. */
export function listScopes(scope: string): readonly string[] {
  return [...new Set(scope.split(/\s+/).filter(Boolean))];
}

/** Whether `granted` covers an interaction with resources of `type`, narrowed by search parameters. */
export function permission(
  granted: readonly string[],
  interaction: Interaction,
  type: string,
  narrowing: Narrowing = {},
): Permission {
  const letter = LETTER[interaction];
  const scopes = granted.map(parseScope).filter((scope) => scope !== undefined);
  const candidates = scopes.filter((scope) => covers(scope, letter, type));
  const allowed =
    interaction === 'search' || interaction === 'create'
      ? combinations(narrowing).every((asked) => candidates.some((scope) => allows(scope, asked)))
      : // Which resources a limited scope lets be read is known to the server only.
        candidates.length > 0;
  return allowed ? { allowed } : { allowed, missing: [neededScope(scopes, letter, type)] };
}

/** Whether any of these lets data be read. */
export function grantsData(scopes: readonly string[]): boolean {
  return scopes.some((scope) => /[rs]/.test(parseScope(scope)?.letters ?? ''));
}

/**
 * Whether any of these lets more be read than one patient's record: what the person who signed in may see (SMART App Launch
 * 2.2, `user/`).
 */
export function grantsPractice(scopes: readonly string[]): boolean {
  return scopes.some((scope) => {
    const { context, letters = '' } = parseScope(scope) ?? {};
    return (context === 'user' || context === 'system') && /[rs]/.test(letters);
  });
}

/**
 * The scopes asked for that were not granted, or granted in part only. `launch…` scopes are not compared: what they asked
 * for arrives as launch context.
 */
export function refusedScopes(asked: readonly string[], granted: readonly string[]): readonly string[] {
  const parsed = granted.map(parseScope).filter((scope) => scope !== undefined);
  return asked.filter((scope) => {
    const wanted = parseScope(scope);
    if (!wanted) return !scope.startsWith('launch') && !granted.includes(scope);
    return ![...wanted.letters].every((letter) => parsed.some((given) => fulfils(given, letter, wanted)));
  });
}

/** Takes a scope for FHIR resources apart; undefined for any other. */
export function parseScope(scope: string): ResourceScope | undefined {
  const [, context, type, rights, query] =
    /^(patient|user|system)\/(\*|[A-Za-z]+)\.([a-z]+|\*)(?:\?(.*))?$/.exec(scope.replace(URI_PREFIX, '')) ?? [];
  if (!context || !type || !rights) return undefined;
  const given = FIRST_GENERATION[rights] ?? rights;
  if (!/^[cruds]+$/.test(given)) return undefined;
  // In whatever order they came, each once.
  const letters = LETTERS.filter((letter) => given.includes(letter)).join('');
  return {
    context,
    type,
    letters,
    narrowing: [...new URLSearchParams(query)],
    generation: rights in FIRST_GENERATION ? 1 : 2,
  };
}

function covers(scope: ResourceScope, letter: string, type: string): boolean {
  return scope.letters.includes(letter) && (scope.type === '*' || scope.type === type);
}

/** Whether a scope covers everything that is asked for: what it is limited to has to be limited so in the question too. */
function allows(scope: ResourceScope, asked: ResourceScope['narrowing']): boolean {
  return scope.narrowing.every(([name, limit]) =>
    asked.some(([askedName, values]) => {
      const among = limit.split(',');
      return (
        askedName === name &&
        values.split(',').every((value) => among.some((allowedValue) => isSameToken(allowedValue, value)))
      );
    }),
  );
}

function fulfils(given: ResourceScope, letter: string, wanted: ResourceScope): boolean {
  // Servers answer a wildcard with the types that they have: any of them is an answer.
  const type = wanted.type === '*' ? given.type : wanted.type;
  return given.context === wanted.context && covers(given, letter, type) && allows(given, wanted.narrowing);
}

/** Token values compare by system and code where both name a system, otherwise by code (FHIR R4 §3.1.1.4.10). */
function isSameToken(one: string, other: string): boolean {
  if (one === other) return true;
  const [oneCode, oneSystem] = one.split('|').reverse();
  const [otherCode, otherSystem] = other.split('|').reverse();
  return oneCode === otherCode && (!oneSystem || !otherSystem);
}

/** Each way of taking one value a parameter: a search for "any of these" is covered when every one of them is. */
function combinations(narrowing: Narrowing): ResourceScope['narrowing'][] {
  let all: ResourceScope['narrowing'][] = [[]];
  for (const [name, values] of Object.entries(narrowing)) {
    const choices = [values].flat().flatMap((value) => value.split(','));
    // Limited to none of the values is not limited.
    if (choices.length === 0) continue;
    all = all.flatMap((chosen) => choices.map((value) => [...chosen, [name, value] as const]));
  }
  return all;
}

/** Written the way the server writes its own. */
function neededScope(granted: readonly ResourceScope[], letter: string, type: string): string {
  const context = granted[0]?.context ?? 'patient';
  const isFirst = granted.length > 0 && granted.every((scope) => scope.generation === 1);
  return `${context}/${type}.${isFirst ? (/[rs]/.test(letter) ? 'read' : 'write') : letter}`;
}
