/**
 * `Patient/[id]/$summary` and `Patient/$summary?identifier=…`: an International Patient Summary
 * (https://hl7.org/fhir/uv/ips/STU1.1/OperationDefinition-summary.html).
 * @module
 */
import { patientParametersOf } from '../definitions/registry.ts';
import { referenceTarget } from '../index/references.ts';
import { isObject, parseExact, type ExactJson, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import type { StoredResource } from '../store/store.ts';
import { keyOf, summaryDocument, type FilledSection } from '../summary/document.ts';
import { conceptKey, textOf, whenNumber } from '../summary/elements.ts';
import { sectionPlans, type SectionPlan } from '../summary/sections.ts';
import { inCompartment } from './compartment.ts';
import { notFound, type Answer, type Exchange } from './exchange.ts';
import { matching } from './write.ts';

/** The whole summary of one patient, as far as the caller's scopes reach. */
export function summary(exchange: Exchange, id: string): Answer {
  requireSummaryProfile(exchange);
  return summaryOf(exchange, id);
}

/** The summary of the one patient who has an identifier, `system|value` or `value`. */
export function summaryByIdentifier(exchange: Exchange): Answer {
  requireSummaryProfile(exchange);
  const identifier = parameter(exchange, 'identifier');
  if (identifier === undefined)
    throw new Refusal(400, 'required', '$summary of a type needs the parameter identifier.');
  const [found, ...more] = matching(exchange, 'Patient', new URLSearchParams({ identifier }));
  if (more.length > 0) throw new Refusal(412, 'multiple-matches', 'Several patients have this identifier.');
  if (found === undefined) throw new Refusal(404, 'not-found', 'No patient has this identifier.');
  return summaryOf(exchange, found.id);
}

function summaryOf(exchange: Exchange, id: string): Answer {
  const { service, access } = exchange;
  access.reach('Patient', 'r');
  const stored = service.store.current('Patient', id);
  if (stored?.text === undefined || !access.reaches(stored.pk, 'Patient', 'r')) throw notFound('Patient', id);
  const patient = parsed(stored);
  const records = new Map<string, readonly ExactObject[]>();
  const recordOf = (type: string): readonly ExactObject[] => {
    const known = records.get(type) ?? inCompartment(exchange, id, type).map(parsed);
    records.set(type, known);
    return known;
  };
  const sections = sectionPlans
    .map((plan) => fill(exchange, plan, recordOf))
    .filter(({ plan, entries }) => plan.required || entries.length > 0);
  const document = summaryDocument({
    base: service.base,
    organisation: service.name,
    now: service.now(),
    newId: service.newId,
    patient,
    sections,
    referred: referredBy(exchange, [patient, ...sections.flatMap(({ entries }) => entries)]),
  });
  return { status: 200, headers: {}, body: JSON.stringify(document) };
}

function parsed({ text }: StoredResource): ExactObject {
  return parseExact(text!) as ExactObject;
}

/** Newest first. */
function fill(
  { access }: Exchange,
  plan: SectionPlan,
  recordOf: (type: string) => readonly ExactObject[],
): FilledSection {
  const found = plan.sources.flatMap(({ type, wants }) => recordOf(type).filter(wants));
  const ordered = found
    .map((resource) => ({ resource, when: whenNumber(resource) }))
    .sort((a, b) => (a.when === b.when ? 0 : b.when - a.when))
    .map(({ resource }) => resource);
  const withheld = plan.sources.some(({ type }) => !access.reachesAll(type, 'r', 's'));
  return { plan, entries: plan.newestOfEach ? newestOfEach(ordered) : ordered, withheld };
}

/** The first of each type and code; what has no code says nothing else is the same, so it stays. */
function newestOfEach(ordered: readonly ExactObject[]): ExactObject[] {
  const seen = new Set<string>();
  return ordered.filter(({ resourceType, code }) => {
    const key = conceptKey(code);
    if (key === undefined) return true;
    const whole = `${resourceType as string} ${key}`;
    if (seen.has(whole)) return false;
    seen.add(whole);
    return true;
  });
}

/** Types that explain an entry: who, where, with what, and the members of a panel or report. */
const explaining = new Set(
  (
    'Device Location Medication Observation Organization Practitioner PractitionerRole RelatedPerson Specimen ' +
    'Substance'
  ).split(' '),
);

/** What these resources refer to, and what that refers to, as far as it explains them and the caller may see it. */
function referredBy({ service, access }: Exchange, from: readonly ExactObject[]): ExactObject[] {
  const seen = new Set(from.map(keyOf));
  const found: ExactObject[] = [];
  let fresh = from;
  while (fresh.length > 0) {
    const next: ExactObject[] = [];
    for (const target of new Set(fresh.flatMap((each) => targetsIn(each, service.base)))) {
      const [type, id] = target.split('/') as [string, string];
      if (seen.has(target) || !explaining.has(type)) continue;
      seen.add(target);
      const stored = service.store.current(type, id);
      if (stored?.text === undefined || !access.mayShow(stored.pk, type, ['r', 's'])) continue;
      const resource = parsed(stored);
      if (resource.status === 'entered-in-error' || belongsToAnother(resource, from[0]!, service.base)) continue;
      next.push(resource);
    }
    found.push(...next);
    fresh = next;
  }
  return found;
}

/** A member of a panel may by mistake be another patient's; their data stays out of this one's summary. */
function belongsToAnother(resource: ExactObject, patient: ExactObject, base: string): boolean {
  if (patientParametersOf(resource.resourceType as string).length === 0) return false;
  const patients = targetsIn({ subject: resource.subject ?? null, patient: resource.patient ?? null }, base).filter(
    (target) => target.startsWith('Patient/'),
  );
  return patients.some((target) => target !== keyOf(patient));
}

function targetsIn(value: ExactJson, base: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each: ExactJson) => targetsIn(each, base));
  if (!isObject(value)) return [];
  const own = typeof value.reference === 'string' ? referenceTarget(value.reference, base) : undefined;
  const inside = Object.values(value).flatMap((each) => targetsIn(each!, base));
  return own === undefined ? inside : [own, ...inside];
}

const profiles = ['http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips'];

/** This server makes one kind of summary. */
function requireSummaryProfile(exchange: Exchange): void {
  const profile = parameter(exchange, 'profile');
  if (profile !== undefined && !profiles.includes(profile.split('|')[0]!)) {
    throw new Refusal(400, 'not-supported', `This server makes summaries by the profile ${profiles[0]} only.`);
  }
}

/** From the query, or from the Parameters of a POST. */
function parameter(exchange: Exchange, name: string): string | undefined {
  const asked = exchange.query.get(name);
  if (asked !== null || exchange.method !== 'POST' || !exchange.hasBody) return asked ?? undefined;
  const body = exchange.json();
  if (!isObject(body) || body.resourceType !== 'Parameters') {
    throw new Refusal(400, 'invalid', 'An operation takes a Parameters resource.');
  }
  const parameters = Array.isArray(body.parameter) ? (body.parameter as ExactJson[]) : [];
  const found = parameters.filter(isObject).find((each) => each.name === name);
  return textOf(found?.valueString) ?? textOf(found?.valueCanonical) ?? textOf(found?.valueUri);
}
