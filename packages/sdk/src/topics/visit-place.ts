/**
 * Where a visit takes place, and with whom (FHIR R4 §8.7 Location, §8.4 Practitioner, §8.5 PractitionerRole).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { list, text } from '../format/read.ts';
import { attachmentsOf, type AttachedFile } from './attachment.ts';
import type { Party } from './line.ts';
import { addressOf, telecomOf, type ContactPoint, type PostalAddress } from './patient.ts';
import { zoneIn } from './visit-zone.ts';

/** A place as far as it is told: at least one of `name` and `reference` is there. */
export interface VisitPlace {
  readonly reference?: string | undefined;
  readonly name?: string | undefined;
  /** How to find it, in the sender's words. */
  readonly description?: string | undefined;
  readonly address?: PostalAddress | undefined;
  /** WGS 84, in degrees, as sent. */
  readonly position?: { readonly latitude: string; readonly longitude: string } | undefined;
  readonly telecom: readonly ContactPoint[];
  /** Its own IANA time zone. */
  readonly zone?: string | undefined;
  /** Nowhere that one could go. */
  readonly virtual: boolean;
}

/** Somebody whom a visit is with. */
export interface VisitPerson extends Party {
  /** None is fetched here: `readPhoto` reads one. */
  readonly photos: readonly AttachedFile[];
  readonly specialties: readonly Concept[];
  readonly telecom: readonly ContactPoint[];
}

/** A Location; where only a reference is known, what that says. */
export function visitPlace(found: fhir.Location | undefined, party: Party = {}): VisitPlace {
  const [latitude, longitude] = found?.position
    ? [decimalText(found.position, 'latitude'), decimalText(found.position, 'longitude')]
    : [];
  return {
    reference: party.reference ?? (found?.id === undefined ? undefined : `Location/${found.id}`),
    name: text(found?.name) ?? party.name,
    description: text(found?.description),
    address: addressOf(found?.address),
    position: latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined,
    telecom: telecomOf(found?.telecom),
    zone: zoneIn(found),
    // HL7 location-physical-type; v3-RoleCode has no such type.
    virtual: hasCode(conceptOf(found?.physicalType), ['vi']),
  };
}

/** A practitioner, with what a role at an organisation adds. */
export function visitPerson(
  party: Party,
  person: fhir.Practitioner | undefined,
  role: fhir.PractitionerRole | undefined,
): VisitPerson {
  return {
    ...party,
    photos: attachmentsOf(person?.photo),
    specialties: conceptsOf(role?.specialty),
    telecom: telecomOf([...list(role?.telecom), ...list(person?.telecom)]),
  };
}
