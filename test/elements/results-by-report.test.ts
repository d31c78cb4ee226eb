import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type {
  FhirResource,
  ImagingStudy,
  ImagingStudySeries,
  ImagingStudySeriesInstance,
  Observation,
} from 'fhir/r4.js';
import type { EhrResultsViewer, EhrViewEvent } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { dischargeSummary } from '../../stories/support/clinical-document.ts';
import { PATIENT, person } from '../../stories/support/record.ts';
import { base64, hospitalReports, letter, manyReports, PIXEL, report, study } from '../../stories/support/reports.ts';
import { readySession, type Server } from '../../stories/support/sessions.ts';
import { all, button, cut, outside, says, warnings, wordsOf } from './reading.ts';

const hospital = (changes: Partial<Server> = {}): Server => ({ resources: hospitalReports(), ...changes });
const of = (...resources: Server['resources']): Server => ({ resources: [person(), ...resources] });

async function viewer(
  servers: readonly Server[],
  {
    persona = 'clinician',
    width = '70rem',
    view = 'reports',
  }: { persona?: string; width?: string; view?: string } = {},
): Promise<EhrResultsViewer> {
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang="en"
      persona=${persona}
      view=${view}
      time-zone="Europe/London"
      .session=${readySession(...servers)}
    ></ehr-results-viewer>`,
  );
  element.style.cssText = `display: block; inline-size: ${width}`;
  await waitUntil(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled', { timeout: 8000 });
  await element.updateComplete;
  return element;
}

const tidy = (words: string | null | undefined): string => (words ?? '').replace(/\s+/g, ' ').trim();
const entries = (element: Element): string[] => all(element, '.entry .nm').map((one) => tidy(one.textContent));
const page = (element: Element): HTMLElement => all(element, '.page')[0] as HTMLElement;
const row = (element: Element, name: string): HTMLElement => {
  const found = all(element, '.row').find((one) => tidy(one.querySelector('bdi')?.textContent) === name);
  if (!found) throw new Error(`No row “${name}” in: ${wordsOf(page(element))}`);
  return found;
};
const result = (id: string, name: string, date: string, more: Partial<Observation>): Observation => ({
  resourceType: 'Observation',
  id,
  subject: { reference: `Patient/${PATIENT}` },
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: { text: name },
  effectiveDateTime: date,
  ...more,
});
const cells = (element: Element, name: string): string[] =>
  [...row(element, name).children].map((one) => tidy(one.textContent));

async function choose(element: EhrResultsViewer, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

const focused = (element: Element): string => tidy(element.shadowRoot?.activeElement?.textContent);

describe('<ehr-results-viewer> by report', () => {
  it('lists reports newest first, with what stands out in each and what is not final', async () => {
    const element = await viewer([hospital()]);
    expect(entries(element).filter((name) => name !== 'Results without a report')).to.deep.equal([
      'Renal profile',
      'Cardiac markers',
      'Chest X-ray',
      'Urine culture',
      'Hepatitis B screen',
    ]);
    const [first] = all(element, '.entry');
    expect(tidy(first?.textContent)).to.contain('1 critical');
    expect(tidy(first?.textContent)).to.contain('Partial');
    expect(first?.getAttribute('aria-current')).to.equal('true');
  });

  it('tells of the chosen one its status, who ordered it, the laboratory, the specimen and the conclusion', async () => {
    const element = await viewer([hospital()]);
    const words = wordsOf(page(element));
    expect(words).to.contain('Further results are to come.');
    expect(words).to.contain('1 critical result: Potassium 6.4 mmol/L');
    expect(words).to.contain('Ordered by Dr A. Patel');
    expect(words).to.contain('Performer University Hospital Pathology');
    expect(words).to.match(/Specimen Venous blood, taken today 07:55, number A-4711/);
    expect(words).to.contain('Conclusion Repeat potassium within 2 hours advised. eGFR falls with acute illness.');
  });

  it('holds its results under their panels, each with unit, flag, range and status', async () => {
    const element = await viewer([hospital()]);
    expect(cells(element, 'Renal profile')).to.deep.equal(['Renal profile', 'Panel of 2', '', 'No range given', '']);
    expect(cells(element, 'Potassium').slice(0, 4)).to.deep.equal([
      'Potassium part of Renal profile',
      '6.4 mmol/L',
      'Critical high',
      '3.5–5.3',
    ]);
    expect(cells(element, 'Bicarbonate')).to.deep.equal([
      'Bicarbonate Checked twice.',
      '19 mmol/L',
      'Low by range',
      '22–29',
      'None before',
    ]);
    expect(cells(element, 'Ionised calcium').slice(1, 3)).to.deep.equal(['Sample too small', 'Cancelled']);
  });

  it('tells beside a result what the test came to before, when, and how this stands to it', async () => {
    const creatinine = (id: string, date: string, value: Partial<Observation>): Observation =>
      result(id, 'Creatinine', date, value);
    const umol = (value: number): Partial<Observation> => ({ valueQuantity: { value, unit: 'umol/L' } });
    const element = await viewer([
      of(
        report('r', 'Renal profile', 'LAB', '2026-03-01', { result: [{ reference: 'Observation/now' }] }),
        creatinine('now', '2026-03-01', umol(128)),
        creatinine('cancelled', '2026-02-28', { ...umol(1), status: 'cancelled' }),
        creatinine('before', '2026-02-01', { ...umol(124), status: 'preliminary' }),
        creatinine('first', '2026-01-01', umol(90)),
      ),
    ]);
    expect(cells(element, 'Creatinine').at(-1)).to.equal('124 µmol/L, Preliminary 1 Feb 2026, now higher');
    await choose(element, 'Results without a report');
    expect(cells(element, 'Creatinine').at(-1)).to.equal('124 µmol/L, Preliminary 1 Feb 2026');
  });

  it('does not call a result higher or lower than one in another unit', async () => {
    const weight = (id: string, date: string, unit: string): Observation =>
      result(id, 'Urate', date, { valueQuantity: { value: 7, unit } });
    const element = await viewer([
      of(
        report('r', 'Urate', 'LAB', '2026-03-01', { result: [{ reference: 'Observation/now' }] }),
        weight('now', '2026-03-01', 'mg/dL'),
        weight('before', '2026-02-01', 'mmol/L'),
      ),
    ]);
    expect(cells(element, 'Urate').at(-1)).to.equal('7 mmol/L 1 Feb 2026');
  });

  it('tells a result that it names and that was not found, in its place', async () => {
    const element = await viewer([hospital()]);
    expect(cells(element, 'Phosphate')).to.deep.equal(['Phosphate', '', 'Not found', '', '']);
    expect(wordsOf(page(element))).to.contain('Named in the report and not among what was read: 1.');
  });

  it('shows what a corrected report said before, and what was changed', async () => {
    const element = await viewer([hospital()]);
    await choose(element, 'Cardiac markers');
    expect(focused(element)).to.equal('Cardiac markers');
    expect(wordsOf(page(element))).to.contain('Corrected after it was final.');
    await choose(element, '1 earlier version');
    const words = wordsOf(page(element));
    expect(words).to.contain('Troponin I: Changed 41 ng/L, then 14 ng/L, Normal, Corrected; First reported as 41.');
    expect(words).to.contain('Conclusion before Myocardial injury is likely.');
  });

  it('says of a corrected report without an earlier version that none is kept', async () => {
    const amended = of(report('r', 'Lipids', 'LAB', '2026-01-01', { status: 'amended' }));
    const element = await viewer([{ ...amended, readsOnly: ['DiagnosticReport'] }]);
    await says(element, 'No earlier version was sent. This source does not give earlier versions.');
  });

  it('shows a report in words alone, and says so of one that holds nothing', async () => {
    const element = await viewer([hospital()], { persona: 'patient' });
    await choose(element, 'Chest X-ray');
    expect(wordsOf(page(element))).to.contain(
      'Conclusion No consolidation. Heart size within normal limits. Normal chest X-ray',
    );
    await choose(element, 'Hepatitis B screen');
    expect(wordsOf(page(element))).to.contain('No result yet');
    expect(wordsOf(page(element))).to.contain('This report holds no results and no words');
  });

  it('never shows what was entered in error as a fact, and tells that it is there', async () => {
    const element = await viewer([hospital()]);
    expect(entries(element)).not.to.contain('Lipid profile');
    expect(wordsOf(element)).to.contain('2 entered in error, hidden');
    await choose(element, 'Urine culture');
    expect(cells(element, 'Glucose')).to.deep.equal(['Glucose', '', 'Entered in error', '', '']);
    expect(wordsOf(page(element))).not.to.contain('55 mmol/L');
  });

  it('has the results that no report holds by their day', async () => {
    const element = await viewer([hospital()]);
    const day = all(element, '.entry').find((one) => one.textContent?.includes('No date'));
    day?.click();
    await element.updateComplete;
    expect(cells(element, 'Haemolysis check')[1]).to.equal('Not haemolysed');
    expect(wordsOf(page(element))).to.contain('No report that was read names these results.');
  });

  it('opens a result with its trend as over time does, and leads there', async () => {
    const element = await viewer([hospital()]);
    const opened: string[] = [];
    element.addEventListener('ehr-open', (event) => opened.push(event.reference));
    row(element, 'Potassium').querySelector<HTMLElement>('.opens')?.click();
    await waitUntil(() => focused(element) === 'Potassium' && all(element, '.detail').length > 0, 'opened, and told', {
      timeout: 8000,
    });
    expect(opened).to.deep.equal(['Observation/potassium-0']);
    expect(wordsOf(all(element, '.detail')[0] as Element)).to.contain('All 4');
    await choose(element, 'Close');
    await waitUntil(
      () => all(element, '.detail').length === 0 && focused(element) === 'Potassium',
      'back where it was',
    );
    row(element, 'Sodium').querySelector<HTMLElement>('.opens')?.click();
    await waitUntil(() => all(element, '.detail').length > 0, 'opened');
    await choose(element, 'Show over time');
    await waitUntil(() => all(element, '[role=grid]').length > 0, 'over time');
    expect(tidy(all(element, '.detail .h')[0]?.textContent)).to.equal('Sodium');
  });

  it('shows a report elsewhere where the host prevents it', async () => {
    const element = await viewer([hospital()]);
    element.addEventListener('ehr-open', (event) => event.preventDefault());
    await choose(element, 'Chest X-ray');
    expect(tidy(all(element, '#report')[0]?.textContent)).to.equal('Renal profile');
  });

  it('follows a report, and a result of one, that is opened elsewhere on the page', async () => {
    const element = await viewer([hospital()], { view: 'time' });
    const { EhrOpenEvent: Open } = await import('@ehr-widgets/elements');
    const source = element.session?.sources[0]?.id ?? '';
    document.body.dispatchEvent(new Open('DiagnosticReport/chest', source));
    await says(element, 'No consolidation.');
    document.body.dispatchEvent(new Open('Observation/troponin', source));
    await waitUntil(() => tidy(all(element, '#report')[0]?.textContent) === 'Cardiac markers', 'followed');
    await waitUntil(() => tidy(all(element, '.detail .h')[0]?.textContent) === 'Troponin I', 'opened');
  });

  it('says so where what was opened elsewhere is not among what was read', async () => {
    const element = await viewer([hospital()]);
    const { EhrOpenEvent: Open } = await import('@ehr-widgets/elements');
    document.body.dispatchEvent(new Open('DiagnosticReport/nowhere', element.session?.sources[0]?.id ?? ''));
    await says(element, 'The report that was opened is not among what was read');
  });
});

describe('the choice between reports and results over time', () => {
  it('keeps what was searched, and finds reports by what they hold', async () => {
    const element = await viewer([hospital()], { view: 'time' });
    const field = all<HTMLInputElement>(element, 'input[type=search]')[0] as HTMLInputElement;
    field.value = 'troponin';
    field.dispatchEvent(new Event('input'));
    await element.updateComplete;
    await choose(element, 'By report');
    await waitUntil(() => entries(element).length > 0, 'reports');
    await waitUntil(() => entries(element).includes('Cardiac markers'), 'found');
    expect(entries(element)).not.to.contain('Renal profile');
    expect(wordsOf(element)).to.match(/1 of \d+ shown/);
  });

  it('follows the host, until the reader takes the other, and warns of a view that is none', async () => {
    const element = await viewer([hospital()], { view: 'time' });
    expect(all(element, '[role=grid]')).to.have.length(1);
    element.view = 'reports';
    await waitUntil(() => entries(element).length > 0, 'reports');
    await choose(element, 'Over time');
    expect(all(element, '[role=grid]')).to.have.length(1);
    const warned = await warnings(async () => {
      element.setAttribute('view', 'sideways');
      await element.updateComplete;
    });
    expect(warned.join()).to.contain('view="sideways" is not known');
    expect(all(element, '[role=grid]')).to.have.length(1);
  });
});

describe('the list of reports', () => {
  it('is walked by arrow keys, and Enter opens and leads to the report', async () => {
    const element = await viewer([hospital()]);
    all(element, '.entry[tabindex="0"]')[0]?.focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowUp' });
    const reached = focused(element);
    await sendKeys({ press: 'Home' });
    expect(focused(element)).to.contain('Renal profile');
    expect(reached).not.to.equal(focused(element));
    expect(all(element, '.entry[tabindex="0"]')).to.have.length(1);
    await sendKeys({ press: 'ArrowDown' });
    const [name] = entries(element).slice(1);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused(element) === name, 'at the report');
  });

  it('is a screen of its own in a narrow column, with the way back and to the next', async () => {
    const element = await viewer([hospital()], { width: '20rem' });
    await waitUntil(() => all(element, '.reports.narrow .entry').length > 0, 'narrow');
    expect(all(element, '.page')).to.have.length(0);
    await choose(element, 'Renal profile');
    await waitUntil(() => all(element, '.page').length > 0, 'opened');
    expect(all(element, '.entry')).to.have.length(0);
    expect([...outside(element), ...cut(element)]).to.deep.equal([]);
    await choose(element, 'Older');
    expect(tidy(all(element, '#report')[0]?.textContent)).not.to.equal('Renal profile');
    await choose(element, 'All reports');
    await waitUntil(() => all(element, '.entry').length > 0, 'back');
    expect(all(element, '.page')).to.have.length(0);
  });

  it('and a long report keep what stands in the page bounded', async () => {
    const element = await viewer([of(...manyReports(300, 4), ...manyReports(1, 400))]);
    expect(all(element, '.entry').length).to.be.below(31);
    expect(all(element, '*').length).to.be.below(1000);
    expect(wordsOf(element)).to.contain('1 to 30 of 300');
  });
});

describe('reports that cannot be read', () => {
  it('are told apart: none, not permitted, failed, not supported', async () => {
    expect(wordsOf(await viewer([of()]))).to.contain('Nothing recorded');
    const denied = await viewer([hospital({ denied: ['DiagnosticReport'] })]);
    expect(wordsOf(denied)).to.contain('Incomplete: a part is not permitted');
    expect(entries(denied)).to.contain('Results without a report');
    const failed = await viewer([hospital({ faults: { DiagnosticReport: 400 } })]);
    expect(wordsOf(failed)).to.contain('failed');
    const lacking = await viewer([hospital({ lacks: ['DiagnosticReport'] })]);
    expect(wordsOf(lacking)).to.contain('a part is not supported');
  });
});

describe('files of reports and documents', () => {
  const letters = (): Promise<EhrResultsViewer> => viewer([of(letter('2026-02-01T10:00:00Z'))]);
  const file = (element: Element, title: string): HTMLElement => {
    const found = all(element, '.file').find((one) => tidy(one.querySelector('.nm')?.textContent) === title);
    if (!found) throw new Error(`No file “${title}”.`);
    return found;
  };
  const read = async (element: EhrResultsViewer, title: string): Promise<HTMLElement> => {
    button(file(element, title), 'Read').click();
    await waitUntil(() => file(element, title).querySelector('.acts'), `${title} is read`, { timeout: 8000 });
    return file(element, title);
  };

  it('tell title, type and size before anything is read', async () => {
    const element = await letters();
    expect(wordsOf(page(element))).to.contain('Discharge letter Preliminary');
    expect(wordsOf(page(element))).to.contain('Author Dr A. Patel');
    expect(tidy(file(element, 'Scan').textContent)).to.contain('PNG image · 70 byte');
    expect(all(element, '.file pre, .file img')).to.have.length(0);
  });

  it('are shown as text with every letter right, and pictures as pictures', async () => {
    const element = await letters();
    expect((await read(element, 'Letter')).querySelector('pre')?.textContent).to.equal(
      'Señora Müller geht es gut.\nDr. Ōsawa',
    );
    const picture = (await read(element, 'Scan')).querySelector('img');
    await waitUntil(() => picture?.naturalWidth === 1, 'drawn');
    expect(picture?.alt).to.equal('Scan');
  });

  it('are never run, and say so where they are not what they were called', async () => {
    const element = await letters();
    const told = await read(element, 'Page');
    expect(tidy(told.textContent)).to.contain('Stated as Text, found to be: Web page.');
    expect(told.querySelector('script, pre')).to.equal(null);
    expect(document.title).not.to.equal('ran');
    expect(tidy((await read(element, 'Printed letter')).textContent)).to.contain('PDF, 12 byte. Not rendered here');
  });

  const withDocument = (source: string, contentType = 'application/xml'): Promise<EhrResultsViewer> =>
    viewer([of(person(), letter('2026-02-01T10:00:00Z', [{ title: 'Summary', contentType, data: base64(source) }]))]);

  it('are told in their words where they are clinical documents, with what was crossed out in them', async () => {
    const element = await withDocument(dischargeSummary());
    const told = await read(element, 'Summary');
    await waitUntil(() => told.querySelector('.cda'), 'its words are drawn', { timeout: 8000 });
    const words = tidy(told.textContent);
    expect(words).to.contain('Patient Margaret Adeyemi Date of birth 14 Mar 1959');
    expect(words).to.contain('Author Dr Aoife Ní Bhriain, St. Brigid’s Hospital, 1 Feb 2026');
    expect(words).to.contain('Crossed out: Amlodipine 5 mg end of what is crossed out.');
    expect(words).to.contain(
      'Hospital course Admitted with chest pain. See the protocol. [Note: Next check on 3 February.]',
    );
    expect(words).to.contain('Vital signs No narrative. Coded entries, not shown: 2.');
    expect(words).to.contain('Social history Withheld');
    expect(words).to.contain('About daughter, not about the patient');
    expect(getComputedStyle(told.querySelector('del') as Element).textDecorationLine).to.equal('line-through');
    expect([...told.querySelectorAll('thead th')].map((head) => tidy(head.textContent))).to.deep.equal([
      'Medicine',
      'How to take it',
      'Status',
    ]);
    expect(told.querySelector('script, a, [href], iframe')).to.equal(null);
    expect(words).not.to.contain('may be');
    button(file(element, 'File'), 'Read').click();
    await waitUntil(() => told.querySelector('.cda img.picture'), 'the picture in it is shown', { timeout: 8000 });
  });

  it('are gone through by their sections, from a list that paper leaves out, where they have more than a few', async () => {
    const element = await withDocument(dischargeSummary());
    const told = await read(element, 'Summary');
    await waitUntil(() => told.querySelector('.contents'), 'the contents are drawn', { timeout: 8000 });
    const names = [...told.querySelectorAll('.contents button')].map((one) => tidy(one.textContent));
    const headings = [...told.querySelectorAll('.cda > .cda > section > .h')].map((one) => tidy(one.textContent));
    expect(names).to.deep.equal(headings);
    button(told, 'Vital signs').click();
    expect(tidy(element.shadowRoot?.activeElement?.textContent)).to.equal('Vital signs');
    const plan = '<component><section><title>Plan</title><text>Rest.</text></section></component>';
    const short = await withDocument(dischargeSummary({ body: `<structuredBody>${plan}</structuredBody>` }));
    const words = await read(short, 'Summary');
    await waitUntil(() => words.querySelector('.cda section'), 'drawn', { timeout: 8000 });
    expect(words.querySelector('.contents')).to.equal(null);
  });

  it('say first where they are about somebody else', async () => {
    const element = await withDocument(dischargeSummary({ birthTime: '19900101' }), 'application/hl7-cda+xml');
    const told = await read(element, 'Summary');
    await waitUntil(() => told.querySelector('[role=alert]'), 'said', { timeout: 8000 });
    expect(tidy(told.querySelector('[role=alert]')?.textContent)).to.equal(
      'May be another patient’s document It says: Margaret Adeyemi, 1 Jan 1990, female. Verify identity before use.',
    );
  });

  it('say that they are damaged where they are, and may be saved', async () => {
    const told = await read(await withDocument(dischargeSummary().replace('</section>', '')), 'Summary');
    await waitUntil(() => tidy(told.textContent).includes('Not well-formed'), 'said', { timeout: 8000 });
    expect(button(told, 'Save')).to.be.instanceOf(HTMLButtonElement);
  });

  it('are shown by the page where it wants to, which is told which one and nothing of what is in it', async () => {
    const element = await letters();
    const heard: string[] = [];
    element.addEventListener('ehr-view', (event) => {
      event.preventDefault();
      heard.push(JSON.stringify([event.reference, event.file]));
    });
    button(file(element, 'Printed letter'), 'Read').click();
    await element.updateComplete;
    expect(heard).to.deep.equal(['["DocumentReference/letter","2"]']);
    expect(file(element, 'Printed letter').querySelector('.acts')).to.equal(null);
  });

  it('are pictures of a report, under what is said of them', async () => {
    const contained = {
      resourceType: 'Media',
      id: 'skin',
      status: 'completed',
      content: { contentType: 'image/png', data: PIXEL },
    };
    const element = await viewer([
      of(
        report('r', 'Dermatoscopy', 'PAT', '2026-02-01', {
          contained: [contained],
          media: [
            { comment: 'Left shoulder', link: { reference: '#skin', display: 'Mole' } },
            { comment: 'Not taken', link: { reference: '#gone' } },
          ],
        }),
      ),
    ]);
    await says(element, 'Pictures Left shoulder Mole PNG image · 70 byte');
    expect((await read(element, 'Mole')).querySelector('img.picture')).to.be.instanceOf(HTMLImageElement);
    expect(wordsOf(page(element))).to.contain('Not taken No content and no address was sent.');
  });

  it('are not fetched from elsewhere, and say only where they lie', async () => {
    const element = await letters();
    const words = tidy(file(element, 'Kept elsewhere').textContent);
    expect(words).to.contain('Kept outside of the source (archive.example): not fetched.');
    expect(words).not.to.contain('maria');
    expect(file(element, 'Kept elsewhere').querySelector('button')).to.equal(null);
  });

  it('stand in a report too, and a file that cannot be read says why and may be tried again', async () => {
    const url = 'Binary/gone';
    const form = { presentedForm: [{ title: 'Whole report', contentType: 'text/plain', url }] };
    const element = await viewer([of(report('r', 'Biopsy', 'PAT', '2026-02-01', form))]);
    button(file(element, 'Whole report'), 'Read').click();
    await says(element, 'The file could not be read');
    expect(wordsOf(page(element))).to.contain('Not found (404)');
    expect(button(file(element, 'Whole report'), 'Try again')).to.be.instanceOf(HTMLButtonElement);
  });
});

describe('images of a study', () => {
  const pixel = (): Promise<Blob> => fetch(`data:image/png;base64,${PIXEL}`).then((answer) => answer.blob());

  it('are told with their report, and fetched by nobody where the page has no way to', async () => {
    const element = await viewer([hospital()]);
    await says(element, 'Study Renal ultrasound');
    expect(wordsOf(page(element))).to.contain('Left kidney Ultrasound, 3 images This page shows no images.');
    expect(all(element, '.page img')).to.have.length(0);
  });

  const AT = 'https://images.example/dicomweb/studies/1.2.3/series/1.2.3.4/instances';

  /** The study, and the addresses that the page is asked for. */
  async function shown({
    fetched = pixel,
    changes = {},
  }: {
    fetched?: (url: string) => Promise<Response | Blob | undefined>;
    changes?: Partial<ImagingStudy>;
  } = {}): Promise<{
    element: EhrResultsViewer;
    asked: string[];
  }> {
    const element = await viewer([of({ ...study('kidneys', '2026-02-01'), ...changes })]);
    const asked: string[] = [];
    element.imageFetch = (url) => {
      asked.push(url);
      return fetched(url);
    };
    await says(element, 'Show images');
    return { element, asked };
  }
  const small = (element: Element): HTMLElement => all(element, '.thumb')[0] as HTMLElement;
  /** Asks for the small pictures, and looks at the first. */
  async function ask(element: EhrResultsViewer): Promise<void> {
    await choose(element, 'Show images Renal ultrasound');
    small(element).scrollIntoView();
  }
  const untilDrawn = (element: Element, selector: string): Promise<void> =>
    waitUntil(() => all(element, selector).length === 1, selector, { timeout: 8000 });

  it('are counted first; then one small picture stands for the series, in a place that keeps its size', async () => {
    let come = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (come = resolve));
    const { element, asked } = await shown({ fetched: () => waiting.then(pixel) });
    expect(wordsOf(page(element))).to.contain('1 series, 3 images. Each series is read as one small image');
    expect(asked).to.deep.equal([]);
    await ask(element);
    await waitUntil(() => asked.length === 1, 'asked for');
    expect(asked).to.deep.equal([`${AT}/1.2.3.4.2/frames/1/rendered?viewport=160,160`]);
    const place = small(element).getBoundingClientRect();
    come();
    await untilDrawn(element, '.thumb img');
    const { width, height } = small(element).getBoundingClientRect();
    expect([width, height]).to.deep.equal([place.width, place.height]);
  });

  it('are not fetched before they come into sight', async () => {
    const { element, asked } = await shown();
    element.style.marginBlockStart = '300vh';
    await choose(element, 'Show images Renal ultrasound');
    // What is in sight is told in its time: a second watcher, begun later, has heard when the first has.
    await new Promise<void>((resolve) => {
      new IntersectionObserver((_, observer) => {
        observer.disconnect();
        resolve();
      }).observe(small(element));
    });
    expect(asked).to.deep.equal([]);
    small(element).scrollIntoView();
    await waitUntil(() => asked.length === 1, 'asked for in sight');
  });

  it('are opened by their series and turned by arrow keys', async () => {
    const { element, asked } = await shown();
    await ask(element);
    await untilDrawn(element, '.thumb img');
    small(element).focus();
    await sendKeys({ press: 'Enter' });
    await untilDrawn(element, '.picture');
    expect(asked.at(-1)).to.equal(`${AT}/1.2.3.4.2/frames/1/rendered?viewport=512,512`);
    expect(wordsOf(page(element))).to.contain('Image 2 of 3');
    await sendKeys({ press: 'ArrowRight' });
    await says(element, 'Image 3 of 3');
    await waitUntil(() => asked.at(-1)?.includes('1.2.3.4.3'), 'the next one');
  });

  /** The series of the study, changed. */
  const series = (changes: Partial<ImagingStudySeries>): Partial<ImagingStudy> => ({
    series: study('kidneys', '2026-02-01').series?.map((one) => ({ ...one, ...changes })) ?? [],
  });
  const instance = (uid: string, sopClass: string): ImagingStudySeriesInstance => ({
    uid: `1.2.3.4.${uid}`,
    sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:1.2.840.10008.5.1.4.1.1.${sopClass}` },
  });
  const lastFrame = 2;
  const moving = (url: string): Promise<Blob | undefined> => {
    const frame = Number(/frames\/(\d+)/.exec(url)?.[1]);
    return frame > lastFrame ? Promise.resolve(undefined) : pixel();
  };

  it('are turned frame by frame where they move, until their service has no further one, and say how many only then', async () => {
    const { element, asked } = await shown({ fetched: moving, changes: series({ instance: [instance('1', '3.1')] }) });
    await ask(element);
    await untilDrawn(element, '.thumb img');
    small(element).click();
    await untilDrawn(element, '.picture');
    expect(wordsOf(page(element))).to.contain('Image 1 of 1 · Frame 1 ');
    await choose(element, 'Next frame');
    await says(element, 'Frame 2');
    await untilDrawn(element, '.picture');
    small(element).focus();
    await sendKeys({ press: 'ArrowRight' });
    // Whoever presses on gets no further than there are frames.
    for (let press = 0; press < 4; press++) await sendKeys({ press: 'ArrowRight' });
    await says(element, 'Frame 2 of 2');
    expect(wordsOf(page(element))).not.to.contain('could not be read');
    expect(asked.at(-1)).to.contain('/1.2.3.4.1/frames/3/');
    expect(button(element, 'Next frame').getAttribute('aria-disabled')).to.equal('true');
    expect(wordsOf(page(element))).not.to.contain('could not be read');
    await choose(element, 'Previous frame');
    await says(element, 'Image 1 of 1 · Frame 1 ');
  });

  it('never contradict how many there are', async () => {
    const { element } = await shown({ changes: { ...series({ numberOfInstances: 12 }), numberOfSeries: 4 } });
    expect(wordsOf(page(element))).to.contain('1 of 4 series sent, 12 images');
    await ask(element);
    await untilDrawn(element, '.thumb img');
    small(element).click();
    await says(element, 'Image 2 of 3 that were sent; it has 12');
  });

  it('are not asked for where they are whole slides or no pictures, and each says why', async () => {
    const instances = [instance('1', '77.1.6'), instance('2', '88.11')];
    const element = await viewer([of({ ...study('kidneys', '2026-02-01'), ...series({ instance: instances }) })]);
    element.imageFetch = pixel;
    await says(element, 'Whole slide images, too large to be shown here: 1. Use the image viewer.');
    expect(wordsOf(page(element))).to.contain('Objects without pixels (reports, marks, measurements): 1.');
    expect(wordsOf(page(element))).not.to.contain('Show images');
  });

  it('say where a service is named and not what it has', async () => {
    const element = await viewer([of({ ...study('kidneys', '2026-02-01'), ...series({ instance: [] }) })]);
    await says(element, 'An image service is named, but not which images it has of this series.');
    expect(wordsOf(page(element))).not.to.contain('No image service');
  });

  it('are handed to the viewer of the page, or of the place that keeps them', async () => {
    const endpoint = (type: string, address: string): FhirResource =>
      ({ ...study('', '').contained?.[0], id: type, connectionType: { code: type }, address }) as FhirResource;
    const element = await viewer([
      of({
        ...study('kidneys', '2026-02-01'),
        contained: [endpoint('ihe-iid', 'https://viewer.example/iid')],
        endpoint: [{ reference: '#ihe-iid' }],
      }),
    ]);
    await says(element, 'Open in the viewer of viewer.example');
    const link = all<HTMLAnchorElement>(element, '.page a')[0];
    expect(link?.href).to.equal('https://viewer.example/iid?requestType=STUDY&studyUID=1.2.3');
    expect([link?.target, link?.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
    expect(wordsOf(element)).not.to.contain('Open in viewer ');
    element.imageViewer = true;
    await says(element, 'Open in viewer');
    const heard: EhrViewEvent[] = [];
    const take = (event: EhrViewEvent): void => {
      event.preventDefault();
      heard.push(event);
    };
    await choose(element, 'Open in viewer Renal ultrasound');
    await says(element, 'No viewer took the images.');
    element.addEventListener('ehr-view', take);
    await choose(element, 'Open in viewer Renal ultrasound');
    expect(wordsOf(element)).not.to.contain('No viewer took');
    expect(heard.map(({ reference, file }) => [reference, file])).to.deep.equal([['ImagingStudy/kidneys', undefined]]);
  });

  it('say so in their place where they cannot be had', async () => {
    const { element } = await shown({ fetched: () => Promise.reject(new Error('refused')) });
    await ask(element);
    await waitUntil(() => tidy(small(element).textContent).includes('The image could not be read'), 'said');
  });

  it('say whether they are kept from the reader, not there, or in no form that can be drawn, and are asked for again', async () => {
    for (const [status, title, next] of [
      [401, 'Not permitted to be seen here', 'The image service refuses it to this sign-in (401).'],
      [403, 'Not permitted to be seen here', 'The image service refuses it to this sign-in (403).'],
      [404, 'The image could not be read', 'The image service does not have it (404).'],
      [406, 'Not in a form that can be shown', 'The image service cannot render it (406).'],
      [500, 'The image could not be read', 'Try again'],
    ] as const) {
      let answer = (): Promise<Response | Blob> => Promise.resolve(new Response(null, { status }));
      const { element } = await shown({ fetched: () => answer() });
      await ask(element);
      await waitUntil(() => tidy(small(element).textContent).includes(title), title);
      small(element).click();
      await says(element, `${title} ${next}`);
      answer = () => pixel().then((blob) => new Response(blob));
      await choose(element, 'Try again');
      await untilDrawn(element, '.files img.picture');
      element.remove();
    }
  });

  it('say in words how a study stands that is not there', async () => {
    const { element } = await shown({ changes: { status: 'registered' } });
    expect(wordsOf(page(element))).to.contain('Status Registered, no images yet');
    expect(tidy(all(element, '.entry')[0]?.textContent)).to.contain('Registered, no images yet');
  });

  it('and documents that were entered in error are counted and not shown, and those cancelled say so in the list', async () => {
    const element = await viewer([
      of(
        { ...study('wrong', '2026-02-01'), status: 'entered-in-error', description: 'Wrong patient' },
        { ...study('off', '2026-02-02'), status: 'cancelled' },
        { ...letter('2026-02-03'), status: 'entered-in-error' },
        { ...letter('2026-02-04'), id: 'old', status: 'superseded' },
      ),
    ]);
    await says(element, '2 entered in error, hidden');
    expect(all(element, '.entry').map((one) => tidy(one.textContent))).to.deep.equal([
      'Discharge letter Replaced by anotherPreliminary 4 Feb 2026',
      'Renal ultrasound Cancelled 2 Feb 2026',
    ]);
    expect(wordsOf(element)).not.to.contain('Wrong patient');
  });

  it('of one study that two places tell differently say so', async () => {
    const own = study('kidneys', '2026-02-01');
    const element = await viewer([
      of(own),
      { name: 'City Clinic', resources: [person(), { ...own, status: 'cancelled' }] },
    ]);
    await waitUntil(() => tidy(all(element, '.entry')[0]?.textContent).includes('Sources disagree'), 'marked', {
      timeout: 8000,
    });
    expect(wordsOf(page(element))).to.contain('City Clinic: Cancelled, 1 Feb 2026, 1 series, 3 images');
  });
});
