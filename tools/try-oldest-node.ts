import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Runs what would be published under the oldest Node that it promises to run on, which nothing else here does: all of its files
// are read, and commands of each kind end well. Needs `npm run build` first.
const DIST = 'packages/outrigger/dist';
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['explain', 'examples/legacy-proxy.yaml'],
  ['migrate', 'examples/legacy-proxy.yaml'],
  ['events', 'classify', 'BackOff'],
  ['scan', 'examples/native-sidecar.yaml', '-o', 'json'],
  ['inference', 'simulate', '--help'],
  ['up', '--api-only', '--', 'echo', 'ran'],
];

const version = oldestNode();
let failures = 0;
if (under('--version')?.trim() !== `v${version}`) throw new Error(`npm exec did not run Node ${version}`);
// A process or a thread of its own begins with what it is handed.
const files = readdirSync(DIST).filter(
  (name) => name.endsWith('.js') && !/^supervisor|-(?:worker|thread)\.js$/.test(name),
);
const urls = files.map((name) => pathToFileURL(resolve(DIST, name)).href);
const readAll = `for (const url of ${JSON.stringify(urls)}) await import(url);`;
under('--input-type=module', '--eval', readAll);
for (const command of COMMANDS) {
  // As bin/outrigger.js does, which in a clone would look for the sources.
  const run = `import { main } from './${DIST}/main.js'; process.exitCode = await main(process.argv);`;
  const told = under('--input-type=module', '--eval', run, '--', 'outrigger', ...command);
  if (told === '') fail('said nothing');
}
process.exitCode = failures > 0 ? 1 : 0;

/** Of the package's `engines`, with the patch that npm would not choose. */
function oldestNode(): string {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  return `${engines.node.replace('>=', '')}.0`;
}

/** Runs the oldest Node; says how it went, with all of it only when it failed. */
function under(...parameters: readonly string[]): string | undefined {
  const run = ['exec', '--yes', `--package=node@${version}`, '--', 'node', ...parameters];
  const { status, stdout, stderr } = spawnSync('npm', run, { encoding: 'utf8', timeout: 120_000 });
  const shown = parameters.filter((word) => word.length < 60 && !word.startsWith('--input')).join(' ');
  process.stdout.write(`node@${version} ${shown}: ${status === 0 ? 'ok' : 'FAILED'}\n`);
  if (status === 0) return stdout;
  fail(`${stdout}${stderr}`);
  return undefined;
}

function fail(why: string): void {
  failures += 1;
  process.stderr.write(`${why}\n`);
}
