/**
 * Budgets in kB (1,000 bytes) of minified JavaScript after gzip, measured on the CDN build: every file is compressed on
 * its own, as a server would send it, and the sum is what a page loads.
 */
import { readFileSync } from 'node:fs';

const cdn = 'packages/elements/cdn';
const files = JSON.parse(readFileSync(`${cdn}/files.json`, 'utf8'));

const page = loadedBy(['autoload.js', 'session.js', 'patient-summary.js']);
const signIn = laterFor(page);
if (!signIn.some((name) => name.startsWith('chunks/fhirclient-'))) {
  throw new Error('fhirclient is not in a chunk that loads at sign-in only.');
}

export default [
  { name: 'A page with ehr-session and ehr-patient-summary, before sign-in', files: page, limit: '35 kB' },
  { name: 'What signing in loads', files: loadedBy(signIn, page), limit: '20 kB' },
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

/** What these files load later: all of it is for signing in and staying signed in, so far. */
function laterFor(loaded) {
  const later = new Set([...loaded].flatMap((name) => files[name].dynamicImports));
  for (const name of later) for (const next of files[name].dynamicImports) later.add(next);
  return [...later].filter((name) => !loaded.has(name));
}
