import { expect, test } from 'vitest';
import { runMain, writeInput, writeInputs } from '../command/run-main.ts';

const here = import.meta.filename;

test.each([
  [['--watch', '/nowhere/deploy'], '--watch: /nowhere/deploy: no such folder', 2],
  [['--watch', here], `--watch: ${here}: is no folder`, 2],
  [['--port', '70000'], '--port: there is no port 70000', 2],
])('outrigger up %j ends with what is wrong', async (flags, message, code) => {
  const { stdout, stderr, exitCode } = await runMain(['up', ...flags], { env: { XDG_STATE_HOME: writeInputs({}) } });
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  expect(stderr).toContain(`error: ${message}`);
});

// Node's own recursive mkdir would try for ever there.
test.runIf(process.platform === 'linux').each([
  [['--data', '/proc/x'], 'no cluster can be kept in /proc/x'],
  [['--state', '/proc/x'], 'no cluster can be kept in /proc/x'],
  [['--api-only', '--kubeconfig', '/proc/1/x/y'], 'no kubeconfig can be written to /proc/1/x/y'],
  [['--data', '/dev/null/x'], 'no cluster can be kept in /dev/null/x'],
])('outrigger up %j ends where the system makes no folder', async (flags, message) => {
  const { stderr, exitCode } = await runMain(['up', ...flags], { env: { XDG_STATE_HOME: writeInputs({}) } });
  expect(stderr).toMatch(new RegExp(`^error: ${message}: E[A-Z]+: `));
  expect(exitCode).toBe(3);
});

test.each([
  ['replicas: 2', 'replica: 2', 'unknown field "spec.replica"', 5],
  ['replicas: 2', 'replicas: -2', 'spec.replicas: Invalid value: -2: must be greater than or equal to 0', 5],
  ['kind: Deployment', 'kind: Deploymnet', 'no matches for kind "Deploymnet" in version "apps/v1"', 2],
])('outrigger up of a manifest with %j as %j ends with its place', async (right, wrong, message, line) => {
  const file = writeInput(DEPLOYMENT.replace(right, wrong));
  const flags = ['--api-only', '-f', file];
  const { stdout, stderr, exitCode } = await runMain(['up', ...flags], { env: { XDG_STATE_HOME: writeInputs({}) } });
  expect(stderr).toContain(`error: ${message}\n  --> ${file}:${line}:`);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: app, image: 'app:1'}]
`;
