/**
 * `Appointment/$find`: the times that are free, as proposed appointments. Parameters and answer are those of IHE ITI
 * Scheduling 1.0.0, ITI-115 (https://profiles.ihe.net/ITI/Scheduling/OperationDefinition/appointment-find), which took
 * them from Argonaut Scheduling 1.0; Argonaut's names are understood too.
 * @module
 */
import { bundleText, type BundleEntry } from '../bundle.ts';
import type { Answer, Exchange } from '../interactions/exchange.ts';
import { isObject } from '../json.ts';
import { operationOutcome, Refusal, type Issue } from '../outcome.ts';
import { all, always, any, type Condition } from '../search/conditions.ts';
import { condition, type SearchContext } from '../search/parameters.ts';
import { defaultCount, readCount, readWhole } from '../search/query.ts';
import { findMatches } from '../search/run.ts';
import { textIn } from '../elements.ts';
import { searchParametersOf } from '../definitions/registry.ts';
import { inputOf, readInput, type Input } from './input.ts';
import { proposalFor } from './proposal.ts';

/** Who or what has to be free: several of one kind mean any of them, several kinds mean all of those. */
const actors: Readonly<Record<string, string>> = {
  practitioner: 'Practitioner',
  'provider-reference': 'Practitioner',
  provider: 'Practitioner',
  'location-reference': 'Location',
  location: 'Location',
  'healthcare-service-reference': 'HealthcareService',
};

/** Codes that a slot carries itself, by the name of its search parameter. */
const codes: Readonly<Record<string, string>> = {
  specialty: 'specialty',
  'visit-type': 'service-type',
  'service-type': 'service-type',
  'visit-type-coding': 'service-type',
};

const understood = ['start', 'end', 'location-string', 'patient-reference', '_count', '_offset', '_format'];

export function find(exchange: Exchange): Answer {
  const { service, access, method } = exchange;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    throw new Refusal(405, 'not-supported', `${method} is not possible here; GET, POST is.`, { Allow: 'GET, POST' });
  }
  access.reach('Appointment', 'r', 's');
  const inputs = readInput(exchange);
  const slots = findMatches(service.store, 'Slot', wantedSlots(exchange, inputs), [
    { parameter: searchParametersOf('Slot').get('start')!, descending: false },
  ]);
  const count = Math.max(1, readCount(inputOf(inputs, '_count')?.text ?? String(defaultCount)));
  const offset = readWhole('_offset', inputOf(inputs, '_offset')?.text ?? '0');
  const patients = patientsOf(exchange, inputs);
  const entries = slots.slice(offset, offset + count).flatMap((pk): BundleEntry[] => {
    const slot = service.store.byPk(pk);
    if (slot === undefined) return [];
    const proposal = proposalFor(service, slot, patients);
    const fullUrl = `${service.base}/Appointment/${textIn(proposal.id)}`;
    return [{ fullUrl, resource: JSON.stringify(proposal), search: { mode: 'match' } }];
  });
  const links = [{ relation: 'self', url: pageUrl(exchange, inputs, offset) }];
  if (offset + count < slots.length) links.push({ relation: 'next', url: pageUrl(exchange, inputs, offset + count) });
  const body = bundleText({
    type: 'searchset',
    total: slots.length,
    links,
    entries: [...entries, ...unused(inputs)],
    timestamp: service.now(),
  });
  return { status: 200, headers: {}, body };
}

/** Free slots that begin in the period asked for, from now on when no start is given, with everyone who is wanted. */
function wantedSlots(exchange: Exchange, inputs: readonly Input[]): Condition {
  const { service } = exchange;
  // Times are no secret of a patient's; what else a schedule says stays where it is.
  const context: SearchContext = { ...service, now: service.now(), visible: () => always };
  const start = dateOf(inputs, 'start') ?? service.now().toISOString();
  const end = dateOf(inputs, 'end');
  return all([
    condition(context, 'Slot', 'status', 'free'),
    condition(context, 'Slot', 'start', `ge${start}`),
    ...(end === undefined ? [] : [condition(context, 'Slot', 'start', `lt${end}`)]),
    ...withActors(context, inputs),
    ...withCodes(context, inputs),
  ]);
}

