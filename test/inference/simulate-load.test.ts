import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { LLAMA2_7B_A100, serveModel } from '../../packages/inference/src/index.ts';
import { runMain } from '../command/run-main.ts';

test('measures a server at one rate after the other, as programs read it', async () => {
  const port = await modelServer();
  const { exitCode, stdout } = await load(port, '--qps', '20,40', '--workload', 'shared-prefix', '-o', 'json');
  expect(exitCode).toBe(0);
  const { items } = JSON.parse(stdout);
  expect(items).toHaveLength(2);
  for (const [at, row] of items.entries()) {
    expect(row).toMatchObject({ perSecond: [20, 40][at], failed: 0, shed: 0 });
    expect(row.answered).toBe(row.sent);
    expect(row.sent).toBeGreaterThan(8);
    expect(row.ttft.p50).toBeGreaterThan(0);
    expect(row.endToEnd.p50).toBeGreaterThan(row.ttft.p50);
  }
  // The second rate asks what the first has left in the cache.
  expect(items[1].cached).toBeGreaterThan(items[0].cached);
});

test('prints a table for people', async () => {
  const { stdout } = await load(await modelServer(), '--qps', '20');
  const [head, row] = stdout.split('\n');
  expect(head).toMatch(/^WORKLOAD +QPS +SENT +ANSWERED +SHED +FAILED +TTFT P50/);
  expect(row).toMatch(/^sharegpt +20 +\d+ +\d+ +0 +0 +[\d.]+ms/);
});

test('tells what was shed from what failed', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(asked++ % 2 === 0 ? 429 : 500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { exitCode, stdout, stderr } = await load((server.address() as AddressInfo).port, '--qps', '20', '-o', 'json');
  const [row] = JSON.parse(stdout).items;
  expect(exitCode).toBe(1);
  expect(row.errors).toEqual({ 'http-500': Math.floor(row.sent / 2) });
  expect(row.shed).toBe(Math.ceil(row.sent / 2));
  expect(row.ttft.p50).toBeNull();
  expect(stderr).toContain('20/s failed: http-500 × ');
});

test('tells silence within an answer from one that is cut short', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"text":"a"}]}\n\n', () => {
      if (asked++ % 2 === 0) response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const flags = ['--qps', '10', '--timeout', '1', '-o', 'json'];
  const { stdout } = await load((server.address() as AddressInfo).port, ...flags);
  const [row] = JSON.parse(stdout).items;
  expect(row.errors).toEqual({ 'cut-short': Math.ceil(row.sent / 2), timeout: Math.floor(row.sent / 2) });
});

test('says when nobody is there', async () => {
  const none = await load(9, '--qps', '5');
  expect(none.exitCode).toBe(3);
  expect(none.stderr).toContain('nobody answers at 127.0.0.1:9: ECONNREFUSED');
});

test.each([
  [['--target', 'here'], '--target: "here" is no URL'],
  [['--qps', '5,0'], '--qps: "5,0" is no list of numbers above 0'],
  [['--qps', '1,1e9'], '--qps: 1,1e9 for 30 s are too many requests'],
  [['--header', 'a: b\u0001'], '--header: "a: b\\u0001" is no header'],
  [['--seconds', '0'], '--seconds: nothing happens in 0 seconds'],
])('of %j it says what is wrong', async (flags, words) => {
  const { exitCode, stderr } = await runMain(['inference', 'load', '--target', 'http://127.0.0.1:9', ...flags]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(words);
});

function load(port: number, ...flags: readonly string[]) {
  return runMain(['inference', 'load', '--target', `http://127.0.0.1:${port}`, '--seconds', '1', ...flags]);
}

async function modelServer(): Promise<number> {
  const server = await serveModel({
    host: '127.0.0.1',
    port: 0,
    model: 'base',
    adapters: [],
    engine: { ...LLAMA2_7B_A100, kvTokens: 2_000_000, mostBatchedTokens: 20_000 },
    seed: 1,
    speed: 50,
  });
  onTestFinished(() => server.close());
  return server.port;
}
