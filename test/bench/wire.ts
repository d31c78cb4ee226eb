/**
 * What decimals cost to keep, and what a small first page gains.
 *
 *     npx node test/bench/wire.ts
 *
 * @module
 */
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { startSandbox } from '../../packages/sandbox/src/index.ts';
import { searchPages } from '../../packages/sdk/src/fhir/search.ts';
import { parseJson } from '../../packages/sdk/src/format/decimal.ts';
import type { Search } from '../../packages/sdk/src/topics/topic.ts';

const BYTES = 10_000_000;
const TURNS = 7;

decimals();
await pages();

function decimals(): void {
  const rows = [0, 0.01, 0.1, 1].map((share) => {
    const json = bundle(share);
    return {
      'share of results like 5.0': share,
      'JSON.parse, ms': median(() => JSON.parse(json)),
      'ours, ms': median(() => parseJson(json)),
      'a reviver, ms': median(() => JSON.parse(json, (_: string, value: unknown) => value)),
    };
  });
  console.table(rows);
}

/** Laboratory results, 10 MB of them. */
function bundle(share: number): string {
  const entries: string[] = [];
  for (let size = 0; size < BYTES; size += entries.at(-1)!.length) {
    const index = entries.length;
    const value = index % 100 < share * 100 ? '5.0' : `${index % 9}.${1 + (index % 8)}`;
    entries.push(
      `{"resource":{"resourceType":"Observation","id":"o${index}","status":"final","category":[{"coding":[{"system":` +
        `"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{` +
        `"system":"http://loinc.org","code":"2345-7","display":"Glucose"}],"text":"Glucose"},"subject":{"reference":` +
        `"Patient/p"},"effectiveDateTime":"2024-01-02T08:00:00Z","valueQuantity":{"value":${value},"unit":"mmol/L",` +
        `"system":"http://unitsofmeasure.org","code":"mmol/L"},"referenceRange":[{"low":{"value":3.9,"unit":"mmol/L"},` +
        `"high":{"value":5.6,"unit":"mmol/L"}}]},"search":{"mode":"match"}}`,
    );
  }
  return `{"resourceType":"Bundle","type":"searchset","entry":[${entries.join(',')}]}`;
}

function median(work: () => unknown): number {
  const times = Array.from({ length: TURNS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.round(times.sort((one, other) => one - other)[Math.floor(TURNS / 2)]!);
}

async function pages(): Promise<void> {
  const sandbox = await startSandbox({ port: 0, auth: 'off', size: 'L' });
  const base = sandbox.organisations[0]!.fhirBase;
  const patient = await longest(base);
  const search: Search = { type: 'Observation', by: 'patient', params: { category: 'laboratory', _sort: '-date' } };
  // The server keeps an answer for its later pages: the first one is not like the others.
  await (await fetch(`${base}/Observation?patient=${patient}&category=laboratory&_sort=-date`)).text();
  const rows = [];
  for (const size of [50, 200, 500]) {
    const url = `${base}/Observation?patient=${patient}&category=laboratory&_sort=-date&_count=${size}`;
    const times = [];
    let bytes = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const started = performance.now();
      bytes = (await (await fetch(url)).text()).length;
      times.push(performance.now() - started);
    }
    const middle = times.sort((one, other) => one - other)[Math.floor(TURNS / 2)]!;
    rows.push({
      'entries of a first page': size,
      'answer, ms': Math.round(middle),
      'size, kB': Math.round(bytes / 1000),
    });
  }
  console.table(rows);
  let requests = 0;
  let read = 0;
  const counting = (url: string, init?: RequestInit): Promise<Response> => {
    requests++;
    return fetch(url, init);
  };
  for await (const page of searchPages({ base, fetch: counting }, search, patient)) read += page.matches.length;
  console.log(`All pages: ${requests} requests, ${read} entries, those of the first page twice.`);
  await sandbox.close();
}

/** The patient with the most laboratory results. */
async function longest(base: string): Promise<string> {
  const { entry = [] } = (await (await fetch(`${base}/Patient?_count=200`)).json()) as Bundle<FhirResource>;
  const counted = entry.map(async ({ resource }): Promise<[string, number]> => {
    const id = resource?.id ?? '';
    const answer = await fetch(`${base}/Observation?patient=${id}&category=laboratory&_summary=count`);
    return [id, ((await answer.json()) as Bundle).total ?? 0];
  });
  return (await Promise.all(counted)).sort(([, one], [, other]) => other - one)[0]![0];
}