function withActors(context: SearchContext, inputs: readonly Input[]): Condition[] {
  const byType = Map.groupBy(
    inputs.filter(({ name }) => Object.hasOwn(actors, name)),
    ({ name }) => actors[name]!,
  );
  const wanted = [...byType].map(([type, named]) => named.flatMap((input) => references(context, type, input)));
  const places = inputs.filter(({ name, text }) => name === 'location-string' && text !== undefined);
  if (places.length > 0) {
    const addresses = places.map(({ text }) => condition(context, 'Location', 'address', escape(text!)));
    wanted.push(found(context, 'Location', any(addresses)));
  }
  return wanted.map((any) =>
    any.length === 0 ? nothing : condition(context, 'Slot', 'schedule.actor', any.map(escape).join(',')),
  );
}

const nothing: Condition = { kind: 'any', of: [] };

/** A reference as it is, or, where there is only an identifier, to everyone who has it. */
function references(context: SearchContext, type: string, { name, text, value }: Input): string[] {
  if (text !== undefined) return [/^[A-Za-z0-9.-]+$/.test(text) ? `${type}/${text}` : text];
  const identifier = isObject(value) && isObject(value.identifier) ? value.identifier : undefined;
  if (typeof identifier?.value !== 'string') throw new Refusal(400, 'value', `${name} refers to nothing.`);
  const system = typeof identifier.system === 'string' ? `${escape(identifier.system)}|` : '';
  return found(context, type, condition(context, type, 'identifier', `${system}${escape(identifier.value)}`));
}

function found({ store }: SearchContext, type: string, filter: Condition): string[] {
  return findMatches(store, type, filter, []).map((pk) => `${type}/${store.byPk(pk)!.id}`);
}

function withCodes(context: SearchContext, inputs: readonly Input[]): Condition[] {
  const byCode = Map.groupBy(
    inputs.filter(({ name, text }) => Object.hasOwn(codes, name) && text !== undefined),
    ({ name }) => codes[name]!,
  );
  return [...byCode].map(([code, named]) => any(named.map(({ text }) => condition(context, 'Slot', code, text!))));
}

/** Patients named, or the one in context: they are in the proposals, so that one of those can be booked as it is. */
function patientsOf({ patient }: Exchange, inputs: readonly Input[]): string[] {
  const named = inputs.flatMap(({ name, text }) => (name === 'patient-reference' && text !== undefined ? [text] : []));
  return named.length > 0 || patient === undefined ? named : [`Patient/${patient}`];
}

function dateOf(inputs: readonly Input[], name: 'start' | 'end'): string | undefined {
  const text = inputOf(inputs, name)?.text;
  if (text === undefined) return undefined;
  if (!/^\d{4}/.test(text)) throw new Refusal(400, 'value', `${name} is a date and time, not "${text}".`);
  return text;
}

function unused(inputs: readonly Input[]): BundleEntry[] {
  const known = [...Object.keys(actors), ...Object.keys(codes), ...understood];
  const issues = [...new Set(inputs.map(({ name }) => name))]
    .filter((name) => !known.includes(name))
    .map((name): Issue => {
      const diagnostics = `The parameter ${name} was not used to choose times.`;
      return { severity: 'information', code: 'not-supported', diagnostics };
    });
  if (issues.length === 0) return [];
  return [{ resource: JSON.stringify(operationOutcome(issues)), search: { mode: 'outcome' } }];
}

function pageUrl({ service }: Exchange, inputs: readonly Input[], offset: number): string {
  const query = new URLSearchParams(
    inputs.flatMap(({ name, text }) => (name === '_offset' || text === undefined ? [] : [[name, text]])),
  );
  if (offset > 0) query.set('_offset', String(offset));
  return `${service.base}/Appointment/$find${query.size === 0 ? '' : `?${query.toString()}`}`;
}

/** Characters that mean something in a search value (FHIR R4 §3.1.1.4.0.2). */
function escape(text: string): string {
  return text.replaceAll(/[\\$,|]/g, '\\$&');
}
