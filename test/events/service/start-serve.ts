import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, clientOf, createLocal, type LocalServer, serveHttp } from '@outrigger/cluster';
import { type EventReader, remoteReader } from '@outrigger/events';
import { onTestFinished } from 'vitest';
import { COMMAND } from '../../command-in-clone.ts';

/** The command as it stands in the clone. */

/** An API server that processes of their own can reach, for as long as the test runs. */
export interface ReachedCluster {
  readonly server: LocalServer;
  readonly client: Client;
  readonly kubeconfig: string;
  /** Of the test's own. */
  readonly folder: string;
}

/** Starts one on a port that is free. */
export async function startCluster(): Promise<ReachedCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-events-serve-'));
  const server = createLocal({ token: 'T' });
  const http = await serveHttp(server, 0);
  onTestFinished(async () => {
    await http.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const kubeconfig = join(folder, 'kubeconfig');
  const place = `{ name: a, cluster: { server: "${http.url}" } }`;
  writeFileSync(
    kubeconfig,
    `{ apiVersion: v1, kind: Config, current-context: a, clusters: [${place}], users: [{ name: a, user: { token: T } }],
  contexts: [{ name: a, context: { cluster: a, user: a } }] }\n`,
  );
  return { server, client: clientOf(server, { username: 'admin', groups: ['system:masters'] }), kubeconfig, folder };
}

/** `outrigger events serve` as a user has it: in a process of its own. */
export interface ServeProcess {
  readonly url: string;
  readonly reader: EventReader;
  readonly stderr: () => string;
  readonly metrics: () => Promise<string>;
  /** Ends it; its exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts it; resolves when it says that it listens. */
export async function startServe(
  { kubeconfig, folder }: Pick<ReachedCluster, 'kubeconfig' | 'folder'>,
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServeProcess> {
  const child = spawn(
    process.execPath,
    [COMMAND, 'events', 'serve', '--kubeconfig', kubeconfig, '--port', '0', ...flags],
    {
      env: { ...process.env, OUTRIGGER_RUN: 'source', XDG_STATE_HOME: folder, ...env },
    },
  );
  const out = { stdout: '', stderr: '' };
  child.stderr.on('data', (text) => {
    out.stderr += text;
  });
  const exited = new Promise<number | null>((ended) => child.once('exit', ended));
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return exited;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
  });
  const line = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (text) => {
      out.stdout += text;
      if (out.stdout.includes('\n')) ready(out.stdout);
    });
    void exited.then((code) => failed(new Error(`serve ended with ${code}: ${out.stderr}`)));
  });
  const [, url = ''] = /^ready: (\S+)/.exec(line) ?? [];
  const metrics = async () => await (await fetch(`${url}/metrics`)).text();
  return { url, reader: remoteReader(url), stderr: () => out.stderr, metrics, end };
}
