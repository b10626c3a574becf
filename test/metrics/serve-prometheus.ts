import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { freePort } from '../free-port.ts';

/** A series and its value, as Prometheus' API gives it. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Asks a Prometheus for the value of an expression, now or at a time in seconds; undefined where it refuses. */
export type Ask = (expression: string, time?: number) => Promise<readonly Sample[] | undefined>;

/** Starts a real Prometheus on this machine, with its data in `folder/data`; answers when it does. It ends with the test. */
export async function servePrometheus(folder: string, config: object, flags: readonly string[] = []): Promise<Ask> {
  const port = await freePort();
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const places = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const prometheus = spawn('prometheus', [...places, `--web.listen-address=127.0.0.1:${port}`, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    prometheus.kill('SIGKILL');
    if (prometheus.exitCode === null && prometheus.signalCode === null) await once(prometheus, 'exit');
  });
  const said: string[] = [];
  for await (const line of createInterface(prometheus.stderr)) {
    said.push(line);
    if (line.includes('Server is ready to receive web requests')) {
      prometheus.stderr.resume();
      return async (expression, time) => ask(port, expression, time);
    }
  }
  throw new Error(`Prometheus did not start:\n${said.join('\n')}`);
}

async function ask(port: number, query: string, time?: number): Promise<readonly Sample[] | undefined> {
  const form = new URLSearchParams({ query, ...(time !== undefined && { time: String(time) }) });
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/query`, { method: 'POST', body: form });
  const { data } = (await response.json()) as { readonly data?: { readonly result: readonly Sample[] } };
  return data?.result;
}

/** Lets a server listen on this machine, and answers with the port. */
export async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
