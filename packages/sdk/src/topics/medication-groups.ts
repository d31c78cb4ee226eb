/**
 * Brings together what a record tells of each medicine: what several sources tell, after what each of them tells by itself
 * (the rules in words: docs/merging.md). What is in doubt stays apart, and says so.
 * @module
 */
import { grouped } from '../format/read.ts';
import { newestFirst } from '../format/when.ts';
import { mergeSources, type Identity } from './elsewhere.ts';
import type { MedicationDocument } from './medication-document.ts';
import { compareAcross, medicineKeys, tellingOf } from './medication-identity.ts';
import { inOrder, leadOf } from './medication-lead.ts';
import { coursesOf } from './medication-courses.ts';
import { rankOf, type Told } from './same-medicine.ts';
import type { Line } from './topic.ts';

/** What one source tells of one medicine. */
export interface SourceGroup extends Line {
  /** Newest first. */
  readonly documents: readonly MedicationDocument[];
  readonly lead: MedicationDocument;
  readonly told: Told;
}

/** What all sources tell of one medicine. */
export interface MedicineGroup {
  /** The one that leads first. */
  readonly groups: readonly [SourceGroup, ...SourceGroup[]];
  /** Keys of the leading groups of others that may be the same medicine. */
  readonly doubtful: readonly string[];
}

/** `documents` are without what was entered in error. */
export function medicineGroups(documents: readonly MedicationDocument[], now: Date): MedicineGroup[] {
  const doubts = new Map<string, Set<string>>();
  const groups: SourceGroup[] = [];
  for (const of of grouped(documents, ({ origin }) => origin.source).values()) {
    const courses = coursesOf(of, now).map(({ documents: all, doubtful }) => ({ group: groupOf(all, now), doubtful }));
    for (const [index, { group, doubtful }] of courses.entries()) {
      groups.push(group);
      doubts.set(
        group.key,
        new Set([...doubtful].flatMap((at) => (at === index ? [] : (courses[at]?.group.key ?? [])))),
      );
    }
  }
  const { lines, elsewhere } = mergeSources(newestFirst(groups, newestDate), sameAcross);
  const merged = lines.map((line): MedicineGroup['groups'] => [line, ...(elsewhere.get(line.key)?.also ?? [])]);
  const leads = new Map(merged.flatMap((all) => all.map(({ key }) => [key, all[0].key] as const)));
  return merged.map((all) => {
    const [{ key }] = all;
    const here = all.flatMap((group) => [...(doubts.get(group.key) ?? [])]);
    const there = (elsewhere.get(key)?.doubtful ?? []).map((group) => group.key);
    const others = new Set([...here, ...there].map((other) => leads.get(other) ?? other));
    others.delete(key);
    return { groups: all, doubtful: [...others].sort() };
  });
}

function groupOf(documents: readonly MedicationDocument[], now: Date): SourceGroup {
  const lead = leadOf(documents, now) as MedicationDocument;
  const { key, reference, origin } = lead;
  return { key, reference, origin, documents: inOrder(documents), lead, told: tellingOf(lead) };
}

const newestDate = ({ documents }: SourceGroup): string | undefined => documents[0]?.date;

const sameAcross: Identity<SourceGroup, never> = {
  keys: ({ told }) => medicineKeys(told),
  compare: ({ told: one }, { told: other }) => compareAcross(one, other),
  // What they tell differently is told for documents of one source as well (medication-conflicts.ts).
  facets: {},
  // Among equals the one that has more of the story.
  rank: ({ told, lead, documents }) =>
    rankOf(told, lead.kind === 'request') - documents.length / (documents.length + 1),
};
