/* What this portal adds to reports: images of studies, from the hospital's image service and from nowhere else. */
const service = new URL('http://localhost:4460/university-hospital/dicomweb/');
const session = document.querySelector('ehr-session');

document.querySelector('ehr-results-viewer').imageFetch = async (url) => {
  const { origin, pathname, search } = new URL(url);
  if (origin !== service.origin || !pathname.startsWith(service.pathname)) throw new Error('Not our images.');
  // The same service answers under the FHIR base, where the session sends its token, and nowhere else.
  const [source] = session.activeSession.sources;
  const address = `${source.base}/dicomweb/${pathname.slice(service.pathname.length)}${search}`;
  return source.fetch(address, { headers: { accept: 'image/png' } });
};
