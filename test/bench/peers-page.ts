/**
 * The page of our widgets beside those of the peers. It tells when it is complete by what theirs are: the last line of each
 * section, all results, or the free times of the first day that has any with the count of every other, on the screen.
 * @module
 */

/** @param folder Where the elements' CDN build lies, beside the page. */
export function page(folder: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${folder}</title><div id="root"></div>
<script>
const query = new URLSearchParams(location.search);
const job = query.get('job');
const tag = { j1: 'ehr-patient-summary', j2: 'ehr-medication-list', j3: 'ehr-results-viewer', j4: 'ehr-appointment-picker' }[job];
const words = {
  j1: ['Maria Elena', 'Migraine', 'Latex', 'Sumatriptan', 'Tdap', 'Pulse'],
  j2: ['Lisinopril', 'Sumatriptan', 'Ibuprofen'],
  j3: [{ S: '190', M: '2300', L: '26,000' }[query.get('size')] + ' results of', 'nothing cut off'],
  j4: ['First free', 'Morning'],
}[job];
const widgets = Number(query.get('w') ?? 1);
const run = (globalThis.__r = {});
const base = location.origin + '/f/' + query.get('size') + '/' + query.get('lat') + '/fhir/R4';
const widget = '<' + tag + ' persona="clinician"></' + tag + '>';
root.innerHTML = '<ehr-session fhir-base="' + base + '" patient="p1">' + widget.repeat(widgets) + '</ehr-session>';
for (const name of ['session', tag.slice(4)]) {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = '/dist/${folder}/' + name + '.js';
  document.head.append(script);
}
const isThere = (element) => {
  const text = element.shadowRoot?.textContent ?? '';
  return words.every((word) => text.includes(word));
};
const painted = (tell) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = tell;
  channel.port2.postMessage(0);
});
// What counts for a month is that it was read whole: its days are counted.
const isWhole = (element) => job !== 'j4' || element.shadowRoot.querySelector('[aria-busy=false] .day.has.on');
(function look() {
  if (![...document.querySelectorAll(tag)].every((one) => isThere(one) && isWhole(one))) return setTimeout(look, job === 'j3' && query.get('size') === 'L' ? 30 : 4);
  painted(() => { run.first = run.complete = performance.now(); });
})();
const inside = (selector) => [...document.querySelector(tag).shadowRoot.querySelectorAll(selector)];
globalThis.__nodes = () => document.querySelectorAll('*').length + [...document.querySelectorAll(tag)]
  .reduce((sum, element) => sum + element.shadowRoot.querySelectorAll('*').length, 0);
const timed = (work) => new Promise((resolve) => {
  const from = performance.now();
  work();
  painted(() => resolve(performance.now() - from));
});
const set = (field, value, type) => { field.value = value; field.dispatchEvent(new Event(type)); };
Object.defineProperty(globalThis, '__sc', { get: () => inside('.scroll')[0] });
globalThis.__click = () => timed(() => inside('.time').at(-1).click());
globalThis.__turn = async () => {
  const [back, on] = inside('.turn');
  await timed(() => on.click());
  return timed(() => back.click());
};
globalThis.__sort = () => timed(() => set(inside('select').at(-1), 'name', 'change'));
globalThis.__filter = () => timed(() => inside('.toggle')[0].click());
globalThis.__key = async () => {
  await timed(() => inside('.toggle')[0].click());
  return timed(() => set(inside('input[type=search]')[0], 'g', 'input'));
};
globalThis.__scroll = (box, frames, step) => new Promise((resolve) => {
  const gaps = [];
  let last;
  let way = 1;
  (function next(now) {
    if (last !== undefined) gaps.push(now - last);
    last = now;
    if (gaps.length >= frames) return resolve(gaps);
    const top = box.scrollTop;
    box.scrollTop += step * way;
    if (box.scrollTop === top) way = -way;
    requestAnimationFrame(next);
  })(performance.now());
});
</script></html>`;
}
