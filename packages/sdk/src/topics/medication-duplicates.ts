/**
 * Which medicines of a list may be one and the same, and which hold the same substance: what a reader should not overlook
 * where both are taken.
 * @module
 */
import { grouped } from '../format/read.ts';
import { codesDiffer } from './elsewhere.ts';
import { medicationWay, substancesOf } from './medication-identity.ts';
import type { Medicine } from './medication-view.ts';
import { firstDay, plannedEnd } from './medications.ts';

/**
 * What may be the same is worth a word where both are taken, or another source goes on with one of them. `possibleDuplicates`
 * come as doubts, and leave as those that are worth one.
 */
export function withDuplicates(medicines: readonly Medicine[]): Medicine[] {
  const byKey = new Map(medicines.map((medicine) => [medicine.key, medicine]));
  const bySubstance = grouped(
    medicines.flatMap((medicine) =>
      medicine.place === 'current' ? substancesOf(medicine).map((substance) => ({ substance, medicine })) : [],
    ),
    ({ substance }) => substance,
  );
  return medicines.map((medicine) => {
    const isCurrent = medicine.place === 'current';
    const possibleDuplicates = medicine.possibleDuplicates.filter((key) => {
      const other = byKey.get(key);
      if (!other || areApart(medicine, other)) return false;
      const isOther = other.place === 'current';
      return other.origin.source === medicine.origin.source ? isCurrent && isOther : isCurrent || isOther;
    });
    const alike = isCurrent
      ? substancesOf(medicine).flatMap((one) => (bySubstance.get(one) ?? []).map((each) => each.medicine))
      : [];
    const sameSubstance = [...new Set(alike)]
      .filter((other) => other !== medicine && !medicine.possibleDuplicates.includes(other.key))
      .filter((other) => !areApart(medicine, other) && areTakenAlike(medicine, other))
      .map(({ key }) => key);
    return { ...medicine, possibleDuplicates, sameSubstance };
  });
}

/** One is over before the other begins, or each goes to a place of the body, or a way into it, of its own. */
function areApart({ lead: one }: Medicine, { lead: other }: Medicine): boolean {
  if (endsBefore(one, other) || endsBefore(other, one)) return true;
  const places = ({ dosages }: Medicine['lead']) => dosages.map(({ site, route }) => [site, route] as const);
  const [here, there] = [places(one), places(other)];
  return (
    here.length > 0 &&
    there.length > 0 &&
    here.every(([site, route]) =>
      there.every(([alsoSite, alsoRoute]) => codesDiffer(site, alsoSite) || codesDiffer(route, alsoRoute)),
    )
  );
}

function endsBefore({ dosages }: Medicine['lead'], { dosages: later }: Medicine['lead']): boolean {
  const [end, start] = [plannedEnd(dosages), firstDay(later)];
  return end !== undefined && start !== undefined && end.slice(0, start.length) < start.slice(0, end.length);
}

/** A cream beside a tablet is meant so. */
function areTakenAlike(one: Medicine, other: Medicine): boolean {
  const [way, also] = [medicationWay(one), medicationWay(other)];
  return way === undefined || also === undefined || way === also;
}
