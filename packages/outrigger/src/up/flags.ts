import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';

/** The flags of `outrigger up`. */
export const UP_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'manifests to apply, as PATH; may be repeated' },
      { flags: '-n, --namespace <NAME>', takes: 'one', description: 'where objects go that name no namespace' },
      { flags: '--watch <FOLDER>', takes: 'one', description: 'apply its manifests now and after each change' },
    ],
  },
  {
    heading: 'The API server:',
    flags: [
      { flags: '--port <N>', takes: 'count', description: 'where it listens on 127.0.0.1; any free port by default' },
      { flags: '--token <TOKEN>', takes: 'one', description: 'who shows it is admin; made up by default' },
      { flags: '--api-only', takes: 'nothing', description: 'no controllers of workloads, no scheduler, no node' },
      { flags: '--data <FOLDER>', takes: 'one', description: 'keep the objects there, for the next start' },
      {
        flags: '--authentication-config <FILE>',
        takes: 'one',
        description: 'who else may sign in: an AuthenticationConfiguration',
      },
      { flags: '--kubeconfig <FILE>', takes: 'one', description: 'where the kubeconfig is written' },
    ],
  },
  {
    heading: 'The node:',
    flags: [
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
      { flags: '--images <FILE>', takes: 'one', description: 'the same from a YAML file: each image with its command' },
      {
        flags: '--allow-host-path <PATH>',
        takes: 'many',
        description: 'let hostPath volumes lead there; may be repeated',
      },
      { flags: '--kubelet <VERSION>', takes: 'one', default: DEFAULT_VERSION, description: 'whose rules pods live by' },
      {
        flags: '--timing <TIMING>',
        takes: 'one',
        choices: ['fast', 'kubelet'],
        default: 'fast',
        description: 'react at once, or in the ticks of a real kubelet',
      },
      { flags: '--state <FOLDER>', takes: 'one', description: 'where running pods are kept' },
    ],
  },
];

/** What the flags hold. */
export interface UpFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly watch?: string;
  readonly port?: number;
  readonly token?: string;
  readonly apiOnly?: boolean;
  readonly data?: string;
  readonly authenticationConfig?: string;
  readonly kubeconfig?: string;
  readonly driver: 'process' | 'cri';
  readonly cri: string;
  readonly image?: readonly string[];
  readonly images?: string;
  readonly allowHostPath?: readonly string[];
  readonly kubelet: string;
  readonly timing: 'fast' | 'kubelet';
  readonly state?: string;
}
