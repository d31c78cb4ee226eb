/**
 * Who can be picked and who can log in, for start pages, pickers and the log-in form.
 * @module
 */
import type { Patient } from 'fhir/r4.js';
import type { OrganisationSlug } from './organisations/organisation.ts';
import { organisationOf } from './organisations/places.ts';
import { storiesOf, type Size } from './stories/stories.ts';
import { Timeline } from './timeline.ts';

export interface DemoPatient {
  /** Id of the Patient at the organisation. */
  readonly id: string;
  readonly name: string;
  /** Full or partial FHIR date. */
  readonly birthDate: string;
  readonly sex: NonNullable<Patient['gender']>;
  /** The person in one sentence. */
  readonly story: string;
}

export interface DemoLogin {
  readonly username: string;
  readonly password: string;
  /** The name shown for the log-in. */
  readonly display: string;
  /** Relative reference of the user's own resource, as the `fhirUser` claim carries it (SMART App Launch 2.2 §4.1.9). */
  readonly fhirUser: string;
  /** Ids of the patients whose records the user may open. */
  readonly patients: readonly string[];
}

/** The one password of every log-in: the data is synthetic and the pages say so. */
const PASSWORD = 'sandbox';

/** The organisation's patients. Birth dates follow `today`, as those of `generatePatients` do. */
export function demoPatients(
  organisation: OrganisationSlug,
  today: Date = new Date(),
  size: Size = 'S',
): DemoPatient[] {
  const time = new Timeline(today);
  return storiesOf(size).flatMap((story) => {
    const record = story.records[organisation];
    if (record === undefined) return [];
    return [
      {
        id: record.patientId,
        name: story.name,
        birthDate: story.birthDate(time),
        sex: story.person.gender,
        story: story.sentence,
      },
    ];
  });
}

/** A log-in for each patient, and two clinicians who may open every record. */
export function demoLogins(organisation: OrganisationSlug, size: Size = 'S'): DemoLogin[] {
  const own = storiesOf(size).flatMap((story) => {
    const record = story.records[organisation];
    if (record === undefined) return [];
    const { patientId } = record;
    return [
      {
        username: story.key,
        password: PASSWORD,
        display: story.name,
        fhirUser: `Patient/${patientId}`,
        patients: [patientId],
      },
    ];
  });
  const everyone = own.flatMap((login) => login.patients);
  const clinicians = organisation === 'city-clinic' ? ['rosa-mensah', 'hugo-lindqvist'] : ['anil-patel', 'grace-kim'];
  return [
    ...own,
    ...clinicians.map((key) => {
      const { reference = '', display = '' } = organisationOf(organisation).practitioner(key);
      return { username: key, password: PASSWORD, display, fhirUser: reference, patients: everyone };
    }),
  ];
}
