import type { Fields } from './pool-object.ts';

/** A pool, in whichever version it was written. */
export interface Pool {
  readonly namespace: string;
  readonly name: string;
  readonly group: string;
  /** Labels of its pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Each is an endpoint of its own. */
  readonly ports: readonly number[];
  readonly protocol: 'http' | 'h2c';
  readonly picker: PickerRef | undefined;
}

/** Who is said to pick endpoints. */
export interface PickerRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly failureMode: 'FailOpen' | 'FailClose';
}

/** Reads a pool whose fields have been checked. */
export function readPool({ group, namespace, name, spec }: PoolSource): Pool {
  const { selector, targetPortNumber, targetPorts, appProtocol, extensionRef, endpointPickerRef } = spec as Fields &
    PoolSpec;
  const ref = endpointPickerRef ?? extensionRef;
  return {
    namespace,
    name,
    group,
    selector: targetPorts ? ((selector.matchLabels ?? {}) as Labels) : (selector as Labels),
    ports: targetPorts?.map(({ number }) => number) ?? [targetPortNumber as number],
    protocol: appProtocol === 'kubernetes.io/h2c' ? 'h2c' : 'http',
    picker: ref && {
      group: ref.group ?? '',
      kind: ref.kind ?? 'Service',
      name: ref.name,
      // Of an extension that is a Service (gateway-api-inference-extension api/v1alpha2@v0.3.0 ExtensionReference).
      port: ref.port?.number ?? ref.portNumber ?? (extensionRef ? 9002 : undefined),
      failureMode: ref.failureMode ?? 'FailClose',
    },
  };
}

/** Where a pool is read from. */
interface PoolSource {
  readonly group: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Fields;
}

type Labels = Readonly<Record<string, string>>;

/** Of both versions. */
interface PoolSpec {
  readonly selector: Labels | { readonly matchLabels?: Labels };
  readonly targetPortNumber?: number;
  readonly targetPorts?: readonly { readonly number: number }[];
  readonly appProtocol?: string;
  readonly extensionRef?: Ref;
  readonly endpointPickerRef?: Ref;
}

interface Ref {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly port?: { readonly number: number };
  readonly portNumber?: number;
  readonly failureMode?: 'FailOpen' | 'FailClose';
}
