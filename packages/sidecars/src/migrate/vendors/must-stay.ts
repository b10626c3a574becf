import type { Workload } from '@outrigger/manifest';
import { settingValue } from '../../catalog/advice/read-setting.ts';
import type { SubjectContainer } from '../../subject/workload-subject.ts';

/** Why the vendor of a proxy keeps it an ordinary container in this pod even in native mode; undefined where it does not. */
export function mustStay({ pod }: Workload, { entry, container }: SubjectContainer): string | undefined {
  // linkerd/linkerd2 charts/linkerd-control-plane/templates/identity.yaml sets `nativeSidecar: false`.
  if (entry?.injector === 'linkerd' && pod.metadata?.labels?.['linkerd.io/control-plane-component'] === 'identity') {
    return 'it asks the identity container of this pod for its certificate, so the two would wait for each other';
  }
  // istio/istio manifests/charts/istio-control/istio-discovery/files/grpc-agent.yaml has no native form.
  if (entry?.injector === 'istio' && settingValue(container, { env: 'ISTIO_META_GENERATOR' }) === 'grpc') {
    return 'the template for services that speak xDS themselves (grpc-agent) has no native form';
  }
  return undefined;
}
