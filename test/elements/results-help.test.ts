/** What an opened result is explained with, what the page has to say about it, and how a question is raised. */
import { expect, fixture, html } from '@open-wc/testing';
import {
  registerLanguage,
  type AboutTestFor,
  type EhrQuestionEvent,
  type EhrResultsViewer,
} from '@ehr-widgets/elements';
import { spanish } from '@ehr-widgets/elements/languages/es';
import '@ehr-widgets/elements/results-viewer/define';
import type { FhirResource } from 'fhir/r4.js';
import { person } from '../../stories/support/record.ts';
import { clinicResults, hospitalResults, lab, measured, range } from '../../stories/support/results.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { all, button, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

registerLanguage('es', spanish);

type Given = Partial<Pick<EhrResultsViewer, 'persona' | 'questions' | 'aboutTest' | 'lang'>>;

/** The first result of a test, opened. */
async function opened(test: string, given: Given = {}, resources = hospitalResults()): Promise<EhrResultsViewer> {
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      time-zone="Europe/London"
      .session=${readySession({ resources }, { name: 'City Clinic', resources: clinicResults() })}
    ></ehr-results-viewer>`,
  );
  Object.assign(element, { persona: 'patient', lang: 'en', ...given });
  element.style.cssText = 'display: block; inline-size: 20rem';
  await until(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled');
  await element.updateComplete;
  await open(element, test);
  return element;
}

async function open(element: EhrResultsViewer, test: string): Promise<void> {
  button(element, test).click();
  await element.updateComplete;
  await element.updateComplete;
}

const help = (element: Element): string => all(element, '[part~=help]').map(wordsOf).join();
const sodium = (changes: object): FhirResource[] => [
  person(),
  lab('a', 'Sodium', '2951-2', '2026-06-01T09:30:00Z', changes),
];

describe('<ehr-results-viewer> tells patients what the words of an opened result mean', () => {
  it('folded away until somebody asks', async () => {
    const element = await opened('Creatinine');
    expect(all(element, '[part~=help] details[open]')).to.have.length(0);
    expect(all(element, '[part~=help] summary').map(wordsOf)).to.deep.equal(['What do these words mean?']);
  });

  it('the flag of the lab, the range, and that being outside it is no illness by itself', async () => {
    const element = await opened('Creatinine');
    expect(help(element)).to.contain('High means: above what the lab expects.');
    expect(help(element)).to.contain('The lab’s range is 45–84.');
    expect(help(element)).to.contain('does not by itself mean that you are ill');
    expect(help(element)).to.contain('They can tell you what it means for you.');
    expect(help(element)).not.to.contain('We compared');
  });

  it('a flag that was worked out here, and from what', async () => {
    const element = await opened('Bicarbonate');
    expect(help(element)).to.contain(
      'Low means: below what the lab expects. The lab sent no mark for this. We compared',
    );
  });

  it('a critical flag with whom to turn to', async () => {
    const element = await opened('Potassium');
    expect(help(element)).to.contain('should look at the result at once');
    expect(help(element)).to.contain('If your care team has not spoken with you about it, call them now.');
  });

  it('what a bound says, and what it does not', async () => {
    const element = await opened('C-reactive protein');
    expect(help(element)).to.contain('<0.5 means: less than 0.5. How much less was not told.');
  });

  it('what is not final, corrected or cancelled', async () => {
    const element = await opened('Magnesium');
    expect(help(element)).to.contain('Preliminary means: an early result, which may still change.');
    expect(help(element)).to.contain('no mark. That does not mean that it is normal');
    expect(help(element)).to.contain('The lab sent no range with this result.');
    await open(element, 'Troponin I');
    expect(help(element)).to.contain('Corrected means: what the lab sent before had a mistake.');
    await open(element, 'Ionised calcium');
    expect(help(element)).to.contain('Cancelled means: the test was not done, or not finished.');
  });

  it('a finding in the lab’s own word, as neither good nor bad', async () => {
    const element = await opened('Urine culture');
    expect(help(element)).to.contain('“Positive” is what the lab says about this result.');
    expect(help(element)).to.contain('neither good nor bad');
  });

  it('no range of a purpose or in words as that of healthy people', async () => {
    const therapeutic = { ...range(10, 20, 'mg/L').referenceRange?.[0], type: { text: 'therapeutic' } };
    const element = await opened('Sodium', {}, sodium({ ...measured(['12', 'mg/L']), referenceRange: [therapeutic] }));
    expect(help(element)).to.contain('The lab sent this to compare the result with: 10–20, therapeutic.');
    expect(help(element)).not.to.contain('healthy');
    const words = await opened(
      'Sodium',
      {},
      sodium({ ...measured(['12', 'mg/L']), referenceRange: [{ text: 'see comment' }] }),
    );
    expect(help(words)).to.contain('compare the result with: see comment.');
    expect(help(words)).not.to.contain('healthy');
  });

  it('a group of tests as that', async () => {
    const element = await opened('Renal profile');
    expect(help(element)).to.contain('This is a group of tests.');
    expect(help(element)).not.to.contain('no mark');
  });

  it('in Spanish', async () => {
    const element = await opened('Creatinine', { lang: 'es' });
    expect(help(element)).to.contain('por encima de lo que espera el laboratorio');
    expect(help(element)).to.contain('no significa por sí solo que usted esté enfermo');
  });

  it('and not to those who treat', async () => {
    const element = await opened('Creatinine', { persona: 'clinician' });
    expect(all(element, '[part~=help]')).to.have.length(0);
  });
});

describe('<ehr-results-viewer> shows what the page has to say about a test', () => {
  const link = (element: Element): HTMLAnchorElement | undefined =>
    all<HTMLAnchorElement>(element, '[part~=help] a')[0];

  it('by its LOINC code, as text and as a link that tells nobody where it was followed', async () => {
    const asked: string[] = [];
    const aboutTest: AboutTestFor = (loinc) => {
      asked.push(loinc);
      return { text: 'A salt in the blood. <b>Not markup</b>', url: `https://example.org/tests/${loinc}` };
    };
    const element = await opened('Sodium', { aboutTest });
    expect(new Set(asked)).to.deep.equal(new Set(['2951-2']));
    expect(help(element)).to.contain('About this test: A salt in the blood. <b>Not markup</b>');
    expect(link(element)?.href).to.equal('https://example.org/tests/2951-2');
    expect(link(element)?.rel).to.equal('noopener noreferrer');
    const forClinicians = await opened('Sodium', { aboutTest, persona: 'clinician' });
    expect(link(forClinicians)?.href).to.equal('https://example.org/tests/2951-2');
  });

  it('nothing of tests that it does not speak of, and no address that could harm', async () => {
    const none = await opened('Sodium', { aboutTest: () => undefined });
    expect(link(none)).to.equal(undefined);
    const own = await opened('Sodium', { aboutTest: () => ({ url: '/tests/sodium' }) });
    expect(link(own)?.href).to.equal(`${location.origin}/tests/sodium`);
    const said = await warnings(async () => {
      for (const url of [
        'javascript:alert(1)',
        'data:text/html,x',
        'http://example.org/',
        'https://me:pass@example.org/',
      ])
        expect(link(await opened('Sodium', { aboutTest: () => ({ url }) }))).to.equal(undefined);
    });
    expect(said.join()).to.contain('`aboutTest` gave an address that is neither https nor of the page’s own site');
  });

  it('and goes on where that throws', async () => {
    const said = await warnings(async () => {
      const element = await opened('Sodium', {
        aboutTest: () => {
          throw new Error('secret');
        },
      });
      expect(help(element)).to.contain('What do these words mean?');
    });
    expect(said.join()).to.contain('`aboutTest` threw');
    expect(said.join()).not.to.contain('secret');
  });
});

