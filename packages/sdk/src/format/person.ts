/**
 * Names of people and how to reach them (FHIR R4 §2.24.0.13 HumanName, §2.24.0.14 Address, §2.24.0.15 ContactPoint).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { extensions, oneOf, text, texts } from './read.ts';
import { periodOf, type Period } from './when.ts';

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

const USES = ['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden'] as const;

/** A FHIR HumanName; undefined when it says nothing. */
export function personNameOf(sent: fhir.HumanName | null | undefined): PersonName | undefined {
  const [representation] = extensions(sent, 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation');
  const name: PersonName = {
    use: oneOf(USES, sent?.use) ?? 'unknown',
    text: text(sent?.text),
    family: text(sent?.family),
    given: texts(sent?.given),
    prefix: texts(sent?.prefix),
    suffix: texts(sent?.suffix),
    period: periodOf(sent?.period),
    representation: oneOf(['ABC', 'IDE', 'SYL'], representation?.['valueCode']),
  };
  return name.text || name.family || name.given.length > 0 ? name : undefined;
}

/** A name in one line, as one would say it. Languages that put the family name first should send `text`, which leads. */
export function formatName(name: PersonName): string {
  return name.text ?? [...name.prefix, ...name.given, name.family, ...name.suffix].filter(Boolean).join(' ');
}

/** The name by which a person goes now: the official one, then the usual, then any that is neither old nor run out. */
export function currentName(names: readonly PersonName[], now: Date): PersonName | undefined {
  const inForce = names.filter(({ use, period }) => use !== 'old' && use !== 'maiden' && !isOver(period, now));
  const candidates = inForce.length > 0 ? inForce : names;
  const order = ['official', 'usual', 'unknown', 'temp', 'nickname', 'anonymous', 'old', 'maiden'] as const;
  return [...candidates].sort((one, other) => order.indexOf(one.use) - order.indexOf(other.use))[0];
}

/** Whether a period ended before a moment. A partial end date counts to its own end. */
export function isOver(period: Period | undefined, now: Date): boolean {
  const end = period?.end;
  return (
    end !== undefined &&
    (end.includes('T') ? Date.parse(end) < now.getTime() : end < now.toISOString().slice(0, end.length))
  );
}
