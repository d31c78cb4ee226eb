/**
 * Running the command: start, say where, stop when told to.
 * @module
 */
import { once } from 'node:events';
import { SandboxError, type Sandbox } from '../server/options.ts';
import { startSandbox } from '../server/start.ts';
import { help, readArguments } from './arguments.ts';

/** Runs the command until it is told to stop (SIGINT, SIGTERM), and gives the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    const command = readArguments(args);
    if (command.kind === 'help') {
      process.stdout.write(help);
      return 0;
    }
    const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    const progress = (message: string) => void process.stderr.write(`${message}\n`);
    const sandbox = await startSandbox({ ...command.options, progress });
    process.stdout.write(command.json ? `${JSON.stringify(inJson(sandbox))}\n` : inWords(sandbox));
    await stopped;
    await sandbox.close();
    return 0;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function inJson({ home, portal, ehr, admin, organisations }: Sandbox) {
  return { home, portal, ehr, admin, organisations: organisations.map(({ name, fhirBase }) => ({ name, fhirBase })) };
}

function inWords({ home, portal, ehr, organisations }: Sandbox): string {
  const width = Math.max(...organisations.map(({ name }) => name.length));
  return `
The sandbox is ready. Open one of these in a browser:

  Demo portal  ${portal}
  Demo EHR     ${ehr}
  Start page   ${home}

FHIR R4:
${organisations.map(({ name, fhirBase }) => `  ${name.padEnd(width)}  ${fhirBase}`).join('\n')}

Stop it with Ctrl+C.
`;
}
