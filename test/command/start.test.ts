import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishCommand } from '../published-command.ts';

const home = resolve(import.meta.dirname, '../../packages/outrigger');
const fromClone = join(home, 'bin/outrigger.js');
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
/** Makes a Node believe that it is an older one, without installing one. */
const asNode20 = `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})`;

test('a clone runs the sources without a build', () => {
  const { status, stdout, stderr } = node([fromClone, '--version'], { OUTRIGGER_RUN: 'source' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('a clone started by an older Node goes on in its own Node 24', () => {
  const { status, stdout, stderr } = node([asNode20, fromClone, '--version'], { OUTRIGGER_RUN: 'source' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('an older Node is refused with exit code 3 and what to do, where there is no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-old-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ['bin', 'dev', 'package.json']) {
    cpSync(join(home, part), join(folder, 'packages/outrigger', part), { recursive: true });
  }
  const { status, stdout, stderr } = node([asNode20, join(folder, 'packages/outrigger/bin/outrigger.js'), '--version']);
  expect(stderr).toMatch(/^error: a clone of Outrigger runs on Node 24; this is Node 20\.20\.2 .*\nhint: run `npm ci`/);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
});

test('the published command needs nothing from the clone, and refuses a Node below its floor', () => {
  const published = publishCommand();
  expect(node([published, '--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  const refused = node([asNode20, published, '--version']);
  expect(refused.stderr).toMatch(/^error: Outrigger needs Node 22\.19 or newer; this is Node 20\.20\.2 \(/);
  expect(refused.status).toBe(3);
});

test('the published command says its version within 120 ms', () => {
  const published = publishCommand();
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    node([published, '--version']);
    return performance.now() - start;
  });
  // The fastest of a few: what the command costs, not what else the machine was doing.
  expect(Math.min(...times)).toBeLessThan(120);
});

test('as a kubectl plugin the usage starts with kubectl', () => {
  const { stdout } = node([join(home, 'bin/kubectl-outrigger.js'), '--help'], { OUTRIGGER_RUN: 'source' });
  expect(stdout).toMatch(/^Usage: kubectl outrigger /);
});

test('wrong use is exit code 2 with nothing on stdout', () => {
  const { status, stdout, stderr } = node([fromClone, '--no-such-flag'], { OUTRIGGER_RUN: 'source' });
  expect(stderr).toMatch(/^error: unknown option '--no-such-flag'/);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test.runIf(existsSync('/dev/full'))('a full disk is said in words, with exit code 3', () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const run = (stderr: number | 'pipe') =>
    spawnSync(process.execPath, [fromClone, '--version'], {
      encoding: 'utf8',
      env: { ...process.env, OUTRIGGER_RUN: 'source' },
      stdio: ['ignore', full, stderr],
    });
  expect(run('pipe')).toMatchObject({
    status: 3,
    stderr: 'error: standard output cannot be written: no space left on device\n',
  });
  expect(run(full).status).toBe(3);
});

function node(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}
