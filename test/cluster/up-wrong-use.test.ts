import { expect, test } from 'vitest';
import { runMain, writeInputs } from '../command/run-main.ts';

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
