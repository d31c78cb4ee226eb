/** The trend of an opened result: charts by unit, what is told of them, other tests and medicines beside, and what is taken along. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { person } from '../../stories/support/record.ts';
import { hospitalResults, lab, measured, range } from '../../stories/support/results.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import {
  bounds,
  coded,
  kidney,
  limits,
  manyOfOne,
  twoCodes,
  twoUnits,
  unitsApart,
  withGoals,
} from '../../stories/support/trends.ts';
import { until } from '../support/until.ts';
import { all, button, says, wordsOf } from './reading.ts';

const tidy = (words: string | null | undefined): string => (words ?? '').replace(/\s+/g, ' ').trim();

/** The viewer of one server, with the trend of a test open. */
async function trendOf(
  name: string,
  server: Partial<Server>,
  options: { width?: string; persona?: string; identity?: boolean; dir?: string } = {},
): Promise<EhrResultsViewer> {
  const { width = '70rem', persona = 'clinician', identity = false, dir = 'ltr' } = options;
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang="en"
      dir=${dir}
      persona=${persona}
      time-zone="Europe/London"
      ?identity-on-images=${identity}
      .session=${readySession({ resources: [], ...server })}
    ></ehr-results-viewer>`,
  );
  element.style.cssText = `display: block; inline-size: ${width}`;
  await until(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled');
  await element.updateComplete;
  const opener = all(element, 'tbody th, .test').find((one) =>
    tidy(one.querySelector('.t, .h')?.textContent).includes(name),
  );
  if (!opener) throw new Error(`No test “${name}” in: ${wordsOf(element)}`);
  (opener.querySelector<HTMLElement>('.link') ?? opener).click();
  await until(() => all(element, '.trend figure').length > 0, 'a chart');
  return element;
}

/** Each chart as somebody who hears meets it: what it is, and the result that is read. */
const plots = (element: Element): HTMLElement[] => all(element, '.trend [role="slider"]');
const titles = (element: Element): string[] =>
  plots(element).map((one) => tidy(one.ariaLabel ?? one.getAttribute('aria-label')).split('.')[0] ?? '');
const read = (element: Element, place = 0): string => tidy(plots(element)[place]?.getAttribute('aria-valuetext'));
/** How many points are drawn, of all shapes. */
const drawn = (element: Element): number =>
  all(element, 'figure .pt').reduce((sum, path) => sum + (path.getAttribute('d')?.match(/M/g)?.length ?? 0), 0);

async function press(element: EhrResultsViewer, words: string): Promise<void> {
  const found = all<HTMLButtonElement>(element, 'button').find((one) =>
    tidy(one.getAttribute('aria-label') ?? one.textContent).includes(words),
  );
  if (!found) throw new Error(`No button “${words}” in: ${wordsOf(element)}`);
  found.click();
  await element.updateComplete;
}

async function key(element: EhrResultsViewer, press: string): Promise<void> {
  await sendKeys({ press });
  await element.updateComplete;
}

describe('<ehr-results-viewer> draws the trend of an opened test', () => {
  it('with a summary in words, and each point read by keyboard, in time', async () => {
    const element = await trendOf('Potassium', { name: 'University Hospital', resources: hospitalResults() });
    expect(wordsOf(element)).to.match(
      /4 results from \d+ \w+ 20\d\d to \d+ \w+ 20\d\d\. First 4\.9 mmol\/L, lowest 4\.9 mmol\/L, highest 6\.4 mmol\/L, latest 6\.4 mmol\/L\./,
    );
    plots(element)[0]?.focus();
    expect(read(element)).to.match(/^6\.4 mmol\/L, Critical high, Range: 3\.5–5\.3, .*University Hospital$/);
    await key(element, 'ArrowLeft');
    expect(read(element)).to.contain('5.6 mmol/L, High');
    await key(element, 'Home');
    expect(read(element)).to.contain('4.9 mmol/L, Normal');
    await key(element, 'ArrowLeft');
    expect(read(element)).to.contain('4.9 mmol/L, Normal');
    await key(element, 'PageUp');
    expect(read(element)).to.contain('6.4 mmol/L');
  });

  it('with the result that was opened as the one that is read', async () => {
    const element = await trendOf('Potassium', { resources: hospitalResults() });
    const cell = all(element, '.cell').find((one) => one.textContent?.includes('5.2'));
    cell?.click();
    await until(() => read(element).startsWith('5.2 mmol/L'), 'the result that was opened');
  });

  it('and calls nobody back who has gone on before it is drawn', async () => {
    const element = await trendOf('Potassium', { resources: kidney() }, { width: '320px' });
    const [search] = all<HTMLInputElement>(element, 'input[type=search]');
    const other = all(element, '.test').find((one) => tidy(one.querySelector('.h')?.textContent) === 'Sodium');
    other?.querySelector<HTMLElement>('.link')?.click();
    search?.focus();
    await until(
      () => plots(element).length > 0 && read(element).startsWith('138 mmol/L'),
      'the trend of the other test',
    );
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement === search, 'focus').to.equal(true);
  });

  it('with an arrow for a bound, through which no line leads, and the range of each result behind it', async () => {
    const at = (year: number): string => `${year}-06-01T08:00:00Z`;
    const element = await trendOf('CRP', {
      resources: [
        person(),
        lab('a', 'CRP', '1988-5', at(2021), { ...measured(['4', 'mg/L']), ...range(undefined, 5, 'mg/L') }),
        lab('b', 'CRP', '1988-5', at(2022), { ...measured(['<1', 'mg/L']), ...range(undefined, 5, 'mg/L') }),
        lab('c', 'CRP', '1988-5', at(2023), { ...measured(['7', 'mg/L']), ...range(undefined, 10, 'mg/L') }),
        lab('d', 'CRP', '1988-5', at(2024), { ...measured(['8', 'mg/L']), ...range(undefined, 10, 'mg/L') }),
      ],
    });
    expect(drawn(element)).to.equal(4);
    const [line] = all(element, 'figure .line').map((one) => one.getAttribute('d') ?? '');
    // Begun anew after the bound, and led on once: from the third to the fourth.
    expect([line?.match(/M/g)?.length, line?.match(/L/g)?.length]).to.deep.equal([2, 1]);
    const [band] = all(element, 'figure .band').map((one) => one.getAttribute('d') ?? '');
    expect(band?.match(/M/g)).to.have.length(2);
    expect(wordsOf(element)).to.contain('lowest <1 mg/L');
  });

  it('with how many results are on no drawing, and why', async () => {
    const element = await trendOf('C-reactive protein', { resources: bounds() });
    expect(wordsOf(element)).to.contain('Not drawn, listed below: 1 without a number, 1 without a date, 1 cancelled.');
    await press(element, '1 month');
    await says(element, '5 outside the time shown');
  });

  it('of a part of a result as of any other', async () => {
    const part = (text: string, value: string): object => ({ code: { text }, ...coded(value, 'mm[Hg]') });
    const pressure = (id: string, year: number, high: string, low: string): ReturnType<typeof lab> =>
      lab(id, 'Blood pressure', '85354-9', `${year}-06-01T08:00:00Z`, {
        component: [part('Systolic', high), part('Diastolic', low)] as never,
      });
    const element = await trendOf('Systolic', {
      resources: [person(), pressure('a', 2023, '151', '92'), pressure('b', 2024, '134', '80')],
    });
    expect(wordsOf(element)).to.contain('First 151 mmHg, lowest 134 mmHg, highest 151 mmHg, latest 134 mmHg.');
  });

  it('and not where there is nothing to draw', async () => {
    const element = await trendOf('Potassium', { resources: hospitalResults() });
    const other = all(element, 'tbody th').find((one) => one.textContent?.includes('Urine culture'));
    other?.click();
    await until(() => all(element, '.trend').length === 0, 'no trend');
    expect(wordsOf(element)).to.contain('Escherichia coli');
  });

  it('with limits that the sender calls critical as lines of their own', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const [line] = all(element, 'figure .critical-limit').map((one) => one.getAttribute('d') ?? '');
    expect(line?.match(/M/g)).to.have.length(2);
    expect(all(element, '.key').map(wordsOf).join()).to.contain('Critical limit, by the sender');
  });
});

describe('<ehr-results-viewer> keeps units apart in a trend', () => {
  it('and brings together by conversion alone, with both values said and marked', async () => {
    const element = await trendOf('Creatinine', { resources: twoUnits() });
    await until(() => plots(element).length === 1 && drawn(element) === 6, 'one chart');
    expect(titles(element)).to.deep.equal(['Chart: Creatinine, µmol/L']);
    expect(all(element, 'figure .pt.conv').length).to.be.above(0);
    plots(element)[0]?.focus();
    await key(element, 'Home');
    expect(read(element)).to.match(/^0\.9 mg\/dL \(≈ 80 µmol\/L\), Normal by range, Range: 0\.5–1/);
    expect(wordsOf(element)).to.contain('Converted here');
    button(element, 'Save as CSV');
    all<HTMLDetailsElement>(element, 'details.same summary')[0]?.click();
    await says(element, 'Charted');
    const rows = all(element, '.rows tbody tr').map((one) => tidy(one.textContent));
    expect(rows).to.have.length(6);
    expect(rows[5]).to.match(/0\.9 mg\/dL\s*≈ 80 µmol\/L/);
    expect(rows[0]).not.to.contain('≈');
  });

  it('with a chart for each, and why, where nothing converts them', async () => {
    const element = await trendOf('HbA1c', { resources: unitsApart() });
    await says(element, '% apart: no certain conversion to mmol/mol.');
    expect(titles(element)).to.deep.equal(['Chart: HbA1c, mmol/mol', 'Chart: HbA1c, %']);
    expect(all(element, 'figure .ft').map((one) => tidy(one.textContent))).to.deep.equal(['mmol/mol', '%']);
  });

  it('and units that are only words never', async () => {
    const element = await trendOf('HbA1c', { resources: hospitalResults() });
    expect(titles(element)).to.deep.equal(['Chart: HbA1c, mmol/mol', 'Chart: HbA1c, %']);
    expect(wordsOf(element)).to.contain('% apart');
  });
});

describe('<ehr-results-viewer> says under which codes the points of a trend are', () => {
  it('in all, and with each', async () => {
    const element = await trendOf('Creatinine', { resources: twoCodes() });
    expect(drawn(element)).to.equal(5);
    expect(wordsOf(element)).to.match(
      /Several codes drawn together \(one LOINC group\): Creatinine in serum \(2160-0\): 3, Creatinine in blood \(38483-4\): 2\./,
    );
    plots(element)[0]?.focus();
    await key(element, 'ArrowLeft');
    expect(read(element)).to.contain('Creatinine in blood (38483-4)');
  });
});

describe('<ehr-results-viewer> shows a part of the time', () => {
  it('by a press, and says so where nothing is in it', async () => {
    const element = await trendOf('HbA1c', { resources: unitsApart() });
    await press(element, '1 year');
    expect(titles(element)).to.deep.equal(['Chart: HbA1c, mmol/mol']);
    const old = await trendOf('CRP', {
      resources: [
        person(),
        lab('a', 'CRP', '1988-5', '2011-06-01T08:00:00Z', measured(['4', 'mg/L'])),
        lab('b', 'CRP', '1988-5', '2012-06-01T08:00:00Z', measured(['5', 'mg/L'])),
      ],
    });
    await press(old, '1 month');
    expect(wordsOf(old)).to.contain('No result in the time shown.');
    expect(wordsOf(old)).to.contain('2 outside the time shown');
  });

  it('from day to day', async () => {
    const at = (day: string): string => `2024-${day}T12:00:00Z`;
    const element = await trendOf('CRP', {
      resources: [
        person(),
        ...['03-01', '03-05', '03-09', '03-20'].map((day, index) =>
          lab(`r${index}`, 'CRP', '1988-5', at(day), measured([String(index + 1), 'mg/L'])),
        ),
      ],
    });
    const [from, to] = all<HTMLInputElement>(element, 'input[type=date]');
    expect([from?.value, to?.value]).to.deep.equal(['2024-03-01', '2024-03-20']);
    const set = async (field: HTMLInputElement | undefined, value: string): Promise<void> => {
      if (!field) throw new Error('There is no field for a day.');
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await element.updateComplete;
    };
    await set(from, '2024-03-05');
    await set(to, '2024-03-09');
    expect(wordsOf(element)).to.contain('2 results from 5 Mar 2024 to 9 Mar 2024');
    await set(to, '2024-01-01');
    expect(wordsOf(element)).to.contain('2 results from 5 Mar 2024 to 9 Mar 2024');
  });

  it('nearer and further by keyboard, around the result that is read', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const count = (): number => Number(plots(element)[0]?.getAttribute('aria-valuemax'));
    expect(count()).to.equal(9);
    plots(element)[0]?.focus();
    await key(element, '+');
    await key(element, '+');
    const nearer = count();
    expect(nearer).to.be.below(9);
    expect(read(element)).to.contain('6.4 mmol/L');
    expect(element.shadowRoot?.activeElement === plots(element)[0], 'focus').to.equal(true);
    for (let times = 0; times < 3; times++) await key(element, '-');
    expect(count()).to.equal(9);
  });

  it('that is dragged over, and the result that is pressed', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const plot = plots(element)[0];
    if (!plot) throw new Error('There is no chart.');
    plot.setPointerCapture = () => undefined;
    const box = plot.getBoundingClientRect();
    const point = (type: string, share: number): void => {
      const [clientX, clientY] = [box.left + box.width * share, box.top + box.height / 2];
      plot.dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, pointerId: 1, bubbles: true }));
    };
    point('pointerdown', 0.09);
    point('pointerup', 0.09);
    await element.updateComplete;
    expect(read(element)).to.contain('4.4 mmol/L');
    point('pointerdown', 0.02);
    point('pointermove', 0.3);
    point('pointerup', 0.5);
    await element.updateComplete;
    expect(Number(plots(element)[0]?.getAttribute('aria-valuemax'))).to.be.within(2, 5);
    expect(wordsOf(element)).to.contain('outside the time shown');
  });
});

describe('<ehr-results-viewer> draws thousands of results', () => {
  it('with few nodes, says how many are drawn, and reads each by keyboard', async () => {
    const element = await trendOf('Glucose by meter', { resources: manyOfOne(3000) });
    expect(all(element, '*').length).to.be.at.most(1000);
    expect(drawn(element)).to.be.within(100, 400);
    expect(wordsOf(element)).to.match(/\d+ of 3000 drawn; no extreme is left out/);
    expect(wordsOf(element)).to.contain('highest 431 mg/dL');
    const [plot] = plots(element);
    expect(plot?.getAttribute('aria-valuemax')).to.equal('3000');
    plot?.focus();
    await key(element, 'ArrowLeft');
    expect(plot?.getAttribute('aria-valuenow')).to.equal('2999');
  });
});

describe('<ehr-results-viewer> shows other tests at the same time', () => {
  it('each on its own scale, added and removed by keyboard', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    await press(element, 'Other tests at the same time');
    const [field] = all<HTMLInputElement>(element, '.beside input');
    field?.focus();
    await sendKeys({ type: 'sod' });
    await element.updateComplete;
    await key(element, 'Tab');
    expect(element.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Add Sodium');
    await key(element, 'Enter');
    await until(() => plots(element).length === 2, 'two charts');
    expect(titles(element)).to.deep.equal(['Chart: Potassium, mmol/L', 'Chart: Sodium, mmol/L']);
    expect(element.shadowRoot?.activeElement === all(element, '.beside input')[0], 'focus').to.equal(true);
    plots(element)[0]?.focus();
    await key(element, 'Home');
    expect(read(element, 0)).to.contain('4.4 mmol/L');
    // Of the same time.
    expect(read(element, 1)).to.contain('141 mmol/L');
    await press(element, 'Remove Sodium');
    expect(plots(element)).to.have.length(1);
  });

  it('no more than six together', async () => {
    const tests = Array.from({ length: 8 }, (_, test) =>
      [2021, 2022, 2023].map((year) =>
        lab(`t${test}-${year}`, `Test ${test}`, `${7000 + test}-1`, `${year}-06-01T08:00:00Z`, measured(['5', 'mg/L'])),
      ),
    );
    const element = await trendOf('Test 0', { resources: [person(), ...tests.flat()] });
    await press(element, 'Other tests at the same time');
    for (let times = 0; times < 5; times++) await press(element, 'Add ');
    expect(plots(element)).to.have.length(6);
    expect(wordsOf(element)).to.contain('At most 6 tests can stand together.');
    expect(all(element, '*').length).to.be.at.most(1000);
  });
});

describe('<ehr-results-viewer> marks when medicines were begun', () => {
  it('only once somebody asks, with what each mark says', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const session = element.session as ReturnType<typeof readySession>;
    const asked = (): string[] => session.requests.filter((path) => path.startsWith('Medication'));
    expect(asked()).to.deep.equal([]);
    await press(element, 'Medicines begun');
    await says(element, 'Spironolactone 25 mg tablet');
    expect(asked().length).to.be.above(0);
    const told = all(element, '.meds li').map((one) => tidy(one.textContent));
    expect(told[0]).to.match(/^1 Potassium salt substitute reported as taken from \d+ \w+ 20\d\d$/);
    expect(told[2]).to.match(/^3 Lisinopril 10 mg tablet ordered .* 20\d\d, ordered .* 20\d\d$/);
    expect(wordsOf(element)).to.contain('Not marked, undated: Paracetamol 500 mg tablet.');
    expect(
      all(element, 'figure .medn')
        .map((one) => one.textContent)
        .sort(),
    ).to.deep.equal(['1', '2', '3', '3']);
    all<HTMLInputElement>(element, '.meds input')[2]?.click();
    await element.updateComplete;
    expect(
      all(element, 'figure .medn')
        .map((one) => one.textContent)
        .sort(),
    ).to.deep.equal(['1', '2']);
  });

  it('and says where they may not be read', async () => {
    const denied = ['MedicationRequest', 'MedicationStatement'];
    const element = await trendOf('Potassium', { resources: kidney(), denied });
    await press(element, 'Medicines begun');
    await until(() => all(element, '.medicines [part~="message"]').length > 0, 'a message');
    expect(wordsOf(element)).not.to.contain('No dated medicine recorded');
  });
});

describe('<ehr-results-viewer> shows goals in a trend', () => {
  const goalsAsked = (element: EhrResultsViewer): string[] =>
    (element.session as ReturnType<typeof readySession>).requests.filter((path) => path.startsWith('Goal'));

  it('only once somebody asks, in words with their value, dates and source, and in the key', async () => {
    const element = await trendOf('Creatinine', { resources: withGoals() });
    expect(goalsAsked(element)).to.deep.equal([]);
    expect(all(element, 'figure .goal')[0]?.getAttribute('d')).to.equal('');
    await press(element, 'Goals');
    await says(element, 'Goal: Creatinine no higher (≤110 µmol/L), from ');
    await says(element, 'Goal: As before the illness (<1 mg/dL, ≈ <90 µmol/L), from ');
    await says(element, 'Goals recorded for this patient. They are no reference ranges and flag nothing.');
    expect(goalsAsked(element).length).to.equal(1);
    expect(all(element, 'figure .goal')[0]?.getAttribute('d')).to.match(/^M[\d.]+ [\d.]+H/);
    expect(all(element, '.key li').map((one) => tidy(one.textContent))).to.include('Goal, marked on the side to reach');
    expect(wordsOf(element)).not.to.contain('Walk every day');
  });

  it('and says which are not drawn, and why', async () => {
    const element = await trendOf('Creatinine', { resources: withGoals() });
    await press(element, 'Goals');
    await says(element, 'Not drawn, no number: Goal: Steady kidneys (stable)');
    await says(element, 'Not drawn, not active: Goal: Goal of last year (≤110 µmol/L)');
  });

  it('changes no flag, range or value by them, and takes them away again', async () => {
    const element = await trendOf('Creatinine', { resources: withGoals() });
    const before = read(element);
    await press(element, 'Goals');
    await says(element, 'Goal: Creatinine no higher');
    expect(read(element)).to.equal(before);
    await press(element, 'Goals');
    expect(wordsOf(element)).not.to.contain('Creatinine no higher');
  });

  it('says that there is none for a test, and where they may not be read', async () => {
    const element = await trendOf('Creatinine', { resources: twoUnits() });
    await press(element, 'Goals');
    await says(element, 'No goal that measures this test is recorded.');
    const denied = await trendOf('Creatinine', { resources: withGoals(), denied: ['Goal'] });
    await press(denied, 'Goals');
    await until(() => all(denied, '.goals [part~="message"]').length > 0, 'a message');
    expect(wordsOf(denied)).not.to.contain('No goal that measures this test');
  });
});

/** Files that the page hands out while `during` runs. */
async function filesOf(during: () => Promise<void>): Promise<{ name: string; content: Blob | undefined }[]> {
  const files: { name: string; content: Blob | undefined }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  const contents = new Map<string, Blob>();
  URL.createObjectURL = (blob: Blob): string => {
    const url = createObjectURL(blob);
    contents.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (): void {
    files.push({ name: this.download, content: contents.get(this.href) });
  };
  try {
    await during();
    await until(() => files.length > 0, 'a file');
  } finally {
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = createObjectURL;
  }
  return files;
}

/** The words that are painted while `during` runs. */
async function paintedIn(during: () => Promise<void>): Promise<string> {
  const painted: string[] = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text: string, x: number, y: number): void {
    painted.push(text);
    fillText.call(this, text, x, y);
  };
  try {
    await during();
  } finally {
    CanvasRenderingContext2D.prototype.fillText = fillText;
  }
  return tidy(painted.join(' '));
}

describe('<ehr-results-viewer> gives a trend to take along', () => {
  it('as an image on light ground, with its test, unit and days, and nobody’s name', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    element.theme = 'dark';
    await element.updateComplete;
    let files: { name: string; content: Blob | undefined }[] = [];
    const words = await paintedIn(async () => {
      files = await filesOf(() => press(element, 'Save as image'));
    });
    expect(files.map(({ name }) => name)).to.deep.equal(['results-chart.png']);
    expect(files[0]?.content?.type).to.equal('image/png');
    expect(words).to.match(/^Potassium \d+ \w+ 20\d\d – \d+ \w+ 20\d\d/);
    expect(words).to.contain('mmol/L').and.to.contain('Critical limit, by the sender').and.to.contain('Saved');
    expect(words).not.to.contain('Margaret');
    const image = await createImageBitmap(files[0]?.content as Blob);
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    expect([...(context?.getImageData(2, 2, 1, 1).data ?? [])]).to.deep.equal([255, 255, 255, 255]);
    expect(all(element, '.stage')).to.have.length(0);
  });

  it('with whose it is where the page allows that', async () => {
    const element = await trendOf('Potassium', { resources: kidney() }, { identity: true });
    const words = await paintedIn(async () => {
      await filesOf(() => press(element, 'Save as image'));
    });
    expect(words).to.contain('Margaret');
  });

  it('on paper alone, with whose it is and every result in it', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const { print } = globalThis;
    let sheet = '';
    let rows = 0;
    globalThis.print = () => {
      dispatchEvent(new Event('beforeprint'));
      sheet = element.shadowRoot?.querySelector('article')?.textContent ?? '';
      rows = all(element, '.rows tbody tr').length;
      dispatchEvent(new Event('afterprint'));
    };
    try {
      await press(element, 'Print the chart');
      await until(() => sheet !== '', 'printed');
    } finally {
      globalThis.print = print;
    }
    expect(tidy(sheet)).to.contain('Margaret').and.to.contain('Potassium').and.not.to.contain('Sodium');
    expect(rows).to.equal(9);
    await until(() => all(element, '.detail').length === 1, 'as before');
  });
});

/** What of the trend lies beyond its box, but for tables that scroll in their own. */
function stickingOut(element: Element): string[] {
  const edge = all(element, '.trend')[0]?.getBoundingClientRect();
  return all(element, '.trend *')
    .filter((one) => !one.closest('svg, .rows table, .vh'))
    .filter((one) => edge && one.getBoundingClientRect().right > edge.right + 1)
    .map((one) => `${one.localName}.${one.className}`);
}

describe('<ehr-results-viewer> fits a trend into its place', () => {
  for (const width of ['320px', '720px'])
    it(`${width} wide, with nothing sticking out`, async () => {
      const element = await trendOf('Potassium', { resources: kidney() }, { width });
      await press(element, 'Other tests at the same time');
      await press(element, 'Medicines begun');
      await says(element, 'Spironolactone');
      expect(stickingOut(element)).to.deep.equal([]);
    });

  it('with time from left to right in languages from right to left too', async () => {
    const element = await trendOf('Potassium', { resources: kidney() }, { dir: 'rtl' });
    plots(element)[0]?.focus();
    await key(element, 'Home');
    expect(read(element)).to.contain('4.4 mmol/L');
    await key(element, 'ArrowRight');
    expect(read(element)).to.contain('4.6 mmol/L');
  });
});

describe('<ehr-results-viewer> shows what is critical by the sender’s limits', () => {
  it('so that its cell can be read', async () => {
    const element = await trendOf('Potassium', { resources: kidney() });
    const cell = all(element, '.cell').find((one) => one.textContent?.includes('6.4'));
    if (!cell) throw new Error('There is no such cell.');
    const { color } = getComputedStyle(cell);
    expect(color).not.to.equal('rgb(255, 255, 255)');
    expect(tidy(cell.textContent)).to.contain('Critical high');
  });

  it('and draws limits that differ by sex for whom they are', async () => {
    const female = { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: 'female' }] };
    const male = { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: 'male' }] };
    const [forHer] = limits([12, 15], 'g/dL').referenceRange ?? [];
    const [forHim] = limits([13, 17], 'g/dL').referenceRange ?? [];
    const referenceRange = [
      { ...forHer, appliesTo: [female] },
      { ...forHim, appliesTo: [male] },
    ];
    const element = await trendOf('Haemoglobin', {
      resources: [
        person(),
        ...[2023, 2024].map((year) =>
          lab(`h${year}`, 'Haemoglobin', '718-7', `${year}-06-01T08:00:00Z`, {
            ...coded('11', 'g/dL'),
            referenceRange,
          }),
        ),
      ],
    });
    expect(
      all(element, 'figure .band')
        .map((one) => one.getAttribute('d'))
        .join(),
    ).to.match(/^M/);
  });
});
