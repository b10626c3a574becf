import type { IConfigMap, INamespace } from 'kubernetes-models/v1';
import { type Change, type Controller, type Key, type View, type Wake, watching } from '../controller.ts';
import { configMaps, namespaces } from '../kinds.ts';
import { create, isFailure, type Plan, update } from '../plan.ts';
import { isTerminatingNamespace } from '../read/failure.ts';

/** Puts the server's certificate into every namespace: pkg/controller/certificates/rootcacertpublisher@1.36. */
export function rootCaPublisher(certificate: string): Controller {
  return {
    name: 'root-ca-certificate-publisher-controller',
    watches: [watching(namespaces, ofNamespace), watching(configMaps, ofConfigMap)],
    reconcile: (view, key) => publish(view, key, certificate),
  };
}

const NAME = 'kube-root-ca.crt';
const NOTE =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

function* ofNamespace({ after }: Change<INamespace>): Iterable<Wake> {
  if (after) yield { namespace: '', name: after.metadata?.name ?? '' };
}

function* ofConfigMap({ before, after }: Change<IConfigMap>): Iterable<Wake> {
  const { name, namespace = '' } = (after ?? before)?.metadata ?? {};
  if (name === NAME) yield { namespace: '', name: namespace };
}

function* publish(view: View, { name: namespace }: Key, certificate: string): Plan {
  const found = view.get(namespaces, '', namespace);
  if (found === undefined || found.status?.phase === 'Terminating') return;
  const known = view.get(configMaps, namespace, NAME);
  const annotations = { 'kubernetes.io/description': NOTE };
  const data = { 'ca.crt': certificate };
  try {
    if (known === undefined) {
      const metadata = { name: NAME, namespace, annotations };
      yield* create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    } else if (
      known.data?.['ca.crt'] !== certificate ||
      known.metadata?.annotations?.['kubernetes.io/description'] !== NOTE
    ) {
      yield* update(configMaps, { ...known, metadata: { ...known.metadata, annotations }, data });
    }
  } catch (error) {
    if (!isFailure(error, 409) && !isTerminatingNamespace(error)) throw error;
  }
}
