/** The page of the bench of trends: a viewer of as many results of one test as its address says. */
import '@ehr-widgets/elements/results-viewer/define';
import type { EhrResultsViewer } from '@ehr-widgets/elements';
import { readySession } from '../../stories/support/sessions.ts';
import { kidney, manyOfOne } from '../../stories/support/trends.ts';

const element: EhrResultsViewer = document.createElement('ehr-results-viewer');
element.persona = 'clinician';
element.session = readySession({ resources: [...manyOfOne(Number(location.hash.slice(1))), ...kidney().slice(1)] });
document.body.append(element);

const find = (selector: string): HTMLElement | null | undefined => element.shadowRoot?.querySelector(selector);
const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Milliseconds of doing something until the element has drawn it and the browser has laid it out. */
async function timed(act: () => void): Promise<number> {
  await frame();
  const start = performance.now();
  act();
  await element.updateComplete;
  void element.offsetHeight;
  return performance.now() - start;
}

Object.assign(globalThis, {
  isRead: () => find('article[aria-busy="false"]') && find('tbody th'),
  nodes: () => element.shadowRoot?.querySelectorAll('*').length,
  open: async () => {
    const row = (name: string): HTMLElement | undefined =>
      [...(element.shadowRoot?.querySelectorAll<HTMLElement>('tbody th') ?? [])].find((one) =>
        one.textContent.includes(name),
      );
    // Another first: it brings what draws trends, which is a matter of the network.
    row('Sodium')?.click();
    while (!find('.trend figure')) await frame();
    return timed(() => row('Glucose')?.click());
  },
  press: (key: string) =>
    timed(() => find('[role="slider"]')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))),
});
