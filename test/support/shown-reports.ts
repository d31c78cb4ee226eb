/** What a person reads off the reports of a results viewer. */
import type { Page } from 'playwright-core';

const TAG = 'ehr-results-viewer';

/** What stands on the page of each entry of the list, one after the other. */
export async function readReports(page: Page): Promise<string[]> {
  const viewer = page.locator(TAG);
  await viewer.evaluate((element) => element.setAttribute('view', 'reports'));
  await viewer.locator('article[aria-busy=false] [part~=reports]').waitFor();
  return viewer.evaluate(async (element) => {
    const root = element.shadowRoot;
    const drawn = async (): Promise<void> => {
      await new Promise(requestAnimationFrame);
      await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
    };
    const entries = (): HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('[part~=reports] li button') ?? [])];
    const texts: string[] = [];
    for (;;) {
      for (const place of entries().keys()) {
        entries()[place]?.click();
        await drawn();
        texts.push(root?.querySelector<HTMLElement>('[part~=report]')?.innerText ?? '');
      }
      const next = [...(root?.querySelectorAll('[part~=reports] button') ?? [])].find(
        ({ textContent }) => textContent.trim() === 'Next',
      );
      if (!next || next.matches(':disabled, [aria-disabled=true]')) return texts;
      (next as HTMLElement).click();
      await drawn();
    }
  });
}
