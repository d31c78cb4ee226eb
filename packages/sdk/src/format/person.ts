/**
 * Names of people and how to reach them (FHIR R4 §2.24.0.13 HumanName, §2.24.0.14 Address, §2.24.0.15 ContactPoint).
 * @module
 */

export interface Period {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/** A name with its parts apart. At least one of `text`, `family` and `given` says something. */
export interface PersonName {
  readonly use: 'usual' | 'official' | 'temp' | 'nickname' | 'anonymous' | 'old' | 'maiden' | 'unknown';
  /** The whole name as the sender writes it. */
  readonly text?: string | undefined;
  readonly family?: string | undefined;
  readonly given: readonly string[];
  readonly prefix: readonly string[];
  readonly suffix: readonly string[];
  readonly period?: Period | undefined;
  /** How the name is written: alphabetic, ideographic or by sound (`iso21090-EN-representation`). */
  readonly representation?: 'ABC' | 'IDE' | 'SYL' | undefined;
}
