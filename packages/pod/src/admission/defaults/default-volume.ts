import type { IDownwardAPIVolumeFile, IVolume, IVolumeProjection } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { defaultReference } from './default-reference.ts';
import { defaultAmounts } from './default-resources.ts';
import { defaultPullPolicy } from './image-tag.ts';

type Volume = Draft<IVolume>;
type DownwardFiles = readonly Draft<IDownwardAPIVolumeFile>[];

/** A volume with the defaults of its source; without a source it is an `emptyDir` (SetDefaults_Volume@1.36.2). */
export function defaultVolume(volume: Volume, server: ApiServer): Volume {
  const kind = Object.keys(volume).find((field) => field !== 'name');
  if (kind === undefined) return { ...volume, emptyDir: {} };
  const { hostPath, iscsi, rbd, azureDisk, scaleIO, image, ephemeral } = volume;
  return {
    ...volume,
    ...defaultFiles(volume),
    ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
    ...(iscsi && { iscsi: { ...iscsi, iscsiInterface: iscsi.iscsiInterface || 'default' } }),
    ...(rbd && {
      rbd: {
        ...rbd,
        pool: rbd.pool || 'rbd',
        user: rbd.user || 'admin',
        keyring: rbd.keyring || '/etc/ceph/keyring',
      },
    }),
    ...(azureDisk && {
      azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared', ...azureDisk },
    }),
    ...(scaleIO && {
      scaleIO: { ...scaleIO, storageMode: scaleIO.storageMode || 'ThinProvisioned', fsType: scaleIO.fsType || 'xfs' },
    }),
    ...(image &&
      server.gates.ImageVolume === true && {
        image: { ...image, pullPolicy: image.pullPolicy || defaultPullPolicy(image.reference ?? '', server.minor) },
      }),
    ...(ephemeral?.volumeClaimTemplate && { ephemeral: defaultClaim(ephemeral) }),
  };
}

/** Files made of objects are readable by all: mode 0644. */
const FILE_MODE = 0o644;

function defaultFiles({ secret, configMap, downwardAPI, projected }: Volume): Partial<Volume> {
  return {
    ...(secret && { secret: { ...secret, defaultMode: secret.defaultMode ?? FILE_MODE } }),
    ...(configMap && { configMap: { ...configMap, defaultMode: configMap.defaultMode ?? FILE_MODE } }),
    ...(downwardAPI && {
      downwardAPI: {
        ...downwardAPI,
        ...(downwardAPI.items && { items: defaultDownward(downwardAPI.items) }),
        defaultMode: downwardAPI.defaultMode ?? FILE_MODE,
      },
    }),
    ...(projected && {
      projected: {
        ...projected,
        ...(projected.sources && { sources: projected.sources.map(defaultProjection) }),
        defaultMode: projected.defaultMode ?? FILE_MODE,
      },
    }),
  };
}

function defaultProjection(source: Draft<IVolumeProjection>): Draft<IVolumeProjection> {
  const { downwardAPI, serviceAccountToken: token } = source;
  return {
    ...source,
    ...(downwardAPI?.items && { downwardAPI: { ...downwardAPI, items: defaultDownward(downwardAPI.items) } }),
    ...(token && { serviceAccountToken: { ...token, expirationSeconds: token.expirationSeconds ?? 3600 } }),
  };
}

function defaultDownward(files: DownwardFiles): DownwardFiles {
  return files.map(defaultReference);
}

function defaultClaim(ephemeral: NonNullable<Volume['ephemeral']>): NonNullable<Volume['ephemeral']> {
  const { volumeClaimTemplate: template = {} } = ephemeral;
  const spec = template.spec ?? {};
  const { requests, limits } = spec.resources ?? {};
  const resources = {
    ...spec.resources,
    ...(limits && { limits: defaultAmounts(limits) }),
    ...(requests && { requests: defaultAmounts(requests) }),
  };
  return {
    ...ephemeral,
    volumeClaimTemplate: {
      ...template,
      spec: { ...spec, resources, volumeMode: spec.volumeMode ?? 'Filesystem' },
    },
  };
}
