import type { IPod } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { goJson } from '../go-json.ts';
import { type GoShape, printGoStruct, printGoStructs } from '../go-struct.ts';
import type { Scope } from './scope.ts';

type Owner = NonNullable<NonNullable<Draft<IPod>['metadata']>['ownerReferences']>[number];

/** The objects that the object belongs to; at most one of them controls it (ValidateOwnerReferences@1.36.2). */
export function validateOwners(owners: readonly Owner[], path: FieldPath, { errors, server }: Scope): void {
  let controller: string | undefined;
  for (const [at, owner] of owners.entries()) {
    const ownerPath = path.miscalled('', at);
    const { apiVersion = '', kind = '', name = '', uid = '' } = owner;
    const [group, version] = readApiVersion(apiVersion);
    if (version === '') errors.invalid(ownerPath.child('apiVersion'), apiVersion, 'version must not be empty');
    for (const [field, value] of Object.entries({ kind, name, uid })) {
      const detail = server.minor < 34 ? `${field} must not be empty` : 'must not be empty';
      if (value === '') errors.invalid(ownerPath.child(field), value, detail);
    }
    if (group === '' && version === 'v1' && kind === 'Event') {
      const value = { badValue: owner, shownValue: printOwner(owner, server.minor) };
      errors.invalidShown(ownerPath, value, '/v1, Kind=Event is disallowed from being an owner');
    }
    if (owner.controller !== true) continue;
    const own = `${kind}/${name}`;
    if (controller !== undefined) {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${own}`;
      const value = { badValue: owners, shownValue: printOwners(owners, server.minor) };
      errors.invalidShown(path, value, detail);
    } else controller = own;
  }
}

/** `v1` or `apps/v1`; what is neither has no version (apimachinery schema.ParseGroupVersion). */
function readApiVersion(apiVersion: string): readonly [group: string, version: string] {
  const [one = '', other, ...more] = apiVersion.split('/');
  if (other === undefined) return ['', one];
  return more.length > 0 ? ['', ''] : [one, other];
}

function printOwners(owners: readonly Owner[], minor: number): string {
  return minor < 34 ? printGoStructs(owners, ownerShape, minor) : `[${owners.map(toJson).join(',')}]`;
}

function printOwner(owner: Owner, minor: number): string {
  return minor < 34 ? printGoStruct(owner, ownerShape, minor) : toJson(owner);
}

/** Unlike internal types, those of apimachinery have JSON names. */
function toJson({ apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion }: Owner): string {
  return goJson({ apiVersion, kind, name, uid, controller, blockOwnerDeletion });
}

/** apimachinery pkg/apis/meta/v1/types.go OwnerReference@1.33. */
const ownerShape: GoShape = {
  type: 'v1.OwnerReference',
  fields: [
    ['APIVersion', 'apiVersion', 'string'],
    ['Kind', 'kind', 'string'],
    ['Name', 'name', 'string'],
    ['UID', 'uid', 'string'],
    ['Controller', 'controller', '*bool'],
    ['BlockOwnerDeletion', 'blockOwnerDeletion', '*bool'],
  ],
};
