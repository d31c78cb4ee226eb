/**
 * Where a line of the record comes from (US Core Provenance): who wrote it, and through whom it arrived.
 * @module
 */
import type { Provenance, ProvenanceAgent, Reference } from 'fhir/r4.js';
import { concept, hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

export interface ProvenanceDetails {
  /** When it was recorded: a FHIR instant. */
  readonly recorded: string;
  /** Key of the clinician who wrote it; the patient when left out. */
  readonly author?: string;
  /** The organisation the author wrote for; this one when left out. */
  readonly authorOrganisation?: Reference;
  /** The organisation that sent it here. Absent: it was written here. */
  readonly transmitter?: Reference;
  /** v3 DataOperation code. */
  readonly activity?: readonly [code: 'CREATE' | 'UPDATE', display: string];
}

const transmitterType = concept(
  'http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type',
  'transmitter',
  'Transmitter',
);

export function provenance(chart: Chart, target: readonly Reference[], details: ProvenanceDetails): Filed<Provenance> {
  const { self } = chart.organisation;
  const author: ProvenanceAgent =
    details.author === undefined
      ? { type: hl7Concept('provenance-participant-type', 'author', 'Author'), who: chart.patient }
      : {
          type: hl7Concept('provenance-participant-type', 'author', 'Author'),
          who: chart.organisation.practitioner(details.author),
          onBehalfOf: details.authorOrganisation ?? self,
        };
  return chart.add<Provenance>({
    resourceType: 'Provenance',
    target: target.map(({ reference }) => ({ ...(reference !== undefined && { reference }) })),
    recorded: details.recorded,
    ...(details.activity && { activity: hl7Concept('v3-DataOperation', ...details.activity) }),
    agent: [author, ...(details.transmitter ? [{ type: transmitterType, who: details.transmitter }] : [])],
  });
}
