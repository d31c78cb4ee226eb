import type { MedicationDocument } from '@ehr-widgets/sdk/medications';
import type { Chip } from '../shared/chip.ts';
import { nameOf, reporterOf, type Telling } from './telling.ts';

/** What one document of a medicine says of its own status. */
export function documentChip({ status, intent, doNotPerform }: MedicationDocument, { words }: Telling): Chip {
  if (doNotPerform) return { word: words.doNotGive, shape: 'ban', tone: 'critsoft' };
  const qualifier = words.intents[intent ?? ''];
  return { word: words.documentStatus[status], ...LOOKS[status], qualifier };
}

const LOOKS: Readonly<Record<MedicationDocument['status'], Pick<Chip, 'shape' | 'tone'>>> = {
  active: { shape: 'disc', tone: 'ok' },
  'on-hold': { shape: 'pause', tone: 'caution' },
  cancelled: { shape: 'cross', tone: 'outline' },
  completed: { shape: 'check', tone: 'neutral' },
  'entered-in-error': { shape: 'cross', tone: 'outline' },
  stopped: { shape: 'square', tone: 'neutral' },
  draft: { shape: 'half', tone: 'outline' },
  intended: { shape: 'half', tone: 'outline' },
  'not-taken': { shape: 'ban', tone: 'outline' },
  preparation: { shape: 'clock', tone: 'info' },
  'in-progress': { shape: 'clock', tone: 'info' },
  declined: { shape: 'ban', tone: 'caution' },
  'not-done': { shape: 'ban', tone: 'outline' },
  unknown: { shape: 'unknown', tone: 'outline' },
};

/** Everything that one document says, as `[label, text]` pairs; what was not sent is left out. */
export function documentFacts(document: MedicationDocument, told: Telling): readonly (readonly [string, string])[] {
  const { reader, words } = told;
  const { facts } = words;
  const { substitution } = document;
  const reporter = reporterOf(document.kind === 'statement' ? document.reported : false, told);
  const pairs: (readonly [string, string])[] = [
    [facts.name, nameOf(document, told)],
    [facts.status, statusOf(document, told)],
    [facts.dosage, document.dosages.map((dosage) => reader.dosage(dosage)).join('\n')],
    [facts.structured, structuredOf(document, told)],
    [facts.taken, reader.when(document.effective)],
    [facts.quantity, reader.quantity(document.quantity)],
    [facts.supply, reader.duration(document.daysSupply)],
    [facts.refills, document.repeats === undefined ? '' : reader.decimal(document.repeats)],
    [facts.validity, reader.period(document.validity)],
    [facts.prepared, reader.day(document.preparedOn)],
    [facts.handedOver, reader.day(document.handedOver)],
    [facts.by, reader.list([reader.party(document.by), reporter])],
    [facts.pharmacy, reader.party(document.pharmacy)],
    [facts.reason, reader.concepts(document.reasons)],
    [facts.ingredients, ingredientsOf(document, told)],
    [facts.category, reader.concepts(document.categories)],
    [facts.substitution, substitution ? substitutionOf(substitution, told) : ''],
    ...document.notes.map((note) => [facts.note, reader.note(note)] as const),
  ];
  return pairs.filter(([, text]) => text);
}

/** Where it comes from, when it was written down, and when it arrived here. */
export function originFacts(
  { origin, reference, date, handedOver }: MedicationDocument,
  isFromDocument: boolean,
  { reader, words: { facts } }: Telling,
): readonly (readonly [string, string])[] {
  const { sourceName, organization, recorded, recordedAs, received } = origin;
  const by = reader.party(organization);
  const on = reader.date(recorded);
  const pairs: (readonly [string, string])[] = [
    [facts.source, sourceName],
    [facts.organization, by === sourceName ? '' : by],
    [facts.date, handedOver === undefined ? reader.day(date) : ''],
    // When it was authored or asserted is its date.
    [facts.written, recordedAs === 'provenance' || recordedAs === 'recorded' || recordedAs === 'issued' ? on : ''],
    [facts.changed, recordedAs === 'lastUpdated' ? on : ''],
    [isFromDocument ? facts.documentDated : facts.received, received ? reader.moment(received) : ''],
    [facts.reference, reader.persona === 'clinician' ? reference : ''],
  ];
  return pairs.filter(([, text]) => text);
}

/** The status and why; a code that the standard does not have is told as sent. */
function statusOf({ status, statusCode, statusReasons }: MedicationDocument, { reader, words }: Telling): string {
  const code = status === 'unknown' ? statusCode : undefined;
  return [words.documentStatus[status], code && `“${code}”`, reader.concepts(statusReasons)]
    .filter(Boolean)
    .join(' · ');
}

/** What the parts of the directions say, where the words of whoever wrote them lead and they are not the same. */
function structuredOf({ dosages }: MedicationDocument, { reader }: Telling): string {
  return dosages
    .map((dosage) => {
      const said = dosage.text ? reader.dosageParts(dosage) : '';
      return said.toLowerCase() === dosage.text?.toLowerCase() ? '' : said;
    })
    .filter(Boolean)
    .join('\n');
}

function ingredientsOf({ ingredients, form }: MedicationDocument, { reader }: Telling): string {
  const said = ingredients.map(({ name, strength }) =>
    [reader.concept(name), strength ? reader.ratio(strength) : ''].filter(Boolean).join(' '),
  );
  return reader.list([...said, reader.concept(form)]);
}

function substitutionOf(
  { allowed, done, type, reasons }: NonNullable<MedicationDocument['substitution']>,
  { reader, words }: Telling,
): string {
  const { substitutions } = words;
  const said = [
    allowed === undefined
      ? ''
      : typeof allowed === 'object'
        ? reader.concept(allowed)
        : allowed
          ? substitutions.allowed
          : substitutions.notAllowed,
    done === undefined ? '' : done ? substitutions.done : substitutions.notDone,
    reader.concept(type),
    reader.concepts(reasons),
  ];
  return reader.list(said);
}
