/**
 * Pregnancy: whether somebody is expecting, when the child is due, and how earlier pregnancies ended (LOINC; IPS 2.0
 * History of Pregnancy; US Core Pregnancy Status). That nothing is recorded says nothing.
 * @module
 */
import { hasCode } from '../format/concept.ts';
import type { ObservationLine } from './observation.ts';
import { contentOfObservations, observationList, type ObservationListView } from './observation-list.ts';
import { topic } from './topic.ts';

const LOINC = 'http://loinc.org';
/** Status, intent, last menstrual period. */
const STATUS = ['82810-3', '86645-9', '8665-2'];
/** Estimated date of delivery: by whatever means, by ultrasound, by the last period, by ovulation. */
const DUE = ['11778-8', '11781-2', '11779-6', '11780-4'];
const GESTATIONAL_AGE = ['18185-9', '11884-4', '11885-1', '11886-9', '11887-7', '49051-6'];
/** How many pregnancies, births and children, and how they ended. */
const OUTCOMES =
  '11636-8 11637-6 11638-4 11639-2 11640-0 11612-9 11613-7 11614-5 11996-6 11977-6 33065-4 69043-8'.split(' ');

const codes = [...STATUS, ...DUE, ...GESTATIONAL_AGE, ...OUTCOMES];

export const pregnancy = topic<ObservationListView>({
  name: 'pregnancy',
  searches: [
    {
      type: 'Observation',
      by: 'patient',
      params: { code: codes.map((code) => `${LOINC}|${code}`), _sort: '-date' },
    },
  ],
  view: (input) => {
    const view = observationList(input);
    const own = (lines: readonly ObservationLine[]): ObservationLine[] => lines.filter(belongs);
    return {
      ...view,
      latest: own(view.latest),
      earlier: own(view.earlier),
      enteredInError: own(view.enteredInError),
    };
  },
  content: contentOfObservations,
});

/** Whether a finding is one that the topic of pregnancy shows. */
export function isAboutPregnancy({ name }: Pick<ObservationLine, 'name'>): boolean {
  return hasCode(name, codes, LOINC);
}

/** Whether it is the day on which a child is expected. */
export function isDueDate({ name }: ObservationLine): boolean {
  return hasCode(name, DUE, LOINC);
}

/** Whether it may have ended since: a status, an age of the child to be born, or the day that it is expected. */
export function isOfOnePregnancy({ name }: ObservationLine): boolean {
  return hasCode(name, ['82810-3', ...DUE, ...GESTATIONAL_AGE], LOINC);
}

/**
 * A server that takes no notice of the codes sends everything. What a document lists without these codes has no category
 * of another section as a rule.
 */
function belongs(line: ObservationLine): boolean {
  return isAboutPregnancy(line) || line.categories.length === 0;
}
