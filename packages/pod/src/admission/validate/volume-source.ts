import type { IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { isNegative } from '../quantity.ts';
import { validateBlockDevice, validateFc, validateIscsi } from './block-volume.ts';
import { validateClaimTemplate } from './claim-template.ts';
import { validateAzureDisk, validateCloudVolume } from './cloud-volume.ts';
import { validateDownwardVolume, validateFiles } from './config-volume.ts';
import { validateCsi } from './csi-volume.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import { validateHostPath } from './host-path.ts';
import {
  validateCephfs,
  validateFlexVolume,
  validateFlocker,
  validateGitRepo,
  validateGlusterfs,
  validateNfs,
  validateQuobyte,
  validateRbd,
} from './network-volume.ts';
import { validateProjected } from './projected-volume.ts';
import { validatePullPolicy } from './pull-policy.ts';
import type { Scope } from './scope.ts';

type Volume = Draft<IVolume>;

/** What the checks of a volume's source need to know: the pod's name, of which claims are named. */
export interface VolumeScope extends Scope {
  readonly podName: string;
}

/** Exactly one source, and that one in order (validateVolumeSource@1.36.2). */
export function validateVolumeSource(volume: Volume, path: FieldPath, scope: VolumeScope): void {
  const { errors } = scope;
  let sources = 0;
  for (const kind of Object.keys(checks) as (keyof typeof checks)[]) {
    if (volume[kind] === undefined) continue;
    // Image volumes count only where the server knows them (validateVolumeSource@1.31).
    if (kind === 'image' && scope.server.minor === 31 && scope.server.gates.ImageVolume !== true) continue;
    sources += 1;
    if (sources > 1) {
      errors.forbidden(miscalled(kind, path), 'may not specify more than 1 volume type');
      continue;
    }
    checks[kind]({ volume, path: path.child(kind), scope, volumePath: path });
  }
  if (sources === 0) errors.required(path, 'must specify a volume type');
}

interface Check {
  readonly volume: Volume;
  /** The path of the source, e.g. `spec.volumes[0].secret`. */
  readonly path: FieldPath;
  readonly volumePath: FieldPath;
  readonly scope: VolumeScope;
}

/** The sources in upstream's order of looking, which decides which of two is the one too many. */
const checks = {
  emptyDir: ({ volume, path, scope }: Check) => {
    const limit = volume.emptyDir?.sizeLimit;
    if (limit !== undefined && isNegative(limit)) {
      scope.errors.forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity');
    }
  },
  hostPath: ({ volume, path, scope }: Check) => validateHostPath(volume.hostPath ?? {}, path, scope),
  gitRepo: validateGitRepo,
  gcePersistentDisk: ({ volume, volumePath, scope }: Check) => {
    const path = volumePath.miscalled('.persistentDisk', 'gcePersistentDisk');
    validateBlockDevice(volume.gcePersistentDisk ?? {}, { path, scope, id: 'pdName' });
  },
  awsElasticBlockStore: ({ volume, path, scope }: Check) => {
    validateBlockDevice(volume.awsElasticBlockStore ?? {}, { path, scope, id: 'volumeID' });
  },
  secret: ({ volume, path, scope }: Check) => {
    validateFiles({ ...volume.secret, name: volume.secret?.secretName }, { path, scope, nameField: 'secretName' });
  },
  nfs: validateNfs,
  iscsi: ({ volume, volumePath, scope }: Check) => validateIscsi(volume, volumePath, scope),
  glusterfs: validateGlusterfs,
  flocker: validateFlocker,
  persistentVolumeClaim: ({ volume, path, scope }: Check) => {
    if (!volume.persistentVolumeClaim?.claimName) scope.errors.required(path.child('claimName'));
  },
  rbd: validateRbd,
  cinder: ({ volume, path, scope }: Check) => validateCloudVolume('cinder', volume, { path, scope }),
  cephfs: validateCephfs,
  quobyte: validateQuobyte,
  downwardAPI: ({ volume, path, scope }: Check) => validateDownwardVolume(volume.downwardAPI ?? {}, path, scope),
  fc: ({ volume, path, scope }: Check) => validateFc(volume.fc ?? {}, path, scope),
  flexVolume: validateFlexVolume,
  configMap: ({ volume, path, scope }: Check) => {
    validateFiles(volume.configMap ?? {}, { path, scope, nameField: 'name' });
  },
  azureFile: ({ volume, path, scope }: Check) => validateCloudVolume('azureFile', volume, { path, scope }),
  vsphereVolume: ({ volume, path, scope }: Check) => validateCloudVolume('vsphereVolume', volume, { path, scope }),
  photonPersistentDisk: ({ volume, path, scope }: Check) => {
    validateCloudVolume('photonPersistentDisk', volume, { path, scope });
  },
  portworxVolume: ({ volume, path, scope }: Check) => validateCloudVolume('portworxVolume', volume, { path, scope }),
  azureDisk: ({ volume, path, scope }: Check) => validateAzureDisk(volume.azureDisk ?? {}, path, scope),
  storageos: ({ volume, path, scope }: Check) => validateCloudVolume('storageos', volume, { path, scope }),
  projected: ({ volume, path, scope }: Check) => validateProjected(volume.projected ?? {}, path, scope),
  scaleIO: ({ volume, path, scope }: Check) => validateCloudVolume('scaleIO', volume, { path, scope }),
  csi: ({ volume, path, scope }: Check) => validateCsi(volume.csi ?? {}, path, scope),
  ephemeral: ({ volume, path, volumePath, scope }: Check) => {
    validateClaimTemplate(volume.ephemeral?.volumeClaimTemplate, path.child('volumeClaimTemplate'), scope);
    if (scope.podName === '' || !volume.name) return;
    const claim = `${scope.podName}-${volume.name}`;
    for (const problem of dnsSubdomainProblems(claim)) {
      scope.errors.invalid(volumePath.child('name'), volume.name, `PVC name ${goQuote(claim)}: ${problem}`);
    }
  },
  image: ({ volume, path, scope }: Check) => {
    // A template may leave it to who makes the pod.
    if (!volume.image?.reference && scope.isTemplate !== true) scope.errors.required(path.child('reference'));
    validatePullPolicy(volume.image?.pullPolicy, path.child('pullPolicy'), scope);
  },
} satisfies Partial<Record<keyof Volume, (check: Check) => void>>;

/** Upstream misspells two sources when they are one too many. */
function miscalled(kind: keyof typeof checks, path: FieldPath): FieldPath {
  if (kind === 'cephfs') return path.miscalled('.cephFS', kind);
  return kind === 'downwardAPI' ? path.miscalled('.downwarAPI', kind) : path.child(kind);
}
