import type { FieldError } from '@outrigger/pod';
import { fieldSchema } from './correlated.ts';
import { type Fields, isFields, isList, itemsOf, type JsonSchema } from './json-schema.ts';

/** What is wrong with objects within an object (apiextensions-apiserver pkg/apiserver/schema/objectmeta/validation.go@1.36). */
export function validateEmbedded(value: unknown, schema: JsonSchema | undefined, path: string): readonly FieldError[] {
  if (schema === undefined) return [];
  if (isList(value)) {
    const items = itemsOf(schema);
    return value.flatMap((item, at) => validateEmbedded(item, items, `${path}[${at}]`));
  }
  if (!isFields(value)) return [];
  const own = schema['x-kubernetes-embedded-resource'] ? embeddedProblems(value, path) : [];
  const inside = Object.keys(value).flatMap((key) => {
    const isNamed = Object.hasOwn(schema.properties ?? {}, key);
    return validateEmbedded(value[key], fieldSchema(schema, key), isNamed ? below(path, key) : `${path}[${key}]`);
  });
  return [...own, ...inside];
}

function embeddedProblems(value: Fields, path: string): readonly FieldError[] {
  const found: FieldError[] = [];
  const add = (type: FieldError['type'], name: string, detail: string): void => {
    const field = below(path, name);
    found.push({ type, field, path: [field], badValue: value[name], detail });
  };
  for (const name of ['apiVersion', 'kind']) {
    const given = value[name];
    if (given === undefined) add('Required', name, '');
    else if (typeof given !== 'string') add('Invalid', name, 'must be a string');
    else if (given === '') add('Invalid', name, 'must not be empty');
    else if (name === 'kind') {
      const problems = labelProblems(given.toLowerCase());
      if (problems.length > 0)
        add('Invalid', name, `may have mixed case, but should otherwise match: ${problems.join(',')}`);
    } else if (given.split('/').length > 2) add('Invalid', name, `unexpected GroupVersion string: ${given}`);
  }
  return found;
}

/** DNS labels of RFC 1035 begin with a letter (apimachinery pkg/util/validation IsDNS1035Label@1.36). */
export function labelProblems(text: string): readonly string[] {
  const found: string[] = [];
  if (text.length > 63) found.push('must be no more than 63 bytes');
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)) {
    found.push(
      `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
    );
  }
  return found;
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
