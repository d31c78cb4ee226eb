/**
 * Another way to ask after a server has refused. In this order: with what it says is missing, with what is known of it
 * or it says of itself, without what only shapes the answer, one value at a time, without a size of page. Loaded when a
 * server refuses, and for the few whose addresses are known.
 * @module
 */
import type { OperationOutcome } from 'fhir/r4.js';
import type { EhrError } from '../errors.ts';
import type { Search } from '../topics/topic.ts';
import { capabilitiesOf, type Capabilities } from './capability.ts';
import { issuesOf, saysRequired, saysWithheld } from './outcome.ts';
import { learn, mannerOf, type Amending, type Plan } from './plan.ts';
import { quirks, type Quirk } from './quirks.ts';
import { getJson, type Endpoint } from './request.ts';
import { searchUrl, type Manner } from './search.ts';
import { fillable } from './values.ts';

/** The plan after a refusal; undefined when there is nothing left to try. */
export async function amended(plan: Plan, refusal: EhrError, asked: Amending): Promise<Plan | undefined> {
  const { code, outcome } = refusal;
  // The server's own rules: no other question has another answer.
  if (saysWithheld(outcome)) return undefined;
  const said = textOf(outcome);
  // Includes may need scopes of their own.
  if (code !== 'rejected') return withoutReverse(plan) ?? plainer(plan);
  const unreversed = withoutReverse(plan);
  if (unreversed && /\b(?:_revinclude|Provenance)\b/.test(said)) return unreversed;
  const quirk = quirks.find(({ refuses }) => refuses?.test(said));
  if (quirk) return withQuirk(plan, quirk, asked);
  const asks =
    saysRequired(outcome) || /\brequire[sd]?\b|\bmissing\b|\bneeds?\b|\bmust (?:have|be|include|specify)\b/i.test(said);
  return asks
    ? (withSaid(plan, said) ?? (await withKnown(plan, asked)) ?? unreversed ?? plainer(plan) ?? split(plan))
    : (unreversed ?? plainer(plan) ?? split(plan) ?? unsized(plan) ?? (await withKnown(plan, asked)));
}

/** The plan for a server whose address is known, before it is asked. */
export async function knownPlan(plan: Plan, asked: Amending): Promise<Plan> {
  const quirk = quirks.find(({ base }) => base?.test(asked.endpoint.base));
  const next = quirk && (await withQuirk(plan, quirk, asked));
  return next ?? { ...plan, manner: mannerOf(asked.endpoint) };
}

/** With the parameters that the refusal names. Where it offers a choice, with one that leaves nothing out. */
function withSaid(plan: Plan, said: string): Plan | undefined {
  const names = fillable(typeOf(plan))
    .map(([name]) => name)
    .filter((name) => !has(plan, name) && new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(said));
  const wanted = /\bor\b|\beither\b/i.test(said) ? names.slice(0, 1) : names;
  // Epic lists the categories that it has: "Use 38717003 for longitudinal, 734163000 for encounter, …".
  const listed = said.match(/\b\d{6,18}\b/g) ?? [];
  return withNames(plan, wanted, listed);
}

/** With what is known of this server's maker, or what its CapabilityStatement demands. */
async function withKnown(plan: Plan, asked: Amending): Promise<Plan | undefined> {
  const { endpoint } = asked;
  const near = quirks.find(({ base }) => base?.test(endpoint.base));
  if (near) return withQuirk(plan, near, asked);
  const capabilities = await capabilitiesOf(endpoint);
  if (!capabilities) return undefined;
  const declared = withNames(plan, namesDeclared(capabilities, asked.search));
  if (declared) return declared;
  const named = quirks.find(({ says }) => says.test(capabilities.about));
  return named && withQuirk(plan, named, asked);
}

/** Undefined where nothing else would be asked than before: it would be refused as before, and so on without end. */
async function withQuirk(plan: Plan, quirk: Quirk, asked: Amending): Promise<Plan | undefined> {
  const practice = quirk.practice && (await practiceOf(asked));
  const known: Manner = { ...quirk.manner, ...(practice && { every: `ah-practice=${practice}` }) };
  learn(asked.endpoint, known);
  // Without its practice no question is answered, however it is put.
  if (quirk.practice && !practice) return undefined;
  const needed = withNames(plan, quirk.needs?.[typeOf(plan)] ?? []);
  const next: Plan = { ...(needed ?? plan), manner: { ...plan.manner, ...known } };
  return urlsOf(next, asked) === urlsOf(plan, asked) ? undefined : next;
}

