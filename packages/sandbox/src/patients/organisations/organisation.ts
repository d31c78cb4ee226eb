/**
 * What a healthcare organisation lends to the charts it keeps: people, places and itself, as references and resources.
 * @module
 */
import type {
  Address,
  Attachment,
  ContactPoint,
  FhirResource,
  Location,
  Organization,
  Practitioner,
  PractitionerRole,
  Reference,
} from 'fhir/r4.js';
import { hl7Concept, NPI, snomed } from '../codes/systems.ts';
import type { CodeableConcept } from 'fhir/r4.js';

export type OrganisationSlug = 'city-clinic' | 'university-hospital';

/** One clinician. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly prefix: string;
  readonly gender: 'female' | 'male';
  /** National Provider Identifier: ten digits, the last a Luhn check digit over 80840 + the rest. */
  readonly npi: string;
  readonly specialty: CodeableConcept;
  readonly phone: string;
  readonly photo?: Attachment;
}

/** One department or building. `type` is a v3 ServiceDeliveryLocationRoleType code. */
export interface Place {
  readonly name: string;
  readonly type: readonly [code: string, display: string];
}

export interface OrganisationFacts {
  readonly id: string;
  readonly name: string;
  readonly npi: string;
  readonly phone: string;
  readonly address: Address;
}

/** An organisation with its directory. */
export interface Organisation {
  readonly slug: OrganisationSlug;
  readonly name: string;
  /** System of the medical record numbers it gives. */
  readonly recordNumbers: string;
  readonly self: Reference;
  /** Reference to a clinician by their key in the directory. Throws a RangeError for a key that is not there. */
  practitioner(key: string): Reference;
  /** Reference to a place by its key in the directory. Throws a RangeError for a key that is not there. */
  place(key: string): Reference;
  /** Organization, Practitioner, PractitionerRole and Location resources. */
  readonly directory: readonly FhirResource[];
}

export interface OrganisationOptions {
  readonly slug: OrganisationSlug;
  readonly recordNumbers: string;
  readonly facts: OrganisationFacts;
  readonly people: Readonly<Record<string, Person>>;
  readonly places: Readonly<Record<string, Place>>;
  /** Organisations and people of elsewhere that its charts name. */
  readonly others?: readonly { readonly facts: OrganisationFacts; readonly people: Readonly<Record<string, Person>> }[];
}

export function organisation(options: OrganisationOptions): Organisation {
  const self: Reference = { reference: `Organization/${options.facts.id}`, display: options.facts.name };
  const houses = [{ facts: options.facts, people: options.people }, ...(options.others ?? [])];
  const people = new Map(houses.flatMap((house) => Object.entries(house.people)));
  return {
    slug: options.slug,
    name: options.facts.name,
    recordNumbers: options.recordNumbers,
    self,
    practitioner(key) {
      const person = people.get(key);
      if (person === undefined) throw new RangeError(`No practitioner ${key} at ${options.facts.name}`);
      return { reference: `Practitioner/${key}`, display: displayName(person) };
    },
    place(key) {
      const place = options.places[key];
      if (place === undefined) throw new RangeError(`No location ${key} at ${options.facts.name}`);
      return { reference: `Location/${key}`, display: place.name };
    },
    directory: [
      ...houses.flatMap((house) => [
        organizationResource(house.facts),
        ...Object.entries(house.people).flatMap(([key, person]) => [
          practitionerResource(key, person, house.facts),
          roleResource(key, person, house.facts),
        ]),
      ]),
      ...Object.entries(options.places).map(([key, place]) => locationResource(key, place, options.facts, self)),
    ],
  };
}

/** A clinician's name as it is written on a line: `Dr. Anil Patel`. */
function displayName(person: Person): string {
  return `${person.prefix} ${person.given} ${person.family}`;
}

function organizationResource(facts: OrganisationFacts): Organization {
  return {
    resourceType: 'Organization',
    id: facts.id,
    identifier: [{ system: NPI, value: facts.npi }],
    active: true,
    type: [hl7Concept('organization-type', 'prov', 'Healthcare Provider')],
    name: facts.name,
    telecom: [phone(facts.phone)],
    address: [facts.address],
  };
}

function practitionerResource(key: string, person: Person, facts: OrganisationFacts): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: key,
    identifier: [{ system: NPI, value: person.npi }],
    active: true,
    name: [
      {
        use: 'official',
        text: displayName(person),
        family: person.family,
        given: [person.given],
        prefix: [person.prefix],
      },
    ],
    telecom: [phone(person.phone)],
    address: [facts.address],
    gender: person.gender,
    ...(person.photo && { photo: [person.photo] }),
  };
}

function roleResource(key: string, person: Person, facts: OrganisationFacts): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `${key}-role`,
    active: true,
    practitioner: { reference: `Practitioner/${key}`, display: displayName(person) },
    organization: { reference: `Organization/${facts.id}`, display: facts.name },
    specialty: [person.specialty],
    telecom: [phone(person.phone)],
  };
}

function locationResource(key: string, place: Place, facts: OrganisationFacts, self: Reference): Location {
  return {
    resourceType: 'Location',
    id: key,
    extension: [{ url: TIMEZONE, valueCode: 'America/Phoenix' }],
    status: 'active',
    name: place.name,
    mode: 'instance',
    type: [hl7Concept('v3-RoleCode', ...place.type)],
    telecom: [phone(facts.phone)],
    address: facts.address,
    managingOrganization: self,
  };
}

/** The time zone of a place (FHIR extensions, `timezone`): an IANA name. */
export const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

function phone(value: string): ContactPoint {
  return { system: 'phone', value, use: 'work' };
}

/** Specialties by SNOMED CT. */
export const specialties = {
  generalPractice: snomed('394814009', 'General practice (specialty)', 'Family medicine'),
  nephrology: snomed('394589003', 'Nephrology (qualifier value)', 'Nephrology'),
  pediatrics: snomed('394537008', 'Pediatric specialty (qualifier value)', 'Pediatrics'),
  obstetrics: snomed('394585009', 'Obstetrics and gynecology (qualifier value)', 'Obstetrics and gynecology'),
  oncology: snomed('394593009', 'Medical oncology (qualifier value)', 'Medical oncology'),
  cardiology: snomed('394579002', 'Cardiology (qualifier value)', 'Cardiology'),
  emergency: snomed('773568002', 'Emergency medicine (qualifier value)', 'Emergency medicine'),
  orthopedics: snomed('394801008', 'Trauma and orthopedics (qualifier value)', 'Orthopedic surgery'),
  allergy: snomed('408439002', 'Allergy - specialty (qualifier value)', 'Allergy and immunology'),
  geriatrics: snomed('394811001', 'Geriatric medicine (qualifier value)', 'Geriatric medicine'),
  pathology: snomed('394915009', 'General pathology (specialty) (qualifier value)', 'Pathology'),
  dermatology: snomed('394582007', 'Dermatology (qualifier value)', 'Dermatology'),
  nursing: snomed('722165004', 'Nursing (qualifier value)', 'Nursing'),
} as const;
