/** What a result or a report said before it was corrected in place: asked for when wanted, and never mixed with what holds. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import '@ehr-widgets/elements/languages/es/define';
import { readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { corrected, misfiled } from '../../stories/support/versions.ts';
import { all, button, cut, outside, says, wordsOf } from './reading.ts';

interface Shown {
  readonly element: EhrResultsViewer;
  readonly session: StorySession;
}

async function opened(
  server: Server,
  { view = 'time', persona = 'clinician', lang = 'en', width = '70rem' } = {},
): Promise<Shown> {
  const session = readySession(server);
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang=${lang}
      persona=${persona}
      view=${view}
      time-zone="Europe/London"
      .session=${session}
    ></ehr-results-viewer>`,
  );
  element.style.cssText = `display: block; inline-size: ${width}`;
  await waitUntil(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled', { timeout: 8000 });
  await element.updateComplete;
  if (view === 'reports') return { element, session };
  const opener = await one(element, 'tbody th button, tbody th [role="button"], tbody th, .test .link');
  opener.click();
  await one(element, '.detail');
  return { element, session };
}

async function one(element: Element, selector: string): Promise<HTMLElement> {
  await waitUntil(() => all(element, selector).length > 0, selector, { timeout: 8000 });
  return all(element, selector)[0] as HTMLElement;
}

async function press(element: Element, words: string): Promise<void> {
  await says(element, words);
  button(element, words).click();
}

const versions = (element: Element): string[] =>
  all(element, '.versions li').map((li) => wordsOf(li).replace(/\s+/g, ' '));
const histories = ({ requests }: StorySession): string[] => requests.filter((url) => url.includes('_history'));

describe('what a result said before', () => {
  it('is not asked for until somebody wants to see it', async () => {
    const { element, session } = await opened(corrected());
    await says(element, 'What it said before');
    expect(histories(session)).to.deep.equal([]);
    await press(element, 'What it said before');
    await one(element, '.versions li');
    expect(histories(session)).to.deep.equal(['Observation/potassium/_history']);
  });

  it('stands version by version with when it was stored, all that it said, and what was changed after it', async () => {
    const { element } = await opened(corrected());
    await press(element, 'What it said before');
    await one(element, '.versions li');
    expect(versions(element)).to.deep.equal([
      'Earlier version Critical high stored 27 Feb 2026 12:00 Test Potassium Result 6.1 mmol/L Flag Critical high ' +
        'Reference range 3.5–5.3 Status Final Collected 27 Feb 2026 08:10 ' +
        'Changed after this Result, Flag, Status, Comment',
      'Earlier version Critical high Preliminary stored 27 Feb 2026 11:00 Test Potassium Result 6.1 mmol/L ' +
        'Flag Critical high Reference range 3.5–5.3 Status Preliminary Collected 27 Feb 2026 08:10 ' +
        'Changed after this Status',
    ]);
  });

  it('never enters the table, the trend, the alarm or what is saved', async () => {
    const { element } = await opened(corrected());
    await press(element, 'What it said before');
    await one(element, '.versions li');
    const around = all(element, '*').filter((each) => !each.closest('.versions') && each.children.length === 0);
    expect(around.map((each) => each.textContent).join(' ')).not.to.contain('6.1');
    expect(all(element, '.alarm').length).to.equal(0);
  });

  it('is folded and unfolded without being read again', async () => {
    const { element, session } = await opened(corrected());
    await press(element, 'What it said before');
    await one(element, '.versions li');
    expect(button(element, 'What it said before').ariaExpanded).to.equal('true');
    await press(element, 'What it said before');
    await waitUntil(() => all(element, '.versions li').length === 0);
    await press(element, 'What it said before');
    await one(element, '.versions li');
    expect(histories(session).length).to.equal(1);
  });

  it('is not offered of a result that was never changed', async () => {
    const [patient, result] = corrected().resources;
    const { element } = await opened(corrected({ resources: [patient!, { ...result!, status: 'final' } as never] }));
    await element.updateComplete;
    expect(wordsOf(element)).not.to.contain('What it said before');
  });

  it('is not offered where the source keeps none, and that is said', async () => {
    const { element } = await opened(corrected({ readsOnly: ['Observation'] }));
    await says(element, 'No earlier version was sent. This source does not give earlier versions.');
    expect(wordsOf(element)).not.to.contain('What it said before');
  });

  it('is not shown where the sign-in permits no reading of it, and that is said', async () => {
    const server = corrected();
    const session = readySession(server);
    const [source] = session.sources;
    session.sources = [
      {
        ...source!,
        can: (interaction, type) =>
          interaction === 'read' && type === 'Observation'
            ? { allowed: false, missing: ['patient/Observation.r'] }
            : { allowed: true },
      },
    ];
    const element = await fixture<EhrResultsViewer>(
      html`<ehr-results-viewer lang="en" persona="clinician" view="time" .session=${session}></ehr-results-viewer>`,
    );
    (await one(element, 'tbody th, .test .link')).click();
    await says(element, 'Earlier versions: not permitted');
    await says(element, 'The sign-in did not grant patient/Observation.r.');
    expect(histories(session)).to.deep.equal([]);
  });

  it('says what failed, and reads it when tried again', async () => {
    const { element, session } = await opened(corrected());
    await says(element, 'What it said before');
    session.servers = [corrected({ faults: { Observation: 500 } })];
    await press(element, 'What it said before');
    await says(element, 'Earlier versions could not be read');
    session.servers = [corrected()];
    await press(element, 'Try again');
    await one(element, '.versions li');
    expect(versions(element).length).to.equal(2);
  });

  it('says how many versions are left out, since they are somebody else’s', async () => {
    const { element } = await opened(misfiled());
    await press(element, 'What it said before');
    await says(element, 'Not shown: 1, of another person or entry or without content.');
    expect(versions(element).length).to.equal(1);
  });

  it('says that the source has another version by now, and reads the record again when asked', async () => {
    const { element, session } = await opened(corrected());
    const [patient, result, report] = corrected().resources;
    const again = { ...(result as object), valueQuantity: { value: 4.9, unit: 'mmol/L' } } as never;
    session.servers = [corrected({ resources: [patient!, again, report!] })];
    await press(element, 'What it said before');
    await says(element, 'The source has another version by now than the one shown here.');
    await press(element, 'Read again');
    await says(element, '4.9');
  });

  it('goes with the record that it is of', async () => {
    const { element, session } = await opened(corrected());
    await press(element, 'What it said before');
    await one(element, '.versions li');
    await session.signOut();
    await waitUntil(() => !wordsOf(element).includes('6.1'));
  });
});

describe('what a report said before', () => {
  it('has its own words of then, and sends to the results for theirs', async () => {
    const { element, session } = await opened(corrected(), { view: 'reports' });
    await press(element, 'What it said before');
    await one(element, '.versions li');
    expect(histories(session)).to.deep.equal(['DiagnosticReport/salts/_history']);
    const [version, ...others] = versions(element);
    expect(others).to.deep.equal([]);
    expect(version).to.contain('Conclusion High potassium. Repeat within a week.');
    expect(version).to.contain('Changed after this Status, Conclusion');
    expect(version).not.to.contain('5.1');
    await says(element, 'Its results have versions of their own');
    button(element, 'Potassium').click();
    await waitUntil(
      () => all(element, '.detail button').some((each) => each.textContent?.includes('What it said before')),
      'offered of the result',
    );
  });

  it('is told in Spanish, and to patients in their words, in narrow columns', async () => {
    const { element } = await opened(corrected(), { lang: 'es', persona: 'patient', width: '20rem' });
    await press(element, 'Qué decía antes');
    await one(element, '.versions li');
    expect(versions(element)[0]).to.contain('Versión anterior');
    expect([...outside(element), ...cut(element)]).to.deep.equal([]);
  });
});
