/**
 * `Patient/[id]/$everything`: the patient's record and what it refers to
 * (https://hl7.org/fhir/R4/patient-operation-everything.html).
 * @module
 */
import { bundleText } from '../bundle.ts';
import { isResourceType, patientParametersOf, resourceTypes, searchParametersOf } from '../definitions/registry.ts';
import { dateRange } from '../index/dates.ts';
import { Refusal } from '../outcome.ts';
import { not, type Condition } from '../search/conditions.ts';
import { condition } from '../search/parameters.ts';
import { readCount } from '../search/query.ts';
import { findIncluded } from '../search/run.ts';
import { inCompartment } from './compartment.ts';
import { notFound, searchContext, type Answer, type Exchange } from './exchange.ts';

/** Parameters `_type`, `_since`, `start`, `end` and `_count`; without `_count`, everything in one answer. */
export function everything(exchange: Exchange, id: string): Answer {
  const { service, access, query } = exchange;
  access.reach('Patient', 'r');
  const patient = service.store.current('Patient', id);
  if (patient?.text === undefined || !access.reaches(patient.pk, 'Patient', 'r')) throw notFound('Patient', id);
  const types = query.get('_type')?.split(',');
  const unknown = types?.find((type) => !isResourceType(type));
  if (unknown !== undefined) throw new Refusal(400, 'value', `${unknown} is no resource type of FHIR R4.`);
  const isWanted = (type: string): boolean => types === undefined || types.includes(type);
  const since = moment(query, '_since', 'low') ?? -Infinity;

  const compartment = resourceTypes.flatMap((type) =>
    inCompartment(exchange, id, type, careDates(exchange, type, query)),
  );
  const record = [patient, ...compartment];
  const follow = { source: '*', parameter: '*', target: undefined, iterate: false };
  const presentation = { summary: 'false', elements: undefined, includes: [follow], reverseIncludes: [] } as const;
  const referred = findIncluded(service.store, record, presentation, ({ pk, type }) =>
    access.mayShow(pk, type, ['r', 's']),
  );
  // What the record refers to comes along, but not other patients and their records.
  const outside = referred.filter(({ type }) => type !== 'Patient' && patientParametersOf(type).length === 0);
  const found = [...record, ...outside].filter(({ type, updated }) => isWanted(type) && updated >= since);

  const count = query.has('_count') ? Math.max(1, readCount(query.get('_count')!)) : undefined;
  const path = `Patient/${id}/$everything`;
  const self = `${service.base}/${path}${query.size === 0 ? '' : `?${query.toString()}`}`;
  const page = count === undefined ? found : found.slice(0, count);
  const links = [{ relation: 'self', url: self }];
  if (page.length < found.length) {
    const kept = {
      type: 'Patient',
      matches: found.map(({ pk }) => pk),
      presentation: { ...presentation, includes: [] },
      count: count!,
      total: found.length,
      permissions: ['r', 's'] as const,
    };
    const key = service.pages.keep(kept);
    links.push({ relation: 'next', url: `${service.base}/Patient?_page=${key}&_offset=${count}&_count=${count}` });
  }
  const entries = page.map((resource) => ({
    fullUrl: `${service.base}/${resource.type}/${resource.id}`,
    resource: resource.text,
    search: { mode: 'match' as const },
  }));
  const body = bundleText({ type: 'searchset', total: found.length, links, entries, timestamp: service.now() });
  return { status: 200, headers: {}, body };
}

/** `start` and `end` limit what has a date; what has none is always part of the record. */
function careDates(exchange: Exchange, type: string, query: URLSearchParams): Condition[] {
  moment(query, 'start', 'low');
  moment(query, 'end', 'high');
  if (searchParametersOf(type).get('date')?.type !== 'date') return [];
  const context = searchContext(exchange);
  const limits = [
    ...(query.has('start') ? [`eb${query.get('start')}`] : []),
    ...(query.has('end') ? [`sa${query.get('end')}`] : []),
  ];
  return limits.map((limit) => not(condition(context, type, 'date', limit)));
}

function moment(query: URLSearchParams, name: string, end: 'low' | 'high'): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const range = dateRange(value);
  if (range === undefined) throw new Refusal(400, 'value', `${name} is a date, not "${value}".`);
  return range[end];
}
