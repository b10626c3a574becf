import type { Path } from '@outrigger/manifest';
import type { IPod } from 'kubernetes-models/v1';
import type { CatalogEntry, KnownContainer } from '../catalog/catalog-entry.ts';
import { recogniseSidecar } from '../catalog/recognise-sidecar.ts';
import { sidecarsAmong } from '../catalog/sidecars-among.ts';

type IContainer = NonNullable<NonNullable<IPod['spec']>['containers']>[number];

/** A pod as the search for workarounds looks at it. */
export interface PodView {
  readonly pod: IPod;
  readonly entries: readonly CatalogEntry[];
  /** Init containers first, in the order of the manifest. */
  readonly containers: readonly ContainerView[];
}

/** A container, what it is known as, and what it listens at. */
export interface ContainerView {
  readonly name: string;
  readonly path: Path;
  readonly kind: 'init' | 'sidecar' | 'main';
  readonly container: IContainer;
  /** What it is known as; undefined also for the app, whatever its image is elsewhere. */
  readonly entry: CatalogEntry | undefined;
  readonly ports: ReadonlySet<number>;
  readonly env: ReadonlyMap<string, string>;
}

/** Reads what the search needs from a pod; pieces that are not as the API has them are passed over. */
export function viewPod(pod: IPod, entries: readonly CatalogEntry[]): PodView {
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    items(pod.spec?.[list]).flatMap((container, index): ContainerView[] => {
      if (!isObject(container) || typeof container.name !== 'string') return [];
      const kind = list === 'containers' ? 'main' : container.restartPolicy === 'Always' ? 'sidecar' : 'init';
      const entry = recogniseSidecar(container, entries);
      return [
        {
          name: container.name,
          path: ['spec', list, index],
          kind,
          container,
          entry,
          ports: portsOf(container, entry),
          env: envOf(container),
        },
      ];
    }),
  );
  const mains = containers.filter(({ kind }) => kind === 'main');
  const sidecars = sidecarsAmong(mains);
  return {
    pod,
    entries,
    containers: containers.map((each) =>
      mains.includes(each) && !sidecars.includes(each) ? { ...each, entry: undefined } : each,
    ),
  };
}

/** The items of a list that a manifest may hold something else in place of. */
export function items<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? list : [];
}

/** The words of a command, each in its place; what is no text is an empty word. */
export function wordsOf(list: readonly string[] | undefined): readonly string[] {
  return items(list).map((word) => (typeof word === 'string' ? word : ''));
}

/** Whether a value has fields. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function portsOf(container: IContainer, entry: CatalogEntry | undefined): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const port of items(container.ports)) if (isObject(port)) ports.add(Number(port.containerPort));
  for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
    if (isObject(probe)) ports.add(Number(probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port));
  }
  for (const port of entry?.workarounds?.ports ?? []) ports.add(port);
  for (const port of entry?.workarounds?.serves?.(container as KnownContainer) ?? []) ports.add(port);
  return ports;
}

function envOf(container: IContainer): ReadonlyMap<string, string> {
  const env = new Map<string, string>();
  for (const variable of items(container.env)) {
    if (isObject(variable) && typeof variable.value === 'string') env.set(variable.name, variable.value);
  }
  return env;
}
