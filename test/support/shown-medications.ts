/** What a person reads off a medication list, everything that can be shown being shown. */
import type { Page } from 'playwright-core';

export interface ShownList {
  readonly lines: readonly {
    /** Everything the line says, its history and every document of it included. */
    readonly text: string;
    /** References of the documents in its history. */
    readonly history: readonly string[];
  }[];
  /** The views to choose from, with the number that each says and how many lines it has. */
  readonly views: readonly { readonly name: string; readonly count: number; readonly lines: number }[];
  /** How many documents it says were entered in error. */
  readonly enteredInError: number;
}

/** Waits until everything has been read, opens every history and every document, and reads the page. */
export async function readMedicationList(page: Page): Promise<ShownList> {
  const list = page.locator('ehr-medication-list');
  await list.getByText('All pages read, nothing cut off.').waitFor();
  return page.evaluate(async () => {
    const element = document.querySelector('ehr-medication-list');
    const root = element?.shadowRoot;
    const all = (selector: string, of: ParentNode | null | undefined = root): HTMLElement[] => [
      ...(of?.querySelectorAll<HTMLElement>(selector) ?? []),
    ];
    const press = async (selector: string): Promise<void> => {
      for (let times = 0; times < 200 && all(selector).length > 0; times++) {
        for (const button of all(selector)) button.click();
        await element?.updateComplete;
      }
    };
    const lines = (): HTMLElement[] => all('[part~=line]');
    const views = [];
    for (const button of all('.views button')) {
      button.click();
      await element?.updateComplete;
      await press('.more button');
      const count = button.querySelector<HTMLElement>('.num')?.innerText ?? '';
      const name = button.innerText.replace(count, '').trim();
      views.push({ name, count: Number(count), lines: lines().length });
    }
    for (const selector of [
      'button.toggle[aria-expanded=false]',
      '.history > button',
      '.entry button[aria-expanded=false]',
    ])
      await press(selector);
    const errors = all('[part~=errors] p')[0]?.innerText ?? '';
    return {
      views,
      enteredInError: Number(/\d+/.exec(errors)?.[0] ?? 0),
      lines: lines().map((line) => ({
        text: line.innerText,
        history: all('.story dd', line)
          .map(({ innerText }) => innerText.trim())
          .filter((text) => /^Medication[A-Z]\w+\/\S+$/.test(text)),
      })),
    };
  });
}
