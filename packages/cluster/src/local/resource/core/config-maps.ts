import { configKeyProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { base64Size, MAX_DATA, validateFrozen } from '../rules/data-rules.ts';

/** ConfigMaps (ValidateConfigMap in pkg/apis/core/validation@1.36). */
export const configMaps: Resource = declare({
  plural: 'configmaps',
  kind: 'ConfigMap',
  shortNames: ['cm'],
  rules: {
    validate: (object) => collectErrors((scope) => validateData(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateFrozen(object, old, ['data', 'binaryData'], scope);
        validateData(object, scope);
      }),
  },
});

function validateData(object: ApiObject, { errors }: Scope): void {
  const data = (object.data ?? {}) as Readonly<Record<string, string>>;
  const binary = (object.binaryData ?? {}) as Readonly<Record<string, string>>;
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    const path = at('data').key(key);
    errors.invalidEach(path, key, configKeyProblems(key));
    if (key in binary) errors.invalid(path, key, 'duplicate of key present in binaryData');
    size += Buffer.byteLength(value);
  }
  for (const [key, value] of Object.entries(binary)) {
    errors.invalidEach(at('binaryData').key(key), key, configKeyProblems(key));
    size += base64Size(value);
  }
  // Upstream's path for the object as a whole is empty, which it prints as brackets.
  if (size > MAX_DATA) errors.tooLong(at('[]'), MAX_DATA);
}
