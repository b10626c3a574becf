import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommand } from '../../test/bundle-command.ts';
import { type Containerd, startContainerd } from '../../test/node/containerd/start-containerd.ts';
import { installContainerd } from '../../test/node/install-containerd.ts';
import { runMany } from '../../test/node/scale/run-many.ts';
import { measureCriCalls } from '../cri-calls/measure-cri-calls.ts';
import { type LifeTimes, measureLife } from './measure-life.ts';
import { measurePodman } from './measure-podman.ts';
import { medians } from './medians.ts';
import { GATED_POD, PLAIN_POD } from './pods.ts';

// What running pods costs: one pod against a real kubelet and against podman, and many pods at once.
const TIMES = 9;
const MANY = 200;
const REST_MS = 30_000;

const folder = mkdtempSync(join(tmpdir(), 'outrigger-bench-run-'));
const command = [bundleCommand(folder)];
const write = (line: string) => process.stdout.write(`${line}\n`);
const fileOf = (name: string, pod: object): string => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(pod));
  return path;
};
const gated = fileOf('gated', GATED_POD);
const plain = fileOf('plain', PLAIN_POD);

const missing = process.getuid?.() === 0 ? installContainerd() : 'containers need root';
if (missing !== undefined) process.stderr.write(`SKIPPED containers: ${missing}\n`);
const daemon = missing === undefined ? await startContainerd() : undefined;
try {
  await againstKubelet(daemon);
  await againstPodman(daemon);
} finally {
  await daemon?.stop();
}
await many();
rmSync(folder, { recursive: true });

/** Three sidecars with a startup probe each. kubelet 1.36.2 was measured on this kind of machine, median of six. */
async function againstKubelet(containerd: Containerd | undefined): Promise<void> {
  write(`A pod with three probe-gated sidecars, medians of ${TIMES}, in ms:`);
  row('', ['first container', 'app started', 'delete to gone', 'command to app']);
  row('kubelet 1.36.2', [460, 3900, 890]);
  row('aim', [undefined, 1000, 500]);
  lifeRow('processes', await often(() => measureLife(command, [gated])));
  if (!containerd) return;
  // In turns with the bare calls, so that whatever else the machine does is the same for both.
  const calls: Awaited<ReturnType<typeof measureCriCalls>>[] = [];
  const life = await often(async () => {
    calls.push(await measureCriCalls(containerd.endpoint, 1));
    return measureLife(command, [gated, ...on(containerd)]);
  });
  lifeRow('containerd', life);
  const took = medians(calls);
  const { RunPodSandbox, CreateContainer, StartContainer, ExecSync } = took;
  const start = CreateContainer + StartContainer;
  const stop = 4 * (took.StopContainer + took.RemoveContainer) + took.StopPodSandbox + took.RemovePodSandbox;
  row('bare CRI calls', [RunPodSandbox + start, RunPodSandbox + 4 * start + 3 * ExecSync, stop]);
}

/** One container. */
async function againstPodman(containerd: Containerd | undefined): Promise<void> {
  write(`\nA plain pod, whole commands, medians of ${TIMES}, in ms:`);
  row('', ['until it runs', 'until it is gone']);
  const processes = await often(() => measureLife(command, [plain]));
  row('processes', [processes.command, processes.gone]);
  if (!containerd) return;
  const containers = await often(() => measureLife(command, [plain, ...on(containerd)]));
  row('containerd', [containers.command, containers.gone]);
  try {
    const { play, down } = measurePodman(plain, TIMES);
    row('podman kube play', [play, down]);
  } catch (error) {
    process.stderr.write(`SKIPPED podman: ${(error as Error).message}\n`);
  }
}

async function many(): Promise<void> {
  write(`\n${MANY} pods of three containers, as processes of one command:`);
  const one = await runMany({ command, pods: 1, restMs: 1000, probed: false });
  for (const probed of [false, true]) {
    const { readyMs, goneMs, worker, supervisor } = await runMany({ command, pods: MANY, restMs: REST_MS, probed });
    const perPod = (worker.memory - one.worker.memory) / (MANY - 1) / 2 ** 20;
    write(`${probed ? 'with a readiness probe every 10 s each' : 'without probes after the start'}:`);
    write(`  start to all Ready        ${(readyMs / 1000).toFixed(2)} s`);
    write(`  worker at rest            ${worker.restPercent.toFixed(2)} % of a core (aim 2)`);
    write(`  supervisor at rest        ${supervisor.restPercent.toFixed(2)} % of a core`);
    write(`  memory of the worker      ${perPod.toFixed(2)} MB for each pod (aim 1)`);
    write(`  Ctrl-C to all gone        ${(goneMs / 1000).toFixed(2)} s`);
  }
}

async function often(measure: () => Promise<LifeTimes>): Promise<LifeTimes> {
  const lives: LifeTimes[] = [];
  while (lives.length < TIMES) lives.push(await measure());
  return medians(lives);
}

function on({ endpoint }: Containerd): readonly string[] {
  return ['--driver', 'cri', '--cri', endpoint];
}

function lifeRow(name: string, { first, app, gone, command: whole }: LifeTimes): void {
  row(name, [first, app, gone, whole]);
}

function row(name: string, cells: readonly (string | number | undefined)[]): void {
  const texts = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : (cell ?? '')).padStart(17));
  write(name.padEnd(18) + texts.join(''));
}
