// Starts the command in a clone of the repository: the built output where it is up to date, else the sources.
// Modules of Node's own are not imported, because that reads all of their properties: see bin/outrigger.js.
const builtin = async (name) => process.getBuiltinModule?.(`node:${name}`) ?? (await import(`node:${name}`));
const { existsSync, readdirSync, statSync } = await builtin('fs');

// Paths, not URLs: a thousand URLs take as long as the rest of the start.
const packages = decodeURIComponent(new URL('../..', import.meta.url).pathname);
const built = `${packages}/outrigger/dist/main.js`;
const source = `${packages}/outrigger/src/main.ts`;
const pinnedNode = `${packages}/../node_modules/node/bin/node`;

/** Runs the command in this process, or in the repository's own Node where this one is too old for the sources. */
export async function startFromClone() {
  if (Number(process.versions.node.split('.')[0]) < 24) return rerunOnPinnedNode();
  const module = await builtin('module');
  module.enableCompileCache();
  const { main } = await import(isBuildFresh() ? built : useSources(module));
  process.exitCode = await main(process.argv);
}

/** A build older than any source would answer with yesterday's code. OUTRIGGER_RUN=built|source decides by hand. */
function isBuildFresh() {
  if (process.env.OUTRIGGER_RUN === 'built') return true;
  if (process.env.OUTRIGGER_RUN === 'source' || !existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return readdirSync(packages).every((name) => !hasNewer(`${packages}/${name}/src`, builtAt));
}

function hasNewer(folder, time) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? hasNewer(`${folder}/${entry.name}`, time)
      : !entry.name.endsWith('.test.ts') && statSync(`${folder}/${entry.name}`).mtimeMs > time,
  );
}

/** What `node --conditions=@outrigger/source` does, without a second process. */
function useSources(module) {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, '@outrigger/source'] }),
  });
  return source;
}

async function rerunOnPinnedNode() {
  if (!existsSync(pinnedNode)) {
    process.stderr.write(
      `error: a clone of Outrigger runs on Node 24; this is Node ${process.versions.node} (${process.execPath})\n` +
        'hint: run `npm ci` in the clone, which brings its own Node 24, or put Node 24 on your PATH\n',
    );
    process.exitCode = 3;
    return;
  }
  const { spawn } = await builtin('child_process');
  const child = spawn(pinnedNode, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
