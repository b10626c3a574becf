import { type Claim, verdictByVersion } from './claim.ts';
import {
  describeNode,
  type INode,
  type IPod,
  kubectlRulesFor,
  podResources,
  printQuantity,
  reserveForPod,
  resourceRulesFor,
} from './door.ts';

const amounts = (cpu: string) => ({ resources: { requests: { cpu, memory: '1Gi' }, limits: { cpu, memory: '1Gi' } } });
const pod: IPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod' },
  spec: {
    initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always', ...amounts('1') }],
    containers: [{ name: 'app', image: 'app:1', ...amounts('2') }],
  },
};
const node: INode = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node' },
  status: { allocatable: { cpu: '8', memory: '16Gi' } },
};

/** The article on Kubernetes 1.28 sidecars (Lumigo). */
export const SIDECARS_IN_1_28: readonly Claim[] = [
  {
    says: 'The CPU, memory and device managers do not know sidecars.',
    judge() {
      const shared = (minor: number) => {
        const rules = resourceRulesFor(minor, 0, { SidecarContainers: true });
        return reserveForPod(podResources(pod, rules), { cpu: {} }).cpus?.conflicts.flatMap(({ cpus }) => cpus) ?? [];
      };
      return {
        verdict: verdictByVersion(['1.28', '1.29', '1.36'], (version) => shared(Number(version.slice(2))).length > 0),
        shows: `Under the static policy a Guaranteed sidecar of 1 CPU and an app of 2 are given ${shared(28).length} CPU in common by 1.28, and ${shared(29).length} by 1.29.`,
      };
    },
  },
  {
    says: '`kubectl describe node` reports too little.',
    judge() {
      const requests = (minor: number) => {
        const row = describeNode(node, [pod], kubectlRulesFor(minor)).totals.find(({ resource }) => resource === 'cpu');
        return row ? printQuantity(row.requests.amount) : '';
      };
      return {
        verdict: verdictByVersion(['1.28', '1.29', '1.36'], (version) => requests(Number(version.slice(2))) !== '3'),
        shows: `The same pod counts for ${requests(28)} CPU in kubectl 1.28, and for ${requests(29)} in 1.29: it is kubectl's mistake, whatever the server.`,
      };
    },
  },
];
