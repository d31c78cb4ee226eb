/** What a person reads off a patient summary, everything that can be shown being shown. */
import type { Locator, Page } from 'playwright-core';

export interface ShownLine {
  readonly main: string;
  readonly value: string;
  readonly side: string;
  readonly chips: string;
  /** Everything the line says, its opened story included. */
  readonly text: string;
}

export interface ShownSummary {
  readonly banner: string;
  /** The strips above everything. */
  readonly alarms: readonly string[];
  /** Titles of the later sections for which nothing is recorded. */
  readonly nothingIn: readonly string[];
  readonly foot: string;
  /** By section name, as in the `sections` attribute. */
  readonly sections: Readonly<Record<string, readonly ShownLine[]>>;
}

/** Waits until everything has been read, unfolds every section, opens every line, and reads the page. */
export async function readSummary(page: Page): Promise<ShownSummary> {
  const summary = page.locator('ehr-patient-summary');
  await summary.locator('[part~=foot]').waitFor();
  await page.waitForFunction(() => {
    const root = document.querySelector('ehr-patient-summary')?.shadowRoot;
    return root && !root.querySelector('[aria-busy=true]');
  });
  // Pressing one button may bring the next: "all", then "more".
  for (const selector of [
    '.head button[aria-expanded=false]:visible',
    'section > button.btn.small',
    'button.main[aria-expanded=false]',
  ]) {
    await pressAll(summary.locator(selector));
  }
  return page.evaluate(() => {
    const root = document.querySelector('ehr-patient-summary')?.shadowRoot;
    const words = (of: ParentNode | null | undefined, selector: string): string =>
      [...(of?.querySelectorAll<HTMLElement>(selector) ?? [])].map((node) => node.innerText.trim()).join(' ');
    const sections = [...(root?.querySelectorAll('section[aria-labelledby]') ?? [])].map((section) => [
      section.getAttribute('aria-labelledby')?.replace('section-', '') ?? '',
      [...section.querySelectorAll<HTMLElement>('[part~=line]')].map((line) => ({
        main: words(line, '.main'),
        value: words(line, '.value'),
        side: words(line, '.side, .when'),
        chips: words(line, '.chip'),
        text: line.innerText,
      })),
    ]);
    return {
      banner: words(root, '[part~=banner], [part~=deceased]'),
      alarms: [...(root?.querySelectorAll<HTMLElement>('[part~=alarm]') ?? [])].map(({ innerText }) => innerText),
      nothingIn: [...(root?.querySelectorAll<HTMLElement>('section[aria-labelledby=section-more] li') ?? [])]
        .filter(({ innerText }) => innerText.includes('None recorded'))
        .flatMap((silent) => words(silent, '.sub bdi').split(/, | and /)),
      foot: words(root, '[part~=foot]'),
      sections: Object.fromEntries(sections) as Record<string, never>,
    };
  });
}

/** @throws when pressing does not come to an end: a button that stays as it was would be pressed for ever. */
async function pressAll(buttons: Locator): Promise<void> {
  for (let times = 0; times < 200; times++) {
    const pressed = await buttons.evaluateAll((found) => found.map((button) => (button as HTMLElement).click()).length);
    if (pressed === 0) return;
    await buttons
      .page()
      .waitForFunction(() => document.querySelector('ehr-patient-summary')?.isUpdatePending === false);
  }
  throw new Error(`${await buttons.count()} of these buttons do nothing: ${buttons.toString()}`);
}
