/**
 * What a list of medicines shows: one line for each medicine that a person would call one, with everything that the
 * record tells of it.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Dosage } from '../format/dosage.ts';
import type { Quantity } from '../format/quantity.ts';
import type { AllergiesView, AllergyLine } from './allergies.ts';
import type { Party } from './line.ts';
import type { MedicationDocument, MedicationSubstitution } from './medication-document.ts';
import type { MedicineStatus } from './medication-status.ts';
import type { MedicineLine } from './medicine.ts';
import type { NoneStatements } from './none.ts';
import type { Origin } from './topic.ts';

/** In which of the lists a medicine stands. */
export type MedicinePlace = 'current' | 'proposed' | 'past' | 'do-not-give';

/**
 * One medicine. `key`, `reference`, `origin`, `name` and `notes` are those of the document that leads; `origins` are
 * all the sources that tell of it.
 */
export interface Medicine extends MedicineLine {
  readonly place: MedicinePlace;
  /** By the table of docs/medication-status.md. */
  readonly status: MedicineStatus;
  /** What the sources give as the reason for that status: why it was stopped, held, declined. */
  readonly statusReasons: readonly Concept[];
  /**
   * When what the status says was done or said: prescribed, proposed, reported, handed out, given. Absent for an order that
   * was stopped, held, cancelled or completed: FHIR R4 does not say when, and the day on which it was written is another.
   */
  readonly statusDate?: string | undefined;
  /** Who reported what the status says, where it is a report and the source says whose. */
  readonly statusBy?: Party | undefined;
  /** The document that leads. */
  readonly lead: MedicationDocument;
  /** Every document of this medicine, `lead` among them, newest first. None is left out but what was entered in error. */
  readonly history: readonly MedicationDocument[];
  readonly origins: readonly Origin[];
  /**
   * How to take it, in the order in which the steps apply: of the leading document (of the report, where nothing is in force
   * and it is reported as taken), else of the newest that says.
   */
  readonly dosages: readonly Dosage[];
  /** The key of the document that `dosages` are from, where that is neither the one that leads nor the report. */
  readonly dosagesFrom?: string | undefined;
  /** Which of `dosages` applies today, by the dates of the steps; undefined where they do not tell. */
  readonly dosageNow?: number | undefined;
  readonly categories: readonly Concept[];
  /** The classes that it is coded with, such as ATC groups: to group by. Empty where none is sent. */
  readonly classes: readonly Concept[];
  /** As far as any source's leading document has it coded. */
  readonly asNeeded: boolean;
  readonly prescriber?: Party | undefined;
  readonly pharmacy?: Party | undefined;
  /** The first date that any of its documents has. */
  readonly since?: string | undefined;
  /** The newest date that any of its documents has. */
  readonly changed?: string | undefined;
  readonly supply?: MedicineSupply | undefined;
  readonly refills?: Refills | undefined;
  /** From when the prescription may be used, where that is still to come. */
  readonly validFrom?: string | undefined;
  /** Until when the prescription may be used, as sent. */
  readonly validUntil?: string | undefined;
  /** The day on which it was to end, where that has passed and the status says that it goes on. Tell both. */
  readonly overdueEnd?: string | undefined;
  /** The first day of its directions, where that is still to come. */
  readonly startsOn?: string | undefined;
  /** Somebody other than the prescriber says so; a Party when the source says who. */
  readonly reported: boolean | Party;
  /** Bought without a prescription, by what is coded: nothing is taken from the name. */
  readonly overTheCounter: boolean;
  readonly substitution?: MedicationSubstitution | undefined;
  /** By coded match only. None found does not say that it is safe. */
  readonly allergyClashes: readonly AllergyClash[];
  /** What its documents tell differently. None of them is known to be the right one: show each. */
  readonly conflicts: readonly MedicineConflict[];
  /** Keys of other medicines of the list that may be the same one. */
  readonly possibleDuplicates: readonly string[];
  /**
   * Keys of other current medicines that hold one of its substances, by coded ingredients or by the words of their names, and
   * are taken in the same way: another strength, or a mixture. That there is none does not say that no other one does.
   */
  readonly sameSubstance: readonly string[];
}

/** What was handed out last. */
export interface MedicineSupply {
  /** When it was handed over; absent where nothing was, or the source does not say. */
  readonly lastFilled?: string | undefined;
  readonly quantity?: Quantity | undefined;
  readonly daysSupply?: Quantity | undefined;
  /** What was handed over, where that is not called and to be taken as the order says: another brand, or another strength. */
  readonly product?: Pick<MedicationDocument, 'name' | 'dosages'> | undefined;
  /** True when quantity and days' supply are those ordered, because no supply says its own. */
  readonly asOrdered: boolean;
  /** Worked out: the day of `lastFilled` and the days of `daysSupply` after it. What was left over before is not known. */
  readonly lastsUntil?: string | undefined;
}

/** Refills after the first supply. Numbers are text, as sent. */
export interface Refills {
  readonly allowed: string;
  /** Absent where it cannot be told. */
  readonly left?: string | undefined;
  /**
   * `as-sent`: the sender says how many were used, or allows none. `worked-out`: counted by the supplies that name this
   * prescription, `supplies` of them; right only where every supply was read, so not while the state is incomplete.
   */
  readonly basis?: 'as-sent' | 'worked-out' | undefined;
  readonly supplies: number;
}

/** A medicine and an allergy that bear the same code. */
export interface AllergyClash {
  readonly allergy: AllergyLine;
  /** What matched: the medicine's own code, an ingredient's, or a class's, that the allergy has too. */
  readonly matched: Concept;
  readonly by: 'medicine' | 'ingredient' | 'class';
}

/** Documents that tell of one medicine differently. */
export interface MedicineConflict {
  /**
   * `status`: one says it is taken and another that it is not. `dosage`: two that are in force say different amounts,
   * times or routes. `not-taken`: it is ordered, and reported as not taken.
   */
  readonly kind: 'status' | 'dosage' | 'not-taken';
  /** One for each telling, the leading one first. */
  readonly documents: readonly MedicationDocument[];
}

export interface MedicationListView extends NoneStatements {
  /** Newest first. Each medicine is in exactly one of the four lists. */
  readonly current: readonly Medicine[];
  /** Drafts, proposals, options, and what is intended: not in force. */
  readonly proposed: readonly Medicine[];
  readonly past: readonly Medicine[];
  /** Orders in force not to give it. */
  readonly doNotGive: readonly Medicine[];
  /** Hidden, and counted. */
  readonly enteredInError: readonly MedicationDocument[];
  /** For the same sheet of paper. */
  readonly allergies: AllergiesView;
}
