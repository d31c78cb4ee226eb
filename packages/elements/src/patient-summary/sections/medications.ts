import {
  medications,
  type Dosage,
  type MedicationLine,
  type MedicationStatus,
  type MedicationsView,
} from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources, rowTelling } from './across-sources.ts';
import {
  contradictions,
  nameOf,
  noneOf,
  pastOf,
  restOf,
  rowOf,
  statementsOf,
  struckRows,
  telling,
  titled,
  type Telling,
} from './line-words.ts';

/** What is being taken, how, and what must not be given; past medicines on request. */
export const medicationsSection: SummarySection<MedicationsView> = {
  name: 'medications',
  topic: medications,
  column: 2,
  ...titled('medications'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const noun = told.words.topics.medications.noun;
    const whole = (line: MedicationLine): Row =>
      acrossSources(row(line, told), line, view.elsewhere.get(line.key), told, (one) =>
        rowTelling({ ...row(one, told), side: reader.day(one.date) }, told.words.medicationStatus[one.status]),
      );
    const rows = [...view.doNotGive, ...view.current].map(whole);
    const others = [...view.proposed, ...view.past].map(whole);
    const struck = struckRows(view.enteredInError, told);
    const rest =
      view.proposed.length > 0
        ? restOf([...others, ...struck], told.words.notInForce(reader.count(others.length)))
        : pastOf(others, struck, told);
    return {
      count: view.current.length > 0 ? reader.count(view.current.length) : undefined,
      rows,
      rest,
      notes: contradictions(view, told),
      none: noneOf(view, noun, told, rest),
      statements: statementsOf(view, told),
    };
  },
};

function row(line: MedicationLine, told: Telling): Row {
  const { reader, words } = told;
  const sigs = sigsOf(line.dosages, told);
  const reasons = reader.concepts(line.reasons);
  const reported = typeof line.reported === 'object' ? line.reported.kind === 'patient' : false;
  return {
    ...rowOf(
      line,
      [
        ...sigs.map((text) => [words.dosage, text] as const),
        [words.reason, reasons],
        [words.prescribedBy, reader.party(line.requester)],
        [words.recorded, reader.day(line.date)],
        [words.status, reader.concepts(line.statusReasons)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side:
      line.status === 'active' && sigs.length > 0 && line.dosages.every(({ asNeeded }) => asNeeded === true)
        ? words.whenNeeded
        : reader.when(line.effective),
    chips: [...intentChips(line, told), ...statusChips(line.status, words.medicationStatus), ...doubtChips(line, told)],
    sub: [
      ...(line.doNotPerform ? [] : sigs.length > 0 ? sigs : [words.noDosage]),
      reader.concepts(line.statusReasons),
      reasons && `${words.reason}: ${reasons}`,
      reported ? words.reportedByPatient : '',
      line.notTaken ? reader.list([reader.day(line.notTaken.date), reader.concepts(line.notTaken.statusReasons)]) : '',
    ],
  };
}

/** Every dosage line: those that run together side by side, those that follow one another with a "then". */
function sigsOf(dosages: readonly Dosage[], told: Telling): string[] {
  const follows = ({ sequence }: Dosage, index: number): boolean => {
    const before = dosages[index - 1]?.sequence;
    return sequence !== undefined && before !== undefined && sequence !== before;
  };
  return dosages
    .map((dosage, index) => {
      const said = sig(dosage, told);
      return said && follows(dosage, index) ? told.words.then(said) : said;
    })
    .filter(Boolean);
}

/** The prescriber's own words lead; without them, what the structure says. */
function sig(dosage: Dosage, { reader }: Telling): string {
  return reader.list([reader.dosage(dosage), dosage.patientInstruction ?? '']);
}

/** What makes an entry other than a medicine to be taken. */
function intentChips({ doNotPerform, intent }: MedicationLine, { words }: Telling): Chip[] {
  const chips: Chip[] = [];
  if (doNotPerform) chips.push({ word: words.doNotGive, shape: 'ban', tone: 'critsoft' });
  if (intent === 'proposal' || intent === 'option')
    chips.push({ word: words.proposed, shape: 'half', tone: 'outline' });
  return chips;
}

/** Status and dates, or status and a report, contradict each other: both are told. */
function doubtChips({ overdueEnd, startsOn, notTaken }: MedicationLine, { reader, words }: Telling): Chip[] {
  const chips: Chip[] = [];
  if (overdueEnd) chips.push({ word: words.wasToEnd(reader.day(overdueEnd)), shape: 'clock', tone: 'caution' });
  if (startsOn) chips.push({ word: words.startsOn(reader.day(startsOn)), shape: 'half', tone: 'outline' });
  if (notTaken) chips.push({ word: words.notTaken, shape: 'split', tone: 'caution' });
  return chips;
}

/** Active says nothing in a list of current medicines; every other status says its word. */
function statusChips(status: MedicationStatus, words: Readonly<Record<MedicationStatus, string>>): Chip[] {
  const word = words[status];
  switch (status) {
    case 'active':
      return [];
    case 'on-hold':
      return [{ word, shape: 'pause', tone: 'caution' }];
    case 'stopped':
      return [{ word, shape: 'square', tone: 'neutral' }];
    case 'completed':
      return [{ word, shape: 'check', tone: 'neutral' }];
    case 'cancelled':
    case 'entered-in-error':
      return [{ word, shape: 'cross', tone: 'outline' }];
    case 'draft':
    case 'intended':
      return [{ word, shape: 'half', tone: 'outline' }];
    case 'not-taken':
      return [{ word, shape: 'ban', tone: 'outline' }];
    case 'unknown':
      return [{ word, shape: 'unknown', tone: 'outline' }];
  }
}
