import { normalize } from 'node:path/posix';
import type { IPod, IVolume } from 'kubernetes-models/v1';
import { isRefusal, type Refusal } from '../refusal.ts';
import { downwardFiles } from './downward-files.ts';
import { isBelow, notAllowed } from './host-path-limits.ts';
import { configMapFiles, type FilesWorld, type NamedFiles, secretFiles } from './object-files.ts';
import { projectedFiles } from './projected-files.ts';
import type { Planned, PlannedVolume } from './volume-plan.ts';

/** What volumes are made from, and what they may reach. */
export interface VolumeWorld extends FilesWorld {
  /** Folders that a hostPath may lie in, and everything below them; undefined = anywhere. */
  readonly hostPaths: readonly string[] | undefined;
}

/**
 * Plans a pod's volumes. Kinds that need a cluster, a network or a plugin are refused; what is different here but does not
 * keep the pod from running is noted.
 *
 * @example
 * const planned = planVolumes(pod, { material, allocatable: {}, hostPaths: [] });
 * if (planned.ok) await makeVolumes(planned.plan, places);
 */
export function planVolumes(pod: IPod, world: VolumeWorld): Planned {
  const volumes: PlannedVolume[] = [];
  const notes: string[] = [];
  const messages: string[] = [];
  for (const volume of pod.spec?.volumes ?? []) {
    const planned = planVolume(volume, pod, world);
    if (isRefusal(planned)) {
      // operationexecutor/operation_generator.go@v1.36.2, and its blank before the colon.
      messages.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${planned.refused}`);
      continue;
    }
    volumes.push(planned.volume);
    notes.push(...planned.notes.map((note) => `volume ${volume.name}: ${note}`));
  }
  return messages.length > 0 ? { ok: false, messages } : { ok: true, plan: { volumes, notes } };
}

interface PlannedOne {
  readonly volume: PlannedVolume;
  readonly notes: readonly string[];
}

function planVolume(volume: IVolume, pod: IPod, world: VolumeWorld): PlannedOne | Refusal {
  const { name } = volume;
  const { emptyDir, configMap, secret, projected, downwardAPI, hostPath, persistentVolumeClaim, ephemeral } = volume;
  // Names become folders.
  if (!isPlainName(name)) return { refused: `${name} is not a name for a volume` };
  if (emptyDir) return { volume: { is: 'emptyDir', name }, notes: emptyDirNotes(emptyDir) };
  if (configMap) return filesVolume(name, configMapFiles(configMap, { pod, world }));
  if (secret) return filesVolume(name, secretFiles({ ...secret, name: secret.secretName ?? '' }, { pod, world }));
  if (projected) return filesVolume(name, projectedFiles(projected, { pod, world }));
  if (downwardAPI) return filesVolume(name, downwardFiles(downwardAPI, { pod, world }));
  if (hostPath) return planHostPath(name, hostPath, world);
  if (persistentVolumeClaim) {
    const { claimName, readOnly = false } = persistentVolumeClaim;
    return planClaim({ name, claimName, readOnly }, pod);
  }
  // The claim of a generic ephemeral volume is called so (component-helpers/storage/ephemeral/ephemeral.go@v1.36.2: VolumeClaimName).
  if (ephemeral) return planClaim({ name, claimName: `${pod.metadata?.name}-${name}`, readOnly: false }, pod);
  const kind = Object.keys(volume).find((key) => key !== 'name');
  // An entry that says nothing is an emptyDir (pkg/apis/core/v1/defaults.go: SetDefaults_Volume).
  if (kind === undefined) return { volume: { is: 'emptyDir', name }, notes: [] };
  return { refused: `volumes of the kind ${kind} cannot be had on this machine` };
}

function emptyDirNotes({ medium, sizeLimit }: NonNullable<IVolume['emptyDir']>): readonly string[] {
  return [
    ...(medium ? [`medium ${medium} is a folder on disk here`] : []),
    ...(sizeLimit !== undefined ? [`sizeLimit ${sizeLimit} is not enforced`] : []),
  ];
}

function filesVolume(name: string, made: NamedFiles | Refusal): PlannedOne | Refusal {
  if (isRefusal(made)) return made;
  const { files, notes, isPrivate } = made;
  return { volume: { is: 'files', name, files, folderMode: isPrivate ? 0o700 : 0o755 }, notes };
}

function planHostPath(
  name: string,
  { path, type = '' }: NonNullable<IVolume['hostPath']>,
  { hostPaths }: VolumeWorld,
): PlannedOne | Refusal {
  if (!KNOWN_TYPES.includes(type)) return { refused: `${type} is an invalid volume type` };
  if (hostPaths && !hostPaths.some((allowed) => isBelow(path, allowed)))
    return { refused: notAllowed(path, hostPaths) };
  return { volume: { is: 'hostPath', name, path: normalize(path), type, allowed: hostPaths }, notes: [] };
}

const KNOWN_TYPES = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];

function planClaim(
  { name, claimName, readOnly }: { readonly name: string; readonly claimName: string; readonly readOnly: boolean },
  { metadata }: IPod,
): PlannedOne | Refusal {
  const namespace = metadata?.namespace ?? 'default';
  if (!isPlainName(claimName) || !isPlainName(namespace)) return { refused: `${claimName} is not a name for a claim` };
  return { volume: { is: 'claim', name, claim: `${namespace}/${claimName}`, readOnly }, notes: [] };
}

function isPlainName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(name) && !name.includes('..');
}
