import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CriDriver, type CriOptions, createCriDriver } from '@outrigger/node';
import { type Container, kubeletOf, readPod } from '@outrigger/pod';
import { onTestFinished } from 'vitest';
import type { Containerd } from '../containerd/start-containerd.ts';

type Runtime = Awaited<ReturnType<CriDriver['open']>>;
type Setup = Parameters<Runtime['start']>[0]['setup'];
type End = Parameters<Parameters<CriDriver['open']>[1]['exited']>[1];

/** A pod in a test's hands. */
export interface TestPod {
  readonly driver: CriDriver;
  readonly runtime: Runtime;
  readonly folder: string;
  readonly container: (name: string) => Container;
  /** Makes the pod's sandbox. */
  readonly sandbox: (attempt?: number) => Promise<{ readonly id: string; readonly podIp: string }>;
  /** Starts a container as its spec says; `setup` says otherwise. The instance is called `NAME-ATTEMPT`. */
  readonly start: (
    name: string,
    more?: { readonly attempt?: number; readonly setup?: Partial<Setup> },
  ) => Promise<string>;
  /** Runs a shell command, and gives its output. */
  readonly sh: (id: string, command: string) => Promise<string>;
  readonly exec: (id: string, command: readonly string[], timeoutMs?: number) => ReturnType<Runtime['exec']>;
  /** When an instance has ended, and how. */
  readonly ended: (id: string) => Promise<End>;
  /** The ends that have been told, in their order. */
  readonly ends: readonly (readonly [id: string, end: End])[];
  /** The sandbox that was said to be lost. */
  readonly lost: Promise<string>;
  readonly log: (name: string) => string;
  /** The same pod in the hands of another driver. */
  readonly again: (options?: Partial<CriOptions>, folder?: string) => Promise<TestPod>;
}

/** Opens a pod by a driver of its own; both are gone after the test. */
export async function openTestPod(daemon: Containerd, spec: object, given: Given = {}): Promise<TestPod> {
  const { uid = randomUUID(), folder = folderForTest(), options = {} } = given;
  const pod = { metadata: { name: 'pod', namespace: 'test', uid, labels: { app: 'a' } }, spec };
  const kubelet = kubeletOf('1.36.2');
  if (!kubelet) throw new Error('no such kubelet');
  const model = readPod(pod as never, kubelet);
  const driver = await createCriDriver({ endpoint: daemon.endpoint, ...options });
  const ends: [string, End][] = [];
  const waiting = new Map<string, (end: End) => void>();
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>();
  const runtime = await driver.open(
    { namespace: 'test', name: 'pod', uid, pod, folder },
    {
      exited(id, end) {
        ends.push([id, end]);
        waiting.get(id)?.(end);
      },
      sandboxLost: lose,
    },
  );
  onTestFinished(async () => {
    await runtime.removeAll();
    await driver[Symbol.asyncDispose]();
  });
  const container = (name: string) => {
    const found = model.containers.find((one) => one.name === name);
    if (!found) throw new Error(`no container ${name}`);
    return found;
  };
  let sandbox = '';
  const exec: TestPod['exec'] = (id, command, timeoutMs = 10_000) =>
    runtime.exec(id, { command, timeoutMs, signal: new AbortController().signal });
  return {
    driver,
    runtime,
    folder,
    container,
    async sandbox(attempt = 0) {
      const made = await runtime.createSandbox(attempt);
      sandbox = made.id;
      return made;
    },
    async start(name, { attempt = 0, setup = {} } = {}) {
      const id = `${name}-${attempt}`;
      sandbox ||= (await runtime.inspect()).sandboxes[0]?.id ?? '';
      const whole = { ...setupOf(spec, name), logPath: join(folder, 'logs', name, `${attempt}.log`), ...setup };
      await runtime.start({ id, container: container(name), attempt, sandbox, setup: whole });
      return id;
    },
    async sh(id, command) {
      const result = await exec(id, ['sh', '-c', command]);
      return result.output.trimEnd();
    },
    exec,
    ended: (id) =>
      new Promise((resolve) => {
        const told = ends.find(([one]) => one === id);
        if (told) resolve(told[1]);
        else waiting.set(id, resolve);
      }),
    ends,
    lost,
    log: (name) => readFileSync(join(folder, 'logs', name, '0.log'), 'utf8'),
    again: (more = {}, place = folder) =>
      openTestPod(daemon, spec, { uid, folder: place, options: { ...options, ...more } }),
  };
}

/** What a second driver of the same pod is given. */
interface Given {
  readonly uid?: string;
  readonly folder?: string;
  readonly options?: Partial<CriOptions>;
}

/** A folder that is gone after the test. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-pod-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function setupOf(spec: object, name: string): Omit<Setup, 'logPath'> {
  const lists = spec as Readonly<Record<string, readonly Written[]>>;
  const written = [
    ...(lists.containers ?? []),
    ...(lists.initContainers ?? []),
    ...(lists.ephemeralContainers ?? []),
  ].find((one) => one.name === name);
  return {
    command: written?.command ?? [],
    args: written?.args ?? [],
    workingDir: written?.workingDir,
    env: [],
    mounts: [],
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: written?.terminationMessagePolicy ?? 'File',
  };
}

interface Written {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly terminationMessagePolicy?: Setup['terminationMessagePolicy'];
}
