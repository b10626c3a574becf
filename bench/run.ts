import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `npm run bench` runs every bench/*/main.ts one after the other; `npm run bench -- pod` only bench/pod.
const asked = process.argv.slice(2);
const known = globSync('*/main.ts', { cwd: import.meta.dirname })
  .map((path) => path.split('/')[0] ?? path)
  .toSorted();
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  process.stderr.write(`error: no benchmark ${unknown.join(', ')}; there are: ${known.join(', ') || 'none yet'}\n`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : known) {
    await import(pathToFileURL(join(import.meta.dirname, name, 'main.ts')).href);
  }
}
