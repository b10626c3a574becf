import type { ApiObject } from '../../../object/api-object.ts';
import type { Verb } from '../../../request/request-info.ts';
import { declare, partOfObject } from '../../declare.ts';
import type { ActingSubresource, Resource } from '../../resource.ts';
import { collectErrors } from '../../rules/collect-errors.ts';
import { ephemeralRules } from './ephemeral-containers.ts';
import { podStatusRules } from './pod-status.ts';
import { podWarnings } from './pod-warnings.ts';
import { prepareChangedPod, preparePod, withPodDefaults } from './prepare-pod.ts';
import { resizeRules } from './resize.ts';
import { validatePodChange } from './validate-pod-change.ts';
import { validatePodWrite } from './validate-pod-write.ts';

const acting = (kind: string, verbs: readonly Verb[], more: Partial<ActingSubresource> = {}): ActingSubresource => ({
  of: 'other',
  kind,
  verbs,
  ...more,
});

/** Pods. Sources: pkg/registry/core/pod/strategy.go, pkg/apis/core/validation@1.36. */
export const pods: Resource = declare({
  plural: 'pods',
  kind: 'Pod',
  shortNames: ['po'],
  categories: ['all'],
  rules: {
    setDefaults: withPodDefaults,
    prepareForCreate: preparePod,
    prepareForUpdate: prepareChangedPod,
    validate: (pod) => collectErrors((scope) => validatePodWrite(pod, scope)),
    validateUpdate: (pod, old) => collectErrors((scope) => validatePodChange(pod, old, scope)),
    warnings: podWarnings,
    graceOnDelete,
    selectableFields: podFields,
  },
  subresources: {
    status: partOfObject(podStatusRules),
    ephemeralcontainers: partOfObject(ephemeralRules),
    resize: partOfObject(resizeRules),
    binding: acting('Binding', ['create']),
    eviction: acting('Eviction', ['create'], { group: 'policy', version: 'v1' }),
    log: acting('Pod', ['get']),
    exec: acting('PodExecOptions', ['create', 'get']),
    attach: acting('PodAttachOptions', ['create', 'get']),
    portforward: acting('PodPortForwardOptions', ['create', 'get']),
    proxy: acting('PodProxyOptions', ['create', 'delete', 'get', 'patch', 'update']),
  },
});

interface PodPart {
  readonly spec?: {
    readonly nodeName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly restartPolicy?: string;
    readonly schedulerName?: string;
    readonly serviceAccountName?: string;
    readonly hostNetwork?: boolean;
  };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly podIPs?: readonly { readonly ip?: string }[];
    readonly nominatedNodeName?: string;
  };
}

/** A pod that no node has, or that has ended, goes at once (podStrategy.CheckGracefulDelete@1.36). */
function graceOnDelete(object: ApiObject, asked: number | undefined): number {
  const { spec = {}, status = {} } = object as PodPart;
  const grace = asked ?? spec.terminationGracePeriodSeconds ?? 0;
  if (!spec.nodeName || status.phase === 'Failed' || status.phase === 'Succeeded') return 0;
  return grace < 0 ? 1 : grace;
}

/** ToSelectableFields in pkg/registry/core/pod/strategy.go@1.36. */
function podFields(object: ApiObject): Readonly<Record<string, string>> {
  const { spec = {}, status = {} } = object as PodPart;
  return {
    'spec.nodeName': spec.nodeName ?? '',
    'spec.restartPolicy': spec.restartPolicy ?? '',
    'spec.schedulerName': spec.schedulerName ?? '',
    'spec.serviceAccountName': spec.serviceAccountName ?? '',
    'spec.hostNetwork': String(spec.hostNetwork ?? false),
    'status.phase': status.phase ?? '',
    // Known as a field, and never set.
    'status.podIPs': '',
    'status.podIP': status.podIPs?.[0]?.ip ?? status.podIP ?? '',
    'status.nominatedNodeName': status.nominatedNodeName ?? '',
  };
}
