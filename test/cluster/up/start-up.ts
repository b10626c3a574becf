import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../../command-in-clone.ts';

/** A cluster that runs as a user has it: by the command, in a process of its own. */
export interface UpCluster {
  readonly url: string;
  readonly kubeconfig: string;
  readonly process: ChildProcess;
  /** What it has printed to stderr. */
  readonly stderr: () => string;
  /** Asks it to end; its exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `outrigger up`; resolves when it says that it is ready. */
export async function startUp(flags: readonly string[] = []): Promise<UpCluster> {
  const home = mkdtempSync(join(tmpdir(), 'outrigger-up-'));
  const env = { ...process.env, OUTRIGGER_RUN: 'source', XDG_STATE_HOME: home };
  const child = spawn(process.execPath, [COMMAND, 'up', '--token', 'T', ...flags], { env });
  const out = { stdout: '', stderr: '' };
  child.stderr.on('data', (text) => {
    out.stderr += text;
  });
  const exited = new Promise<number | null>((ended) => child.once('exit', ended));
  void exited.then(() => rmSync(home, { recursive: true, force: true }));
  const line = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (text) => {
      out.stdout += text;
      if (out.stdout.includes('\n')) ready(out.stdout);
    });
    void exited.then((code) => failed(new Error(`up ended with ${code}: ${out.stderr}`)));
  });
  const [, url = '', kubeconfig = ''] = /^ready: (\S+) +export KUBECONFIG=(\S+)/.exec(line) ?? [];
  return {
    url,
    kubeconfig,
    process: child,
    stderr: () => out.stderr,
    end(signal = 'SIGINT') {
      child.kill(signal);
      return exited;
    },
  };
}

/** What a call of kubectl printed. */
export interface Called {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls kubectl as a user of the cluster. */
export function kubectlOf(
  { kubeconfig }: Pick<UpCluster, 'kubeconfig'>,
  more: Readonly<Record<string, string>> = {},
): (line: string, input?: string) => Called {
  const env = { ...process.env, ...more, KUBECONFIG: kubeconfig };
  return (line, input = '') => {
    const { status, stdout, stderr } = spawnSync('kubectl', wordsOf(line), { env, input, encoding: 'utf8' });
    return { exitCode: status, stdout, stderr };
  };
}

/** Words as a shell has them, with single quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
}
