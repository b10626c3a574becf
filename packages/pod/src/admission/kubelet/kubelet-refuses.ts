import type { IPod } from 'kubernetes-models/v1';
import type { AdmissionGates } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { goQuote } from '../go-quote.ts';
import { unsafeSysctlProblem } from './unsafe-sysctl.ts';

type Pod = Draft<IPod>;

/** The kubelet that is given a pod: its minor version and its feature gates (see `apiServer`, whose defaults are the same). */
export interface AdmittingKubelet {
  readonly minor: number;
  readonly gates: AdmissionGates;
}

/** What a kubelet's refusal depends on of its node; a Linux node of today by default. */
export interface RefusingNode {
  readonly os?: 'linux' | 'windows';
  /** Whether the runtime can keep groups of the image out (`status.features.supplementalGroupsPolicy`). */
  readonly supplementalGroupsPolicy?: boolean;
}

/** A kubelet's refusal: the pod's last status and the event that tells of it. */
export interface KubeletRefusal {
  readonly reason: string;
  readonly message: string;
  readonly status: { readonly phase: 'Failed'; readonly reason: string; readonly message: string };
  readonly event: { readonly type: 'Warning'; readonly reason: string; readonly message: string };
}

/**
 * Why a kubelet does not take a pod that its API server has stored, or undefined when it does; only reasons that lie in
 * the pod, not in what else runs on the node. A kubelet that does not know a field at all has nothing against it: 1.27
 * runs a sidecar as an ordinary init container.
 *
 * Source: pkg/kubelet/lifecycle (predicate.go, handlers.go, features_linux.go), pkg/kubelet/sysctl/allowlist.go and
 * rejectPod in pkg/kubelet/kubelet.go, 1.27 to 1.36.2.
 */
export function kubeletRefuses(
  pod: Pod,
  kubelet: AdmittingKubelet,
  node: RefusingNode = {},
): KubeletRefusal | undefined {
  const checks = kubelet.minor < 29 ? checksBefore29 : checksFrom29;
  for (const check of checks) {
    const refusal = check(pod, kubelet, node);
    if (refusal) return complete(...refusal);
  }
  return undefined;
}

type Check = (
  pod: Pod,
  kubelet: AdmittingKubelet,
  node: RefusingNode,
) => readonly [reason: string, message: string] | undefined;

function complete(reason: string, message: string): KubeletRefusal {
  return {
    reason,
    message,
    status: { phase: 'Failed', reason, message: `Pod was rejected: ${message}` },
    event: { type: 'Warning', reason, message },
  };
}

const refuseSysctls: Check = ({ spec }, { minor }) => {
  const problem = unsafeSysctlProblem(spec ?? {}, minor);
  return problem === undefined ? undefined : ['SysctlForbidden', `forbidden sysctl: ${problem}`];
};

/** A kubelet whose gate is off cannot keep a sidecar running (1.28 to 1.32); one without the gate does not see the field. */
const refuseSidecars: Check = ({ spec }, { minor, gates }) => {
  if (minor < 28 || gates.SidecarContainers !== false) return undefined;
  const sidecar = spec?.initContainers?.find(({ restartPolicy }) => restartPolicy === 'Always');
  if (!sidecar) return undefined;
  const name = goQuote(sidecar.name ?? '');
  return ['InitContainerRestartPolicyForbidden', `Init container ${name} may not have a non-default restartPolicy`];
};

const refuseOsLabel: Check = ({ metadata }, _kubelet, { os = 'linux' }) => {
  const label = metadata?.labels?.['kubernetes.io/os'];
  if (label === undefined || label === os) return undefined;
  const message = "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label";
  return ['PodOSSelectorNodeLabelDoesNotMatch', message];
};

const refuseOs: Check = ({ spec }, _kubelet, { os = 'linux' }) => {
  if (!spec?.os || spec.os.name === os) return undefined;
  return ['PodOSNotSupported', "Failed to admit pod as the OS field doesn't match node OS"];
};

const refuseGroups: Check = ({ spec }, { minor }, { supplementalGroupsPolicy = true }) => {
  const isStrict = spec?.securityContext?.supplementalGroupsPolicy === 'Strict';
  if (!isStrict || supplementalGroupsPolicy || minor < 33) return undefined;
  return ['SupplementalGroupsPolicyNotSupported', 'SupplementalGroupsPolicy=Strict is not supported in this node'];
};

/** 1.34 and later look at the resources of the pod as a whole; Windows cannot have them. */
const refusePodResources: Check = ({ spec }, { minor, gates }, { os = 'linux' }) => {
  if (minor < 34) return undefined;
  const amounts = { ...spec?.resources?.requests, ...spec?.resources?.limits };
  const isSet = Object.keys(amounts).some(
    (name) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'),
  );
  if (!isSet) return undefined;
  if (os === 'windows') {
    return ['PodLevelResourcesNotSupported', 'pod-level resources are not supported on Windows'];
  }
  const isOn = gates.PodLevelResources === true;
  return isOn ? undefined : ['PodLevelResourcesNotSupported', 'PodLevelResources feature gate is disabled'];
};

/** A kubelet that declares its features refuses pods that need others (1.35 on). */
const refuseUndeclared: Check = ({ spec }, { gates }) => {
  const feature = 'RestartAllContainersOnContainerExits';
  if (gates.NodeDeclaredFeatures !== true || gates[feature] === true) return undefined;
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const needsIt = containers.some(({ restartPolicyRules = [] }) => {
    return restartPolicyRules.some(({ action }) => action === 'RestartAllContainers');
  });
  if (!needsIt) return undefined;
  return ['PodFeatureUnsupported', `Pod requires node features that are not available: ${feature}`];
};

const checksBefore29: readonly Check[] = [refuseSysctls, refuseSidecars, refuseOsLabel, refuseOs];
const checksFrom29: readonly Check[] = [
  refuseSysctls,
  refuseOsLabel,
  refuseOs,
  refuseSidecars,
  refuseGroups,
  refusePodResources,
  refuseUndeclared,
];
