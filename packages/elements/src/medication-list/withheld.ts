import type { MedicationListView, Medicine } from '@ehr-widgets/sdk/medications';

/**
 * The list as it can be told while supplies may be missing: what is worked out from all of them (refills left, not
 * supplied, run out) is not known then.
 */
export function withoutWorkedOut(list: MedicationListView): MedicationListView {
  return { ...list, current: list.current.map(surely) };
}

function surely(medicine: Medicine): Medicine {
  const { status, refills, lead } = medicine;
  const { allowed = '', supplies = 0, basis } = refills ?? {};
  const counted = basis === 'worked-out';
  const byRefills = counted && (status === 'active-refills-left' || status === 'active-no-refills');
  const bySupplies = lead.kind === 'request' && (status === 'not-filled' || status === 'supply-over');
  if (!counted && !bySupplies) return medicine;
  return {
    ...medicine,
    ...(counted && { refills: { allowed, supplies } }),
    ...((byRefills || bySupplies) && { status: 'active', statusDate: lead.date }),
  };
}
