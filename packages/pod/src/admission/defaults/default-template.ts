import type { IPodTemplateSpec } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { defaultPod } from './default-pod.ts';

type Template = Draft<IPodTemplateSpec>;

/**
 * A pod template with what an API server fills in: what it fills into a pod, but for what it does to pods alone
 * (SetDefaults_Pod in pkg/apis/core/v1/defaults.go@1.36.2). Requests follow from limits, ports of the host from ports of
 * the container and links to services are on only when the pod itself is made.
 *
 * @example
 * ```ts
 * defaultTemplate({ spec: { containers: [{ name: 'app', image: 'app:1' }] } }, apiServer(36)).spec?.restartPolicy; // 'Always'
 * ```
 */
export function defaultTemplate(template: Template, server: ApiServer): Template {
  const given = template.spec ?? {};
  const { resources, hostNetwork, enableServiceLinks, ...plain } = given;
  const { enableServiceLinks: _, ...kept } = defaultPod({ spec: plain }, server).spec ?? {};
  return {
    ...template,
    metadata: template.metadata ?? {},
    spec: {
      ...kept,
      ...(hostNetwork !== undefined && { hostNetwork }),
      ...(enableServiceLinks !== undefined && { enableServiceLinks }),
      ...(resources && { resources }),
      // Only a pod's own is mended where it is negative.
      terminationGracePeriodSeconds: given.terminationGracePeriodSeconds ?? 30,
      ...(kept.containers && {
        containers: kept.containers.map((container, at) => asAsked(container, given.containers?.[at])),
      }),
      ...(kept.initContainers && {
        initContainers: kept.initContainers.map((container, at) => asAsked(container, given.initContainers?.[at])),
      }),
    },
  };
}

type Container = NonNullable<NonNullable<Template['spec']>['containers']>[number];

/** Of the limits that have become requests, only those that were asked for. */
function asAsked(container: Container, given: Container | undefined): Container {
  const { requests } = container.resources ?? {};
  if (!requests) return container;
  const kept = Object.entries(requests).filter(([name]) => given?.resources?.requests?.[name] !== undefined);
  const { requests: _, ...others } = container.resources ?? {};
  return { ...container, resources: { ...others, ...(kept.length > 0 && { requests: Object.fromEntries(kept) }) } };
}
