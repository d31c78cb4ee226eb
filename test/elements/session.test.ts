import { expect, fixture, html } from '@open-wc/testing';
import { EhrError, type EhrErrorCode } from '@ehr-widgets/sdk';
import type { EhrErrorEvent, EhrPatientSummary, EhrSession, EhrSessionChangeEvent } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import { PRACTICE, READY, readySession, STAFF, StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

async function around(session: StorySession | undefined, attributes: Record<string, string> = {}): Promise<EhrSession> {
  const element = await fixture<EhrSession>(
    html`<ehr-session lang="en" .session=${session}><p>The page’s own</p></ehr-session>`,
  );
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await element.updateComplete;
  return element;
}

const failed = (code: EhrErrorCode): StorySession =>
  new StorySession({ kind: 'failed', error: new EhrError(code, 'For the console only.') });

describe('<ehr-session> signs in', () => {
  it('asks to sign in, by window or by page as the host wishes', async () => {
    const session = new StorySession({ kind: 'signed-out' });
    const element = await around(session);
    button(element, 'Sign in').click();
    element.signInBy = 'redirect';
    await element.updateComplete;
    button(element, 'Sign in').click();
    expect(session.calls).to.deep.equal(['resume', 'signIn popup', 'signIn redirect']);
  });

  it('offers every place that the host allows', async () => {
    const session = new StorySession({ kind: 'signed-out' });
    const element = await around(session, { issuer: 'https://one.example/fhir https://two.example/fhir' });
    button(element, 'Sign in at two.example').click();
    expect(session.calls.at(-1)).to.equal('signIn popup https://two.example/fhir');
  });

  it('says where signing in goes on, and brings its window to the front', async () => {
    const session = new StorySession({ kind: 'signing-in' });
    const element = await around(session);
    expect(all(element, '[role="status"]')[0]?.textContent).to.contain('Finish signing in in the window');
    button(element, 'Show the sign-in window').click();
    expect(session.calls.at(-1)).to.equal('signIn popup');
  });

  it('asks nobody to sign in where the chart opens the page', async () => {
    const element = await around(new StorySession({ kind: 'signed-out' }), { launch: 'ehr', persona: 'clinician' });
    expect(all(element, 'button')).to.have.length(0);
    expect(wordsOf(element)).to.contain('Open this app from the patient’s chart');
  });

  it('says where one is signed in, and signs out', async () => {
    const session = readySession({ name: 'City Clinic', resources: margaret() });
    const element = await around(session);
    expect(wordsOf(element)).to.equal('Signed in at City Clinic Sign out');
    button(element, 'Sign out').click();
    await says(element, 'Sign in to see your health record');
    expect(session.calls).to.include('signOut');
  });

  it('shows nothing of its own for a session that is the host’s affair', async () => {
    const element = await around(new StorySession(READY, [{ resources: [] }], 'open'));
    expect(wordsOf(element)).to.equal('');
  });

  const steps: readonly (readonly [EhrErrorCode, words: string, step: string | undefined])[] = [
    ['popup-blocked', 'did not open the sign-in window', 'Open the sign-in page'],
    ['popup-closed', 'window was closed', 'Try again'],
    ['access-denied', 'You did not allow', 'Try again'],
    ['authorization-failed', 'Signing in did not work', 'Try again'],
    ['state-mismatch', 'could not be trusted', 'Try again'],
    ['code-rejected', 'took too long', 'Try again'],
    ['token-request-failed', 'could not be finished', 'Try again'],
    ['discovery-failed', 'could not be found', 'Try again'],
    ['issuer-not-allowed', 'may not open records from there', undefined],
    ['nothing-granted', 'not allowed to see anything', 'Try again'],
    ['storage-unavailable', 'does not let this page sign you in', 'Try again'],
    ['unreachable', 'could not be reached', 'Try again'],
  ];
  for (const [code, words, step] of steps) {
    it(`says in words what ${code} means and what to do next`, async () => {
      const session = failed(code);
      const element = await around(session);
      expect(all(element, '[role="alert"]')[0]?.textContent).to.contain(words);
      expect(wordsOf(element)).not.to.contain('For the console only');
      expect(wordsOf(element)).not.to.contain(code);
      if (step === undefined) {
        expect(all(element, 'button')).to.have.length(0);
        return;
      }
      button(element, step).click();
      expect(session.calls.at(-1)).to.equal(code === 'popup-blocked' ? 'signIn redirect' : 'signIn popup');
    });
  }

  it('says that no record was chosen, and that a sign-in has run out', async () => {
    const nobody = new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') });
    expect(wordsOf(await around(nobody))).to.contain('No record was chosen');
    const over = new StorySession({ kind: 'expired', error: new EhrError('session-expired', '') });
    const element = await around(over);
    expect(wordsOf(element)).to.contain('You have been signed out');
    button(element, 'Sign in').click();
    expect(over.calls.at(-1)).to.equal('signIn popup');
  });
});

describe('<ehr-session> with staff signed in for no patient in particular', () => {
  it('says so in a line, with a way out, and raises no alarm', async () => {
    const session = new StorySession({ kind: 'signing-in' }, [{ name: 'University Hospital', resources: [] }]);
    const element = await around(session);
    const heard: string[] = [];
    element.addEventListener('ehr-error', ({ code }) => heard.push(code));
    element.addEventListener('ehr-session-change', ({ state }) => heard.push(state));
    session.become(STAFF);
    await says(element, 'Signed in at University Hospital as staff, for no one patient');
    expect(all(element, '[role="alert"]')).to.have.length(0);
    element.persona = 'clinician';
    await says(element, 'Signed in at University Hospital, no patient chosen');
    expect(heard).to.deep.equal(['no-patient']);
    button(element, 'Sign out').click();
    expect(session.calls.at(-1)).to.equal('signOut');
  });

  it('tells of its end beforehand', async () => {
    const element = await around(new StorySession(STAFF));
    const { activeSession: session } = element as unknown as { activeSession: StorySession };
    const ending = { because: 'idle', at: Date.now() + 299_000 } as const;
    session.become({ ...STAFF, practice: { ...PRACTICE, ending } });
    await says(element, 'in 4 minutes');
    session.become(STAFF);
    await until(() => !wordsOf(element).includes('in 4 minutes'), 'gone');
  });

  it('signs in nowhere where the host says `practice`, and says nothing while that is well', async () => {
    const element = await fixture<EhrSession>(
      html`<ehr-session lang="en" fhir-base="/fhir" proxy practice></ehr-session>`,
    );
    await element.updateComplete;
    expect(element.activeSession?.state.kind).to.equal('no-patient');
    expect(element.activeSession?.practice).to.have.length(1);
    expect(element.activeSession?.sources).to.have.length(0);
    expect(wordsOf(element)).to.equal('');
  });
});

describe('<ehr-session> tells its host', () => {
  it('of each change by its kind, and of each failure by its code, and of nothing else', async () => {
    const session = new StorySession({ kind: 'signed-out' });
    const element = await around(session);
    const heard: string[] = [];
    document.addEventListener('ehr-session-change', (event) => heard.push((event as EhrSessionChangeEvent).state));
    document.addEventListener('ehr-error', (event) => heard.push((event as EhrErrorEvent).code));
    session.become({ kind: 'signing-in' });
    session.become({ kind: 'failed', error: new EhrError('access-denied', 'x') });
    await element.updateComplete;
    expect(heard).to.deep.equal(['signing-in', 'failed', 'access-denied']);
  });

  it('of its own mistakes, once, and shows readers a safe message', async () => {
    const cases: readonly (readonly [Record<string, string>, string])[] = [
      [{ issuer: 'https://one.example/fhir' }, 'client-id'],
      [{ 'client-id': 'portal' }, 'issuer'],
      [{ 'fhir-base': 'https://one.example/fhir' }, 'patient'],
      [{ patient: '1' }, 'fhir-base'],
      [{ issuer: 'https://one.example', 'client-id': 'a', 'fhir-base': 'https://two.example' }, 'both'],
      [{ issuer: 'not a url', 'client-id': 'a' }, 'not set up right'],
    ];
    for (const [attributes, word] of cases) {
      const said = await warnings(async () => {
        const element = await around(undefined, attributes);
        expect(wordsOf(element), JSON.stringify(attributes)).to.contain('Signing in is not set up on this page');
        expect(element.querySelector('p')?.getClientRects().length).to.equal(1);
      });
      expect(said.join(), JSON.stringify(attributes)).to.contain(word);
    }
  });

  it('stays silent while nothing has been said yet', async () => {
    const said = await warnings(async () => {
      expect(wordsOf(await around(undefined))).to.equal('');
    });
    expect(said).to.deep.equal([]);
  });
});

describe('<ehr-session> gives its session', () => {
  it('to the elements inside, and a new one when it changes', async () => {
    const element = await fixture<EhrSession>(
      html`<ehr-session
        ><ehr-patient-summary persona="clinician" sections="problems"></ehr-patient-summary
      ></ehr-session>`,
    );
    const inside = element.querySelector('ehr-patient-summary') as EhrPatientSummary;
    element.session = readySession({ resources: margaret() });
    await says(inside, 'Type 2 diabetes mellitus');
    element.session = undefined;
    await says(inside, 'No patient is open');
  });

  it('from a Bundle, without any server', async () => {
    const bundle = {
      resourceType: 'Bundle' as const,
      type: 'collection' as const,
      entry: margaret().map((resource) => ({ resource })),
    };
    const element = await fixture<EhrSession>(
      html`<ehr-session .bundle=${bundle}
        ><ehr-patient-summary persona="clinician"></ehr-patient-summary
      ></ehr-session>`,
    );
    await says(element.querySelector('ehr-patient-summary') as Element, 'Type 2 diabetes mellitus');
    expect(wordsOf(element)).to.equal('');
  });

  it('less strongly than one that the element was given itself', async () => {
    const own = readySession({ name: 'Own Clinic', resources: margaret() });
    const element = await fixture<EhrSession>(
      html`<ehr-session .session=${new StorySession({ kind: 'signed-out' })}
        ><ehr-patient-summary .session=${own}></ehr-patient-summary
      ></ehr-session>`,
    );
    await says(element.querySelector('ehr-patient-summary') as Element, 'Own Clinic');
  });

  it('by the nearest of several', async () => {
    const outer = readySession({ name: 'Outer Clinic', resources: margaret() });
    const inner = readySession({ name: 'Inner Clinic', resources: margaret() });
    const element = await fixture(
      html`<ehr-session .session=${outer}
        ><ehr-session .session=${inner}><ehr-patient-summary></ehr-patient-summary></ehr-session
      ></ehr-session>`,
    );
    await says(element.querySelector('ehr-patient-summary') as Element, 'Inner Clinic');
  });

  it('with its persona and theme', async () => {
    const element = await fixture<EhrSession>(
      html`<ehr-session persona="clinician" theme="dark"><ehr-patient-summary></ehr-patient-summary></ehr-session>`,
    );
    const inside = element.querySelector('ehr-patient-summary') as EhrPatientSummary;
    const root = (): string => all(inside, '.root')[0]?.className ?? '';
    expect(root()).to.equal('root dark clinician');
    element.theme = 'light';
    await until(() => root() === 'root light clinician');
  });

  it('also when it is upgraded after the elements inside', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const page = frame.contentWindow as Window & typeof globalThis;
    frame.contentDocument?.write(
      '<ehr-session fhir-base="/nowhere" patient="x" proxy><ehr-patient-summary lang="en"></ehr-patient-summary></ehr-session>',
    );
    const script = frame.contentDocument?.createElement('script') as HTMLScriptElement;
    script.type = 'module';
    const path = (name: string): string => new URL(`/packages/elements/cdn/${name}.js`, location.href).href;
    script.textContent = `
      await import('${path('patient-summary')}');
      globalThis.first = document.querySelector('ehr-patient-summary').shadowRoot?.textContent ?? '';
      await customElements.whenDefined('ehr-patient-summary');
      await document.querySelector('ehr-patient-summary').updateComplete;
      await import('${path('session')}');
      globalThis.done = true;`;
    frame.contentDocument?.body.append(script);
    await until(() => 'done' in page, 'loaded');
    const inside = frame.contentDocument?.querySelector('ehr-patient-summary') as Element;
    await until(() => !wordsOf(inside).includes('Sign in to see'), 'the session arrived');
    frame.remove();
  });
});
