import { completeRedirect } from '/ehr-widgets/callback.js';

if (completeRedirect() === 'nobody-waiting') {
  document.querySelector('#waiting').textContent = 'Nothing to sign in to';
  document.querySelector('#nobody').hidden = false;
}
