/**
 * In which time zone a visit takes place. Times of a visit are those of its place, wherever the reader is.
 * @module
 */
import { extensions, text } from '../format/read.ts';
import { isTimeZone } from '../format/zone.ts';

/**
 * Where the zone is told, by what. Where it is not, all that is known is the offset that the server wrote the times with,
 * which need not be the place's and is missing where it wrote them in UTC: say so beside the times.
 */
export type VisitZone =
  | { readonly kind: 'told'; readonly zone: string; readonly by: 'location' | 'schedule' | 'service' | 'organization' }
  | { readonly kind: 'untold'; readonly offset?: string | undefined };

/** A resource's own zone: http://hl7.org/fhir/StructureDefinition/timezone, with an IANA name. */
export function zoneIn(resource: object | undefined): string | undefined {
  const [extension] = extensions(resource, 'http://hl7.org/fhir/StructureDefinition/timezone');
  const name = text(extension?.['valueCode'] ?? extension?.['valueString']);
  return isTimeZone(name) ? name : undefined;
}

/** The first of these that has a zone. */
export function visitZone(
  start: string | undefined,
  places: readonly (readonly [by: (VisitZone & { kind: 'told' })['by'], zone: string | undefined])[],
): VisitZone {
  for (const [by, zone] of places) if (zone !== undefined) return { kind: 'told', zone, by };
  return { kind: 'untold', offset: /[+-]\d\d:\d\d$/.exec(start ?? '')?.[0] };
}

/** The zone as an IANA name, where it is told. */
export function zoneName(zone: VisitZone): string | undefined {
  return zone.kind === 'told' ? zone.zone : undefined;
}
