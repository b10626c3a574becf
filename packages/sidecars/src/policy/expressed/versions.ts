import type { BugName } from '@outrigger/pod';
import { includesOlderThan, kubeletsWithBug } from '../../subject/kubelet-range.ts';
import { has } from '../cel/fields.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

const NAMES = 'variables.sidecarNames';
const hasBug = (bug: BugName): NonNullable<ExpressedRule['concerns']> => {
  return (kubelets) => kubeletsWithBug(kubelets, bug).length > 0;
};

/** What the kubelets of a range do wrong: a policy is made only for ranges with such a kubelet. */
export const versionPolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC060',
    offenders: () => NAMES,
    says: 'is no sidecar for nodes before 1.29; keep it an ordinary container until every node has 1.29',
    concerns: (kubelets) => includesOlderThan(kubelets, '1.29.0'),
  },
  {
    rule: 'SC061',
    offenders: () =>
      `has(variables.spec.restartPolicy) && variables.spec.restartPolicy in ['Never', 'OnFailure'] ? ${NAMES} : []`,
    says: 'looks terminated for ever once restarted; use 1.29.3 or newer',
    concerns: hasBug('restartedContainerStaysTerminatedInStatus'),
  },
  {
    rule: 'SC062',
    offenders: () => `size(variables.sidecars) > 1 ? ${NAMES} : []`,
    says: 'gets no SIGTERM when the pod is deleted before all sidecars have started; use 1.29.8, 1.30.4 or 1.31',
    concerns: hasBug('notStartedSidecarBlocksStop'),
  },
  {
    rule: 'SC063',
    offenders: () =>
      `has(variables.spec.restartPolicy) && variables.spec.restartPolicy == 'Never' ? variables.sidecars.filter(c, has(c.startupProbe)).map(c, c.name) : []`,
    says: 'is never probed again under Never when its first start fails; use 1.33.6, 1.34.2 or newer',
    concerns: hasBug('startupProbeEndsWithFirstFailureUnderNever'),
  },
  {
    rule: 'SC064',
    offenders: () => 'variables.sidecars.filter(c, has(c.startupProbe)).map(c, c.name)',
    says: 'keeps a crashed app down after a restart of the kubelet; avoid 1.35.0 to 1.35.3',
    concerns: hasBug('startupForgottenAfterKubeletRestart'),
  },
  {
    rule: 'SC065',
    offenders: () => `object.kind == 'Pod' ? ${NAMES} : []`,
    says: 'keeps its old image until it ends by itself; use 1.32 or newer',
    concerns: hasBug('sidecarImageChangeIsIgnored'),
  },
  {
    rule: 'SC066',
    offenders: () => NAMES,
    says: 'may stay Created for ever; use 1.29.9, 1.30.5, 1.31.1 or newer',
    concerns: hasBug('createdContainerIsStuck'),
  },
  {
    rule: 'SC067',
    offenders: () =>
      `has(variables.spec.nodeSelector) || (${has('variables.spec', 'affinity', 'nodeAffinity')}) ? [] : ${NAMES}`,
    says: 'is a sidecar on new nodes only, and an init container that never ends on those before 1.29; bind the pod to new nodes by a nodeSelector',
    concerns: ({ oldest, newest }) =>
      includesOlderThan({ oldest, newest }, '1.29.0') && !includesOlderThan({ oldest: newest, newest }, '1.29.0'),
  },
];
