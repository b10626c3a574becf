import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleCommand } from '../../test/bundle-command.ts';
import { measureStartUp } from './measure-start-up.ts';

// What a person waits for: whole processes of the bundled command against an empty Node process, which is the limit.
const RUNS = 40;
const AIM = 2.5;

const folder = mkdtempSync(join(tmpdir(), 'outrigger-start-up-'));
const command = bundleCommand(folder);
const example = resolve(import.meta.dirname, '../../examples/native-sidecar.yaml');
const lines: readonly (readonly string[])[] = [
  ['--version'],
  ['explain', example],
  ['explain', example, '-o', 'json'],
  ['explain', example, '-o', 'html'],
  ['explain', example, '--compare', 'legacy'],
  ['explain', '--help'],
];
for (const line of lines) {
  const { empty, command: took, ratio } = measureStartUp(command, line, RUNS);
  const what = line.map((word) => (word === example ? 'native-sidecar.yaml' : word)).join(' ');
  const against = `${took.toFixed(1)} ms against ${empty.toFixed(1)} ms of an empty Node`;
  process.stdout.write(`outrigger ${what.padEnd(46)} ${against}: ${ratio.toFixed(2)} times (aim ${AIM})\n`);
}
rmSync(folder, { recursive: true });
