import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { dressNames } from '../../../packages/sandbox/src/dress/wardrobe.ts';
import { storiesOf } from '../../../packages/sandbox/src/patients/stories/stories.ts';
import type { RecordSettings } from '../../../packages/sdk/src/record/settings.ts';
import { tableOf } from '../../support/table.ts';
import { ChangingServer } from './changing-server.ts';
import { assertSame, readAll, type Reading } from './reading.ts';

/** A patient whose results fill more than one page. */
const MARGARET = 'p-1001';
/** Everybody there. */
const PATIENTS = storiesOf('S').flatMap(({ records }) => records['university-hospital']?.patientId ?? []);
/** As athenahealth names its patients: the practice is part of the id. */
const AT_PRACTICE = 'a-195900.E-1001';

/** How much was asked, not counting what had to be asked twice because it came too fast. */
const asked = ({ requests }: Reading): number =>
  new Set(requests.map((path) => path.replace(/&_revinclude=[^&]*/, ''))).size;

describe('the record of a patient', () => {
  let server: ChangingServer;
  before(async () => {
    server = await ChangingServer.start();
    await server.copy(MARGARET, AT_PRACTICE);
  });
  after(() => server.close());

  /** Requests for each patient, by dress. */
  const counts = new Map<string, Map<string, number>>();

  async function readDressed(
    dress: string | null,
    patient: string,
    settings?: Partial<RecordSettings>,
  ): Promise<Reading> {
    await server.behave(dress);
    const reading = await readAll(server.base, patient, undefined, settings);
    const row = counts.get(dress ?? 'no dress') ?? new Map<string, number>();
    if (!settings) counts.set(dress ?? 'no dress', row.set(patient, reading.requests.length));
    return reading;
  }

  it('is there to compare with', async () => {
    const plain = await readDressed(null, MARGARET);
    for (const state of Object.values(plain.states)) assert.equal(state.kind === 'ready' && state.content, 'some');
  });

  for (const dress of dressNames) {
    // athenahealth reads the practice out of the patient's id.
    const patients = dress === 'athenahealth' ? [AT_PRACTICE] : PATIENTS;
    it(`is whole, and the same, from a server like ${dress}`, async () => {
      for (const patient of patients) {
        const plain = await readDressed(null, patient);
        const reading = await readDressed(dress, patient);
        assertSame(reading, plain);
        const metadata = reading.requests.filter((path) => path.startsWith('metadata'));
        assert.ok(metadata.length <= 1, `${metadata.length} requests for the CapabilityStatement`);
      }
    });

    it(`is as whole with what is said of each line, in as few requests, from a server like ${dress}`, async () => {
      const patient = dress === 'athenahealth' ? AT_PRACTICE : MARGARET;
      const onDemand = await readDressed(dress, patient);
      const withLines = await readDressed(dress, patient, { provenance: 'with-lines' });
      assertSame(withLines, await readDressed(null, patient, { provenance: 'with-lines' }));
      assert.equal(asked(withLines), asked(onDemand));
    });
  }

  it('is told as failed, after few requests, where a practice has to be named and nothing names it', async () => {
    const reading = await readDressed('athenahealth', MARGARET);
    for (const [name, state] of Object.entries(reading.states)) {
      assert.equal(state.kind, name === 'patient' ? 'ready' : 'failed', name);
    }
    assert.ok(reading.requests.length <= 15, `${reading.requests.length} requests`);
  });

  after(() => {
    const patients = [...PATIENTS, AT_PRACTICE];
    const rows = [...counts].map(([dress, row]) => [dress, ...patients.map((patient) => row.get(patient) ?? '')]);
    console.log(tableOf(['requests', ...patients], rows));
  });
});
