import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runMain } from '../../command/run-main.ts';
import { PATIENT } from '../envoy/start-envoy.ts';
import { startModelServer } from '../envoy/start-model-server.ts';
import { chosenFor, serve } from '../start-serve.ts';

test('serve leaves out a server whose answers fail, and says so: to people, to Prometheus, to explain', {
  timeout: 60_000,
}, async () => {
  await using well = await startModelServer();
  await using ill = await startModelServer();
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-ejection-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'decisions.jsonl');
  const { address, metrics, stderr, child } = await serve([
    ...['--endpoints', `${well.address},${ill.address}`, '--policy', 'weighted'],
    ...['--metrics', '127.0.0.1:0', '--decisions', log],
  ]);
  const chosen: string[] = [];
  while (chosen.filter((each) => each === ill.address).length < 5)
    chosen.push(await chosenFor(address, 'm', (endpoint) => (endpoint === ill.address ? 503 : 200)));
  const after = await Promise.all(Array.from({ length: 10 }, () => chosenFor(address, 'm', () => 200)));
  expect(new Set(after)).toEqual(new Set([well.address]));
  await expect.poll(stderr, PATIENT).toBe(`${ill.address} is ejected for 30 s: its answers fail (last 503)\n`);
  const page = await (await fetch(`http://${metrics}/metrics`)).text();
  expect(page).toContain('outrigger_inference_ejections_active{name="default"} 1');
  expect(page).toContain(
    `outrigger_inference_endpoint_ejected{name="default",model_server_endpoint="${ill.address}"} 1`,
  );
  expect(page).toMatch(/outrigger_inference_ejections_total{name="default",cause="consecutive-\S+"} 1/);
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode, PATIENT).toBe(0);
  const { stdout } = await runMain(['inference', 'explain', log]);
  expect(stdout).toMatch(
    new RegExp(`ejected: ${ill.address}, for \\d+ s more: answers of 502, 503 or 504 in a row, the last 503`),
  );
  expect(stdout).toContain('among the only endpoint');
});
