import { availableParallelism, hostname, networkInterfaces, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { PodFolder, StoredRun } from '../state/pod-folder.ts';
import type { CarrierWorld } from '../worker/carry-out.ts';
import { readMaterial } from './material.ts';
import type { MadeVolume } from './mounts.ts';
import { setUpContainer } from './set-up-container.ts';
import { makeSubPaths } from './volume/make-sub-paths.ts';
import { makeVolumes } from './volume/make-volumes.ts';
import { API_MODE } from './volume/object-files.ts';
import { planVolumes } from './volume/plan-volumes.ts';
import { readVolumeFile } from './volume/read-volume-file.ts';

/**
 * What sets the containers of a stored pod up: volumes are made before the first start, everything else for each. `note` hears what
 * is other than in a cluster.
 */
export function createSetUp(run: StoredRun, folder: PodFolder, note: (message: string) => void): CarrierWorld['setUp'] {
  const pod = { ...run.pod, metadata: { ...run.pod.metadata, uid: run.uid } };
  const { material } = readMaterial(run.material, pod.metadata.namespace);
  const allocatable = { cpu: String(availableParallelism()), memory: String(totalmem()) };
  let volumes: ReadonlyMap<string, MadeVolume> | undefined;
  const makeThem = async () => {
    const planned = planVolumes(pod, {
      material,
      allocatable,
      hostPaths: run.hostPaths,
      // Containers have users of their own, who read Secrets as in a cluster; processes have the one of this command.
      ...(run.driver === 'cri' && { secretMode: API_MODE }),
    });
    if (!planned.ok) return planned;
    for (const each of planned.plan.notes) note(each);
    return makeVolumes(planned.plan, {
      folder: folder.path,
      claims: join(dirname(folder.path), 'claims'),
      now: new Date(),
    });
  };
  return async (container, { attempt, podIp }) => {
    if (!volumes) {
      const made = await makeThem();
      if (!made.ok) return { ok: false, message: made.messages.join('; ') };
      ({ volumes } = made);
    }
    const known = volumes;
    const made = setUpContainer(pod, container, {
      material,
      allocatable,
      volumes: known,
      nodeName: hostname(),
      podIps: [podIp],
      hostIps: [hostAddress()],
      logPath: folder.logPath(container.name, attempt),
      readVolumeFile: (volume, path) => readVolumeFile(known, volume, path),
    });
    if (!made.ok) return made;
    const refusal = await makeSubPaths(made.subPaths);
    return refusal ? { ok: false, message: refusal.refused } : made;
  };
}

/** The first address of the machine that others reach; its loopback where it has none. */
function hostAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
