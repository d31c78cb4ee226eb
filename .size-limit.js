/**
 * Budgets in kB (1,000 bytes) of minified JavaScript after gzip, measured on the CDN build: every file is compressed on
 * its own, as a server would send it, and the sum is what a page loads.
 */
import { readFileSync } from 'node:fs';

const cdn = 'packages/elements/cdn';
const files = JSON.parse(readFileSync(`${cdn}/files.json`, 'utf8'));

const page = loadedBy(['autoload.js', 'session.js', 'patient-summary.js']);
const signIn = Object.keys(files).filter((name) => /^chunks\/fhirclient-/.test(name));
if (signIn.length !== 1 || page.has(signIn[0])) throw new Error('The sign-in chunk is not a chunk that loads later.');

export default [
  { name: 'A page with ehr-session and ehr-patient-summary, before sign-in', files: page, limit: '35 kB' },
  { name: 'The sign-in chunk', files: loadedBy(signIn, page), limit: '20 kB' },
  { name: 'The SDK without elements, before sign-in', files: loadedBy(['sdk.js']), limit: '22 kB' },
].map(({ name, files, limit }) => ({ name, path: [...files].map((file) => `${cdn}/${file}`), gzip: true, limit }));

/** These files and all that they import at once, less what the page has already. */
function loadedBy(entries, already = new Set()) {
  const loaded = new Set();
  const visit = (name) => {
    if (loaded.has(name) || already.has(name)) return;
    if (!files[name]) throw new Error(`${name} is not in ${cdn}/files.json: build first.`);
    loaded.add(name);
    files[name].imports.forEach(visit);
  };
  entries.forEach(visit);
  return loaded;
}
