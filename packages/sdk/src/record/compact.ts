/**
 * Makes resources small in memory. A long record says the same things thousands of times over: the same codes, the same
 * patient, the same laboratory. Each is kept once.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { decimalText, toJson } from '../format/decimal.ts';

/**
 * Tries before an element is judged, and the part of them that must have met an equal one. Many: results of a few dozen
 * tests meet their like only after some hundreds.
 */
const TRIES = 2000;
const WORTH_IT = 1 / 4;

/** What no view shows of the types that a record holds by the ten thousand, and every resource has of its own. */
const UNSHOWN: Readonly<Partial<Record<FhirResource['resourceType'], readonly string[]>>> = {
  Observation: ['identifier'],
};

/** Types whose narrative may say what nothing else does (US Core CarePlan). */
const NARRATED = new Set(['CarePlan']);

/** What was written in one go has one `meta`, but may come far apart: judged by tries, few of them would seem equal. */
const ALWAYS = 'meta';

export class Compactor {
  /** Elements by their JSON. */
  readonly #known = new Map<string, object>();
  readonly #strings = new Map<string, string>();
  /** By type and name of the element. */
  readonly #worth = new Map<string, Map<string, Worth>>();

  /**
   * Changes `resource`, which must be nobody else's: equal elements become one object, and what is never shown goes: the
   * narrative, which is markup (FHIR R4 §2.4.4), and {@link UNSHOWN}.
   */
  compact(resource: FhirResource): void {
    const elements = resource as unknown as Record<string, unknown>;
    const type = resource.resourceType;
    // Set and not deleted: objects of one shape are smaller.
    if (elements['text'] && !NARRATED.has(type)) elements['text'] = undefined;
    for (const name of UNSHOWN[type] ?? []) if (elements[name]) elements[name] = undefined;
    const worths = this.#worthsOf(type);
    for (const name in elements) {
      const value = elements[name];
      if (typeof value === 'string' && name !== 'id') elements[name] = this.#string(value);
      if (typeof value !== 'object' || value === null) continue;
      let worth = worths.get(name);
      if (!worth) worths.set(name, (worth = { tries: 0, met: 0 }));
      if (name !== ALWAYS && worth.tries >= TRIES && worth.met < worth.tries * WORTH_IT) {
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
    this.#strings.clear();
  }

  #worthsOf(type: string): Map<string, Worth> {
    let worths = this.#worth.get(type);
    if (!worths) this.#worth.set(type, (worths = new Map<string, Worth>()));
    return worths;
  }

  /** An element that differs every time still names the same unit, system and codes. */
  #compactStrings(holder: Record<string, unknown>): void {
    for (const name in holder) {
      const value = holder[name];
      if (typeof value === 'string' && REPEATED.has(name)) holder[name] = this.#string(value);
      else if (typeof value === 'object' && value !== null) this.#compactStrings(value as Record<string, unknown>);
    }
  }

  #string(value: string): string {
    const known = this.#strings.get(value);
    if (known === undefined) this.#strings.set(value, value);
    return known ?? value;
  }

  #equal(value: object): object {
    const json = JSON.stringify(value);
    // Equal as JSON is not the same where a decimal was sent as `5.0`.
    const asSent = HAS_NUMBER.test(json) && !saysItAll(value) ? toJson(value) : json;
    const known = this.#known.get(asSent);
    if (known === undefined) this.#known.set(asSent, value);
    return known ?? value;
  }
}

interface Worth {
  tries: number;
  met: number;
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
