/**
 * Procedures: what was done, is being done, was planned, or was not done (FHIR R4 §9.3 Procedure).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { list } from '../format/read.ts';
import { beginning, whenOf, type When } from '../format/when.ts';
import { daysApart, conceptKeys, sameCode, shareCode, toldDifferently, type Identity } from './elsewhere.ts';
import { namedLine, partyOf, statusOf, subjectMatterOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { alike, contentOfList, listView, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

export interface ProcedureLine extends ListedLine {
  readonly status:
    'preparation' | 'in-progress' | 'not-done' | 'on-hold' | 'stopped' | 'completed' | 'entered-in-error' | 'unknown';
  readonly statusReason?: Concept | undefined;
  readonly category?: Concept | undefined;
  readonly performed?: When | undefined;
  readonly performers: readonly Party[];
  readonly location?: Party | undefined;
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
  readonly reasons: readonly Concept[];
  readonly bodySites: readonly Concept[];
  readonly outcome?: Concept | undefined;
  readonly complications: readonly Concept[];
  readonly followUp: readonly Concept[];
}

/** `current`: done, under way, or being prepared. `past`: not done. */
export type ProceduresView = ListView<ProcedureLine, ProcedureFacet>;

/** What two sources may tell differently of one procedure. */
export type ProcedureFacet = 'status' | 'outcome' | 'body site';

export const procedures = topic<ProceduresView>({
  name: 'procedures',
  searches: [{ type: 'Procedure', by: 'patient', params: { _sort: '-date' } }],
  view: (input) =>
    listView(linesOf(input, 'Procedure', procedureLine), ({ status }) => status === 'not-done', sameProcedure),
  content: contentOfList,
});

const STATUSES = [
  'preparation',
  'in-progress',
  'not-done',
  'on-hold',
  'stopped',
  'completed',
  'entered-in-error',
] as const;

/** Procedures recorded so many days apart may be one, told by two sources. */
const TOLD_WITHIN = 7;

/** The rules in words: docs/merging.md. The same thing may be done twice, on two sides or two days. */
const sameProcedure: Identity<ProcedureLine, ProcedureFacet> = {
  keys: ({ name }) => conceptKeys(name),
  compare: (one, other) => {
    const likeness = alike(one, other);
    const days = daysApart(one.date, other.date);
    if (likeness === 'different' || (days !== undefined && days > TOLD_WITHIN)) return 'different';
    const exact = [one, other].every(({ date }) => (date?.length ?? 0) >= 'yyyy-mm-dd'.length);
    return days === 0 && exact && sameCode(one.name, other.name) && sameSite(one, other) ? 'same' : 'doubtful';
  },
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    outcome: toldDifferently(({ outcome }) => outcome?.text.toLowerCase()),
    'body site': toldDifferently(
      ({ bodySites }) => bodySites.map(({ text }) => text.toLowerCase()).join() || undefined,
    ),
  },
  rank: ({ status, complications }) =>
    (status === 'not-done' ? 4 : status === 'completed' ? 2 : 0) + (complications.length > 0 ? 0 : 1),
};

/** Where only one says the site, or both say one that they share. */
function sameSite({ bodySites: one }: ProcedureLine, { bodySites: other }: ProcedureLine): boolean {
  const share = (a: Concept, b: Concept): boolean => shareCode(a, b) || a.text.toLowerCase() === b.text.toLowerCase();
  return one.length === 0 || other.length === 0 || one.some((a) => other.some((b) => share(a, b)));
}

function procedureLine(reading: Reading<fhir.Procedure>): ProcedureLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const performed = whenOf(resource, 'performed');
  const about = (references: readonly fhir.Reference[]): Concept[] =>
    references.flatMap((reference) => subjectMatterOf(reference, reading) ?? []);
  return {
    ...namedLine(reading, resource.code, resource.note),
    status,
    statusCode: code,
    date: beginning(performed),
    statusReason: conceptOf(resource.statusReason),
    category: conceptOf(resource.category),
    performed,
    performers: list(resource.performer).flatMap(({ actor }) => partyOf(actor, reading) ?? []),
    location: partyOf(resource.location, reading),
    recordedBy: partyOf(resource.recorder, reading),
    assertedBy: partyOf(resource.asserter, reading),
    reasons: [...conceptsOf(resource.reasonCode), ...about(list(resource.reasonReference))],
    bodySites: conceptsOf(resource.bodySite),
    outcome: conceptOf(resource.outcome),
    complications: [...conceptsOf(resource.complication), ...about(list(resource.complicationDetail))],
    followUp: conceptsOf(resource.followUp),
  };
}
