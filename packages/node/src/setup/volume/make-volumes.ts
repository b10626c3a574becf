import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeVolume } from '../mounts.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { checkHostPath } from './check-host-path.ts';
import type { PlannedVolume, VolumePlan } from './volume-plan.ts';
import { writeAtomically } from './write-atomically.ts';

/** Where volumes are made, and when. */
export interface VolumePlaces {
  /** The pod's own folder, 0700: its volumes lie below it and go with it. */
  readonly folder: string;
  /** Where claims live, whatever becomes of their pods. */
  readonly claims: string;
  readonly now: Date;
}

/** A pod's volumes by name, or a message for each that cannot be had, as in the kubelet's Event FailedMount. */
export type Made =
  | { readonly ok: true; readonly volumes: ReadonlyMap<string, MadeVolume> }
  | { readonly ok: false; readonly messages: readonly string[] };

/**
 * Makes a pod's volumes. Whatever is there already stays, but for files made from objects, which become what they should be:
 * a command that was started anew makes its pods' volumes again.
 */
export async function makeVolumes({ volumes }: VolumePlan, places: VolumePlaces): Promise<Made> {
  const made = new Map<string, MadeVolume>();
  const messages: string[] = [];
  for (const volume of volumes) {
    const one = await makeVolume(volume, places).catch(refusedBySystem);
    if (isRefusal(one)) messages.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${one.refused}`);
    else made.set(volume.name, one);
  }
  return messages.length > 0 ? { ok: false, messages } : { ok: true, volumes: made };
}

/** A full disk, say, is no bug; the next try may find room. */
function refusedBySystem(error: unknown): Refusal {
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return { refused: message };
}

async function makeVolume(volume: PlannedVolume, { folder, claims, now }: VolumePlaces): Promise<MadeVolume | Refusal> {
  const own = join(folder, 'volumes', volume.name);
  switch (volume.is) {
    case 'emptyDir':
      await makeForEverybody(own);
      return { hostPath: own, readOnly: false };
    case 'files':
      await mkdir(own, { recursive: true });
      await chmod(own, volume.folderMode);
      return (await writeAtomically(own, volume.files, now)) ?? { hostPath: own, readOnly: true };
    case 'hostPath':
      return (await checkHostPath(volume)) ?? { hostPath: volume.path, readOnly: false };
    case 'claim': {
      const claim = join(claims, volume.claim);
      await makeForEverybody(claim);
      return { hostPath: claim, readOnly: volume.readOnly };
    }
  }
}

/**
 * Containers run as any user (pkg/volume/emptydir/empty_dir.go@v1.36.2: perm); the pod's folder keeps strangers out. What
 * is there has its mode from whoever uses it.
 */
async function makeForEverybody(path: string): Promise<void> {
  const isNew = (await mkdir(path, { recursive: true })) !== undefined;
  // Whatever the umask.
  if (isNew) await chmod(path, 0o777);
}
