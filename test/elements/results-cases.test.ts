/** Every result of the hand-written table, drawn: its value, its mark with who set it, its status, and what is heard of it. */
import { expect, fixture, html } from '@open-wc/testing';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { PATIENT } from '../../stories/support/record.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { CASES, type Case } from '../sdk/results/cases.ts';
import { caseObservation, casePatient } from '../sdk/results/case-observation.ts';
import { all, button } from './reading.ts';
import { until } from '../support/until.ts';

/** So few that all of them stand in the page at once. */
const TOGETHER = 30;

const WORDS: Readonly<Record<string, string>> = {
  'critical-high': 'Critical high',
  'critical-low': 'Critical low',
  critical: 'Critical',
  high: 'High',
  low: 'Low',
  abnormal: 'Abnormal',
  normal: 'Normal',
};

const STATUSES: Readonly<Record<string, string>> = {
  preliminary: 'Preliminary',
  amended: 'Amended',
  corrected: 'Corrected',
  registered: 'Registered',
  cancelled: 'Cancelled',
  verified: 'Status unknown',
};

const VALUES: Readonly<Record<string, string>> = {
  '': 'No value given',
  yes: 'Yes',
  '@2026-03-01': '1 Mar 2026',
  '~3': 'Waveform, not drawn here',
  '?not-performed': 'Not performed',
  '?unknown': 'Not known',
  '?masked': 'Hidden by the source',
  '2..4 /HPF': '2–4 /HPF',
};

/** As a reader sees what was sent: the digits and the comparator as they are. */
function valueOf({ value }: Case): string {
  const shown = VALUES[value] ?? value.replace(/^["#]|"$/g, '').replace('[IU]', 'IU');
  return shown.replace('<=', '≤').replace('>=', '≥').replace(/^-/, '−');
}

/** Its mark; of findings and of what only the sender knows, the sender's own words. */
function markOf({ level, by, interpretations }: Case): string {
  if (level === 'none') return '';
  const sent = (interpretations.length === 1 ? interpretations[0] : 'U') ?? '';
  const word = WORDS[level] ?? sent.replace(/^local:|^"|"$/g, '');
  return by === 'range' ? `${word} by range` : word;
}

const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
const inOrder = (text: string): string => tidy(text.replace(/,/g, '')).split(' ').sort().join(' ');

async function viewerOf(cases: readonly Case[]): Promise<EhrResultsViewer> {
  const observations = cases.map((one, index) => caseObservation(one, `t${index}`, PATIENT));
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang="en"
      persona="clinician"
      time-zone="UTC"
      .session=${readySession({ resources: [casePatient(PATIENT), ...observations] })}
    ></ehr-results-viewer>`,
  );
  element.style.cssText = 'display: block; inline-size: 60rem';
  const tall = 'ehr-results-viewer::part(table) { max-block-size: 400rem }';
  element.before(Object.assign(document.createElement('style'), { textContent: tall }));
  await until(() => all(element, 'article[aria-busy="false"] [part~=table]').length > 0, 'settled');
  await element.updateComplete;
  return element;
}

for (let from = 0; from < CASES.length; from += TOGETHER) {
  const cases = CASES.slice(from, from + TOGETHER);

  describe(`<ehr-results-viewer> draws results ${from + 1} to ${from + cases.length} of the table`, () => {
    let element: EhrResultsViewer;
    const heard = new Map<string, string>();
    const listed = new Map<string, { value: string; chips: string[] }>();

    before(async () => {
      element = await viewerOf(cases);
      for (const row of all(element, '[role=grid] tbody tr[aria-rowindex]'))
        heard.set(tidy(row.querySelector('th .t')?.textContent), tidy(row.querySelector('td')?.textContent));
      button(element, 'Every result').click();
      await until(() => all(element, '[part~=results] li').length === cases.length, 'all of them');
      for (const section of all(element, '[part~=results] section')) {
        const [, value] = [...section.querySelectorAll('li > *')].map((one) => tidy(one.textContent));
        listed.set(tidy(section.querySelector('[role=heading]')?.textContent), {
          value: value ?? '',
          chips: [...section.querySelectorAll('[part~=chip]')].map((chip) => tidy(chip.textContent)),
        });
      }
    });

    cases.forEach((one, index) => {
      it(one.says.trim(), () => {
        const wanted = [markOf(one), STATUSES[one.status] ?? ''].filter(Boolean);
        expect(listed.get(`Test t${index}`)).to.deep.equal({ value: valueOf(one), chips: wanted });
        expect(inOrder(heard.get(`Test t${index}`) ?? '')).to.equal(inOrder([valueOf(one), ...wanted].join(' ')));
      });
    });
  });
}

describe('<ehr-results-viewer> draws what is critical by the limits that came with it', () => {
  it('so that it can be read, and told from what the lab called so', async () => {
    const critical = CASES.filter(({ level, value }) => level === 'critical-high' && value.startsWith('7'));
    const [byRange, bySender] = ['range', 'sender'].map((by) => critical.find((one) => one.by === by));
    if (!byRange || !bySender) throw new Error('The table has none.');
    const element = await viewerOf([byRange, bySender]);
    const [ours, theirs] = all(element, 'td .cell').map((cell) => getComputedStyle(cell));
    const ground = getComputedStyle(all(element, 'td')[0] as HTMLElement).backgroundColor;
    expect(ours?.color).not.to.equal(ground);
    expect(ours?.backgroundColor).not.to.equal(theirs?.backgroundColor);
    expect(theirs?.color).not.to.equal(theirs?.backgroundColor);
  });
});
