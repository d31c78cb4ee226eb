/**
 * What one source tells of each medicine: a prescription with its supplies, its renewals, and what is reported of it (the
 * rules in words: docs/merging.md).
 * @module
 */
import { grouped } from '../format/read.ts';
import type { MedicationDocument } from './medication-document.ts';
import { compareMedicines, medicineKeys, signatureOf, tellingOf } from './medication-identity.ts';
import { inOrder, isInForce, isNotBegun } from './medication-lead.ts';
import { directionsDiffer, strengthsDiffer, type Told } from './same-medicine.ts';

export interface Course {
  readonly documents: readonly MedicationDocument[];
  /** Places, in the list of courses, of others that may be the same medicine. */
  readonly doubtful: ReadonlySet<number>;
}

/** `documents` are those of one source. */
export function coursesOf(documents: readonly MedicationDocument[], now: Date): Course[] {
  const { free, attached } = attach(inOrder(documents));
  const { kinds, doubtful } = medicinesOf(free);
  const courses: MedicationDocument[][] = [];
  const places = kinds.map((kind) =>
    split(kind, now).map((part) => courses.push(part.flatMap((one) => [one, ...(attached.get(one.key) ?? [])])) - 1),
  );
  const maybe = courses.map(() => new Set<number>());
  const doubt = (one: number, other: number): unknown =>
    one !== other && maybe[one]?.add(other) && maybe[other]?.add(one);
  for (const own of places) for (const one of own) for (const other of own) doubt(one, other);
  for (const [one, others] of doubtful)
    for (const here of places[one] ?? [])
      for (const other of others) for (const there of places[other] ?? []) doubt(here, there);
  return courses.map((of, place) => ({ documents: of, doubtful: maybe[place] ?? new Set() }));
}

/** What names the one prescription that it belongs to goes with that, whatever product was handed over in the end. */
function attach(documents: readonly MedicationDocument[]): {
  free: MedicationDocument[];
  attached: Map<string, MedicationDocument[]>;
} {
  const byKey = new Map(documents.map((document) => [document.key, document]));
  const attached = new Map<string, MedicationDocument[]>();
  const prescriptionsOf = ({ follows }: MedicationDocument): MedicationDocument[] =>
    follows.flatMap((key) => {
      const found = byKey.get(key);
      // A statement may be drawn from a supply, which names the prescription.
      return found?.kind === 'dispense' ? found.follows.flatMap((also) => byKey.get(also) ?? []) : (found ?? []);
    });
  const free = documents.filter((document) => {
    if (document.kind === 'request') return true;
    const named = new Set(prescriptionsOf(document).filter(({ kind }) => kind === 'request'));
    const fitting = [...named].filter((one) => compareMedicines(tellingOf(one), tellingOf(document)) === 'same');
    const [owner, ...others] = named.size > 1 ? fitting : named;
    if (!owner || others.length > 0) return true;
    attached.set(owner.key, [...(attached.get(owner.key) ?? []), document]);
    return false;
  });
  return { free, attached };
}

/** Documents about one medicine together; by their places, which of them may be the same as which. */
function medicinesOf(documents: readonly MedicationDocument[]): {
  kinds: MedicationDocument[][];
  doubtful: ReadonlyMap<number, ReadonlySet<number>>;
} {
  const alike = [...grouped(documents, signatureOf).values()];
  const tellings = alike.map(([first]) => tellingOf(first as MedicationDocument));
  const same = links(alike.length);
  const maybe = links(alike.length);
  const placeOf = new Map(alike.flatMap((all, place) => all.map(({ key }) => [key, place] as const)));
  for (const [one, other] of pairsOf(tellings)) {
    const likeness = compareMedicines(tellings[one] as Told, tellings[other] as Told);
    if (likeness === 'different') continue;
    // A renewal under another name is the same medicine; another strength stays a medicine of its own.
    const renews = isLinked(alike[one], placeOf, other) || isLinked(alike[other], placeOf, one);
    const isRenewal = renews && !strengthsDiffer(tellings[one] as Told, tellings[other] as Told);
    const into = likeness === 'same' || isRenewal ? same : maybe;
    into[one]?.add(other);
    into[other]?.add(one);
  }
  const kinds: MedicationDocument[][] = [];
  const kindOf = new Map<number, number>();
  for (const place of alike.keys()) {
    if (kindOf.has(place)) continue;
    const all = reached(place, same);
    // Where some are the same as a third and not as each other, none goes with any.
    const agree = all.every((one) => all.every((other) => one === other || same[one]?.has(other)));
    if (!agree) for (const one of all) for (const other of all) if (one !== other) maybe[one]?.add(other);
    for (const of of agree ? [all] : all.map((one) => [one])) {
      const kind = kinds.push(of.flatMap((one) => alike[one] ?? [])) - 1;
      for (const one of of) kindOf.set(one, kind);
    }
  }
  const doubtful = new Map<number, Set<number>>();
  for (const [place, others] of maybe.entries()) {
    const kind = kindOf.get(place) as number;
    const known = doubtful.get(kind) ?? new Set();
    doubtful.set(kind, known);
    for (const other of others) if (kindOf.get(other) !== kind) known.add(kindOf.get(other) as number);
  }
  return { kinds, doubtful };
}

