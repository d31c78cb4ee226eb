/**
 * Allergies and intolerances (FHIR R4 §9.1 AllergyIntolerance).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { date, list, oneOf, text } from '../format/read.ts';
import { beginning, newestFirst, whenOf, type When } from '../format/when.ts';
import {
  codesDiffer,
  conceptKeys,
  mergeSources,
  sameCode,
  sameWords,
  shareCode,
  toldDifferently,
  type Elsewhere,
  type Identity,
} from './elsewhere.ts';
import { namedLine, notesOf, partyOf, statusOf, type NamedLine, type Note, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOf, noneMeaning, noneStatementsOf, type NoneStatement, type NoneStatements } from './none.ts';
import { topic } from './topic.ts';

export interface AllergyReaction {
  readonly manifestations: readonly Concept[];
  readonly severity: 'mild' | 'moderate' | 'severe' | 'not-recorded' | 'unknown';
  readonly substance?: Concept | undefined;
  readonly description?: string | undefined;
  readonly onset?: string | undefined;
  readonly exposureRoute?: Concept | undefined;
  readonly notes: readonly Note[];
}

export interface AllergyLine extends NamedLine {
  /** `unknown` when absent or not a code of the standard; `statusCode` has what was sent. */
  readonly status: 'active' | 'inactive' | 'resolved' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly verification: 'confirmed' | 'presumed' | 'unconfirmed' | 'refuted' | 'entered-in-error' | 'unknown';
  readonly verificationCode?: string | undefined;
  readonly type: 'allergy' | 'intolerance' | 'not-recorded' | 'unknown';
  readonly categories: readonly ('food' | 'medication' | 'environment' | 'biologic' | 'unknown')[];
  readonly criticality: 'low' | 'high' | 'unable-to-assess' | 'not-recorded' | 'unknown';
  /** The worst that is recorded of any reaction. */
  readonly severity: 'severe' | 'moderate' | 'mild' | 'not-recorded';
  /** A reaction was anaphylaxis. */
  readonly anaphylaxis: boolean;
  /** Anaphylaxis or high criticality, and neither past nor refuted: leads, and may not be folded away. */
  readonly alarming: boolean;
  readonly reactions: readonly AllergyReaction[];
  readonly onset?: When | undefined;
  readonly lastOccurrence?: string | undefined;
  readonly recordedDate?: string | undefined;
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
}

