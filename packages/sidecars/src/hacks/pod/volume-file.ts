import { type ContainerView, isObject, items } from '../view-pod.ts';

/** A file in a volume, by whatever path a container sees it. */
export interface VolumeFile {
  readonly volume: string;
  /** Below the volume's root, without a slash at either end; empty for the root itself. */
  readonly rest: string;
}

/** Which file of which volume a path of a container is; undefined for one of its own. */
export function volumeFile({ container }: ContainerView, path: string): VolumeFile | undefined {
  const mounts = items(container.volumeMounts)
    .filter((mount) => isObject(mount) && typeof mount.mountPath === 'string' && mount.subPathExpr === undefined)
    .map((mount) => ({ ...mount, root: trim(mount.mountPath) }))
    .filter(({ root }) => trim(path) === root || trim(path).startsWith(`${root}/`))
    .sort((a, b) => b.root.length - a.root.length);
  const [mount] = mounts;
  if (!mount) return undefined;
  return { volume: mount.name, rest: trim(`${mount.subPath ?? ''}/${trim(path).slice(mount.root.length)}`) };
}

function trim(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
