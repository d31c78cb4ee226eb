import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { dressNames } from '../../../packages/sandbox/src/dress/wardrobe.ts';
import type { RecordSettings } from '../../../packages/sdk/src/record/settings.ts';
import { ChangingServer } from './changing-server.ts';
import { assertSame, readAll, type Reading } from './reading.ts';

/** A patient whose results fill more than one page. */
const MARGARET = 'p-1001';
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

  async function readDressed(
    dress: string | null,
    patient: string,
    settings?: Partial<RecordSettings>,
  ): Promise<Reading> {
    await server.behave(dress);
    return readAll(server.base, patient, undefined, settings);
  }
  const told = (test: TestContext, { requests }: Reading, plain?: Reading): void => {
    const more = plain && requests.length - plain.requests.length;
    test.diagnostic(`${requests.length} requests${more === undefined ? '' : `, ${more} more than without a dress`}`);
  };

  it('is there to compare with', async (test) => {
    const plain = await readDressed(null, MARGARET);
    for (const state of Object.values(plain.states)) assert.equal(state.kind === 'ready' && state.content, 'some');
    told(test, plain);
  });

  for (const dress of dressNames) {
    const patients = dress === 'athenahealth' ? [AT_PRACTICE] : [MARGARET, 'p-1002', 'p-1003', 'p-1005', 'p-1012'];
    it(`is whole, and the same, from a server like ${dress}`, async (test) => {
      for (const patient of patients) {
        const plain = await readDressed(null, patient);
        const reading = await readDressed(dress, patient);
        assertSame(reading, plain);
        const metadata = reading.requests.filter((path) => path.startsWith('metadata'));
        assert.ok(metadata.length <= 1, `${metadata.length} requests for the CapabilityStatement`);
        if (patient === patients[0]) told(test, reading, plain);
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

  it('is told as failed, after few requests, where a practice has to be named and nothing names it', async (test) => {
    const reading = await readDressed('athenahealth', MARGARET);
    for (const [name, state] of Object.entries(reading.states)) {
      assert.equal(state.kind, name === 'patient' ? 'ready' : 'failed', name);
    }
    told(test, reading);
  });
});
