/** A page's clock that is wrong, or that a test sets: only `Date`, so that what the page waits for still comes. */
import type { BrowserContext, Page } from 'playwright-core';

/** Every page that is opened or loaded from now on has a clock that is wrong by so many minutes. */
export function withWrongClock(context: BrowserContext, minutes = 0): Promise<unknown> {
  return context.addInitScript((wrong) => {
    const RightDate = Date;
    const page = globalThis as unknown as { minutesWrong: number };
    page.minutesWrong = wrong;
    const now = (): number => RightDate.now() + page.minutesWrong * 60_000;
    globalThis.Date = new Proxy(RightDate, {
      construct: (target, given: [number]) => (given.length > 0 ? new target(...given) : new target(now())),
      get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
    });
  }, minutes);
}

/** Sets the page's clock by so many minutes more. Nothing of the page's is told. */
export async function setClock(page: Page, minutes: number): Promise<void> {
  await page.evaluate((more) => {
    (globalThis as unknown as { minutesWrong: number }).minutesWrong += more;
  }, minutes);
}

/** The machine sleeps for so many minutes and wakes: the clock has moved, and the page is told that it is seen again. */
export async function sleep(page: Page, minutes: number): Promise<void> {
  await setClock(page, minutes);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
}
