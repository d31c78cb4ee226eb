/** The results viewer by keyboard alone, and as those meet it who hear it: every stop and every cell says what it is. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';

/** Margaret, with kidneys that fail and a potassium that is critical. */
const PATIENT = 'p-1001';

let pages: PatientPages;

before(async () => {
  pages = await servePatientPages('ehr-results-viewer', []);
});
after(() => pages?.close());

describe('the results viewer is worked by keyboard alone', () => {
  it('from its first button to its last, with one stop for the whole table, each stop named and seen', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page);
      const stops = await tabThrough(page, viewer);
      for (const wanted of ['button "Print"', 'button "Over time"', 'searchbox "Find a test"', 'combobox "Sort"'])
        assert.ok(
          stops.some((stop) => stop.startsWith(wanted)),
          `${wanted} in ${stops.join('; ')}`,
        );
      assert.equal(stops.filter((stop) => /^(rowheader|gridcell)/.test(stop)).length, 1, stops.join('; '));
      assert.equal(new Set(stops).size, stops.length, 'none comes twice');
    });
  });

  it('into a result, along its trend, and back to the cell that it was opened from', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page);
      await viewer.locator('[role=grid] [tabindex="0"]').focus();
      await page.keyboard.press('ArrowRight');
      assert.match(await focused(viewer), /^gridcell "6\.4 mmol\/L, Critical high"/);
      await page.keyboard.press('Enter');
      await viewer.getByRole('slider').first().waitFor();
      assert.match(await focused(viewer), /^heading "Potassium"/);
      await pressUntil(page, viewer, 'Tab', /^slider/);
      const plot = viewer.getByRole('slider').first();
      const heard = async (): Promise<string> => (await plot.getAttribute('aria-valuetext')) ?? '';
      assert.match(await heard(), /^6\.4\smmol\/L, Critical high/);
      await page.keyboard.press('Home');
      await viewer.locator('[role=slider][aria-valuetext^="4.5\u00a0mmol/L, Normal"]').waitFor();
      await page.keyboard.press('ArrowRight');
      await viewer.locator('[role=slider][aria-valuetext^="4.6\u00a0mmol/L, Normal"]').waitFor();
      await pressUntil(page, viewer, 'Shift+Tab', /^button "Close"/);
      await page.keyboard.press('Enter');
      await viewer.locator('[part~=detail]').waitFor({ state: 'detached' });
      assert.match(await focused(viewer), /^gridcell "6\.4 mmol\/L, Critical high"/);
    });
  });

  it('from report to report, into one, to a result of it over time, and back', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page, 'reports');
      const stops = await tabThrough(page, viewer);
      assert.equal(stops.filter((stop) => /Laboratory"|without a report/.test(stop)).length, 1, stops.join('; '));
      await viewer.locator('[part~=reports] [tabindex="0"]').focus();
      assert.match(await focused(viewer), /^button "Renal function panel 1 critical 2 high 2 low Preliminary/);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.match(await focused(viewer), /^button "Blood count 1 high 1 low/);
      await page.keyboard.press('Enter');
      await viewer.getByRole('region', { name: 'Blood count' }).waitFor();
      assert.match(await focused(viewer), /^heading "Blood count"/);
      await pressUntil(page, viewer, 'Tab', /^button "Hemoglobin"/);
      await page.keyboard.press('Enter');
      await viewer.getByRole('slider').first().waitFor();
      await pressUntil(page, viewer, 'Shift+Tab', /^button "By report"/);
      await page.keyboard.press('Enter');
      await viewer.getByRole('region', { name: 'Blood count' }).waitFor();
      await viewer.locator('[part~=reports] [tabindex="0"]').focus();
      await page.keyboard.press('End');
      assert.match(await focused(viewer), /^button "Results without a report 1 high \d/);
      await page.keyboard.press('Home');
      assert.match(await focused(viewer), /^button "Renal function panel 1 critical/);
    });
  });

  it('to what its words mean, and to a question about it', async () => {
    await pages.show(PATIENT, async (page) => {
      await page.locator('ehr-session').evaluate((session) => session.setAttribute('persona', 'patient'));
      const viewer = await settled(page);
      await viewer.evaluate((element) => element.setAttribute('questions', ''));
      await viewer.locator('[role=grid] [tabindex="0"]').focus();
      await page.keyboard.press('Enter');
      await viewer.locator('[part~=help] summary').waitFor();
      const means = viewer.getByText('beyond a limit at which somebody should look at the result at once');
      assert.equal(await means.isVisible(), false);
      await pressUntil(page, viewer, 'Tab', /What do these words mean\?/);
      await page.keyboard.press('Enter');
      await means.waitFor();
      await pressUntil(page, viewer, 'Tab', /^button "Ask my care team/);
      await page.keyboard.press('Enter');
      await viewer.getByRole('status').filter({ hasText: 'Questions cannot be sent' }).waitFor();
    });
  });
});

describe('the table of results is as wide as its dates', () => {
  it('so that those stand in sight that fit, and the oldest at its end', async () => {
    await pages.show(PATIENT, async (page) => {
      await page.setViewportSize({ width: 1200, height: 900 });
      const viewer = await settled(page);
      const inSight = (): Promise<number> =>
        viewer.locator('[part~=table]').evaluate((box) => {
          const { left, right } = box.getBoundingClientRect();
          const heads = [...box.querySelectorAll('thead tr:last-child [aria-colindex]')];
          return heads.filter((head) => {
            const edges = head.getBoundingClientRect();
            return edges.left >= left && edges.right <= right;
          }).length;
        });
      assert.ok((await inSight()) >= 8, `${await inSight()} dates in sight`);
      await viewer.locator('[part~=table]').evaluate((box) => box.scrollTo(box.scrollWidth, 0));
      const last = await viewer.getByRole('grid').getAttribute('aria-colcount');
      await viewer.locator(`thead tr:last-child [aria-colindex="${last}"]`).waitFor();
      assert.ok((await inSight()) >= 8, `${await inSight()} dates in sight at the end`);
    });
  });
});

