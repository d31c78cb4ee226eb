/**
 * How to take a medicine, as structure (FHIR R4 §2.39 Dosage, §2.24.0.19 Timing).
 * @module
 */
import type { Concept } from './concept.ts';
import type { Quantity, Range, Ratio } from './quantity.ts';

/** One amount of a dosage line; both dose and rate may be given. */
export interface Dose {
  readonly type?: Concept | undefined;
  readonly dose?: Quantity | Range | undefined;
  readonly rate?: Quantity | Range | Ratio | undefined;
}

/** A unit of time (UCUM, FHIR R4 UnitsOfTime). */
export type TimeUnit = 's' | 'min' | 'h' | 'd' | 'wk' | 'mo' | 'a';

/** How often and how long. Numbers are text, as sent. */
export interface DosageTiming {
  /** `frequency` to `frequencyMax` times per `period` to `periodMax` `periodUnit`. */
  readonly frequency?: string | undefined;
  readonly frequencyMax?: string | undefined;
  readonly period?: string | undefined;
  readonly periodMax?: string | undefined;
  readonly periodUnit?: TimeUnit | undefined;
  /** How long one administration lasts. */
  readonly duration?: string | undefined;
  readonly durationMax?: string | undefined;
  readonly durationUnit?: TimeUnit | undefined;
  readonly count?: string | undefined;
  readonly countMax?: string | undefined;
  readonly daysOfWeek: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /** `hh:mm:ss`, local to where the patient is. */
  readonly timesOfDay: readonly string[];
  /** EventTiming codes, such as `ACM` or `HS`. */
  readonly events: readonly string[];
  /** Minutes from the event. */
  readonly offset?: string | undefined;
  /** For how long the whole goes on. */
  readonly bounds?:
    | { readonly kind: 'period'; readonly start?: string | undefined; readonly end?: string | undefined }
    | { readonly kind: 'duration'; readonly duration: Quantity }
    | { readonly kind: 'range'; readonly range: Range }
    | undefined;
  /** Exact moments. */
  readonly dates: readonly string[];
  /** The timing's own words or code, when the structure above does not say it. */
  readonly code?: Concept | undefined;
}

/** One dosage instruction. Nothing in it is invented: a part the sender left out is absent. */
export interface Dosage {
  /** Lines with a higher sequence follow; lines with the same run at the same time. */
  readonly sequence?: string | undefined;
  /** The whole instruction as the prescriber wrote it. Leads when present. */
  readonly text?: string | undefined;
  readonly patientInstruction?: string | undefined;
  readonly additional: readonly Concept[];
  /** True, or what for. */
  readonly asNeeded?: true | Concept | undefined;
  readonly site?: Concept | undefined;
  readonly route?: Concept | undefined;
  readonly method?: Concept | undefined;
  readonly doses: readonly Dose[];
  readonly timing?: DosageTiming | undefined;
  readonly maxPerPeriod?: Ratio | undefined;
  readonly maxPerAdministration?: Quantity | undefined;
  readonly maxPerLifetime?: Quantity | undefined;
}
