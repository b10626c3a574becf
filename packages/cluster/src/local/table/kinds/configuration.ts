import type {
  IComponentStatus,
  IConfigMap,
  INamespace,
  IResourceQuota,
  ISecret,
  IServiceAccount,
} from 'kubernetes-models/v1';
import { AGE, NAME, text } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Printer, printer } from '../printer.ts';

// pkg/printers/internalversion/printers.go@1.36.

/** ConfigMaps. */
export const configMaps: Printer = printer<IConfigMap>(
  [
    NAME,
    text(
      'Data',
      "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
    ),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length,
    ageOf(object, now),
  ],
);

/** Secrets. */
export const secrets: Printer = printer<ISecret>(
  [
    NAME,
    text(
      'Type',
      'Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
    ),
    text(
      'Data',
      "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
    ),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    object.type ?? '',
    Object.keys(object.data ?? {}).length,
    ageOf(object, now),
  ],
);

/** ServiceAccounts. */
export const serviceAccounts: Printer = printer<IServiceAccount>([NAME, AGE], (object, now) => [
  object.metadata?.name ?? '',
  ageOf(object, now),
]);

/** Namespaces. */
export const namespaces: Printer = printer<INamespace>(
  [NAME, text('Status', 'The status of the namespace'), AGE],
  (object, now) => [object.metadata?.name ?? '', object.status?.phase ?? '', ageOf(object, now)],
);

/** ResourceQuotas. */
export const resourceQuotas: Printer = printer<IResourceQuota>(
  [
    NAME,
    text('Request', 'Request represents a minimum amount of cpu/memory that a container may consume.'),
    text(
      'Limit',
      'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
    ),
    AGE,
  ],
  (object, now) => {
    const { hard = {}, used = {} } = object.status ?? {};
    const shares = Object.keys(hard)
      .sort()
      .map((name) => ({ name, share: `${name}: ${used[name] ?? 0}/${hard[name] ?? 0}` }));
    const printed = (isLimit: boolean) =>
      shares.filter(({ name }) => name.startsWith('limits.') === isLimit).map(({ share }) => share);
    return [object.metadata?.name ?? '', printed(false).join(', '), printed(true).join(', '), ageOf(object, now)];
  },
);

/** ComponentStatuses. */
export const componentStatuses: Printer = printer<IComponentStatus>(
  [
    NAME,
    text('Status', 'Status of the component conditions'),
    text('Message', 'Message of the component conditions'),
    text('Error', 'Error of the component conditions'),
  ],
  ({ metadata, conditions = [] }) => {
    const healthy = conditions.find(({ type }) => type === 'Healthy');
    const state = healthy === undefined ? 'Unknown' : healthy.status === 'True' ? 'Healthy' : 'Unhealthy';
    return [metadata?.name ?? '', state, healthy?.message ?? '', healthy?.error ?? ''];
  },
);
