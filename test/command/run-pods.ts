import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The command from its sources, in a process of its own. */
export const COMMAND: readonly string[] = [
  '--conditions=@outrigger/source',
  join(resolve(import.meta.dirname, '../..'), 'test/node/run-command.ts'),
];

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
