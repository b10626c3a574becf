import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';

/** The formats of `outrigger policy`. */
const POLICY_FORMATS = ['yaml', 'json'] as const;

/** The flags of `outrigger policy`. */
export const POLICY_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Which policies:',
    flags: [
      {
        flags: '--kind <KIND>',
        takes: 'one',
        choices: ['validating', 'mutating'],
        default: 'validating',
        description: 'say what is wrong, or mend it',
      },
      {
        flags: '--select <RULES>',
        takes: 'many',
        description: 'only these rules: ids, names or groups, with commas between',
      },
      { flags: '--ignore <RULES>', takes: 'many', description: 'not these rules' },
      {
        flags: '--kubelet <RANGE>',
        takes: 'one',
        default: DEFAULT_VERSION,
        description: 'the nodes you run: 1.30.3, or 1.29-1.33; some rules are about some of them only',
      },
      {
        flags: '--api-server <RANGE>',
        takes: 'one',
        description: 'the API servers, where they are newer than the nodes; decides the version of the API',
      },
      {
        flags: '--catalog <FILE>',
        takes: 'many',
        description: 'sidecars of your own, beside those of outrigger.yaml; may be repeated',
      },
    ],
  },
  {
    heading: 'Where and how:',
    flags: [
      {
        flags: '--validation-action <ACTIONS>',
        takes: 'many',
        description: 'Deny, Warn or Audit, with commas between; Deny and Warn exclude each other (default: Warn)',
      },
      {
        flags: '--namespace-selector <LABELS>',
        takes: 'one',
        description: 'only in namespaces with these labels, such as team=shop,env in (test,live)',
      },
      {
        flags: '--exclude-namespace <NAME>',
        takes: 'many',
        description: 'not in this namespace; may be repeated; an empty name for none (default: kube-system)',
      },
      { flags: '--name-prefix <NAME>', takes: 'one', default: 'outrigger', description: 'in front of all names' },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: POLICY_FORMATS,
        description: 'for kubectl apply -f - (default: yaml; a table for --list)',
      },
      {
        flags: '--list',
        takes: 'nothing',
        description: 'print which rules can be policies, and why others cannot',
      },
      { flags: '--quiet', takes: 'nothing', description: 'no notes on standard error' },
    ],
  },
];

/** What the flags hold. */
export interface PolicyFlags {
  readonly kind: 'validating' | 'mutating';
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly kubelet: string;
  readonly apiServer?: string;
  readonly catalog?: readonly string[];
  readonly validationAction?: readonly string[];
  readonly namespaceSelector?: string;
  readonly excludeNamespace?: readonly string[];
  readonly namePrefix: string;
  readonly output?: (typeof POLICY_FORMATS)[number];
  readonly list?: boolean;
  readonly quiet?: boolean;
}
