import { readFileSync } from 'node:fs';
import { arch, availableParallelism, hostname, networkInterfaces, platform, release, totalmem } from 'node:os';
import type { Machine } from '@outrigger/node';

/** This machine as a node. */
export function thisMachine(kubelet: string, runtime: string): Machine {
  return {
    name: hostname().toLowerCase(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    address: addressOf(),
    architecture: arch(),
    system: platform(),
    kernel: release(),
    osImage: prettyName(),
    machineId: read('/etc/machine-id'),
    bootId: read('/proc/sys/kernel/random/boot_id'),
    runtime,
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
