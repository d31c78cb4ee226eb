/** What a summary remembers of having been looked at, and what it says of who it is about in an EHR that says so itself. */
import { expect, fixture, html } from '@open-wc/testing';
import type { FhirResource } from 'fhir/r4.js';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { allergy, margaret, person } from '../../stories/support/record.ts';
import { READY, readySession, StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, section, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const KEY = 'test-desk';
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

/** An allergy that was recorded so many hours from now. */
const recorded = (name: string, hours: number): FhirResource => ({
  ...allergy(name.toLowerCase(), name, { verification: 'confirmed' }),
  recordedDate: at(hours),
});

async function summary(
  session: StorySession,
  { remember, sections = 'allergies' }: { remember?: string; sections?: string } = {},
): Promise<EhrPatientSummary> {
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona="clinician"
      .sections=${sections}
      .remember=${remember}
      .session=${session}
    ></ehr-patient-summary>`,
  );
  const isRead = (): boolean => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0;
  await until(isRead, 'read');
  return element;
}

/** All that the browser holds of it. */
function stored(): string {
  return localStorage.getItem(`ehr-widgets.looked.${KEY}`) ?? '';
}

/** One server for all visits of a test, as a browser that comes back has it. */
function visits(...resources: FhirResource[]): { again: (...more: FhirResource[]) => StorySession } {
  const held = [person(), ...resources];
  const first = readySession({ resources: held });
  return {
    again: (...more) => {
      held.push(...more);
      const session = readySession({ resources: held });
      session.sources = session.sources.map((source, index) => {
        const base = first.sources[index]?.base ?? '';
        if (source.kind !== 'server') return source;
        const fetch: typeof source.fetch = (url, init) => source.fetch(url.replace(base, source.base), init);
        return { ...source, base, fetch };
      });
      return session;
    },
  };
}

describe('what is new since the reader last looked', () => {
  afterEach(() => localStorage.clear());

  it('marks and counts what was recorded since, and nothing at the first visit', async () => {
    const record = visits(recorded('Peanut', -48));
    const first = await summary(record.again(), { remember: KEY });
    await until(() => stored() !== '', 'remembered');
    expect(wordsOf(first)).not.to.contain('New');
    const second = await summary(record.again(recorded('Latex', 1)), { remember: KEY });
    await says(second, 'New since last viewed here');
    const allergies = section(second, 'Allergies and intolerances');
    expect(wordsOf(allergies)).to.contain('1 new');
    const marked = [...allergies.querySelectorAll('[part~="line"]')].filter((line) => /\bNew\b/.test(wordsOf(line)));
    expect(marked.map((line) => line.querySelector('.main')?.textContent?.trim())).to.deep.equal(['Latex']);
  });

  it('lets the reader mark all as seen, and says so', async () => {
    const record = visits(recorded('Peanut', -48));
    await summary(record.again(), { remember: KEY });
    await until(() => stored() !== '', 'remembered');
    const later = await summary(record.again(recorded('Egg', 0)), { remember: KEY });
    await says(later, 'New since last viewed here');
    button(later, 'Mark all as seen').click();
    await says(later, 'All marked as seen.');
    expect(wordsOf(section(later, 'Allergies and intolerances'))).not.to.contain('New');
  });

  it('counts what is folded away beside the count of what is folded, not of what is seen', async () => {
    const record = visits(recorded('Peanut', -48));
    await summary(record.again(), { remember: KEY });
    await until(() => stored() !== '', 'remembered');
    const resolved = { ...recorded('Milk', 1), clinicalStatus: { coding: [{ code: 'resolved' }] } } as FhirResource;
    const later = await summary(record.again(recorded('Latex', 1), resolved), { remember: KEY });
    await says(later, 'New since last viewed here');
    expect(wordsOf(section(later, 'Allergies and intolerances'))).to.match(/intolerances 2 · 1 new 1 past · 1 new /);
  });

  it('marks nothing on paper, which is read by others, and later', async () => {
    const record = visits(recorded('Peanut', -48));
    await summary(record.again(), { remember: KEY });
    await until(() => stored() !== '', 'remembered');
    const later = await summary(record.again(recorded('Latex', 1)), { remember: KEY });
    await says(later, 'New since last viewed here');
    globalThis.dispatchEvent(new Event('beforeprint'));
    expect(wordsOf(later)).to.contain('Latex').and.not.to.contain('New').and.not.to.contain('1 new');
    globalThis.dispatchEvent(new Event('afterprint'));
    await says(later, 'New since last viewed here');
  });

  it('keeps no name, no reference, no server and no patient', async () => {
    const record = visits(recorded('Peanut', -48));
    await summary(record.again(), { remember: KEY });
    await until(() => stored() !== '', 'remembered');
    expect(stored()).to.match(/^\{"[0-9a-f]{32}":"\d{4}-\d\d-\d\dT[\d:.]+Z"\}$/);
  });

  it('marks nothing and remembers nothing where the host did not choose it', async () => {
    const element = await summary(readySession({ resources: margaret() }));
    expect(wordsOf(element)).not.to.contain('New since');
    expect(localStorage.length).to.equal(0);
  });

  it('goes on without marks where storage is forbidden, or holds what is not its own', async () => {
    localStorage.setItem(`ehr-widgets.looked.${KEY}`, 'no JSON');
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    try {
      const element = await summary(readySession({ resources: [person(), recorded('Peanut', 1)] }), { remember: KEY });
      await says(element, 'Peanut');
      expect(wordsOf(element)).not.to.contain('New');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});

describe('a summary in an EHR that says itself who the patient is', () => {
  const around = (): StorySession =>
    new StorySession({ ...READY, context: { ...READY.context, needPatientBanner: false } }, [
      { resources: [person({ deceasedDateTime: '2024-03-03' }), ...margaret().slice(1)] },
    ]);

  it('keeps name, birth date, a record number, and all that warns', async () => {
    const element = await summary(around());
    const words = wordsOf(element);
    for (const said of ['ADEYEMI, Margaret', '14 Mar 1959', 'UH 4471 9023', 'Deceased', 'Anaphylaxis: Penicillin'])
      expect(words.replaceAll('\u00a0', ' ')).to.contain(said);
    expect(words).not.to.contain('Dr R. Mensah');
  });

  it('prints the whole of it: on paper no EHR is around', async () => {
    const element = await summary(around());
    dispatchEvent(new Event('beforeprint'));
    expect(wordsOf(element)).to.contain('Dr R. Mensah');
    dispatchEvent(new Event('afterprint'));
    expect(wordsOf(element)).not.to.contain('Dr R. Mensah');
  });
});

describe('a printed summary', () => {
  it('calls days by their dates', async () => {
    const element = await summary(readySession({ resources: margaret() }), { sections: 'vitals results' });
    expect(wordsOf(section(element, 'Vital signs'))).to.contain('today');
    dispatchEvent(new Event('beforeprint'));
    expect(wordsOf(element)).not.to.contain('today');
    dispatchEvent(new Event('afterprint'));
    expect(wordsOf(section(element, 'Vital signs'))).to.contain('today');
  });
});
