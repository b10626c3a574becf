import type { IContainer, IPod } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { ManifestPath } from '../field-path.ts';

type Pod = Draft<IPod>;

/** Image volumes go together with their mounts (dropImageVolumes in pkg/api/pod/util.go@1.31). */
export function dropImageVolumes(pod: Pod): { readonly pod: Pod; readonly places: readonly ManifestPath[] } {
  const spec = pod.spec ?? {};
  const dropped = new Set((spec.volumes ?? []).flatMap(({ name = '', image }) => (image ? [name] : [])));
  if (dropped.size === 0) return { pod, places: [] };
  const places: ManifestPath[] = [];
  for (const [at, { image }] of (spec.volumes ?? []).entries()) if (image) places.push(['spec', 'volumes', at]);
  const withoutMounts = (list: 'initContainers' | 'containers' | 'ephemeralContainers') =>
    (spec[list] ?? []).map((container: Draft<IContainer>, at) => {
      if (!container.volumeMounts) return container;
      const volumeMounts = container.volumeMounts.filter(({ name = '' }, mountAt) => {
        if (dropped.has(name)) places.push(['spec', list, at, 'volumeMounts', mountAt]);
        return !dropped.has(name);
      });
      return { ...container, volumeMounts };
    });
  const volumes = (spec.volumes ?? []).filter(({ image }) => !image);
  const lists = {
    ...(spec.initContainers && { initContainers: withoutMounts('initContainers') }),
    ...(spec.containers && { containers: withoutMounts('containers') }),
    ...(spec.ephemeralContainers && { ephemeralContainers: withoutMounts('ephemeralContainers') }),
  };
  return { pod: { ...pod, spec: { ...spec, volumes, ...lists } }, places };
}
