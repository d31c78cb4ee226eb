/** Every visit of today that the server holds for somebody is in their agenda once, with who comes and how it stands. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from 'fhir/r4.js';
import { startDemo, type Demo } from '../support/demo.ts';
import { held, label, plain } from '../support/held.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';

/** The hospital keeps UTC−7 all year. */
const HERE = 7 * 3_600_000;

let demo: Demo;
let hosts: HostPages;
before(async () => {
  demo = await startDemo({ auth: 'off' });
  hosts = await serveHostPages({
    '/': '<ehr-session persona="clinician"><ehr-appointment-list view="agenda"></ehr-appointment-list></ehr-session>',
  });
});
after(async () => {
  await demo?.close();
  await hosts?.close();
});

const STATUS: Partial<Record<Appointment['status'], RegExp>> = {
  booked: /Booked/,
  arrived: /Arrived/,
  'checked-in': /Checked in/,
  fulfilled: /Attended/,
  noshow: /No show/,
  cancelled: /Cancelled/,
};

interface Shown {
  readonly reference: string;
  readonly text: string;
}

/** What the agenda of today shows of somebody, cancelled visits too. */
async function today(practitioner: string): Promise<Shown[]> {
  const page = await demo.visit(hosts.origin);
  await page
    .locator('ehr-appointment-list')
    .evaluate((list, agendaOf) => Object.assign(list, { agendaOf }), `Practitioner/${practitioner}`);
  await page
    .locator('ehr-session')
    .evaluate((session, fhirBase) => Object.assign(session, { fhirBase, patient: 'p-1001' }), demo.fhirBase);
  const agenda = page.locator('ehr-appointment-list');
  await agenda.getByRole('grid').waitFor();
  const cancelled = agenda.getByRole('checkbox', { name: /cancelled/i });
  if ((await cancelled.count()) > 0) await cancelled.check();
  const shown = await agenda.locator('td[data-key]').evaluateAll((cells) =>
    cells.map((cell) => ({
      reference: /Appointment\/[\w.-]+$/.exec((cell as HTMLElement).dataset['key'] ?? '')?.[0] ?? '',
      text: (cell as HTMLElement).innerText,
    })),
  );
  await page.close();
  return shown;
}

describe('the agenda of today holds what the server holds', () => {
  for (const practitioner of ['anil-patel', 'elena-petrova']) {
    it(`for ${practitioner}`, async () => {
      const day = new Date(Date.now() - HERE).toISOString().slice(0, 10);
      const all = await held<Appointment>(demo.fhirBase, `Appointment?practitioner=Practitioner/${practitioner}`);
      const own = all.filter(({ start }) => start?.startsWith(day));
      const shown = await today(practitioner);
      assert.deepEqual(shown.map(({ reference }) => reference).sort(), own.map(({ id }) => `Appointment/${id}`).sort());
      assert.ok(own.length > 0, 'somebody comes today');
      for (const { id, status, start = '', serviceType, participant } of own) {
        const { text = '' } = shown.find(({ reference }) => reference.endsWith(`/${id}`)) ?? {};
        assert.match(text, new RegExp(start.slice(11, 16)));
        assert.match(text, STATUS[status] ?? /never/);
        const who = participant.find(({ actor }) => actor?.reference?.startsWith('Patient/'))?.actor?.display ?? '';
        assert.ok(plain(text).includes(plain(who)), `${who} in ${text}`);
        assert.ok(plain(text).includes(plain(label(serviceType?.[0]))), text);
      }
    });
  }
});
