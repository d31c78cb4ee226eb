import type { PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView, Medicine } from '@ehr-widgets/sdk/medications';
import { noticesOf } from '../shared/state-view.ts';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { allergyText } from './allergy-view.ts';
import { arrange, everything, viewsOf } from './choice.ts';
import {
  chipsOf,
  directionsOf,
  doubtsOf,
  otherName,
  reasonText,
  standingOf,
  statusSentence,
  supplyText,
} from './facts.ts';
import { medicationNameStrings } from './name.strings.ts';
import { noneOf } from './none.ts';
import { nameOf, type Telling } from './telling.ts';

/** The whole list as plain text, with who it is about, as of when, what is missing, and the allergies. */
export function listAsText(
  list: MedicationListView,
  state: TopicState<unknown>,
  told: Telling,
  patient: PatientDetails | undefined,
): string {
  const { reader, words } = told;
  const { title, noun } = medicationNameStrings.for(reader);
  const { all } = viewsOf(list);
  const byKey = new Map(all.map((one) => [one.key, one]));
  const medicineOf = (key: string): Medicine | undefined => byKey.get(key);
  const notices = noticesOf(state, { reader, noun }).map((notice) =>
    [notice.title, notice.text].filter(Boolean).join('. '),
  );
  const head = [title, personText(patient, told), asOfText(state, told), ...notices].filter(Boolean);
  const groups = arrange(all, everything, reader, (medicine) => nameOf(medicine, told)).map(
    ({ heading, medicines }) => {
      const name = heading && 'ours' in heading ? words.headings[heading.ours] : '';
      return [
        `${name} (${reader.count(medicines.length)})`,
        ...medicines.map((one) => lineAsText(one, told, medicineOf)),
      ].join('\n\n');
    },
  );
  const none = noneOf(list, 'all', state, told);
  const body = all.length > 0 ? groups : [[none.title, none.text].filter(Boolean).join('. ')];
  return [head.join('\n'), ...body, allergyText(list.allergies, state, told)].filter(Boolean).join('\n\n');
}

function lineAsText(medicine: Medicine, told: Telling, medicineOf: (key: string) => Medicine | undefined): string {
  const { reader, words } = told;
  const { lead, more } = directionsOf(medicine, told);
  const chips = chipsOf(medicine, told).map(({ word }) => word);
  const clashes = medicine.allergyClashes.map(({ allergy, matched, by }) =>
    words.clashBy[by](nameOf(allergy, told), reader.concept(matched)),
  );
  const tellings = medicine.conflicts.flatMap(({ documents }) =>
    documents.map((document) =>
      [
        document.origin.sourceName,
        words.documentStatus[document.status],
        reader.day(document.date),
        ...document.dosages.map((dosage) => reader.dosage(dosage)),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  );
  const rest = [
    reasonText(medicine, told),
    lead,
    ...more,
    `${chips.join(', ')}. ${statusSentence(medicine, told)}`,
    ...clashes,
    ...tellings,
    ...doubtsOf(medicine, told, medicineOf).map(({ say, others }) =>
      say(reader.list(others.map((other) => otherName(other, told)))),
    ),
    supplyText(medicine, told),
    standingOf(medicine, told)
      .map(({ text }) => text)
      .join(', '),
  ].filter(Boolean);
  return [nameOf(medicine, told), ...rest.map((text) => `  ${text}`)].join('\n');
}
