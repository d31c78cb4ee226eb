import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { EhrOpenEvent, EhrPatientSummary, EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import '@ehr-widgets/elements/results-viewer/define';
import { PATIENT, person } from '../../stories/support/record.ts';
import {
  clinicResults,
  hospitalResults,
  lab,
  manyResults,
  measured,
  panelReport,
  range,
} from '../../stories/support/results.ts';
import { readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

/** Room for all rows, for tests that are about what stands in them. */
const TALL = 'ehr-results-viewer::part(table) { max-block-size: 200rem }';
const hospital = (changes: Partial<Server> = {}): Server => ({ resources: hospitalResults(), ...changes });
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicResults(),
  ...changes,
});
const of = (...resources: Server['resources']): Server => ({ resources: [person(), ...resources] });

interface Look {
  readonly persona?: string;
  readonly width?: string;
  readonly tall?: boolean;
  readonly remember?: string;
  readonly session?: StorySession;
}

async function viewer(
  servers: readonly Server[],
  { persona = 'clinician', width = '70rem', tall = true, remember, session = readySession(...servers) }: Look = {},
): Promise<EhrResultsViewer> {
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang="en"
      persona=${persona}
      time-zone="Europe/London"
      .remember=${remember}
      .session=${session}
    ></ehr-results-viewer>`,
  );
  element.style.cssText = `display: block; inline-size: ${width}`;
  if (tall) element.before(Object.assign(document.createElement('style'), { textContent: TALL }));
  await until(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled');
  await element.updateComplete;
  return element;
}

const tidy = (words: string | null | undefined): string => (words ?? '').replace(/\s+/g, ' ').trim();

/** The row of a test in the table. */
function row(element: Element, name: string): HTMLElement {
  const found = all(element, 'tbody tr').find((one) => tidy(one.querySelector('th .t')?.textContent) === name);
  if (!found) throw new Error(`No row “${name}” in: ${wordsOf(element)}`);
  return found;
}

/** What the cells of a test say, with what is there for those who hear or copy; empty cells left out. */
const said = (element: Element, name: string): string[] =>
  [...row(element, name).querySelectorAll('td .cell')].map((one) => tidy(one.textContent));

const names = (element: Element, selector = 'tbody th .t'): string[] =>
  all(element, selector).map((one) => tidy(one.textContent));

async function find(element: EhrResultsViewer, words: string): Promise<void> {
  const [field] = all<HTMLInputElement>(element, 'input[type=search]');
  if (!field) throw new Error('There is no search field.');
  field.value = words;
  field.dispatchEvent(new Event('input'));
  await element.updateComplete;
}

async function pick(element: EhrResultsViewer, label: string, value: string): Promise<void> {
  const field = all(element, '.field').find((one) => one.textContent?.includes(label));
  const select = field?.querySelector('select');
  if (!select) throw new Error(`There is no choice “${label}”.`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await element.updateComplete;
}

async function press(element: EhrResultsViewer, words: string, within: Element = element): Promise<void> {
  button(within, words).click();
  await element.updateComplete;
}

const focused = (element: Element): string => tidy(element.shadowRoot?.activeElement?.textContent);

describe('<ehr-results-viewer> tells why there is no value', () => {
  const sent = (id: string, facts: object): Server['resources'] => [
    {
      resourceType: 'Observation',
      id,
      status: 'final',
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: { text: id },
      subject: { reference: `Patient/${PATIENT}` },
      effectiveDateTime: '2026-03-01',
      ...facts,
    },
  ];

  it('in words, or by the code that was sent where that is none of the standard’s', async () => {
    const element = await viewer([
      of(
        ...sent('hidden', { dataAbsentReason: { coding: [{ code: 'masked' }] } }),
        ...sent('odd', { dataAbsentReason: { coding: [{ code: 'LAB-77' }] } }),
        ...sent('strange', { dataAbsentReason: { coding: [{ code: 'constructor' }] } }),
      ),
    ]);
    expect(said(element, 'hidden')).to.deep.equal(['Hidden by the source']);
    expect(said(element, 'odd')).to.deep.equal(['Not given (reason code: LAB-77)']);
    expect(said(element, 'strange')).to.deep.equal(['Not given (reason code: constructor)']);
  });

  it('apart from what the laboratory commented, where there is one all the same', async () => {
    const element = await viewer([
      of(
        ...sent('Potassium', {
          valueQuantity: { value: 5, unit: 'mmol/L' },
          note: [{ text: 'Repeat it' }],
          dataAbsentReason: { coding: [{ code: 'error' }] },
        }),
      ),
    ]);
    row(element, 'Potassium').querySelector<HTMLElement>('td .cell')?.click();
    await says(element, 'Sent with a reason for having no value: Error in measuring');
    const facts = all(element, '.detail .story > div').map((one) => tidy(one.textContent));
    expect(facts).to.include('Comment Repeat it');
    expect(facts).to.include('Contradiction Sent with a reason for having no value: Error in measuring');
  });
});

describe('<ehr-results-viewer> shows each result as it was sent', () => {
  it('with its unit, its flag and who says so', async () => {
    const element = await viewer([hospital()]);
    expect(said(element, 'Potassium')).to.deep.equal([
      '6.4 mmol/L, Critical high',
      '5.6 mmol/L, High',
      '5.2 mmol/L, Normal',
      '4.9 mmol/L, Normal',
    ]);
    expect(said(element, 'Bicarbonate')).to.deep.equal(['19 mmol/L, Low by range']);
    expect(tidy(row(element, 'Potassium').querySelector('.sub')?.textContent)).to.equal('mmol/L · 3.5–5.3');
  });

  it('with comparators, ratios and words kept, and a value in another unit beside its own', async () => {
    const element = await viewer([hospital()]);
    expect(said(element, 'C-reactive protein')).to.deep.equal(['<0.5 mg/L, Normal']);
    expect(said(element, 'Antinuclear antibody titre')).to.deep.equal(['1:80 Abnormal']);
    expect(said(element, 'Urine culture')[0]).to.contain('more than 100,000 colonies');
    expect(said(element, 'HbA1c')).to.deep.equal([
      '62 mmol/mol, High by range',
      '58 mmol/mol, High by range',
      '7.6 % High by range',
    ]);
  });

  it('with what is not final marked, and why there is no value', async () => {
    const element = await viewer([hospital()]);
    expect(said(element, 'Magnesium')).to.deep.equal(['0.82 mmol/L, Preliminary']);
    expect(said(element, 'Troponin I')).to.deep.equal(['14 ng/L, Normal, Corrected']);
    expect(said(element, 'Ionised calcium')).to.deep.equal(['Sample too small Cancelled']);
  });

  it('each part of a result as a test of its own, and a panel by how many it holds', async () => {
    const element = await viewer([hospital()]);
    expect(said(element, 'Platelets: Count')).to.deep.equal(['212 10⁹/L, Normal by range']);
    expect(said(element, 'Platelets: Mean volume')).to.deep.equal(['13.1 fL, High by range']);
    expect(said(element, 'Renal profile')).to.deep.equal(['Panel of 2']);
  });

  it('what is entered in error to nobody as a result, and to clinicians struck through when they ask', async () => {
    const element = await viewer([hospital()]);
    expect(names(element)).not.to.contain('Glucose');
    expect(wordsOf(element)).to.contain('1 entered in error, hidden');
    await press(element, 'Show', all(element, '.errors')[0]);
    expect(wordsOf(element)).to.contain('Glucose Entered in error');
    const patient = await viewer([hospital()], { persona: 'patient' });
    expect(wordsOf(patient)).to.contain('1 entered by mistake, not shown');
    expect(wordsOf(patient)).not.to.contain('Glucose');
  });

  it('each under its own name where its code was called otherwise at times', async () => {
    const named = (id: string, year: number, name: string): Server['resources'][number] =>
      lab(id, name, '5767-9', `${year}-06-01T08:00:00Z`, { valueString: 'Cloudy' });
    const element = await viewer([of(named('a', 2024, 'Appearance of Urine'), named('b', 2025, 'Odor of Urine'))]);
    expect(names(element)).to.deep.equal(['Odor of Urine']);
    await press(element, 'Every result');
    expect(all(element, '.res').map(wordsOf).join()).to.contain('as Appearance of Urine');
    expect(all(element, '.res').map(wordsOf).join()).not.to.contain('as Odor of Urine');
  });

  it('and says where sources disagree, with what each of them tells', async () => {
    const element = await viewer([hospital(), clinic()]);
    expect(said(element, 'Potassium')[1]).to.equal('5.6 mmol/L, Critical high, Sources disagree');
    row(element, 'Potassium').querySelectorAll<HTMLElement>('td .cell')[1]?.click();
    await element.updateComplete;
    const words = wordsOf(all(element, '.detail')[0] as Element);
    expect(words).to.contain('Critical high, by the sender');
    expect(words).to.contain('University Hospital: 5.6 mmol/L, High, Final');
  });

  it('newest first, under its year, what has no time by its day and what has no date last', async () => {
    const element = await viewer([
      of(
        lab('a', 'Sodium', '2951-2', '2025-03-11T09:30:00Z', measured(['140', 'mmol/L'])),
        lab('b', 'Sodium', '2951-2', '2026-06-01T09:30:00Z', measured(['141', 'mmol/L'])),
        lab('c', 'Sodium', '2951-2', '2025-02', measured(['142', 'mmol/L'])),
        lab('d', 'Sodium', '2951-2', '2009', measured(['143', 'mmol/L'])),
        lab('e', 'Sodium', '2951-2', undefined, measured(['144', 'mmol/L'])),
      ),
    ]);
    expect(all(element, 'thead tr:last-child th').map(wordsOf)).to.deep.equal([
      '1 Jun 10:30',
      '11 Mar 09:30',
      'Feb',
      '2009',
      'No date',
    ]);
    expect(all(element, '.yr').map(wordsOf)).to.deep.equal(['2026', '2025', '2009', '']);
    expect(said(element, 'Sodium').map((one) => one.split(' ')[0])).to.deep.equal(['141', '140', '142', '143', '144']);
  });

  it('of several codes in one row where LOINC counts them as one, and says so', async () => {
    const element = await viewer([
      of(
        lab('a', 'Creatinine in Serum', '2160-0', '2026-06-01T09:30:00Z', measured(['1.1', 'mg/dL'])),
        lab('b', 'Creatinine in Blood', '38483-4', '2026-06-02T09:30:00Z', measured(['1.2', 'mg/dL'])),
      ),
    ]);
    expect(names(element)).to.deep.equal(['Creatinine in Blood']);
    expect(said(element, 'Creatinine in Blood')).to.have.length(2);
    expect(tidy(row(element, 'Creatinine in Blood').textContent)).to.contain(
      '2 codes joined: Creatinine in Serum (2160-0)',
    );
    row(element, 'Creatinine in Blood').querySelector<HTMLElement>('td .cell')?.click();
    await element.updateComplete;
    const words = wordsOf(all(element, '.detail')[0] as Element);
    expect(words).to.contain('One by LOINC Group Creatinine|MCnc|Pt|ANYBldSerPl.');
    expect(all(element, '.res').map((one) => wordsOf(one).includes('as Creatinine in Serum (2160-0)'))).to.deep.equal([
      false,
      true,
    ]);
  });

  it('both values of one moment, in one cell', async () => {
    const at = '2026-06-01T09:30:00Z';
    const element = await viewer([
      of(
        lab('a', 'Sodium', '2951-2', at, measured(['140', 'mmol/L'])),
        lab('b', 'Sodium', '2951-2', at, measured(['151', 'mmol/L'])),
      ),
    ]);
    expect(
      [...row(element, 'Sodium').querySelectorAll('td')].map((cell) => cell.querySelectorAll('.cell').length),
    ).to.deep.equal([2]);
  });
});

describe('<ehr-results-viewer> finds and filters over all results', () => {
  it('by name, by code, and by what a result says in words, with counts that add up', async () => {
    const element = await viewer([hospital()]);
    expect(wordsOf(element)).to.contain('25 results of 16 tests');
    await find(element, 'potas');
    expect(names(element)).to.deep.equal(['Potassium']);
    expect(wordsOf(element)).to.contain('4 of 25 results shown');
    await find(element, '2951-2');
    expect(names(element)).to.deep.equal(['Sodium']);
    await find(element, 'escherichia');
    expect(names(element)).to.deep.equal(['Urine culture']);
    await find(element, 'nothing like it');
    expect(wordsOf(element)).to.contain('No match here');
    await press(element, 'Show all results');
    expect(wordsOf(element)).not.to.contain('shown');
  });

  it('by time and by what is abnormal, and then calls an empty cell no missing result', async () => {
    const element = await viewer([
      of(
        lab('old', 'Sodium', '2951-2', '2020-06-01T08:00:00Z', {
          ...measured(['140', 'mmol/L']),
          ...range(133, 146, 'mmol/L'),
        }),
        lab('new', 'Sodium', '2951-2', '2021-06-01T08:00:00Z', {
          ...measured(['120', 'mmol/L']),
          ...range(133, 146, 'mmol/L'),
        }),
        lab('k', 'Potassium', '2823-3', '2020-06-01T08:00:00Z', {
          ...measured(['9', 'mmol/L']),
          ...range(3, 5, 'mmol/L'),
        }),
      ),
    ]);
    await pick(element, 'Time', '2020');
    expect(said(element, 'Sodium')).to.deep.equal(['140 mmol/L, Normal by range']);
    await pick(element, 'Time', '');
    await press(element, 'Abnormal only');
    expect(said(element, 'Sodium')).to.deep.equal(['120 mmol/L, Low by range']);
    expect(tidy(row(element, 'Sodium').querySelector('.nil')?.textContent)).to.equal('– none that matches');
    expect(wordsOf(element)).to.contain('2 of 3 results shown');
  });

  it('by days, from and until those that are chosen', async () => {
    const element = await viewer([
      of(
        ...['2026-03-01', '2026-03-15', '2026-03-31'].map((date, at) =>
          lab(`d${at}`, 'Sodium', '2951-2', `${date}T12:00:00Z`, measured([String(140 + at), 'mmol/L'])),
        ),
      ),
    ]);
    await pick(element, 'Time', 'days');
    const day = async (label: string, value: string): Promise<void> => {
      const field = all(element, '.field')
        .find((one) => one.textContent?.includes(label))
        ?.querySelector('input');
      if (!field) throw new Error(`There is no day “${label}”.`);
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await element.updateComplete;
    };
    await day('From', '2026-03-02');
    expect(said(element, 'Sodium')).to.deep.equal(['142 mmol/L', '141 mmol/L']);
    await day('Until', '2026-03-15');
    expect(said(element, 'Sodium')).to.deep.equal(['141 mmol/L']);
    expect(wordsOf(element)).to.contain('1 of 3 results shown');
    await press(element, 'Show all results');
    expect(said(element, 'Sodium')).to.have.length(3);
  });

  it('by kind, as the record files what it holds', async () => {
    const imaging = [{ coding: [{ code: 'imaging' }] }];
    const element = await viewer([
      of(lab('na', 'Sodium', '2951-2', '2026-06-01T08:00:00Z', measured(['140', 'mmol/L'])), {
        ...lab('x', 'Chest X-ray', '30746-2', '2026-06-01T08:00:00Z', { valueString: 'Clear' }),
        category: imaging,
      }),
    ]);
    await pick(element, 'Kind', 'imaging');
    expect(names(element)).to.deep.equal(['Chest X-ray']);
  });

  it('by tests, chosen in a tree of panels with boxes that say how many are', async () => {
    const of1 = (id: string, name: string, code: string) =>
      lab(id, name, code, '2026-06-01T08:00:00Z', measured(['1', 'mmol/L']));
    const held = [of1('na', 'Sodium', '2951-2'), of1('k', 'Potassium', '2823-3')];
    const element = await viewer([
      of(...held, of1('crp', 'CRP', '1988-5'), panelReport('r', 'Electrolytes', '2026-06-01T08:00:00Z', held)),
    ]);
    await press(element, 'Choose tests');
    const boxes = (): [string, string][] =>
      all<HTMLInputElement>(element, '.panels input[type=checkbox]').map((box) => [
        tidy(box.closest('label')?.textContent),
        box.indeterminate ? 'mixed' : String(box.checked),
      ]);
    expect(boxes()).to.deep.equal([
      ['Electrolytes 0 of 2 chosen', 'false'],
      ['In no panel 0 of 1 chosen', 'false'],
    ]);
    all(element, '.panels [aria-expanded]')[0]?.click();
    await element.updateComplete;
    const box = (name: string): HTMLInputElement =>
      all<HTMLInputElement>(element, '.panels input[type=checkbox]').find((one) =>
        one.closest('label')?.textContent?.includes(name),
      ) as HTMLInputElement;
    box('Sodium').click();
    await element.updateComplete;
    expect(names(element)).to.deep.equal(['Sodium']);
    expect(wordsOf(element)).to.contain('1 of 3 results shown');
    expect(boxes()[0]).to.deep.equal(['Electrolytes 1 of 2 chosen', 'mixed']);
    box('Electrolytes').click();
    await element.updateComplete;
    expect(boxes()[0]).to.deep.equal(['Electrolytes 2 of 2 chosen', 'true']);
    expect(names(element).toSorted()).to.deep.equal(['Potassium', 'Sodium']);
    const [, search] = all<HTMLInputElement>(element, 'input[type=search]');
    if (!search) throw new Error('There is no search in the tree.');
    search.value = 'crp';
    search.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(boxes().map(([words]) => words)).to.deep.equal(['In no panel 0 of 1 chosen', 'CRP mmol/L']);
    await press(element, 'Show all results');
    expect(names(element)).to.have.length(3);
  });

  it('by what came since the reader last looked, where the page has that remembered', async () => {
    localStorage.clear();
    const session = readySession(
      of(
        {
          ...lab('old', 'Sodium', '2951-2', '2026-06-01T08:00:00Z', measured(['140', 'mmol/L'])),
          meta: { lastUpdated: '2020-01-01T08:00:00Z' },
        },
        {
          ...lab('new', 'Potassium', '2823-3', '2026-06-01T08:00:00Z', measured(['4', 'mmol/L'])),
          meta: { lastUpdated: '2099-01-01T08:00:00Z' },
        },
      ),
    );
    const first = await viewer([], { remember: 'dr-1', session });
    expect(wordsOf(first)).not.to.contain('New only');
    await until(() => localStorage.length > 0, 'remembered');
    const stored = JSON.stringify(localStorage);
    expect(stored).not.to.match(/sodium|patient|fhir/i);
    first.remove();
    const again = await viewer([], { remember: 'dr-1', session });
    await says(again, 'New only');
    await press(again, 'New only');
    expect(names(again)).to.deep.equal(['Potassium']);
    expect(wordsOf(again)).to.match(/1 of 2 results shown · new since last viewed here, .*\d/);
    localStorage.clear();
  });

  it('with all but the search folded away in a narrow column', async () => {
    const element = await viewer([hospital()], { width: '20rem' });
    expect(all(element, 'select')).to.have.length(0);
    await press(element, 'Filters');
    expect(all(element, 'select').length).to.be.at.least(2);
    await press(element, 'Abnormal only');
    expect(wordsOf(element)).to.contain('Filters: 1');
  });

  it('sorted by severity, by name, or by date', async () => {
    const element = await viewer([hospital()]);
    expect(names(element)[0]).to.equal('Potassium');
    await pick(element, 'Sort', 'name');
    expect(names(element)[0]).to.equal('Antinuclear antibody titre');
    await pick(element, 'Sort', 'newest');
    expect(names(element).indexOf('Sodium')).to.be.lessThan(names(element).indexOf('Troponin I'));
  });
});

describe('<ehr-results-viewer> holds few nodes of a long record', () => {
  it('at most a thousand of ten thousand results, wherever it is scrolled to', async () => {
    const element = await viewer([of(...manyResults(100, 100).slice(1))], { tall: false });
    expect(wordsOf(element)).to.contain('10,000 results of 100 tests');
    const [box] = all(element, '.scroll');
    if (!box) throw new Error('Nothing scrolls.');
    const nodes = (): number => all(element, '*').length;
    expect(nodes()).to.be.at.most(1000);
    box.scrollTop = box.scrollHeight;
    await until(() => names(element).includes('Test 100'), 'the last test');
    box.scrollLeft = box.scrollWidth;
    await until(() => all(element, 'tbody td[aria-colindex="101"]').length > 0, 'the oldest date');
    expect(nodes()).to.be.at.most(1000);
    const [table] = all(element, 'table');
    expect(table?.getAttribute('aria-rowcount')).to.equal('102');
    expect(table?.getAttribute('aria-colcount')).to.equal('101');
  });

  it('with a shade at the lower edge of the table while there is more below, and none at its end', async () => {
    const element = await viewer([of(...manyResults(100, 2).slice(1))], { tall: false });
    const [box] = all(element, '.scroll');
    if (!box) throw new Error('Nothing scrolls.');
    const shade = (): string => getComputedStyle(box, '::after').opacity;
    await until(() => shade() === '1', 'a shade');
    box.scrollTop = box.scrollHeight;
    await until(() => names(element).includes('Test 100'), 'the last test');
    box.scrollTop = box.scrollHeight;
    await until(() => shade() === '0', 'no shade at the end');
    const few = await viewer([of(...manyResults(2, 2).slice(1))], { tall: false });
    const [small] = all(few, '.scroll');
    expect(small && getComputedStyle(small, '::after').opacity).to.equal('0');
  });

  for (const width of ['70rem', '90rem', '200rem'])
    it(`at most a thousand where every cell is flagged and nothing final, ${width} wide`, async () => {
      const flagged = manyResults(40, 40)
        .slice(1)
        .map((one) => ({ ...one, status: 'preliminary', interpretation: [{ coding: [{ code: 'HH' }] }] }));
      const element = await viewer([of(...(flagged as Server['resources']))], { tall: false, width });
      await until(() => all(element, 'tbody td[data-column]').length > 50, 'drawn');
      expect(all(element, 'tbody td .cell svg').length).to.be.at.least(100);
      expect(all(element, '*').length).to.be.at.most(1000);
    });

  it('in a narrow column by pages of tests', async () => {
    const element = await viewer([of(...manyResults(60, 2).slice(1))], { width: '20rem' });
    await press(element, 'Filters');
    await pick(element, 'Sort', 'name');
    expect(names(element, '.test > .h')).to.have.length(25);
    await press(element, 'Next');
    expect(names(element, '.test > .h')[0]).to.equal('Test 26');
    await press(element, 'Next');
    expect(wordsOf(element)).to.contain('51 to 60 of 60');
    await press(element, 'Next');
    expect(names(element, '.test > .h')).to.have.length(10);
  });

  it('and all of it where every result is asked for, laid out a part at a time', async () => {
    const element = await viewer([of(...manyResults(10, 100).slice(1))]);
    await press(element, 'Every result');
    expect(all(element, '.res').length).to.be.lessThan(1000);
    await until(() => all(element, '.res').length === 1000, 'all of them');
    expect(wordsOf(element)).not.to.contain('laid out');
  });
});

describe('<ehr-results-viewer> is worked by keyboard', () => {
  it('as a grid with one tab stop', async () => {
    const element = await viewer([of(...manyResults(100, 100).slice(1))], { tall: false });
    all(element, '[role="grid"] [tabindex="0"]')[0]?.focus();
    await until(() => focused(element).includes('Test 1'), 'Test 1 has the focus');
    const cell = async (key: string): Promise<string> => {
      const [last = '', whole] = key.split('+').reverse();
      if (whole) await sendKeys({ down: whole });
      await sendKeys({ press: last });
      if (whole) await sendKeys({ up: whole });
      await element.updateComplete;
      const active = element.shadowRoot?.activeElement;
      return `${active?.closest('tr')?.getAttribute('aria-rowindex')},${active?.getAttribute('aria-colindex')}`;
    };
    expect(await cell('ArrowRight')).to.equal('3,2');
    expect(await cell('ArrowDown')).to.equal('4,2');
    expect(await cell('PageDown')).to.equal('14,2');
    expect(await cell('End')).to.equal('14,101');
    expect(await cell('Home')).to.equal('14,1');
    expect(await cell('Control+End')).to.equal('102,101');
    expect(await cell('ArrowRight')).to.equal('102,101');
    expect(await cell('Control+Home')).to.equal('3,1');
    expect(await cell('ArrowLeft')).to.equal('3,1');
    expect(all(element, '[role="grid"] [tabindex="0"]')).to.have.length(1);
  });

  it('with the arrow that points to a cell leading there, from right to left too', async () => {
    const element = await viewer([hospital()]);
    element.dir = 'rtl';
    all(element, '[role="grid"] [tabindex="0"]')[0]?.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await element.updateComplete;
    await until(() => focused(element).includes('6.4'), '6.4 has the focus');
  });

  it('keeps the focus on its cell when that is scrolled away', async () => {
    const element = await viewer([of(...manyResults(100, 100).slice(1))], { tall: false });
    all(element, '[role="grid"] [tabindex="0"]')[0]?.focus();
    const [box] = all(element, '.scroll');
    if (box) box.scrollTop = box.scrollHeight;
    await until(() => names(element).includes('Test 100'), 'the last test');
    await until(() => focused(element).includes('Test 1'), 'Test 1 has the focus');
  });

  it('opens a result with Enter, and gives the focus back when it is closed', async () => {
    const element = await viewer([hospital()]);
    all(element, '[role="grid"] [tabindex="0"]')[0]?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    await until(() => focused(element) === 'Potassium', 'Potassium has the focus');
    expect(wordsOf(all(element, '.detail')[0] as Element)).to.contain('All 4 results');
    await press(element, 'Close');
    expect(all(element, '.detail')).to.have.length(0);
    await until(() => focused(element).includes('6.4'), '6.4 has the focus');
  });
});

describe('<ehr-results-viewer> opens a result', () => {
  it('with all that was sent of it, and says so to the page by its reference alone', async () => {
    const element = await viewer([hospital()]);
    const opened: EhrOpenEvent[] = [];
    element.addEventListener('ehr-open', (event) => opened.push(event));
    row(element, 'Troponin I').querySelector<HTMLElement>('td .cell')?.click();
    expect(opened.map(({ reference, source }) => [reference, source])).to.deep.equal([
      ['Observation/troponin', 'source-0'],
    ]);
    expect(opened.some((event) => 'detail' in event)).to.equal(false);
    await element.updateComplete;
    const words = wordsOf(all(element, '.detail')[0] as Element);
    for (const fact of [
      'Normal, by the sender',
      '16 or below',
      'Corrected',
      'Venous blood',
      'Immunoassay',
      'University Hospital Pathology',
      'First reported as 41.',
      'Dr L. Okafor',
      'Observation/troponin',
    ])
      expect(words).to.contain(fact);
  });

  it('not where the page shows it itself', async () => {
    const element = await viewer([hospital()]);
    element.addEventListener('ehr-open', (event) => event.preventDefault());
    row(element, 'Troponin I').querySelector<HTMLElement>('td .cell')?.click();
    await element.updateComplete;
    expect(all(element, '.detail')).to.have.length(0);
  });

  it('that was opened in a summary on the same page, and leaves the focus there', async () => {
    const session = readySession(hospital());
    const page = await fixture<HTMLElement>(html`
      <div>
        <ehr-patient-summary lang="en" .session=${session}></ehr-patient-summary>
        <ehr-results-viewer lang="en" .session=${session}></ehr-results-viewer>
      </div>
    `);
    const [summary, element] = [...page.children] as [EhrPatientSummary, EhrResultsViewer];
    await says(summary, 'Creatinine');
    await says(element, 'Creatinine');
    const line = all(summary, 'button').find((one) => one.textContent?.includes('Creatinine'));
    line?.focus();
    line?.click();
    await until(() => all(element, '.detail').length > 0, 'opened');
    expect(tidy(all(element, '#detail')[0]?.textContent)).to.equal('Creatinine');
    expect(document.activeElement).to.equal(summary);
  });
});

describe('<ehr-results-viewer> on paper', () => {
  it('holds every result, whatever was chosen to be seen, by its date', async () => {
    const element = await viewer([hospital()]);
    await find(element, 'potassium');
    dispatchEvent(new Event('beforeprint'));
    expect(all(element, '.res')).to.have.length(26);
    expect(all(element, '.every').map(wordsOf).join()).not.to.contain('today');
    dispatchEvent(new Event('afterprint'));
    await element.updateComplete;
    expect(names(element)).to.deep.equal(['Potassium']);
  });
});
