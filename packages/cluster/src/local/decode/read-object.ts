import { decodeObject } from '@outrigger/pod';
import { badRequest } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import { asGoWrites } from '../schema/as-go-writes.ts';
import { kindType } from '../schema/kind-type.ts';
import type { Writing } from '../write/writing.ts';
import { bodyFormat } from './body-format.ts';
import { goStructs } from './go-structs.ts';
import { readText, type TextReading } from './read-text.ts';
import { summarize } from './summarize.ts';
import { unknownConversion } from './unknown-conversion.ts';

/**
 * Reads the object that a request brings, with defaults (apimachinery pkg/runtime/serializer/json Decode@1.36, and
 * transformDecodeError of apiserver pkg/endpoints/handlers/rest.go). Repeated and unknown fields are told or refused, as asked.
 */
export function readObject(writing: Writing): ApiObject {
  const { request, resource, world } = writing.call;
  const text = new TextDecoder().decode(request.body);
  const reading = readText(text, bodyFormat(request.headers['content-type']));
  const { apiVersion, kind } = kindOf(reading, { text, resource });
  const version = apiVersion.split('/').at(-1) ?? '';
  const refuse = (why: string): never => {
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${why}`);
  };
  const written = reading.value as ApiObject;
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource)) {
    const other = world.registry.ofKind(apiVersion, kind);
    if (other?.bucket === resource.bucket) {
      throw badRequest(
        `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
      );
    }
    refuse(unknownConversion(resource, { apiVersion, kind }));
  }
  return decoded(writing, written, { ...reading, refuse });
}

/** How reading may end, and what it has to tell. */
export interface DecodeContext {
  /** Fields that stand there twice, in the words of the decoder. */
  readonly repeated: readonly string[];
  /** The same for one who is refused for them. */
  readonly refused: readonly string[];
  readonly order: (field: string) => number;
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
    [...problems, ...unknownFields].toSorted((a, b) => order(a) - order(b));
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
  if (resource.custom !== undefined) return resource.custom.prune(written);
  const type = kindType(apiVersionOf(resource), resource.kind);
  if (type === undefined) return { object: written, unknown: [] };
  const { object, unknown, problem } = decodeObject(written, type.name, goStructs);
  if (problem !== undefined) refuse(problem);
  return { object: asGoWrites(object, type) as ApiObject, unknown };
}

/** What a body says it is; what it does not say it is taken to be (gvkWithDefaults@1.36). */
function kindOf(
  reading: TextReading,
  { text, resource }: { readonly text: string; readonly resource: Resource },
): { readonly apiVersion: string; readonly kind: string } {
  const refuse = (why: string): never => {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): ${why} (${summarize(text)})`,
    );
  };
  if (reading.problem !== undefined) return refuse(reading.problem);
  const { value } = reading;
  const prefix = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    const what = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return refuse(`${prefix} ${what} into Go value of type ${type}`);
  }
  const { apiVersion, kind } = (value ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, given] of Object.entries({ apiVersion, kind })) {
    if (given === undefined || given === null || typeof given === 'string') continue;
    const what = Array.isArray(given) ? 'array' : typeof given === 'boolean' ? 'bool' : typeof given;
    return refuse(`${prefix} ${what} into Go struct field .${name} of type string`);
  }
  return {
    apiVersion: typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : apiVersionOf(resource),
    kind: typeof kind === 'string' && kind !== '' ? kind : resource.kind,
  };
}
