import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { EhrError, type SessionState } from '@ehr-widgets/sdk';
import type { EhrPatientSummary, EhrSession } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/source/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import type { StorySession } from '../../stories/support/sessions.ts';
import { READY, readySession } from '../../stories/support/sessions.ts';
import { all, button, says, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const endingIn = (milliseconds: number, because: 'idle' | 'expiry' = 'idle'): SessionState => ({
  ...READY,
  ending: { because, at: Date.now() + milliseconds },
});

async function signedIn(): Promise<{ element: EhrSession; session: StorySession; field: HTMLInputElement }> {
  const session = readySession({ name: 'City Clinic', resources: margaret() });
  const element = await fixture<EhrSession>(
    html`<ehr-session lang="en" .session=${session}
      ><input aria-label="The page’s own" /><ehr-patient-summary sections="problems"></ehr-patient-summary
    ></ehr-session>`,
  );
  await says(element, 'Signed in at City Clinic');
  return { element, session, field: element.querySelector('input') as HTMLInputElement };
}

const bar = (element: EhrSession): HTMLElement | undefined => all(element, '.ending')[0];
const spoken = (element: EhrSession): string => all(element, '.vh[role="status"]')[0]?.textContent?.trim() ?? '';

describe('<ehr-session> that is about to end', () => {
  it('for want of use says so, why and when, and goes on at a button', async () => {
    const { element, session } = await signedIn();
    session.become(endingIn(MINUTE));
    await says(element, 'You will be signed out in 1 minute because nobody used this page.');
    button(element, 'Stay signed in').click();
    expect(session.calls.at(-1)).to.equal('stay');
    session.become(READY);
    await until(() => !bar(element), 'the bar is gone');
    expect(wordsOf(element)).to.equal('Signed in at City Clinic Sign out');
  });

  it('because the sign-in runs out says so, and signs in again at a button', async () => {
    const { element, session } = await signedIn();
    session.become(endingIn(5 * MINUTE, 'expiry'));
    await says(element, 'Your sign-in ends in 5 minutes.');
    button(element, 'Sign in again').click();
    expect(session.calls.at(-1)).to.equal('signIn popup');
  });

  it('says it to clinicians in their words', async () => {
    const { element, session } = await signedIn();
    element.persona = 'clinician';
    session.become(endingIn(2 * MINUTE));
    await says(element, 'Signing out in 2 minutes: page not used.');
  });

  it('names the place whose sign-in ends, where there are several, and signs in again at that one', async () => {
    const [hospital, clinic] = [readySession({ resources: [] }), readySession({ resources: [] })];
    const element = await fixture<EhrSession>(
      html`<ehr-session lang="en"
        ><ehr-source name="University Hospital" .session=${hospital}></ehr-source
        ><ehr-source name="City Clinic" .session=${clinic}></ehr-source
      ></ehr-session>`,
    );
    await says(element, 'Signed in at 2 places');
    clinic.become(endingIn(3 * MINUTE, 'expiry'));
    await says(element, 'Your sign-in at City Clinic ends in 3 minutes.');
    button(element, 'Sign in again').click();
    expect([hospital.calls.at(-1), clinic.calls.at(-1)]).to.deep.equal(['resume', 'signIn popup']);
    hospital.become(endingIn(MINUTE));
    await says(element, 'You will be signed out in 1 minute');
    button(element, 'Stay signed in').click();
    expect([hospital.calls.at(-1), clinic.calls.at(-1)]).to.deep.equal(['stay', 'stay']);
  });

  it('keeps what is read on the screen meanwhile, and asks for nothing again', async () => {
    const { element, session } = await signedIn();
    const summary = element.querySelector('ehr-patient-summary') as EhrPatientSummary;
    await says(summary, 'Type 2 diabetes');
    const asked = session.requests.length;
    session.become(endingIn(MINUTE));
    await says(element, 'signed out in 1 minute');
    session.become(READY);
    await until(() => !bar(element), 'the bar is gone');
    expect(wordsOf(summary)).to.contain('Type 2 diabetes');
    expect(session.requests).to.have.length(asked);
  });

  it('counts in minutes, then in steps of ten seconds, without saying it aloud again', async () => {
    const { element, session } = await signedIn();
    const { now } = Date;
    try {
      const start = now();
      const at = start + 150 * SECOND;
      Date.now = () => start;
      session.become({ ...READY, ending: { because: 'idle', at } });
      await says(element, 'in 2 minutes because');
      const first = spoken(element);
      expect(first).to.contain('in 2 minutes');
      const steps = [];
      for (const left of [118, 62, 58, 45, 12, 5]) {
        Date.now = () => at - left * SECOND;
        element.requestUpdate();
        await element.updateComplete;
        steps.push(/in (.*) because/.exec(bar(element)?.textContent ?? '')?.[1]);
      }
      expect(steps).to.deep.equal(['1 minute', '1 minute', '50 seconds', '40 seconds', '10 seconds', 'a moment']);
      expect(spoken(element)).to.equal(first);
    } finally {
      Date.now = now;
    }
  });

  it('counts by itself', async () => {
    const { element, session } = await signedIn();
    // A breath before the words change.
    session.become(endingIn(30 * SECOND - 1_400));
    await says(element, 'in 30 seconds');
    await says(element, 'in 20 seconds');
  });

  it('says aloud that it goes on after all, and nothing when it has ended', async () => {
    const { element, session } = await signedIn();
    session.become(endingIn(MINUTE));
    await until(() => spoken(element).includes('signed out in 1 minute'), 'said aloud');
    session.become(READY);
    await until(() => spoken(element) === 'You stay signed in.', spoken(element));
    session.become(endingIn(MINUTE));
    await until(() => spoken(element).includes('signed out in'), 'said aloud');
    session.become({ kind: 'expired', error: new EhrError('session-idle', 'Over.') });
    await says(element, 'Nobody used this page for a while');
    expect(spoken(element)).to.equal('');
    expect(bar(element)).to.equal(undefined);
  });

  it('tells the host first, which may say it in its own way', async () => {
    const { element, session } = await signedIn();
    const heard: [string, number][] = [];
    element.addEventListener('ehr-session-ending', (event) => {
      const { because, at } = event;
      heard.push([because, at]);
      event.preventDefault();
    });
    const state = endingIn(MINUTE) as Extract<SessionState, { kind: 'ready' }>;
    session.become(state);
    await until(() => heard.length > 0, 'told');
    await element.updateComplete;
    expect(heard).to.deep.equal([['idle', state.ending?.at]]);
    expect(bar(element)).to.equal(undefined);
    expect(spoken(element)).to.equal('');
    session.become(state);
    expect(heard).to.have.length(1);
  });

  it('gives the focus back to where it was', async () => {
    const { element, session, field } = await signedIn();
    session.become(endingIn(MINUTE));
    await says(element, 'Stay signed in');
    field.focus();
    button(element, 'Stay signed in').focus();
    session.become(READY);
    await until(() => document.activeElement === field, 'the focus is back');
  });

  it('does not go from under the finger that presses it', async () => {
    const { element, session } = await signedIn();
    session.become(endingIn(MINUTE));
    await says(element, 'Stay signed in');
    const stay = button(element, 'Stay signed in');
    stay.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    // The press itself is use of the page.
    session.become(READY);
    await element.updateComplete;
    expect(stay.isConnected).to.equal(true);
    stay.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, composed: true }));
    stay.click();
    expect(session.calls.at(-1)).to.equal('stay');
    await until(() => !bar(element), 'gone once it is let go');
  });

  it('can be answered by keyboard', async () => {
    const { element, session } = await signedIn();
    session.become(endingIn(MINUTE));
    await says(element, 'Stay signed in');
    button(element, 'Stay signed in').focus();
    await sendKeys({ press: 'Enter' });
    expect(session.calls.at(-1)).to.equal('stay');
  });

  it('stays in view while the reader is further down the page', async () => {
    const { element, session } = await signedIn();
    const long = element.appendChild(document.createElement('div'));
    long.style.blockSize = '5000px';
    session.become(endingIn(MINUTE));
    await says(element, 'Stay signed in');
    window.scrollTo(0, 2000);
    await until(() => window.scrollY > 1000, 'scrolled');
    expect(bar(element)?.getBoundingClientRect().top).to.be.within(0, 40);
    window.scrollTo(0, 0);
  });
});

describe('<ehr-session idle-minutes>', () => {
  it('ends a page that nobody uses, after it has said so', async () => {
    const element = await fixture<EhrSession>(
      html`<ehr-session
        lang="en"
        fhir-base="/nowhere"
        patient="x"
        proxy
        idle-minutes="0.02"
        warn-minutes="0.01"
      ></ehr-session>`,
    );
    await says(element, 'You will be signed out');
    await says(element, 'Nobody used this page for a while');
    expect(element.activeSession?.sources).to.deep.equal([]);
    button(element, 'Sign in').click();
    await until(() => element.activeSession?.state.kind === 'ready', 'goes on');
  });

  it('says what is wrong with a time that is none, and goes on without', async () => {
    const said = await warnings(async () => {
      const element = await fixture<EhrSession>(
        html`<ehr-session fhir-base="/nowhere" patient="x" idle-minutes="soon" keep="forever"></ehr-session>`,
      );
      expect(element.activeSession?.state.kind).to.equal('ready');
    });
    expect(said.join()).to.contain('idle-minutes');
    expect(said.join()).to.contain('keep="forever"');
  });
});
