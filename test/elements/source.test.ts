import { expect, fixture, html } from '@open-wc/testing';
import { EhrError, type EhrErrorCode, type SessionState } from '@ehr-widgets/sdk';
import { EhrConnectEvent, type EhrPatientSummary, type EhrSession, type EhrSource } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/source/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import { READY, STAFF, StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const signedOut = (name = 'Place'): StorySession =>
  new StorySession({ kind: 'signed-out' }, [{ name, resources: margaret() }]);
const failure = (code: EhrErrorCode): SessionState => ({
  kind: 'failed',
  error: new EhrError(code, 'For the console.'),
});
const expired = (code: EhrErrorCode): SessionState => ({ kind: 'expired', error: new EhrError(code, 'Over.') });

/** A page with the hospital, the clinic and a summary; nobody is signed in. */
async function page(persona = 'patient'): Promise<{
  element: EhrSession;
  hospital: StorySession;
  clinic: StorySession;
  summary: EhrPatientSummary;
}> {
  const [hospital, clinic] = [signedOut('University Hospital'), signedOut('City Clinic')];
  const element = await fixture<EhrSession>(
    html`<ehr-session lang="en" persona=${persona}>
      <ehr-source name="University Hospital" .session=${hospital}></ehr-source>
      <div><ehr-source name="City Clinic" .session=${clinic}></ehr-source></div>
      <ehr-patient-summary sections="problems"></ehr-patient-summary>
    </ehr-session>`,
  );
  await says(element, 'City Clinic');
  return { element, hospital, clinic, summary: element.querySelector('ehr-patient-summary') as EhrPatientSummary };
}

const row = (element: EhrSession, name: string): HTMLElement => {
  const found = all(element, 'li').find((one) => one.textContent?.includes(name));
  if (!found) throw new Error(`No row “${name}” in: ${wordsOf(element)}`);
  return found;
};
const rows = (element: EhrSession): (string | undefined)[] =>
  all(element, 'li bdi').map((name) => name.textContent?.trim());
const spoken = (element: EhrSession): string => all(element, '.vh[role="status"]')[0]?.textContent?.trim() ?? '';

describe('several <ehr-source> in an <ehr-session>', () => {
  it('have a row each, with what is so in words, and each signs in by itself in a window', async () => {
    const { element, hospital, clinic } = await page();
    expect(wordsOf(row(element, 'City Clinic'))).to.equal('City Clinic Not signed in Sign in');
    button(row(element, 'City Clinic'), 'Sign in').click();
    expect([hospital.calls, clinic.calls]).to.deep.equal([['resume'], ['resume', 'signIn popup']]);
    clinic.become({ kind: 'signing-in' });
    await says(element, 'Finish signing in');
    button(row(element, 'City Clinic'), 'Show the window').click();
    expect(clinic.calls.at(-1)).to.equal('signIn popup');
    expect(wordsOf(row(element, 'University Hospital'))).to.contain('Not signed in');
  });

  it('give the elements inside what is there, as soon as one is signed in, and say what is missing', async () => {
    const { element, hospital, clinic, summary } = await page('clinician');
    hospital.become(READY);
    await says(summary, 'Type 2 diabetes mellitus');
    await says(summary, 'not signed in at City Clinic');
    const asked = hospital.requests.length;
    clinic.become(READY);
    await until(() => !wordsOf(summary).includes('not signed in'), 'nothing is missing');
    await says(element, '2 sources');
    clinic.become(expired('session-expired'));
    await says(summary, 'not signed in at City Clinic');
    expect(wordsOf(summary)).to.contain('Type 2 diabetes mellitus');
    expect(hospital.requests).to.have.length(asked);
  });

  const failures: readonly (readonly [SessionState, string, string | undefined])[] = [
    [failure('access-denied'), 'You did not allow', 'Try again'],
    [failure('popup-closed'), 'window was closed', 'Try again'],
    [failure('unreachable'), 'could not be reached', 'Try again'],
    [failure('issuer-not-allowed'), 'may not open records from there', undefined],
    [expired('session-expired'), 'Your sign-in has run out', 'Sign in'],
    [expired('session-idle'), 'Nobody used this page', 'Sign in'],
    [{ kind: 'no-patient', error: new EhrError('no-patient', '') }, 'choose whose record', 'Try again'],
  ];
  for (const [state, words, step] of failures) {
    const code = 'error' in state ? state.error.code : '';
    it(`say at the one place that ${code}, with why and the next step, and go on at the other`, async () => {
      const { element, hospital, clinic } = await page();
      hospital.become(READY);
      clinic.become(state);
      await says(element, words);
      expect(wordsOf(row(element, 'City Clinic'))).to.contain(words);
      expect(wordsOf(row(element, 'City Clinic'))).not.to.contain(code);
      expect(wordsOf(row(element, 'University Hospital'))).to.equal('University Hospital Signed in Sign out');
      if (!step) expect(row(element, 'City Clinic').querySelectorAll('button')).to.have.length(0);
      else {
        button(row(element, 'City Clinic'), step).click();
        expect(clinic.calls.at(-1)).to.equal('signIn popup');
      }
    });
  }

  it('say where staff is signed in for no patient in particular, with a way out', async () => {
    const { element, hospital, clinic, summary } = await page('clinician');
    hospital.become(READY);
    clinic.become(STAFF);
    await says(element, '2 sources');
    button(element, 'Show sources').click();
    await says(element, 'No patient is chosen here.');
    await says(summary, 'Type 2 diabetes mellitus');
    expect(clinic.requests).to.deep.equal([]);
    button(row(element, 'City Clinic'), 'Sign out').click();
    expect(clinic.calls.at(-1)).to.equal('signOut');
  });

  it('offer the page in place of a blocked window only while nothing is lost by leaving', async () => {
    const { element, hospital, clinic } = await page();
    clinic.become(failure('popup-blocked'));
    await says(element, 'Open the sign-in page');
    button(row(element, 'City Clinic'), 'Open the sign-in page').click();
    expect(clinic.calls.at(-1)).to.equal('signIn redirect');
    hospital.become(READY);
    await says(element, 'Allow this site to open windows');
    button(row(element, 'City Clinic'), 'Try again').click();
    expect(clinic.calls.at(-1)).to.equal('signIn popup');
    element.keep = 'tab';
    await says(element, 'Open the sign-in page');
  });

  it('fold into one line once all are signed in, which unfolds and signs out everywhere', async () => {
    const { element, hospital, clinic } = await page();
    hospital.become(READY);
    await says(element, 'Signed in at 1 of 2 places');
    clinic.become(READY);
    await says(element, 'Signed in at 2 places');
    expect(rows(element)).to.deep.equal([]);
    button(element, 'Show places').click();
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(['University Hospital', 'City Clinic']);
    button(element, 'Hide places').click();
    await element.updateComplete;
    button(element, 'Sign out everywhere').click();
    await says(element, 'Sign in to see your health record');
    expect([hospital.state.kind, clinic.state.kind]).to.deep.equal(['signed-out', 'signed-out']);
  });

  it('unfold again when one of them needs something', async () => {
    const { element, hospital, clinic } = await page();
    hospital.become(READY);
    await says(element, '1 of 2');
    button(element, 'Hide places').click();
    await until(() => rows(element).length === 0, 'folded');
    clinic.become({ kind: 'signing-in' });
    clinic.become(failure('access-denied'));
    await says(element, 'You did not allow');
  });

  it('keep the focus where it was while a row changes, and move it to the line that stands in for the rows', async () => {
    const { element, hospital, clinic } = await page();
    hospital.become(READY);
    await says(element, '1 of 2');
    const signIn = button(row(element, 'City Clinic'), 'Sign in');
    signIn.focus();
    clinic.become({ kind: 'signing-in' });
    await says(element, 'Show the window');
    expect(element.shadowRoot?.activeElement).to.equal(signIn);
    clinic.become(READY);
    await says(element, 'Signed in at 2 places');
    await until(() => element.shadowRoot?.activeElement === button(element, 'Show places'), 'focus on the line');
    button(element, 'Show places').click();
    await until(() => element.shadowRoot?.activeElement?.textContent?.includes('Hide places'), 'still there');
  });

  it('tell each change once to those who listen, and nothing at the start', async () => {
    const { element, hospital, clinic } = await page();
    expect(spoken(element)).to.equal('');
    clinic.become({ kind: 'signing-in' });
    await until(() => spoken(element).startsWith('City Clinic: Signing in.'), spoken(element));
    clinic.become(failure('access-denied'));
    await until(() => spoken(element).includes('You did not allow'), spoken(element));
    hospital.become(READY);
    await until(() => spoken(element) === 'University Hospital: Signed in.', spoken(element));
  });

  it('raise what went wrong where it went wrong, by its code', async () => {
    const { element, clinic } = await page();
    const heard: string[] = [];
    element.addEventListener('ehr-error', (event) => heard.push(`${(event.target as EhrSource).name} ${event.code}`));
    clinic.become(failure('access-denied'));
    expect(heard).to.deep.equal(['City Clinic access-denied']);
  });
});

describe('<ehr-source> may', () => {
  it('come later, go, and move, and nothing is read again of what stays', async () => {
    const { element, hospital, clinic, summary } = await page('clinician');
    hospital.become(READY);
    clinic.become(READY);
    await says(summary, 'Type 2 diabetes mellitus');
    await says(element, '2 sources');
    const asked = hospital.requests.length;

    const third = document.createElement('ehr-source');
    third.name = 'Eye Clinic';
    third.session = signedOut('Eye Clinic');
    element.prepend(third);
    await says(element, 'Eye Clinic');
    expect(rows(element)).to.deep.equal(['Eye Clinic', 'University Hospital', 'City Clinic']);
    element.append(third);
    await until(() => rows(element).at(-1) === 'Eye Clinic', 'the last');
    third.remove();
    await says(element, '2 sources');

    element.querySelector<EhrSource>('ehr-source[name="City Clinic"]')?.remove();
    await until(() => !wordsOf(element).includes('City Clinic'), 'the clinic is gone');
    expect(hospital.requests).to.have.length(asked);
    expect(hospital.state.kind).to.equal('ready');
    // The host made it, so the host ends it.
    expect(clinic.state.kind).to.equal('ready');
  });

  it('change its name without signing out', async () => {
    const { element, hospital, clinic, summary } = await page();
    hospital.become(READY);
    clinic.become(READY);
    await says(element, '2 places');
    const source = element.querySelector<EhrSource>('ehr-source');
    (source as EhrSource).name = 'Leeds General';
    await says(summary, 'Leeds General');
    button(element, 'Show places').click();
    await says(element, 'Leeds General');
    expect(hospital.calls).to.deep.equal(['resume']);
  });

  it('be upgraded before the session around it, and after', async () => {
    const { customElements: registry } = globalThis;
    expect(registry.get('ehr-source')).not.to.equal(undefined);
    const element = document.createElement('ehr-session');
    element.lang = 'en';
    for (const name of ['One Hospital', 'Other Hospital']) {
      const source = Object.assign(document.createElement('ehr-source'), { name, session: signedOut(name) });
      element.append(source);
    }
    const parent = await fixture(html`<div></div>`);
    parent.append(element);
    await says(element, 'Other Hospital');
    expect(rows(element)).to.deep.equal(['One Hospital', 'Other Hospital']);
  });

  it('stand beside the session’s own place, which comes first', async () => {
    const { element } = await page();
    element.session = signedOut('Own Hospital');
    element.name = 'Own Hospital';
    await says(element, 'Own Hospital');
    expect(rows(element)).to.deep.equal(['Own Hospital', 'University Hospital', 'City Clinic']);
    element.session = undefined;
    await until(() => rows(element).length === 2, 'gone again');
  });

  it('be the only one, and then looks like any session', async () => {
    const element = await fixture<EhrSession>(
      html`<ehr-session lang="en"><ehr-source name="City Clinic" .session=${signedOut()}></ehr-source></ehr-session>`,
    );
    await says(element, 'Sign in to see your health record');
    expect(rows(element)).to.deep.equal([]);
  });

  it('leave with its session and come back with it, still signed in', async () => {
    const { element, hospital, summary } = await page();
    hospital.become(READY);
    await says(summary, 'Type 2 diabetes');
    const asked = hospital.requests.length;
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await Promise.resolve();
    parent.append(element);
    await says(summary, 'Type 2 diabetes');
    await says(element, '1 of 2');
    expect(hospital.requests.length).to.be.at.least(asked);
    expect(hospital.state.kind).to.equal('ready');
  });

  it('be set up wrong without harm to the others, and tells the developer', async () => {
    const said = await warnings(async () => {
      const { element } = await page();
      const wrong = Object.assign(document.createElement('ehr-source'), {
        name: 'Eye Clinic',
        issuer: 'https://eye.example/fhir',
      });
      element.append(wrong);
      await says(element, 'Not set up');
      expect(wordsOf(row(element, 'City Clinic'))).to.contain('Sign in');
    });
    expect(said.join()).to.contain('<ehr-source issuer> needs a client-id');
  });

  it('not stand outside a session: it warns once, and shows what is so by itself', async () => {
    const said = await warnings(async () => {
      const session = signedOut();
      const element = await fixture<EhrSource>(html`<ehr-source lang="en" .session=${session}></ehr-source>`);
      await says(element, 'Sign in to see your health record');
      session.become(failure('popup-closed'));
      await says(element, 'window was closed');
    });
    expect(said.filter((one) => one.includes('outside'))).to.have.length(1);
  });
});

describe('places that are added', () => {
  const choice = {
    issuer: 'https://eye.example/fhir',
    clientId: 'portal',
    name: 'Eye Clinic',
    scope: 'launch/patient patient/*.rs',
  };

  it('by the host are shown and can be kept, and taken away again', async () => {
    const { element } = await page();
    element.addSource(choice);
    element.addSource({ ...choice, name: 'The same again' });
    await says(element, 'Eye Clinic');
    expect(rows(element)).to.have.length(3);
    expect(element.addedSources).to.deep.equal([choice]);
    element.removeSource(choice.issuer);
    await until(() => rows(element).length === 2, 'gone');
    expect(element.addedSources).to.deep.equal([]);
  });

  it('by a person open their sign-in in the same click, and are told of for the host’s list', async () => {
    const { element } = await page();
    const opened: string[] = [];
    const { open } = window;
    window.open = (...[url]) => {
      opened.push(String(url));
      return null;
    };
    try {
      const changes: string[] = [];
      element.addEventListener('ehr-source-change', (event) => {
        const { change, issuer, name } = event;
        changes.push([change, issuer, name].join(' '));
      });
      // The code for signing in is there once somebody has come to where places are chosen.
      const finder = element.appendChild(document.createElement('ehr-connect'));
      const field = finder.appendChild(document.createElement('button'));
      field.focus();
      await import('@ehr-widgets/sdk/smart');
      await import('@ehr-widgets/sdk/joined');
      field.dispatchEvent(new EhrConnectEvent(choice));
      await Promise.resolve();
      await Promise.resolve();
      expect(opened).to.have.length(1);
      await says(element, 'did not open the sign-in window');
      expect(changes).to.deep.equal([`added ${choice.issuer} Eye Clinic`]);
      button(row(element, 'Eye Clinic'), 'Remove').click();
      await until(() => rows(element).length === 2, 'gone');
      expect(changes.at(-1)).to.equal(`removed ${choice.issuer} Eye Clinic`);
      expect(all(element, 'li button').some((one) => one.textContent?.includes('Remove'))).to.equal(false);
    } finally {
      window.open = open;
    }
  });

  it('are the host’s own affair when it prevents the event', async () => {
    const { element } = await page();
    const prevent = (event: Event): void => event.preventDefault();
    document.addEventListener('ehr-connect', prevent);
    element.querySelector('div')?.dispatchEvent(new EhrConnectEvent(choice));
    document.removeEventListener('ehr-connect', prevent);
    await element.updateComplete;
    expect(element.addedSources).to.deep.equal([]);
  });

  it('open a place that is there already, and are not listed twice', async () => {
    const { element } = await page();
    element.addSource(choice);
    await says(element, 'Eye Clinic');
    const changes: Event[] = [];
    element.addEventListener('ehr-source-change', (event) => changes.push(event));
    element.dispatchEvent(new EhrConnectEvent({ ...choice, issuer: `${choice.issuer}/` }));
    await element.updateComplete;
    expect(rows(element)).to.have.length(3);
    expect(changes).to.deep.equal([]);
  });

  it('need an issuer', async () => {
    const { element } = await page();
    const said = await warnings(() => element.addSource({} as typeof choice));
    expect(said.join()).to.contain('addSource() needs an issuer');
  });
});
