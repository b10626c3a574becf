import { join } from 'node:path/posix';
import { goQuote } from '@outrigger/pod';
import type { IContainer, IVolumeMount } from 'kubernetes-models/v1';
import type { Mount } from './container-setup.ts';
import { expand } from './env/expand.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** A volume that is there. */
export interface MadeVolume {
  readonly hostPath: string;
  /** Whoever mounts it may not write: what is made from objects is theirs alone. */
  readonly readOnly: boolean;
}

/** A folder or file in a volume that is mounted in its place; a folder where nothing is yet. */
export interface SubPath {
  readonly volume: string;
  readonly volumePath: string;
  readonly subPath: string;
  readonly container: string;
}

/** What a container sees of the pod's volumes (pkg/kubelet/kubelet_pods.go@v1.36.2: makeMounts). /etc/hosts is the driver's own. */
export function containerMounts(
  container: IContainer,
  env: ReadonlyMap<string, string>,
  volumes: ReadonlyMap<string, MadeVolume>,
): { readonly mounts: readonly Mount[]; readonly subPaths: readonly SubPath[] } | Refusal {
  const mounts: Mount[] = [];
  const subPaths: SubPath[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (!volume)
      return {
        refused: `cannot find volume ${goQuote(mount.name)} to mount into container ${goQuote(container.name)}`,
      };
    const subPath = subPathOf(mount, env);
    if (isRefusal(subPath)) return subPath;
    if (subPath !== '')
      subPaths.push({ volume: mount.name, volumePath: volume.hostPath, subPath, container: container.name });
    mounts.push({
      hostPath: subPath === '' ? volume.hostPath : join(volume.hostPath, subPath),
      containerPath: mount.mountPath.startsWith('/') ? mount.mountPath : `/${mount.mountPath}`,
      readOnly: volume.readOnly || (mount.readOnly ?? false),
    });
  }
  return { mounts, subPaths };
}

function subPathOf({ subPath = '', subPathExpr }: IVolumeMount, env: ReadonlyMap<string, string>): string | Refusal {
  const path = subPathExpr ? expandAll(subPathExpr, env) : subPath;
  if (isRefusal(path)) return path;
  if (path.startsWith('/')) return { refused: `error SubPath \`${path}\` must not be an absolute path` };
  if (path.split('/').includes('..'))
    return { refused: `unable to provision SubPath \`${path}\`: must not contain '..'` };
  return path;
}

/** Here an unknown or empty name is a mistake (pkg/kubelet/container/helpers.go: ExpandContainerVolumeMounts). */
function expandAll(expression: string, env: ReadonlyMap<string, string>): string | Refusal {
  const missing = new Set<string>();
  const path = expand(expression, (name) => {
    const value = env.get(name) ?? '';
    if (value === '') missing.add(name);
    return value;
  });
  return missing.size === 0 ? path : { refused: `missing value for ${[...missing].sort().join(', ')}` };
}