export interface AllergiesView extends NoneStatements {
  /** Active, or of unknown status; alarming ones first, then by severity, then newest. */
  readonly current: readonly AllergyLine[];
  /** Inactive and resolved. */
  readonly past: readonly AllergyLine[];
  /** Ruled out. */
  readonly refuted: readonly AllergyLine[];
  readonly enteredInError: readonly AllergyLine[];
  /** What other sources tell of a line's substance, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<AllergyLine, AllergyFacet>>;
}

/** What two sources may tell differently of one allergy. */
export type AllergyFacet = 'status' | 'verification' | 'criticality' | 'severity' | 'reactions';

export const allergies = topic<AllergiesView>({
  name: 'allergies',
  searches: [{ type: 'AllergyIntolerance', by: 'patient', params: { _sort: '-date' } }],
  view: (input) => {
    const all = newestFirst(linesOf(input, 'AllergyIntolerance', allergyLine), lastHeardOf);
    const { lines, elsewhere } = mergeSources(all, sameSubstance);
    const enteredInError = lines.filter(({ status }) => status === 'entered-in-error');
    const refuted = lines.filter(
      ({ status, verification }) => status !== 'entered-in-error' && verification === 'refuted',
    );
    const standing = lines.filter((line) => !enteredInError.includes(line) && !refuted.includes(line));
    const past = standing.filter(({ status }) => status === 'inactive' || status === 'resolved');
    const present = standing.filter((line) => !past.includes(line));
    const noneStatements = noneStatementsOf(present, ({ recordedDate }) => recordedDate);
    const current = mostSevereFirst(present.filter(({ name }) => !noneMeaning(name)));
    const contradicted = noneStatements.some((statement) => current.some((line) => denies(statement, line)));
    return { current, past, refuted, enteredInError, elsewhere, noneStatements, contradicted };
  },
  content: (view) => contentOf(view, view.current, view.past, view.refuted),
});

const lastHeardOf = ({ recordedDate, lastOccurrence, onset }: AllergyLine): string | undefined =>
  recordedDate ?? lastOccurrence ?? beginning(onset);

const CLINICAL = ['active', 'inactive', 'resolved'] as const;
const VERIFICATION = ['confirmed', 'presumed', 'unconfirmed', 'refuted', 'entered-in-error'] as const;
const SEVERITIES = ['severe', 'moderate', 'mild'] as const;

function allergyLine(reading: Reading<fhir.AllergyIntolerance>): AllergyLine {
  const { resource } = reading;
  const clinical = statusOf(CLINICAL, resource.clinicalStatus);
  const verification = statusOf(VERIFICATION, resource.verificationStatus);
  const inError = verification.status === 'entered-in-error';
  const reactions = list(resource.reaction).map((reaction) => reactionOf(reaction, reading));
  const manifestations = reactions.flatMap((reaction) => reaction.manifestations);
  const line = namedLine(reading, resource.code, resource.note);
  // Without a code, what the reactions were to is the next best name.
  const name = line.name ?? reactions.find(({ substance }) => substance)?.substance;
  const criticality = oneOf(['low', 'high', 'unable-to-assess'], resource.criticality);
  const anaphylaxis = [name, ...manifestations].some(isAnaphylaxis);
  const standing =
    verification.status !== 'refuted' && !inError && clinical.status !== 'inactive' && clinical.status !== 'resolved';
  return {
    ...line,
    name,
    status: inError ? 'entered-in-error' : clinical.status,
    statusCode: clinical.code,
    verification: verification.status,
    verificationCode: verification.code,
    type: oneOf(['allergy', 'intolerance'], resource.type) ?? (resource.type ? 'unknown' : 'not-recorded'),
    categories: list(resource.category).map(
      (one) => oneOf(['food', 'medication', 'environment', 'biologic'], one) ?? 'unknown',
    ),
    criticality: criticality ?? (resource.criticality ? 'unknown' : 'not-recorded'),
    severity:
      SEVERITIES.find((severity) => reactions.some((reaction) => reaction.severity === severity)) ?? 'not-recorded',
    anaphylaxis,
    alarming: standing && (anaphylaxis || criticality === 'high') && !noneMeaning(name),
    reactions,
    onset: whenOf(resource, 'onset'),
    lastOccurrence: date(resource.lastOccurrence),
    recordedDate: date(resource.recordedDate),
    recordedBy: partyOf(resource.recorder, reading),
    assertedBy: partyOf(resource.asserter, reading),
  };
}

const verificationDiffers = toldDifferently<AllergyLine>(({ verification }) =>
  verification === 'unknown' ? undefined : verification,
);

/** The rules in words: docs/merging.md. Allergies to one substance are one allergy, whenever they were recorded. */
const sameSubstance: Identity<AllergyLine, AllergyFacet> = {
  keys: ({ name }) => (noneMeaning(name) ? [] : conceptKeys(name)),
  compare: (one, other) => {
    if ([one, other].some(({ status }) => status === 'entered-in-error')) return 'different';
    if (shareCode(one.name, other.name)) return sameCode(one.name, other.name) ? 'same' : 'doubtful';
    return !codesDiffer(one.name, other.name) && sameWords(one.name, other.name) ? 'doubtful' : 'different';
  },
  facets: {
    // Of unknown status, or without a word on how sure it is, it counts as standing: told where somebody says it is over.
    status: toldDifferently(({ status }) => (status === 'unknown' ? 'active' : status)),
    verification: (one, other) =>
      verificationDiffers(one, other) || (one.verification === 'refuted') !== (other.verification === 'refuted'),
    criticality: toldDifferently(({ criticality }) =>
      criticality === 'low' || criticality === 'high' ? criticality : undefined,
    ),
    severity: toldDifferently(({ severity }) => (severity === 'not-recorded' ? undefined : severity)),
    reactions: toldDifferently(({ reactions }) => {
      const seen = reactions.flatMap(({ manifestations }) => manifestations.map(({ text }) => text.toLowerCase()));
      return seen.length > 0 ? [...new Set(seen)].sort().join() : undefined;
    }),
  },
  // What can harm leads, also where another source has ruled it out: both are told.
  rank: ({ alarming, anaphylaxis, status, verification, severity }) =>
    (alarming ? 0 : 100) +
    (verification === 'refuted' ? 40 : status === 'inactive' || status === 'resolved' ? 20 : 0) +
    (anaphylaxis ? 0 : 10) +
    [...SEVERITIES, 'not-recorded'].indexOf(severity),
};

function reactionOf(
  reaction: fhir.AllergyIntoleranceReaction,
  reading: Reading<fhir.AllergyIntolerance>,
): AllergyReaction {
  return {
    manifestations: conceptsOf(reaction.manifestation),
    severity: oneOf(SEVERITIES, reaction.severity) ?? (reaction.severity ? 'unknown' : 'not-recorded'),
    substance: conceptOf(reaction.substance),
    description: text(reaction.description),
    onset: date(reaction.onset),
    exposureRoute: conceptOf(reaction.exposureRoute),
    notes: notesOf(reaction.note, reading),
  };
}

/** SNOMED CT anaphylaxis, anaphylaxis due to substance; ICD-10 T78.2, T78.0, T80.5, T88.6. */
const ANAPHYLAXIS = ['39579001', '417516000', 'T78.2', 'T78.0', 'T80.5', 'T88.6'];

/** By code, or by the word in the languages of Europe: a child concept whose code is not listed still says so. */
function isAnaphylaxis(concept: Concept | undefined): boolean {
  if (!concept) return false;
  if (hasCode(concept, ANAPHYLAXIS)) return true;
  const said = [concept.text, ...concept.codings.map(({ display }) => display ?? '')].join(' ');
  return /anaphyla|anafila|anafyla/i.test(said) && !/\b(?:no|non|not|without|never)\b[\s-]*ana(?:ph|f)/i.test(said);
}

function mostSevereFirst(lines: readonly AllergyLine[]): AllergyLine[] {
  const rank = ({ alarming, anaphylaxis, severity }: AllergyLine): number =>
    (alarming ? 0 : 10) +
    (alarming && !anaphylaxis ? 5 : 0) +
    [...SEVERITIES, 'not-recorded'].indexOf(severity === 'mild' ? 'not-recorded' : severity);
  return [...lines].sort((one, other) => rank(one) - rank(other));
}

function denies({ kind, about }: NoneStatement, { categories }: AllergyLine): boolean {
  if (kind !== 'known-none') return false;
  if (about === 'drug') return categories.includes('medication');
  return about === 'all' || categories.some((category) => category === about);
}
