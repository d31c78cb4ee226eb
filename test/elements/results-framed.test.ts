import { expect, fixtureCleanup, html, fixture, waitUntil } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/results-viewer/define';
import { person } from '../../stories/support/record.ts';
import { base64, letter } from '../../stories/support/reports.ts';
import { readySession } from '../../stories/support/sessions.ts';
import { defined, libraryScript, type Page } from '../contract/page.ts';
import { until } from '../support/until.ts';
import { all, button, wordsOf } from './reading.ts';

const sessionWith = (page: string): ReturnType<typeof readySession> =>
  readySession({
    resources: [
      person(),
      letter('2026-02-01T10:00:00Z', [{ title: 'As "sent" & meant', contentType: 'text/html', data: base64(page) }]),
    ],
  });

async function opened(page: string): Promise<EhrResultsViewer> {
  const element = await fixture<EhrResultsViewer>(
    html`<ehr-results-viewer
      lang="en"
      persona="clinician"
      view="reports"
      .session=${sessionWith(page)}
    ></ehr-results-viewer>`,
  );
  await read(element);
  return element;
}

async function read(element: EhrResultsViewer): Promise<void> {
  // List and letter beside each other.
  element.style.cssText = 'display: block; inline-size: 70rem';
  await waitUntil(() => wordsOf(element).includes('As "sent" & meant'), 'the letter is listed', { timeout: 8000 });
  const line = all(element, '.file').find((one) => one.textContent?.includes('meant'));
  button(line as Element, 'Read').click();
  await until(() => Boolean(line?.querySelector('.acts')), 'the file is read');
}

const frameOf = (element: Element): HTMLIFrameElement =>
  all<HTMLIFrameElement>(element, 'iframe')[0] as HTMLIFrameElement;

const HOSTILE = `<!doctype html><title>Letter</title>
  <base href="https://elsewhere.example/" target="_top"><meta http-equiv="refresh" content="0;url=/away">
  <style>body { margin: 0 } a { display: block; block-size: 50vh }</style>
  <a target="_top" href="${location.origin}/top">One</a><a target="_self" href="${location.origin}/self">Two</a>
  <script>parent.postMessage('script', '*')</script>
  <svg onload="parent.postMessage('svg', '*')"></svg><img src="data:," onerror="parent.postMessage('onerror', '*')">
  <form action="/away"><input autofocus onfocus="parent.postMessage('focus', '*')"></form>`;

describe('a page of HTML in a record', () => {
  it('stands in a frame with its name, under a policy that comes before all of it, and may be saved', async () => {
    const element = await opened('<!doctype html><html lang="de"><p>Señora "Müller" &amp; <del>Ōsawa</del></p></html>');
    const frame = frameOf(element);
    expect(frame.title).to.equal('As "sent" & meant');
    expect(frame.getAttribute('sandbox')).to.equal('');
    expect(frame.srcdoc).to.match(
      /^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /,
    );
    expect(frame.srcdoc).to.contain('<p>Señora "Müller" &amp; <del>Ōsawa</del></p></html>');
    expect(wordsOf(element)).to.contain('Shown without scripts, links and what it would load from elsewhere.');
    expect(button(frame.closest('.file') as Element, 'Save')).to.be.instanceOf(HTMLButtonElement);
  });

  it('runs nothing, where the same in a frame with rights would', async () => {
    const heard: unknown[] = [];
    const hear = ({ data }: MessageEvent): number => heard.push(data);
    window.addEventListener('message', hear);
    const element = await opened(HOSTILE);
    const control = document.createElement('iframe');
    const loaded = new Promise((resolve) => control.addEventListener('load', resolve));
    // Later than the record's own, so that this would have been heard of before.
    control.setAttribute('sandbox', 'allow-scripts');
    control.srcdoc = '<script>parent.postMessage("control", "*")</script>';
    document.body.append(control);
    await loaded;
    await waitUntil(() => heard.includes('control'), 'the control is heard');
    window.removeEventListener('message', hear);
    control.remove();
    expect(heard).to.deep.equal(['control']);
    expect(frameOf(element).isConnected).to.equal(true);
  });

  it('leads nowhere: a link for the whole page does nothing, and one for its frame brings the page back', async () => {
    const element = await opened(HOSTILE);
    const frame = frameOf(element);
    frame.scrollIntoView();
    const { left, top, height } = frame.getBoundingClientRect();
    const press = (share: number): Promise<void> =>
      sendMouse({ type: 'click', position: [Math.round(left + 40), Math.round(top + height * share)] });
    const here = location.href;
    await press(0.25);
    await press(0.75);
    await waitUntil(() => frameOf(element) !== frame, 'brought back', { timeout: 8000 });
    expect(frameOf(element).srcdoc).to.equal(frame.srcdoc);
    expect(location.href).to.equal(here);
  });

  it('is not shown where its styles would be missing, and says why', async () => {
    const element = await opened(
      '<!doctype html><link rel="stylesheet" href="x.css"><p class="deleted">Penicillin</p>',
    );
    expect(frameOf(element)).to.equal(undefined);
    expect(wordsOf(element)).to.contain('Not rendered: its styles (deletions, hidden parts) are blocked; save it.');
  });

  it('is shown under a strict policy with Trusted Types, and with styles of its own offered to be saved', async () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
    for (const [page, frames] of [
      ['<!doctype html><p>Plain <del>words</del></p>', 1],
      ['<!doctype html><p style="text-decoration: line-through">Penicillin</p>', 0],
    ] as const) {
      const frame = document.createElement('iframe');
      // In the head: a policy that stands elsewhere holds for nothing (Content Security Policy 3, section 3.3).
      frame.srcdoc = `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="${policy}">${libraryScript('all.js')}</head></html>`;
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      const host = frame.contentWindow as Page;
      const refused: string[] = [];
      host.document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      await defined(host, 'ehr-results-viewer');
      const element = host.document.createElement('ehr-results-viewer');
      Object.assign(element, { lang: 'en', persona: 'clinician', view: 'reports', session: sessionWith(page) });
      host.document.body.append(element);
      await read(element);
      expect(all(element, 'iframe')).to.have.length(frames);
      expect(refused.filter((directive) => !directive.startsWith('style-src'))).to.deep.equal([]);
      frame.remove();
    }
  });

  afterEach(fixtureCleanup);
});
