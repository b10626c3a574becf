import { readFileSync, statfsSync } from 'node:fs';
import { arch, availableParallelism, hostname, networkInterfaces, platform, release, totalmem } from 'node:os';
import type { Machine } from '@outrigger/node';

/** What of a node is not the machine's own. */
export interface NodeSettings {
  readonly kubelet: string;
  /** `containerd 1.6.20` */
  readonly runtime: string;
  /** Where pods write to. */
  readonly folder: string;
}

/** What this machine is called as a node. */
export function nodeName(): string {
  return hostname().toLowerCase();
}

/** This machine as a node. */
export function thisMachine({ kubelet, runtime, folder }: NodeSettings): Machine {
  const { blocks, bsize } = statfsSync(folder);
  return {
    name: nodeName(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    diskBytes: blocks * bsize,
    address: addressOf(),
    architecture: arch(),
    system: platform(),
    kernel: release(),
    osImage: prettyName(),
    machineId: read('/etc/machine-id'),
    bootId: read('/proc/sys/kernel/random/boot_id'),
    runtime: runtime.replace(' ', '://'),
    kubelet,
  };
}

function addressOf(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

function prettyName(): string {
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(read('/etc/os-release'))?.[1] ?? platform();
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
