import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';

/** What containers are, and what they are made from. */
export const CONTAINER_FLAGS: readonly Flag[] = [
  {
    flags: '--driver <DRIVER>',
    takes: 'one',
    choices: ['process', 'cri'],
    default: 'process',
    description: 'processes of this machine, or containers of containerd or CRI-O',
  },
  {
    flags: '--cri <SOCKET>',
    takes: 'one',
    default: 'unix:///run/containerd/containerd.sock',
    description: 'where the container runtime listens',
  },
  {
    flags: '--image <IMAGE=COMMAND>',
    takes: 'many',
    description: 'the command that stands for an image, for processes; may be repeated',
  },
  {
    flags: '--images <FILE>',
    takes: 'one',
    description: 'the same from a YAML file: each image with its command',
  },
];

/** What pods may see of this machine. */
export const HOST_PATH_FLAG: Flag = {
  flags: '--allow-host-path <PATH>',
  takes: 'many',
  description: 'hostPath volumes may be at or below this path; may be repeated',
};

/** By which rules pods live. */
export const RULE_FLAGS: readonly Flag[] = [
  { flags: '--kubelet <VERSION>', takes: 'one', default: DEFAULT_VERSION, description: 'whose rules pods live by' },
  {
    flags: '--timing <MODE>',
    takes: 'one',
    choices: ['fast', 'kubelet'],
    default: 'fast',
    description: 'react at once, or with the ticks of a real kubelet',
  },
];

/** What these flags hold: how a command runs pods here. */
export interface NodeFlags {
  readonly driver: 'process' | 'cri';
  readonly cri: string;
  readonly image?: readonly string[];
  readonly images?: string;
  readonly allowHostPath?: readonly string[];
  readonly kubelet: string;
  readonly timing: 'fast' | 'kubelet';
}
