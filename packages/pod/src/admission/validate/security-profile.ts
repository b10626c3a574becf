import type { IAppArmorProfile, ISeccompProfile } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { type GoShape, printGoStruct } from '../go-struct.ts';
import { validateDescendingPath } from './file-path.ts';
import type { Scope } from './scope.ts';

/** Which system calls a container may make (validateSeccompProfileField@1.36.2). */
export function validateSeccompProfile(
  profile: Draft<ISeccompProfile> | undefined,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  if (!profile) return;
  const { type = '', localhostProfile } = profile;
  const filePath = path.child('localhostProfile');
  if (type === '') errors.required(path.child('type'), 'type is required when seccompProfile is set');
  else if (!types.includes(type)) errors.notSupported(path.child('type'), type, types);
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return;
    const value = { badValue: profile, shownValue: printGoStruct(profile, seccompShape, server.minor) };
    errors.invalidShown(filePath, value, 'can only be set when seccomp type is Localhost');
  } else if (localhostProfile === undefined) {
    errors.required(filePath, 'must be set when seccomp type is Localhost');
  } else validateDescendingPath(localhostProfile, filePath, errors);
}

const types = ['Localhost', 'RuntimeDefault', 'Unconfined'];

const profileFields: GoShape['fields'] = [
  ['Type', 'type', 'string'],
  ['LocalhostProfile', 'localhostProfile', '*string'],
];

/** A seccomp profile as the API server prints it. */
export const seccompShape: GoShape = { type: 'core.SeccompProfile', fields: profileFields };

/** An AppArmor profile as the API server prints it. */
export const appArmorShape: GoShape = { type: 'core.AppArmorProfile', fields: profileFields };

/** What AppArmor lets a container do (ValidateAppArmorProfileField@1.36.2). */
export function validateAppArmorProfile(
  profile: Draft<IAppArmorProfile> | undefined,
  path: FieldPath,
  { errors }: Scope,
): void {
  if (!profile) return;
  const { type = '', localhostProfile } = profile;
  const filePath = path.child('localhostProfile');
  if (type === '') errors.required(path.child('type'), 'type is required when appArmorProfile is set');
  else if (!types.includes(type)) errors.notSupported(path.child('type'), type, types);
  else if (type !== 'Localhost') {
    if (localhostProfile !== undefined) {
      errors.ofNamedTexts().invalid(filePath, localhostProfile, 'can only be set when AppArmor type is Localhost');
    }
  } else if (localhostProfile === undefined || localhostProfile === '') {
    errors.required(filePath, 'must be set when AppArmor type is Localhost');
  } else {
    if (localhostProfile.trim() !== localhostProfile) {
      errors.invalid(filePath, localhostProfile, 'must not be padded with whitespace');
    }
    if (localhostProfile.length > 4095) errors.longerThan(filePath, 4095);
  }
}
