import { badRequest } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';

/** What a field selector asks of one field. */
export interface FieldTerm {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

/** Reads a selector as it stands in a query, or refuses it (apimachinery pkg/fields/selector.go ParseSelector@1.36). */
export function parseFieldSelector(text: string): readonly FieldTerm[] {
  const parts = splitTerms(text).filter((part) => part !== '');
  return parts.sort().flatMap((part) => {
    const { field = '', sign, value = '' } = /^(?<field>.*?)(?<sign>!=|==|=)(?<value>.*)$/s.exec(part)?.groups ?? {};
    if (sign === undefined) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    // Nothing is asked of no field (hasTerm.Transform).
    return field === '' && value === '' ? [] : [{ field, isEqual: sign !== '!=', value: unescaped(value) }];
  });
}

/** Refuses fields by which a resource cannot be selected, in the words that its kind has upstream. */
export function checkFields({ rules, kind }: Resource, terms: readonly FieldTerm[]): void {
  for (const { field } of terms) {
    if (rules.selectableFields === undefined) {
      if (field === 'metadata.name' || field === 'metadata.namespace') continue;
      throw badRequest(`"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`);
    }
    const withoutNamespace = kind === 'Node' || kind === 'Namespace' || kind === 'CertificateSigningRequest';
    if (field === 'metadata.name' || (field === 'metadata.namespace' && !withoutNamespace)) continue;
    if (Object.hasOwn(rules.selectableFields({}), field)) continue;
    // pkg/apis/batch/v1/conversion.go@1.36 has its own.
    throw badRequest(
      kind === 'Job' ? `field label "${field}" not supported for Job` : `field label not supported: ${field}`,
    );
  }
}

/** Whether an object, in the version of the resource, is as a selector asks. */
export function matchesFields(resource: Resource, terms: readonly FieldTerm[], object: ApiObject): boolean {
  if (terms.length === 0) return true;
  const { name = '', namespace = '' } = object.metadata ?? {};
  const isOwnOnly = terms.every(({ field }) => field.startsWith('metadata.'));
  const fields: Readonly<Record<string, string>> = {
    ...(isOwnOnly ? {} : resource.rules.selectableFields?.(object)),
    'metadata.name': name,
    'metadata.namespace': namespace,
  };
  return terms.every(({ field, isEqual, value }) => ((fields[field] ?? '') === value) === isEqual);
}

/** The value that a selector asks of a field, if it asks for one; upstream's RequiresExactMatch. */
export function exactValue(terms: readonly FieldTerm[], field: string): string | undefined {
  return terms.find((term) => term.isEqual && term.field === field)?.value;
}

/** At commas, but not at escaped ones. */
function splitTerms(text: string): string[] {
  return text.match(/(?:\\.|[^,\\]|\\$)+/gs) ?? [];
}

function unescaped(text: string): string {
  let value = '';
  const characters = [...text];
  for (let place = 0; place < characters.length; place++) {
    const character = characters[place] ?? '';
    if (character === '=' || character === ',') {
      throw badRequest(`invalid field selector: unescaped character in value: ${character.codePointAt(0)}`);
    }
    if (character !== '\\') value += character;
    else {
      const escaped = characters[++place] ?? '';
      if (escaped !== '\\' && escaped !== ',' && escaped !== '=') {
        throw badRequest(`invalid field selector: invalid escape sequence: \\${escaped}`);
      }
      value += escaped;
    }
  }
  return value;
}
