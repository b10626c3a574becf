import { availableParallelism, hostname, networkInterfaces, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { IPod } from 'kubernetes-models/v1';
import type { PodFolder, StoredRun } from '../state/pod-folder.ts';
import type { CarrierWorld } from '../worker/carry-out.ts';
import { type Material, readMaterial } from './material.ts';
import type { MadeVolume } from './mounts.ts';
import { setUpContainer } from './set-up-container.ts';
import { makeSubPaths } from './volume/make-sub-paths.ts';
import { makeVolumes } from './volume/make-volumes.ts';
import { API_MODE } from './volume/object-files.ts';
import { planVolumes } from './volume/plan-volumes.ts';
import { readVolumeFile } from './volume/read-volume-file.ts';

/** What sets the containers of a pod up is made from. */
export interface SetUpOptions {
  readonly run: StoredRun;
  /** As it is now: the API lets some of it be changed. */
  readonly pod: () => IPod;
  readonly folder: PodFolder;
  /** Hears what is other than in a cluster. */
  readonly note: (message: string) => void;
  /** ConfigMaps, Secrets and tokens as they are now; without it those that were kept with the pod. */
  readonly material?: (() => Promise<Material>) | undefined;
  /** What the pod calls its node; the machine's name where it is left out. */
  readonly nodeName?: string | undefined;
}

/** What sets the containers of a pod up. */
export interface SetUp {
  readonly setUp: CarrierWorld['setUp'];
  /** Writes the files of volumes anew that are made from objects, when there are any yet. */
  readonly refresh: () => Promise<void>;
}

/** What sets the containers of a stored pod up: volumes are made before the first start, everything else for each. */
export function createSetUp({ run, folder, note, ...given }: SetUpOptions): SetUp {
  const podNow = () => ({ ...given.pod(), metadata: { ...given.pod().metadata, uid: run.uid } });
  const kept = readMaterial(run.material, run.pod.metadata?.namespace).material;
  const readNow = given.material ?? (async () => kept);
  const allocatable = { cpu: String(availableParallelism()), memory: String(totalmem()) };
  let volumes: ReadonlyMap<string, MadeVolume> | undefined;
  const makeThem = async (material: Material) => {
    const pod = podNow();
    const planned = planVolumes(pod, {
      material,
      allocatable,
      hostPaths: run.hostPaths,
      // Containers have users of their own, who read Secrets as in a cluster; processes have the one of this command.
      ...(run.driver === 'cri' && { secretMode: API_MODE }),
    });
    if (!planned.ok) return planned;
    if (!volumes) for (const each of planned.plan.notes) note(each);
    return makeVolumes(planned.plan, {
      folder: folder.path,
      claims: join(dirname(folder.path), 'claims'),
      now: new Date(),
    });
  };
  const setUp: CarrierWorld['setUp'] = async (container, { attempt, podIp }) => {
    const material = await readNow();
    if (!volumes) {
      const made = await makeThem(material);
      if (!made.ok) return { ok: false, message: made.messages.join('; ') };
      ({ volumes } = made);
    }
    const known = volumes;
    const made = setUpContainer(podNow(), container, {
      material,
      allocatable,
      volumes: known,
      nodeName: given.nodeName ?? hostname(),
      podIps: [podIp],
      hostIps: [hostAddress()],
      logPath: folder.logPath(container.name, attempt),
      readVolumeFile: (volume, path) => readVolumeFile(known, volume, path),
    });
    if (!made.ok) return made;
    const refusal = await makeSubPaths(made.subPaths);
    return refusal ? { ok: false, message: refusal.refused } : made;
  };
  return {
    setUp,
    async refresh() {
      if (!volumes) return;
      // An object that is gone leaves its files as they were, as upstream.
      const made = await makeThem(await readNow());
      if (made.ok) ({ volumes } = made);
    },
  };
}

/** The first address of the machine that others reach; its loopback where it has none. */
function hostAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
