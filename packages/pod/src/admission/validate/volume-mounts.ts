import type { IContainer, IVolumeMount } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { hasBacksteps, validateDescendingPath } from './file-path.ts';
import type { PodScope } from './scope.ts';

type Container = Draft<IContainer>;
type Mount = Draft<IVolumeMount>;

/** Mounts of known volumes at distinct places (ValidateVolumeMounts@1.36.2). */
export function validateVolumeMounts(container: Container, path: FieldPath, scope: PodScope): void {
  const { errors, volumes } = scope;
  const devices = new Map(
    (container.volumeDevices ?? []).map((device) => [device.name ?? '', device.devicePath ?? '']),
  );
  const devicePaths = new Set(devices.values());
  const taken = new Set<string>();
  for (const [at, mount] of (container.volumeMounts ?? []).entries()) {
    const { name = '', mountPath = '' } = mount;
    const mountAt = path.index(at);
    if (name === '') errors.required(mountAt.child('name'));
    if (!volumes.has(name)) errors.notFound(mountAt.child('name'), name);
    if (mountPath === '') errors.required(mountAt.child('mountPath'));
    if (taken.has(mountPath)) errors.invalid(mountAt.child('mountPath'), mountPath, 'must be unique');
    taken.add(mountPath);
    if (devices.has(name)) errors.invalid(mountAt.child('name'), name, 'must not already exist in volumeDevices');
    if (devicePaths.has(mountPath)) {
      errors.invalid(mountAt.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices');
    }
    validateSubPaths(mount, mountAt, { ...scope, at, list: path });
    validatePropagation(mount, { container, path: path.miscalled('.mountPropagation', at, 'mountPropagation') }, scope);
    validateRecursiveReadOnly(mount, path.miscalled('.recursiveReadOnly', at, 'recursiveReadOnly'), scope);
  }
}

/** Paths inside of the volume; upstream leaves the index out of their paths. */
function validateSubPaths(
  { name = '', subPath = '', subPathExpr = '' }: Mount,
  path: FieldPath,
  { errors, volumes, server, at, list }: PodScope & { readonly at: number; readonly list: FieldPath },
): void {
  // 1.31 and 1.32 mounted image volumes whole only.
  if ((server.minor === 31 || server.minor === 32) && volumes.get(name)?.image) {
    const detail = 'not allowed in image volume sources';
    if (subPath !== '') errors.invalid(path.child('subPath'), subPath, detail);
    if (subPathExpr !== '') errors.invalid(path.child('subPathExpr'), subPathExpr, detail);
  }
  if (subPath !== '') validateDescendingPath(subPath, list.miscalled('.subPath', at, 'subPath'), errors);
  if (subPathExpr === '') return;
  if (subPath !== '') {
    errors.invalid(path.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive');
  }
  validateDescendingPath(subPathExpr, list.miscalled('.subPathExpr', at, 'subPathExpr'), errors);
}

function validatePropagation(
  { mountPropagation: propagation }: Mount,
  { container, path }: { readonly container: Container; readonly path: FieldPath },
  { errors }: PodScope,
): void {
  if (propagation === undefined) return;
  if (!propagations.includes(propagation)) errors.notSupported(path, propagation, propagations);
  if (propagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    errors.forbidden(path, 'Bidirectional mount propagation is available only to privileged containers');
  }
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function validateRecursiveReadOnly(mount: Mount, path: FieldPath, { errors }: PodScope): void {
  const value = mount.recursiveReadOnly;
  if (value === undefined || value === 'Disabled') return;
  if (!recursiveValues.includes(value)) {
    errors.notSupported(path, value, recursiveValues);
    return;
  }
  if (mount.readOnly !== true) errors.forbidden(path, 'may only be specified when readOnly is true');
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    errors.forbidden(path, 'may only be specified when mountPropagation is None or not specified');
  }
}

const recursiveValues = ['Disabled', 'Enabled', 'IfPossible'];

/** Block devices of known claims at distinct places (ValidateVolumeDevices@1.36.2). */
export function validateVolumeDevices(container: Container, path: FieldPath, { errors, volumes }: PodScope): void {
  const mounts = new Map((container.volumeMounts ?? []).map((mount) => [mount.name ?? '', mount.mountPath ?? '']));
  const mountPaths = new Set(mounts.values());
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [at, { name = '', devicePath = '' }] of (container.volumeDevices ?? []).entries()) {
    const namePath = path.index(at).child('name');
    const pathPath = path.index(at).child('devicePath');
    const volume = volumes.get(name);
    if (name === '') errors.required(namePath);
    if (names.has(name)) errors.invalid(namePath, name, 'must be unique');
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
      const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.invalid(namePath, name, detail);
    }
    if (!volume) errors.notFound(namePath, name);
    if (devicePath === '') errors.required(pathPath);
    if (paths.has(devicePath)) errors.invalid(pathPath, devicePath, 'must be unique');
    if (hasBacksteps(devicePath)) errors.invalid(pathPath, devicePath, "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (mounts.has(name)) errors.invalid(namePath, name, 'must not already exist in volumeMounts');
    if (mountPaths.has(devicePath)) {
      errors.invalid(pathPath, devicePath, 'must not already exist as a path in volumeMounts');
    }
    if (name !== '') names.add(name);
  }
}
