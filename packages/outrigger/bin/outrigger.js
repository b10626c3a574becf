#!/usr/bin/env node
// Starts the command. Plain JavaScript, so that a Node too old to run Outrigger still reads it and says so. Modules of
// Node's own are not imported, because that reads all of their properties and takes a tenth of the time to start.
const { existsSync } = process.getBuiltinModule?.('node:fs') ?? (await import('node:fs'));
const fromClone = new URL('../dev/from-clone.js', import.meta.url);

if (existsSync(fromClone)) {
  // Not published: in a clone, `npx outrigger` works before any build.
  const { startFromClone } = await import(fromClone.href);
  await startFromClone();
} else if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `error: Outrigger needs Node 22.19 or newer; this is Node ${process.versions.node} (${process.execPath})\n`,
  );
  process.exitCode = 3;
} else {
  process.getBuiltinModule('node:module').enableCompileCache();
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(process.argv);
}

function isTooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 19);
}
