/**
 * Whether one batch is quicker than several searches at a time: the searches of a patient summary, against the sandbox
 * over HTTP/1.1, with no delay of the network and with 50 ms to each request.
 *
 *     npx node test/bench/batch.ts
 *
 * The server is a process of its own. Browsers open six connections to an origin (HTTP/1.1); so does this.
 * @module
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { startSandbox } from '../../packages/sandbox/src/index.ts';

const CONNECTIONS = 6;
const TURNS = 30;
const PATIENT = 'p-1001';

interface Ready {
  readonly fhirBase: string;
  readonly behaviour: string;
}

/** Milliseconds until the first answer, and until all. */
interface Times {
  readonly first: number;
  readonly all: number;
}

if (process.send === undefined) await measure();
else await serve();

function searches(): string[] {
  const found = [
    'Condition?',
    'AllergyIntolerance?',
    'MedicationRequest?_include=MedicationRequest:medication&',
    'MedicationStatement?_include=MedicationStatement:medication&',
    'Immunization?',
    'Observation?category=vital-signs&',
    'Observation?category=laboratory&',
    'Encounter?',
  ].map((search) => `${search}patient=${PATIENT}&_count=50`);
  return [`Patient/${PATIENT}`, ...found];
}

async function measure(): Promise<void> {
  const child = fork(import.meta.filename);
  const [ready] = (await once(child, 'message')) as [Ready];
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const rows = [];
  for (const latency of [0, 50]) {
    await behave(agent, ready, latency);
    const ways = {
      'nine requests, six at a time': () => sideBySide(agent, ready.fhirBase),
      'one batch': () => inOne(agent, ready.fhirBase),
      'CapabilityStatement, then one batch': async () => {
        const started = performance.now();
        await ask(agent, `${ready.fhirBase}/metadata`);
        const asked = performance.now() - started;
        const { first, all } = await inOne(agent, ready.fhirBase);
        return { first: first + asked, all: all + asked };
      },
    };
    for (const [way, read] of Object.entries(ways)) {
      const times: Times[] = [];
      for (let turn = 0; turn < TURNS; turn++) times.push(await read());
      // The first few open connections and warm caches.
      const warm = times.slice(5);
      rows.push({
        'latency, ms': latency,
        way,
        'first answer, ms': median(warm.map(({ first }) => first)),
        'all, ms': median(warm.map(({ all }) => all)),
      });
    }
  }
  console.table(rows);
  agent.destroy();
  await shut(child);
}

async function sideBySide(agent: Agent, base: string): Promise<Times> {
  const started = performance.now();
  const ends = await Promise.all(
    searches().map(async (search) => {
      JSON.parse(await ask(agent, `${base}/${search}`));
      return performance.now() - started;
    }),
  );
  return { first: Math.min(...ends), all: Math.max(...ends) };
}

async function inOne(agent: Agent, base: string): Promise<Times> {
  const entry = searches().map((url) => ({ request: { method: 'GET', url } }));
  const started = performance.now();
  const body = await ask(agent, base, JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }));
  const answers = (JSON.parse(body) as { entry: { response: { status: string } }[] }).entry;
  if (answers.some(({ response }) => !response.status.startsWith('200'))) throw new Error('A search was refused.');
  const took = performance.now() - started;
  return { first: took, all: took };
}

async function behave(agent: Agent, { behaviour }: Ready, latency: number): Promise<void> {
  const faults = latency > 0 ? [`latency:${latency}`] : [];
  await ask(agent, behaviour, JSON.stringify({ faults }), 'application/json');
}

function ask(agent: Agent, url: string, post?: string, type = 'application/fhir+json'): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = post === undefined ? {} : { 'Content-Type': type };
    const asking = request(url, { agent, method: post === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${url} was answered ${response.statusCode}.`));
      });
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(post);
  });
}

function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
  return Math.round(middle);
}

async function shut(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** The other process. */
async function serve(): Promise<void> {
  const sandbox = await startSandbox({ port: 0, auth: 'off' });
  const [{ fhirBase, slug }] = sandbox.organisations as [(typeof sandbox.organisations)[number]];
  process.send!({ fhirBase, behaviour: `${sandbox.admin}organisations/${slug}` });
  process.once('disconnect', () => void sandbox.close());
}
