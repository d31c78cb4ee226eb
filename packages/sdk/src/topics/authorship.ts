/**
 * Who wrote something, for whom, and by whom it was passed on (Provenance, FHIR R4 §6.3; US Core Provenance).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { codesOf, conceptOf } from '../format/concept.ts';
import { date, list } from '../format/read.ts';
import { partyOf, readingOf, type Party } from './line.ts';
import type { SourcedResource, TopicInput } from './topic.ts';

export interface Authorship {
  readonly author?: Party | undefined;
  /** Where it was written: whom the author wrote for, otherwise who passed it on. Not who keeps it now. */
  readonly organization?: Party | undefined;
  /** Who passed it on, where it was not written here. */
  readonly transmitter?: Party | undefined;
  /** When this was noted down. */
  readonly recorded?: string | undefined;
}

/** What the newest of these Provenances says, among those that name somebody. */
export function authorshipOf(matches: readonly SourcedResource[], input: Omit<TopicInput, 'matches'>): Authorship {
  const told = matches
    .flatMap((sourced, index) => {
      const reading = readingOf<fhir.Provenance>({ ...input, matches }, sourced, index);
      const { agent, recorded } = reading.resource;
      const agents = list(agent);
      const transmitting = agents.find((one) => is(one, 'transmitter'));
      const writing = agents.find((one) => is(one, 'author')) ?? agents.find((one) => one !== transmitting);
      const [author, authorFor] = [partyOf(writing?.who, reading), partyOf(writing?.onBehalfOf, reading)];
      const [transmitter, transmitterFor] = [
        partyOf(transmitting?.who, reading),
        partyOf(transmitting?.onBehalfOf, reading),
      ];
      const organization =
        authorFor ?? organizationOf(author) ?? transmitterFor ?? organizationOf(transmitter) ?? undefined;
      return author || transmitter || organization
        ? [{ author, organization, transmitter, recorded: date(recorded) }]
        : [];
    })
    .sort((one, other) => newness(other) - newness(one));
  return told[0] ?? {};
}

/** Undated ones come last. */
function newness({ recorded }: Authorship): number {
  return Date.parse(recorded ?? '') || -Infinity;
}

/** Provenance participant types, HL7's and US Core's. */
function is(agent: fhir.ProvenanceAgent, code: 'author' | 'transmitter'): boolean {
  return codesOf(conceptOf(agent.type)).includes(code);
}

function organizationOf(party: Party | undefined): Party | undefined {
  return party?.kind === 'organization' ? party : undefined;
}
