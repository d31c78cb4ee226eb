import { completeRedirect } from '/ehr-widgets/callback.js';

if (completeRedirect() === 'nobody-waiting') {
  document.querySelector('#waiting').hidden = true;
  document.querySelector('#nobody').hidden = false;
}