/** Whether one of them renews or carries out one of those at `place`. */
function isLinked(
  documents: readonly MedicationDocument[] | undefined,
  placeOf: ReadonlyMap<string, number>,
  place: number,
): boolean {
  return (documents ?? []).some(({ follows }) => follows.some((key) => placeOf.get(key) === place));
}

/** Orders in force at the same time that are to be taken differently are two: which of them counts is not for us to say. */
function split(documents: readonly MedicationDocument[], now: Date): MedicationDocument[][] {
  const inForce = documents.filter((one) => isInForce(one, now) && !one.doNotPerform);
  const clusters: MedicationDocument[][] = [];
  // Who says how first: who does not goes with the only one, or stands alone.
  for (const one of [...inForce.filter(saysHow), ...inForce.filter((each) => !saysHow(each))]) {
    const fitting = clusters.filter((cluster) =>
      cluster.every((other) => !directionsDiffer(tellingOf(one), tellingOf(other))),
    );
    const [cluster, ...others] = fitting;
    if (cluster && others.length === 0) cluster.push(one);
    else clusters.push([one]);
  }
  const rest = documents.filter((one) => !inForce.includes(one));
  const byKey = new Map(documents.map((one) => [one.key, one]));
  const apart: MedicationDocument[] = [];
  const proposals: MedicationDocument[][] = [];
  for (const one of rest) {
    const linked = clusters.filter((cluster) =>
      cluster.some((other) => isBehind(one, other, byKey) || isBehind(other, one, byKey)),
    );
    const home = linked.length === 1 ? linked[0] : clusters.length === 1 ? clusters[0] : undefined;
    const isOther =
      isNotBegun(one) &&
      linked.length === 0 &&
      home?.some((other) => directionsDiffer(tellingOf(one), tellingOf(other)));
    if (isOther) proposals.push([one]);
    else (home ?? apart).push(one);
  }
  return [...clusters, ...(apart.length > 0 ? [apart] : []), ...proposals];
}

function saysHow({ dosages }: MedicationDocument): boolean {
  return dosages.length > 0;
}

/** Whether `later` renews or carries out `earlier`, directly or by way of others. */
function isBehind(
  earlier: MedicationDocument,
  later: MedicationDocument,
  byKey: ReadonlyMap<string, MedicationDocument>,
): boolean {
  const seen = new Set([later.key]);
  for (const key of seen) for (const followed of byKey.get(key)?.follows ?? []) seen.add(followed);
  return seen.has(earlier.key) && earlier !== later;
}

function links(size: number): Set<number>[] {
  return Array.from({ length: size }, () => new Set());
}

/** Places of those that share a word or a code. */
function* pairsOf(tellings: readonly Told[]): Generator<readonly [number, number]> {
  const buckets = new Map<string, number[]>();
  for (const [place, telling] of tellings.entries()) {
    const met = new Set<number>();
    for (const key of medicineKeys(telling)) {
      const bucket = buckets.get(key) ?? [];
      buckets.set(key, bucket);
      for (const other of bucket) if (other !== place) met.add(other);
      bucket.push(place);
    }
    for (const other of met) yield [other, place];
  }
}

function reached(place: number, same: readonly ReadonlySet<number>[]): number[] {
  const all = new Set([place]);
  for (const one of all) for (const other of same[one] ?? []) all.add(other);
  return [...all];
}
