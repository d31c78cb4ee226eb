/**
 * What can be said on the command line.
 * @module
 */
import { parseArgs } from 'node:util';
import { dressNames } from '../dress/wardrobe.ts';
import type { Size } from '../patients/stories/stories.ts';
import { SandboxError, type SandboxOptions } from '../server/options.ts';
import { lifetimeNames, readLifetimes } from './lifetimes.ts';

/** A command line, understood. */
export type Command =
  { readonly kind: 'help' } | { readonly kind: 'start'; readonly options: SandboxOptions; readonly json: boolean };

export const help = `ehr-sandbox: FHIR R4 servers with SMART App Launch on this machine, with made-up patients.

Usage: ehr-sandbox [options]

  --port N         port of the FHIR servers, sign-in, demo EHR and start page (4460; 0 picks a free one)
  --portal-port N  port of the demo portal (the one after --port)
  --seed N         other patients: the same seed and day give the same ones (1)
  --size S|M|L     how much of it: a dozen people (S), and one more with 3,000 (M) or 30,000 resources (L)
  --db FILE        keep the data in SQLite files named after FILE, one an organisation (in memory)
  --load PATH      load Bundles, resources or NDJSON from a file or a folder into the first organisation;
                   may be given several times
  --auth off       serve FHIR without sign-in, for local scripts (on)
  --lifetime NAME=SECONDS
                   how long things live: ${lifetimeNames.slice(0, 4).join(', ')},
                   ${lifetimeNames.slice(4).join(', ')}; may be given several times
  --dress NAME     behave like a vendor's server: ${dressNames.slice(0, 6).join(', ')},
                   ${dressNames.slice(6).join(', ')}; ORGANISATION=NAME for one organisation;
                   may be given several times
  --faults FAULT   let things go wrong: kind[:value][@where][#count][%percent], as latency:200,
                   error:503@Observation#2, drop%10; ORGANISATION=FAULT for one organisation; may be given
                   several times
  --json           when ready, print one line of JSON instead of words
  --help           show this

It answers on this machine only. Stop it with Ctrl+C.
`;

/** Reads a command line. Throws SandboxError with a sentence that says what is wrong. */
export function readArguments(args: readonly string[]): Command {
  const values = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.auth !== undefined && values.auth !== 'on' && values.auth !== 'off') {
    throw new SandboxError(`--auth is "on" or "off", not "${values.auth}".`);
  }
  const { size } = values;
  if (size !== undefined && !isSize(size)) throw new SandboxError(`--size is S, M or L, not "${size}".`);
  const port = portOf('--port', values.port);
  const portalPort = portOf('--portal-port', values['portal-port']);
  const seed = numberOf('--seed', values.seed);
  return {
    kind: 'start',
    json: values.json ?? false,
    options: {
      ...(port === undefined ? {} : { port }),
      ...(portalPort === undefined ? {} : { portalPort }),
      ...(seed === undefined ? {} : { seed }),
      ...(size === undefined ? {} : { size }),
      ...(values.db === undefined ? {} : { db: values.db }),
      ...(values.load === undefined ? {} : { load: values.load }),
      ...(values.auth === undefined ? {} : { auth: values.auth }),
      ...(values.lifetime === undefined ? {} : { lifetimes: readLifetimes(values.lifetime) }),
      ...(values.dress === undefined ? {} : { dress: values.dress }),
      ...(values.faults === undefined ? {} : { faults: values.faults }),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'portal-port': { type: 'string' },
        seed: { type: 'string' },
        size: { type: 'string' },
        db: { type: 'string' },
        load: { type: 'string', multiple: true },
        auth: { type: 'string' },
        lifetime: { type: 'string', multiple: true },
        dress: { type: 'string', multiple: true },
        faults: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new SandboxError(`${(error as Error).message.split('. To specify')[0]}. Try ehr-sandbox --help.`, error);
  }
}

function isSize(text: string): text is Size {
  return ['S', 'M', 'L'].includes(text);
}

function portOf(flag: string, text: string | undefined): number | undefined {
  const port = numberOf(flag, text);
  if (port !== undefined && port > 65_535) throw new SandboxError(`${flag} is a number from 0 to 65535, not ${text}.`);
  return port;
}

function numberOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new SandboxError(`${flag} is a whole number, not "${text}".`);
  return Number(text);
}
