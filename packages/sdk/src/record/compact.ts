/**
 * Makes resources small in memory. A long record says the same things thousands of times over: the same codes, the same
 * patient, the same laboratory. Each is kept once.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { decimalText } from '../format/decimal.ts';

/** Tries before an element is judged, and the part of them that must have met an equal one. */
const TRIES = 64;
const WORTH_IT = 1 / 4;

export class Compactor {
  /** Elements by their JSON, and strings. */
  readonly #known = new Map<string, unknown>();
  readonly #worth = new Map<string, { tries: number; met: number }>();

  /**
   * Changes `resource`, which must be nobody else's: equal elements become one object, and the narrative, which is
   * markup that is never shown (FHIR R4 §2.4.4), goes.
   */
  compact(resource: FhirResource): void {
    const elements = resource as unknown as Record<string, unknown>;
    // Set and not deleted: objects of one shape are smaller.
    if (elements['text']) elements['text'] = undefined;
    for (const name in elements) {
      const value = elements[name];
      if (name === 'resourceType') elements[name] = this.#once(resource.resourceType, value);
      if (typeof value !== 'object' || value === null) continue;
      const worth = this.#worthOf(`${resource.resourceType}.${name}`);
      if (worth.tries >= TRIES && worth.met < worth.tries * WORTH_IT) {
        this.#compactStrings(value as Record<string, unknown>);
        continue;
      }
      worth.tries++;
      const known = this.#equal(value);
      if (known !== value) worth.met++;
      elements[name] = known;
    }
  }

  /** Call when reading has ended: what was kept to compare with is as large as a short record. */
  forget(): void {
    this.#known.clear();
  }

  #worthOf(name: string): { tries: number; met: number } {
    let worth = this.#worth.get(name);
    if (!worth) this.#worth.set(name, (worth = { tries: 0, met: 0 }));
    return worth;
  }

  /** An element that differs every time still names the same unit, system and codes. */
  #compactStrings(holder: Record<string, unknown>): void {
    for (const name in holder) {
      const value = holder[name];
      if (typeof value === 'string' && REPEATED.has(name)) holder[name] = this.#once(`${name} ${value}`, value);
      else if (typeof value === 'object' && value !== null) this.#compactStrings(value as Record<string, unknown>);
    }
  }

  #once(key: string, value: unknown): unknown {
    if (!this.#known.has(key)) this.#known.set(key, value);
    return this.#known.get(key);
  }

  #equal(value: object): object {
    const json = JSON.stringify(value);
    // Equal as JSON is not the same where a decimal was sent as `5.0`.
    if (HAS_NUMBER.test(json) && !saysItAll(value)) return value;
    return this.#once(json, value) as object;
  }
}

const REPEATED = new Set(['system', 'unit', 'display', 'type']);

const HAS_NUMBER = /[:[,]-?\d/;

/** Whether JavaScript prints every number as it was sent. */
function saysItAll(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) =>
    typeof member === 'number' ? decimalText(value, name) === String(member) : saysItAll(member),
  );
}
