import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { goQuote } from '@outrigger/pod';
import type { SubPath } from '../mounts.ts';
import type { Refusal } from '../refusal.ts';
import { isBelow } from './host-path-limits.ts';

/**
 * Makes the folders of parts of volumes that are not there yet, and makes sure that none leads out of its volume: a container
 * can put links there (pkg/kubelet/kubelet_pods.go@v1.36.2: makeMounts; CVE-2017-1002101).
 */
export async function makeSubPaths(subPaths: readonly SubPath[]): Promise<Refusal | undefined> {
  for (const wanted of subPaths) {
    const { volume, container } = wanted;
    // No details: they would tell a container of this machine.
    if (!(await isMade(wanted).catch(() => false)))
      return {
        refused: `failed to prepare subPath for volumeMount ${goQuote(volume)} of container ${goQuote(container)}`,
      };
  }
  return undefined;
}

async function isMade({ volumePath, subPath }: SubPath): Promise<boolean> {
  const root = await realpath(volumePath);
  const { mode } = await lstat(root);
  let path = root;
  for (const name of subPath.split('/')) {
    path = join(path, name);
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!isThere) await mkdir(path, { mode: mode & 0o7777 });
    path = await realpath(path);
    if (!isBelow(path, root)) return false;
  }
  return true;
}
