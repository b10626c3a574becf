import type { ObjectsSubject } from '../subject/objects-subject.ts';
import { listAt, textAt } from './field-at.ts';
import type { FoundInObject, Rule } from './rule.ts';

export const webhookDropsField: Rule = {
  id: 'SC074',
  name: 'webhook-drops-field',
  title: 'A webhook is known to drop `restartPolicy` of init containers',
  group: 'nearby',
  severity: 'warning',
  about: 'objects',
  why: 'A webhook that was built with an API older than 1.28 reads the pod, changes it and writes it back without the fields it does not know: the sidecar becomes an ordinary init container, and the pod hangs in Init.',
  instead: 'Upgrade the webhook, or exclude namespaces with native sidecars from it.',
  sources: [
    'aws/amazon-eks-pod-identity-webhook#208',
    'DataDog/datadog-operator#1116',
    'aws/aws-app-mesh-controller-for-k8s#774',
  ],
  check: (subject) => [...webhooks(subject)],
};

function* webhooks({ objects }: ObjectsSubject): Iterable<FoundInObject> {
  for (const [index, object] of objects.entries()) {
    if (object.kind !== 'MutatingWebhookConfiguration') continue;
    for (const [at, webhook] of listAt(object, ['webhooks']).entries()) {
      const names = [
        object.name,
        textAt(webhook, ['name']) ?? '',
        textAt(webhook, ['clientConfig', 'service', 'name']) ?? '',
      ].join(' ');
      const known = KNOWN.find(({ name }) => name.test(names));
      if (!known) continue;
      yield {
        object: index,
        path: ['webhooks', at],
        message: `older versions of ${known.title} drop restartPolicy from init containers (${known.issue})`,
      };
    }
  }
}

const KNOWN: readonly { readonly name: RegExp; readonly title: string; readonly issue: string }[] = [
  { name: /pod-identity-webhook/, title: 'eks-pod-identity-webhook', issue: 'aws/amazon-eks-pod-identity-webhook#208' },
  { name: /datadog/, title: 'the Datadog cluster agent', issue: 'DataDog/datadog-operator#1116' },
  { name: /kube-secrets-init/, title: 'kube-secrets-init', issue: 'doitintl/kube-secrets-init#53' },
  { name: /gtoken/, title: 'gtoken', issue: 'doitintl/gtoken' },
  { name: /berglas/, title: 'berglas', issue: 'GoogleCloudPlatform/berglas#264' },
  { name: /kube-image-keeper/, title: 'kube-image-keeper', issue: 'enix/kube-image-keeper#457' },
  { name: /appmesh/, title: 'the App Mesh controller', issue: 'aws/aws-app-mesh-controller-for-k8s#774' },
  { name: /infisical/, title: 'Infisical', issue: 'Infisical/infisical#1405' },
  { name: /k8s-image-swapper/, title: 'k8s-image-swapper before 1.5.10', issue: 'estahn/k8s-image-swapper' },
  { name: /otterize/, title: 'otterize', issue: 'otterize#602' },
];
