/** What a summary hands to its reader to keep, read again as a stranger would read it. */
import { expect, fixture, html } from '@open-wc/testing';
import type { Bundle, Composition, CompositionSection } from 'fhir/r4.js';
import { allergies, bundleSession, type Session } from '@ehr-widgets/sdk';
import { registerSummarySection, type EhrPatientSummary, type ExportedSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { allergy, datesBefore, margaret, noKnownAllergies, person } from '../../stories/support/record.ts';
import { readySession, StorySession, type Server } from '../../stories/support/sessions.ts';
import { all, button, says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const now = new Date();
const { day } = datesBefore(now);
const hospital = (changes: Partial<Server> = {}): Server => ({ resources: margaret(now), ...changes });

async function summary(session: Session | undefined, sections?: string): Promise<EhrPatientSummary> {
  return fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona="clinician"
      downloadable
      .sections=${sections}
      .session=${session}
    ></ehr-patient-summary>`,
  );
}

async function settled(element: Element): Promise<void> {
  const isRead = (): boolean => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0;
  await until(isRead, 'settled');
}

/** Each line of each section, everything being shown: what it is, its value and its statuses. */
function linesOf(element: Element): Record<string, string[]> {
  for (const more of all(element, '.head .link')) more.click();
  const sections = all(element, 'section[aria-labelledby]').map((section) => [
    section.getAttribute('aria-labelledby') ?? '',
    [...section.querySelectorAll('[part~="line"]')].map((line) =>
      [...line.querySelectorAll('.main, .value, .chip')].map((one) => one.textContent?.trim()).join(' · '),
    ),
  ]);
  return Object.fromEntries(sections) as Record<string, string[]>;
}

function sectionOf({ document }: ExportedSummary, code: string): CompositionSection {
  const composition = document.entry?.[0]?.resource as Composition;
  const found = composition.section?.find((section) => section.code?.coding?.[0]?.code === code);
  if (!found) throw new Error(`No section ${code}`);
  return found;
}

const ALLERGIES = '48765-2';
const PROBLEMS = '11450-4';
const PAST_PROBLEMS = '11348-0';
const MEDICATIONS = '10160-0';

const about = { subject: { reference: 'urn:uuid:who' } };
const words = (text: string): { status: 'generated'; div: string } => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>`,
});
const titled = (title: string, code: string, facts: Partial<CompositionSection>): CompositionSection => ({
  ...{ title, code: { coding: [{ system: 'http://loinc.org', code }] } },
  ...facts,
});

/** A document with a report among its results, and two sections that no summary has. */
const widerDocument = {
  resourceType: 'Bundle',
  type: 'document',
  entry: [
    {
      fullUrl: 'urn:uuid:what',
      resource: {
        ...{ resourceType: 'Composition', id: 'what', status: 'final', type: { text: 'Summary' }, ...about },
        ...{ date: '2026-03-01', author: [{ display: 'University Hospital' }], title: 'Summary' },
        section: [
          titled('Results', '30954-2', { entry: [{ reference: 'urn:uuid:report' }] }),
          titled('Travel', '10182-4', { entry: [{ reference: 'urn:uuid:dust' }] }),
          titled('Family', '10157-6', { text: words('An aunt had silicosis') }),
        ],
      },
    },
    { fullUrl: 'urn:uuid:who', resource: { ...person(), id: 'who' } },
    {
      fullUrl: 'urn:uuid:report',
      resource: {
        ...{ resourceType: 'DiagnosticReport', id: 'report', status: 'final', ...about },
        ...{ code: { text: 'Chest X-ray' }, conclusion: 'Clear lungs' },
      },
    },
    {
      fullUrl: 'urn:uuid:dust',
      resource: {
        ...{ resourceType: 'Observation', id: 'dust', status: 'final', ...about },
        ...{ code: { text: 'Exposure to dust' }, valueString: 'Twelve years in a quarry' },
      },
    },
  ],
} as Bundle;

/** Files that the page hands out while `during` runs. */
async function filesOf(during: () => Promise<void>): Promise<{ name: string; content: Promise<string> }[]> {
  const files: { name: string; content: Promise<string> }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  const contents = new Map<string, Blob>();
  URL.createObjectURL = (blob: Blob): string => {
    const url = createObjectURL(blob);
    contents.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (): void {
    files.push({ name: this.download, content: contents.get(this.href)?.text() ?? Promise.resolve('') });
  };
  try {
    await during();
  } finally {
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = createObjectURL;
  }
  return files;
}

describe('a summary as a document', () => {
  it('says the same when it is read again', async () => {
    const element = await summary(readySession(hospital()));
    const made = await element.exportDocument();
    const again = await summary(bundleSession({ bundle: made.document, name: 'University Hospital' }));
    await settled(again);
    await element.updateComplete;
    linesOf(element);
    linesOf(again);
    await element.updateComplete;
    await again.updateComplete;
    expect(linesOf(again)).to.deep.equal(linesOf(element));
    expect(made.wordsOnly).to.deep.equal([]);
    expect(JSON.parse(made.json)).to.deep.equal(made.document);
  });

  it('waits for what is still being read', async () => {
    const element = await summary(readySession(hospital()));
    const made = await element.exportDocument();
    expect(sectionOf(made, MEDICATIONS).entry).to.have.length.greaterThan(0);
  });

  it('has what is past in a section of its own, and nothing that was entered in error', async () => {
    const element = await summary(readySession(hospital()));
    const made = await element.exportDocument();
    const active = sectionOf(made, PROBLEMS).text?.div ?? '';
    const past = sectionOf(made, PAST_PROBLEMS).text?.div ?? '';
    expect(all(element, '[aria-labelledby="section-problems"] .main').length).to.be.greaterThan(0);
    expect(past).to.contain('Resolved');
    expect(active).not.to.contain('Resolved');

    const right = allergy('right', 'Peanut', { verification: 'confirmed' });
    const wrong = {
      ...allergy('wrong', 'Latex', { verification: 'confirmed' }),
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
    };
    const other = await summary(readySession({ resources: [person(), wrong, right] }), 'allergies');
    const { json } = await other.exportDocument();
    expect(json).to.contain('Peanut');
    expect(json).not.to.contain('Latex');
  });

  it('calls days by their dates, because “today” means nothing to who reads it later', async () => {
    const element = await summary(readySession(hospital()));
    await settled(element);
    expect(wordsOf(element)).to.contain('today');
    const { document } = await element.exportDocument();
    const composition = document.entry?.[0]?.resource as Composition;
    const told = composition.section?.map(({ text }) => text?.div).join(' ');
    expect(told).not.to.match(/today|yesterday/i);
  });

  it('keeps a recorded “none”, and who recorded it', async () => {
    const element = await summary(readySession({ resources: [person(), noKnownAllergies(day(3))] }), 'allergies');
    const made = await element.exportDocument();
    expect(sectionOf(made, ALLERGIES).entry).to.have.length(1);
    const again = await summary(bundleSession({ bundle: made.document }), 'allergies');
    await says(again, 'No known allergies');
  });

  it('says why a section has nothing: not permitted, failed, nothing recorded, or not chosen', async () => {
    const server = { resources: [person()], denied: ['AllergyIntolerance'], faults: { Condition: 500 } };
    const element = await summary(readySession(server), 'allergies problems immunizations');
    const made = await element.exportDocument();
    const reason = (code: string): string => {
      const { emptyReason, text } = sectionOf(made, code);
      return `${emptyReason?.coding?.[0]?.code} ${text?.div}`;
    };
    expect(reason(ALLERGIES)).to.match(/^withheld .*patient\/AllergyIntolerance/s);
    expect(reason(PROBLEMS)).to.match(/^unavailable .*problems/is);
    expect(reason('11369-6')).to.match(/^unavailable .*Nothing recorded/s);
    expect(reason(MEDICATIONS)).to.match(/^unavailable .*Not shown when the summary was made/s);
  });

  it('names the sections of the host’s own that it has no place for', async () => {
    registerSummarySection({
      ...{ name: 'parking', column: 1 as const, body: () => ({ rows: [] }) },
      topic: allergies,
      title: () => 'Parking permits',
      noun: () => ({ owned: 'your permits', plain: 'permits' }),
    });
    const element = await summary(readySession(hospital()), 'allergies parking');
    const made = await element.exportDocument();
    expect(made.leftOut).to.deep.equal(['Parking permits']);
  });

  it('has what is past once where the page shows it in a section of its own too', async () => {
    const element = await summary(readySession(hospital()), 'problems past-problems');
    const made = await element.exportDocument();
    const composition = made.document.entry?.[0]?.resource as Composition;
    const past = composition.section?.filter(({ code }) => code?.coding?.[0]?.code === PAST_PROBLEMS) ?? [];
    expect(past).to.have.length(1);
    expect(past[0]?.text?.div).to.contain('Resolved');
    expect(sectionOf(made, PROBLEMS).text?.div).not.to.contain('Resolved');
  });

  it('keeps what only a document told in the section that it stood in', async () => {
    const element = await summary(bundleSession({ bundle: widerDocument, name: 'University Hospital' }));
    const made = await element.exportDocument();
    expect([made.leftOut, made.wordsOnly]).to.deep.equal([[], []]);

    const results = sectionOf(made, '30954-2');
    expect(results.text?.div).to.contain('Chest X-ray').and.to.contain('Clear lungs');
    expect(results.text?.div).not.to.match(/nothing recorded/i);
    expect(results.entry).to.have.length(1);
    const travel = sectionOf(made, '10182-4');
    expect(travel.title).to.equal('Travel');
    expect(travel.text?.div).to.contain('Exposure to dust');
    expect(travel.entry).to.have.length(1);
    const family = sectionOf(made, '10157-6');
    expect(family.title).to.equal('Family');
    expect(family.text?.div).to.contain('An aunt had silicosis');
    expect(family.entry).to.equal(undefined);
    const types = made.document.entry?.map(({ resource }) => resource?.resourceType);
    expect(types?.filter((type) => type === 'Composition')).to.have.length(1);

    const again = await summary(bundleSession({ bundle: made.document, name: 'University Hospital' }));
    await settled(again);
    expect(linesOf(again)['section-also-in-document']).to.deep.equal(linesOf(element)['section-also-in-document']);
    expect(linesOf(again)['section-also-in-document']).to.have.length(3);
  });

  it('is given up when the element leaves the page meanwhile, and not when it is moved', async () => {
    const slow = readySession(hospital({ faults: { Condition: 'never' } }));
    const element = await summary(slow);
    const given = element.exportDocument().catch((one: unknown) => one);
    await until(() => wordsOf(element).includes('Penicillin'));
    element.remove();
    expect(await given).to.have.property('code', 'session-expired');
    const never = document.createElement('ehr-patient-summary');
    expect(await never.exportDocument().catch((one: unknown) => one)).to.have.property('code', 'session-expired');

    const moving = await summary(readySession(hospital()));
    const made = moving.exportDocument();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    place.append(moving);
    expect((await made).document.type).to.equal('document');
  });

  it('is refused when nobody is signed in', async () => {
    const element = await summary(new StorySession({ kind: 'signed-out' }));
    const error = await element.exportDocument().catch((one: unknown) => one as { code: string });
    expect(error).to.have.property('code', 'session-expired');
  });

  it('is offered as a file by choice of the host, whose name tells nobody whose it is', async () => {
    const element = await summary(readySession(hospital()));
    await settled(element);
    const files = await filesOf(async () => {
      button(element, 'Download summary').click();
      await says(element, 'Saved as patient-summary.json');
    });
    expect(files.map(({ name }) => name)).to.deep.equal(['patient-summary.json']);
    expect(JSON.parse((await files[0]?.content) ?? '')).to.have.property('type', 'document');
    element.downloadable = false;
    await element.updateComplete;
    expect(wordsOf(element)).not.to.contain('Download summary');
  });

  it('says in place whose it might be, when that is not certain', async () => {
    const other = person({ name: [{ family: 'Stone', given: ['Peter'] }], birthDate: '1951-02-03', gender: 'male' });
    const two = await summary(readySession(hospital(), { name: 'City Clinic', resources: [other] }));
    await settled(two);
    button(two, 'Download summary').click();
    await says(two, 'The sources’ Patient resources do not match');

    const session = readySession(hospital());
    const element = await summary(session);
    await settled(element);
    const subject = { reference: 'Patient/another' };
    const changed = margaret(now).map((one) => ('subject' in one ? { ...one, subject } : one)) as Server['resources'];
    session.servers = [hospital({ resources: changed })];
    button(element, 'Download summary').click();
    await says(element, 'A line shown belongs to another patient than the one in context');
  });

  it('says in place that it could not be made, and can be tried again', async () => {
    const session = readySession(hospital());
    const element = await summary(session);
    await settled(element);
    session.servers = [hospital({ faults: { '*': 503 } })];
    const files = await filesOf(async () => {
      button(element, 'Download summary').click();
      await says(element, 'The summary document could not be made');
      session.servers = [hospital()];
      button(element, 'Download summary').click();
      await says(element, 'Saved as patient-summary.json');
    });
    expect(files).to.have.length(1);
  });
});
