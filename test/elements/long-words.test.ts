/** Other languages take more room than English: with every word 40 % longer, nothing sticks out and nothing is cut. */
import { expect, fixture, html } from '@open-wc/testing';
import {
  laterStrings,
  medicationNameStrings,
  medicationStrings,
  registerLanguage,
  stateStrings,
  summaryNameStrings,
  summaryStrings,
  type EhrMedicationList,
  type EhrPatientSummary,
} from '@ehr-widgets/elements';
import '@ehr-widgets/elements/medication-list/define';
import '@ehr-widgets/elements/patient-summary/define';
import { medicineStatusStrings } from '../../packages/elements/src/medication-list/status.strings.ts';
import { laterLines } from '../../stories/support/later.ts';
import { clinicMedicines, hospitalMedicines } from '../../stories/support/medicines.ts';
import { margaret } from '../../stories/support/record.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import { all, cut, outside, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

/** English as a language for tests (the region XA is nobody's). */
const LONG = 'en-XA';

/** A word of four letters becomes one of six. What is in brackets is long already. */
function longer(text: string): string {
  const pieces = text.split(/\[([^\]]*)\]/);
  const said = pieces.map((piece, index) =>
    index % 2 === 1
      ? piece
      : piece.replace(/\p{L}{2,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase()),
  );
  return text ? `[${said.join('')}]` : text;
}

function long<Words>(words: Words): Words {
  if (typeof words === 'string') return longer(words) as Words;
  if (typeof words === 'function')
    return ((...given: unknown[]) => long((words as unknown as (...given: unknown[]) => unknown)(...given))) as Words;
  if (typeof words !== 'object' || words === null) return words;
  if (Array.isArray(words)) return words.map(long) as Words;
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, long(word)])) as Words;
}

function longWording<Words>(strings: {
  for: (reader: { locale: string; persona: 'patient' | 'clinician' }) => Words;
}): {
  patient: Words;
  clinician: Words;
} {
  const of = (persona: 'patient' | 'clinician'): Words => long(strings.for({ locale: 'en', persona }));
  return { patient: of('patient'), clinician: of('clinician') };
}

registerLanguage(LONG, {
  states: longWording(stateStrings),
  summaryName: longWording(summaryNameStrings),
  summary: longWording(summaryStrings),
  laterSections: longWording(laterStrings),
  medicationName: longWording(medicationNameStrings),
  medications: longWording(medicationStrings),
  medicineStatus: longWording(medicineStatusStrings),
});

const records: Readonly<Record<string, readonly Server[]>> = {
  'everything there is': [
    { resources: [...margaret(), ...laterLines(), ...hospitalMedicines().slice(1)] },
    { name: 'City Clinic', resources: clinicMedicines() },
  ],
  'much that cannot be shown': [
    {
      resources: margaret(),
      denied: ['Condition', 'MedicationStatement'],
      lacks: ['Immunization'],
      faults: { Encounter: 400, AllergyIntolerance: 400 },
      cutOff: { MedicationRequest: { shown: 2, total: 1212 } },
    },
  ],
};

async function fits(element: EhrPatientSummary | EhrMedicationList): Promise<void> {
  const isRead = (): boolean =>
    wordsOf(element).includes('[') &&
    all(element, '.line, [part~="line"]').length > 0 &&
    all(element, '[aria-busy="true"]').length === 0;
  await until(isRead, 'read');
  for (const opener of all(element, '[aria-expanded="false"]')) opener.click();
  await element.updateComplete;
  expect(wordsOf(element)).not.to.match(/undefined|null|NaN|\[object/);
  expect([...outside(element), ...cut(element)]).to.deep.equal([]);
}

describe('words that are 40 % longer, in a column of 320 pixels', () => {
  for (const [name, servers] of Object.entries(records)) {
    for (const persona of ['patient', 'clinician']) {
      it(`fit into the summary of ${name}, for the ${persona}`, async () => {
        const place = await fixture<HTMLElement>(html`<div></div>`);
        place.style.inlineSize = '320px';
        const summary = document.createElement('ehr-patient-summary');
        Object.assign(summary, { lang: LONG, persona, downloadable: true, session: readySession(...servers) });
        place.append(summary);
        await fits(summary);
      });

      it(`fit into the list of medicines of ${name}, for the ${persona}`, async () => {
        const place = await fixture<HTMLElement>(html`<div></div>`);
        place.style.inlineSize = '320px';
        const list = document.createElement('ehr-medication-list');
        Object.assign(list, { lang: LONG, persona, refills: 'host', session: readySession(...servers) });
        place.append(list);
        await fits(list);
      });
    }
  }
});
