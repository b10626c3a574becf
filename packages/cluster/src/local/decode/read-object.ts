import { decodeObject } from '@outrigger/pod';
import { badRequest } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { CustomStructure, Resource } from '../resource/resource.ts';
import { asGoWrites } from '../schema/as-go-writes.ts';
import { kindType, structType } from '../schema/kind-type.ts';
import type { Writing } from '../write/writing.ts';
import { bodyFormat } from './body-format.ts';
import { goStructs } from './go-structs.ts';
import { kindOf } from './kind-of.ts';
import { readText } from './read-text.ts';
import { summarize } from './summarize.ts';
import { unknownConversion } from './unknown-conversion.ts';
import { wrongCustomKind } from './wrong-custom-kind.ts';

/**
 * Reads the object that a request brings, with defaults (apimachinery pkg/runtime/serializer/json Decode@1.36, and
 * transformDecodeError of apiserver pkg/endpoints/handlers/rest.go). Repeated and unknown fields are told or refused, as asked.
 */
export function readObject(writing: Writing): ApiObject {
  const { request, resource, world } = writing.call;
  const text = new TextDecoder().decode(request.body);
  const reading = readText(text, bodyFormat(request.headers['content-type']));
  const summary = `the object provided is unrecognized (must be of type ${resource.kind})`;
  if (reading.problem !== undefined) throw badRequest(`${summary}: ${reading.problem} (${summarize(text)})`);
  const said = kindOf(reading.value, resource);
  if ('problem' in said) throw badRequest(`${summary}: ${said.problem} (${summarize(text)})`);
  const { apiVersion, kind } = said;
  if (resource.custom !== undefined) checkCustom(reading.value as ApiObject, { text, resource, summary });
  const version = apiVersion.split('/').at(-1) ?? '';
  const refuse = (why: string): never => {
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${why}`);
  };
  if (resource.custom === undefined && (kind !== resource.kind || apiVersion !== apiVersionOf(resource))) {
    const other = world.registry.ofKind(apiVersion, kind);
    if (other?.bucket === resource.bucket) {
      throw badRequest(
        `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
      );
    }
    refuse(unknownConversion(resource, said));
  }
  const written = reading.value as ApiObject;
  return decoded(writing, written, { ...reading, refuse });
}

/** How reading may end, and what it has to tell. */
export interface DecodeContext {
  /** Fields that stand there twice, in the words of the decoder. */
  readonly repeated: readonly string[];
  /** The same for one who is refused for them. */
  readonly refused: readonly string[];
  /** Where a field stands in the text; what has no text is told by its letters (apimachinery pkg/runtime/converter.go@1.36). */
  readonly order: ((field: string) => number) | 'by letters';
  readonly refuse: (why: string) => never;
}

/** An object as its kind's structure has it: what is unknown is gone, what is missing has its default. */
export function decoded(
  { call, options, rules, warnings }: Writing,
  written: ApiObject,
  { repeated, refused, order, refuse }: DecodeContext,
): ApiObject {
  const { object, unknown } = structured(call.resource, written, refuse);
  const unknownFields = unknown.map((field) => `unknown field "${field}"`);
  const inOrder = (problems: readonly string[]): readonly string[] =>
    order === 'by letters'
      ? [...problems, ...unknownFields.toSorted()]
      : [...problems, ...unknownFields].toSorted((a, b) => order(a) - order(b));
  if (options.fieldValidation === 'Warn') warnings.push(...inOrder(repeated));
  const strict = options.fieldValidation === 'Strict' ? inOrder(refused) : [];
  if (strict.length > 0) refuse(`strict decoding error: ${strict.join(', ')}`);
  return rules.setDefaults?.(object) ?? object;
}

function structured(
  resource: Resource,
  written: ApiObject,
  refuse: (why: string) => never,
): { readonly object: ApiObject; readonly unknown: readonly string[] } {
  if (resource.custom !== undefined) return structuredCustom(resource.custom, written, refuse);
  const type = kindType(apiVersionOf(resource), resource.kind);
  if (type === undefined) return { object: written, unknown: [] };
  const { object, unknown, problem } = decodeObject(written, type.name, goStructs);
  if (problem !== undefined) refuse(problem);
  return { object: asGoWrites(object, type) as ApiObject, unknown };
}

/** What is no object of a built-in kind has to say itself what it is (apimachinery unstructured.UnstructuredJSONScheme@1.36). */
function checkCustom(
  value: ApiObject | null,
  { text, resource, summary }: { readonly text: string; readonly resource: Resource; readonly summary: string },
): void {
  const { apiVersion = '', kind, metadata } = value ?? {};
  if (!kind) throw badRequest(`${summary}: Object 'Kind' is missing in '${text}' (${summarize(text)})`);
  const expected = apiVersionOf(resource);
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (kind !== resource.kind) throw wrongCustomKind({ apiVersion, kind }, resource, metadata?.name ?? '');
}

/** A custom object: its metadata are those of all objects, everything else is its schema's. */
function structuredCustom(
  custom: CustomStructure,
  written: ApiObject,
  refuse: (why: string) => never,
): { readonly object: ApiObject; readonly unknown: readonly string[] } {
  const { object: pruned, unknown } = custom.prune(written);
  const type = structType(METADATA);
  if (written.metadata === undefined || written.metadata === null || type === undefined)
    return { object: pruned, unknown };
  const { object, unknown: others, problem } = decodeObject(written.metadata, METADATA, goStructs);
  if (problem !== undefined) refuse(problem);
  return {
    object: { ...pruned, metadata: asGoWrites(object, type) },
    unknown: [...others.map((field) => `metadata.${field}`), ...unknown],
  };
}

const METADATA = 'meta.v1.ObjectMeta';
