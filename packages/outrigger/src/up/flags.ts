import type { Flag } from '../command-line/flag.ts';
import { CONTAINER_FLAGS, HOST_PATH_FLAG, type NodeFlags, RULE_FLAGS } from '../run/node-flags.ts';

/** The flags of `outrigger up`. */
export const UP_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'manifests to apply, as PATH; may be repeated' },
      { flags: '-n, --namespace <NAME>', takes: 'one', description: 'where objects go that name no namespace' },
      {
        flags: '--watch <FOLDER>',
        takes: 'one',
        description: 'apply its manifests now and after each change; what has gone is deleted',
      },
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
      ...CONTAINER_FLAGS,
      HOST_PATH_FLAG,
      ...RULE_FLAGS,
      { flags: '--state <FOLDER>', takes: 'one', description: 'where running pods are kept' },
    ],
  },
];

/** What the flags hold. */
export interface UpFlags extends NodeFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly watch?: string;
  readonly port?: number;
  readonly token?: string;
  readonly apiOnly?: boolean;
  readonly data?: string;
  readonly authenticationConfig?: string;
  readonly kubeconfig?: string;
  readonly state?: string;
}
