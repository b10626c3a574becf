import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from './steps.ts';

/** What a call has printed, with what differs from run to run masked. */
export interface Printed {
  readonly args: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the steps one after the other against a server that `cluster` tells how to reach (a `cluster` of a kubeconfig). */
export async function runSteps(
  kubectl: string,
  steps: readonly Step[],
  { cluster, user = {} }: { readonly cluster: object; readonly user?: object },
): Promise<readonly Printed[]> {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  const kubeconfig = join(home, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'x',
    clusters: [{ name: 'x', cluster }],
    users: [{ name: 'x', user }],
    contexts: [{ name: 'x', context: { cluster: 'x', user: 'x', namespace: 'demo' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  // Only in the data: a uid and a time may have a 25, too.
  const env = { ...process.env, HOME: home, KUBECONFIG: kubeconfig, KUBE_EDITOR: 'sed -i /^...y.:/s/25/52/' };
  const printed: Printed[] = [];
  for (const { args, input } of steps) {
    const words = args.split(/ (?![^{[]*[}\]]$)/);
    printed.push({ args, ...(await run({ kubectl, words, env, input })) });
  }
  return printed;
}

/** The minor version of a kubectl. */
export async function minorOf(kubectl: string): Promise<number> {
  const words = ['version', '--client', '-o', 'json'];
  const { stdout } = await run({ kubectl, words, env: process.env, input: undefined });
  const { clientVersion } = JSON.parse(stdout) as { readonly clientVersion: { readonly minor: string } };
  return Number.parseInt(clientVersion.minor, 10);
}

interface Called {
  readonly kubectl: string;
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly input: unknown;
}

function run({ kubectl, words, env, input }: Called): Promise<Omit<Printed, 'args'>> {
  const child = spawn(kubectl, words, { env, timeout: 15_000 });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    out.stdout += text;
  });
  child.stderr.on('data', (text) => {
    out.stderr += text;
  });
  // Who has been refused may not read to the end.
  child.stdin.on('error', () => {});
  child.stdin.end(input === undefined ? '' : JSON.stringify(input));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ exit: code ?? 1, stdout: mask(out.stdout), stderr: mask(out.stderr) }));
  });
}

/** Ages, times, versions, names with chance in them, addresses that the server chooses; and the widths that follow from them. */
function mask(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replaceAll(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll(/("?resourceVersion"?: )"\d+"/g, '$1"<rv>"')
    .replaceAll(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replaceAll(/10\.96\.\d+\.\d+/g, '<ip>')
    .replaceAll(/(?<![\w.:-])\d+(s|m|h|d|y)(\d+(s|m|h|d))?(?![\w-])/g, '<age>')
    .replaceAll(/\/tmp\/[\w./-]+/g, '<file>')
    .replaceAll(/^(diff|---|\+\+\+).*$/gm, '$1')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ +$/gm, '');
}
