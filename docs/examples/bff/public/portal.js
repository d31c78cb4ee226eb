// The page: it knows who the patient is, and holds no token.
import { proxySession } from '/ehr-widgets/sdk.js';

const record = document.querySelector('ehr-session');
const signedOut = document.querySelector('#signed-out');
const signOut = document.querySelector('#sign-out');

const words = {
  'access-denied': 'You did not allow the portal to read your record. Nothing was read.',
  'session-expired': 'You have been signed out.',
  'session-idle': 'You have been signed out, because nobody used this page.',
};

// The key of no session yet: the header alone shows that this page asks, and no other site.
const answer = await fetch('/session', { headers: { 'x-page-key': '' } });
const { signedIn, patient, pageKey } = await answer.json();
if (signedIn) showRecord();
else showSignIn(new URLSearchParams(location.search).get('problem'));
history.replaceState(null, '', '/');

function showRecord() {
  const headers = { 'x-page-key': pageKey };
  const idle = { after: 15 * 60_000, warn: 60_000 };
  const session = proxySession({ fhirBase: '/fhir', patient, name: 'University Hospital', headers, idle });
  session.subscribe(() => {
    const { kind, error } = session.state;
    if (kind === 'expired') leave(error.code);
  });
  signOut.onclick = () => leave();

  /** Nothing of the record is left on the page before the server is told. */
  function leave(problem) {
    void session.signOut();
    showSignIn(problem);
    void fetch('/logout', { method: 'POST', headers });
  }

  record.session = session;
  record.hidden = signOut.hidden = false;
  signedOut.hidden = true;
}

function showSignIn(problem) {
  record.hidden = signOut.hidden = true;
  signedOut.hidden = false;
  const sentence = problem && (words[problem] ?? 'Signing in did not work. Try again.');
  document.querySelector('#problem').textContent = sentence ?? '';
}
