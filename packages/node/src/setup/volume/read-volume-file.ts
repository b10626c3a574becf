import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { MadeVolume } from '../mounts.ts';
import { isBelow } from './host-path-limits.ts';

/** Reads a file of a volume for `fileKeyRef`; undefined when it cannot be read, or is a link out of the volume. */
export function readVolumeFile(
  volumes: ReadonlyMap<string, MadeVolume>,
  name: string,
  path: string,
): string | undefined {
  const volume = volumes.get(name);
  if (!volume) return undefined;
  try {
    const root = realpathSync(volume.hostPath);
    const file = realpathSync(join(root, path));
    return isBelow(file, root) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
