import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './prometheus.ts';

/** A series and its value now, as Prometheus' API gives it. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/**
 * Starts a real Prometheus on this machine that scrapes a text, with more in the configuration of the scrape, and answers
 * when the first scrape is in: with a function that asks it. It ends with the test.
 */
export async function startPrometheus(
  exposition: string,
  scrapeConfig: object,
): Promise<(query: string) => Promise<readonly Sample[]>> {
  const target = createServer((_, response) => {
    target.emit('scraped');
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(exposition);
  });
  const targetPort = await listen(target);
  const port = await freePort();
  const folder = temporaryFolder();
  const job = { job_name: 'kube-state-metrics', honor_labels: true, ...scrapeConfig };
  const targets = [{ targets: [`127.0.0.1:${targetPort}`] }];
  const config = { global: { scrape_interval: '1s' }, scrape_configs: [{ ...job, static_configs: targets }] };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const prometheus = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    prometheus.kill('SIGKILL');
    if (prometheus.exitCode === null) await once(prometheus, 'exit');
    target.close();
    target.closeAllConnections();
  });
  // By the second scrape, the first has been stored.
  await once(target, 'scraped');
  await once(target, 'scraped');
  return async (query) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await response.json()) as { readonly data: { readonly result: readonly Sample[] } };
    return data.result;
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}
