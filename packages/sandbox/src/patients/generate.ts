/**
 * The synthetic patients of an organisation, as FHIR R4 resources.
 * @module
 */
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { bookVisits } from './builders/booking.ts';
import { Chart } from './builders/chart.ts';
import { visitsToday } from './builders/today.ts';
import type { OrganisationSlug } from './organisations/organisation.ts';
import { organisationOf } from './organisations/places.ts';
import { schedules } from './organisations/schedules.ts';
import { shared } from './organisations/shared.ts';
import { Random } from './random.ts';
import { storiesOf, type Size } from './stories/stories.ts';
import { Timeline } from './timeline.ts';

export interface GenerateOptions {
  /** Varies record numbers, lot numbers and measured values; never who people are or what their story is. */
  readonly seed: number;
  /** The moment everything is told back from. Only what happens within hours of it moves with the clock time. */
  readonly today: Date;
  readonly organisation: OrganisationSlug;
  /** Default S. */
  readonly size?: Size;
  /** Origin that serves the organisation and its images. Default `https://` and the slug at `.example`. */
  readonly home?: string;
}

/**
 * The organisation's directory, then each patient's record, then the schedules, in an order and with ids that depend on
 * nothing but the options. Decimals keep their digits when written with `serialize`.
 */
export function generatePatients(options: GenerateOptions): FhirResource[] {
  return generateRecords(options).resources;
}

/** The same, and what some of it said before it was changed in place: to be stored first. */
export function generateRecords(options: GenerateOptions): {
  readonly resources: FhirResource[];
  readonly earlier: readonly FhirResource[];
} {
  const { seed, today, organisation: slug, size = 'S', home = `https://${slug}.example` } = options;
  const organisation = organisationOf(slug);
  const time = new Timeline(today);
  const earlier: FhirResource[] = [];
  const records = storiesOf(size).flatMap((story) => {
    const record = story.records[slug];
    if (record === undefined) return [];
    const chart = new Chart({
      patientId: record.patientId,
      patientName: story.name,
      birthDate: story.birthDate(time),
      organisation,
      time,
      random: new Random(seed, `${slug}/${story.key}`),
    });
    record.write(chart);
    bookVisits(chart);
    visitsToday(chart);
    earlier.push(...chart.earlier);
    return chart.resources;
  });
  const booked = records.filter(
    (one): one is Appointment => one.resourceType === 'Appointment' && one.status === 'booked',
  );
  const resources = [
    ...organisation.directory,
    ...shared(organisation, home),
    ...records,
    ...schedules(organisation, time, booked),
  ];
  return { resources, earlier };
}