function urlsOf({ parts, manner }: Plan, { endpoint, patient }: Amending): string {
  return parts.map((part) => searchUrl(endpoint.base, part, patient, manner)).join(' ');
}

/**
 * athenahealth: the practice is part of its patients' ids (`a-195900.E-1`), and every resource names it in an extension
 * (fhir.athena.io, ah-practice). The slash has to be as it is.
 */
function practiceOf({ endpoint, patient }: Pick<Amending, 'endpoint' | 'patient'>): Promise<string | undefined> {
  const inId = /^a-(\d+)\./.exec(patient)?.[1];
  if (inId) return Promise.resolve(`Organization/a-1.Practice-${inId}`);
  const url = `${endpoint.base}/Patient/${encodeURIComponent(patient)}`;
  const asked =
    practices.get(endpoint) ??
    getJson(endpoint, url).then(
      (resource) => /"(Organization\/a-1\.Practice-\d+)"/.exec(JSON.stringify(resource))?.[1],
      () => undefined,
    );
  practices.set(endpoint, asked);
  return asked;
}

const practices = new WeakMap<Endpoint, Promise<string | undefined>>();

/** What has to go together with the patient, by the CapabilityStatement's own account. */
function namesDeclared({ combinations }: Capabilities, { type, by }: Search): readonly string[] {
  const sets = (combinations.get(type) ?? []).filter((names) => names.includes(by));
  const names = fillable(type).map(([name]) => name);
  const others = sets.map((set) => set.filter((name) => name !== by));
  return others.find((set) => set.every((name) => names.includes(name))) ?? [];
}

function withNames(plan: Plan, names: readonly string[], listed: readonly string[] = []): Plan | undefined {
  const missing = fillable(typeOf(plan)).filter(([name]) => names.includes(name) && !has(plan, name));
  if (missing.length === 0) return undefined;
  const params = Object.fromEntries(
    missing.map(([name, { values }]) => [name, name === 'category' && listed.length > 0 ? listed : values]),
  );
  const whole = missing.every(([, values]) => values.whole);
  const parts = plan.parts.map((part) => ({ ...part, params: { ...part.params, ...params } }));
  return { ...plan, parts, ...(!whole && { narrowed: true as const }) };
}

/** Without what only tells more of what is found. */
function withoutReverse(plan: Plan): Plan | undefined {
  if (plan.manner.reverse === false || !plan.parts.some(({ revinclude }) => revinclude)) return undefined;
  return { ...plan, manner: { ...plan.manner, reverse: false } };
}

/** Without what a server may refuse although it has the data: includes, and the order of the answer. */
function plainer(plan: Plan): Plan | undefined {
  if (!plan.parts.some(({ include, params }) => include || params?.['_sort'] !== undefined)) return undefined;
  const parts = plan.parts.map(({ include: _include, params = {}, ...part }): Search => {
    const { _sort, ...others } = params;
    return { ...part, params: others };
  });
  return { ...plan, parts };
}

/** One value at a time of what was asked as "any of these". */
function split(plan: Plan): Plan | undefined {
  const [part] = plan.parts;
  const several = Object.entries(part?.params ?? {}).find(([, value]) => Array.isArray(value) && value.length > 1);
  if (!part || !several || plan.parts.length > 1) return undefined;
  const [name, values] = several as [string, readonly string[]];
  return { ...plan, parts: values.map((value) => ({ ...part, params: { ...part.params, [name]: value } })) };
}

/** Not where it is known how the size is said. */
function unsized(plan: Plan): Plan | undefined {
  return plan.manner.sizeBy !== undefined ? undefined : { ...plan, manner: { ...plan.manner, sizeBy: null } };
}

function typeOf({ parts }: Plan): Search['type'] {
  return parts[0]!.type;
}

function has({ parts }: Plan, name: string): boolean {
  return parts.some(({ params }) => params?.[name] !== undefined);
}

function textOf(outcome: OperationOutcome | undefined): string {
  return issuesOf(outcome)
    .flatMap(({ details, diagnostics, expression }) => [details?.text, diagnostics, ...(expression ?? [])])
    .filter(Boolean)
    .join(' ');
}
