/**
 * The synthetic patients of an organisation, as FHIR R4 resources.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { Chart } from './builders/chart.ts';
import type { OrganisationSlug } from './organisations/organisation.ts';
import { organisationOf } from './organisations/places.ts';
import { Random } from './random.ts';
import { stories } from './stories/stories.ts';
import { Timeline } from './timeline.ts';

export interface GenerateOptions {
  /** Varies record numbers, lot numbers and measured values; never who people are or what their story is. */
  readonly seed: number;
  /** The moment everything is told back from. Only what happened within the last hours moves with the clock time. */
  readonly today: Date;
  readonly organisation: OrganisationSlug;
}

/**
 * The organisation's directory, then each patient's record, in an order and with ids that depend on nothing but the
 * options. Decimals keep their digits when written with `serialize`.
 */
export function generatePatients({ seed, today, organisation: slug }: GenerateOptions): FhirResource[] {
  const organisation = organisationOf(slug);
  const time = new Timeline(today);
  return [
    ...organisation.directory,
    ...stories.flatMap((story) => {
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
      return chart.resources;
    }),
  ];
}