describe('the results viewer says what everything in it is', () => {
  it('in the table, with an opened result and its trend', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page);
      await viewer.getByRole('gridcell', { name: '6.4 mmol/L' }).first().click();
      await viewer.getByRole('slider').first().waitFor();
      const tree = await viewer.ariaSnapshot();
      assertNamed(tree);
      assert.match(tree, /rowheader "Potassium mmol\/L · 3\.5–5\.1/);
      assert.match(tree, /gridcell "19 mmol\/L, Low by range"/);
      assert.match(tree, /gridcell "no result"/);
      assert.match(tree, /figure "10 results from .* latest 6\.4 mmol\/L\./);
    });
  });

  it('by report, where each result stands with its flag, its range and what it was before', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page, 'reports');
      const tree = await viewer.ariaSnapshot();
      assertNamed(tree);
      assert.match(tree, /navigation "Reports":\n\s+- heading "\w+ \d{4}" \[level=3\]/);
      assert.match(tree, /region "Renal function panel":\n\s+- heading "Renal function panel" \[level=3\]/);
      assert.match(tree, /paragraph: "1 critical result: Potassium 6\.4 mmol\/L"/);
      assert.match(tree, /row "Bicarbonate 19 mmol\/L Low by range 22–29 21 mmol\/L .*, now lower"/);
      for (const cell of ['19 mmol/L', 'Low by range', '22–29']) assert.ok(tree.includes(`- cell "${cell}"`), cell);
    });
  });

  it('in the list of every result', async () => {
    await pages.show(PATIENT, async (page) => {
      const viewer = await settled(page);
      await viewer.getByRole('button', { name: 'Every result' }).click();
      await viewer.locator('[part~=results] li').first().waitFor();
      const tree = await viewer.ariaSnapshot();
      assertNamed(tree);
      assert.match(tree, /heading "Bicarbonate" \[level=3\]/);
      assert.match(tree, /listitem: .*19 mmol\/L Low by range Range: 22–29/);
    });
  });

  it('in a narrow column, where tests are a list', async () => {
    await pages.show(PATIENT, async (page) => {
      await page.setViewportSize({ width: 320, height: 800 });
      const viewer = await settled(page);
      await viewer.getByRole('button', { name: /Potassium/ }).click();
      await viewer.locator('[part~=detail]').waitFor();
      const tree = await viewer.ariaSnapshot();
      assertNamed(tree);
      assert.match(tree, /heading "Potassium" \[level=3\]/);
      assert.match(tree, /6\.4 mmol\/L/);
      await tabThrough(page, viewer);
    });
  });
});

/** The viewer of the page, once all has been read. */
async function settled(page: Page, view: 'time' | 'reports' = 'time'): Promise<Locator> {
  const viewer = page.locator('ehr-results-viewer');
  await viewer.evaluate((element, name) => element.setAttribute('view', name), view);
  await viewer.locator('article[aria-busy=false]').waitFor();
  const shown = view === 'time' ? '[part~=table], [part~=tests]' : '[part~=reports]';
  await viewer.locator(shown).first().waitFor();
  return viewer;
}

/** What has the focus, as it is announced: its role and its name. Nothing where it is the browser's own part of a field. */
async function focused(viewer: Locator): Promise<string> {
  if ((await viewer.locator(':focus').count()) === 0) return '';
  const announced = await viewer.locator(':focus').ariaSnapshot();
  return announced.split('\n')[0]?.replace(/^- '?/, '') ?? '';
}

/** Every stop, from the first to where the focus leaves the element. */
async function tabThrough(page: Page, viewer: Locator): Promise<string[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const stops: string[] = [];
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press('Tab');
    const inside = viewer.locator(':focus');
    const isInside = await page.evaluate(() => document.activeElement?.localName === 'ehr-results-viewer');
    if (!isInside && stops.length > 0) return stops;
    const stop = await focused(viewer);
    // A field for a date has a stop for its day, its month and its year.
    if (stop === '' || stop === stops.at(-1)) continue;
    assert.match(stop, /^(\S+ "|text: \S)/, `a stop without a name: ${stop}`);
    const isSeen = await inside.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    });
    assert.ok(isSeen, `the focus cannot be seen on ${stop}`);
    stops.push(stop);
  }
  throw new Error(`The focus does not leave: ${stops.join('; ')}`);
}

async function pressUntil(page: Page, viewer: Locator, key: string, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press(key);
    passed.push(await focused(viewer));
    if (wanted.test(passed.at(-1) ?? '')) return;
  }
  throw new Error(`${String(wanted)} is not among ${passed.join('; ')}`);
}

/** Nothing that can be pressed, chosen or read as a whole is without a name. */
function assertNamed(tree: string): void {
  const roles =
    'article|button|link|searchbox|textbox|combobox|checkbox|slider|grid|gridcell|rowheader|columnheader|heading|region|figure|img|tree|treeitem';
  const unnamed = tree
    .split('\n')
    .filter((line) => new RegExp(`^\\s*- '?(?:${roles})(?: \\[[^\\]]*\\])*:?'?$`).test(line));
  assert.deepEqual(unnamed, []);
}
