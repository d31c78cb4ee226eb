/**
 * Reading what can be booked at a source: once, for as long as the source is there.
 * @module
 */
import type { FhirResource, HealthcareService, Schedule } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { localReference, readInto } from '../../fhir/follow.ts';
import { ResourcePool } from '../../fhir/references.ts';
import { readShared, type Shared, type SharedParams } from '../../fhir/shared.ts';
import { list } from '../../format/read.ts';
import type { PracticeSource } from '../../session/source.ts';
import { bookingChoices, type BookingChoices } from '../../topics/booking-choices.ts';
import type { Origin, TopicInput } from '../../topics/topic.ts';

const known = new WeakMap<PracticeSource, Promise<BookingChoices>>();

/**
 * What can be booked. What the sign-in does not let be read is left out, and the choices are then not complete.
 * @throws EhrError as a request fails, where neither services nor calendars can be read for another reason than that.
 */
export function choicesOf(source: PracticeSource): Promise<BookingChoices> {
  let reading = known.get(source);
  if (!reading) {
    reading = readChoices(source).catch((thrown: unknown) => {
      known.delete(source);
      throw thrown;
    });
    known.set(source, reading);
  }
  return reading;
}

async function readChoices(source: PracticeSource): Promise<BookingChoices> {
  const [schedules, services] = await Promise.all([
    readAll(source, 'Schedule', [['_include', 'Schedule:actor']]),
    readAll(source, 'HealthcareService', [['_include', 'HealthcareService:location']]),
  ]);
  const pool = new ResourcePool(source.base);
  const all = [schedules, services].flatMap(({ matches, included }) => [...matches, ...included]);
  for (const resource of all) pool.add({ resource });
  // What they name, then what that names: a role its person, a place its organization.
  let from: readonly FhirResource[] = all;
  for (let round = 0; round < 2; round++) {
    const named = from.flatMap(referencesIn);
    await readInto(pool, source, missing(named, pool, source));
    from = named.flatMap((reference) => pool.resolve({ reference }, NOWHERE) ?? []);
  }
  return choicesIn(source, pool, schedules.matches, services.matches, !schedules.cutOff && !services.cutOff);
}

/** The choices that resources come to, with what they name in the pool. */
export function choicesIn(
  source: PracticeSource,
  pool: ResourcePool,
  schedules: readonly FhirResource[],
  services: readonly FhirResource[],
  complete: boolean,
): BookingChoices {
  const origin: Origin = { source: source.id, sourceName: source.name };
  const input: TopicInput = {
    matches: [],
    resolve: (reference, { resource }) => pool.resolve(reference, resource),
    now: new Date(),
  };
  const sourced = <R extends FhirResource>(resources: readonly FhirResource[]): { resource: R; origin: Origin }[] =>
    resources.map((resource) => ({ resource: resource as R, origin }));
  return bookingChoices(sourced<Schedule>(schedules), sourced<HealthcareService>(services), input, complete);
}

const NOTHING: Shared = { matches: [], included: [], remarks: [], cutOff: true };
const NOWHERE: FhirResource = { resourceType: 'Basic', code: {} };

/** Includes may be refused; what they would bring is then read by itself. What may not be read is not there. */
async function readAll(source: PracticeSource, type: string, include: SharedParams): Promise<Shared> {
  if (!source.can('search', type).allowed) return NOTHING;
  for (const params of [include, []]) {
    try {
      return await readShared(source, type, params);
    } catch (thrown) {
      if (!(thrown instanceof EhrError)) throw thrown;
      if (ABSENT.includes(thrown.code)) return NOTHING;
      if (thrown.code !== 'rejected') throw thrown;
    }
  }
  return NOTHING;
}

const ABSENT: readonly string[] = ['forbidden', 'not-found', 'not-supported'];

/** The references that say who, where and what for. */
function referencesIn(resource: FhirResource): string[] {
  const { actor, location, practitioner, organization, managingOrganization, providedBy } =
    resource as unknown as Named;
  const all = [actor, location, practitioner, organization, managingOrganization, providedBy].flatMap((one) =>
    list(one),
  );
  return all.flatMap(({ reference }) => reference ?? []);
}

type Named = Readonly<Partial<Record<string, Reference | Reference[]>>>;
interface Reference {
  readonly reference?: string;
}

function missing(references: readonly string[], pool: ResourcePool, source: PracticeSource): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const reference of references) {
    const [type, id] = localReference(reference, source.base) ?? [];
    if (!type || !id || pool.has(`${type}/${id}`) || !source.can('read', type).allowed) continue;
    wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  return wanted;
}
