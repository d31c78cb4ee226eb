/**
 * When medicines were begun, as marks beside a trend.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { beginning } from '../format/when.ts';
import type { MedicationLine } from './medications.ts';

/** When a medicine was begun, as far as the record says. */
export interface MedicineStart {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly date: string;
  readonly time: number;
  /** By what: the day of the order, which may not be the day of the first dose, or from when it was reported as taken. */
  readonly by: 'ordered' | 'taken';
}

/** What was begun of medicines that were ordered or taken, never of what was not to be. */
export interface MedicineStarts {
  /** Oldest first. */
  readonly starts: readonly MedicineStart[];
  /** Ordered or taken, and no date says since when: their count is to be told. */
  readonly undated: readonly MedicationLine[];
}

/** Marks beside a trend. */
export function medicineStarts(lines: readonly MedicationLine[]): MedicineStarts {
  const undated: MedicationLine[] = [];
  const starts: MedicineStart[] = [];
  for (const line of lines) {
    const { key, name, source, status, intent, doNotPerform, date, effective } = line;
    if (doNotPerform || NEVER_TAKEN.includes(status) || (intent && INTENDED.includes(intent))) continue;
    const taken = beginning(effective);
    const start = taken ?? (source === 'request' ? date : undefined);
    const time = dateOrder(start);
    if (start === undefined || !Number.isFinite(time)) undated.push(line);
    else starts.push({ key, name, date: start, time, by: taken ? 'taken' : 'ordered' });
  }
  return { starts: starts.sort((one, other) => one.time - other.time), undated };
}

const NEVER_TAKEN: readonly string[] = ['cancelled', 'draft', 'entered-in-error', 'intended', 'not-taken'];
const INTENDED: readonly string[] = ['proposal', 'plan', 'option'];
