/** Every appointment that the server holds is in the list once, in its group, with its time, read off the server's JSON. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment, Patient } from 'fhir/r4.js';
import type { Page } from 'playwright-core';
import { held, label, plain } from '../support/held.ts';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';

let pages: PatientPages;
before(async () => {
  pages = await servePatientPages('ehr-appointment-list');
});
after(() => pages?.close());

interface Shown {
  readonly reference: string;
  readonly group: string;
  readonly text: string;
}

async function read(page: Page): Promise<{ lines: Shown[]; text: string }> {
  const list = page.locator('ehr-appointment-list');
  await list.locator('article[aria-busy=false]').waitFor();
  for (;;) {
    const more = list.getByRole('button', { name: /^Show \d+ more/ });
    if ((await more.count()) === 0) break;
    await more.first().click();
  }
  return list.evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const lines = [...root.querySelectorAll<HTMLElement>('[part~=line]')].map((one) => ({
      reference:
        /Appointment\/[\w.-]+$/.exec(one.querySelector<HTMLElement>('[data-key]')?.dataset['key'] ?? '')?.[0] ?? '',
      group: one.classList[1] ?? '',
      text: one.innerText,
    }));
    return { lines, text: root.querySelector<HTMLElement>('article')?.innerText ?? '' };
  });
}

describe('the list of appointments holds what the server holds', () => {
  it('for every patient of the sandbox and of the shared data', { timeout: 300_000 }, async (test) => {
    const patients = await held<Patient>(pages.base, 'Patient?');
    let compared = 0;
    for (const { id = '' } of patients) {
      await test.test(`Patient/${id}`, async () => {
        const appointments = await held<Appointment>(pages.base, `Appointment?patient=${id}`);
        const { lines, text } = await pages.show(id, read);
        assert.doesNotMatch(text, /undefined|null|NaN|\[object/);
        const told = appointments.filter(({ status }) => status !== 'entered-in-error');
        assert.deepEqual(
          lines.map(({ reference }) => reference).sort(),
          told.map((one) => `Appointment/${one.id}`).sort(),
        );
        for (const one of told)
          compare(
            one,
            lines.find(({ reference }) => reference.endsWith(`/${one.id}`)),
          );
        compared += told.length;
      });
    }
    assert.ok(compared >= 25, `${compared} appointments compared`);
  });
});

function compare({ status, start, end, serviceType, cancelationReason }: Appointment, shown: Shown | undefined): void {
  assert.ok(shown);
  assert.equal(shown.group, groupOf(status, end ?? start), `${status} ${start}`);
  // By the clock of the place, as it was sent; where nobody told its zone, by the reader's, which is told then.
  const isUntold = shown.text.includes('Zone of the place not recorded');
  const clock = isUntold && start ? new Date(start).toISOString() : start;
  if (clock) assert.ok(shown.text.includes(clock.slice(11, 16)), `${start} in ${shown.text}`);
  const name = label(serviceType?.[0]);
  if (name) assert.ok(plain(shown.text).includes(plain(name)), `${name} in ${shown.text}`);
  const reason = label(cancelationReason);
  if (reason) assert.ok(plain(shown.text).includes(plain(reason)), `${reason} in ${shown.text}`);
}

function groupOf(status: Appointment['status'], end: string | undefined): string {
  const isOver = end !== undefined && Date.parse(end) < Date.now();
  switch (status) {
    case 'cancelled':
      return 'cancelled';
    case 'fulfilled':
    case 'noshow':
      return 'past';
    case 'proposed':
    case 'pending':
    case 'waitlist':
      return isOver ? 'past' : 'requested';
    case 'arrived':
    case 'checked-in':
      // Who is there is seen, however late it has become.
      return 'upcoming';
    default:
      return isOver ? 'past' : 'upcoming';
  }
}
