import { type ChildProcess, spawn } from 'node:child_process';
import type { Call, Listed, Notice, ProcessSpec } from '../protocol.ts';
import { type ContainedProcess, startProcess } from './contained-process.ts';
import { MARK } from './process-table.ts';
import { runCommand } from './run-command.ts';
import { createSweep } from './sweep.ts';

/** All pods whose processes a supervisor holds. */
export interface HeldPods {
  /** Carries out a call; rejects with what the machine says. */
  readonly carryOut: (call: Exclude<Call, { call: 'cancel' }>, signal: AbortSignal) => Promise<unknown>;
  /** Whether anything runs, or anybody has still to ask how something ended. */
  readonly isEmpty: () => boolean;
}

interface HeldPod {
  readonly sandboxes: Map<string, Holder>;
  readonly containers: Map<string, HeldContainer>;
}

interface HeldContainer extends ContainedProcess {
  readonly sandbox: string;
}

interface Holder {
  readonly child: ChildProcess;
  readonly podIp: string;
}

/** Holds pods' processes; `notify` is told what happens unasked. */
export function holdPods(notify: (notice: Notice) => void): HeldPods {
  const pods = new Map<string, HeldPod>();
  const sweep = createSweep();
  const podOf = (name: string): HeldPod => {
    const pod = pods.get(name) ?? { sandboxes: new Map(), containers: new Map() };
    pods.set(name, pod);
    return pod;
  };
  const containerOf = (pod: string, id: string): HeldContainer => {
    const found = pods.get(pod)?.containers.get(id);
    if (!found) throw new Error(`no container ${id}`);
    return found;
  };
  const hold = async (pod: string, sandbox: string, podIp: string): Promise<void> => {
    // The pause container of processes: while it lives, the pod has its sandbox.
    const child = spawn('sleep', ['2147483647'], {
      argv0: 'outrigger-pause',
      detached: true,
      stdio: 'ignore',
      cwd: '/',
      env: { PATH: process.env.PATH, [MARK]: markOf(pod, sandbox) },
    });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    podOf(pod).sandboxes.set(sandbox, { child, podIp });
    child.once('exit', () => {
      if (pods.get(pod)?.sandboxes.get(sandbox)?.child === child) notify({ notice: 'sandboxLost', pod, sandbox });
    });
  };
  const letGo = async (pod: string, sandbox: string): Promise<void> => {
    const held = pods.get(pod);
    // A container that nobody knew of yet when its sandbox was lost would run beside the one that follows it.
    const inIt = [...(held?.containers.values() ?? [])].filter((container) => container.sandbox === sandbox);
    await Promise.all(inIt.map((container) => container.stop('SIGKILL', 0)));
    const holder = held?.sandboxes.get(sandbox);
    held?.sandboxes.delete(sandbox);
    holder?.child.kill('SIGKILL');
  };
  const start = async (
    pod: string,
    id: string,
    sandbox: string,
    spec: ProcessSpec,
  ): Promise<{ readonly startedAt: number; readonly pid: number }> => {
    const startedAt = Date.now();
    const held = pods.get(pod);
    // As containerd says it (pkg/cri/server/container_start.go, v1.6.20).
    if (!held || !isReady(held.sandboxes.get(sandbox)))
      throw new Error(`sandbox container "${sandbox}" is not running`);
    const contained = await startProcess(spec, markOf(pod, id), sweep);
    held.containers.set(id, { ...contained, sandbox });
    contained.ended.then((end) => notify({ notice: 'exited', pod, id, end }));
    return { startedAt, pid: contained.pid };
  };
  /** What an earlier supervisor that was killed has left of a pod: nobody hears its ends or its output. */
  const clean = (pod: string): Promise<void> => sweep(markOf(pod, ''));
  const forget = async (pod: string): Promise<void> => {
    const held = pods.get(pod);
    if (!held) return clean(pod);
    await Promise.all([...held.containers.values()].map((container) => container.stop('SIGKILL', 0)));
    await Promise.all([...held.sandboxes.keys()].map((sandbox) => letGo(pod, sandbox)));
    pods.delete(pod);
  };
  const crash = (pod: string, what: (Call & { call: 'crash' })['what']): void => {
    const held = pods.get(pod);
    if (!held) return;
    if (what !== 'sandbox') {
      for (const [id, container] of held.containers) {
        if (what === 'everything' || id.startsWith(`${what.container}/`)) container.crash();
      }
    }
    if (typeof what === 'string') for (const { child } of held.sandboxes.values()) child.kill('SIGKILL');
  };
  const list = async (pod: string): Promise<Listed> => {
    const held = pods.get(pod);
    if (!held) await clean(pod);
    return {
      sandboxes: [...(held?.sandboxes ?? [])].map(([id, holder]) => {
        return { id, podIp: holder.podIp, ready: isReady(holder) };
      }),
      containers: [...(held?.containers ?? [])].map(([id, container]) => {
        const end = container.end();
        return { id, running: end === undefined, ...(end && { end }) };
      }),
    };
  };
  return {
    async carryOut(call, signal) {
      switch (call.call) {
        case 'hold':
          return hold(call.pod, call.sandbox, call.podIp);
        case 'letGo':
          return letGo(call.pod, call.sandbox);
        case 'start':
          return start(call.pod, call.id, call.sandbox, call);
        case 'exec': {
          const { pod, id, command, timeoutMs, lingers } = call;
          const container = containerOf(pod, id);
          if (!container.isRunning()) throw new Error(`container ${id} is not running`);
          return runCommand(container.spec, { command, timeoutMs, lingers, mark: markOf(pod, id), signal });
        }
        case 'stop':
          return pods.get(call.pod)?.containers.get(call.id)?.stop(call.signal, call.graceMs);
        case 'crash':
          return crash(call.pod, call.what);
        case 'remove':
          pods.get(call.pod)?.containers.delete(call.id);
          return undefined;
        case 'list':
          return list(call.pod);
        case 'forget':
          return forget(call.pod);
      }
    },
    isEmpty: () => pods.size === 0,
  };
}

function isReady(holder: Holder | undefined): boolean {
  return holder !== undefined && holder.child.exitCode === null && holder.child.signalCode === null;
}

function markOf(pod: string, id: string): string {
  return `${pod}/${id}`;
}
