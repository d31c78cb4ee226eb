import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { results, type ResultsView } from '../../../packages/sdk/src/topics/results.ts';
import { formatQuantity } from '../../../packages/sdk/src/format/number.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { send, serve, type TestServer } from '../../support/fhir-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

/** The results of a server that writes its numbers like this. */
async function resultsSent(numbers: readonly string[]): Promise<ResultsView> {
  const observation = (number: string, index: number): string =>
    `{"resource":{"resourceType":"Observation","id":"o${index}","status":"final","code":{"text":"Test ${index}"},
      "valueQuantity":{"value": ${number},"unit":"mmol/L"}}}`;
  server = await serve((_, response) =>
    send(response, `{"resourceType":"Bundle","type":"searchset","entry":[${numbers.map(observation).join(',')}]}`),
  );
  const record = recordOf(new FixedSession([serverSource('Clinic', server.base, 'p1')]));
  return new Promise((resolve) => {
    record.watch(results, (state) => {
      if (state.kind === 'ready') resolve(state.view);
    });
  });
}

describe('a decimal', () => {
  it('reaches the screen with the digits that the server wrote', async () => {
    const shown = {
      '5.0': '5.0',
      '5': '5',
      '1.10': '1.10',
      '0.000': '0.000',
      '100.00': '100.00',
      '-0.50': '−0.50',
      '1e3': '1e3',
      '1.0E-7': '1.0E-7',
      '0.10000000000000000000': '0.10000000000000000000',
      '12345678901234567890.5': '12,345,678,901,234,567,890.5',
    };
    const { lines } = await resultsSent(Object.keys(shown));
    const told = new Map(
      lines.map(({ reference, value }) => [
        reference,
        value.kind === 'quantity' && formatQuantity(value.quantity, 'en'),
      ]),
    );
    Object.values(shown).forEach((number, index) => {
      assert.equal(told.get(`Observation/o${index}`), `${number}\u00a0mmol/L`);
    });
  });
});
