import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const beforeNetworkSetup: Rule = {
  id: 'SC030',
  name: 'before-network-setup',
  title: 'A mesh proxy starts before the init container that sets up its network',
  group: 'native',
  severity: 'error',
  about: 'workload',
  why: 'Init containers start in their order. iptables rules have to be there before the proxy, and the proxy before whatever needs the mesh.',
  instead: 'Put the init container in front of the proxy.',
  sources: ['istio/istio#11130', 'kubernetes.io/docs/concepts/workloads/pods/init-containers'],
  *check(subject) {
    for (const { entry, name, path } of sidecarsOf(subject)) {
      const late = subject.containers.find(
        (other) => other.kind === 'init' && entry?.after?.includes(other.name) && other.path[2] > path[2],
      );
      if (!late) continue;
      yield {
        path,
        container: name,
        message: `${late.name} comes after ${name}, which needs it`,
        fix: {
          title: `Put ${late.name} in front of ${name}`,
          isSafe: true,
          patch: [{ op: 'move', from: late.path, path }],
        },
      };
    }
  },
};
