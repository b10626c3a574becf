import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import { COMMAND } from '../command-in-clone.ts';
import { type Run, runMain, writeInput, writeInputs } from './run-main.ts';

/** A pod of one container with this command, in YAML's flow. */
export function pod(command: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  restartPolicy: Never\n  containers:\n  - name: work\n    image: work:1\n    command: [${command}]\n`;
}

/** A Job whose sidecar has a startup probe. */
export const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - name: proxy
        image: proxy:1
        restartPolicy: Always
        command: [sh, -c, 'trap "echo proxy stops; exit 0" TERM; echo proxy up; touch ready; while :; do sleep 0.05; done']
        startupProbe: {exec: {command: [test, -f, ready]}, periodSeconds: 1}
      containers:
      - name: work
        image: work:1
        command: [sh, -c, 'echo hello from \${HOSTNAME%-*}']
`;
/** Looks every few milliseconds; the test's own limit ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((again) => setTimeout(again, 20));
}

/** What there still is of pods. */
export function left(state: string): readonly string[] {
  const files = existsSync(state) ? readdirSync(state) : [];
  const processes = readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      environmentOf(pid).includes(`OUTRIGGER_STATE=${state}\0`) &&
      environmentOf(pid).includes('OUTRIGGER_CONTAINER='),
  );
  return [...files, ...processes];
}

/** Its environment, as one text; empty when it has gone. */
export function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** Runs in this process, with a state folder of its own. */
export async function run(text: string, ...flags: readonly string[]): Promise<Run> {
  return runMain(['run', writeInput(text), ...flags], { env: environment(writeInputs({})) });
}

/** What a command knows of this machine. */
export function environment(state: string): Record<string, string> {
  return { OUTRIGGER_STATE: state, PATH: process.env.PATH ?? '', HOME: dirname(state) };
}

/** Runs in a process of its own, for signals. */
export function spawnRun(text: string, ...given: readonly (string | { readonly state: string })[]) {
  const flags = given.filter((each) => typeof each === 'string');
  const state = given.find((each) => typeof each === 'object')?.state ?? writeInputs({});
  const child = spawn(process.execPath, [COMMAND, 'run', writeInput(text), ...flags], {
    env: { ...process.env, ...environment(state) },
  });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      told[name] += chunk.toString();
    });
  }
  onTestFinished(() => void child.kill('SIGKILL'));
  const exitCode = new Promise<number | null>((end) => child.once('close', end));
  return {
    child,
    state,
    exitCode,
    stdout: () => told.stdout,
    stderr: () => told.stderr,
    says: (what: string) => until(() => told.stderr.includes(what)),
    prints: (what: string) => until(() => told.stdout.includes(what)),
  };
}
