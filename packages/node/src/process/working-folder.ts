import { lstatSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { ContainerSetup } from '../setup/container-setup.ts';
import { isBelow } from '../setup/volume/host-path-limits.ts';

/**
 * Makes the folder that a container's process sees as its own, and answers with where in it the process begins. Mounts lie in it
 * under their own paths, as links, since a process has no root of its own.
 */
export function makeWorkingFolder(
  folder: string,
  { mounts, terminationMessagePath, workingDir }: ContainerSetup,
): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const volumes = mounts.flatMap(({ hostPath }) => realOf(hostPath) ?? []);
    for (const { hostPath, containerPath } of mounts) {
      const path = inFolder(folder, containerPath);
      link(hostPath, join(makeFolder(folder, dirname(path), volumes), basename(path)));
    }
    makeFolder(folder, dirname(inFolder(folder, terminationMessagePath)), volumes);
    return workingDir === undefined ? folder : makeFolder(folder, inFolder(folder, workingDir), volumes);
  } catch (error) {
    // A full disk, say, is no bug; the next try may find room.
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new RuntimeFailure(message, { cause: error });
  }
}

/** Where a path of the container is on this machine; upwards of its root is its root. */
export function inFolder(folder: string, path: string): string {
  return join(folder, join('/', path));
}

/**
 * Makes a folder and answers with its real path. Links lead into the container's volumes and about in them; where a container
 * has put one that leads elsewhere, nothing is made behind it.
 */
function makeFolder(folder: string, path: string, volumes: readonly string[]): string {
  let at = folder;
  for (const name of relative(folder, path).split('/')) {
    at = join(at, name);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) mkdirSync(at);
    else if (found.isSymbolicLink()) {
      at = realpathSync(at);
      if (!volumes.some((volume) => isBelow(at, volume))) {
        throw new RuntimeFailure(`${relative(folder, path)} leads out of the container's volumes`);
      }
    }
  }
  return at;
}

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
