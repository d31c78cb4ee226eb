#!/usr/bin/env node
/**
 * `ehr-sandbox`: starts a sandbox and says where it is.
 * @module
 */

// Before anything else is loaded: an old Node would fail on the first import, with words that help nobody.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`The sandbox needs Node 22.13 or newer, and this is Node ${process.versions.node}.`);
  console.error('Install a newer Node from https://nodejs.org and run the command again.');
  process.exit(1);
}

const { runCommand } = await import('./command/run.ts');
process.exitCode = await runCommand(process.argv.slice(2));

export {};