describe('<ehr-results-viewer> raises a question about a result', () => {
  const ask = (element: Element): HTMLButtonElement => button(element, 'Ask my care team about this result');

  it('where the page takes questions, by its reference alone', async () => {
    const element = await opened('Troponin I', { questions: true });
    const heard: EhrQuestionEvent[] = [];
    const listen = (event: EhrQuestionEvent): void => {
      event.preventDefault();
      heard.push(event);
    };
    document.body.addEventListener('ehr-question', listen);
    ask(element).click();
    document.body.removeEventListener('ehr-question', listen);
    await element.updateComplete;
    expect(heard.map(({ reference, source }) => [reference, source])).to.deep.equal([
      ['Observation/troponin', 'source-0'],
    ]);
    expect(heard.some((event) => 'detail' in event)).to.equal(false);
    expect(help(element)).not.to.contain('cannot be sent');
  });

  it('and says so where nobody took it, until another result is opened', async () => {
    const element = await opened('Troponin I', { questions: true });
    ask(element).click();
    await element.updateComplete;
    const status = all(element, '[part~=help] [role=status]').map(wordsOf).join();
    expect(status).to.contain('Questions cannot be sent from this page just now Nothing was sent.');
    await open(element, 'Magnesium');
    expect(help(element)).not.to.contain('cannot be sent');
  });

  it('nowhere else', async () => {
    const element = await opened('Troponin I');
    expect(all(element, '[part~=question]')).to.have.length(0);
  });
});
