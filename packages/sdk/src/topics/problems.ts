/**
 * Problems, health concerns and diagnoses (FHIR R4 §9.2 Condition).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { date, extensions, grouped, list } from '../format/read.ts';
import { beginning, newestFirst, whenOf, type When } from '../format/when.ts';
import { namedLine, partyOf, statusOf, type NamedLine, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import {
  codesDiffer,
  conceptKeys,
  mergeSources,
  sameWords,
  shareCode,
  type Elsewhere,
  type Identity,
} from './elsewhere.ts';
import { contentOf, contradicts, noneMeaning, noneStatementsOf, type NoneStatements } from './none.ts';
import { topic } from './topic.ts';

export type ProblemKind = 'problem' | 'health-concern' | 'encounter-diagnosis' | 'other';

export interface ProblemLine extends NamedLine {
  readonly kind: ProblemKind;
  readonly categories: readonly Concept[];
  readonly status:
    'active' | 'recurrence' | 'relapse' | 'inactive' | 'remission' | 'resolved' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly verification:
    'confirmed' | 'provisional' | 'differential' | 'unconfirmed' | 'refuted' | 'entered-in-error' | 'unknown';
  readonly verificationCode?: string | undefined;
  readonly severity?: Concept | undefined;
  readonly stages: readonly Concept[];
  readonly bodySites: readonly Concept[];
  readonly onset?: When | undefined;
  readonly abatement?: When | undefined;
  readonly recordedDate?: string | undefined;
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
}

/** The same coded problem at the same body site, however often it was recorded. */
export interface ProblemGroup {
  readonly key: string;
  /** The entry that speaks for the group: the newest of the most current ones. Always `entries[0]`. */
  readonly lead: ProblemLine;
  /** Every entry, the lead first, then newest first. */
  readonly entries: readonly ProblemLine[];
  /** The earliest onset any entry gives. */
  readonly onset?: When | undefined;
  /** The strongest of the entries: a problem list item outranks an encounter diagnosis. */
  readonly kind: ProblemKind;
  /** Sources give it different clinical statuses, or are not as sure of it. Show each with its own. */
  readonly sourcesDisagree: boolean;
}

export interface ProblemsView extends NoneStatements {
  /** At least one entry is active, recurring, relapsed, or of unknown status. */
  readonly current: readonly ProblemGroup[];
  readonly past: readonly ProblemGroup[];
  /** Ruled out. */
  readonly refuted: readonly ProblemLine[];
  readonly enteredInError: readonly ProblemLine[];
  /**
   * Groups that may be the same problem by what another source tells, and what another source has ruled out, by the key
   * of a group or of a line ruled out. Groups themselves span sources.
   */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<ProblemLine>>;
}

export const problems = topic<ProblemsView>({
  name: 'problems',
  searches: [{ type: 'Condition', by: 'patient', params: { _sort: '-recorded-date' } }],
  view: (input) => {
    const lines = newestFirst(linesOf(input, 'Condition', problemLine), recorded);
    const enteredInError = lines.filter(({ status }) => status === 'entered-in-error');
    const refuted = lines.filter(
      ({ status, verification }) => status !== 'entered-in-error' && verification === 'refuted',
    );
    const standing = lines.filter((line) => line.status !== 'entered-in-error' && line.verification !== 'refuted');
    const noneStatements = noneStatementsOf(standing.filter(isCurrent), recorded);
    const entries = standing.filter((line) => !(isCurrent(line) && noneMeaning(line.name)));
    const groups = [...grouped(entries, identityOf).values()].map(groupOf);
    const current = groups
      .filter(({ lead }) => isCurrent(lead))
      .sort((one, other) => currentRank(one) - currentRank(other));
    const past = groups.filter(({ lead }) => !isCurrent(lead));
    const elsewhere = doubtsOf(groups, refuted);
    const contradicted = contradicts(noneStatements, current);
    return { current, past, refuted, enteredInError, elsewhere, noneStatements, contradicted };
  },
  content: (view) => contentOf(view, view.current, view.past, view.refuted),
});

const CLINICAL = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
const VERIFICATION = [
  'confirmed',
  'provisional',
  'differential',
  'unconfirmed',
  'refuted',
  'entered-in-error',
] as const;
const KINDS = ['problem', 'health-concern', 'encounter-diagnosis', 'other'] as const;

