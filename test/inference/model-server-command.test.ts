import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMAND } from '../command-in-clone.ts';
import { PATIENT } from './envoy/start-envoy.ts';
import { interruptTwice } from './interrupt-twice.ts';

describe('inference model-server, with an answer under way', { timeout: 60_000 }, () => {
  test('a Ctrl-C that comes twice at once, from the terminal and from npx, breaks off nothing', async () => {
    const { child, stderr, giveUp } = await underWay();
    interruptTwice(child);
    await expect.poll(stderr, PATIENT).toContain('Ctrl-C again breaks them off');
    const exit = once(child, 'exit');
    giveUp();
    expect(await exit).toEqual([0, null]);
  });

  test('a second one, after the first has been told of, breaks it off', async () => {
    const { child, stderr } = await underWay();
    child.kill('SIGINT');
    await expect.poll(stderr, PATIENT).toContain('Ctrl-C again breaks them off');
    const exit = once(child, 'exit');
    child.kill('SIGINT');
    expect(await exit).toEqual([130, null]);
  });
});

/** A server that streams an answer of minutes. */
async function underWay() {
  const line = [COMMAND, 'inference', 'model-server', '--port', '0', '--model', 'm'];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes;
  });
  const [ready] = (await once(child.stdout, 'data')) as [Buffer];
  const [url] = /http:\S+/.exec(String(ready)) ?? [];
  const gone = new AbortController();
  const body = JSON.stringify({ model: 'm', prompt: 'hello', stream: true, max_tokens: 20_000, ignore_eos: true });
  const response = await fetch(`${url}/v1/completions`, { method: 'POST', body, signal: gone.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  // Broken off sooner or later, by one side or the other.
  reader.closed.catch(() => {});
  return { child, stderr: () => said, giveUp: () => gone.abort() };
}
