import {
  medications,
  type Dosage,
  type MedicationLine,
  type MedicationStatus,
  type MedicationsView,
} from '@ehr-widgets/sdk';
import type { Chip, Row, SectionBody, SummarySection } from '../section.ts';
import {
  contradictions,
  nameOf,
  noneOf,
  pastOf,
  rowOf,
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
    const rows = [...view.doNotGive, ...view.current].map((line) => row(line, told));
    const rest = [...view.proposed, ...view.past].map((line) => row(line, told));
    return {
      count: view.current.length > 0 ? reader.count(view.current.length) : undefined,
      rows,
      rest: pastOf(rest, struckRows(view.enteredInError, told), told),
      notes: contradictions(view, noun, told),
      none: noneOf(view, noun, told),
    };
  },
};

function row(line: MedicationLine, told: Telling): Row {
  const { reader, words } = told;
  const sigs = line.dosages.map((dosage) => sig(dosage, told)).filter(Boolean);
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
      line.dosages.some(({ asNeeded }) => asNeeded === true) && line.status === 'active'
        ? words.whenNeeded
        : reader.when(line.effective),
    chips: line.doNotPerform
      ? [{ word: words.doNotGive, shape: 'ban', tone: 'critsoft' }]
      : statusChips(line.status, words.medicationStatus),
    sub: [
      line.doNotPerform ? '' : (sigs[0] ?? words.noDosage),
      reader.concepts(line.statusReasons),
      reasons && `${words.reason}: ${reasons}`,
      reported ? words.reportedByPatient : '',
    ],
  };
}

/** The prescriber's own words lead; without them, what the structure says. */
function sig(dosage: Dosage, { reader }: Telling): string {
  return reader.list([reader.dosage(dosage), dosage.patientInstruction ?? '']);
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