function problemLine(reading: Reading<fhir.Condition>): ProblemLine {
  const { resource } = reading;
  const clinical = statusOf(CLINICAL, resource.clinicalStatus);
  const verification = statusOf(VERIFICATION, resource.verificationStatus);
  const categories = conceptsOf(resource.category);
  const [asserted] = extensions(resource, 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate');
  return {
    ...namedLine(reading, resource.code, resource.note),
    kind: kindOf(categories),
    categories,
    status: verification.status === 'entered-in-error' ? 'entered-in-error' : clinical.status,
    statusCode: clinical.code,
    verification: verification.status,
    verificationCode: verification.code,
    severity: conceptOf(resource.severity),
    stages: list(resource.stage).flatMap((stage) => conceptOf(stage.summary) ?? []),
    bodySites: conceptsOf(resource.bodySite),
    onset: whenOf(resource, 'onset'),
    abatement: whenOf(resource, 'abatement'),
    recordedDate: date(resource.recordedDate) ?? date(asserted?.['valueDateTime']),
    recordedBy: partyOf(resource.recorder, reading),
    assertedBy: partyOf(resource.asserter, reading),
  };
}

function kindOf(categories: readonly Concept[]): ProblemKind {
  const has = (...codes: string[]): boolean => categories.some((category) => hasCode(category, codes));
  if (has('problem-list-item')) return 'problem';
  if (has('health-concern')) return 'health-concern';
  return has('encounter-diagnosis') ? 'encounter-diagnosis' : 'other';
}

const recorded = (line: ProblemLine): string | undefined => line.recordedDate ?? beginning(line.onset);

/** Not known to be over. A condition of unknown status that has an abatement is over (FHIR R4 Condition, con-4). */
function isCurrent({ status, abatement }: ProblemLine): boolean {
  return ['active', 'recurrence', 'relapse'].includes(status) || (status === 'unknown' && !abatement);
}

/**
 * The SNOMED CT code where there is one, since other systems' codes are coarser and would join what differs. A code
 * without a system says nothing.
 */
function identityOf({ key, name, bodySites }: ProblemLine): string {
  if (!name) return key;
  const coded = name.codings.filter(({ system, code }) => system && code);
  const coding = coded.find(({ system }) => system === 'http://snomed.info/sct') ?? coded[0];
  const what = coding ? `${coding.system}|${coding.code}` : name.text.toLowerCase();
  return [what, ...bodySites.map((site) => site.codings[0]?.code ?? site.text.toLowerCase()).sort()].join(' ');
}

/** What is the same beyond doubt is in one group already, but for what one source has ruled out. */
const maybeSameProblem: Identity<ProblemLine> = {
  keys: ({ name }) => conceptKeys(name),
  compare: (one, other) => {
    const ruledOut = [one, other].filter(({ verification }) => verification === 'refuted').length;
    if (ruledOut === 2 || (ruledOut === 0 && identityOf(one) === identityOf(other))) return 'different';
    const alike =
      shareCode(one.name, other.name) || (!codesDiffer(one.name, other.name) && sameWords(one.name, other.name));
    return alike ? 'doubtful' : 'different';
  },
  facets: {},
  rank: () => 0,
};

/** What entries are in doubt with is told of their groups, and by what leads the others'. */
function doubtsOf(groups: readonly ProblemGroup[], refuted: readonly ProblemLine[]): ProblemsView['elsewhere'] {
  const all = groups.flatMap(({ entries }) => entries);
  const { elsewhere } = mergeSources([...all, ...refuted], maybeSameProblem);
  const leadOf = new Map(groups.flatMap(({ lead, entries }) => entries.map((entry) => [entry, lead])));
  const doubts = [...groups, ...refuted.map((line) => ({ lead: line, entries: [line] }))].map(({ lead, entries }) => {
    const doubtful = entries.flatMap(({ key }) => elsewhere.get(key)?.doubtful ?? []);
    return [lead.key, new Set(doubtful.map((line) => leadOf.get(line) ?? line))] as const;
  });
  return new Map(
    doubts.flatMap(([key, doubtful]) =>
      doubtful.size > 0 ? [[key, { also: [], differs: [], doubtful: [...doubtful] }]] : [],
    ),
  );
}

function groupOf(lines: ProblemLine[]): ProblemGroup {
  const rank = (line: ProblemLine): number => (!isCurrent(line) ? 2 : line.status === 'unknown' ? 1 : 0);
  const lead = lines.reduce((best, line) => (rank(line) < rank(best) ? line : best));
  const dated = lines.flatMap(({ onset }) => (beginning(onset) ? (onset as When) : []));
  const earliest = dated.sort((one, other) => dateOrder(beginning(one)) - dateOrder(beginning(other)))[0];
  // As shown: the newest of each source, and the lead of its own.
  const bySource = new Map([...lines.toReversed(), lead].map((line) => [line.origin.source, line]));
  const told = [...bySource.values()];
  const sure = told.flatMap(({ verification }) => (verification === 'unknown' ? [] : verification));
  return {
    key: lead.key,
    lead,
    entries: [lead, ...lines.filter((line) => line !== lead)],
    onset: earliest ?? lines.find(({ onset }) => onset)?.onset,
    kind: KINDS.find((kind) => lines.some((line) => line.kind === kind)) ?? 'other',
    sourcesDisagree: new Set(told.map(({ status }) => status)).size > 1 || new Set(sure).size > 1,
  };
}

/** Problems before diagnoses of a visit, those of unknown status last. */
function currentRank({ lead, kind }: ProblemGroup): number {
  return (lead.status === 'unknown' ? 2 : 0) + (kind === 'encounter-diagnosis' ? 1 : 0);
}
