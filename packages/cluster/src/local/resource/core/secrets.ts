import { configKeyProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { base64Size, MAX_DATA, validateFrozen } from '../rules/data-rules.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** Secrets (ValidateSecret in pkg/apis/core/validation, conversion in pkg/apis/core/v1@1.36). */
export const secrets: Resource = declare({
  plural: 'secrets',
  kind: 'Secret',
  rules: {
    setDefaults: (object) => withType(withPlainData(object)),
    // A Secret that is written without a type keeps the one that it has (secret/strategy.go@1.36).
    prepareForUpdate: (object, old) => ((object.type ?? '') === '' ? { ...object, type: old.type } : object),
    validate: (object) => collectErrors((scope) => validateSecret(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateImmutable(object.type, old.type, at('type'), scope);
        validateFrozen(object, old, ['data'], scope);
        validateSecret(object, scope);
      }),
    selectableFields: (object) => ({ type: String(object.type ?? '') }),
  },
});

/** What is given as plain text goes where all data is. */
function withPlainData(object: ApiObject): ApiObject {
  const { stringData, ...others } = object;
  if (stringData === undefined) return object;
  const plain = Object.entries(stringData as Readonly<Record<string, string>>);
  const added = Object.fromEntries(plain.map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
  return { ...others, data: { ...(object.data as object | undefined), ...added } };
}

function withType(object: ApiObject): ApiObject {
  return { ...object, type: object.type || 'Opaque' };
}

function validateSecret(object: ApiObject, { errors }: Scope): void {
  const data = (object.data ?? {}) as Readonly<Record<string, string>>;
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.invalidEach(at('data').key(key), key, configKeyProblems(key));
    size += base64Size(value);
  }
  if (size > MAX_DATA) errors.tooLong(at('data'), MAX_DATA);
  const type = String(object.type ?? '');
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && !object.metadata?.annotations?.[account]) {
    errors.required(at('metadata', 'annotations').key(account));
  }
  for (const key of missingKeys(type, data)) errors.required(at('data').key(key));
  const json = jsonKeys[type];
  const text = json === undefined ? undefined : data[json];
  if (json === undefined || text === undefined) return;
  const problem = jsonProblem(Buffer.from(text, 'base64').toString());
  if (problem !== undefined) errors.invalid(at('data').key(json), '<secret contents redacted>', problem);
}

function missingKeys(type: string, data: Readonly<Record<string, string>>): readonly string[] {
  if (type === 'kubernetes.io/basic-auth') {
    return 'username' in data || 'password' in data ? [] : ['username', 'password'];
  }
  if (type === 'kubernetes.io/ssh-auth') return data['ssh-privatekey'] ? [] : ['ssh-privatekey'];
  const needed = type === 'kubernetes.io/tls' ? ['tls.crt', 'tls.key'] : type in jsonKeys ? [jsonKeys[type] ?? ''] : [];
  return needed.filter((key) => !(key in data));
}

const jsonKeys: Readonly<Record<string, string>> = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
};

/** In the words of Go's decoder, as far as they can be told. */
function jsonProblem(text: string): string | undefined {
  if (text === '') return 'unexpected end of JSON input';
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const [first = ''] = text.trim();
    return `invalid character '${first}' looking for beginning of value`;
  }
}
