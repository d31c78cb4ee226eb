import type { MedicationListView, Medicine, MedicineStatus } from '@ehr-widgets/sdk/medications';
import type { Reader } from '../shared/reader.ts';

export type ViewName = 'current' | 'past' | 'proposed' | 'all';
export type SortName = 'attention' | 'name' | 'supplied' | 'changed';
export type GroupName = 'none' | 'purpose' | 'class';
export type FilterName = 'any' | 'check' | 'refill' | 'asked' | 'reported' | 'over-the-counter';
/** The parts of a list sorted by what needs attention, in their order. */
export type HeadingName = 'do-not-give' | 'check' | 'now' | 'needed' | 'later' | 'hold' | 'proposed' | 'past' | 'all';

/** What a reader has chosen to see, and how. */
export interface Choice {
  readonly view: ViewName;
  readonly sort: SortName;
  readonly group: GroupName;
  readonly filter: FilterName;
  readonly search: string;
}

/** How a list starts, and what a printed sheet goes by: nothing left out. */
export const everything: Choice = { view: 'all', sort: 'attention', group: 'none', filter: 'any', search: '' };

/** Medicines under one heading. `heading` is one of ours, or the record's own words. */
export interface Group {
  readonly heading: { readonly ours: HeadingName } | { readonly theirs: string } | undefined;
  readonly medicines: readonly Medicine[];
}

/** The medicines of each view. Each medicine is in exactly one of the first three, and in `all`: the counts add up. */
export function viewsOf(list: MedicationListView): Readonly<Record<ViewName, readonly Medicine[]>> {
  const current = [...list.doNotGive, ...list.current];
  return {
    current,
    past: list.past,
    proposed: list.proposed,
    all: [...current, ...list.proposed, ...list.past],
  };
}

/** In which part of a list sorted by attention a medicine stands. */
function headingOf(medicine: Medicine): HeadingName {
  switch (medicine.place) {
    case 'do-not-give':
    case 'proposed':
    case 'past':
      return medicine.place;
    case 'current':
      if (isToCheck(medicine)) return 'check';
      if (medicine.status === 'on-hold' || medicine.status === 'reported-on-hold') return 'hold';
      if (medicine.status === 'starts-later') return 'later';
      return medicine.asNeeded ? 'needed' : 'now';
  }
}

/** Somebody has to decide or do something before all is well. */
export function isToCheck({ status, conflicts, allergyClashes }: Medicine): boolean {
  return allergyClashes.length > 0 || conflicts.length > 0 || TO_CHECK.has(status);
}

const TO_CHECK: ReadonlySet<MedicineStatus> = new Set([
  'disagreement',
  'not-taken-as-ordered',
  'active-no-refills',
  'supply-over',
  'supply-on-hold',
  'supply-declined',
  'supply-cancelled',
  'expired',
  'course-over',
  'unknown',
] as const);

const HEADINGS: readonly HeadingName[] = ['do-not-give', 'check', 'now', 'needed', 'later', 'hold', 'proposed', 'past'];

/** Sorts and groups the whole of what is chosen, whatever part of it is on the screen. */
export function arrange(
  medicines: readonly Medicine[],
  { sort, group }: Choice,
  reader: Reader,
  nameOf: (medicine: Medicine) => string,
): Group[] {
  const sorted = sortedBy(sort, medicines, reader, nameOf);
  if (group !== 'none') return groupedBy(group, sorted, reader);
  if (sort !== 'attention') return [{ heading: undefined, medicines: sorted }];
  return HEADINGS.map((ours) => ({
    heading: { ours },
    medicines: sorted.filter((medicine) => headingOf(medicine) === ours),
  })).filter((one) => one.medicines.length > 0);
}

function sortedBy(
  sort: SortName,
  medicines: readonly Medicine[],
  { locale }: Reader,
  nameOf: (medicine: Medicine) => string,
): Medicine[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const byName = (one: Medicine, other: Medicine): number => collator.compare(nameOf(one), nameOf(other));
  const newest = (of: (medicine: Medicine) => string | undefined) => (one: Medicine, other: Medicine) =>
    (of(other) ?? '').localeCompare(of(one) ?? '') || byName(one, other);
  const compare: Readonly<Record<SortName, (one: Medicine, other: Medicine) => number>> = {
    attention: (one, other) => urgency(one) - urgency(other) || byName(one, other),
    name: byName,
    supplied: newest(({ supply }) => supply?.lastFilled),
    changed: newest(({ changed }) => changed),
  };
  return [...medicines].sort(compare[sort]);
}

/** What can harm comes first among what is to be checked. */
function urgency({ allergyClashes, conflicts, status, place }: Medicine): number {
  if (place === 'past') return 3;
  if (allergyClashes.length > 0) return 0;
  if (conflicts.length > 0 || status === 'disagreement') return 1;
  return 2;
}

/** A medicine for two purposes stands under both together, never twice: the counts add up. */
function groupedBy(group: Exclude<GroupName, 'none'>, medicines: readonly Medicine[], reader: Reader): Group[] {
  const groups = new Map<string, Medicine[]>();
  for (const medicine of medicines) {
    const name = reader.concepts(group === 'purpose' ? medicine.reasons : medicine.classes);
    groups.set(name, [...(groups.get(name) ?? []), medicine]);
  }
  const collator = new Intl.Collator(reader.locale, { numeric: true });
  return [...groups]
    .sort(([one], [other]) => (one === '' ? 1 : other === '' ? -1 : collator.compare(one, other)))
    .map(([theirs, found]) => ({ heading: { theirs }, medicines: found }));
}

/** The first of the groups' medicines, group by group. */
export function firstOf(groups: readonly Group[], count: number): Group[] {
  const first: Group[] = [];
  let left = count;
  for (const group of groups) {
    if (left <= 0) break;
    first.push({ ...group, medicines: group.medicines.slice(0, left) });
    left -= group.medicines.length;
  }
  return first;
}
