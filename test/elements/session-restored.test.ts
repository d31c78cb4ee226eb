/** A page that the browser kept aside and brings back as it was: back-forward cache. */
import { expect, fixture, html } from '@open-wc/testing';
import { EhrError } from '@ehr-widgets/sdk';
import type { EhrPatientSummary, EhrSession } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import { readySession, type StorySession } from '../../stories/support/sessions.ts';
import { says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const CHECKING = 'Checking that you are still signed in';

async function readPage(): Promise<{ session: StorySession; summary: EhrPatientSummary }> {
  const session = readySession({ resources: margaret() });
  const element = await fixture<EhrSession>(
    html`<ehr-session lang="en" .session=${session}
      ><ehr-patient-summary sections="problems"></ehr-patient-summary
    ></ehr-session>`,
  );
  const summary = element.querySelector('ehr-patient-summary') as EhrPatientSummary;
  await says(summary, 'Adeyemi');
  await says(summary, 'Type 2 diabetes');
  return { session, summary };
}

const turn = (type: 'pagehide' | 'pageshow'): boolean =>
  globalThis.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

/** Everything that the element says from now on. */
function watch(element: Element): { readonly said: string[]; stop(): void } {
  const said: string[] = [];
  const observer = new MutationObserver(() => said.push(wordsOf(element)));
  observer.observe(element.shadowRoot as ShadowRoot, { childList: true, characterData: true, subtree: true });
  return { said, stop: () => observer.disconnect() };
}

describe('a page that comes back from the back-forward cache', () => {
  it('never shows the record again when the session turns out to be over', async () => {
    const { session, summary } = await readPage();
    turn('pagehide');
    await says(summary, CHECKING);
    const { said, stop } = watch(summary);
    turn('pageshow');
    session.become({ kind: 'expired', error: new EhrError('session-idle', 'Over.') });
    await says(summary, 'Sign in to see');
    stop();
    expect(said.filter((words) => words.includes('Adeyemi'))).to.deep.equal([]);
  });

  it('never shows it when the server no longer takes the sign-in', async () => {
    const { session, summary } = await readPage();
    turn('pagehide');
    await says(summary, CHECKING);
    const { said, stop } = watch(summary);
    session.servers = [{ resources: margaret(), faults: { '*': 401 } }];
    turn('pageshow');
    await until(() => session.requests.length > 2, 'asked the server');
    session.become({ kind: 'expired', error: new EhrError('session-expired', 'Over.') });
    await says(summary, 'Sign in to see');
    stop();
    expect(said.filter((words) => words.includes('Adeyemi'))).to.deep.equal([]);
  });

  it('keeps it hidden while nobody can be asked, and shows it when somebody has answered', async () => {
    const { session, summary } = await readPage();
    session.servers = [{ resources: margaret(), faults: { '*': 'unreachable' } }];
    turn('pagehide');
    turn('pageshow');
    const asked = session.requests.length;
    await until(() => session.requests.length > asked + 3, 'asked in vain, and again');
    expect(wordsOf(summary)).to.equal(CHECKING);
    session.servers = [{ resources: margaret() }];
    await says(summary, 'Adeyemi');
  });
});
