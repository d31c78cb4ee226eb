/** What a person reads off a results viewer: every result in the list, and every cell of the table over time. */
import type { Page } from 'playwright-core';

/** A result of the list. */
export interface ShownResult {
  /** The heading that it stands under. */
  readonly test: string;
  /** What it is called itself. */
  readonly name: string;
  readonly when: string;
  readonly value: string;
  readonly chips: readonly string[];
  readonly range: string;
  readonly text: string;
}

/** A cell of the table that is not empty. */
export interface ShownCell {
  readonly test: string;
  /** As the head of its column has it, without the year. */
  readonly when: string;
  /** With what is there for those who hear or copy. */
  readonly text: string;
}

export interface ShownResults {
  /** As its head counts them. */
  readonly counts: string;
  readonly list: readonly ShownResult[];
  readonly cells: readonly ShownCell[];
  /** All that is said beside them. */
  readonly text: string;
}

const TAG = 'ehr-results-viewer';

/** Of a patient who has results: waits until all has been read, scrolls all of the table into sight, and then has every result listed. */
export async function readResults(page: Page): Promise<ShownResults> {
  const viewer = page.locator(TAG);
  await viewer.evaluate((element) => element.setAttribute('view', 'time'));
  await viewer.locator('article[aria-busy=false] [part~=table]').waitFor();
  const text = await viewer.locator('[part~=root]').innerText();
  const counts = /[\d,]+ results? of [\d,]+ tests?/.exec(text)?.[0] ?? '';
  const cells = await readTable(page);
  await viewer.getByRole('button', { name: 'Every result' }).click();
  await viewer.locator('[part~=results]').waitFor();
  await page.waitForFunction(
    (tag) => !/laid out/.test(document.querySelector(tag)?.shadowRoot?.textContent ?? ''),
    TAG,
  );
  const list = await viewer.locator('[part~=results]').evaluate((results) =>
    [...results.querySelectorAll('section')].flatMap((section) =>
      [...section.querySelectorAll<HTMLElement>('li')].map((item): ShownResult => {
        // What is far off is not laid out, and has no text as seen until it is near.
        item.scrollIntoView();
        const chips = [...item.querySelectorAll<HTMLElement>('[part~=chip]')].map(({ innerText }) => innerText.trim());
        const [when = '', value = '', ...rest] = item.innerText
          .split('\n')
          .map((words) => words.trim())
          .filter(Boolean);
        const test = section.querySelector<HTMLElement>('[role=heading]')?.innerText.trim() ?? '';
        const otherwise = rest.find((words) => words.startsWith('as '));
        return {
          test,
          name: otherwise?.replace(/^as | \(\S+\)$/g, '') ?? test,
          when,
          value,
          chips,
          range: rest.find((words) => /^(Range: |No range given)/.test(words)) ?? '',
          text: item.innerText,
        };
      }),
    ),
  );
  return { counts, list, cells, text };
}

/** Every cell, part of which is drawn only when it is scrolled to. */
async function readTable(page: Page): Promise<ShownCell[]> {
  return page.locator(TAG).evaluate(async (viewer) => {
    const box = viewer.shadowRoot?.querySelector('[part~=table]');
    const grid = box?.querySelector('[role=grid]');
    if (!box || !grid) throw new Error('There is no table.');
    const drawn = async (): Promise<void> => {
      await new Promise(requestAnimationFrame);
      await (viewer as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
    };
    const wordsOf = (cell: Element): string => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
    const found = new Map<string, string>();
    const take = (): void => {
      for (const row of grid.querySelectorAll('[aria-rowindex]'))
        for (const cell of row.querySelectorAll('[aria-colindex]')) {
          const name = cell.getAttribute('scope') === 'row' ? cell.querySelector('.t') : undefined;
          const place = `${row.getAttribute('aria-rowindex')} ${cell.getAttribute('aria-colindex')}`;
          found.set(place, wordsOf(name ?? cell));
        }
    };
    // The size may grow while it is scrolled, as rows come to be measured.
    for (let top = 0; top <= box.scrollHeight; top += box.clientHeight / 2)
      for (let left = 0; left <= box.scrollWidth; left += box.clientWidth / 2) {
        box.scrollTo(left, top);
        await drawn();
        take();
      }
    const rows = Number(grid.getAttribute('aria-rowcount'));
    const columns = Number(grid.getAttribute('aria-colcount'));
    const cells: ShownCell[] = [];
    for (let row = 3; row <= rows; row++)
      for (let column = 2; column <= columns; column++) {
        const text = found.get(`${row} ${column}`);
        if (text === undefined) throw new Error(`The cell in row ${row} and column ${column} was never drawn.`);
        if (!text.startsWith('–'))
          cells.push({ test: found.get(`${row} 1`) ?? '', when: found.get(`2 ${column}`) ?? '', text });
      }
    return cells;
  });
}
