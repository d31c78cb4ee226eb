/**
 * Immunizations (FHIR R4 §11.5 Immunization).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { quantityOf, type Quantity } from '../format/quantity.ts';
import { date, list, text, truth } from '../format/read.ts';
import { beginning, newestFirst, whenOf, type When } from '../format/when.ts';
import {
  codesDiffer,
  conceptKeys,
  daysApart,
  mergeSources,
  sameCode,
  sameWords,
  shareCode,
  toldDifferently,
  type Elsewhere,
  type Identity,
} from './elsewhere.ts';
import { namedLine, partyOf, statusOf, type NamedLine, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOf, contradicts, noneMeaning, noneStatementsOf, type NoneStatements } from './none.ts';
import { topic } from './topic.ts';

export interface ProtocolDose {
  readonly series?: string | undefined;
  /** A number or words, as sent. */
  readonly doseNumber?: string | undefined;
  readonly seriesDoses?: string | undefined;
  readonly targetDiseases: readonly Concept[];
}

export interface ImmunizationLine extends NamedLine {
  readonly status: 'completed' | 'not-done' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly statusReason?: Concept | undefined;
  readonly occurrence?: When | undefined;
  readonly recordedDate?: string | undefined;
  /** False when it is known only from a report, for instance by the patient; absent when not said. */
  readonly primarySource?: boolean | undefined;
  readonly reportOrigin?: Concept | undefined;
  readonly manufacturer?: Party | undefined;
  readonly lotNumber?: string | undefined;
  readonly expirationDate?: string | undefined;
  readonly site?: Concept | undefined;
  readonly route?: Concept | undefined;
  readonly dose?: Quantity | undefined;
  /** A dose that may not protect, with reasons. */
  readonly subpotent: boolean;
  readonly subpotentReasons: readonly Concept[];
  readonly performers: readonly Party[];
  readonly location?: Party | undefined;
  readonly protocol: readonly ProtocolDose[];
}

export interface ImmunizationsView extends NoneStatements {
  /** Given, or of unknown status; newest first. */
  readonly given: readonly ImmunizationLine[];
  /** Offered or due, and not given. */
  readonly notDone: readonly ImmunizationLine[];
  readonly enteredInError: readonly ImmunizationLine[];
  /** What other sources tell of a line's dose, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<ImmunizationLine, ImmunizationFacet>>;
}

/** What two sources may tell differently of one dose. */
export type ImmunizationFacet = 'status' | 'lot number' | 'dose number';

export const immunizations = topic<ImmunizationsView>({
  name: 'immunizations',
  searches: [{ type: 'Immunization', by: 'patient', params: { _sort: '-date' } }],
  view: (input) => {
    const all = linesOf(input, 'Immunization', immunizationLine);
    const { lines, elsewhere } = mergeSources(newestFirst(all, dateOf), sameDose);
    const enteredInError = lines.filter(({ status }) => status === 'entered-in-error');
    const standing = lines.filter(({ status }) => status !== 'entered-in-error');
    const noneStatements = noneStatementsOf(standing, dateOf);
    const entries = standing.filter(({ name }) => !noneMeaning(name));
    const notDone = entries.filter(({ status }) => status === 'not-done');
    const given = entries.filter(({ status }) => status !== 'not-done');
    const contradicted = contradicts(noneStatements, given);
    return { given, notDone, enteredInError, elsewhere, noneStatements, contradicted };
  },
  content: (view) => contentOf(view, view.given, view.notDone),
});

const dateOf = (line: ImmunizationLine): string | undefined => beginning(line.occurrence) ?? line.recordedDate;

/** Doses recorded so many days apart may be one, reported later to the other source. */
const REPORTED_WITHIN = 7;

/** The rules in words: docs/merging.md. One vaccine on one day is one dose. */
const sameDose: Identity<ImmunizationLine, ImmunizationFacet> = {
  keys: ({ name }) => conceptKeys(name),
  compare: (one, other) => {
    if ([one, other].some(({ status }) => status === 'entered-in-error')) return 'different';
    const days = daysApart(beginning(one.occurrence), beginning(other.occurrence));
    if (days === undefined || days > REPORTED_WITHIN) return 'different';
    // A month or a year alone could hold another dose.
    const exact = [one, other].every(({ occurrence }) => (beginning(occurrence)?.length ?? 0) >= 'yyyy-mm-dd'.length);
    if (shareCode(one.name, other.name)) {
      return days === 0 && exact && sameCode(one.name, other.name) ? 'same' : 'doubtful';
    }
    return !codesDiffer(one.name, other.name) && sameWords(one.name, other.name) ? 'doubtful' : 'different';
  },
  facets: {
    // Of unknown status it counts as given, and so it is told where somebody did not give it.
    status: toldDifferently(({ status }) => (status === 'unknown' ? 'completed' : status)),
    'lot number': toldDifferently(({ lotNumber }) => lotNumber?.toUpperCase()),
    'dose number': toldDifferently(
      ({ protocol }) => protocol.map(({ doseNumber }) => doseNumber ?? '').join() || undefined,
    ),
  },
  // One that may not protect leads one of which that is not said.
  rank: ({ status, subpotent, primarySource }) =>
    (status === 'completed' ? 0 : 4) + (subpotent ? 0 : 2) + (primarySource === false ? 1 : 0),
};

function immunizationLine(reading: Reading<fhir.Immunization>): ImmunizationLine {
  const { resource } = reading;
  const { status, code } = statusOf(['completed', 'not-done', 'entered-in-error'], resource.status);
  return {
    ...namedLine(reading, resource.vaccineCode, resource.note),
    status,
    statusCode: code,
    statusReason: conceptOf(resource.statusReason),
    occurrence: whenOf(resource, 'occurrence'),
    recordedDate: date(resource.recorded),
    primarySource: truth(resource.primarySource),
    reportOrigin: conceptOf(resource.reportOrigin),
    manufacturer: partyOf(resource.manufacturer, reading),
    lotNumber: text(resource.lotNumber),
    expirationDate: date(resource.expirationDate),
    site: conceptOf(resource.site),
    route: conceptOf(resource.route),
    dose: quantityOf(resource.doseQuantity),
    subpotent: resource.isSubpotent === true,
    subpotentReasons: conceptsOf(resource.subpotentReason),
    performers: list(resource.performer).flatMap(({ actor }) => partyOf(actor, reading) ?? []),
    location: partyOf(resource.location, reading),
    protocol: list(resource.protocolApplied).map(protocolDose),
  };
}

function protocolDose(sent: fhir.ImmunizationProtocolApplied): ProtocolDose {
  return {
    series: text(sent.series),
    doseNumber: decimalText(sent, 'doseNumberPositiveInt') ?? text(sent.doseNumberString),
    seriesDoses: decimalText(sent, 'seriesDosesPositiveInt') ?? text(sent.seriesDosesString),
    targetDiseases: conceptsOf(sent.targetDisease),
  };
}
