/**
 * What a story is: a person, one sentence about them, and the record each organisation that knows them keeps.
 * @module
 */
import type { HumanName } from 'fhir/r4.js';
import type { Chart } from '../builders/chart.ts';
import type { Demographics } from '../builders/patient.ts';
import type { OrganisationSlug } from '../organisations/organisation.ts';
import type { Timeline } from '../timeline.ts';

export interface Story {
  /** Used in log-ins and as the seed of the person's variation. */
  readonly key: string;
  /** The person in one sentence, for pickers and start pages. */
  readonly sentence: string;
  /** The name a picker shows. */
  readonly name: string;
  /** Full or partial FHIR date, so that the person keeps the story's age. */
  readonly birthDate: (time: Timeline) => string;
  readonly person: Demographics;
  /** By organisation: the patient's id there and what to write into the chart. Absent: not known there. */
  readonly records: Partial<Record<OrganisationSlug, StoryRecord>>;
}

export interface StoryRecord {
  readonly patientId: string;
  readonly write: (chart: Chart) => void;
}

/** An official name as people write it. */
export function officialName(given: readonly string[], family: string, more: Partial<HumanName> = {}): HumanName {
  return { use: 'official', text: [...given, family].join(' '), family, given: [...given], ...more };
}
